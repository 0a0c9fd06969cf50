"""Mail in Django admin: what became of each message, without its body, and the decisions left to people."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest

from coproduce.accounts.admin_site import ScopedAdmin

from . import operations
from .models import Email, Intervention, Suppression
from .models.suppressions import masked


class DecisionForm(forms.ModelForm[Email]):
    decision = forms.ChoiceField(choices=Intervention.Decision.choices, widget=forms.RadioSelect)
    why = forms.CharField(max_length=300, help_text="Kept with your name and the time.")

    class Meta:
        model = Email
        fields = ()


@admin.register(Email)
class EmailAdmin(ScopedAdmin):
    """Addresses are masked and bodies left out, for they may hold codes. Search takes a whole address."""

    form = DecisionForm
    list_display = ("kind", "status", "lane", "masked_recipient", "since", "attempts", "reason")
    list_filter = ("status", "lane", "kind")
    search_fields = ("recipient__iexact", "key__exact", "message_id__exact")
    search_help_text = "A whole address, key or Message-ID"
    show_full_result_count = False
    facts = (
        *("kind", "topic", "lane", "masked_recipient", "subject", "about", "key", "message_id"),
        *("status", "phase", "reason", "attempts", "doubts"),
        *("created_at", "not_before", "expires_at", "claimed_at", "sent_at", "since"),
        "decisions",
    )
    readonly_fields = facts

    def get_fields(self, request: HttpRequest, obj: Email | None = None) -> tuple[str, ...]:
        return (*self.facts, "decision", "why") if self.has_change_permission(request, obj) else self.facts

    def save_model(self, request: HttpRequest, obj: Email, form: Any, change: bool) -> None:  # noqa: FBT001
        again = form.cleaned_data["decision"] == Intervention.Decision.SEND_AGAIN
        decide = operations.send_again if again else operations.abort
        try:
            decide(obj, by=request.user, reason=form.cleaned_data["why"])  # type: ignore[arg-type]
        except operations.DecidedError as error:
            messages.error(request, str(error))
            messages.set_level(request, messages.ERROR)

    @admin.display(description="Decided by hand")
    def decisions(self, email: Email) -> str:
        made = email.interventions.select_related("by")
        return "; ".join(f"{one.at:%d %b %Y %H:%M} {one.by}: {one}" for one in made) or "None"


class LiftForm(forms.ModelForm[Suppression]):
    lift = forms.BooleanField(help_text="This address gets our mail again.")

    class Meta:
        model = Suppression
        fields = ()


@admin.register(Suppression)
class SuppressionAdmin(ScopedAdmin):
    form = LiftForm
    list_display = ("masked_address", "topic", "reason", "since", "until")
    list_filter = ("reason", "topic")
    search_fields = ("address__iexact",)
    search_help_text = "A whole address"
    facts = ("masked_address", "topic", "reason", "detail", "since", "until")
    readonly_fields = facts

    def get_fields(self, request: HttpRequest, obj: Suppression | None = None) -> tuple[str, ...]:
        return (*self.facts, "lift") if self.has_change_permission(request, obj) else self.facts

    def save_model(self, request: HttpRequest, obj: Suppression, form: Any, change: bool) -> None:  # noqa: FBT001
        operations.lift(obj)

    @admin.display(description="address", ordering="address")
    def masked_address(self, suppression: Suppression) -> str:
        return masked(suppression.address)

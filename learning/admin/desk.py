"""What the desks of moderators have in common: a queue, what is decided about, and the decision."""

from datetime import timedelta
from typing import Any, ClassVar, cast

from django.contrib import admin, messages
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.timesince import timesince

from coproduce.accounts.admin_site import ScopedAdmin
from coproduce.accounts.models import User
from learning import looking, meanwhile, moderation, waiting
from learning.forms.deciding import Deciding
from learning.models import Decision, State, StepName

#: What a moderator can decide, and what the button says.
BUTTONS = {
    StepName.PUBLISH: "Publish",
    StepName.SEND_BACK: "Return to the authors",
    StepName.RETIRE: "Retire",
    StepName.REINSTATE: "Put back into the lists",
    StepName.WITHDRAW: "Withdraw",
}


class WaitingFilter(admin.SimpleListFilter):
    """How long it has waited for a moderator."""

    title = "waiting"
    parameter_name = "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("0", "At all"), *((str(days), f"Longer than {days} days") for days in (7, 14, 28))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() not in {"0", "7", "14", "28"}:
            return queryset
        before = timezone.now() - timedelta(days=int(self.value() or 0))
        return queryset.waiting_since(before)


class InItsOrder(ChangeList):
    """As `queued` has the rows, unless a heading is clicked; Django would put the model's own order first."""

    def get_ordering(self, request: HttpRequest, queryset: Any) -> Any:
        is_chosen = ORDER_VAR in self.params
        return super().get_ordering(request, queryset) if is_chosen else list(queryset.query.order_by)


class Queue(ScopedAdmin):
    """A list in an order of its own, and a form on which a moderator decides; the words are the authors'."""

    change_form_template = "admin/learning/case_study_decide.html"
    show_full_result_count = False
    empty_value_display = "Not recorded"
    #: What a moderator fills in, and where the list is.
    asked: ClassVar[tuple[str, ...]] = ("note",)
    queue: ClassVar[str]

    def get_ordering(self, request: HttpRequest) -> tuple[()]:
        """As `get_queryset` has it."""
        return ()

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return InItsOrder

    def asked_about(self, request: HttpRequest, obj: Any) -> tuple[str, ...]:
        """What this moderator fills in; nothing where there is nothing for them to decide."""
        return self.asked if self.has_change_permission(request, obj) else ()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        shown = (None, {"fields": self.readonly_fields})
        asked = self.asked_about(request, obj)
        return (shown, ("Your decision", {"fields": asked})) if asked else (shown,)

    def get_form(self, request: HttpRequest, obj: Any = None, *args: Any, **kwargs: Any) -> Any:
        """What is asked is not written to columns of the row, though one of them may have its name."""
        form = super().get_form(request, obj, *args, **{**kwargs, "fields": ()})
        return type("Decision", (form,), {"by": request.user})

    # --- who may: asked of no row, because `get_queryset` has chosen the rows already ---
    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(self.change_permission.replace(".moderate_", ".view_"))

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm(self.change_permission)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        """The decision itself is the record; a second one would keep titles of what was withdrawn."""


class Desk(Queue):
    """Of case studies and of revisions, the longest waiting first."""

    readonly_fields: ClassVar[tuple[str, ...]] = ("publisher", "account", "decisions_taken")
    change_list_template = "admin/learning/queue.html"
    #: How a row is called in a sentence.
    noun: ClassVar[str]

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Locked while a decision is saved, so that the second of two sees what the first decided."""
        found = super().get_object(request, object_id, from_field)
        try:
            if found is not None and request.method == "POST":
                moderation.lock(found)
        except moderation.ModerationError:
            return None
        return found

    def asked_about(self, request: HttpRequest, obj: Any) -> tuple[str, ...]:
        """The checklist is there for whoever can publish."""
        offered = self.offered(request, obj) if obj else {}
        if StepName.PUBLISH in offered:
            return ("checked", *self.asked)
        return self.asked if offered else ()

    def offered(self, request: HttpRequest, subject: moderation.Subject) -> dict[StepName, str]:
        """What this moderator can decide, and what each button says."""
        user = cast(User, request.user)
        if not self.has_change_permission(request):
            return {}
        is_biased = bool(moderation.bias(subject, by=user))
        return {
            name: words
            for name, words in BUTTONS.items()
            for step in [moderation.STEPS[name]]
            if user.has_perm(step.permission(subject), subject) and not (is_biased and step.independent)
        }

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        queues = waiting.queues(request.user, now=timezone.now())
        here = next(queue for queue in queues if queue.address == self.queue)
        told = {
            "title": f"{here.label}: {here.waiting} waiting for review",
            "queues": queues,
            "here": self.queue,
        }
        return super().changelist_view(request, {**told, **(extra_context or {})})

    # --- what is shown ---
    @admin.display(description="Waiting for", empty_value="Not waiting")
    def age(self, subject: moderation.Subject) -> str:
        waits = subject.state == State.SUBMITTED and subject.submitted_at
        return timesince(waits) if waits else ""

    @admin.display(description="Council areas")
    def areas(self, subject: moderation.Subject) -> str:
        return ", ".join(area.name for area in moderation.entry_of(subject).council_areas.all())

    @admin.display(description="Organisation")
    def publisher(self, subject: moderation.Subject) -> str:
        return str(moderation.entry_of(subject).organisation or "Platform team")

    @admin.display(description="What it says")
    def account(self, subject: moderation.Subject) -> SafeString:
        return render_to_string("admin/learning/_account.html", self.told(subject))

    def told(self, subject: Any) -> dict[str, Any]:
        """What the account is drawn from."""
        raise NotImplementedError

    @admin.display(description="Decisions so far")
    def decisions_taken(self, subject: moderation.Subject) -> str:
        taken = moderation.entry_of(subject).decisions.select_related("by")
        lines = (f"{one}{f', by {one.by}' if one.by else ''}. {one.note}".strip() for one in taken)
        return "\n".join(lines) or "None yet"

    # --- what happens ---
    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        subject, user = context["original"], cast(User, request.user)
        reviews = user.has_perm(moderation.STEPS[StepName.PUBLISH].permission(subject), subject)
        context |= {
            "title": self.noun.capitalize(),
            "buttons": self.offered(request, subject),
            "bias": moderation.bias(subject, by=user) if reviews else "",
            "queue": self.queue,
        }
        form = context["adminform"].form
        context |= self.both(request, form.theirs) if isinstance(form, Deciding) else {}
        if request.method == "GET" and self.has_change_permission(request):
            context["others"] = looking.look(subject, by=user, now=timezone.now())
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm[Any], *args: Any) -> None:
        assert isinstance(form, Deciding)
        assert form.step is not None
        if not request.user.has_perm(form.step.permission(obj), obj):
            raise PermissionDenied
        said = {"note": form.cleaned_data["note"], "checked": form.cleaned_data["checked"]}
        moderation.take(form.step, obj, by=cast(User, request.user), now=timezone.now(), **said)
        looking.look_away(obj, by=cast(User, request.user), now=timezone.now())

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        state = obj.get_state_display().lower()
        messages.success(request, f"Your decision is recorded: “{obj}” is now {state}.")
        return redirect(self.queue)

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        """Most often somebody else has returned or withdrawn it while this page was open."""
        taken = meanwhile.last_decision_on(self.model, object_id)
        if request.method == "POST":
            title = "Someone else has decided meanwhile"
            site = {**self.admin_site.each_context(request), "title": title, "queue": self.queue}
            told = site | self.both(request, taken)
            return render(request, "admin/learning/decided_meanwhile.html", told, status=404)
        since = f" It was: {taken}." if taken else ""
        messages.warning(request, f"There is no such {self.noun} with the moderators.{since}")
        return redirect(self.queue)

    def both(self, request: HttpRequest, theirs: Decision | None) -> dict[str, Any]:
        """Two decisions that met: theirs, and what the moderator pressed, wrote and ticked."""
        pressed = (words for step, words in BUTTONS.items() if f"_{step}" in request.POST)
        return {
            "theirs": theirs,
            "their_note": meanwhile.note_of(theirs) if theirs else "",
            "pressed": next(pressed, ""),
            "note": request.POST.get("note", "").strip(),
        }

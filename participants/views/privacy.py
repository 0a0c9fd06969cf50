"""What staff record for a person by phone or on paper: choices, and a wish to be forgotten; and a copy."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from coproduce.accounts.access import capability, declare, get_allowed
from participants import agreeing, downloading, erasing, register
from participants.forms import CopyForm, ForgetThemForm, RecordPreferencesForm, WishForm
from participants.models import Participant, Through

from .own.record import file_of
from .participants import AboutParticipant, person


class ParticipantPreferences(AboutParticipant, FormView[RecordPreferencesForm]):
    access = capability("participants.record_agreement")
    form_class = RecordPreferencesForm
    template_name = "participants/participant_preferences.html"

    def get_initial(self) -> dict[str, Any]:
        return {**agreeing.chosen(self.participant), **register.preferences(self.participant)}

    def form_valid(self, form: RecordPreferencesForm) -> HttpResponse:
        by, now, through = person(self.request), timezone.now(), Through(form.cleaned_data["through"])
        try:
            register.prefer(self.participant, form.preferences, by=by)
        except register.RegisterError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        agreeing.choose(self.participant, form.choices, now=now, through=through, by=by)
        if form.cleaned_data["told"]:
            agreeing.note_told(self.participant, by=by, now=now, through=through)
        messages.success(self.request, "Their choices are recorded.")
        return redirect(self.participant)


class ParticipantWish(AboutParticipant, FormView[WishForm]):
    """Somebody asked to be forgotten by phone or on paper; a lead does it."""

    access = capability("participants.ask_to_forget_participant")
    form_class = WishForm
    template_name = "participants/participant_wish.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(goes=erasing.goes(), stays=erasing.stays(), **kwargs)

    def form_valid(self, form: WishForm) -> HttpResponse:
        through, by = Through(form.cleaned_data["through"]), person(self.request)
        erasing.note_wish(self.participant, through=through, by=by, now=timezone.now())
        messages.success(
            self.request, "Recorded. The leads of your partnership see it, and one of them does it."
        )
        return redirect(self.participant)


@require_POST
@declare(capability("participants.ask_to_forget_participant"))
@transaction.atomic
def participant_wish_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    by, rows = person(request), Participant.objects.with_groups()
    participant = get_allowed(by, "participants.ask_to_forget_participant", rows, pk=pk)
    erasing.take_back_wish(participant, by=by)
    messages.success(request, "The wish is taken back. Nothing has been deleted.")
    return redirect(participant)


class ParticipantForget(AboutParticipant, FormView[ForgetThemForm]):
    access = capability("participants.forget_participant")
    form_class = ForgetThemForm
    template_name = "participants/participant_forget.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(goes=erasing.goes(), stays=erasing.stays(), **kwargs)

    def form_valid(self, form: ForgetThemForm) -> HttpResponse:
        try:
            erasing.carry_out(self.participant, by=person(self.request), now=timezone.now())
        except erasing.ErasingError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "They are forgotten. What stays is a reference that leads to nobody.")
        return redirect(self.participant)


class ParticipantCopy(AboutParticipant, FormView[CopyForm]):
    """Everything about someone who cannot open their own page; it is recorded with the reason."""

    access = capability("participants.copy_participant")
    form_class = CopyForm
    template_name = "participants/participant_copy.html"

    def form_valid(self, form: CopyForm) -> HttpResponse:
        reason, kind = form.cleaned_data["reason"], form.cleaned_data["kind"]
        tables = downloading.copy_for(self.participant, by=person(self.request), reason=reason)
        return file_of(self.request, tables, kind, self.participant, timezone.now())

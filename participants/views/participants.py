"""The register as staff use it: references in lists; a name takes one deliberate step, and a reason."""

from dataclasses import asdict
from functools import cached_property
from typing import Any, cast

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, FormView, ListView, UpdateView

from coproduce.accounts.access import Allowed, AllowedSomewhere, capability, declare, get_allowed
from coproduce.accounts.models import User
from coproduce.ui.lists import SearchedList
from coproduce.ui.once import CreateOnce
from participants import invitations, register, selfservice
from participants.forms import (
    CorrectForm,
    EnrolForm,
    FindForm,
    ParticipantEditForm,
    ParticipantFilter,
    ReasonForm,
)
from participants.models import Involvement, Participant
from participants.models.participants import ParticipantQuerySet
from partnerships.models import Partnership

#: How much of a history one page shows.
SHOWN = 25


def person(request: HttpRequest) -> User:
    """Whoever is signed in, on pages that nobody else can open."""
    return cast(User, request.user)


class ParticipantList(SearchedList[Participant]):
    access = capability("participants.view_participant")
    queryset = Participant.objects.with_groups().with_numbers().in_order()
    filter_class = ParticipantFilter
    template_name = "participants/participant_list.html"
    context_object_name = "participants"

    def filter_kwargs(self) -> dict[str, Any]:
        return {"today": timezone.localdate()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """References repeat from partnership to partnership, so whoever sees several is told which."""
        mine = list(Partnership.objects.worked_in_by(self.request.user))
        return super().get_context_data(shows_partnership=len(mine) != 1, partnerships=mine, **kwargs)


class ParticipantEnrol(AllowedSomewhere, CreateOnce[EnrolForm]):
    access = capability("participants.enrol_participant")
    form_class = EnrolForm
    template_name = "participants/participant_enrol.html"
    saved = "They are enrolled. From now on, everyone here knows them by this reference."

    def get_form_kwargs(self) -> dict[str, Any]:
        row = Participant(enrolled_by=person(self.request))
        return {**super().get_form_kwargs(), "instance": row, "user": person(self.request)}

    def form_valid(self, form: EnrolForm) -> HttpResponse:
        try:
            return super().form_valid(form)
        except register.ForgottenError as refusal:
            form.add_error("own_wish", str(refusal))
            return self.form_invalid(form)


class ParticipantFind(AllowedSomewhere, FormView[FindForm]):
    """The words go by POST and are shown nowhere again: no log has them, and no history of a browser."""

    access = capability("participants.find_participant")
    form_class = FindForm
    template_name = "participants/participant_find.html"

    def form_valid(self, form: FindForm) -> HttpResponse:
        words, reason = form.cleaned_data["words"], form.cleaned_data["reason"]
        found = register.find(words, by=person(self.request), reason=reason)
        return self.render_to_response(self.get_context_data(form=FindForm(), found=found))


class ParticipantDetail(Allowed, DetailView[Participant]):
    access = capability("participants.view_participant")
    queryset = Participant.objects.with_groups()
    template_name = "participants/participant_detail.html"
    context_object_name = "participant"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            involvements=Involvement.objects.of_participant(self.object).with_participant()[:SHOWN],
            disclosures=register.disclosures(self.object, to=person(self.request))[:SHOWN],
            is_known=register.is_known(self.object),
            **kwargs,
        )


class ParticipantEdit(Allowed, UpdateView[Participant, ParticipantEditForm]):
    access = capability("participants.edit_participant")
    queryset = Participant.objects.with_groups()
    form_class = ParticipantEditForm
    template_name = "participants/participant_edit.html"
    context_object_name = "participant"

    def form_valid(self, form: ParticipantEditForm) -> HttpResponse:
        messages.success(self.request, "The changes are saved.")
        return super().form_valid(form)


class AboutParticipant(Allowed):
    """A page that is about one participant and is not a page of that row."""

    def get_queryset(self) -> ParticipantQuerySet:
        return Participant.objects.with_groups()

    @cached_property
    def participant(self) -> Participant:
        return cast(Participant, self.get_object())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = cast(Any, super()).get_context_data(participant=self.participant, **kwargs)
        return context


class ParticipantDisclose(AboutParticipant, FormView[ReasonForm]):
    """Asks for the reason, then shows the name on that one answer; a reload asks, and is recorded, again."""

    access = capability("participants.disclose_participant")
    form_class = ReasonForm
    template_name = "participants/participant_disclose.html"

    def form_valid(self, form: ReasonForm) -> HttpResponse:
        reason = form.cleaned_data["reason"]
        try:
            disclosed = register.disclose(self.participant, by=person(self.request), reason=reason)
        except register.RegisterError as refusal:
            messages.error(self.request, str(refusal))
            return redirect(self.participant)
        correct = CorrectForm(
            initial={**asdict(disclosed.details), "seen": disclosed.version},
            action=reverse("participants:participant_correct", args=[self.participant.pk]),
        )
        self.template_name = "participants/participant_identity.html"
        return self.render_to_response(self.get_context_data(form=correct, details=disclosed.details))


class ParticipantCorrect(AboutParticipant, FormView[CorrectForm]):
    """Takes what the page with the name sent; there is no way to that form without saying why."""

    access = capability("participants.correct_participant")
    form_class = CorrectForm
    template_name = "participants/participant_correct.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("participants:participant_disclose", self.participant.pk)

    def form_valid(self, form: CorrectForm) -> HttpResponse:
        by, now, seen = person(self.request), timezone.now(), form.cleaned_data["seen"]
        try:
            has_moved = invitations.correct(self.participant, form.details, by=by, now=now, seen=seen)
        except register.RegisterError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        moved = " Open invitations follow the change of email address, and old links are dead."
        messages.success(self.request, f"The details are saved.{moved if has_moved else ''}")
        return redirect(self.participant)

    def form_invalid(self, form: CorrectForm) -> HttpResponse:
        """The page shows the name once more, so it is a look once more."""
        reason = "Correcting name and contact details"
        if not register.is_known(self.participant):
            return redirect(self.participant)
        register.disclose(self.participant, by=person(self.request), reason=reason)
        return super().form_invalid(form)


@require_POST
@declare(capability("participants.link_participant"))
@transaction.atomic
def participant_send_own_page(request: HttpRequest, pk: int) -> HttpResponse:
    by, rows = person(request), Participant.objects.with_groups()
    participant = get_allowed(by, "participants.link_participant", rows, pk=pk)
    if selfservice.send(participant, now=timezone.now(), by=by):
        messages.success(request, "A link to their own page is on its way to their email address.")
    else:
        messages.error(request, "They have no email address. Phone or write to them instead.")
    return redirect(participant)


class DisclosureList(AboutParticipant, ListView[Any]):
    access = capability("participants.review_disclosures")
    paginate_by = SHOWN
    template_name = "participants/disclosure_list.html"
    context_object_name = "disclosures"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = register.disclosures(self.participant, to=person(request))
        self.object_list = rows
        return self.render_to_response(self.get_context_data())

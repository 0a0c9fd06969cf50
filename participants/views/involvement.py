"""The people of an engagement: inviting them, noting what they answer, and who came."""

from functools import cached_property
from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, ListView

from coproduce.accounts.access import SAFE, Allowed, Declared, capability, get_allowed
from participants import attendance, invitations, reminders, replies
from participants.forms import (
    AnswerForm,
    AttendanceForm,
    InviteForm,
    OfferFilter,
    PeopleFilter,
)
from participants.forms.involvement import MOST_OFFERED
from participants.models import Involvement, Participant
from participants.models.involvement import InvolvementQuerySet
from participants.models.participants import ParticipantQuerySet
from partnerships.models import Engagement

from .participants import person

PER_PAGE = 25


class OfEngagement(Declared):
    """A page on the people of one engagement; the verb is asked of the engagement."""

    @cached_property
    def engagement(self) -> Engagement:
        rows, lock = Engagement.objects.with_partnership(), self.request.method not in SAFE
        return get_allowed(self.request.user, self.access.permission, rows, lock=lock, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = cast(Any, super()).get_context_data(engagement=self.engagement, **kwargs)
        return context

    def people_url(self) -> str:
        return reverse("participants:engagement_people", args=[self.engagement.pk])


class EngagementPeople(OfEngagement, ListView[Involvement]):
    access = capability("participants.view_involvement")
    paginate_by = PER_PAGE
    template_name = "participants/engagement_people.html"
    context_object_name = "involvements"

    @cached_property
    def form(self) -> PeopleFilter:
        form = PeopleFilter(self.request.GET)
        form.is_valid()
        return form

    def everyone(self) -> InvolvementQuerySet:
        rows = Involvement.objects.visible_to(self.request.user)
        return rows.of_engagement(self.engagement)

    def get_queryset(self) -> InvolvementQuerySet:
        rows = self.form.narrow(self.everyone()).with_participant().in_order()
        return reminders.with_mail(rows)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        return super().get_context_data(
            form=self.form,
            counts=reminders.counted(self.everyone()),
            groups=invitations.reach(self.engagement, self.everyone()),
            is_open=self.engagement.is_published and self.engagement.starts_at > now,
            has_started=self.engagement.is_published and self.engagement.starts_at <= now,
            **kwargs,
        )


class InvolvementInvite(OfEngagement, FormView[InviteForm]):
    """`?group=` narrows whom the page offers; anyone of the partnership can be named by reference."""

    access = capability("participants.invite_involvement")
    form_class = InviteForm
    template_name = "participants/involvement_invite.html"

    @cached_property
    def filter(self) -> OfferFilter:
        form = OfferFilter(self.request.GET)
        form.is_valid()
        return form

    def everyone(self) -> ParticipantQuerySet:
        rows = Participant.objects.visible_to(self.request.user)
        return rows.of_partnership(self.engagement.partnership).current(timezone.localdate())

    @cached_property
    def offered(self) -> list[Participant]:
        rows = self.filter.narrow(self.everyone().not_invited_to(self.engagement.pk))
        return list(rows.with_groups()[: MOST_OFFERED + 1])

    def get_form_kwargs(self) -> dict[str, Any]:
        offered = self.offered[:MOST_OFFERED]
        return {**super().get_form_kwargs(), "everyone": self.everyone(), "offered": offered}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            filter=self.filter,
            offered=self.offered,
            has_more=len(self.offered) > MOST_OFFERED,
            most=MOST_OFFERED,
            refusal=self.refusal(),
            **kwargs,
        )

    def refusal(self) -> str:
        try:
            invitations.require_open(self.engagement, now=timezone.now())
        except invitations.InvitationError as refusal:
            return str(refusal)
        return ""

    def form_valid(self, form: InviteForm) -> HttpResponse:
        by, now = person(self.request), timezone.now()
        try:
            anyway = form.cleaned_data["anyway"]
            invited = invitations.invite(self.engagement, form.chosen, by=by, now=now, anyway=anyway)
        except invitations.OverBudgetError as refusal:
            form.add_error("anyway", str(refusal))
            return self.form_invalid(form)
        except invitations.InvitationError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, told(invited))
        return redirect(self.people_url())


def told(invited: invitations.Invited) -> str:
    """What came of inviting, in a sentence or three."""
    parts = [
        (invited.by_email, "invited by email"),
        (invited.to_contact, "without email: call or write to them"),
        (invited.before, "had been invited before"),
    ]
    said = [f"{count} {'person' if count == 1 else 'people'} {words}." for count, words in parts if count]
    return " ".join(said)


class InvolvementAttendance(OfEngagement, FormView[AttendanceForm]):
    access = capability("participants.record_involvement")
    form_class = AttendanceForm
    template_name = "participants/involvement_attendance.html"

    @cached_property
    def page(self) -> Page[Involvement]:
        rows = Involvement.objects.of_engagement(self.engagement).with_participant().in_order()
        return Paginator(rows, PER_PAGE).get_page(self.request.GET.get("page"))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "involvements": self.page.object_list}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(page_obj=self.page, refusal=self.refusal(), **kwargs)

    def refusal(self) -> str:
        try:
            attendance.require_started(self.engagement, now=timezone.now())
        except attendance.AttendanceError as refusal:
            return str(refusal)
        return ""

    def form_valid(self, form: AttendanceForm) -> HttpResponse:
        by, now = person(self.request), timezone.now()
        try:
            attendance.record(self.engagement, form.marks, by=by, now=now)
        except attendance.AttendanceError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Attendance is saved.")
        if self.page.has_next():
            return redirect(f"{self.request.path}?page={self.page.next_page_number()}")
        return redirect(self.people_url())


class InvolvementAnswer(Allowed, FormView[AnswerForm]):
    """What someone said on the phone or wrote, recorded as such."""

    access = capability("participants.record_involvement")
    form_class = AnswerForm
    template_name = "participants/involvement_answer.html"

    def get_queryset(self) -> InvolvementQuerySet:
        return Involvement.objects.with_participant()

    @cached_property
    def involvement(self) -> Involvement:
        return cast(Involvement, self.get_object())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            involvement=self.involvement, engagement=self.involvement.engagement, **kwargs
        )

    def form_valid(self, form: AnswerForm) -> HttpResponse:
        now, by = timezone.now(), person(self.request)
        try:
            replies.reply(self.involvement, **form.cleaned_data, now=now, by=by)
        except replies.ReplyError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"The answer of {self.involvement.participant} is recorded.")
        return redirect("participants:engagement_people", self.involvement.engagement_id)

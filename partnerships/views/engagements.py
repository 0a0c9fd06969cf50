"""Engagements: finding them, planning them, and the two verbs that others learn of."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import DetailView, FormView, UpdateView

from coproduce.accounts.access import PUBLIC, Allowed, AllowedSomewhere, Person, capability, public_rows
from coproduce.accounts.models import User
from coproduce.ui.lists import SearchedList
from coproduce.ui.once import CreateOnce
from partnerships import hearing, judging, kindred, scheduling, withdrawing
from partnerships.forms import CancelForm, EngagementCreateForm, EngagementEditForm, EngagementFilter
from partnerships.models import Engagement, StandardJudgement
from partnerships.models.engagements import EngagementQuerySet

#: As many as a page shows of those who ask the same; the list by topic shows all.
KINDRED = 5


def asked_elsewhere(engagement: Engagement, reader: Person) -> Iterable[Engagement]:
    """The first few who ask the same."""
    return kindred.kindred(engagement, seen_by=reader)[:KINDRED] if engagement.topics else ()


class EngagementList(SearchedList[Engagement]):
    access = PUBLIC
    queryset = Engagement.objects.with_partnership()
    filter_class = EngagementFilter
    template_name = "partnerships/engagement_list.html"
    context_object_name = "engagements"

    def filter_kwargs(self) -> dict[str, Any]:
        return {"now": timezone.now()}


class EngagementDetail(Allowed, DetailView[Engagement]):
    access = public_rows("partnerships.view_engagement")
    queryset = Engagement.objects.with_everything()
    template_name = "partnerships/engagement_detail.html"
    context_object_name = "engagement"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        engagement, user = self.object, self.request.user
        turnouts = list(engagement.turnouts.select_related("group"))
        counted, total = hearing.for_public(turnouts, threshold=engagement.partnership.small_number_threshold)
        judgements = StandardJudgement.objects.visible_to(user).of_engagement(engagement)
        sees_changes = user.has_perm("partnerships.view_changes", engagement)
        return super().get_context_data(
            is_over=engagement.is_over(timezone.now()),
            today=timezone.localdate(),
            turnouts=turnouts,
            sees_counts=bool(turnouts) and user.has_perm("partnerships.view_turnout", turnouts[0]),
            counted=counted,
            total=total,
            views=engagement.views.all(),
            withdrawn=withdrawing.withdrawn(engagement) if sees_changes else (),
            sees_changes=sees_changes,
            standards=[found for found in judging.judged(judgements) if found.judgement],
            kindred=asked_elsewhere(engagement, user),
            **kwargs,
        )


class EngagementCreate(AllowedSomewhere, CreateOnce[EngagementCreateForm]):
    """`?partnership=` and `?plan=` may name what the form starts from."""

    access = capability("partnerships.add_engagement")
    form_class = EngagementCreateForm
    template_name = "partnerships/engagement_form.html"
    saved = "Your draft is saved. Only your partnership's team can see it until you publish it."

    def get_form_kwargs(self) -> dict[str, Any]:
        row = Engagement(created_by=cast(User, self.request.user))
        kwargs = {"instance": row, "user": self.request.user, "today": timezone.localdate()}
        return {**super().get_form_kwargs(), **kwargs}

    def get_initial(self) -> dict[str, Any]:
        return {name: self.request.GET[name] for name in ("partnership", "plan") if name in self.request.GET}


class EngagementEdit(Allowed, UpdateView[Engagement, EngagementEditForm]):
    access = capability("partnerships.change_engagement")
    queryset = Engagement.objects.with_partnership()
    form_class = EngagementEditForm
    template_name = "partnerships/engagement_form.html"
    context_object_name = "engagement"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user, "today": timezone.localdate()}

    def form_valid(self, form: EngagementEditForm) -> HttpResponse:
        saved = super().form_valid(form)
        messages.success(self.request, self.told(moved=form.has_moved))
        return saved

    def told(self, *, moved: bool) -> str:
        if moved and self.object.is_published:
            return "The engagement is saved. Reminders go out the day before the new date."
        return "The engagement is saved."


class EngagementPublish(Allowed, DetailView[Engagement]):
    """Asks first, and says who will be able to see it."""

    access = capability("partnerships.publish_engagement")
    queryset = Engagement.objects.with_partnership()
    template_name = "partnerships/engagement_publish.html"
    context_object_name = "engagement"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_over, obstacle = self.object.is_over(timezone.now()), scheduling.obstacle(self.object)
        found = asked_elsewhere(self.object, self.request.user)
        return super().get_context_data(is_over=is_over, obstacle=obstacle, kindred=found, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        engagement = self.get_object()
        try:
            scheduling.publish(engagement, by=cast(User, request.user), now=timezone.now())
        except scheduling.SchedulingError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "The engagement is published. Everyone can see it now.")
        return redirect(engagement)


class EngagementCancel(Allowed, FormView[CancelForm]):
    """Asks for the reason first, and says who will read it."""

    access = capability("partnerships.cancel_engagement")
    form_class = CancelForm
    template_name = "partnerships/engagement_cancel.html"

    def get_queryset(self) -> EngagementQuerySet:
        return Engagement.objects.with_partnership()

    @cached_property
    def engagement(self) -> Engagement:
        return cast(Engagement, self.get_object())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(engagement=self.engagement, **kwargs)

    def form_valid(self, form: CancelForm) -> HttpResponse:
        reason, by = form.cleaned_data["reason"], cast(User, self.request.user)
        try:
            scheduling.cancel(self.engagement, by=by, reason=reason, now=timezone.now())
        except scheduling.SchedulingError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "The engagement is cancelled. Its page says so.")
        return redirect(self.engagement)

"""What an engagement heard: numbers, views with answers, the standards, and closing it."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar, cast

from django.contrib import messages
from django.db import models
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import DetailView, FormView, UpdateView
from django.views.generic.edit import FormMixin

from coproduce.accounts.access import Allowed, capability
from coproduce.accounts.models import User
from coproduce.ui.once import CreateOnce
from partnerships import hearing, judging, withdrawing
from partnerships.forms.hearing import (
    AnswerForm,
    CloseForm,
    FeedbackForm,
    RewordForm,
    SaidForm,
    TurnoutForm,
)
from partnerships.forms.judging import StandardsForm
from partnerships.forms.withdrawing import WithdrawForm
from partnerships.models import Engagement, ExpressedView

from .changes import RowHistory

F = TypeVar("F", bound=BaseForm)


class Acting(FormMixin[F]):
    """A form that does something, or says why it cannot be done and keeps what was typed."""

    request: HttpRequest

    def done(
        self, form: F, act: Callable[[], object], told: str, *, row: Engagement | ExpressedView
    ) -> HttpResponse:
        try:
            act()
        except (hearing.HearingError, judging.JudgingError) as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, told)
        return redirect(row)


class OnEngagement(Allowed, Acting[F], FormView[F]):
    """A form whose row is the engagement."""

    def get_queryset(self) -> models.QuerySet[Engagement]:
        return Engagement.objects.with_partnership().prefetch_related("turnouts", "groups", "judgements")

    @cached_property
    def engagement(self) -> Engagement:
        return cast(Engagement, self.get_object())

    @property
    def by(self) -> User:
        return cast(User, self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(engagement=self.engagement, **kwargs)


class EngagementTurnout(OnEngagement[TurnoutForm]):
    access = capability("partnerships.count_engagement")
    form_class = TurnoutForm
    template_name = "partnerships/engagement_turnout.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "engagement": self.engagement}

    def form_valid(self, form: TurnoutForm) -> HttpResponse:
        numbers = form.numbers()
        return self.done(
            form,
            lambda: hearing.count(self.engagement, numbers, by=self.by),
            "The numbers are saved.",
            row=self.engagement,
        )


class EngagementStandards(OnEngagement[StandardsForm]):
    access = capability("partnerships.judge_engagement")
    form_class = StandardsForm
    template_name = "partnerships/engagement_standards.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "engagement": self.engagement}

    def form_valid(self, form: StandardsForm) -> HttpResponse:
        told = form.told()
        return self.done(
            form,
            lambda: judging.judge(self.engagement, told, by=self.by),
            "What you judged is saved.",
            row=self.engagement,
        )


class EngagementClose(OnEngagement[CloseForm]):
    """Names the views without an answer first; there is no form until they have one."""

    access = capability("partnerships.close_engagement")
    form_class = CloseForm
    template_name = "partnerships/engagement_close.html"

    def get_initial(self) -> dict[str, Any]:
        names = ("promise_kept", "promise_account", "who_decided", "took_part_in")
        return {name: getattr(self.engagement, name) for name in names}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        try:
            hearing.refuse_to_close(self.engagement, now=timezone.now())
        except hearing.HearingError as refusal:
            kwargs |= {"refusal": refusal, "unanswered": getattr(refusal, "views", ())}
        return super().get_context_data(**kwargs)

    def form_valid(self, form: CloseForm) -> HttpResponse:
        return self.done(
            form,
            lambda: hearing.close(self.engagement, form.account, by=self.by, now=timezone.now()),
            "The engagement is closed. Everyone can read how it went.",
            row=self.engagement,
        )


class EngagementReopen(Allowed, DetailView[Engagement]):
    """Asks first, and says what reopening hides."""

    access = capability("partnerships.reopen_engagement")
    queryset = Engagement.objects.with_partnership()
    template_name = "partnerships/engagement_reopen.html"
    context_object_name = "engagement"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        engagement = self.get_object()
        try:
            hearing.reopen(engagement, by=cast(User, request.user))
        except hearing.HearingError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "The engagement is open again.")
        return redirect(engagement)


class ExpressedViewCreate(OnEngagement[SaidForm], CreateOnce[SaidForm]):
    access = capability("partnerships.hear_engagement")
    form_class = SaidForm
    template_name = "partnerships/expressed_view_form.html"
    saved = "The view is written down. It waits for an answer."

    def get_form_kwargs(self) -> dict[str, Any]:
        row = ExpressedView(engagement=self.engagement)
        return {**super().get_form_kwargs(), "instance": row, "by": self.by}

    def form_valid(self, form: SaidForm) -> HttpResponse:
        return self.done(form, form.save, self.saved, row=self.engagement)


class OnView(Allowed):
    """The row is what people said."""

    def get_queryset(self) -> models.QuerySet[ExpressedView]:
        rows: models.QuerySet[ExpressedView] = ExpressedView.objects.with_engagement()
        return rows


class ExpressedViewEdit(OnView, Acting[RewordForm], UpdateView[ExpressedView, RewordForm]):
    context_object_name = "expressed_view"
    access = capability("partnerships.change_expressedview")
    form_class = RewordForm
    template_name = "partnerships/expressed_view_form.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.user}

    def form_valid(self, form: RewordForm) -> HttpResponse:
        return self.done(form, form.save, "The wording is saved.", row=self.object)


class ExpressedViewAnswer(OnView, Acting[AnswerForm], UpdateView[ExpressedView, AnswerForm]):
    context_object_name = "expressed_view"
    access = capability("partnerships.answer_expressedview")
    form_class = AnswerForm
    template_name = "partnerships/expressed_view_answer.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.user, "today": timezone.localdate()}

    def form_valid(self, form: AnswerForm) -> HttpResponse:
        told = "The answer is saved. Tell people, unless they have been told just this."
        return self.done(form, form.save, told, row=self.object)


class ExpressedViewHistory(RowHistory):
    """Also what people were told before an answer was changed."""

    queryset = ExpressedView.objects.with_engagement()


class OnOneView(OnView, Acting[F], FormView[F]):
    """A form that is about the row, not of it."""

    @cached_property
    def view(self) -> ExpressedView:
        return cast(ExpressedView, self.get_object())

    @property
    def by(self) -> User:
        return cast(User, self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(expressed_view=self.view, **kwargs)


class ExpressedViewWithdraw(OnOneView[WithdrawForm]):
    """Asks for the reason first, and says who will read it."""

    access = capability("partnerships.change_expressedview")
    form_class = WithdrawForm
    template_name = "partnerships/expressed_view_withdraw.html"

    def form_valid(self, form: WithdrawForm) -> HttpResponse:
        reason, row = form.cleaned_data["reason"], self.view.engagement
        return self.done(
            form,
            lambda: withdrawing.withdraw(self.view, reason=reason, by=self.by),
            "It is taken back. Your team can still read it, and why.",
            row=row,
        )


class ExpressedViewFeedback(OnOneView[FeedbackForm]):
    access = capability("partnerships.feed_back_expressedview")
    form_class = FeedbackForm
    template_name = "partnerships/expressed_view_feedback.html"

    def get_initial(self) -> dict[str, Any]:
        return {"on": self.view.fed_back_on or timezone.localdate(), "channel": self.view.channel}

    def get_form_kwargs(self) -> dict[str, Any]:
        known = {"today": timezone.localdate(), "decided_on": self.view.decided_on}
        return {**super().get_form_kwargs(), **known}

    def form_valid(self, form: FeedbackForm) -> HttpResponse:
        told = form.cleaned_data
        return self.done(
            form,
            lambda: hearing.feed_back(self.view, on=told["on"], channel=told["channel"], by=self.by),
            "It is noted that people were told.",
            row=self.view,
        )

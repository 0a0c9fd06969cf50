"""Strategic plans, their stages and the evidence for them."""

from functools import cached_property
from typing import Any, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import DetailView, FormView, UpdateView

from coproduce.accounts.access import PUBLIC, Allowed, AllowedSomewhere, capability, public_rows
from coproduce.accounts.models import User
from coproduce.ui.dated import OnDay
from coproduce.ui.lists import SearchedList
from coproduce.ui.once import CreateOnce
from partnerships import planning, progress, reviewing, statement
from partnerships.forms import EvidenceForm, PlanCreateForm, PlanEditForm, PlanFilter
from partnerships.forms.plans import DatesForm, ReviewForm, WithdrawForm
from partnerships.models import PlanReview, PlanStage, StageEvidence, StrategicPlan
from partnerships.models.plans import StageEvidenceQuerySet, StrategicPlanQuerySet


class PlanList(SearchedList[StrategicPlan]):
    access = PUBLIC
    queryset = StrategicPlan.objects.with_partnership().with_progress()
    filter_class = PlanFilter
    template_name = "partnerships/plan_list.html"
    context_object_name = "plans"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(stages=PlanStage.objects.mandatory().count(), **kwargs)


class PlanDetail(OnDay, Allowed, DetailView[StrategicPlan]):
    access = public_rows("partnerships.view_strategicplan")
    queryset = StrategicPlan.objects.with_neighbours()
    template_name = "partnerships/plan_detail.html"
    context_object_name = "plan"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        phases = progress.standing(self.object, self.on)
        done, duties = progress.count_duties(phases)
        engagements = self.object.engagements.visible_to(self.request.user)
        reviews = [row for row in self.object.reviews.all() if row.decided_on <= self.on]
        return super().get_context_data(
            phases=phases,
            done=done,
            duties=duties,
            following=progress.following_duty(phases),
            may_read_statement=self.may_read_statement(phases),
            out_of_order=planning.out_of_order(phases),
            reviews=reviews,
            clock=reviewing.clock(self.object.starts_on, reviews, self.on),
            engagements=engagements.latest_first(),
            **kwargs,
        )

    def may_read_statement(self, phases: list[progress.PhaseStanding]) -> bool:
        """As `partnerships.view_statement` says, without asking the database once more."""
        done = progress.by_code(phases)
        if any(code in done and done[code].is_done for code in ("finalised", "published")):
            return True
        return self.request.user.has_perm("partnerships.view_duties", self.object.partnership)


class PlanCreate(AllowedSomewhere, CreateOnce[PlanCreateForm]):
    access = capability("partnerships.add_strategicplan")
    form_class = PlanCreateForm
    template_name = "partnerships/plan_form.html"
    saved = "The plan is here. Record evidence as you go through its stages."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        """The partnership and the plan to be replaced may come from the page before."""
        asked = {name: self.request.GET.get(name, "") for name in ("partnership", "replaces")}
        return {**super().get_initial(), **{name: key for name, key in asked.items() if key.isdecimal()}}


class PlanEdit(Allowed, UpdateView[StrategicPlan, PlanEditForm]):
    access = capability("partnerships.change_strategicplan")
    queryset = StrategicPlan.objects.with_partnership()
    form_class = PlanEditForm
    template_name = "partnerships/plan_form.html"
    context_object_name = "plan"

    def form_valid(self, form: PlanEditForm) -> HttpResponse:
        messages.success(self.request, "The plan is saved.")
        return super().form_valid(form)


class OnStage(Allowed):
    """The row this page is about is the plan; the stage is in the address."""

    def get_queryset(self) -> StrategicPlanQuerySet:
        return StrategicPlan.objects.with_partnership()

    @cached_property
    def plan(self) -> StrategicPlan:
        return cast(StrategicPlan, self.get_object())

    @cached_property
    def stage(self) -> PlanStage:
        return get_object_or_404(PlanStage, code=self.kwargs["code"])

    @property
    def back(self) -> str:
        return f"{self.plan.get_absolute_url()}#{self.stage.code}"


class StageEvidenceCreate(OnStage, CreateOnce[EvidenceForm]):
    access = capability("partnerships.add_stageevidence")
    form_class = EvidenceForm
    template_name = "partnerships/stage_evidence_form.html"
    saved = "The evidence is recorded. It cannot be changed; if it is wrong, withdraw it and say why."

    def get_form_kwargs(self) -> dict[str, Any]:
        row = StageEvidence(plan=self.plan, stage=self.stage)
        told = {"instance": row, "by": self.request.user, "today": timezone.localdate()}
        return {**super().get_form_kwargs(), **told}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(plan=self.plan, stage=self.stage, **kwargs)

    def page_of(self, row: StageEvidence) -> str:
        return self.back


class StageDates(OnStage, FormView[DatesForm]):
    access = capability("partnerships.date_stage")
    form_class = DatesForm
    template_name = "partnerships/stage_dates.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": planning.dates_of(self.plan, self.stage)}

    def form_valid(self, form: DatesForm) -> HttpResponse:
        planning.set_dates(form.instance, by=cast(User, self.request.user))
        messages.success(self.request, "The dates are saved.")
        return redirect(self.back)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(plan=self.plan, stage=self.stage, back=self.back, **kwargs)


class EvidenceWithdraw(Allowed, FormView[WithdrawForm]):
    """The row this page is about is the evidence."""

    access = capability("partnerships.withdraw_stageevidence")
    form_class = WithdrawForm
    template_name = "partnerships/evidence_withdraw.html"

    def get_queryset(self) -> StageEvidenceQuerySet:
        return StageEvidence.objects.with_plan()

    @cached_property
    def evidence(self) -> StageEvidence:
        return cast(StageEvidence, self.get_object())

    @property
    def back(self) -> str:
        return f"{self.evidence.plan.get_absolute_url()}#{self.evidence.stage.code}"

    def form_valid(self, form: WithdrawForm) -> HttpResponse:
        by, reason = cast(User, self.request.user), form.cleaned_data["reason"]
        try:
            planning.withdraw(self.evidence, reason=reason, by=by, now=timezone.now())
        except planning.PlanningError as refusal:
            messages.error(self.request, str(refusal))
        else:
            messages.success(self.request, "The evidence is withdrawn. It no longer counts.")
        return redirect(self.back)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(evidence=self.evidence, back=self.back, **kwargs)


class PlanReviewCreate(Allowed, CreateOnce[ReviewForm]):
    """The row this page is about is the plan."""

    access = capability("partnerships.review_strategicplan")
    form_class = ReviewForm
    template_name = "partnerships/plan_review_form.html"
    saved = "The review is recorded."

    def get_queryset(self) -> StrategicPlanQuerySet:
        return StrategicPlan.objects.with_partnership()

    @cached_property
    def plan(self) -> StrategicPlan:
        return cast(StrategicPlan, self.get_object())

    def get_form_kwargs(self) -> dict[str, Any]:
        told = {"by": self.request.user, "today": timezone.localdate()}
        return {**super().get_form_kwargs(), "instance": PlanReview(plan=self.plan), **told}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(plan=self.plan, **kwargs)

    def page_of(self, row: PlanReview) -> str:
        return f"{self.plan.get_absolute_url()}#review-clock"


class PlanStatement(OnDay, Allowed, DetailView[StrategicPlan]):
    """Everyone's once the plan is finalised or published; its partnership's before."""

    access = public_rows("partnerships.view_statement")
    queryset = StrategicPlan.objects.with_partnership()
    template_name = "partnerships/plan_statement.html"
    context_object_name = "plan"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = statement.statement(self.object, self.on)
        return super().get_context_data(statement=told, **kwargs)

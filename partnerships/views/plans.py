"""Strategic plans, their stages and the evidence for them."""

from functools import cached_property
from typing import Any, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import DetailView, UpdateView

from coproduce.accounts.access import PUBLIC, Allowed, AllowedSomewhere, capability, public_rows
from coproduce.accounts.models import User
from partnerships import progress
from partnerships.forms import EvidenceForm, PlanCreateForm, PlanEditForm, PlanFilter
from partnerships.models import PlanStage, StageEvidence, StrategicPlan
from partnerships.models.plans import StrategicPlanQuerySet

from .lists import SearchedList
from .once import CreateOnce


class PlanList(SearchedList[StrategicPlan]):
    access = PUBLIC
    queryset = StrategicPlan.objects.with_partnership().with_progress()
    filter_class = PlanFilter
    template_name = "partnerships/plan_list.html"
    context_object_name = "plans"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(stages=PlanStage.objects.mandatory().count(), **kwargs)


class PlanDetail(Allowed, DetailView[StrategicPlan]):
    access = public_rows("partnerships.view_strategicplan")
    queryset = StrategicPlan.objects.with_partnership()
    template_name = "partnerships/plan_detail.html"
    context_object_name = "plan"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        phases = progress.standing(self.object)
        done, duties = progress.count_duties(phases)
        engagements = self.object.engagements.visible_to(self.request.user)
        return super().get_context_data(
            phases=phases,
            done=done,
            duties=duties,
            following=progress.following_duty(phases),
            engagements=engagements.latest_first(),
            **kwargs,
        )


class PlanCreate(AllowedSomewhere, CreateOnce[PlanCreateForm]):
    access = capability("partnerships.add_strategicplan")
    form_class = PlanCreateForm
    template_name = "partnerships/plan_form.html"
    saved = "The plan is here. Record evidence as you go through its stages."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}


class PlanEdit(Allowed, UpdateView[StrategicPlan, PlanEditForm]):
    access = capability("partnerships.change_strategicplan")
    queryset = StrategicPlan.objects.with_partnership()
    form_class = PlanEditForm
    template_name = "partnerships/plan_form.html"
    context_object_name = "plan"

    def form_valid(self, form: PlanEditForm) -> HttpResponse:
        messages.success(self.request, "The plan is saved.")
        return super().form_valid(form)


class StageEvidenceCreate(Allowed, CreateOnce[EvidenceForm]):
    """The row this page is about is the plan; the stage is in the address."""

    access = capability("partnerships.add_stageevidence")
    form_class = EvidenceForm
    template_name = "partnerships/stage_evidence_form.html"
    saved = "The evidence is recorded. It cannot be changed; if it is wrong, record what is right."

    def get_queryset(self) -> StrategicPlanQuerySet:
        return StrategicPlan.objects.with_partnership()

    @cached_property
    def plan(self) -> StrategicPlan:
        return cast(StrategicPlan, self.get_object())

    @cached_property
    def stage(self) -> PlanStage:
        return get_object_or_404(PlanStage, code=self.kwargs["code"])

    def get_form_kwargs(self) -> dict[str, Any]:
        row = StageEvidence(plan=self.plan, stage=self.stage, recorded_by=cast(User, self.request.user))
        return {**super().get_form_kwargs(), "instance": row, "today": timezone.localdate()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(plan=self.plan, stage=self.stage, **kwargs)

    def page_of(self, row: StageEvidence) -> str:
        return f"{self.plan.get_absolute_url()}#{self.stage.code}"

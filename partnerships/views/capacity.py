"""A partnership's look at its own capacity: through time, one occasion, and what it means to improve."""

from functools import cached_property
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import DetailView, UpdateView

from coproduce.accounts.access import Allowed, capability, public_rows
from coproduce.accounts.models import User
from coproduce.ui.charts import Steps
from coproduce.ui.dated import UntilToday
from coproduce.ui.once import CreateOnce
from partnerships import assessing
from partnerships.forms.capacity import ActionCreateForm, ActionEditForm, AssessmentCreateForm, JudgeForm
from partnerships.models import CapacityAssessment, ImprovementAction, Partnership
from partnerships.models.capacity import CapacityAssessmentQuerySet, ImprovementActionQuerySet
from partnerships.models.partnerships import PartnershipQuerySet

#: As many as a picture can show; older ones keep their own pages.
SHOWN = 12


class CapacityAssessmentList(Allowed, DetailView[Partnership]):
    """The row this page is about is the partnership. Everyone sees what it has shared."""

    access = public_rows("partnerships.view_partnership")
    queryset = Partnership.objects.all()
    template_name = "partnerships/capacity_assessment_list.html"
    context_object_name = "partnership"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seen = CapacityAssessment.objects.visible_to(self.request.user).of_partnership(self.object)
        assessments = list(seen.with_everything()[:SHOWN])
        oldest_first = assessments[::-1]
        return super().get_context_data(
            assessments=assessments,
            oldest_first=oldest_first,
            courses=[(course, steps(course)) for course in assessing.courses(assessments)],
            actions=ImprovementAction.objects.of_assessments(seen).open(),
            today=timezone.localdate(),
            **kwargs,
        )


def steps(course: assessing.Course) -> Steps:
    told = ", ".join(str(level) if level else "not judged" for level in course.levels)
    return Steps(course.levels, highest=4, label=f"{course.row.question} {told}")


class CapacityAssessmentDetail(Allowed, DetailView[CapacityAssessment]):
    access = public_rows("partnerships.view_capacityassessment")
    queryset = CapacityAssessment.objects.with_everything()
    template_name = "partnerships/capacity_assessment_detail.html"
    context_object_name = "assessment"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        subjects = assessing.by_subject(assessing.judged(self.object))
        return super().get_context_data(subjects=subjects, today=timezone.localdate(), **kwargs)


class CapacityAssessmentCreate(Allowed, UntilToday, CreateOnce[AssessmentCreateForm]):
    """The row this page is about is the partnership."""

    access = capability("partnerships.assess_capacity")
    form_class = AssessmentCreateForm
    template_name = "partnerships/capacity_assessment_create.html"
    saved = "Only your partnership's team can see this until you share it."

    def get_queryset(self) -> PartnershipQuerySet:
        return Partnership.objects.all()

    @cached_property
    def partnership(self) -> Partnership:
        return cast(Partnership, self.get_object())

    def get_form_kwargs(self) -> dict[str, Any]:
        row = CapacityAssessment(partnership=self.partnership, created_by=cast(User, self.request.user))
        initial = {"made_on": timezone.localdate()}
        return {**super().get_form_kwargs(), "instance": row, "initial": initial}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(partnership=self.partnership, **kwargs)

    def page_of(self, row: CapacityAssessment) -> str:
        return f"{row.get_absolute_url()}edit/"


class CapacityAssessmentEdit(Allowed, UntilToday, UpdateView[CapacityAssessment, JudgeForm]):
    access = capability("partnerships.change_capacityassessment")
    queryset = CapacityAssessment.objects.with_everything()
    form_class = JudgeForm
    template_name = "partnerships/capacity_assessment_edit.html"
    context_object_name = "assessment"

    def form_valid(self, form: JudgeForm) -> HttpResponse:
        assessment = form.keep(by=cast(User, self.request.user))
        messages.success(self.request, "What you judged is saved.")
        return redirect(assessment)


class CapacityAssessmentShare(Allowed, DetailView[CapacityAssessment]):
    """Asks first, and says who will be able to read it; or ends that."""

    access = capability("partnerships.share_capacityassessment")
    queryset = CapacityAssessment.objects.with_partnership()
    template_name = "partnerships/capacity_assessment_share.html"
    context_object_name = "assessment"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        assessment, by = self.get_object(), cast(User, request.user)
        if assessment.shared_at:
            assessing.stop_sharing(assessment, by=by)
            messages.success(request, "It is no longer shared. Only your team can see it.")
            return redirect(assessment)
        try:
            assessing.share(assessment, by=by, now=timezone.now())
        except assessing.AssessingError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "It is shared. Everyone can read it now.")
        return redirect(assessment)


class ImprovementActionCreate(Allowed, CreateOnce[ActionCreateForm]):
    """The row this page is about is the assessment."""

    access = capability("partnerships.change_capacityassessment")
    form_class = ActionCreateForm
    template_name = "partnerships/improvement_action_form.html"
    saved = "The action is added."

    def get_queryset(self) -> CapacityAssessmentQuerySet:
        return CapacityAssessment.objects.with_partnership()

    @cached_property
    def assessment(self) -> CapacityAssessment:
        return cast(CapacityAssessment, self.get_object())

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": ImprovementAction(assessment=self.assessment)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(assessment=self.assessment, **kwargs)

    def page_of(self, row: ImprovementAction) -> str:
        return f"{self.assessment.get_absolute_url()}#actions"


class ImprovementActionEdit(Allowed, UntilToday, UpdateView[ImprovementAction, ActionEditForm]):
    access = capability("partnerships.change_improvementaction")
    form_class = ActionEditForm
    template_name = "partnerships/improvement_action_form.html"
    context_object_name = "action"

    def get_queryset(self) -> ImprovementActionQuerySet:
        return ImprovementAction.objects.with_assessment()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(assessment=self.object.assessment, **kwargs)

    def get_success_url(self) -> str:
        return f"{self.object.assessment.get_absolute_url()}#actions"

"""Coverage of a plan: for staff with the evidence of each cell, for everyone with small numbers held back."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView, FormView, TemplateView, View

from coproduce.accounts.access import Allowed, capability, public_rows
from coproduce.ui.dated import OnDay
from coproduce.ui.sheets import sheet
from participants import coverage, setting_aside
from participants.forms.claims import OpenCellForm, SetAsideForm
from participants.models import Involvement
from participants.models.confirmations import with_verdict
from participants.seats_by_group import seats_by_group
from partnerships.models import PlanStage, StatutoryGroup, StrategicPlan
from partnerships.suppressing import words

from .participants import person


class OfPlan(Allowed):
    """A page of one plan."""

    def get_queryset(self) -> Any:
        return StrategicPlan.objects.with_partnership()

    def get_context_object_name(self, obj: StrategicPlan) -> str:
        return "plan"


class Coverage(OnDay, OfPlan, DetailView[StrategicPlan]):
    access = capability("participants.view_coverage")
    template_name = "participants/coverage.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        matrix, opening = coverage.matrix(self.object, on=self.on), OpenCellForm()
        opening.offer((row.stage for row in matrix.rows), matrix.groups)
        return super().get_context_data(
            matrix=matrix,
            seats=seats_by_group(self.object.partnership, on=self.on),
            opening=opening,
            **kwargs,
        )


class CoverageOpen(OfPlan, DetailView[StrategicPlan]):
    """Leads to the page of the cell that was chosen from two lists."""

    access = capability("participants.view_coverage")

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        form = OpenCellForm(self.request.GET)
        form.is_valid()
        if form.cell is None:
            messages.error(self.request, "Choose a stage and a group to open.")
            return redirect("participants:coverage", self.object.pk)
        stage, group = form.cell
        return redirect("participants:coverage_cell", self.object.pk, stage.pk, group.pk)


class CoverageExport(OnDay, OfPlan, DetailView[StrategicPlan]):
    """The staff's table: a line for each cell."""

    access = capability("participants.view_coverage")

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        return as_file(lines_for_staff(coverage.matrix(self.object, on=self.on)))


class CoveragePublic(OfPlan, DetailView[StrategicPlan]):
    access = public_rows("partnerships.view_strategicplan")
    template_name = "participants/coverage_public.html"

    @cached_property
    def matrix(self) -> coverage.Matrix:
        return coverage.matrix(self.object, on=coverage.last_quarter(timezone.localdate()))

    @property
    def edition(self) -> coverage.PublicMatrix:
        return coverage.public(self.matrix, threshold=self.object.partnership.small_number_threshold)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            matrix=self.edition,
            not_heard=self.matrix.not_heard(),
            seats=seats_by_group(self.object.partnership, on=self.matrix.on),
            **kwargs,
        )


class CoveragePublicExport(CoveragePublic):
    """What the public page says, as a file."""

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        return as_file(lines_for_everyone(self.edition))


def as_file(rows: Iterator[list[object]]) -> HttpResponse:
    answer = HttpResponse(sheet(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="who-has-been-heard.csv"'
    return answer


def lines_for_staff(told: coverage.Matrix) -> Iterator[list[object]]:
    yield [
        *("As known on", "Stage", "Group", "State", "Engagements", "Invited", "Took part"),
        *("With evidence", "Confirmed", "Disputed", "Why not applicable"),
    ]
    for row in told.rows:
        for cell in row.cells:
            behind = cell.evidence
            took_part = "not recorded" if behind.took_part is None else behind.took_part
            numbers = [behind.engagements, behind.invited, took_part]
            surer = [behind.evidenced, behind.confirmed, behind.disputed]
            yield [told.on, row.stage, cell.group, cell.state.label, *numbers, *surer, cell.reason]


def lines_for_everyone(told: coverage.PublicMatrix) -> Iterator[list[object]]:
    yield ["As known on", "Stage", "Group", "State", "People who took part, or more", "Why not applicable"]
    for row in told.rows:
        for cell in row.cells:
            people = words(cell.people, told.threshold)
            yield [told.on, row.stage, cell.group, cell.state.label, people, cell.reason]


class OneCell(OfPlan):
    """A page about one group at one stage of a plan."""

    @cached_property
    def plan(self) -> StrategicPlan:
        return cast(StrategicPlan, self.get_object())

    @cached_property
    def stage(self) -> PlanStage:
        return get_object_or_404(PlanStage.objects.all(), pk=self.kwargs["stage"])

    @cached_property
    def group(self) -> StatutoryGroup:
        return get_object_or_404(StatutoryGroup.objects.consultees(), pk=self.kwargs["group"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        of = {"plan": self.plan, "stage": self.stage, "group": self.group}
        context: dict[str, Any] = cast(Any, super()).get_context_data(**{**kwargs, **of})
        return context

    def cell_url(self) -> str:
        return reverse("participants:coverage_cell", args=[self.plan.pk, self.stage.pk, self.group.pk])


class CoverageCell(OnDay, OneCell, TemplateView):
    """The evidence behind one cell: engagements, and people by reference with what they say."""

    access = capability("participants.view_coverage")
    template_name = "participants/coverage_cell.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        behind, meetings = coverage.behind_cell(self.plan, self.stage, self.group, on=self.on)
        until = coverage.end_of(self.on)
        set_aside = setting_aside.standing(self.plan, self.stage, self.group, until)
        # Who came and what they say is for officers and leads; readers and auditors see the numbers.
        may_know = self.request.user.has_perm("participants.set_aside_coverage", self.plan)
        rows = Involvement.objects.visible_to(self.request.user).filter(engagement__in=meetings)
        rows = with_verdict(rows.speaking_for(self.group)).in_order()
        return super().get_context_data(
            cell=coverage.Cell(self.group, behind, set_aside.reason if set_aside else ""),
            meetings=meetings,
            involvements=rows.select_related("participant", "engagement") if may_know else [],
            may_know=may_know,
            set_aside=set_aside,
            **kwargs,
        )


class CoverageSetAside(OneCell, FormView[SetAsideForm]):
    access = capability("participants.set_aside_coverage")
    form_class = SetAsideForm
    template_name = "participants/coverage_set_aside.html"

    def form_valid(self, form: SetAsideForm) -> HttpResponse:
        by, reason = person(self.request), form.cleaned_data["reason"]
        try:
            setting_aside.set_aside(
                self.plan, self.stage, self.group, reason=reason, by=by, now=timezone.now()
            )
        except setting_aside.SettingAsideError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "It is set aside, with the reason.")
        return redirect(self.cell_url())


class CoverageTakeUp(OneCell, View):
    access = capability("participants.set_aside_coverage")

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return redirect(self.cell_url())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            setting_aside.take_up_again(
                self.plan, self.stage, self.group, by=person(request), now=timezone.now()
            )
        except setting_aside.SettingAsideError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "The group is to be heard at this stage again.")
        return redirect(self.cell_url())

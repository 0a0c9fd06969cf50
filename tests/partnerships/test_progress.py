"""Where a plan stands follows from its evidence and from nothing else."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships import progress
from partnerships.models import Phase, PlanStage, StrategicPlan
from partnerships.models.plans import Duty
from partnerships.progress import StageState
from tests.factories.partnerships import PlanStageFactory, StageEvidenceFactory, StrategicPlanFactory

RANK = {StageState.NOT_STARTED: 0, StageState.NOT_ARISEN: 0, StageState.UNDER_WAY: 1, StageState.DONE: 2}
duties = st.sampled_from(Duty.values)
told = st.lists(st.booleans(), max_size=6)


def counted(plan: StrategicPlan) -> int:
    """The same number as lists count it, in the database."""
    row: Any = StrategicPlan.objects.with_progress().get(pk=plan.pk)
    number: int = row.stages_done
    return number


@pytest.mark.parametrize(
    ("duty", "finishes", "state"),
    [
        (Duty.MANDATORY, [], StageState.NOT_STARTED),
        (Duty.ARISES, [], StageState.NOT_ARISEN),
        (Duty.DECIDED, [], StageState.NOT_ARISEN),
        (Duty.MANDATORY, [False], StageState.UNDER_WAY),
        (Duty.ARISES, [False], StageState.UNDER_WAY),
        (Duty.MANDATORY, [False, True], StageState.DONE),
        (Duty.MANDATORY, [True, False], StageState.DONE),
    ],
)
def test_the_state_of_a_stage(duty: str, finishes: list[bool], state: StageState) -> None:
    assert progress.state_of(duty, finishes) == state


@given(duties, told, told)
def test_more_evidence_never_lowers_a_stage(duty: str, before: list[bool], more: list[bool]) -> None:
    assert RANK[progress.state_of(duty, before + more)] >= RANK[progress.state_of(duty, before)]


@given(duties, told)
def test_the_order_of_evidence_does_not_matter(duty: str, finishes: list[bool]) -> None:
    assert progress.state_of(duty, finishes) == progress.state_of(duty, sorted(finishes))


def test_stages_come_by_phase_in_the_order_of_the_law(registers: None) -> None:
    phases = progress.standing(StrategicPlanFactory())
    assert [phase.phase for phase in phases] == list(Phase)
    assert sum(len(phase.stages) for phase in phases) == 22
    for phase in phases:
        orders = [row.stage.order for row in phase.stages]
        assert orders == sorted(orders)


def test_a_phase_stays_whole_where_its_stages_are_numbered_among_others(plan: StrategicPlan) -> None:
    for order, phase in enumerate((Phase.PLAN, Phase.REVIEW, Phase.PLAN)):
        PlanStageFactory(order=order, phase=phase)
    assert [len(phase.stages) for phase in progress.standing(plan)] == [2, 1]


def test_a_stage_shows_its_own_evidence_oldest_first(plan: StrategicPlan, stage: PlanStage) -> None:
    later = StageEvidenceFactory(plan=plan, stage=stage, dated=dt.date(2026, 9, 2))
    earlier = StageEvidenceFactory(plan=plan, stage=stage, dated=dt.date(2026, 9, 1), finishes=False)
    StageEvidenceFactory(stage=stage)
    (phase,) = progress.standing(plan)
    assert list(phase.stages[0].evidence) == [earlier, later]
    assert phase.stages[0].state == StageState.DONE
    assert phase.stages[0].tone == "good"


def test_a_plan_counts_only_the_stages_that_every_plan_goes_through(plan: StrategicPlan) -> None:
    done, _open = PlanStageFactory(), PlanStageFactory()
    arisen = PlanStageFactory(duty=Duty.ARISES)
    for stage in (done, done, arisen):
        StageEvidenceFactory(plan=plan, stage=stage)
    assert progress.count_duties(progress.standing(plan)) == (1, 2)
    assert counted(plan) == 1


def test_a_stage_under_way_is_not_counted_as_done(plan: StrategicPlan, stage: PlanStage) -> None:
    StageEvidenceFactory(plan=plan, stage=stage, finishes=False)
    assert progress.count_duties(progress.standing(plan)) == (0, 1)
    assert counted(plan) == 0


def test_the_next_stage_is_the_first_that_is_not_done(plan: StrategicPlan) -> None:
    first, second = PlanStageFactory(order=1), PlanStageFactory(order=2)
    StageEvidenceFactory(plan=plan, stage=first)
    following = progress.following_duty(progress.standing(plan))
    assert following is not None
    assert following.stage == second


def test_nothing_follows_when_all_is_done(plan: StrategicPlan, stage: PlanStage) -> None:
    StageEvidenceFactory(plan=plan, stage=stage)
    assert progress.following_duty(progress.standing(plan)) is None

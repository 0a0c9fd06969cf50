"""Where a plan stands follows from its evidence and from nothing else."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships import progress
from partnerships.models import EvidenceWithdrawal, Phase, PlanStage, StatutoryGroup, StrategicPlan
from partnerships.models.plans import Duty
from partnerships.progress import StageState, Terms, Told
from tests.factories.partnerships import PlanStageFactory, StageEvidenceFactory, StrategicPlanFactory

RANK = {
    StageState.NOT_STARTED: 0,
    StageState.NOT_ARISEN: 0,
    StageState.NOT_APPLICABLE: 0,
    StageState.OPEN: 1,
    StageState.DONE_LATE: 2,
    StageState.DONE: 3,
}
ON = dt.date(2026, 9, 1)
YESTERDAY, TOMORROW = ON - dt.timedelta(days=1), ON + dt.timedelta(days=1)
days = st.dates(dt.date(2026, 7, 1), dt.date(2026, 12, 1))
told = st.lists(st.builds(Told, days, st.booleans(), st.frozensets(st.integers(1, 3))), max_size=6)
terms = st.builds(
    Terms,
    st.sampled_from(Duty.values),
    st.none() | days,
    st.none() | days,
    st.booleans(),
    st.frozensets(st.integers(1, 3)),
)


def counted(plan: StrategicPlan) -> int:
    """The same number as lists count it, in the database."""
    row: Any = StrategicPlan.objects.with_progress().get(pk=plan.pk)
    number: int = row.stages_done
    return number


@pytest.mark.parametrize(
    ("terms", "finishes", "state"),
    [
        (Terms(Duty.MANDATORY), [], StageState.NOT_STARTED),
        (Terms(Duty.ARISES), [], StageState.NOT_ARISEN),
        (Terms(Duty.DECIDED), [], StageState.NOT_ARISEN),
        (Terms(Duty.ARISES, waived=True), [], StageState.NOT_APPLICABLE),
        (Terms(Duty.MANDATORY, waived=True), [], StageState.NOT_STARTED),
        (Terms(Duty.ARISES, waived=True), [True], StageState.DONE),
        (Terms(opens_on=ON), [], StageState.OPEN),
        (Terms(opens_on=TOMORROW), [], StageState.NOT_STARTED),
        (Terms(Duty.ARISES, opens_on=ON), [], StageState.OPEN),
        (Terms(Duty.MANDATORY), [False], StageState.OPEN),
        (Terms(Duty.ARISES), [False], StageState.OPEN),
        (Terms(Duty.MANDATORY), [False, True], StageState.DONE),
        (Terms(Duty.MANDATORY), [True, False], StageState.DONE),
        (Terms(due_on=ON), [True], StageState.DONE),
        (Terms(due_on=YESTERDAY), [True], StageState.DONE_LATE),
        (Terms(due_on=YESTERDAY), [False], StageState.OPEN),
    ],
)
def test_the_state_of_a_stage(terms: Terms, finishes: list[bool], state: StageState) -> None:
    assert progress.state_of(terms, [Told(ON, one) for one in finishes], ON) == state


def test_what_is_dated_after_the_day_does_not_count_yet() -> None:
    assert progress.state_of(Terms(), [Told(TOMORROW)], ON) == StageState.NOT_STARTED
    assert progress.state_of(Terms(), [Told(TOMORROW)], TOMORROW) == StageState.DONE


def test_the_first_day_on_which_it_was_done_says_whether_it_was_late() -> None:
    due = Terms(due_on=YESTERDAY)
    assert progress.state_of(due, [Told(ON), Told(YESTERDAY)], ON) == StageState.DONE
    assert progress.done_on([Told(ON), Told(YESTERDAY)]) == YESTERDAY


def test_a_stage_that_needs_groups_is_done_when_evidence_together_names_them() -> None:
    needs = Terms(required=frozenset({1, 2}))
    first, second = Told(YESTERDAY, True, frozenset({1})), Told(ON, False, frozenset({2}))
    assert progress.state_of(needs, [first], ON) == StageState.OPEN
    assert progress.state_of(needs, [first, second], ON) == StageState.DONE
    assert progress.done_on([first, second], needs.required) == ON


@given(terms, told, told, days)
def test_removing_evidence_never_raises_a_stage(
    terms: Terms, kept: list[Told], removed: list[Told], on: dt.date
) -> None:
    assert RANK[progress.state_of(terms, kept, on)] <= RANK[progress.state_of(terms, kept + removed, on)]


@given(terms, st.data(), told, days)
def test_the_order_of_evidence_does_not_matter(
    terms: Terms, data: st.DataObject, given: list[Told], on: dt.date
) -> None:
    shuffled = data.draw(st.permutations(given))
    assert progress.state_of(terms, shuffled, on) == progress.state_of(terms, given, on)


@given(terms, told, days)
def test_saying_something_twice_changes_nothing(terms: Terms, given: list[Told], on: dt.date) -> None:
    assert progress.state_of(terms, given * 2, on) == progress.state_of(terms, given, on)


@given(terms, told, days)
def test_a_finished_stage_stays_finished(terms: Terms, given: list[Told], on: dt.date) -> None:
    if progress.state_of(terms, given, on) in progress.FINISHED:
        later = on + dt.timedelta(days=400)
        assert progress.state_of(terms, given, later) == progress.state_of(terms, given, on)


def test_stages_come_by_phase_in_the_order_of_the_law(registers: None) -> None:
    phases = progress.standing(StrategicPlanFactory(), ON)
    assert [phase.phase for phase in phases] == list(Phase)
    assert sum(len(phase.stages) for phase in phases) == 22
    for phase in phases:
        orders = [row.stage.order for row in phase.stages]
        assert orders == sorted(orders)


def test_a_phase_stays_whole_where_its_stages_are_numbered_among_others(plan: StrategicPlan) -> None:
    for order, phase in enumerate((Phase.PLAN, Phase.REVIEW, Phase.PLAN)):
        PlanStageFactory(order=order, phase=phase)
    assert [len(phase.stages) for phase in progress.standing(plan, ON)] == [2, 1]


def test_a_stage_shows_its_own_evidence_oldest_first(plan: StrategicPlan, stage: PlanStage) -> None:
    later = StageEvidenceFactory(plan=plan, stage=stage, dated=dt.date(2026, 9, 1))
    earlier = StageEvidenceFactory(plan=plan, stage=stage, dated=dt.date(2026, 8, 1), finishes=False)
    StageEvidenceFactory(stage=stage)
    (phase,) = progress.standing(plan, ON)
    assert list(phase.stages[0].evidence) == [earlier, later]
    assert phase.stages[0].state == StageState.DONE
    assert phase.stages[0].tone == "good"


def test_a_plan_counts_only_the_stages_that_every_plan_goes_through(plan: StrategicPlan) -> None:
    done, _open = PlanStageFactory(), PlanStageFactory()
    arisen = PlanStageFactory(duty=Duty.ARISES)
    for stage in (done, done, arisen):
        StageEvidenceFactory(plan=plan, stage=stage)
    assert progress.count_duties(progress.standing(plan, ON)) == (1, 2)
    assert counted(plan) == 1


def test_a_stage_under_way_is_not_counted_as_done(plan: StrategicPlan, stage: PlanStage) -> None:
    StageEvidenceFactory(plan=plan, stage=stage, finishes=False)
    assert progress.count_duties(progress.standing(plan, ON)) == (0, 1)
    assert counted(plan) == 0


def test_the_next_stage_is_the_first_that_is_not_done(plan: StrategicPlan) -> None:
    first, second = PlanStageFactory(order=1), PlanStageFactory(order=2)
    StageEvidenceFactory(plan=plan, stage=first)
    following = progress.following_duty(progress.standing(plan, ON))
    assert following is not None
    assert following.stage == second


def test_nothing_follows_when_all_is_done(plan: StrategicPlan, stage: PlanStage) -> None:
    StageEvidenceFactory(plan=plan, stage=stage)
    assert progress.following_duty(progress.standing(plan, ON)) is None


def withdraw(evidence: Any) -> None:
    EvidenceWithdrawal.objects.create(
        evidence=evidence,
        reason="Recorded for the wrong plan",
        withdrawn_by=evidence.recorded_by,
        withdrawn_at=dt.datetime(2026, 8, 30, tzinfo=dt.UTC),
    )


def test_withdrawn_evidence_does_not_count_here_or_in_the_list(plan: StrategicPlan, stage: PlanStage) -> None:
    withdraw(StageEvidenceFactory(plan=plan, stage=stage))
    (phase,) = progress.standing(plan, ON)
    assert phase.stages[0].state == StageState.NOT_STARTED
    assert len(phase.stages[0].evidence) == 1
    assert counted(plan) == 0


def test_sending_to_consultees_counts_when_all_thirteen_groups_are_named(registers: None) -> None:
    plan = StrategicPlanFactory()
    stage = PlanStage.objects.get(code="consultation_sent")
    consultees = list(StatutoryGroup.objects.consultees())
    assert len(consultees) == 13
    StageEvidenceFactory(plan=plan, stage=stage).groups.set(consultees[:12])
    sent = progress.by_code(progress.standing(plan, ON))["consultation_sent"]
    assert (sent.state, sent.missing) == (StageState.OPEN, consultees[12:])
    assert counted(plan) == 0
    StageEvidenceFactory(plan=plan, stage=stage, finishes=False).groups.set(consultees[12:])
    assert progress.by_code(progress.standing(plan, ON))["consultation_sent"].is_done
    assert counted(plan) == 1


def test_groups_named_in_withdrawn_evidence_are_missing_again(registers: None) -> None:
    plan = StrategicPlanFactory()
    stage = PlanStage.objects.get(code="consultation_sent")
    row = StageEvidenceFactory(plan=plan, stage=stage)
    row.groups.set(StatutoryGroup.objects.consultees())
    assert counted(plan) == 1
    withdraw(row)
    assert counted(plan) == 0
    assert not progress.by_code(progress.standing(plan, ON))["consultation_sent"].is_done

"""The order in which the law puts the stages of a plan, and what happens to mistakes."""

import datetime as dt
from collections.abc import Iterable

import pytest

from coproduce.accounts.models import User
from partnerships import planning, progress
from partnerships.models import PlannedStage, PlanStage, StageEvidence, StatutoryGroup, StrategicPlan
from partnerships.planning import PREREQUISITES, PlanningError
from tests.factories.accounts import account
from tests.factories.partnerships import PlanStageFactory, StageEvidenceFactory, StrategicPlanFactory

TODAY = dt.date(2026, 9, 1)
ORDER = (
    "proposals_prepared",
    "spg_views_on_proposals",
    "first_draft",
    "spg_views_on_first_draft",
    "second_draft",
    "consultation_sent",
    "consultation_views",
    "finalised",
    "published",
    "statement_published",
)


@pytest.fixture
def opened(registers: None) -> StrategicPlan:
    return StrategicPlanFactory()


@pytest.fixture
def by(db: None) -> User:
    return account("officer@example.org")


def tell(
    plan: StrategicPlan,
    code: str,
    by: User,
    *,
    ago: int = 0,
    finishes: bool = True,
    groups: Iterable[StatutoryGroup] | None = None,
) -> StageEvidence:
    dated = TODAY - dt.timedelta(days=ago)
    if groups is None:
        groups = StatutoryGroup.objects.consultees() if code == "consultation_sent" else ()
    stage = PlanStage.objects.get(code=code)
    evidence = StageEvidence(plan=plan, stage=stage, dated=dated, statement="Done.", finishes=finishes)
    return planning.record(evidence, groups=groups, by=by, today=TODAY)


def tell_until(plan: StrategicPlan, last: str, by: User) -> None:
    """Everything before this stage, on successive days."""
    for place, code in enumerate(ORDER[: ORDER.index(last)]):
        tell(plan, code, by, ago=20 - place)


def state(plan: StrategicPlan, code: str) -> str:
    return progress.by_code(progress.standing(plan, TODAY))[code].state


def test_in_the_order_of_the_law_everything_can_be_recorded(opened: StrategicPlan, by: User) -> None:
    tell_until(opened, "statement_published", by)
    tell(opened, "statement_published", by)
    done = progress.by_code(progress.standing(opened, TODAY))
    assert all(done[code].is_done for code in ORDER)
    assert planning.out_of_order(progress.standing(opened, TODAY)) == []


def test_the_table_names_only_stages_that_the_law_has(opened: StrategicPlan) -> None:
    codes = set(PlanStage.objects.values_list("code", flat=True))
    assert {*PREREQUISITES, *(code for before in PREREQUISITES.values() for code in before)} <= codes


@pytest.mark.parametrize("code", ORDER[1:])
def test_each_stage_is_refused_before_the_one_it_stands_on(
    opened: StrategicPlan, by: User, code: str
) -> None:
    earlier = PlanStage.objects.get(code=PREREQUISITES[code][0])
    with pytest.raises(PlanningError) as refused:
        tell(opened, code, by)
    assert f"“{earlier}”" in str(refused.value)
    assert earlier.provision in str(refused.value)
    assert not StageEvidence.objects.exists()


@pytest.mark.parametrize("missing", ["spg_views_on_proposals", "spg_views_on_first_draft"])
def test_the_second_draft_goes_to_nobody_before_both_consultations_of_the_group(
    opened: StrategicPlan, by: User, missing: str
) -> None:
    for code in ORDER[: ORDER.index("consultation_sent")]:
        if code != missing:
            StageEvidenceFactory(plan=opened, stage=PlanStage.objects.get(code=code))
    section = PlanStage.objects.get(code=missing).provision
    with pytest.raises(PlanningError, match="cannot be marked as sent yet") as refused:
        tell(opened, "consultation_sent", by)
    assert section in str(refused.value)


def test_not_even_to_some_of_the_groups(opened: StrategicPlan, by: User) -> None:
    with pytest.raises(PlanningError, match="cannot be marked as sent"):
        tell(opened, "consultation_sent", by, finishes=False, groups=[])


def test_a_day_before_the_earlier_stage_is_refused(opened: StrategicPlan, by: User) -> None:
    tell(opened, "proposals_prepared", by, ago=5)
    with pytest.raises(PlanningError, match="on 26 August 2026"):
        tell(opened, "spg_views_on_proposals", by, ago=6)
    tell(opened, "spg_views_on_proposals", by, ago=5)


def test_work_may_begin_before_it_may_be_finished(opened: StrategicPlan, by: User) -> None:
    tell(opened, "first_draft", by, finishes=False)
    assert state(opened, "first_draft") == progress.StageState.OPEN


def test_nothing_is_done_tomorrow(opened: StrategicPlan, by: User) -> None:
    with pytest.raises(PlanningError, match="today or earlier"):
        tell(opened, "proposals_prepared", by, ago=-1)


def test_withdrawn_evidence_leaves_later_stages_without_their_ground(opened: StrategicPlan, by: User) -> None:
    tell_until(opened, "second_draft", by)
    views = StageEvidence.objects.get(stage__code="spg_views_on_proposals")
    now = dt.datetime(2026, 9, 1, 12, tzinfo=dt.UTC)
    planning.withdraw(views, reason=" Wrong plan ", by=by, now=now)
    (told,) = planning.out_of_order(progress.standing(opened, TODAY))
    assert (told.stage.code, told.lacking.code) == ("first_draft", "spg_views_on_proposals")
    assert views.withdrawal.reason == "Wrong plan"
    with pytest.raises(PlanningError, match="already"):
        planning.withdraw(views, reason="Again", by=by, now=now)


def test_a_withdrawal_needs_a_reason(opened: StrategicPlan, by: User) -> None:
    evidence = tell(opened, "proposals_prepared", by)
    with pytest.raises(PlanningError, match="Say why"):
        planning.withdraw(evidence, reason=" ", by=by, now=dt.datetime(2026, 9, 1, tzinfo=dt.UTC))
    assert state(opened, "proposals_prepared") == progress.StageState.DONE


def waive(plan: StrategicPlan, stage: PlanStage, by: User) -> PlannedStage:
    row = PlannedStage(plan=plan, stage=stage, not_applicable_because="Nothing was decided.")
    return planning.set_dates(row, by=by)


def test_a_stage_that_did_not_arise_may_be_said_not_to_apply(plan: StrategicPlan, by: User) -> None:
    waive(plan, PlanStageFactory(code="arises", duty="when it arises"), by)
    assert state(plan, "arises") == progress.StageState.NOT_APPLICABLE


def test_a_stage_of_every_plan_always_applies(plan: StrategicPlan, stage: PlanStage, by: User) -> None:
    with pytest.raises(PlanningError, match="always applies"):
        waive(plan, stage, by)


def test_a_stage_with_evidence_does_apply(plan: StrategicPlan, by: User) -> None:
    stage = PlanStageFactory(duty="when it arises")
    StageEvidenceFactory(plan=plan, stage=stage)
    with pytest.raises(PlanningError, match="does apply"):
        waive(plan, stage, by)

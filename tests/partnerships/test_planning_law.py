"""Laws of planning for all evidence: what states follow from, and when the second draft may go out."""

import datetime as dt
import uuid
from contextlib import suppress
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.accounts.models import RoleName, User
from partnerships import planning, progress
from partnerships.models import EvidenceWithdrawal, Partnership, PlanStage, StageEvidence, StatutoryGroup
from partnerships.models import StrategicPlan as Plan
from partnerships.models.plans import CONSULTATION, Duty
from partnerships.planning import PREREQUISITES, PlanningError
from partnerships.progress import StageState
from tests.conftest import ClientOf
from tests.factories.accounts import holder
from tests.factories.partnerships import (
    PlanStageFactory,
    StageEvidenceFactory,
    StatutoryGroupFactory,
    StrategicPlanFactory,
    someone,
)
from tests.factories.planning import EvidenceWithdrawalFactory, PlannedStageFactory

from .test_progress import RANK
from .test_views_duties import boxes

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 9, 1)
OF_THE_GROUP = ("spg_views_on_proposals", "spg_views_on_first_draft")
ORDER = ("proposals_prepared", OF_THE_GROUP[0], "first_draft", OF_THE_GROUP[1], "second_draft", CONSULTATION)
Attempt = tuple[str, int, bool]
attempts = st.lists(st.tuples(st.sampled_from(ORDER), st.integers(0, 3), st.booleans()), max_size=5)


def the_law() -> dict[str, PlanStage]:
    """The stages until the consultation, and one group of consultees; examples share them."""
    if not StatutoryGroup.objects.exists():
        StatutoryGroupFactory()
        PlanStage.objects.bulk_create(PlanStageFactory.build(code=code) for code in ORDER)
    return {stage.code: stage for stage in PlanStage.objects.all()}


def try_to_tell(plan: Plan, stage: PlanStage, ago: int, *, finishes: bool, by: User) -> bool:
    dated = ON - dt.timedelta(days=ago)
    row = StageEvidence(plan=plan, stage=stage, dated=dated, statement="Done.", finishes=finishes)
    with suppress(PlanningError):
        planning.record(row, groups=StatutoryGroup.objects.consultees(), by=by, today=ON)
    return row.pk is not None


@settings(max_examples=12, deadline=None)
@given(st.lists(st.sampled_from(ORDER[:5]), unique=True, max_size=5), attempts)
def test_whatever_is_tried_nobody_is_sent_a_draft_that_the_group_has_not_seen(
    first: list[str], then: list[Attempt]
) -> None:
    law, plan, by = the_law(), StrategicPlanFactory(), someone()
    tried = [*((code, 3, True) for code in sorted(first, key=ORDER.index)), *then]
    for code, ago, finishes in [*tried, (CONSULTATION, 0, True)]:
        try_to_tell(plan, law[code], ago, finishes=finishes, by=by)
    finished = dict(
        plan.evidence.filter(finishes=True).order_by("-dated").values_list("stage__code", "dated")
    )
    for sent in plan.evidence.filter(stage__code=CONSULTATION):
        assert all(code in finished and finished[code] <= sent.dated for code in OF_THE_GROUP)
    assert planning.out_of_order(progress.standing(plan, ON)) == []


@settings(max_examples=12, deadline=None)
@given(attempts, st.randoms(use_true_random=False))
def test_states_follow_from_evidence_and_dates_and_from_nothing_else(
    told: list[Attempt], chance: Any
) -> None:
    law = the_law()
    one, other = StrategicPlanFactory(), StrategicPlanFactory(title="Another", starts_on=ON, summary="Words")
    shuffled = chance.sample(told, len(told))
    for plan, rows in ((one, told), (other, shuffled)):
        PlannedStageFactory(plan=plan, stage=law["first_draft"], due_on=ON - dt.timedelta(days=1))
        for code, ago, finishes in rows:
            dated = ON - dt.timedelta(days=ago)
            StageEvidenceFactory(plan=plan, stage=law[code], dated=dated, finishes=finishes)
    assert states(one) == states(other)


def states(plan: Plan) -> dict[str, StageState]:
    return {code: row.state for code, row in progress.by_code(progress.standing(plan, ON)).items()}


@settings(max_examples=10, deadline=None)
@given(attempts.filter(bool), st.data())
def test_withdrawing_evidence_raises_no_stage(told: list[Attempt], data: st.DataObject) -> None:
    law, plan = the_law(), StrategicPlanFactory()
    for code, ago, finishes in told:
        dated = ON - dt.timedelta(days=ago)
        StageEvidenceFactory(plan=plan, stage=law[code], dated=dated, finishes=finishes)
    before = states(plan)
    evidence = data.draw(st.sampled_from(list(plan.evidence.all())))
    EvidenceWithdrawalFactory(evidence=evidence)
    after = states(plan)
    assert all(RANK[after[code]] <= RANK[before[code]] for code in ORDER)
    assert {code for code in ORDER if after[code] != before[code]} <= {evidence.stage.code}


@pytest.mark.parametrize(
    ("done", "state"), [(0, StageState.DONE), (-1, StageState.DONE), (1, StageState.DONE_LATE)]
)
def test_done_on_its_last_day_is_in_time_and_a_day_later_is_late(
    plan: Plan, stage: PlanStage, done: int, state: StageState
) -> None:
    PlannedStageFactory(plan=plan, stage=stage, due_on=ON)
    StageEvidenceFactory(plan=plan, stage=stage, dated=ON + dt.timedelta(days=done))
    row = progress.by_code(progress.standing(plan, ON + dt.timedelta(days=1)))[stage.code]
    assert (row.state, row.is_overdue) == (state, False)


@pytest.mark.parametrize(("on", "overdue"), [(0, False), (1, True)])
def test_a_stage_is_overdue_from_the_day_after_its_last(
    plan: Plan, stage: PlanStage, on: int, overdue: bool
) -> None:
    PlannedStageFactory(plan=plan, stage=stage, due_on=ON)
    row = progress.by_code(progress.standing(plan, ON + dt.timedelta(days=on)))[stage.code]
    assert (row.state, row.is_overdue) == (StageState.NOT_STARTED, overdue)


def test_a_day_moved_later_makes_what_was_late_in_time(plan: Plan, stage: PlanStage, officer: User) -> None:
    row = PlannedStageFactory(plan=plan, stage=stage, due_on=ON - dt.timedelta(days=1))
    StageEvidenceFactory(plan=plan, stage=stage, dated=ON)
    assert states(plan)[stage.code] == StageState.DONE_LATE
    row.due_on = ON
    planning.set_dates(row, by=officer)
    assert states(plan)[stage.code] == StageState.DONE


def test_work_begun_in_time_and_finished_after_the_day_is_late(plan: Plan, stage: PlanStage) -> None:
    PlannedStageFactory(plan=plan, stage=stage, due_on=ON - dt.timedelta(days=1))
    StageEvidenceFactory(plan=plan, stage=stage, dated=ON - dt.timedelta(days=2), finishes=False)
    StageEvidenceFactory(plan=plan, stage=stage, dated=ON)
    assert states(plan)[stage.code] == StageState.DONE_LATE


def test_withdrawing_the_timely_evidence_leaves_the_late_one(plan: Plan, stage: PlanStage) -> None:
    PlannedStageFactory(plan=plan, stage=stage, due_on=ON - dt.timedelta(days=1))
    timely = StageEvidenceFactory(plan=plan, stage=stage, dated=ON - dt.timedelta(days=1))
    StageEvidenceFactory(plan=plan, stage=stage, dated=ON)
    assert states(plan)[stage.code] == StageState.DONE
    EvidenceWithdrawalFactory(evidence=timely)
    assert states(plan)[stage.code] == StageState.DONE_LATE


def test_evidence_of_another_plan_moves_nothing(plan: Plan, plan_elsewhere: Plan, stage: PlanStage) -> None:
    StageEvidenceFactory(plan=plan_elsewhere, stage=stage, dated=ON)
    assert states(plan)[stage.code] == StageState.NOT_STARTED


@pytest.fixture
def ready(registers: None) -> Plan:
    """A plan of Fife whose second draft is there, and the group was asked twice."""
    plan: Plan = StrategicPlanFactory(partnership=Partnership.objects.get(slug="fife"))
    for code in ORDER[:5]:
        StageEvidenceFactory(plan=plan, stage=PlanStage.objects.get(code=code), dated=dt.date(2026, 1, 5))
    return plan


@pytest.fixture
def desk(ready: Plan, client_of: ClientOf) -> Client:
    """An officer's, of the partnership whose plan it is."""
    return client_of(holder(RoleName.OFFICER, ready.partnership.team))


def send_to_all(desk: Client, plan: Plan, **changes: str) -> str:
    told = {"statement": "Sent by post.", "to_all": "on", "finishes": "yes", "submission": str(uuid.uuid4())}
    address = f"/plans/{plan.pk}/stages/{CONSULTATION}/evidence/"
    answer = desk.post(address, {**told, **boxes("dated", timezone.localdate()), **changes}, follow=True)
    return answer.content.decode()


@pytest.mark.parametrize("code", OF_THE_GROUP)
def test_after_a_consultation_was_withdrawn_the_page_sends_the_draft_to_nobody(
    desk: Client, ready: Plan, code: str
) -> None:
    EvidenceWithdrawalFactory(evidence=ready.evidence.get(stage__code=code))
    stage = PlanStage.objects.get(code=code)
    page = send_to_all(desk, ready)
    assert "cannot be marked as sent yet" in page
    assert f"2014 Act {stage.provision}" in page
    assert "Sent by post." in page
    assert not ready.evidence.filter(stage__code=CONSULTATION).exists()


def test_evidence_given_again_opens_the_way_again(desk: Client, ready: Plan) -> None:
    EvidenceWithdrawalFactory(evidence=ready.evidence.get(stage__code=OF_THE_GROUP[0]))
    StageEvidenceFactory(
        plan=ready, stage=PlanStage.objects.get(code=OF_THE_GROUP[0]), dated=dt.date(2026, 1, 5)
    )
    send_to_all(desk, ready)
    assert ready.evidence.get(stage__code=CONSULTATION).groups.count() == 13


def test_a_forged_group_does_not_stand_for_a_consultee(desk: Client, ready: Plan) -> None:
    other = StatutoryGroup.objects.exclude(applies_to="standard_consultees").first()
    assert other is not None
    page = send_to_all(desk, ready, to_all="", groups=str(other.pk))
    assert "There is a problem" in page
    assert not ready.evidence.filter(stage__code=CONSULTATION).exists()


def test_sending_in_two_parts_is_done_on_the_day_of_the_second(desk: Client, ready: Plan) -> None:
    first, second = StatutoryGroup.objects.consultees()[:1], StatutoryGroup.objects.consultees()[1:]
    today = timezone.localdate()
    for groups, ago in ((first, 1), (second, 0)):
        sent = StageEvidence(
            plan=ready, stage=PlanStage.objects.get(code=CONSULTATION), statement="Sent", finishes=True,
            dated=today - dt.timedelta(days=ago),
        )  # fmt: skip
        planning.record(sent, groups=groups, by=someone(), today=today)
    row = progress.by_code(progress.standing(ready, today))[CONSULTATION]
    assert (row.state, row.done_on, row.missing) == (StageState.DONE, today, [])


def test_a_plan_page_says_what_lost_its_ground(client: Client, ready: Plan) -> None:
    EvidenceWithdrawalFactory(evidence=ready.evidence.get(stage__code=OF_THE_GROUP[1]))
    page = client.get(ready.get_absolute_url()).content.decode()
    assert "Out of order." in page
    assert 'href="#second_draft"' in page
    assert "s.33(3)(b)" in page


def test_nothing_is_waived_that_every_plan_goes_through(ready: Plan) -> None:
    by = someone()
    for stage in PlanStage.objects.filter(duty=Duty.MANDATORY):
        row = planning.dates_of(ready, stage)
        row.not_applicable_because = "We would rather not."
        with pytest.raises(PlanningError, match="Every plan must go through this stage"):
            planning.set_dates(row, by=by)
    assert not ready.planned_stages.exists()


def test_no_stage_of_the_order_stands_on_itself() -> None:
    def ground(code: str) -> set[str]:
        earlier = PREREQUISITES.get(code, ())
        return {*earlier}.union(*(ground(each) for each in earlier))

    assert not [code for code in PREREQUISITES if code in ground(code)]
    assert set(OF_THE_GROUP) <= ground(CONSULTATION) & ground("published") & ground("statement_published")


def test_a_withdrawal_is_said_once_and_by_whom(ready: Plan) -> None:
    officer = someone()
    evidence = ready.evidence.get(stage__code="second_draft")
    planning.withdraw(evidence, reason="Wrong plan", by=officer, now=timezone.now())
    assert EvidenceWithdrawal.objects.get().withdrawn_by == officer
    with pytest.raises(PlanningError, match="withdrawn already"):
        planning.withdraw(evidence, reason="Twice", by=officer, now=timezone.now())
    assert EvidenceWithdrawal.objects.get().reason == "Wrong plan"

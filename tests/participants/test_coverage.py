"""Coverage: no cell without evidence, no evidence without its cell, and no number that gives someone away."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from participants import coverage
from participants.coverage import Evidence, State, matrix, public
from participants.models import Attendance, Participant
from partnerships import suppressing
from partnerships.models import Engagement, Partnership, PlanStage, StatutoryGroup, StrategicPlan
from partnerships.suppressing import Withheld
from tests.factories.participants import InvolvementFactory, ParticipantFactory
from tests.factories.partnerships import (
    EngagementFactory,
    PlanStageFactory,
    StatutoryGroupFactory,
    StrategicPlanFactory,
)

DAY = dt.timedelta(days=1)


@pytest.fixture
def plan(fife: Partnership) -> StrategicPlan:
    return StrategicPlanFactory(partnership=fife)


@pytest.fixture
def stage(db: None) -> PlanStage:
    return PlanStageFactory(label="Second draft sent")


@pytest.fixture
def meeting(plan: StrategicPlan, stage: PlanStage, carers: StatutoryGroup) -> Engagement:
    """Wanted to hear carers; it started two days ago."""
    return held(plan, stage, groups=[carers])


def held(plan: StrategicPlan, stage: PlanStage, *, ago: int = 2, **values: Any) -> Engagement:
    starts_at = timezone.now() - ago * DAY
    values = {"published": True, **values}
    row: Engagement = EngagementFactory(
        partnership=plan.partnership, plan=plan, stage=stage, starts_at=starts_at, **values
    )
    Engagement.objects.filter(pk=row.pk).update(published_at=starts_at - 5 * DAY)
    return row


def cell(plan: StrategicPlan, group: StatutoryGroup, *, on: dt.date | None = None) -> Evidence:
    [row] = matrix(plan, on=on or timezone.localdate()).rows
    return next(one.evidence for one in row.cells if one.group == group)


def came(meeting: Engagement, group: StatutoryGroup, *, people: int = 1, **values: Any) -> None:
    for _ in range(people):
        person = ParticipantFactory(partnership=meeting.partnership, groups=[group])
        InvolvementFactory(participant=person, engagement=meeting, **{"came": True, **values})


# --- States and numbers
def test_a_group_that_nobody_asked_has_no_numbers(
    plan: StrategicPlan, stage: PlanStage, carers: StatutoryGroup
) -> None:
    assert cell(plan, carers) == Evidence()
    assert cell(plan, carers).state == State.NOT_ASKED


def test_an_engagement_that_wanted_a_group_asked_it(plan: StrategicPlan, meeting: Engagement) -> None:
    told = cell(plan, meeting.groups.get())
    assert told == Evidence(engagements=1, sought=1, invited=0, took_part=None)
    assert told.state == State.ASKED


def test_inviting_people_of_a_group_asks_it_too(
    plan: StrategicPlan, meeting: Engagement, users: StatutoryGroup
) -> None:
    came(meeting, users, came=False)
    assert cell(plan, users) == Evidence(engagements=1, sought=0, invited=1, took_part=None)


def test_who_came_is_unknown_until_someone_noted_it(
    plan: StrategicPlan, meeting: Engagement, carers: StatutoryGroup
) -> None:
    came(meeting, carers, came=False, people=2)
    assert cell(plan, carers).took_part is None
    InvolvementFactory(
        participant__partnership=plan.partnership, engagement=meeting, groups=[carers], came=True
    )
    assert cell(plan, carers) == Evidence(engagements=1, sought=1, invited=3, took_part=1)


def test_a_noted_absence_is_a_zero_and_not_unknown(
    plan: StrategicPlan, meeting: Engagement, carers: StatutoryGroup
) -> None:
    came(meeting, carers, attendance=Attendance.ABSENT)
    told = cell(plan, carers)
    assert (told.took_part, told.state) == (0, State.ASKED)


def test_leaving_early_is_taking_part(
    plan: StrategicPlan, meeting: Engagement, carers: StatutoryGroup
) -> None:
    came(meeting, carers, attendance=Attendance.LEFT_EARLY)
    assert cell(plan, carers).state == State.INVOLVED


def test_someone_counts_once_for_a_stage_however_often_they_came(
    plan: StrategicPlan, stage: PlanStage, meeting: Engagement, agnes: Participant, carers: StatutoryGroup
) -> None:
    for engagement in (meeting, held(plan, stage)):
        InvolvementFactory(participant=agnes, engagement=engagement, came=True)
    assert cell(plan, carers) == Evidence(engagements=2, sought=1, invited=1, took_part=1)


@pytest.mark.parametrize("values", [{"published": False}, {"plan": None, "stage": None}, {"stage": None}])
def test_what_is_not_announced_or_serves_no_stage_is_no_evidence(
    plan: StrategicPlan, stage: PlanStage, carers: StatutoryGroup, values: dict[str, Any]
) -> None:
    EngagementFactory(
        **{"partnership": plan.partnership, "plan": plan, "stage": stage, "published": True, **values},
        groups=[carers],
    )
    assert cell(plan, carers) == Evidence()


def test_what_was_cancelled_asked_nobody(
    plan: StrategicPlan, stage: PlanStage, carers: StatutoryGroup
) -> None:
    held(plan, stage, ago=-3, published=False, cancelled=True, groups=[carers])
    assert cell(plan, carers).state == State.NOT_ASKED


def test_another_plan_has_a_picture_of_its_own(meeting: Engagement, carers: StatutoryGroup) -> None:
    assert cell(StrategicPlanFactory(), carers).state == State.NOT_ASKED


def test_the_picture_of_an_earlier_day_stays_as_it_was(
    plan: StrategicPlan, meeting: Engagement, carers: StatutoryGroup
) -> None:
    then = timezone.now() - 2 * DAY
    came(meeting, carers, invited_at=then - 2 * DAY, attendance_recorded_at=then)
    told = [cell(plan, carers, on=timezone.localdate() - n * DAY).state for n in (8, 6, 3, 2, 0)]
    assert told == [State.NOT_ASKED, State.ASKED, State.ASKED, State.INVOLVED, State.INVOLVED]


def test_every_stage_and_every_consultee_group_is_there_in_order(plan: StrategicPlan) -> None:
    late, early = PlanStageFactory(order=20), PlanStageFactory(order=10)
    groups = StatutoryGroupFactory.create_batch(2)
    StatutoryGroupFactory(applies_to="integration_joint_board")
    told = matrix(plan, on=timezone.localdate())
    assert [row.stage for row in told.rows] == [early, late]
    assert list(told.groups) == [one.group for one in told.rows[0].cells] == groups


def test_groups_not_heard_are_named(
    plan: StrategicPlan, meeting: Engagement, carers: StatutoryGroup, users: StatutoryGroup
) -> None:
    came(meeting, carers)
    assert matrix(plan, on=timezone.localdate()).not_heard() == [users]


def test_the_picture_takes_the_same_queries_however_much_there_is(
    plan: StrategicPlan, meeting: Engagement, carers: StatutoryGroup, django_assert_num_queries: Any
) -> None:
    for _ in range(2):
        came(meeting, carers, people=3)
        with django_assert_num_queries(5):
            matrix(plan, on=timezone.localdate())


# --- The public edition
def edition(plan: StrategicPlan, threshold: int = 5) -> coverage.PublicCell:
    return public(matrix(plan, on=timezone.localdate()), threshold=threshold).rows[0].cells[0]


@pytest.mark.parametrize(
    ("people", "threshold", "shown"),
    [(1, 5, Withheld.FEW), (4, 5, Withheld.FEW), (5, 5, 5), (5, 6, Withheld.FEW)],
)
def test_small_numbers_are_held_back_by_the_partnerships_threshold(
    plan: StrategicPlan, meeting: Engagement, carers: StatutoryGroup, people: int, threshold: int, shown: Any
) -> None:
    came(meeting, carers, people=people)
    assert edition(plan, threshold).people == shown


def test_absence_looks_like_not_having_noted_it(
    plan: StrategicPlan, meeting: Engagement, carers: StatutoryGroup
) -> None:
    before = edition(plan)
    came(meeting, carers, attendance=Attendance.ABSENT, people=6)
    assert edition(plan) == before
    assert before.people is None


@pytest.mark.parametrize(
    ("figure", "words"),
    [(12, "12"), (None, ""), (Withheld.FEW, "fewer than 7"), (Withheld.SUM, "not shown")],
)
def test_figures_read_as_words(figure: suppressing.Figure, words: str) -> None:
    assert suppressing.words(figure, 7) == words

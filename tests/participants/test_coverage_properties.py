"""Coverage under random evidence: less never looks like more, and what is held back cannot be worked out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participants import claiming
from participants.coverage import Evidence, State, matrix
from participants.models import (
    Attendance,
    Confirmation,
    Involvement,
    InvolvementEvidence,
    Participant,
    Verdict,
)
from partnerships.models import Engagement, EngagementState, PlanStage, StatutoryGroup, StrategicPlan
from partnerships.suppressing import Counts, Withheld, banded, figure, suppress
from tests.factories.participants import ParticipantFactory
from tests.factories.partnerships import (
    EngagementFactory,
    PlanStageFactory,
    StatutoryGroupFactory,
    StrategicPlanFactory,
)

CAME = {Attendance.CAME, Attendance.LEFT_EARLY}
few = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
few_groups = st.sets(st.integers(0, 1))
meetings = st.lists(st.tuples(st.integers(0, 1), few_groups), min_size=1, max_size=3)
invitations = st.dictionaries(
    st.tuples(st.integers(0, 2), st.integers(0, 2)),
    st.tuples(
        st.sampled_from(Attendance.values),
        few_groups,
        st.lists(st.tuples(st.sampled_from(Verdict.values), few_groups), max_size=2),
        st.booleans(),
    ),
    max_size=7,
)
removals = st.tuples(
    st.sampled_from(["involvement", "attendance", "evidence", "groups", "plan", "cancel"]), st.integers(0, 6)
)


@dataclass
class World:
    """Two stages, two groups, three people, and a plan that meetings serve."""

    plan: StrategicPlan
    stages: list[PlanStage]
    groups: list[StatutoryGroup]
    people: list[Participant]

    @contextmanager
    def with_evidence(self, wanted: Any, asked: Any) -> Iterator[None]:
        """Rolled back at the end, so that examples do not add up."""
        with transaction.atomic():
            made = [self.meet(stage, groups) for stage, groups in wanted]
            for (person, meeting), (attendance, groups, verdicts, has_evidence) in asked.items():
                row = self.invite(self.people[person], made[meeting % len(made)], attendance, groups)
                if row is not None and row.has_come:
                    self.say(row, verdicts, has_evidence)
            yield
            transaction.set_rollback(True)

    def meet(self, stage: int, groups: set[int]) -> Engagement:
        row: Engagement = EngagementFactory(
            partnership=self.plan.partnership,
            plan=self.plan,
            stage=self.stages[stage],
            starts_at=timezone.now() - timedelta(hours=1),
            published=True,
            created_by=self.people[0].enrolled_by,
            groups=[self.groups[number] for number in groups],
        )
        return row

    def invite(
        self, person: Participant, meeting: Engagement, attendance: str, groups: set[int]
    ) -> Involvement | None:
        noted = attendance != Attendance.NONE
        row, is_new = Involvement.objects.get_or_create(
            participant=person,
            engagement=meeting,
            defaults={
                "invited_by": person.enrolled_by,
                "attendance": attendance,
                "attendance_recorded_at": timezone.now() if noted else None,
                "attendance_recorded_by": person.enrolled_by if noted else None,
            },
        )
        if is_new:
            row.groups.set([self.groups[number] for number in groups])
        return row if is_new else None

    def say(self, row: Involvement, verdicts: list[tuple[str, set[int]]], has_evidence: bool) -> None:
        """What they said of it, one after the other, and whether anything else stands behind it."""
        for verdict, groups in verdicts:
            named = [self.groups[number] for number in groups]
            claiming.answer(row, Verdict(verdict), now=timezone.now(), words="So it was", groups=named)
        if has_evidence:
            behind = {"kind": "sheet", "recorded_at": timezone.now(), "recorded_by": row.invited_by}
            InvolvementEvidence.objects.create(involvement=row, **behind)

    def evidence(self) -> dict[tuple[int, int], Evidence]:
        told = matrix(self.plan, on=timezone.localdate())
        return {(row.stage.pk, cell.group.pk): cell.evidence for row in told.rows for cell in row.cells}


@pytest.fixture
def world(db: None) -> World:
    plan = StrategicPlanFactory()
    return World(
        plan=plan,
        stages=PlanStageFactory.create_batch(2),
        groups=StatutoryGroupFactory.create_batch(2),
        people=ParticipantFactory.create_batch(3, partnership=plan.partnership),
    )


RECOUNT = """
WITH held AS (
  SELECT id FROM partnerships_engagement
  WHERE state = 'published' AND plan_id = %(plan)s AND stage_id = %(stage)s
), answered AS (
  SELECT DISTINCT ON (i.id) i.id, c.verdict
  FROM participants_involvement i JOIN participants_confirmation c
    ON c.involvement_id = i.id AND c.claimed_at = i.attendance_recorded_at
  ORDER BY i.id, c.at DESC, c.id DESC
), named AS (
  SELECT DISTINCT ON (c.involvement_id) c.involvement_id, c.id FROM participants_confirmation c
  WHERE c.verdict = 'corrected' AND EXISTS (
    SELECT FROM participants_confirmation_groups g WHERE g.confirmation_id = c.id)
  ORDER BY c.involvement_id, c.at DESC, c.id DESC
), invited AS (
  SELECT i.id, i.participant_id, i.engagement_id, i.attendance, a.verdict,
    EXISTS (SELECT FROM participants_involvement_groups g
      WHERE g.involvement_id = i.id AND g.statutorygroup_id = %(group)s) AS recorded,
    a.verdict = 'corrected' AND n.id IS NOT NULL AS put_right,
    EXISTS (SELECT FROM participants_confirmation_groups g
      WHERE g.confirmation_id = n.id AND g.statutorygroup_id = %(group)s) AS said,
    EXISTS (SELECT FROM participants_involvementevidence e WHERE e.involvement_id = i.id) AS behind
  FROM participants_involvement i JOIN held ON held.id = i.engagement_id
    LEFT JOIN answered a ON a.id = i.id LEFT JOIN named n ON n.involvement_id = i.id
), speaking AS (
  SELECT *, attendance IN ('came', 'left_early') AS came FROM invited
  WHERE CASE WHEN put_right THEN said ELSE recorded END
), sought AS (
  SELECT engagement_id FROM partnerships_engagement_groups
  WHERE statutorygroup_id = %(group)s AND engagement_id IN (SELECT id FROM held)
)
SELECT
  (SELECT count(*) FROM (SELECT engagement_id FROM sought
    UNION SELECT engagement_id FROM invited WHERE recorded UNION SELECT engagement_id FROM speaking) asked),
  (SELECT count(*) FROM sought),
  (SELECT count(*) FROM (SELECT participant_id FROM invited WHERE recorded
    UNION SELECT participant_id FROM speaking) people),
  CASE WHEN EXISTS (SELECT FROM speaking WHERE attendance <> 'none') THEN
    (SELECT count(DISTINCT participant_id) FROM speaking
      WHERE came AND verdict IS DISTINCT FROM 'disputed') END,
  (SELECT count(DISTINCT participant_id) FROM speaking
    WHERE came AND (verdict IN ('confirmed', 'corrected') OR behind AND verdict IS NULL)),
  (SELECT count(DISTINCT participant_id) FROM speaking WHERE came AND verdict IN ('confirmed', 'corrected')),
  (SELECT count(DISTINCT participant_id) FROM speaking WHERE came AND verdict = 'disputed')
"""


def recount(plan: StrategicPlan, stage: PlanStage, group: StatutoryGroup) -> Evidence:
    """The same by one statement of SQL that was written apart from the code."""
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT, {"plan": plan.pk, "stage": stage.pk, "group": group.pk})
        return Evidence(*cursor.fetchone())


@few
@given(wanted=meetings, asked=invitations)
def test_the_picture_equals_an_independent_recount(world: World, wanted: Any, asked: Any) -> None:
    with world.with_evidence(wanted, asked):
        told = world.evidence()
        for stage, group in product(world.stages, world.groups):
            assert told[stage.pk, group.pk] == recount(world.plan, stage, group)


def remove(kind: str, number: int) -> None:
    """Take one piece of evidence away, if there is one of the kind."""
    source = Engagement.objects.all() if kind in {"groups", "plan", "cancel"} else Involvement.objects.all()
    rows: list[Any] = list(source.order_by("pk"))
    if not rows:
        return
    row = rows[number % len(rows)]
    match kind:
        case "involvement" if not Confirmation.objects.filter(involvement=row).exists():
            InvolvementEvidence.objects.filter(involvement=row).delete()
            row.delete()
            return
        case "evidence":
            InvolvementEvidence.objects.filter(involvement=row).delete()
            return
        case "attendance":
            row.attendance, row.attendance_recorded_at, row.attendance_recorded_by = "none", None, None
        case "groups":
            row.groups.clear()
        case "plan":
            row.plan = row.stage = None
        case "cancel":
            row.state, row.cancelled_at, row.cancel_reason = (
                EngagementState.CANCELLED,
                timezone.now(),
                "Flood",
            )
    row.save()


@few
@given(wanted=meetings, asked=invitations, away=st.lists(removals, min_size=1, max_size=3))
def test_removing_evidence_never_raises_a_cell(world: World, wanted: Any, asked: Any, away: Any) -> None:
    with world.with_evidence(wanted, asked):
        before = world.evidence()
        for removal in away:
            remove(*removal)
            after = world.evidence()
            assert all(after[key].level <= before[key].level for key in before)
            before = after


def test_states_are_in_the_order_of_what_they_take() -> None:
    levels = [State.NOT_ASKED, State.ASKED, State.INVOLVED, State.EVIDENCED, State.CONFIRMED]
    assert sorted(State)[:5] == levels


# --- Small numbers
counts = st.integers(1, 3).flatmap(
    lambda width: st.lists(
        st.lists(st.none() | st.integers(0, 9), min_size=width, max_size=width), min_size=1, max_size=4
    )
)
thresholds = st.integers(5, 10)


def with_cell(table: Counts, row: int, column: int, count: int) -> list[list[int | None]]:
    copy = [list(line) for line in table]
    copy[row][column] = count
    return copy


@given(table=counts, threshold=thresholds)
def test_whatever_is_held_back_could_be_any_small_number(table: Counts, threshold: int) -> None:
    """The published table is the same for each of them, so no sum and no subtraction tells them apart."""
    told = suppress(table, threshold)
    for row, line in enumerate(told.cells):
        for column, shown in enumerate(line):
            if shown is Withheld.FEW:
                others = [
                    suppress(with_cell(table, row, column, count), threshold) for count in range(threshold)
                ]
                assert all(other == told for other in others)


@given(table=counts, threshold=thresholds)
def test_what_is_shown_is_true_and_never_small(table: Counts, threshold: int) -> None:
    told = suppress(table, threshold)
    for line, shown in zip(table, told.cells, strict=True):
        for count, told_as in zip(line, shown, strict=True):
            assert told_as == (Withheld.FEW if count is not None and count < threshold else count)
    assert all(not isinstance(one, int) or one >= threshold for one in (*told.row_sums, *told.column_sums))


@given(table=counts, threshold=thresholds)
def test_sums_that_are_shown_add_up(table: Counts, threshold: int) -> None:
    told = suppress(table, threshold)
    for line, total in zip(told.cells, told.row_sums, strict=True):
        if isinstance(total, int):
            assert total == sum(one for one in line if isinstance(one, int))
    shown = [one for one in told.row_sums if isinstance(one, int)]
    assert not isinstance(told.total, int) or told.total == sum(shown)


@pytest.mark.parametrize("threshold", [5, 10])
def test_two_editions_tell_no_small_number_of_those_who_came_between(threshold: int) -> None:
    """Every pair of true numbers, and what each pair of published ones could stand for."""
    differences: dict[Any, set[int]] = {}
    for before in range(4 * threshold):
        for after in range(before, 4 * threshold):
            shown = tuple(figure(banded(count, threshold), threshold) for count in (before, after))
            differences.setdefault(shown, set()).add(after - before)
    assert all(len(possible) >= threshold for possible in differences.values())


def test_one_small_number_hides_its_row_its_column_and_the_total() -> None:
    told = suppress([[3, 10], [20, 30], [None, 40]], 5)
    assert told.row_sums == [Withheld.SUM, 50, 40]
    assert told.column_sums == [Withheld.SUM, 80]
    assert told.total is Withheld.SUM


def test_a_line_without_numbers_has_no_sum() -> None:
    told = suppress([[None, None]], 5)
    assert (told.row_sums, told.column_sums, told.total) == ([None], [None, None], None)

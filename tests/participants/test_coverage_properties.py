"""Coverage under random evidence: less never looks like more, and what is held back cannot be worked out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participants.coverage import Evidence, State, matrix
from participants.models import Attendance, Involvement, Participant
from partnerships.models import Engagement, EngagementState, PlanStage, StatutoryGroup, StrategicPlan
from partnerships.suppressing import Counts, Withheld, suppress
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
    st.tuples(st.sampled_from(Attendance.values), few_groups),
    max_size=7,
)
removals = st.tuples(
    st.sampled_from(["involvement", "attendance", "groups", "plan", "cancel"]), st.integers(0, 6)
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
            for (person, meeting), (attendance, groups) in asked.items():
                self.invite(self.people[person], made[meeting % len(made)], attendance, groups)
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

    def invite(self, person: Participant, meeting: Engagement, attendance: str, groups: set[int]) -> None:
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


def recount(stage: PlanStage, group: StatutoryGroup) -> Evidence:
    """The same from the rows, one by one, without the database's help."""
    held = [one for one in Engagement.objects.all() if one.stage_id == stage.pk and one.is_published]
    sought = {one.pk for one in held if group in one.groups.all()}
    rows = [
        row
        for row in Involvement.objects.all()
        if row.engagement_id in {one.pk for one in held} and group in row.groups.all()
    ]
    noted = [row for row in rows if row.attendance != Attendance.NONE]
    return Evidence(
        engagements=len(sought | {row.engagement_id for row in rows}),
        sought=len(sought),
        invited=len({row.participant_id for row in rows}),
        took_part=len({row.participant_id for row in rows if row.attendance in CAME}) if noted else None,
    )


@few
@given(wanted=meetings, asked=invitations)
def test_the_picture_equals_an_independent_recount(world: World, wanted: Any, asked: Any) -> None:
    with world.with_evidence(wanted, asked):
        told = world.evidence()
        for stage, group in product(world.stages, world.groups):
            assert told[stage.pk, group.pk] == recount(stage, group)


def remove(kind: str, number: int) -> None:
    """Take one piece of evidence away, if there is one of the kind."""
    source = Engagement.objects.all() if kind in {"groups", "plan", "cancel"} else Involvement.objects.all()
    rows: list[Any] = list(source.order_by("pk"))
    if not rows:
        return
    row = rows[number % len(rows)]
    match kind:
        case "involvement":
            row.delete()
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
            assert all(after[key].state <= before[key].state for key in before)
            before = after


def test_states_are_in_the_order_of_what_they_take() -> None:
    assert sorted(State) == [State.NOT_ASKED, State.ASKED, State.INVOLVED]


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
        for count, figure in zip(line, shown, strict=True):
            assert figure == (Withheld.FEW if count is not None and count < threshold else count)
    assert all(not isinstance(one, int) or one >= threshold for one in (*told.row_sums, *told.column_sums))


@given(table=counts, threshold=thresholds)
def test_sums_that_are_shown_add_up(table: Counts, threshold: int) -> None:
    told = suppress(table, threshold)
    for line, total in zip(told.cells, told.row_sums, strict=True):
        if isinstance(total, int):
            assert total == sum(one for one in line if isinstance(one, int))
    shown = [one for one in told.row_sums if isinstance(one, int)]
    assert not isinstance(told.total, int) or told.total == sum(shown)


def test_one_small_number_hides_its_row_its_column_and_the_total() -> None:
    told = suppress([[3, 10], [20, 30], [None, 40]], 5)
    assert told.row_sums == [Withheld.SUM, 50, 40]
    assert told.column_sums == [Withheld.SUM, 80]
    assert told.total is Withheld.SUM


def test_a_line_without_numbers_has_no_sum() -> None:
    told = suppress([[None, None]], 5)
    assert (told.row_sums, told.column_sums, told.total) == ([None], [None, None], None)

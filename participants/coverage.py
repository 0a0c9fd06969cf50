"""Whether the groups that the law names were heard: stages of a plan by statutory group, for a day.

What is not known is never shown as zero, and nothing here ranks one partnership against another. How a cell
gets its state: docs/decisions/0020.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.timezone import make_aware

from partnerships.models import Engagement, PlanStage, StatutoryGroup, StrategicPlan
from partnerships.suppressing import Figure, banded, suppress

from . import tallying
from .models import NotApplicable
from .tallying import Key, Tally


class State(models.IntegerChoices):
    """How far a group was involved at a stage; of the first five, a higher number takes more evidence."""

    NOT_ASKED = 0, "Not asked"
    ASKED = 1, "Asked"
    INVOLVED = 2, "Took part, as we recorded"
    EVIDENCED = 3, "Took part, with evidence"
    CONFIRMED = 4, "Took part, and they confirm it"
    DISPUTED = 5, "Disputed"
    NOT_APPLICABLE = 6, "Not applicable"

    @property
    def tone(self) -> str:
        return {State.ASKED: "info", State.NOT_ASKED: "neutral", State.DISPUTED: "bad"}.get(self, "good")


#: Someone of the group took part, by what is not disputed.
HEARD = frozenset({State.INVOLVED, State.EVIDENCED, State.CONFIRMED})


@dataclass(frozen=True)
class Evidence:
    """What stands behind a cell. `took_part` is None while nobody has recorded who came.

    People count once for a group and stage, however often they were invited. `evidenced` and `confirmed` are
    among those who took part; who disputes it is not, and is counted apart.
    """

    engagements: int = 0
    sought: int = 0
    invited: int = 0
    took_part: int | None = None
    evidenced: int = 0
    confirmed: int = 0
    disputed: int = 0

    @property
    def level(self) -> State:
        """By what nobody disputes: taking any of it away never raises it."""
        if self.confirmed:
            return State.CONFIRMED
        if self.evidenced:
            return State.EVIDENCED
        if self.took_part:
            return State.INVOLVED
        return State.ASKED if self.engagements else State.NOT_ASKED

    @property
    def state(self) -> State:
        return State.DISPUTED if self.disputed else self.level


@dataclass(frozen=True)
class Cell:
    """`reason` says why the group need not be heard at the stage; it hides nothing that was done."""

    group: StatutoryGroup
    evidence: Evidence
    reason: str = ""

    @property
    def state(self) -> State:
        is_bare = self.evidence.state == State.NOT_ASKED
        return State.NOT_APPLICABLE if self.reason and is_bare else self.evidence.state


@dataclass(frozen=True)
class Row:
    stage: PlanStage
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Matrix:
    plan: StrategicPlan
    on: dt.date
    groups: Sequence[StatutoryGroup]
    rows: Sequence[Row]

    def not_heard(self) -> list[StatutoryGroup]:
        """Groups that took part at no stage so far."""
        heard = {cell.group.pk for row in self.rows for cell in row.cells if cell.evidence.level in HEARD}
        return [group for group in self.groups if group.pk not in heard]


def matrix(plan: StrategicPlan, *, on: dt.date) -> Matrix:
    """Every stage, in the order of the law, by standard consultee group, as known at the end of a day."""
    until = end_of(on)
    found = evidence(tallying.engagements(plan, until), until)
    reasons = reasons_not_to(plan, until)
    groups = list(StatutoryGroup.objects.consultees())
    rows = []
    for stage in PlanStage.objects.all():
        keys = [(group, (stage.pk, group.pk)) for group in groups]
        cells = [Cell(group, found.get(key, Evidence()), reasons.get(key, "")) for group, key in keys]
        rows.append(Row(stage, cells))
    return Matrix(plan=plan, on=on, groups=groups, rows=rows)


def end_of(day: dt.date) -> dt.datetime:
    return make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min))


def behind_cell(
    plan: StrategicPlan, stage: PlanStage, group: StatutoryGroup, *, on: dt.date
) -> tuple[Evidence, models.QuerySet[Engagement]]:
    """What the matrix has for one cell, and the engagements behind it, the latest first."""
    until = end_of(on)
    found = tallying.tally(tallying.engagements(plan, until), until)[stage.pk, group.pk]
    return weighed(found), Engagement.objects.filter(pk__in=found.asked).order_by("-starts_at", "-pk")


def reasons_not_to(plan: StrategicPlan, until: dt.datetime) -> dict[Key, str]:
    rows = NotApplicable.objects.of_plan(plan).standing(until)
    return {(stage, group): reason for stage, group, reason in rows.values_list("stage", "group", "reason")}


def evidence(meetings: models.QuerySet[Engagement], until: dt.datetime) -> dict[Key, Evidence]:
    """By stage and group; a pair that nobody asked is not there."""
    return {key: weighed(one) for key, one in tallying.tally(meetings, until).items() if one.asked}


def weighed(one: Tally) -> Evidence:
    return Evidence(
        engagements=len(one.asked),
        sought=len(one.sought),
        invited=len(one.invited),
        took_part=len(one.came) if one.is_noted else None,
        evidenced=len(one.evidenced),
        confirmed=len(one.confirmed),
        disputed=len(one.disputed),
    )


@dataclass(frozen=True)
class PublicCell:
    """`people` is the number of those who took part, rounded down to a multiple of the threshold."""

    group: StatutoryGroup
    state: State
    people: Figure
    reason: str = ""


@dataclass(frozen=True)
class PublicRow:
    stage: PlanStage
    cells: Sequence[PublicCell]
    people: Figure


@dataclass(frozen=True)
class PublicMatrix:
    """Without references, invitations or absences: for each cell its state and how many people took part."""

    plan: StrategicPlan
    on: dt.date
    threshold: int
    groups: Sequence[StatutoryGroup]
    rows: Sequence[PublicRow]
    column_sums: Sequence[Figure]
    total: Figure


def public(told: Matrix, *, threshold: int) -> PublicMatrix:
    """The edition for everyone. How many were invited stays inside: it would tell how many did not come."""
    counts = [[people_to_show(cell, threshold) for cell in row.cells] for row in told.rows]
    shown = suppress(counts, threshold)
    rows = [
        PublicRow(
            stage=row.stage,
            cells=[
                PublicCell(cell.group, cell.state, people, cell.reason)
                for cell, people in zip(row.cells, figures, strict=True)
            ],
            people=total,
        )
        for row, figures, total in zip(told.rows, shown.cells, shown.row_sums, strict=True)
    ]
    return PublicMatrix(
        plan=told.plan,
        on=told.on,
        threshold=threshold,
        groups=told.groups,
        rows=rows,
        column_sums=shown.column_sums,
        total=shown.total,
    )


def people_to_show(cell: Cell, threshold: int) -> int | None:
    """In steps of the threshold, so that two editions tell no more of those who came between than one does.

    A zero that someone recorded looks like one that nobody did: absence is nobody's business.
    """
    people = cell.evidence.took_part
    return banded(people, threshold) if people else None


def last_quarter(today: dt.date) -> dt.date:
    """The last day of the quarter before this one: as of then the public edition is given."""
    first = dt.date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    return first - dt.timedelta(days=1)

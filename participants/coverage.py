"""Whether the groups that the law names were heard: stages of a plan by statutory group, for a day.

What is not known is never shown as zero, and nothing here ranks one partnership against another.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from django.db import models
from django.db.models import Count, Q
from django.utils.timezone import make_aware

from partnerships.models import Engagement, PlanStage, StatutoryGroup, StrategicPlan
from partnerships.suppressing import Figure, suppress

from .models import Attendance, Involvement
from .models.involvement import CAME

Key = tuple[int, int]


class State(models.IntegerChoices):
    """How far a group was involved at a stage; a higher number takes more evidence."""

    NOT_ASKED = 0, "Not asked"
    ASKED = 1, "Asked"
    INVOLVED = 2, "Took part"

    @property
    def tone(self) -> str:
        return {State.ASKED: "info", State.INVOLVED: "good"}.get(self, "neutral")


@dataclass(frozen=True)
class Evidence:
    """What stands behind a cell. `took_part` is None while nobody has recorded who came.

    People count once for a group and stage, however often they were invited.
    """

    engagements: int = 0
    sought: int = 0
    invited: int = 0
    took_part: int | None = None

    @property
    def state(self) -> State:
        if self.took_part:
            return State.INVOLVED
        return State.ASKED if self.engagements else State.NOT_ASKED


@dataclass(frozen=True)
class Cell:
    group: StatutoryGroup
    evidence: Evidence

    @property
    def state(self) -> State:
        return self.evidence.state


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
        heard = {cell.group.pk for row in self.rows for cell in row.cells if cell.state == State.INVOLVED}
        return [group for group in self.groups if group.pk not in heard]


def matrix(plan: StrategicPlan, *, on: dt.date) -> Matrix:
    """Every stage, in the order of the law, by standard consultee group, as known at the end of a day."""
    until = make_aware(dt.datetime.combine(on + dt.timedelta(days=1), dt.time.min))
    meetings = engagements(plan, until)
    found = evidence(meetings, until)
    groups = list(StatutoryGroup.objects.consultees())
    rows = [
        Row(stage, [Cell(group, found.get((stage.pk, group.pk), Evidence())) for group in groups])
        for stage in PlanStage.objects.all()
    ]
    return Matrix(plan=plan, on=on, groups=groups, rows=rows)


def engagements(plan: StrategicPlan, until: dt.datetime) -> models.QuerySet[Engagement]:
    """Those that served a stage of the plan and were announced; what was cancelled by then asked nobody."""
    announced = Engagement.objects.announced().filter(plan=plan, stage__isnull=False, published_at__lt=until)
    return announced.exclude(cancelled_at__lt=until)


def evidence(meetings: models.QuerySet[Engagement], until: dt.datetime) -> dict[Key, Evidence]:
    """By stage and group; a pair that nobody asked is not there."""
    sought = engagements_by_cell(wanted(meetings))
    asked = engagements_by_cell(chain(wanted(meetings), invited(meetings, until)))
    people = people_by_cell(meetings, until)
    return {
        key: Evidence(
            engagements=len(asked[key]),
            sought=len(sought[key]),
            invited=people.get(key, (0, None))[0],
            took_part=people.get(key, (0, None))[1],
        )
        for key in asked
    }


Triple = tuple[int, int, int]


def wanted(meetings: models.QuerySet[Engagement]) -> Iterator[Triple]:
    """(stage, group, engagement) for each group that an engagement set out to hear."""
    rows = meetings.order_by().filter(groups__isnull=False)
    return rows.values_list("stage", "groups", "pk").iterator()


def invited(meetings: models.QuerySet[Engagement], until: dt.datetime) -> Iterator[Triple]:
    """(stage, group, engagement) for each group that someone was invited to speak for."""
    rows = Involvement.objects.order_by().filter(
        engagement__in=meetings, invited_at__lt=until, groups__isnull=False
    )
    return rows.values_list("engagement__stage", "groups", "engagement").distinct().iterator()


def engagements_by_cell(triples: Iterator[Triple]) -> defaultdict[Key, set[int]]:
    found: defaultdict[Key, set[int]] = defaultdict(set)
    for stage, group, engagement in triples:
        found[stage, group].add(engagement)
    return found


def people_by_cell(
    meetings: models.QuerySet[Engagement], until: dt.datetime
) -> dict[Key, tuple[int, int | None]]:
    """How many people were invited for a group at a stage, and how many came; None while nobody noted who."""
    begun = Q(engagement__starts_at__lt=until)
    rows = (
        Involvement.objects.order_by()
        .filter(engagement__in=meetings, invited_at__lt=until, groups__isnull=False)
        .values_list("engagement__stage", "groups")
        .annotate(
            invited=Count("participant", distinct=True),
            came=Count("participant", distinct=True, filter=CAME & begun),
            noted=Count("pk", filter=begun & ~Q(attendance=Attendance.NONE)),
        )
    )
    return {(stage, group): (asked, came if noted else None) for stage, group, asked, came, noted in rows}


@dataclass(frozen=True)
class PublicCell:
    group: StatutoryGroup
    state: State
    people: Figure


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
    counts = [[people_to_show(cell) for cell in row.cells] for row in told.rows]
    shown = suppress(counts, threshold)
    rows = [
        PublicRow(
            stage=row.stage,
            cells=[
                PublicCell(cell.group, cell.state, people)
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


def people_to_show(cell: Cell) -> int | None:
    """A zero that someone recorded looks like one that nobody did: absence is nobody's business."""
    return cell.evidence.took_part or None

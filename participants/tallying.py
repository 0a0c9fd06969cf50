"""Counts what stands behind the picture of who was heard: engagements and people, by stage and group."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef

from partnerships.models import Engagement, StrategicPlan

from .models import Attendance, Confirmation, Involvement, InvolvementEvidence, Verdict
from .models.confirmations import latest_correction, latest_verdict

#: The keys of a stage and of a statutory group.
Key = tuple[int, int]
Triple = tuple[int, int, int]


def engagements(plan: StrategicPlan, until: dt.datetime) -> models.QuerySet[Engagement]:
    """Those that served a stage of the plan and were announced; what was cancelled by then asked nobody."""
    announced = Engagement.objects.announced().filter(plan=plan, stage__isnull=False, published_at__lt=until)
    return announced.exclude(cancelled_at__lt=until)


def wanted(meetings: models.QuerySet[Engagement]) -> Iterator[Triple]:
    """(stage, group, engagement) for each group that an engagement set out to hear."""
    rows = meetings.order_by().filter(groups__isnull=False)
    return rows.values_list("stage", "groups", "pk").iterator()


@dataclass
class Tally:
    """Of one cell: keys of engagements that asked or set out to hear the group, and of participants."""

    asked: set[int] = field(default_factory=set)
    sought: set[int] = field(default_factory=set)
    invited: set[int] = field(default_factory=set)
    came: set[int] = field(default_factory=set)
    evidenced: set[int] = field(default_factory=set)
    confirmed: set[int] = field(default_factory=set)
    disputed: set[int] = field(default_factory=set)
    is_noted: bool = False

    def ask(self, told: "Told") -> None:
        """They were invited to speak for this group."""
        self.asked.add(told.engagement)
        self.invited.add(told.participant)

    def add(self, told: "Told") -> None:
        """One involvement as it stands for this group."""
        self.ask(told)
        self.is_noted |= told.is_noted
        if not told.came:
            return
        if told.verdict == Verdict.DISPUTED:
            self.disputed.add(told.participant)
            return
        self.came.add(told.participant)
        if told.verdict:
            self.confirmed.add(told.participant)
        if told.verdict or told.has_evidence:
            self.evidenced.add(told.participant)


@dataclass(frozen=True)
class Told:
    """What is recorded of one involvement, and what the other side says of it."""

    participant: int
    engagement: int
    is_noted: bool
    came: bool
    verdict: str
    has_evidence: bool
    #: For whom they say they spoke, where they named groups.
    put_right: frozenset[int] = frozenset()


def tally(meetings: models.QuerySet[Engagement], until: dt.datetime) -> defaultdict[Key, Tally]:
    """By stage and group: who was asked, who came, and how sure that is.

    Where they put right for whom they spoke, those groups count and not the ones that we recorded.
    """
    found: defaultdict[Key, Tally] = defaultdict(Tally)
    for stage, group, engagement in wanted(meetings):
        found[stage, group].asked.add(engagement)
        found[stage, group].sought.add(engagement)
    for stage, asked_for, told in involvements(meetings, until):
        recorded = set() if asked_for is None else {asked_for}
        for group in recorded:
            found[stage, group].ask(told)
        is_put_right = told.verdict == Verdict.CORRECTED and told.put_right
        for group in told.put_right if is_put_right else recorded:
            found[stage, group].add(told)
    return found


def involvements(
    meetings: models.QuerySet[Engagement], until: dt.datetime
) -> Iterator[tuple[int, int | None, Told]]:
    """(stage, group, what is told) for each group that somebody was invited to speak for, or none."""
    behind = InvolvementEvidence.objects.standing(until).filter(involvement=OuterRef("pk"))
    named = Confirmation.groups.through.objects.filter(confirmation=OuterRef("correction"))
    rows = (
        Involvement.objects.order_by()
        .filter(engagement__in=meetings, invited_at__lt=until)
        .annotate(verdict=latest_verdict(until), behind=Exists(behind), correction=latest_correction(until))
        .annotate(named=ArraySubquery(named.values("statutorygroup")))
        .values_list("engagement__stage", "groups", "participant", "engagement", *COLUMNS)
    )
    for (
        stage,
        group,
        person,
        engagement,
        attendance,
        recorded_at,
        verdict,
        is_behind,
        groups,
    ) in rows.iterator():
        is_noted = recorded_at is not None and recorded_at < until and attendance != Attendance.NONE
        came = is_noted and attendance != Attendance.ABSENT
        told = Told(person, engagement, is_noted, came, verdict or "", is_behind, frozenset(groups))
        yield stage, group, told


COLUMNS = ("attendance", "attendance_recorded_at", "verdict", "behind", "named")

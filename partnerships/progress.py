"""How far a strategic plan has come: the state of each stage follows from its evidence and is never typed."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db import models

from .models import Phase, PlannedStage, PlanStage, StageEvidence, StatutoryGroup, StrategicPlan
from .models.plans import CONSULTATION, Duty


class StageState(models.TextChoices):
    NOT_STARTED = "not_started", "Not started"
    NOT_ARISEN = "not_arisen", "Not needed so far"
    NOT_APPLICABLE = "not_applicable", "Does not apply"
    OPEN = "open", "Open"
    DONE_LATE = "done_late", "Done late"
    DONE = "done", "Done"


#: The tone in which a page shows a state.
TONES = {StageState.OPEN: "info", StageState.DONE_LATE: "warning", StageState.DONE: "good"}
FINISHED = (StageState.DONE, StageState.DONE_LATE)


@dataclass(frozen=True)
class Told:
    """What one piece of evidence says, as far as the state of its stage goes."""

    dated: dt.date
    finishes: bool = True
    groups: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Terms:
    """What one stage of one plan is held to; `required` are groups that its evidence must name."""

    duty: str = Duty.MANDATORY
    opens_on: dt.date | None = None
    due_on: dt.date | None = None
    waived: bool = False
    required: frozenset[int] = frozenset()


def done_on(told: Iterable[Told], required: frozenset[int] = frozenset()) -> dt.date | None:
    """The day from which evidence says that the stage is done, and names every group it must name."""
    finished, named = False, frozenset[int]()
    day: dt.date
    for day, same_day in groupby(sorted(told, key=lambda one: one.dated), key=lambda one: one.dated):
        for one in same_day:
            finished, named = finished or one.finishes, named | one.groups
        if finished and named >= required:
            return day
    return None


def state_of(terms: Terms, told: Iterable[Told], on: dt.date) -> StageState:
    """On a day, from what was done until then; more evidence never lowers it."""
    so_far = [one for one in told if one.dated <= on]
    done = done_on(so_far, terms.required)
    if done:
        late = terms.due_on is not None and done > terms.due_on
        return StageState.DONE_LATE if late else StageState.DONE
    if so_far:
        return StageState.OPEN
    return state_without_evidence(terms, on)


def state_without_evidence(terms: Terms, on: dt.date) -> StageState:
    if terms.waived and terms.duty != Duty.MANDATORY:
        return StageState.NOT_APPLICABLE
    if terms.opens_on and terms.opens_on <= on:
        return StageState.OPEN
    return StageState.NOT_STARTED if terms.duty == Duty.MANDATORY else StageState.NOT_ARISEN


@dataclass(frozen=True)
class Standing:
    """A stage of one plan on a day: what was recorded, withdrawn or not, and the state that follows."""

    stage: PlanStage
    evidence: Sequence[StageEvidence]
    on: dt.date
    planned: PlannedStage | None = None
    groups: Sequence[StatutoryGroup] = ()

    @property
    def required(self) -> frozenset[int]:
        """Groups that its evidence must name, by their keys."""
        return frozenset(group.pk for group in self.groups)

    @property
    def terms(self) -> Terms:
        if self.planned is None:
            return Terms(self.stage.duty, required=self.required)
        waived = bool(self.planned.not_applicable_because)
        return Terms(self.stage.duty, self.planned.opens_on, self.planned.due_on, waived, self.required)

    @property
    def told(self) -> list[Told]:
        """What counts: dated until this day, and not withdrawn."""
        return [told_by(row) for row in self.evidence if row.dated <= self.on and not row.is_withdrawn]

    @property
    def state(self) -> StageState:
        return state_of(self.terms, self.told, self.on)

    @property
    def done_on(self) -> dt.date | None:
        return done_on(self.told, self.required)

    @property
    def due_on(self) -> dt.date | None:
        return self.planned.due_on if self.planned else None

    @property
    def is_done(self) -> bool:
        return self.state in FINISHED

    @property
    def is_overdue(self) -> bool:
        return not self.is_done and self.due_on is not None and self.due_on < self.on

    @property
    def missing(self) -> list[StatutoryGroup]:
        """Groups that its evidence must name and does not."""
        named = frozenset[int]().union(*(one.groups for one in self.told))
        return [group for group in self.groups if group.pk not in named]

    @property
    def may_be_waived(self) -> bool:
        return self.stage.duty != Duty.MANDATORY

    @property
    def tone(self) -> str:
        return "bad" if self.is_overdue else TONES.get(self.state, "neutral")


@dataclass(frozen=True)
class PhaseStanding:
    """The stages of one phase, in the order of the law."""

    phase: Phase
    stages: Sequence[Standing]


def told_by(row: Any) -> Told:
    """From evidence that came `with_what_counts`."""
    return Told(row.dated, row.finishes, frozenset(row.group_keys))


def standing(plan: StrategicPlan, on: dt.date) -> list[PhaseStanding]:
    """Every stage of the plan on this day, by phase."""
    return standings([plan], on)[plan.pk]


def standings(plans: Sequence[StrategicPlan], on: dt.date) -> dict[int, list[PhaseStanding]]:
    """The same for many plans at once, by their keys."""
    recorded: dict[tuple[int, int], list[StageEvidence]] = defaultdict(list)
    for row in StageEvidence.objects.of_plans(plans).with_what_counts():
        recorded[row.plan_id, row.stage_id].append(row)
    planned = {(row.plan_id, row.stage_id): row for row in PlannedStage.objects.filter(plan__in=plans)}
    consultees = tuple(StatutoryGroup.objects.consultees())
    stages = list(PlanStage.objects.all())

    def stand(plan: StrategicPlan, stage: PlanStage) -> Standing:
        key = (plan.pk, stage.pk)
        groups = consultees if stage.code == CONSULTATION else ()
        return Standing(stage, recorded[key], on, planned.get(key), groups)

    return {plan.pk: in_phases(stand(plan, stage) for stage in stages) for plan in plans}


def in_phases(stages: Iterable[Standing]) -> list[PhaseStanding]:
    by_phase = groupby(sorted(stages, key=phase_order), key=phase_order)
    return [PhaseStanding(list(Phase)[order], list(found)) for order, found in by_phase]


def phase_order(row: Standing) -> int:
    return Phase.values.index(row.stage.phase)


def by_code(phases: Iterable[PhaseStanding]) -> dict[str, Standing]:
    """Each stage by its code."""
    return {row.stage.code: row for phase in phases for row in phase.stages}


def following_duty(phases: Iterable[PhaseStanding]) -> Standing | None:
    """The first stage, in the order of the law, that every plan must go through and this one has not."""
    rows = (row for phase in phases for row in phase.stages if row.stage.duty == Duty.MANDATORY)
    return next((row for row in rows if not row.is_done), None)


def count_duties(phases: Iterable[PhaseStanding]) -> tuple[int, int]:
    """How many of the stages that every plan must go through are done, and how many there are."""
    duties = [row for phase in phases for row in phase.stages if row.stage.duty == Duty.MANDATORY]
    return sum(row.is_done for row in duties), len(duties)

"""How far a strategic plan has come: the state of each stage follows from its evidence and is never typed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db import models

from .models import Phase, PlanStage, StageEvidence, StrategicPlan
from .models.plans import Duty


class StageState(models.TextChoices):
    NOT_STARTED = "not_started", "Not started"
    NOT_ARISEN = "not_arisen", "Not needed so far"
    UNDER_WAY = "under_way", "Under way"
    DONE = "done", "Done"


#: The tone in which a page shows a state.
TONES = {StageState.UNDER_WAY: "info", StageState.DONE: "good"}


@dataclass(frozen=True)
class Standing:
    """A stage of one plan, with what was recorded for it and the state that follows."""

    stage: PlanStage
    evidence: Sequence[StageEvidence]

    @property
    def state(self) -> StageState:
        return state_of(self.stage.duty, [evidence.finishes for evidence in self.evidence])

    @property
    def tone(self) -> str:
        return TONES.get(self.state, "neutral")


@dataclass(frozen=True)
class PhaseStanding:
    """The stages of one phase, in the order of the law."""

    phase: Phase
    stages: Sequence[Standing]


def state_of(duty: str, finishes: Iterable[bool]) -> StageState:
    """From whether each piece of evidence says that it finishes the stage; more evidence never lowers it."""
    told = list(finishes)
    if any(told):
        return StageState.DONE
    if told:
        return StageState.UNDER_WAY
    return StageState.NOT_STARTED if duty == Duty.MANDATORY else StageState.NOT_ARISEN


def standing(plan: StrategicPlan) -> list[PhaseStanding]:
    """Every stage of the plan, by phase."""
    recorded: dict[int, list[StageEvidence]] = defaultdict(list)
    for evidence in StageEvidence.objects.filter(plan=plan):
        recorded[evidence.stage_id].append(evidence)
    stages = [Standing(stage, recorded[stage.pk]) for stage in PlanStage.objects.all()]
    by_phase = groupby(sorted(stages, key=phase_order), key=phase_order)
    return [PhaseStanding(list(Phase)[order], list(found)) for order, found in by_phase]


def phase_order(row: Standing) -> int:
    return Phase.values.index(row.stage.phase)


def following_duty(phases: Iterable[PhaseStanding]) -> Standing | None:
    """The first stage, in the order of the law, that every plan must go through and this one has not."""
    rows = (row for phase in phases for row in phase.stages if row.stage.duty == Duty.MANDATORY)
    return next((row for row in rows if row.state != StageState.DONE), None)


def count_duties(phases: Iterable[PhaseStanding]) -> tuple[int, int]:
    """How many of the stages that every plan must go through are done, and how many there are."""
    duties = [row for phase in phases for row in phase.stages if row.stage.duty == Duty.MANDATORY]
    return sum(row.state == StageState.DONE for row in duties), len(duties)

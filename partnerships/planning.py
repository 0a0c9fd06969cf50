"""Recording what was done for a plan's stages, in the order of the law, and taking mistakes back."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pghistory
from django.db import transaction

from coproduce.accounts.models import User

from . import progress
from .models import EvidenceWithdrawal, PlannedStage, PlanStage, StageEvidence, StatutoryGroup, StrategicPlan
from .models.plans import CONSULTATION

#: What must be done before a stage can be, by section of the 2014 Act. Nobody is sent a draft too early.
PREREQUISITES: dict[str, tuple[str, ...]] = {
    "spg_views_on_proposals": ("proposals_prepared",),  # s.33(2)
    "first_draft": ("spg_views_on_proposals",),  # s.33(3)(a)
    "spg_views_on_first_draft": ("first_draft",),  # s.33(3)(b)
    "second_draft": ("spg_views_on_proposals", "spg_views_on_first_draft"),  # s.33(4)(a)
    CONSULTATION: ("spg_views_on_proposals", "spg_views_on_first_draft", "second_draft"),  # s.33(4)(b)
    "consultation_views": (CONSULTATION,),  # s.33(4)(c)
    "finalised": ("consultation_views",),  # s.33(7)
    "published": ("finalised",),  # s.35(1)
    "statement_published": ("published",),  # s.35(2)
}


class PlanningError(Exception):
    """Why something cannot be recorded or taken back, in words for the person who tried."""


@dataclass(frozen=True)
class OutOfOrder:
    """A stage that is done though one that the law puts before it is not, or was only later."""

    stage: PlanStage
    lacking: PlanStage


@transaction.atomic
def record(
    evidence: StageEvidence, *, groups: Iterable[StatutoryGroup], by: User, today: dt.date
) -> StageEvidence:
    """Add what was done; `evidence` is not saved yet. Out of the order of the law it is refused."""
    StrategicPlan.objects.select_for_update().get(pk=evidence.plan_id)
    words = obstacle(
        evidence.plan, evidence.stage, dated=evidence.dated, finishes=evidence.finishes, today=today
    )
    if words:
        raise PlanningError(words)
    evidence.recorded_by = by
    evidence.save()
    evidence.groups.set(groups)
    return evidence


def obstacle(plan: StrategicPlan, stage: PlanStage, *, dated: dt.date, finishes: bool, today: dt.date) -> str:
    """Why this cannot be recorded; nothing if it can be. A draft cannot go out in part either."""
    if dated > today:
        return "The day it was done must be today or earlier"
    if not finishes and stage.code != CONSULTATION:
        return ""
    done = progress.by_code(progress.standing(plan, today))
    missing = [row for row in before(stage, done) if row.done_on is None or row.done_on > dated]
    return " ".join(refusal(stage, row, dated) for row in missing[:1])


def refusal(stage: PlanStage, missing: progress.Standing, dated: dt.date) -> str:
    verb = "be marked as sent" if stage.code == CONSULTATION else "be marked as done"
    law = f"“{missing.stage}” comes before it (2014 Act {missing.stage.provision})"
    if missing.done_on is None:
        return f"“{stage}” cannot {verb} yet. {law}, and no evidence shows that it is done."
    when = f"{missing.done_on:%-d %B %Y}"
    return f"“{stage}” cannot {verb} on {dated:%-d %B %Y}. {law}, and it was done on {when}."


def before(stage: PlanStage, done: Mapping[str, progress.Standing]) -> list[progress.Standing]:
    """The stages that the law puts before this one."""
    return [done[code] for code in PREREQUISITES.get(stage.code, ()) if code in done]


def out_of_order(phases: Iterable[progress.PhaseStanding]) -> list[OutOfOrder]:
    """Stages that have lost, or never had, the ground they stand on."""
    done = progress.by_code(phases)
    return [
        OutOfOrder(row.stage, earlier.stage)
        for row in done.values()
        for earlier in before(row.stage, done)
        if row.done_on and (earlier.done_on is None or earlier.done_on > row.done_on)
    ]


@transaction.atomic
def withdraw(evidence: StageEvidence, *, reason: str, by: User, now: dt.datetime) -> EvidenceWithdrawal:
    """Say that it was recorded by mistake. It no longer counts, and stays to be read with the reason."""
    StrategicPlan.objects.select_for_update().get(pk=evidence.plan_id)
    if EvidenceWithdrawal.objects.filter(evidence=evidence).exists():
        raise PlanningError("This evidence has been withdrawn already.")
    if not reason.strip():
        raise PlanningError("Say why it is withdrawn.")
    return EvidenceWithdrawal.objects.create(
        evidence=evidence, reason=reason.strip(), withdrawn_by=by, withdrawn_at=now
    )


def dates_of(plan: StrategicPlan, stage: PlanStage) -> PlannedStage:
    """The stage's dates in this plan; a row that is not saved yet where there are none."""
    known = PlannedStage.objects.filter(plan=plan, stage=stage).first()
    return known or PlannedStage(plan=plan, stage=stage)


@transaction.atomic
def set_dates(row: PlannedStage, *, by: User) -> PlannedStage:
    """Keep when a stage opens and is due, or why it does not apply to this plan."""
    if words := dates_obstacle(row):
        raise PlanningError(words)
    with pghistory.context(user=by.pk):
        row.save()
    return row


def dates_obstacle(row: PlannedStage) -> str:
    if not row.not_applicable_because:
        return ""
    standing = progress.by_code(progress.standing(row.plan, dt.date.max))[row.stage.code]
    if not standing.may_be_waived:
        return "Every plan must go through this stage, so it always applies"
    if standing.told:
        return "There is evidence for this stage, so it does apply. Withdraw the evidence if it is wrong"
    return ""

"""A partnership's look at its own capacity: the described scale, what was judged, and how it changed."""

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pghistory
from django.db import transaction

from coproduce.accounts.models import User

from .models import CapacityAssessment, CapacityJudgement
from .models.capacity import ROWS, Aspect, Subject

SCALE = Path(__file__).parent / "data" / "capacity_scale.toml"


class AssessingError(Exception):
    """Why an assessment cannot be shared, in words for the person who tried."""


@dataclass(frozen=True)
class Row:
    """What is asked of one aspect, and what each level from 1 to 4 looks like."""

    subject: Subject
    aspect: Aspect
    question: str
    levels: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"{self.subject}_{self.aspect}"


@dataclass(frozen=True)
class Judged:
    """A row of one assessment; no judgement where the partnership has left it open."""

    row: Row
    judgement: CapacityJudgement | None

    @property
    def words(self) -> str:
        return self.row.levels[self.judgement.level - 1] if self.judgement else ""


@dataclass(frozen=True)
class Course:
    """A row through time: its level at each assessment, oldest first; None where it was left open."""

    row: Row
    levels: tuple[int | None, ...]


@cache
def scale() -> tuple[Row, ...]:
    """Every row in the order of the page."""
    told = tomllib.loads(SCALE.read_text(encoding="utf-8"))["row"]
    rows = {(row["subject"], row["aspect"]): row for row in told}
    return tuple(
        Row(subject, aspect, rows[subject, aspect]["question"], tuple(rows[subject, aspect]["levels"]))
        for subject, aspect in ROWS
    )


def judged(assessment: CapacityAssessment) -> list[Judged]:
    """All rows of the scale with what was judged."""
    found = {(made.subject, made.aspect): made for made in assessment.judgements.all()}
    return [Judged(row, found.get((row.subject, row.aspect))) for row in scale()]


def courses(assessments: Iterable[CapacityAssessment]) -> list[Course]:
    """How each row went; `assessments` come with their judgements, in any order."""
    ordered = sorted(assessments, key=lambda made: (made.made_on, made.pk))
    levels = [{(row.subject, row.aspect): row.level for row in made.judgements.all()} for made in ordered]
    return [Course(row, tuple(told.get((row.subject, row.aspect)) for told in levels)) for row in scale()]


@transaction.atomic
def judge(
    assessment: CapacityAssessment, judgements: Mapping[Row, tuple[int, str] | None], *, by: User
) -> None:
    """Keep these levels with their evidence; None takes a judgement back."""
    with pghistory.context(user=by.pk):
        for row, told in judgements.items():
            which: dict[str, Any] = {
                "assessment": assessment, "subject": row.subject, "aspect": row.aspect,
            }  # fmt: skip
            if told is None:
                CapacityJudgement.objects.filter(**which).delete()
            else:
                level, evidence = told
                CapacityJudgement.objects.update_or_create(
                    **which, defaults={"level": level, "evidence": evidence}
                )


@transaction.atomic
def share(assessment: CapacityAssessment, *, by: User, now: dt.datetime) -> None:
    """Let everyone read it, with its actions. Sharing what is shared changes nothing."""
    lock(assessment)
    if not assessment.judgements.exists():
        raise AssessingError("Nothing has been judged yet, so there is nothing to share.")
    assessment.shared_at = assessment.shared_at or now
    keep(assessment, by=by)


@transaction.atomic
def stop_sharing(assessment: CapacityAssessment, *, by: User) -> None:
    lock(assessment)
    assessment.shared_at = None
    keep(assessment, by=by)


def lock(assessment: CapacityAssessment) -> None:
    assessment.refresh_from_db(from_queryset=CapacityAssessment.objects.select_for_update())


def keep(assessment: CapacityAssessment, *, by: User) -> None:
    with pghistory.context(user=by.pk):
        assessment.save(update_fields=["shared_at", "changed_at"])


def by_subject(rows: Sequence[Judged]) -> list[tuple[Subject, list[Judged]]]:
    """The rows under a heading for each subject."""
    return [(subject, [row for row in rows if row.row.subject == subject]) for subject in Subject]

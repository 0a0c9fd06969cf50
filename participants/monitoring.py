"""Equality questions: taken without asking who answers, told for finished half-years, never small numbers."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from partnerships.models import Engagement, Partnership
from partnerships.suppressing import Figure, Withheld, suppress

from .models import EqualityAnswer

SIGNER = Signer(salt="participants.equality", sep=".")
QUESTIONS = ("ethnic_group", "belief", "disability", "orientation", "age_band", "sex")


class UnknownLinkError(Exception):
    """A link that we did not make, or that was cut on its way."""


def path(partnership: Partnership, engagement: Engagement | None = None) -> str:
    """The form; everyone of a partnership, or of an engagement, has the same address."""
    signed = SIGNER.sign(f"{partnership.pk}-{engagement.pk if engagement else ''}")
    return reverse("participants:equality", args=[signed])


def occasion_of(signed: str) -> tuple[Partnership, Engagement | None]:
    try:
        key, _, about = SIGNER.unsign(signed).partition("-")
        partnership = Partnership.objects.get(pk=key)
        engagement = Engagement.objects.get(pk=about, partnership=partnership) if about else None
    except (BadSignature, Partnership.DoesNotExist, Engagement.DoesNotExist) as error:
        raise UnknownLinkError from error
    return partnership, engagement


def answer(
    partnership: Partnership, answers: Mapping[str, str], *, on: dt.date, engagement: Engagement | None = None
) -> None:
    """Keep the answers, the month, and nothing else."""
    told = {name: answers[name] for name in QUESTIONS}
    month = on.replace(day=1)
    EqualityAnswer.objects.create(partnership=partnership, engagement=engagement, month=month, **told)


def half_year(day: dt.date) -> dt.date:
    """The first day of the half-year that it is in."""
    return day.replace(month=1 if day.month < 7 else 7, day=1)


@dataclass(frozen=True)
class Question:
    title: str
    answers: list[tuple[str, Figure]]

    @property
    def told(self) -> int:
        return sum(people for _, people in self.answers if isinstance(people, int))

    @property
    def withheld(self) -> int:
        return sum(isinstance(people, Withheld) for _, people in self.answers)

    @property
    def silent(self) -> "Question":
        return replace(self, answers=[(label, Withheld.SUM) for label, _ in self.answers])


@dataclass(frozen=True)
class Period:
    """A finished half-year, of the partnership at large or of one engagement; no two share an answer."""

    since: dt.date
    engagement: Engagement | None
    questions: list[Question]

    @property
    def title(self) -> str:
        months = "January to June" if self.since.month == 1 else "July to December"
        return f"{months} {self.since.year}"


def results(partnership: Partnership, *, today: dt.date) -> list[Period]:
    """What can be told: no table overlaps another or grows, so that no difference gives an answer away."""
    threshold = partnership.small_number_threshold
    found = EqualityAnswer.objects.of_partnership(partnership).before(half_year(today))
    kept: dict[tuple[dt.date, int], list[EqualityAnswer]] = {}
    for row in found.select_related("engagement"):
        kept.setdefault((half_year(row.month), row.engagement_id or 0), []).append(row)
    enough = {occasion: rows for occasion, rows in kept.items() if len(rows) >= threshold}
    return [
        Period(
            since,
            rows[0].engagement,
            safe([counted(rows, name, threshold) for name in QUESTIONS], threshold),
        )
        for (since, _), rows in sorted(enough.items(), key=lambda one: one[0], reverse=True)
    ]


def counted(rows: list[EqualityAnswer], name: str, threshold: int) -> Question:
    column: Any = EqualityAnswer._meta.get_field(name)  # noqa: SLF001
    counts = Counter(getattr(row, name) for row in rows)
    choices = [(value, label) for value, label in column.choices or [] if value]
    [cells] = suppress([[counts[value] for value, _ in choices]], threshold).cells
    told = zip([str(label) for _, label in choices], cells, strict=True)
    return Question(str(column.verbose_name).capitalize(), list(told))


def safe(questions: list[Question], threshold: int) -> list[Question]:
    """All were answered by the same people, so what one question tells bounds what another holds back.

    A question stays silent unless each number it holds back could still be anything below the threshold.
    """
    most = threshold - 1
    least_people = max(one.told for one in questions)
    most_people = min(one.told + one.withheld * most for one in questions)

    def gives_away(one: Question) -> bool:
        """A number held back cannot be nought, or cannot be the highest."""
        none_left = least_people - one.told > (one.withheld - 1) * most
        return bool(one.told and one.withheld) and (none_left or most_people - one.told < most)

    if not any(gives_away(one) for one in questions):
        return questions
    return safe([one.silent if gives_away(one) else one for one in questions], threshold)

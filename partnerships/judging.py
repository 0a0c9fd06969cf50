"""How well an engagement met the seven National Standards: each on its own, never averaged, never ranked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pghistory
from django.db import transaction

from coproduce.accounts.models import User

from .models import Engagement, Standard, StandardJudgement
from .models.hearing import Level

#: The gist of each standard, in our words.
MEANING: dict[Standard, str] = {
    Standard.INCLUSION: "Those who are affected were found, and could take part",
    Standard.SUPPORT: "What stood in people’s way was taken out of it",
    Standard.PLANNING: "The purpose was clear from the start, and met a need people have",
    Standard.WORKING_TOGETHER: "People and services worked together well",
    Standard.METHODS: "The ways of meeting fitted the purpose and the people",
    Standard.COMMUNICATION: "People were told clearly, and regularly, what was going on",
    Standard.IMPACT: "What it changed was looked at, and learned from",
}


class JudgingError(Exception):
    """Why a judgement cannot be kept, in words for the person who tried."""


@dataclass(frozen=True)
class Judged:
    """A standard with what was judged; nothing where it was left open."""

    standard: Standard
    judgement: StandardJudgement | None

    @property
    def meaning(self) -> str:
        return MEANING[self.standard]

    @property
    def label(self) -> str:
        return Level(self.judgement.level).label if self.judgement else ""


def judged(judgements: Iterable[StandardJudgement]) -> list[Judged]:
    """All seven, in the order of the standards."""
    found = {made.standard: made for made in judgements}
    return [Judged(standard, found.get(standard)) for standard in Standard]


@transaction.atomic
def judge(engagement: Engagement, judgements: Mapping[Standard, tuple[int, str] | None], *, by: User) -> None:
    """Keep these levels with a sentence of evidence each; None takes a judgement back."""
    engagement.refresh_from_db(from_queryset=Engagement.objects.select_for_update())
    if engagement.is_cancelled:
        raise JudgingError("This engagement was cancelled, so there is nothing to judge.")
    if engagement.is_closed:
        raise JudgingError("This engagement is closed. Reopen it before you change how it was judged.")
    with pghistory.context(user=by.pk):
        for standard, told in judgements.items():
            keep(engagement, standard, told)


def keep(engagement: Engagement, standard: Standard, told: tuple[int, str] | None) -> None:
    if told is None:
        engagement.judgements.filter(standard=standard).delete()
        return
    level, evidence = told
    if not evidence.strip():
        raise JudgingError(f"Say what shows the level of “{standard.label}”.")
    known = {"level": level, "evidence": evidence.strip()}
    StandardJudgement.objects.update_or_create(engagement=engagement, standard=standard, defaults=known)

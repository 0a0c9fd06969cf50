"""Keeping case studies for later; and what a reader has chosen about one of them, in one query."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import BigIntegerField, Value

from coproduce.accounts.access import Person
from coproduce.accounts.models import User

from .following import Offer
from .models import Bookmark, CaseStudy, Follow
from .models.subscriptions import COLUMNS, Followed


def keep(case_study: CaseStudy, *, by: User, now: datetime) -> None:
    """Keeping twice is keeping once, since the first time."""
    Bookmark.objects.get_or_create(user=by, case_study=case_study, defaults={"created_at": now})


def let_go(case_study: CaseStudy, *, by: User) -> None:
    Bookmark.objects.visible_to(by).of(case_study).delete()


def forget_withdrawn(*, by: User) -> None:
    """Whatever they kept or followed that has been withdrawn; nothing else ever brings it back."""
    Bookmark.objects.visible_to(by).gone().delete()
    Follow.objects.by(by).gone().delete()


@dataclass(frozen=True)
class Choices:
    """What a reader has chosen, or can choose, about a case study and what it is about."""

    is_kept: bool
    entry: Offer
    others: list[Offer]

    @property
    def follows_others(self) -> int:
        return sum(offer.is_followed for offer in self.others)


def choices(case_study: CaseStudy, *, reader: Person) -> Choices:
    """Uses what `with_places` fetched of the case study, and asks one query."""
    followed, is_kept = chosen(case_study, reader=reader)
    targets: list[Followed] = [case_study, *case_study.themes, *case_study.council_areas.all()]
    if case_study.organisation:
        targets.append(case_study.organisation)
    entry, *others = [Offer(target, (COLUMNS[type(target)], target.pk) in followed) for target in targets]
    return Choices(is_kept=is_kept, entry=entry, others=others)


def chosen(case_study: CaseStudy, *, reader: Person) -> tuple[set[tuple[str, int]], bool]:
    """What they follow, as columns and keys; and whether they keep this case study."""
    nothing = [Value(None, BigIntegerField()) for _ in COLUMNS]
    follows = Follow.objects.by(reader).values_list(*COLUMNS.values(), Value(0))
    kept = Bookmark.objects.visible_to(reader).of(case_study).values_list(*nothing, Value(1))
    rows = list(follows.union(kept, all=True))
    pairs = (pair for row in rows for pair in zip(COLUMNS.values(), row, strict=False))
    return {(column, key) for column, key in pairs if key is not None}, any(row[-1] for row in rows)

"""Keeping case studies for later; and what a reader has chosen about one of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Model, OuterRef

from coproduce.accounts.access import Person
from coproduce.accounts.models import User

from .following import Offer
from .models import Bookmark, CaseStudy, Follow
from .models.rows import CaseStudyQuerySet
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


def with_choices(rows: CaseStudyQuerySet, *, reader: Person) -> CaseStudyQuerySet:
    """Asks in the rows' own query what the reader keeps and follows."""
    follows = Follow.objects.by(reader)
    followed = {
        f"followed_{name}": ArraySubquery(follows.exclude(**{name: None}).values(name))
        for name in COLUMNS.values()
    }
    kept = Bookmark.objects.visible_to(reader).filter(case_study=OuterRef("pk"))
    return rows.annotate(is_kept=Exists(kept), **followed)


def choices(case_study: Any) -> Choices:
    """Of a case study that `with_places` and `with_choices` fetched; without a query."""
    targets: list[Followed] = [case_study, *case_study.themes, *case_study.council_areas.all()]
    if case_study.organisation:
        targets.append(case_study.organisation)
    entry, *others = [Offer(target, target.pk in followed(case_study, type(target))) for target in targets]
    return Choices(is_kept=case_study.is_kept, entry=entry, others=others)


def followed(case_study: Any, kind: type[Model]) -> list[int]:
    """Keys of what the reader follows of this kind; to a stranger the database says nothing."""
    return getattr(case_study, f"followed_{COLUMNS[kind]}") or []

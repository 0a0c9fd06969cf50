"""What two entries say about themselves, field by field, and which of it stays."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.formats import date_format

from partnerships.models import CouncilArea, Organisation

KEPT, MERGED, BOTH = "kept", "merged", "both"
AREAS = "council_areas"
#: Of the entry itself, whatever it says.
FIXED = frozenset({"id", "slug", "team", "merged_into", "changed_at"})
#: A field that goes with another: whether a name is confirmed depends on whose name it is.
WITH = {"name_confirmed": "name", "website_confirmed": "website", "confirmed_by": "confirmed_on"}
Choices = Mapping[str, str]


@dataclass(frozen=True)
class Compared:
    """One field of both entries, and what stays unless somebody chooses otherwise."""

    name: str
    label: str
    kept: str
    merged: str
    options: tuple[str, ...]
    suggested: str

    @property
    def differs(self) -> bool:
        return len(self.options) > 1


def compared(kept: Organisation, merged: Organisation) -> list[Compared]:
    plain = [compare(field, kept, merged) for field in told_fields()]
    return [*plain, compare_areas(kept, merged)]


def told_fields() -> Iterator[Any]:
    for field in Organisation._meta.concrete_fields:  # noqa: SLF001  Django documents it
        if field.name not in FIXED and field.name not in WITH:
            yield field


def compare(field: Any, kept: Organisation, merged: Organisation) -> Compared:
    ours, theirs = (getattr(row, field.name) for row in (kept, merged))
    label = str(field.verbose_name)
    words = shown(field, kept), shown(field, merged)
    if ours == theirs:
        return Compared(field.name, capital(label), *words, (KEPT,), KEPT)
    joins = isinstance(field, models.TextField) and ours and theirs
    if joins:
        return Compared(field.name, capital(label), *words, (BOTH, KEPT, MERGED), BOTH)
    return Compared(field.name, capital(label), *words, (KEPT, MERGED), KEPT if filled(ours) else MERGED)


def filled(value: Any) -> bool:
    return value not in {"", None}


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def shown(field: Any, row: Organisation) -> str:
    """The value in words, never who it was that confirmed it."""
    display: Callable[[], str] | None = getattr(row, f"get_{field.name}_display", None)
    value = display() if display else getattr(row, field.name)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, dt.date):
        return date_format(value, "j F Y")
    return "" if value is None else str(value)


def compare_areas(kept: Organisation, merged: Organisation) -> Compared:
    """No area at all means everywhere, so it is never put together with some."""
    ours, theirs = set(kept.council_areas.all()), set(merged.council_areas.all())
    words = area_words(ours), area_words(theirs)
    if ours == theirs:
        return Compared(AREAS, "Areas it serves", *words, (KEPT,), KEPT)
    options = (BOTH, KEPT, MERGED) if ours and theirs else (KEPT, MERGED)
    return Compared(AREAS, "Areas it serves", *words, options, options[0])


def area_words(areas: set[CouncilArea]) -> str:
    return ", ".join(sorted(area.name for area in areas)) or "All of Scotland"


def settle(kept: Organisation, merged: Organisation, choices: Choices) -> None:
    """Give the kept entry what was chosen; its areas are written at once, its own fields are not."""
    for field in compared(kept, merged):
        if field.differs and field.name != AREAS:
            chosen = choice_of(field, choices)
            take(kept, merged, field.name, chosen)
        elif field.name == AREAS:
            settle_areas(kept, merged, choice_of(field, choices))
        else:
            agree(kept, merged, field.name)


def choice_of(field: Compared, choices: Choices) -> str:
    chosen = choices.get(field.name, field.suggested)
    return chosen if chosen in field.options else field.suggested


def take(kept: Organisation, merged: Organisation, name: str, chosen: str) -> None:
    if chosen == BOTH:
        setattr(kept, name, f"{getattr(kept, name)}\n\n{getattr(merged, name)}")
    if chosen == MERGED:
        for each in (name, *followers(name)):
            setattr(kept, each, getattr(merged, each))


def agree(kept: Organisation, merged: Organisation, name: str) -> None:
    """Where both say the same and one of them is confirmed, it is confirmed."""
    for follower in followers(name):
        setattr(kept, follower, getattr(kept, follower) or getattr(merged, follower))


def followers(name: str) -> list[str]:
    return [follower for follower, leader in WITH.items() if leader == name]


def settle_areas(kept: Organisation, merged: Organisation, chosen: str) -> None:
    theirs = merged.council_areas.all()
    if chosen == BOTH:
        kept.council_areas.add(*theirs)
    if chosen == MERGED:
        kept.council_areas.set(theirs)


def label_of(name: str) -> str:
    """A field's name as people read it, also of one that the model has no longer."""
    try:
        field = Organisation._meta.get_field(name)  # noqa: SLF001
    except FieldDoesNotExist:
        return capital(name.replace("_", " "))
    return capital(str(getattr(field, "verbose_name", name)))

"""What changed on a row, when and by whom: told in words from the tables that pghistory's triggers write."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator

from coproduce.accounts.models import User

PAGE = 50
LONGEST = 200
#: Columns that are marks of machinery and say nothing to a person.
MACHINERY = frozenset({"id", "changed_at", "submission", "search"})
PLATFORM = "the platform"

#: Names of the rows that foreign keys point to, by column and key.
Names = dict[str, dict[Any, str]]


@dataclass(frozen=True)
class Difference:
    """One field, before and after, in words."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Change:
    """What one person changed at one moment; a row's first entry has no differences."""

    moment: dt.datetime
    who: str
    is_first: bool
    differences: tuple[Difference, ...]


def changes(row: models.Model, *, page: int = 1) -> list[Change]:
    """Fifty to a page, newest first; as many queries for one change as for fifty."""
    start = (page - 1) * PAGE
    events: list[Any] = list(events_of(row)[start : start + PAGE + 1])
    fields = told(row)
    people, names = people_behind(events), names_in(events, fields)
    pairs = pairwise([*events, None] if len(events) <= PAGE else events)
    return [change(new, old, fields, names, people) for new, old in pairs if differs(new, old, fields)]


def number_of_pages(row: models.Model) -> int:
    return max(1, -(-events_of(row).count() // PAGE))


def events_of(row: Any) -> models.QuerySet[Any]:
    found: models.QuerySet[Any] = row.pgh_event_model.objects.filter(pgh_obj_id=row.pk)
    return found.select_related("pgh_context").order_by("-pgh_id")


def told(row: Any) -> list[models.Field[Any, Any]]:
    """The columns whose history is kept and means something to people."""
    kept = {field.name for field in columns(row.pgh_event_model)}
    return [field for field in columns(row) if field.name in kept and field.name not in MACHINERY]


def columns(model: Any) -> list[models.Field[Any, Any]]:
    return list(model._meta.concrete_fields)  # noqa: SLF001  Django documents it


def differs(new: Any, old: Any, fields: Iterable[models.Field[Any, Any]]) -> bool:
    return old is None or any(getattr(new, it.attname) != getattr(old, it.attname) for it in fields)


def people_behind(events: Iterable[Any]) -> dict[int, str]:
    keys = {user_of(event) for event in events} - {None}
    return {user.pk: str(user.name or PLATFORM) for user in User.objects.filter(pk__in=keys)} if keys else {}


def user_of(event: Any) -> int | None:
    """Key of whoever was signed in; None when a command, a task or SQL made the change."""
    return event.pgh_context.metadata.get("user") if event.pgh_context else None


def names_in(events: Iterable[Any], fields: Iterable[models.Field[Any, Any]]) -> Names:
    """One query for each foreign key, whatever the number of changes."""
    return {
        field.attname: names_of(field, {getattr(event, field.attname) for event in events} - {None})
        for field in fields
        if field.many_to_one or field.one_to_one
    }


def names_of(field: Any, keys: set[Any]) -> dict[Any, str]:
    if not keys:
        return {}
    to = field.target_field.attname
    manager = field.related_model._base_manager  # noqa: SLF001  Django documents it
    rows = manager.select_related().filter(**{f"{to}__in": keys})
    return {getattr(row, to): str(row) for row in rows}


def change(
    new: Any, old: Any, fields: Iterable[models.Field[Any, Any]], names: Names, people: dict[int, str]
) -> Change:
    different = [it for it in fields if old and getattr(new, it.attname) != getattr(old, it.attname)]
    return Change(
        moment=new.pgh_created_at,
        who=people.get(user_of(new) or 0, PLATFORM),
        is_first=old is None,
        differences=tuple(
            Difference(str(it.verbose_name), in_words(it, old, names), in_words(it, new, names))
            for it in different
        ),
    )


def in_words(field: models.Field[Any, Any], event: Any, names: Names) -> str:
    value = getattr(event, field.attname)
    if field.attname in names and value is not None:
        return names[field.attname].get(value, "something since removed")
    return worded(field, value)


def worded(field: Any, value: Any) -> str:
    """A value as a page would show it."""
    match value:
        case None | "" | []:
            return "empty"
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(worded(field.base_field, one) for one in value)
        case dt.datetime():
            return date_format(timezone.localtime(value), "j F Y, H:i")
        case dt.date():
            return date_format(value, "j F Y")
        case _:
            return Truncator(str(dict(field.flatchoices).get(value, value))).chars(LONGEST)

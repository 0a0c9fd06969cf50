"""What changed on a row, when and by whom: told in words from the tables that pghistory's triggers write."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db import models
from django.db.models.functions import Lag
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
    """What one person changed at one moment; a row's first entry has no differences.

    `subject` names the row, where a page tells of several.
    """

    moment: dt.datetime
    who: str
    is_first: bool
    differences: tuple[Difference, ...]
    subject: str = ""


def changes(row: models.Model, *, page: int = 1) -> list[Change]:
    """Fifty to a page, newest first; as many queries for one change as for fifty."""
    return changes_where(type(row), page=page, pgh_obj_id=row.pk)


def number_of_pages(row: models.Model) -> int:
    return number_of_pages_where(type(row), pgh_obj_id=row.pk)


def changes_where(model: Any, *, page: int = 1, **where: Any) -> list[Change]:
    """Of all rows of one kind whose history answers to `where`, such as the seats of a body."""
    found, fields = events_where(model, **where), told(model)
    start = (page - 1) * PAGE
    events: list[Any] = list(found.annotate(pgh_before=BEFORE)[start : start + PAGE])
    earlier = found.in_bulk({event.pgh_before for event in events} - {None})
    pairs = [(event, earlier.get(event.pgh_before)) for event in events]
    people, names = people_behind(events), names_in([*events, *earlier.values()], fields)
    subjects = {} if "pgh_obj_id" in where else names_of_rows(model, {one.pgh_obj_id for one in events})
    return [
        replace(change(new, old, fields, names, people), subject=subjects.get(new.pgh_obj_id, ""))
        for new, old in pairs
        if differs(new, old, fields)
    ]


def number_of_pages_where(model: Any, **where: Any) -> int:
    return max(1, -(-events_where(model, **where).count() // PAGE))


#: The entry before, of the same row.
BEFORE = models.Window(
    Lag("pgh_id"), partition_by=[models.F("pgh_obj_id")], order_by=models.F("pgh_id").asc()
)


def events_where(model: Any, **where: Any) -> models.QuerySet[Any]:
    found: models.QuerySet[Any] = model.pgh_event_model.objects.filter(**where)
    return found.select_related("pgh_context").order_by("-pgh_id")


def told(model: Any) -> list[models.Field[Any, Any]]:
    """The columns whose history is kept and means something to people."""
    kept = {field.name for field in columns(model.pgh_event_model)}
    return [field for field in columns(model) if field.name in kept and field.name not in MACHINERY]


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
    return names_of_rows(field.related_model, keys, by=field.target_field.attname)


def names_of_rows(model: Any, keys: set[Any], *, by: str = "pk") -> dict[Any, str]:
    """One that is gone has none."""
    above = [field.name for field in columns(model) if field.many_to_one]
    rows = model._base_manager.select_related(*above).filter(**{f"{by}__in": keys})  # noqa: SLF001  as above
    return {getattr(row, by): str(row) for row in rows} if keys else {}


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

"""Everything that is kept about one participant, for them: every declared column, and nobody else's name."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import ForeignKey, ManyToManyField

from coproduce.accounts.models import User
from coproduce.outbox.models import Email, label

from . import register
from .models import Participant
from .models.declarations import about_people, declared, rows

SOMEONE = "A member of staff"
NOBODY = "Nobody, or Coproduce itself"


@dataclass(frozen=True)
class Field:
    name: str
    title: str
    value: Any
    words: str


@dataclass(frozen=True)
class Table:
    """One declared table: `name` in the file, `title` for readers."""

    name: str
    title: str
    period: str
    rows: list[list[Field]]


def copy(participant: Participant) -> list[Table]:
    """All of it, for the person themselves; no name of staff is in it."""
    return [table(model, participant) for model in reversed(about_people())] + [messages(participant)]


@transaction.atomic
def copy_for(participant: Participant, *, by: User, reason: str) -> list[Table]:
    """The same for someone who cannot open their page; that it was taken, by whom and why, is recorded."""
    register.copied(participant, by=by, reason=reason)
    return copy(participant)


def table(model: type[models.Model], participant: Participant) -> Table:
    about = declared(model)
    meta = model._meta  # noqa: SLF001
    every = [*meta.fields, *meta.many_to_many]
    kin = [one.name for one in meta.fields if isinstance(one, ForeignKey)]
    found = rows(model, [participant.pk]).order_by("pk").select_related(*kin)
    found = found.prefetch_related(*(one.name for one in meta.many_to_many))
    told = [[shown(row, one) for one in every] for row in found]
    return Table(model.__name__, about.title, about.retention.label, told)


def shown(row: models.Model, column: Any) -> Field:
    title = str(column.verbose_name).capitalize()
    if isinstance(column, ManyToManyField):
        names = [str(one) for one in getattr(row, column.name).all()]
        return Field(column.name, title, names, "; ".join(names))
    if isinstance(column, ForeignKey):
        words = kin_in_words(row, column)
        return Field(column.name, title, words, words)
    value = getattr(row, column.name)
    named = getattr(row, f"get_{column.name}_display", None)
    return Field(column.name, title, value, str(named()) if named and value else in_words(value))


def kin_in_words(row: models.Model, column: Any) -> str:
    if column.related_model is User:
        return SOMEONE if getattr(row, column.attname) else NOBODY
    other = getattr(row, column.name)
    return "" if other is None else str(other)


def in_words(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return f"{value:%-d %B %Y, %H:%M}"
    if isinstance(value, dt.date):
        return f"{value:%-d %B %Y}"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return "" if value is None else str(value)


def messages(participant: Participant) -> Table:
    """What was written to them, with what it said."""
    about = [label(row) for model in about_people() for row in rows(model, [participant.pk])]
    sent = Email.objects.filter(about__in=about).order_by("pk")
    asked = ("kind", "recipient", "subject", "text", "created_at", "sent_at", "status")
    told = [[shown(row, row._meta.get_field(name)) for name in asked] for row in sent]  # noqa: SLF001
    return Table("Email", "Emails to you", "As long as the rest", told)


def as_json(tables: list[Table], *, now: dt.datetime) -> str:
    told = {
        "made_at": now.isoformat(),
        "tables": {
            one.name: {
                "title": one.title,
                "kept_as": one.period,
                "rows": [{field.name: field.value for field in row} for row in one.rows],
            }
            for one in tables
        },
    }
    return json.dumps(told, indent=2, ensure_ascii=False, default=str)

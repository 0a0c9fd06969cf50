"""Refuses to start while a column about people has no kind, no period, or no end."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.db import models

from .models.declarations import DECLARED, Erasure, columns, histories, tables
from .models.privacy import FIELDS, Kind

GUARDED = {Kind.PERSONAL, Kind.SPECIAL}
HINT = "Declare it in participants/models/privacy.py and participants/models/declarations.py."


@register()
def every_column_is_declared(**kwargs: Any) -> list[CheckMessage]:
    return [
        Error(f"{model.__name__} {fault}", hint=HINT, id=f"participants.E{number:03}")
        for model in tables()
        for number, fault in faults(model)
    ]


def faults(model: type[models.Model]) -> Iterator[tuple[int, str]]:
    kinds, about = FIELDS.get(model.__name__, {}), DECLARED.get(model.__name__)
    for name in set(columns(model)) ^ set(kinds):
        yield 1, f"does not declare what {name} says about a person, or has no such column."
    if about is None:
        yield 2, "does not declare how long it is kept and what erasure does to it."
        return
    if about.person and about.erasure != Erasure.DELETE and not about.why:
        yield 2, "does not tell people why it stays after erasure."
    for name in sorted((set(about.blank) | set(about.stays)) - set(columns(model))):
        yield 3, f"has no column {name} to erase or to keep."
    for name, kind in kinds.items():
        if kind in GUARDED and about.survives(name) and not about.stays.get(name):
            yield 4, f"would keep {name}, which is {kind}, after erasure, and does not say why."
        if kind in GUARDED and any(name in columns(history) for history in histories(model)):
            yield 5, f"writes {name}, which is {kind}, into its history."

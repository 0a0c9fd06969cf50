"""Making two entries one: in one transaction, losing nothing, with a record that is never changed."""

import datetime as dt
import json
from dataclasses import asdict
from typing import Any

from django.core import serializers
from django.db import transaction
from django.utils.timezone import localdate

from coproduce.accounts.models import User
from partnerships.models import Merge, Organisation, OtherName

from .fields import Choices, Compared, choice_of, compared, settle
from .linked import LinkedRow, links, move
from .people import move_people


class MergingError(Exception):
    """Why two entries cannot be made one, in words for the person who tried."""


@transaction.atomic
def merge(
    kept: Organisation, merged: Organisation, *, by: User, now: dt.datetime, choices: Choices | None = None
) -> Merge:
    """Everything that named the merged entry names the kept one; the merged entry leads to it from now on.

    A row that a rule of the database keeps where it is stays with the merged entry, and the record says so.
    """
    refuse(kept, merged)
    kept, merged = locked(kept, merged)
    refuse(kept, merged)
    chosen = choices or {}
    fields = compared(kept, merged)
    before: dict[str, Any] = {"kept": raw(kept), "merged": raw(merged)}
    before["fields"] = [told(field, chosen) for field in fields]
    names = {kept.name, merged.name}
    settle(kept, merged, chosen)
    save(kept)
    moved, stayed = move_rows(kept, merged)
    remember_names(kept, names)
    people = move_people(merged.team, into=kept.team, by=by, now=now, today=localdate(now))
    before |= {"moved": listed(moved), "stayed": listed(stayed), "people": people}
    merged.merged_into = kept
    merged.save(update_fields=["merged_into", "changed_at"])
    return Merge.objects.create(kept=kept, merged=merged, before=before, made_at=now, made_by=by)


def refuse(kept: Organisation, merged: Organisation) -> None:
    if kept.pk == merged.pk:
        raise MergingError("An entry cannot be merged with itself. Choose another one.")
    for entry in (kept, merged):
        if entry.merged_into is not None:
            raise MergingError(f"“{entry}” has already been merged into “{entry.merged_into}”.")


def locked(kept: Organisation, merged: Organisation) -> tuple[Organisation, Organisation]:
    """In the order of their keys, so that two people who merge the same two come one after the other."""
    both = Organisation.objects.filter(pk__in=(kept.pk, merged.pk)).order_by("pk")
    rows = {row.pk: row for row in both.select_for_update(of=("self",)).select_related("team")}
    return rows[kept.pk], rows[merged.pk]


def raw(row: Organisation) -> dict[str, Any]:
    """Every field as the database has it."""
    fields: dict[str, Any] = json.loads(serializers.serialize("json", [row]))[0]["fields"]
    return {"pk": row.pk, **fields}


def told(field: Compared, choices: Choices) -> dict[str, str]:
    chosen = choice_of(field, choices) if field.differs else "same"
    return {"label": field.label, "kept": field.kept, "merged": field.merged, "chosen": chosen}


def listed(rows: list[LinkedRow]) -> list[dict[str, Any]]:
    return [asdict(row) for row in rows]


def save(kept: Organisation) -> None:
    kept.save()
    if kept.team.name != kept.name:
        kept.team.name = kept.name
        kept.team.save(update_fields=["name"])


def move_rows(kept: Organisation, merged: Organisation) -> tuple[list[LinkedRow], list[LinkedRow]]:
    moved: list[LinkedRow] = []
    stayed: list[LinkedRow] = []
    for link in links():
        went, did_not = move(link, kept=kept, merged=merged)
        moved += went
        stayed += did_not
    return moved, stayed


def remember_names(kept: Organisation, names: set[str]) -> None:
    """Under the name that was not chosen it is found as well."""
    known = {kept.name.casefold(), *(other.name.casefold() for other in kept.other_names.all())}
    for name in names:
        if name.casefold() not in known:
            OtherName.objects.create(organisation=kept, name=name)

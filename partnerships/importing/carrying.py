"""Writing a file that was tried out: all of it or nothing, and only what was shown."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.text import slugify

from coproduce.accounts.models import Team, TeamKind
from partnerships.models import Identifier, Organisation, OrganisationImport, OtherName

from .cells import RESERVED_SLUGS
from .reading import ImportProblem
from .register import Known
from .trying import Row, found_rows, new_names, report, try_out

BATCH = 500
CHANGED_SINCE = "The register has changed since this file was tried out. Look at what it would do now."


@transaction.atomic
def carry_out(row: OrganisationImport, *, now: dt.datetime) -> dict[str, Any]:
    """What was done. The same file carried out twice does nothing the second time."""
    row = locked(row)
    found, register = found_rows(row.text)
    done = report(found)
    refuse(row, done)
    try:
        with transaction.atomic():
            check_at_once()
            create([each for each in found if each.known is None], set(register.by_slug))
            change([(each, each.known) for each in found if each.known and each.changes])
    except IntegrityError:
        raise ImportProblem(CHANGED_SINCE) from None
    row.imported_at = now
    row.save(update_fields=["imported_at"])
    return done


def locked(row: OrganisationImport) -> OrganisationImport:
    """Every import is locked, in the order of their keys, so that two files come one after the other."""
    waiting = OrganisationImport.objects.select_for_update(of=("self",)).filter(imported_at__isnull=True)
    list(waiting.order_by("pk").values_list("pk", flat=True))
    return OrganisationImport.objects.select_for_update(of=("self",)).get(pk=row.pk)


def refuse(row: OrganisationImport, found: dict[str, Any]) -> None:
    if row.imported_at is not None:
        raise ImportProblem("This file has been imported already.")
    if found["faults"] and found == row.report:
        raise ImportProblem(
            "Nothing is imported while a row has a problem. Correct the file and upload it again."
        )
    if found != row.report:
        raise ImportProblem(CHANGED_SINCE)


def check_at_once() -> None:
    """Foreign keys are checked with each statement instead of at the end of the transaction.

    Until then they wait in a queue, and PostgreSQL goes through all of it for every row that a trigger of
    the history sees: the time would grow with the square of the rows.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@transaction.atomic
def look_again(row: OrganisationImport) -> None:
    """Try the file out on the register as it is now; what was imported keeps its report."""
    row = locked(row)
    if row.imported_at is None:
        row.report = try_out(row.text)
        row.save(update_fields=["report"])


def reported(row: OrganisationImport) -> OrganisationImport:
    """A new file with what was found in it."""
    row.report = try_out(row.text)
    return row


def create(rows: list[Row], taken: set[str]) -> None:
    teams = [Team(kind=TeamKind.ORGANISATION, name=row.asked.name) for row in rows]
    Team.objects.bulk_create(teams, batch_size=BATCH)
    taken |= {row.asked.slug for row in rows}
    made = [
        Organisation(
            name=row.asked.name,
            kind=row.asked.kind,
            website=row.asked.website,
            slug=row.asked.slug or free_slug(row.asked.name, taken),
            team=team,
        )
        for row, team in zip(rows, teams, strict=True)
    ]
    Organisation.objects.bulk_create(made, batch_size=BATCH)
    pairs = list(zip(made, rows, strict=True))
    add_areas((entry, row.asked.areas) for entry, row in pairs)
    add_names((entry, row.asked.other_names) for entry, row in pairs)
    add_numbers((entry, row.asked.numbers) for entry, row in pairs)


def free_slug(name: str, taken: set[str]) -> str:
    """The name as an address; where that is taken, with the next free number."""
    plain = slugify(name)[:90].strip("-") or "organisation"
    slug, number = plain, 1
    while slug in taken or slug in RESERVED_SLUGS:
        number += 1
        slug = f"{plain}-{number}"
    taken.add(slug)
    return slug


def change(rows: list[tuple[Row, Known]]) -> None:
    hold([known.row for _, known in rows])
    for row, known in rows:
        take(row, known.row)
    write([known.row for _, known in rows])
    moved = [(known.row, row.asked.areas) for row, known in rows if "council_areas" in row.changes]
    through = Organisation.council_areas.through.objects
    through.filter(organisation__in=[entry.pk for entry, _ in moved]).delete()
    add_areas(moved)
    add_names((known.row, new_names(row.asked, known)) for row, known in rows)
    add_numbers((known.row, numbers(row)) for row, known in rows)


def hold(entries: list[Organisation]) -> None:
    """Nobody else writes them from now on; whoever did since they were read is not overwritten."""
    read = {entry.pk: entry.changed_at for entry in entries}
    rows = Organisation.objects.select_for_update(of=("self",)).filter(pk__in=read).order_by("pk")
    if dict(rows.values_list("pk", "changed_at")) != read:
        raise ImportProblem(CHANGED_SINCE)


def write(entries: list[Organisation]) -> None:
    """As an insertion that meets the rows which are there: many times as fast as an update of each."""
    fields = ["name", "kind", "website", "name_confirmed", "website_confirmed", "changed_at"]
    renew(Organisation, entries, fields)
    renew(Team, [entry.team for entry in entries], ["name"])


def renew(model: type[Any], rows: list[Any], fields: list[str]) -> None:
    model.objects.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["id"], update_fields=fields
    )


def numbers(row: Row) -> dict[str, str]:
    return {scheme: value for scheme, value in row.asked.numbers.items() if scheme in row.changes}


def take(row: Row, entry: Organisation) -> None:
    """A name or website that came from a file has not been confirmed by anybody."""
    if "name" in row.changes:
        entry.name = entry.team.name = row.asked.name
        entry.name_confirmed = False
    if "website" in row.changes:
        entry.website, entry.website_confirmed = row.asked.website, False
    entry.kind = row.asked.kind


def add_areas(pairs: Iterable[tuple[Organisation, frozenset[int]]]) -> None:
    through = Organisation.council_areas.through
    rows = [
        through(organisation_id=entry.pk, councilarea_id=area) for entry, areas in pairs for area in areas
    ]
    through.objects.bulk_create(rows, batch_size=BATCH)


def add_names(pairs: Iterable[tuple[Organisation, list[str]]]) -> None:
    rows = [OtherName(organisation=entry, name=name) for entry, names in pairs for name in names]
    OtherName.objects.bulk_create(rows, batch_size=BATCH)


def add_numbers(pairs: Iterable[tuple[Organisation, dict[str, str]]]) -> None:
    rows = [
        Identifier(organisation=entry, scheme=scheme, value=value)
        for entry, held in pairs
        for scheme, value in held.items()
    ]
    Identifier.objects.bulk_create(rows, batch_size=BATCH)

"""Loads Scotland's registers from data/*.csv: adds rows that are missing and never changes one that is there.

A row is known by its official code, its slug or its own code, which people cannot edit; whatever they have
edited stays. A correction to a row that was loaded before is made in Django admin, or by a migration.
"""

import csv
from collections.abc import Iterable
from pathlib import Path

from django.db import models, transaction
from django.utils.text import slugify

from coproduce.accounts.models import Team, TeamKind

from .models import (
    CouncilArea,
    HealthBoard,
    IntegrationModel,
    Organisation,
    OrganisationKind,
    Partnership,
    PlanStage,
    StatutoryGroup,
    StatutoryRule,
)

DATA = Path(__file__).parent / "data"
Row = dict[str, str]


@transaction.atomic
def load() -> str:
    """Add what is missing and tell how much that was."""
    added = {
        "health boards": add_health_boards(),
        "partnerships": add_partnerships(),
        "council areas": add_council_areas(),
        "organisations": add_organisations([*interfaces(), *national_partners()]),
        "statutory groups": add_statutory_groups(),
        "plan stages": add_plan_stages(),
    }
    new = ", ".join(f"{number} {name}" for name, number in added.items() if number)
    return f"Registers: added {new}." if new else "Registers: everything was there already."


class ReferenceProblem(Exception):  # noqa: N818  a person reads it as such
    """Why a file cannot be loaded, in words for whoever edited it."""


def rows_of(name: str) -> list[Row]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        return [whole(row, f"{name}.csv, line {reader.line_num}") for row in reader]


def whole(row: Row, place: str) -> Row:
    """A row with as many cells as there are columns."""
    if None in row or None in row.values():
        raise ReferenceProblem(f"{place}: the row has more or fewer cells than there are columns.")
    return row


def missing(model: type[models.Model], key: str, rows: Iterable[Row]) -> list[Row]:
    """The rows whose key no row in the database has."""
    there = set(model._default_manager.values_list(key, flat=True))  # noqa: SLF001  Django documents it
    return [row for row in rows if row[key] not in there]


def teams(kind: TeamKind, rows: list[Row]) -> list[Team]:
    """A team for each row, in the rows' order."""
    return Team.objects.bulk_create([Team(kind=kind, name=row["name"]) for row in rows])


def add_health_boards() -> int:
    rows = missing(HealthBoard, "gss_code", rows_of("health_boards"))
    HealthBoard.objects.bulk_create(
        HealthBoard(name=row["name"], gss_code=row["gss_code"], website=row["website"]) for row in rows
    )
    return len(rows)


def add_partnerships() -> int:
    """With their integration models: as far as our sources go, in force since before our records."""
    rows = missing(Partnership, "gss_code", rows_of("partnerships"))
    boards = {row["name"]: row["gss_code"] for row in rows_of("health_boards")}
    keys = dict(HealthBoard.objects.values_list("gss_code", "pk"))
    copied = ("name", "slug", "gss_code", "alternative_name", "website", "note", "source_url")
    made = Partnership.objects.bulk_create(
        Partnership(
            **{name: row[name] for name in copied},
            health_board_id=keys[boards[row["health_board"]]],
            team=team,
        )
        for row, team in zip(rows, teams(TeamKind.PARTNERSHIP, rows), strict=True)
    )
    IntegrationModel.objects.bulk_create(
        IntegrationModel(partnership=partnership, model=row["integration_model"])
        for row, partnership in zip(rows, made, strict=True)
    )
    return len(rows)


def add_council_areas() -> int:
    rows = missing(CouncilArea, "gss_code", rows_of("council_areas"))
    tiles = {row["gss_code"]: row for row in rows_of("tile_grid")}
    official = {row["slug"]: row["gss_code"] for row in rows_of("partnerships")}
    boards = dict(HealthBoard.objects.values_list("gss_code", "pk"))
    partnerships = dict(Partnership.objects.values_list("gss_code", "pk"))
    CouncilArea.objects.bulk_create(
        CouncilArea(
            name=row["name"],
            gaelic_name=row["gaelic_name"],
            gss_code=row["gss_code"],
            slug=slugify(row["name"]),
            abbreviation=tile["abbr"],
            column=int(tile["col"]),
            row=int(tile["row"]),
            health_board_id=boards[row["health_board_gss"]],
            partnership_id=partnerships[official[row["partnership_slug"]]],
            note=row["note"],
        )
        for row, tile in ((row, tiles[row["gss_code"]]) for row in rows)
    )
    return len(rows)


def interfaces() -> list[Row]:
    """One third sector interface per council area; its slug outlives a change of name."""
    kind = str(OrganisationKind.THIRD_SECTOR_INTERFACE)
    rows = rows_of("third_sector_interfaces")
    return [{**row, "kind": kind, "slug": f"tsi-{slugify(row['council_area'])}"} for row in rows]


def national_partners() -> list[Row]:
    return [{**row, "council_area": ""} for row in rows_of("national_partners")]


def add_organisations(wanted: list[Row]) -> int:
    """Those of one council area get it; national partners get none. Confirmed is what the file says is."""
    rows = missing(Organisation, "slug", wanted)
    copied = ("name", "slug", "kind", "website", "note", "source_url")
    made = Organisation.objects.bulk_create(
        Organisation(
            **{name: row[name] for name in copied},
            name_confirmed="name" in row["confirmed"],
            website_confirmed="website" in row["confirmed"],
            team=team,
        )
        for row, team in zip(rows, teams(TeamKind.ORGANISATION, rows), strict=True)
    )
    areas = dict(CouncilArea.objects.values_list("slug", "pk"))
    through = Organisation.council_areas.through
    through.objects.bulk_create(
        through(organisation=organisation, councilarea_id=areas[slugify(row["council_area"])])
        for row, organisation in zip(rows, made, strict=True)
        if row["council_area"]
    )
    return len(rows)


def add_statutory_groups() -> int:
    """With the rules that go with them; a group that is there keeps the rules that people have made of it."""
    ordered = [{**row, "order": str(order)} for order, row in enumerate(rows_of("statutory_groups"), start=1)]
    rows = missing(StatutoryGroup, "code", ordered)
    copied = ("code", "order", "label", "applies_to")
    made = StatutoryGroup.objects.bulk_create(
        StatutoryGroup(**{name: row[name] for name in copied}) for row in rows
    )
    groups = {group.code: group for group in made}
    dated = [row for row in rows_of("statutory_rules") if row["group"] in groups]
    StatutoryRule.objects.bulk_create(rule(groups[row["group"]], row) for row in dated)
    return len(rows)


def rule(group: StatutoryGroup, row: Row) -> StatutoryRule:
    copied = ("instrument", "provision", "only_for", "voting", "may_send", "qualifying_condition", "notes")
    return StatutoryRule(
        group=group,
        **{name: row[name] for name in copied},
        minimum=int(row["minimum"]),
        per_locality=bool(row["per_locality"]),
        term_years=int(row["term_years"]) if row["term_years"] else None,
        since=row["since"] or None,
        until=row["until"] or None,
        source_url=row["source_url"],
    )


def add_plan_stages() -> int:
    rows = missing(PlanStage, "code", rows_of("plan_stages"))
    PlanStage.objects.bulk_create(PlanStage(**row) for row in rows)
    return len(rows)

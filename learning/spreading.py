"""Where a practice has gone: who tries it, on the entry's page, on the map, and what came of what."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from coproduce.accounts.access import Person
from coproduce.ui.tiles import Tile
from partnerships.models import CouncilArea

from .models import Adoption, CaseStudy, Stage
from .models.adoptions import AdoptionQuerySet
from .models.stages import FURTHEST_FIRST

#: As many as the entry's own page shows; the page of its adoptions shows all.
SHOWN = 3
NOWHERE = "nobody has recorded that it is tried here"


@dataclass(frozen=True)
class Tried:
    """What an entry's page tells of its adoptions, all in one query."""

    adoptions: list[Adoption]
    has_more: bool
    #: The practice that it was adapted from; None where the reader may not see that.
    origin: CaseStudy | None


def tried(case_study: CaseStudy, *, reader: Person) -> Tried:
    rows = Adoption.objects.around(case_study).visible_to(reader).with_practice()
    found = list(listed(rows, reader)[: SHOWN + 2])
    origin = found.pop(0) if found and found[0].is_origin else None
    readable = origin.case_study if origin and origin.is_readable else None
    return Tried(found[:SHOWN], len(found) > SHOWN, readable)


def listed(rows: AdoptionQuerySet, reader: Person) -> AdoptionQuerySet:
    """With all that a list tells of each, in the query itself."""
    return rows.with_stage().with_adopter().with_areas().with_lineage(reader)


def stages_by_area(rows: AdoptionQuerySet) -> dict[int, Stage]:
    """For each council area of an adopter, by key, the stage that has come furthest there."""
    found: dict[int, set[str]] = defaultdict(set)
    each: Any = rows.with_stage().order_by()
    for stage, here, there in each.values_list(
        "stage", "partnership__council_areas", "organisation__council_areas"
    ):
        if area := here or there:
            found[area].add(stage)
    return {area: next(one for one in FURTHEST_FIRST if one in stages) for area, stages in found.items()}


def tiles(areas: Iterable[CouncilArea], stages: dict[int, Stage]) -> list[Tile]:
    return [tile(area, stages.get(area.pk)) for area in areas]


def tile(area: CouncilArea, stage: Stage | None) -> Tile:
    """A square leads to the part of the list that is about it; where nothing is recorded, nowhere."""
    return Tile(
        label=area.name,
        abbreviation=area.abbreviation,
        column=area.column,
        row=area.row,
        url=f"?area={area.slug}#who" if stage else "",
        note=stage.label.lower() if stage else NOWHERE,
        tone=stage or "none",
    )

"""The register as it stands, read in a few queries, so that no row of a file asks the database anything."""

from collections import defaultdict
from dataclasses import dataclass, field

from partnerships.models import CouncilArea, Identifier, Organisation, OtherName

from .cells import Asked, simple

Named = tuple[str, frozenset[int]]


@dataclass
class Known:
    """An entry with everything a file can speak of."""

    row: Organisation
    areas: frozenset[int] = frozenset()
    other_names: set[str] = field(default_factory=set)
    numbers: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


@dataclass
class Register:
    areas: dict[str, int]
    area_names: dict[int, str]
    entries: dict[int, Known]
    by_number: dict[tuple[str, str], int]
    by_slug: dict[str, int]
    by_name: defaultdict[Named, list[int]]

    def of_numbers(self, row: Asked) -> set[int]:
        found = {self.by_number.get((scheme, value)) for scheme, value in row.numbers.items()}
        return {pk for pk in found if pk is not None}


def register_now() -> Register:
    """An address of an entry that was merged leads to the one it was merged into."""
    places = list(CouncilArea.objects.all())
    rows = list(Organisation.objects.select_related("team").order_by("pk"))
    entries = {row.pk: Known(row) for row in rows if row.merged_into_id is None}
    add_areas(entries)
    for pk, name in OtherName.objects.values_list("organisation", "name"):
        if pk in entries:
            entries[pk].other_names.add(name.casefold())
    by_number = {}
    for pk, scheme, value in Identifier.objects.values_list("organisation", "scheme", "value"):
        by_number[scheme, value] = pk
        if pk in entries:
            entries[pk].numbers[scheme].add(value)
    by_name: defaultdict[Named, list[int]] = defaultdict(list)
    for pk, known in entries.items():
        by_name[known.row.name.casefold(), known.areas].append(pk)
    return Register(
        areas=area_words(places),
        area_names={area.pk: area.name for area in places},
        entries=entries,
        by_number=by_number,
        by_slug={row.slug: row.merged_into_id or row.pk for row in rows},
        by_name=by_name,
    )


def add_areas(entries: dict[int, Known]) -> None:
    served: defaultdict[int, set[int]] = defaultdict(set)
    through = Organisation.council_areas.through.objects
    for pk, area in through.values_list("organisation_id", "councilarea_id"):
        served[pk].add(area)
    for pk, known in entries.items():
        known.areas = frozenset(served[pk])


def area_words(places: list[CouncilArea]) -> dict[str, int]:
    """Each area under its name, its Gaelic name, its code and its address."""
    return {
        simple(word): area.pk
        for area in places
        for word in (area.gaelic_name, area.slug, area.gss_code, area.name)
        if word
    }

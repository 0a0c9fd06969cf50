"""What the words mean by which case studies are sorted and found, in the order of the search's facets."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import capfirst

from partnerships.models import Promise

from .models import Taxonomy, Term
from .models.facets import FACETS, Facet


@dataclass(frozen=True)
class Entry:
    """A word and what it means; `value` is what the facet takes for it."""

    value: str
    name: str
    definition: str


@dataclass(frozen=True)
class Section:
    facet: Facet
    title: str
    entries: list[Entry]


def sections() -> list[Section]:
    """In one query; terms that writers are no longer offered are left out."""
    entries: dict[str, list[Entry]] = {name: [] for name in FACETS}
    for term in Term.objects.in_use():
        entries[term.taxonomy].append(Entry(term.slug, term.name, term.definition))
    entries["level"] = list(levels())
    titles = dict(Taxonomy.choices)
    return [
        Section(facet, titles.get(name, facet.label), entries[name])
        for name, facet in FACETS.items()
        if entries[name]
    ]


def levels() -> Iterable[Entry]:
    """What happened in fact where that is recorded, else what was promised."""
    for value, label in Promise.choices:
        name, _, meaning = str(label).partition(": ")
        yield Entry(value, name, f"{capfirst(meaning)}.")

"""Facets: questions by which a list of case studies is narrowed, each with the answers to choose between.

One table says which there are; the search form, the lists, the feeds and the counts all go by it. The name of
a facet is its parameter in the address, and a value is a slug.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import CharField, F, Func, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, NullIf
from django.db.models.lookups import In

from partnerships.models import CouncilArea, Promise

from .format_kinds import FormatKind
from .practice import EARLIEST, LATEST, Evidence
from .taxonomy import Taxonomy, Term

#: For each facet the values chosen: any of them will do, and all facets together have to.
Chosen = Mapping[str, Sequence[str]]
#: What the values of each facet are called, in the order in which they are best read.
Labels = Mapping[str, Mapping[str, str]]
SPAN = 5


@dataclass(frozen=True)
class Facet:
    """`labels` are of values that are kept in no table; those used most come first, unless `has_order`.

    An open facet has values without end, such as years: only those that something has are offered.
    """

    name: str
    label: str
    labels: Mapping[str, str] = field(default_factory=dict, kw_only=True)
    has_order: bool = field(default=False, kw_only=True)
    is_open: bool = field(default=False, kw_only=True)


@dataclass(frozen=True)
class LinkFacet(Facet):
    """Answers in rows of their own, any number for a case study.

    `links` gives rows with `facet`, `value` and `found`, the key of the case study; facets may share it.
    """

    links: Callable[[], QuerySet[Any]]

    def holders(self, values: Sequence[str]) -> QuerySet[Any]:
        """Links of the case studies for which one of these is an answer."""
        return self.links().filter(facet=self.name, value__in=values).order_by()


@dataclass(frozen=True)
class ColumnFacet(Facet):
    """One answer, which follows from columns of the case study itself."""

    column: Combinable

    def asks(self, values: Sequence[str]) -> Q:
        return Q(In(self.column, list(values)))


def terms() -> QuerySet[Any]:
    links = Term.objects.filter(case_studies__isnull=False)
    return links.annotate(facet=F("taxonomy"), value=F("slug"), found=F("case_studies"))


def areas() -> QuerySet[Any]:
    links = CouncilArea.objects.filter(case_studies__isnull=False)
    return links.annotate(facet=Value("area"), value=F("slug"), found=F("case_studies"))


def formats() -> QuerySet[Any]:
    """Those that readers find; two of one kind, such as in two languages, are one answer."""
    rows = apps.get_model("learning", "Format").objects.read()
    return rows.annotate(facet=Value("format"), value=F("kind"), found=F("case_study")).distinct()


def trials() -> QuerySet[Any]:
    rows = apps.get_model("learning", "CaseStudy").objects.tried_elsewhere()
    return rows.annotate(facet=Value("tried"), value=Value("elsewhere"), found=F("pk"))


class Span(Func):
    """The years that a year belongs to, such as 2015-2019."""

    template = f"(%(expressions)s / {SPAN} * {SPAN} || '-' || %(expressions)s / {SPAN} * {SPAN} + {SPAN - 1})"
    output_field = CharField()


#: What happened in fact, where that is recorded; else what was promised.
LEVEL = Coalesce(NullIf(F("kept"), Value("")), F("promised"), output_field=CharField())
LEVELS = {str(value): str(label).partition(":")[0] for value, label in Promise.choices}
SPANS = {
    f"{year}-{year + SPAN - 1}": f"{year} to {year + SPAN - 1}" for year in range(EARLIEST, LATEST, SPAN)
}

FACETS: Mapping[str, Facet] = {
    facet.name: facet
    for facet in (
        LinkFacet("area", "Council area", areas),
        LinkFacet(Taxonomy.THEME.value, "Theme", terms),
        LinkFacet(Taxonomy.POPULATION.value, "Population group", terms),
        LinkFacet(Taxonomy.METHOD.value, "Method", terms),
        ColumnFacet("level", "Level of involvement", LEVEL, labels=LEVELS, has_order=True),
        ColumnFacet(
            "evidence", "How it is known", F("evidence"), labels=dict(Evidence.choices), has_order=True
        ),
        LinkFacet(Taxonomy.OUTCOME.value, "National outcome", terms),
        ColumnFacet(
            "year",
            "Year it began",
            Span("started_in"),
            labels=dict(reversed(SPANS.items())),
            has_order=True,
            is_open=True,
        ),
        LinkFacet("format", "Format", formats, labels=dict(FormatKind.choices), has_order=True),
        LinkFacet("tried", "Tried elsewhere", trials, labels={"elsewhere": "Tried or adopted by others"}),
        LinkFacet(Taxonomy.SETTING.value, "Setting", terms),
        LinkFacet(Taxonomy.MOMENT.value, "Moment in the journey", terms, has_order=True),
        LinkFacet(Taxonomy.PRODUCT.value, "What was co-produced", terms),
        LinkFacet(Taxonomy.PRINCIPLE.value, "Integration principle", terms),
        LinkFacet(Taxonomy.STANDARD.value, "Engagement standard", terms),
        LinkFacet(Taxonomy.PERSONAL.value, "Personal outcome", terms),
    )
}
COLUMNS = {name: facet for name, facet in FACETS.items() if isinstance(facet, ColumnFacet)}
LINKED = {name: facet for name, facet in FACETS.items() if isinstance(facet, LinkFacet)}
#: Each way of linking once, however many facets go by it.
LINKS = tuple({facet.links: None for facet in LINKED.values()})


def labels() -> Labels:
    """Of all facets, in two queries."""
    found: dict[str, dict[str, str]] = {name: dict(facet.labels) for name, facet in FACETS.items()}
    found["area"] = dict(CouncilArea.objects.order_by("name").values_list("slug", "name"))
    for term in Term.objects.all():
        found[term.taxonomy][term.slug] = term.name
    return found

"""The words and facts of a case study as a document: what a revision keeps, and what changed.

One table says which fields there are, in which part of the page, and how each reads; the forms, the page, the
moderators' view and the list of changes all go by it. A document is a dict by field name: text as it is, a
date as `YYYY-MM-DD`, the terms of a taxonomy and the places as sorted lists of slugs, partners as
`[{"name", "brought", "leads"}]`.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import models
from django.utils.dateparse import parse_date
from django.utils.text import capfirst

from partnerships.models import CouncilArea, Partnership

from .models import CaseStudy, Kind, Taxonomy, Term, Use

Document = dict[str, Any]


class Reading(StrEnum):
    """How a field reads."""

    LINE = "line"
    TEXT = "text"  # Markdown
    CHOICE = "choice"
    CHOICES = "choices"
    DATE = "date"
    TERMS = "terms"
    PLACES = "places"
    PARTNERS = "partners"


@dataclass(frozen=True)
class Field:
    """One question about a practice; `name` is the column, or the taxonomy whose terms answer it."""

    name: str
    reading: Reading = Reading.LINE

    @property
    def column(self) -> Any:
        return CaseStudy._meta.get_field(self.name)  # noqa: SLF001  Django documents it

    @property
    def label(self) -> str:
        if self.reading == Reading.TERMS:
            return str(Taxonomy(self.name).label)
        return capfirst(str(self.column.verbose_name))

    @property
    def empty(self) -> Any:
        """What stands where nothing is recorded; a new list each time."""
        if self.reading in {Reading.TERMS, Reading.PLACES}:
            return []
        return None if self.column.null else self.column.get_default()

    def labels(self) -> dict[str, str]:
        """What each choice is called."""
        column = self.column.base_field if self.reading == Reading.CHOICES else self.column
        return {str(value): str(label) for value, label in column.choices}


@dataclass(frozen=True)
class Part:
    """A part of the form and of the page."""

    slug: str
    title: str
    fields: tuple[Field, ...]


def fields(reading: Reading, *names: str) -> tuple[Field, ...]:
    return tuple(Field(name, reading) for name in names)


#: What every entry has; the rest is for when there is more to tell.
SHORT = Part(
    "short",
    "In short",
    (
        Field("kind", Reading.CHOICE),
        *fields(Reading.LINE, "title", "summary"),
        Field("changed_for_people", Reading.TEXT),
        Field("council_areas", Reading.PLACES),
        Field(Taxonomy.THEME, Reading.TERMS),
        Field("contact_role"),
        Field("shows", Reading.CHOICES),
    ),
)
MORE = (
    Part(
        "where-and-when",
        "Where and when",
        (
            Field("partnerships", Reading.PLACES),
            Field("localities"),
            *fields(Reading.TERMS, Taxonomy.SETTING, Taxonomy.MOMENT),
            *fields(Reading.LINE, "started_in", "ended_in"),
        ),
    ),
    Part(
        "who",
        "Who took part",
        (
            Field("partners", Reading.PARTNERS),
            Field(Taxonomy.POPULATION, Reading.TERMS),
            Field("who_took_part", Reading.TEXT),
        ),
    ),
    Part(
        "power",
        "How power was shared",
        (
            *fields(Reading.CHOICE, "promised", "kept"),
            *fields(Reading.CHOICE, "power_in_design", "power_in_delivery"),
            *fields(Reading.CHOICE, "power_in_decision", "power_in_evaluation"),
            Field("power_shared", Reading.TEXT),
        ),
    ),
    Part(
        "done",
        "What was done",
        (*fields(Reading.TERMS, Taxonomy.METHOD, Taxonomy.PRODUCT), Field("text", Reading.TEXT)),
    ),
    Part(
        "changed",
        "What changed, and what was learned",
        (
            *fields(Reading.TEXT, "changed_for_services", "changed_for_staff"),
            Field("evidence", Reading.CHOICE),
            *fields(Reading.TEXT, "did_not_work", "learned"),
        ),
    ),
    Part("took", "What it took", fields(Reading.LINE, "time_taken", "money", "people_needed")),
    Part(
        "shown-by-it",
        "What it shows",
        fields(Reading.TERMS, Taxonomy.OUTCOME, Taxonomy.PRINCIPLE, Taxonomy.STANDARD, Taxonomy.PERSONAL),
    ),
    Part(
        "reuse",
        "Source and reuse",
        (Field("source_url"), Field("licence", Reading.CHOICE), Field("review_by", Reading.DATE)),
    ),
)
PARTS = (SHORT, *MORE)
FIELDS = {field.name: field for part in PARTS for field in part.fields}
#: Changing one of these makes versions in other formats out of date.
WORDS = frozenset(
    {"title", "summary"} | {name for name, field in FIELDS.items() if field.reading == Reading.TEXT}
)
PLACES: Mapping[str, Any] = {"council_areas": CouncilArea, "partnerships": Partnership}


def content_of(case_study: CaseStudy) -> Document:
    """What it says now; what `with_everything` has not fetched yet takes three queries."""
    told = {name for name in PLACES if case_study.is_told(name)}
    models.prefetch_related_objects([case_study], "terms", *(PLACES.keys() - told))
    return {field.name: kept(case_study, field) for field in FIELDS.values()}


def kept(case_study: CaseStudy, field: Field) -> Any:
    if field.reading == Reading.TERMS:
        return sorted(term.slug for term in case_study.terms_of(field.name))
    if field.reading == Reading.PLACES:
        return sorted(place.slug for place in case_study.places_of(field.name))
    return plain(getattr(case_study, field.name))


def plain(value: Any) -> Any:
    """As JSON keeps it: slugs for rows, days as ISO 8601 writes them."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, models.QuerySet):
        return sorted(row.slug for row in value)
    return list(value) if isinstance(value, list | tuple) else value


def document(cleaned: Mapping[str, Any], before: Document) -> Document:
    """What a form says in `cleaned_data`; what it does not ask stays as it was before."""
    return {name: plain(cleaned[name]) if name in cleaned else before.get(name) for name in FIELDS}


def shown(kind: str, ticked: Iterable[str]) -> list[str]:
    """What it shows of people: a story always shows their words, whether or not someone ticked that."""
    shows = list(ticked)
    return [Use.WORDS.value, *shows] if kind == Kind.STORY and Use.WORDS not in shows else shows


def shown_by(content: Document) -> list[str]:
    return shown(content.get("kind") or "", content.get("shows") or [])


def put(content: Document, case_study: CaseStudy) -> None:
    """Make the case study say what the document says. What is gone from the registers is left out."""
    content = {**content, "shows": shown_by(content)}
    for field in FIELDS.values():
        value = content.get(field.name)
        if field.reading == Reading.DATE and value:
            setattr(case_study, field.name, parse_date(value))
        elif field.reading not in {Reading.TERMS, Reading.PLACES}:
            setattr(case_study, field.name, value)
    case_study.save()
    case_study.terms.set(Term.objects.filter(slug__in=slugs_of_terms(content)))
    for name, model in PLACES.items():
        getattr(case_study, name).set(model.objects.filter(slug__in=content.get(name) or []))
    case_study.forget_told()


def changed(before: Document, after: Document) -> list[Field]:
    """The fields that differ; nothing recorded and nothing chosen are the same."""
    return [
        field
        for field in FIELDS.values()
        if (before.get(field.name) or None) != (after.get(field.name) or None)
    ]


def changes_words(before: Document, after: Document) -> bool:
    return any(field.name in WORDS for field in changed(before, after))


def slugs_of_terms(one: Document) -> set[str]:
    return {slug for name in Taxonomy.values for slug in one.get(name) or []}

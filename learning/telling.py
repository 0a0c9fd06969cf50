"""The answers of a case study in words, for the page, for moderators and for the list of what changed."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.formats import date_format

from .comparing import Passage, compare, passages
from .content import PARTS, PLACES, Document, Field, Part, Reading, slugs_of_terms
from .models import CaseStudy, Term


@dataclass(frozen=True)
class Names:
    """What slugs of terms and places are called, fetched once for a page."""

    terms: Mapping[str, str]
    places: Mapping[str, str]

    @classmethod
    def of(cls, *documents: Document) -> "Names":
        """In one query, however many documents."""
        slugs = {slug for one in documents for slug in slugs_of_terms(one)}
        terms = told_apart(Term.objects.filter(slug__in=slugs), 0)
        places = [
            told_apart(model.objects.filter(slug__in=slugs_in(documents, name)), 1)
            for name, model in PLACES.items()
        ]
        names: tuple[dict[str, str], dict[str, str]] = ({}, {})
        for kind, slug, name in terms.union(*places):
            names[kind][slug] = name
        return cls(*names)

    @classmethod
    def carried_by(cls, case_study: CaseStudy) -> "Names":
        """Of the terms and places of one that `with_everything` fetched, without a query."""
        rows = [place for name in PLACES for place in case_study.places_of(name)]
        return cls(named(case_study.terms.all()), named(rows))


def told_apart(rows: models.QuerySet[Any], mark: int) -> models.QuerySet[Any, tuple[int, str, str]]:
    """For a union: what a term and a place of the same slug are called."""
    return rows.order_by().values_list(models.Value(mark, models.SmallIntegerField()), "slug", "name")


def named(rows: Iterable[Any]) -> dict[str, str]:
    return {row.slug: row.name for row in rows}


def slugs_in(documents: Sequence[Document], name: str) -> set[str]:
    return {slug for one in documents for slug in one.get(name) or []}


def listed(slugs: Iterable[str], names: Mapping[str, str]) -> str:
    return ", ".join(names.get(slug, slug) for slug in slugs)


def partner_said(partner: Mapping[str, Any]) -> str:
    leads = " (lead)" if partner.get("leads") else ""
    brought = f": {partner['brought']}" if partner.get("brought") else ""
    return f"{partner['name']}{leads}{brought}"


#: For each way of reading how the value is put; the others are text as it is.
PUT: Mapping[Reading, Callable[[Field, Any, Names], str]] = {
    Reading.TERMS: lambda field, value, names: listed(value, names.terms),
    Reading.PLACES: lambda field, value, names: listed(value, names.places),
    Reading.CHOICE: lambda field, value, names: listed([value], field.labels()),
    Reading.CHOICES: lambda field, value, names: listed(value, field.labels()),
    Reading.DATE: lambda field, value, names: date_format(dt.date.fromisoformat(value), "j F Y"),
    Reading.PARTNERS: lambda field, value, names: "\n".join(map(partner_said, value)),
}


def said(field: Field, value: Any, names: Names) -> str:
    """The answer in words; empty where it is not recorded."""
    if not value:
        return ""
    put = PUT.get(field.reading)
    return put(field, value, names) if put else str(value)


@dataclass(frozen=True)
class Told:
    """One answer as a page shows it; `text` is Markdown where `is_text`."""

    field: Field
    text: str
    #: For terms and places: the slug and the name of each, so that a page can link them.
    rows: tuple[tuple[str, str], ...] = ()

    @property
    def is_text(self) -> bool:
        return self.field.reading == Reading.TEXT

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()


@dataclass(frozen=True)
class Change:
    """What a revision says differently: before and after, in words; empty where nothing was recorded."""

    label: str
    before: str
    after: str

    @property
    def passages(self) -> list[Passage]:
        """Word by word, in the order in which it is read."""
        return passages(compare(self.before, self.after))


@dataclass(frozen=True)
class Chapter:
    """A part of the page with what is recorded of it: short answers first, then the longer ones."""

    part: Part
    answers: tuple[Told, ...]

    @property
    def facts(self) -> list[Told]:
        return [one for one in self.answers if not one.is_text]

    @property
    def texts(self) -> list[Told]:
        return [one for one in self.answers if one.is_text]


def told(document: Document, names: Names, parts: Iterable[Part] = PARTS) -> list[Chapter]:
    """What is not recorded is left out, and so is a part of which nothing is."""
    chapters = [
        Chapter(part, tuple(tell(field, document.get(field.name), names) for field in part.fields))
        for part in parts
    ]
    spoken = [Chapter(one.part, tuple(answer for answer in one.answers if answer.text)) for one in chapters]
    return [chapter for chapter in spoken if chapter.answers]


def tell(field: Field, value: Any, names: Names) -> Told:
    known = {Reading.TERMS: names.terms, Reading.PLACES: names.places}.get(field.reading)
    rows = ((slug, known.get(slug, slug)) for slug in value or ()) if known is not None else ()
    return Told(field, said(field, value, names), tuple(rows))


def changes(
    before: Document, after: Document, fields: Sequence[Field], names: Names | None = None
) -> list[Change]:
    """Each field before and after; unless names are known, they are looked up for what differs."""
    differing = ({field.name: one.get(field.name) for field in fields} for one in (before, after))
    names = names or Names.of(*differing)
    return [
        Change(
            field.label, said(field, before.get(field.name), names), said(field, after.get(field.name), names)
        )
        for field in fields
    ]

"""The answers of a case study in words, for the page, for moderators and for the list of what changed."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format

from .content import PARTS, PLACES, Document, Field, Part, Reading, slugs_of_terms
from .models import Term


@dataclass(frozen=True)
class Names:
    """What slugs of terms and places are called, fetched once for a page."""

    terms: Mapping[str, str]
    places: Mapping[str, str]

    @classmethod
    def of(cls, *documents: Document) -> "Names":
        """In three queries, however many documents."""
        slugs = {slug for one in documents for slug in slugs_of_terms(one)}
        terms = dict(Term.objects.filter(slug__in=slugs).values_list("slug", "name"))
        places: dict[str, str] = {}
        for name, model in PLACES.items():
            asked = slugs_in(documents, name)
            places |= dict(model.objects.filter(slug__in=asked).values_list("slug", "name"))
        return cls(terms, places)


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

    @property
    def is_text(self) -> bool:
        return self.field.reading == Reading.TEXT


@dataclass(frozen=True)
class Change:
    """What a revision says differently: before and after, in words; empty where nothing was recorded."""

    label: str
    before: str
    after: str


def told(document: Document, parts: Iterable[Part] = PARTS) -> list[tuple[Part, list[Told]]]:
    """Each part with its answers; what is not recorded is left out, and so is a part without any."""
    names = Names.of(document)
    answered = [
        (part, [Told(field, said(field, document.get(field.name), names)) for field in part.fields])
        for part in parts
    ]
    spoken = [(part, [one for one in answers if one.text]) for part, answers in answered]
    return [(part, answers) for part, answers in spoken if answers]


def changes(before: Document, after: Document, fields: Iterable[Field]) -> list[Change]:
    names = Names.of(before, after)
    return [
        Change(
            field.label, said(field, before.get(field.name), names), said(field, after.get(field.name), names)
        )
        for field in fields
    ]

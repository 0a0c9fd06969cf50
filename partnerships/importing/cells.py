"""What each cell of a row must look like, and what is made of it."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_slug

from partnerships.models import OrganisationKind, Scheme
from partnerships.models.ties import FORMS

from .reading import MOST_CHARACTERS, Line

#: Addresses under `organisations/` that are pages of their own.
RESERVED_SLUGS = frozenset({"duplicates", "import", "imports", "new", "mine", "claims", "offers", "support"})
SEVERAL = ";"
is_web_address = URLValidator(schemes=["http", "https"])


class CellError(Exception):
    """What is wrong with a cell."""


@dataclass
class Asked:
    """What a row says an organisation is. Empty says nothing, save that no area means all of Scotland."""

    name: str = ""
    kind: str = ""
    website: str = ""
    slug: str = ""
    areas: frozenset[int] = frozenset()
    other_names: list[str] = field(default_factory=list)
    numbers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Fault:
    line: int
    column: str
    reason: str


def simple(text: str) -> str:
    """As names of kinds and places are compared: without accents, capitals and double spaces."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in folded if not unicodedata.combining(letter)).split())


KINDS = {simple(words): kind.value for kind in OrganisationKind for words in (kind.value, kind.label)}


def asked(line: Line, areas: dict[str, int]) -> tuple[Asked, list[Fault]]:
    """Every cell is looked at, so that all faults of a row are told at once."""
    row, faults = Asked(), []
    for column, cell in line.cells.items():
        try:
            composed = unicodedata.normalize("NFC", printable(cell))
            READERS[column](row, " ".join(composed.split()), areas)
        except CellError as error:
            faults.append(Fault(line.number, column, str(error)))
    return row, faults


def printable(cell: str) -> str:
    if len(cell) > MOST_CHARACTERS:
        raise CellError(f"The cell has {len(cell):,} characters, which is far too long")
    if any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in set(cell) - set("\t\r\n")):
        raise CellError("The cell holds control characters, which cannot be shown")
    return cell


def short(text: str, most: int) -> str:
    if len(text) > most:
        raise CellError(f"It has {len(text):,} characters; {most} is the most")
    return text


def read_name(row: Asked, cell: str, _: dict[str, int]) -> None:
    if not cell:
        raise CellError("Enter a name")
    row.name = short(cell, 200)


def read_kind(row: Asked, cell: str, _: dict[str, int]) -> None:
    if not cell:
        raise CellError("Enter a kind, such as Local third sector organisation")
    kind = KINDS.get(simple(cell))
    if kind is None:
        raise CellError(f"“{cell[:60]}” is not a kind we know. The template names them all")
    row.kind = kind


def read_website(row: Asked, cell: str, _: dict[str, int]) -> None:
    address = cell if not cell or "://" in cell else f"https://{cell}"
    if address and not is_reachable(short(address, 200)):
        raise CellError(f"“{cell[:60]}” is not a web address, like https://example.org")
    row.website = address


def is_reachable(address: str) -> bool:
    """With a person in front of the place it is an email address, or pretends to lead elsewhere."""
    try:
        is_web_address(address)
    except ValidationError:
        return False
    return urlsplit(address).username is None


def read_slug(row: Asked, cell: str, _: dict[str, int]) -> None:
    try:
        if cell:
            validate_slug(short(cell, 100))
    except ValidationError:
        raise CellError("Use letters, digits and hyphens only, like example-carers-centre") from None
    if cell in RESERVED_SLUGS:
        raise CellError(f"“{cell}” is the address of another page")
    row.slug = cell


def read_areas(row: Asked, cell: str, areas: dict[str, int]) -> None:
    named = [name.strip() for name in cell.split(SEVERAL) if name.strip()]
    unknown = [name[:60] for name in named if simple(name) not in areas]
    if unknown:
        raise CellError(f"“{unknown[0]}” is not a council area. Put a semicolon between several")
    row.areas = frozenset(areas[simple(name)] for name in named)


def read_other_names(row: Asked, cell: str, _: dict[str, int]) -> None:
    """One that is told twice counts once."""
    named = {
        name.strip().casefold(): short(name.strip(), 200) for name in cell.split(SEVERAL) if name.strip()
    }
    row.other_names = list(named.values())


def reader_of(scheme: Scheme) -> Callable[[Asked, str, dict[str, int]], None]:
    pattern, told = FORMS[scheme]

    def read_number(row: Asked, cell: str, _: dict[str, int]) -> None:
        value = cell.replace(" ", "").upper()
        if value and not pattern.fullmatch(value):
            raise CellError(f"Enter the number as {told}")
        if value:
            row.numbers[scheme] = value

    return read_number


READERS: dict[str, Callable[[Asked, str, dict[str, int]], None]] = {
    "name": read_name,
    "kind": read_kind,
    "website": read_website,
    "council_areas": read_areas,
    "other_names": read_other_names,
    "slug": read_slug,
    **{scheme.value: reader_of(scheme) for scheme in Scheme},
}

"""What a file would do to the register, row by row: nothing is written here."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from partnerships.models import OrganisationKind, Scheme

from .cells import Asked, Fault, asked
from .reading import Line, Ragged, lines
from .register import Known, Named, Register, register_now

NEW, CHANGED, SAME, BAD = "new", "changed", "same", "bad"


@dataclass
class Row:
    """One row of the file: what it asks, the entry it is about if there is one, and what that changes."""

    line: int
    asked: Asked
    known: Known | None = None
    changes: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def outcome(self) -> str:
        if self.faults:
            return BAD
        if self.known is None:
            return NEW
        return CHANGED if self.changes else SAME


@dataclass
class Seen:
    """What earlier rows of the same file have taken, with the line of each."""

    taken: dict[object, int] = field(default_factory=dict)


def try_out(text: str) -> dict[str, Any]:
    """The report as it is stored and shown: numbers of each outcome, faults, and what is new or changes."""
    rows, _ = found_rows(text)
    return report(rows)


def found_rows(text: str) -> tuple[list[Row], Register]:
    register, seen = register_now(), Seen()
    rows = [found_row(line, register, seen) for line in lines(text)]
    refuse_namesakes(row for row in rows if not row.faults)
    return rows, register


def found_row(line: Line | Ragged, register: Register, seen: Seen) -> Row:
    if isinstance(line, Ragged):
        reason = (
            f"The row has {line.cells} cells, more than there are columns. Is a comma not in quotation marks?"
        )
        return Row(line.number, Asked(), faults=[Fault(line.number, "", reason)])
    wanted, faults = asked(line, register.areas)
    row = Row(line.number, wanted, faults=faults)
    if not row.faults:
        match(row, register)
    if not row.faults:
        refuse_repeats(row, seen)
    if row.known and not row.faults:
        row.changes = changes(row.asked, row.known, register)
    return row


def match(row: Row, register: Register) -> None:
    """By number, else by address, else by the exact name in exactly these areas."""
    keys = register.of_numbers(row.asked) or by_slug(row, register) or by_name(row, register)
    if len(keys) > 1:
        column = next(iter(row.asked.numbers), "name")
        row.faults.append(Fault(row.line, column, several(row.asked, column)))
    elif keys:
        row.known = register.entries.get(next(iter(keys)))
        if row.known is None:
            left = "The number still belongs to an entry that was merged into another one"
            row.faults.append(Fault(row.line, next(iter(row.asked.numbers), "slug"), left))
        else:
            row.faults += contradictions(row, row.known, register)


def by_slug(row: Row, register: Register) -> set[int]:
    return {register.by_slug[row.asked.slug]} if row.asked.slug in register.by_slug else set()


def by_name(row: Row, register: Register) -> set[int]:
    """A row with an address of its own is about no other entry of that name."""
    return (
        set()
        if row.asked.slug
        else set(register.by_name.get((row.asked.name.casefold(), row.asked.areas), ()))
    )


def several(row: Asked, column: str) -> str:
    if column == "name":
        return f"More than one entry is called “{row.name}” in these areas. Add a number or the slug"
    return "The numbers of this row belong to different entries"


def contradictions(row: Row, known: Known, register: Register) -> Iterator[Fault]:
    """A file adds what is not known yet; it does not take an entry's number or address away."""
    for scheme, value in row.asked.numbers.items():
        held = known.numbers[scheme]
        if held and value not in held:
            told = f"“{known.row}” has {', '.join(sorted(held))} already. Correct it on its own page first"
            yield Fault(row.line, scheme, told)
    slug = row.asked.slug
    if slug and register.by_slug.get(slug) != known.row.pk:
        yield Fault(row.line, "slug", f"The number is that of “{known.row}”, whose slug is {known.row.slug}")


def refuse_repeats(row: Row, seen: Seen) -> None:
    """Two rows about one organisation would leave open which of them is right."""
    for column, key in row_keys(row):
        if key in seen.taken:
            told = f"Line {seen.taken[key]} is about the same organisation"
            row.faults.append(Fault(row.line, column, told))
            return
    seen.taken.update(dict.fromkeys((key for _, key in row_keys(row)), row.line))


def row_keys(row: Row) -> Iterator[tuple[str, object]]:
    yield from ((scheme, (scheme, value)) for scheme, value in row.asked.numbers.items())
    if row.known is not None:
        yield "name", ("entry", row.known.row.pk)
    if row.asked.slug:
        yield "slug", ("slug", row.asked.slug)


def refuse_namesakes(rows: Iterable[Row]) -> None:
    """A row that only its name tells apart would find two entries when the same file comes again."""
    called: defaultdict[Named, list[Row]] = defaultdict(list)
    for row in rows:
        served = row.known.areas if row.known and not row.asked.areas else row.asked.areas
        called[row.asked.name.casefold(), served].append(row)
    for namesakes in called.values():
        for row in namesakes if len(namesakes) > 1 else ():
            if not row.asked.slug and not row.asked.numbers:
                other = next(each.line for each in namesakes if each is not row)
                told = f"Line {other} has the same name in the same areas. Add a number or a slug to each"
                row.faults.append(Fault(row.line, "name", told))


def changes(row: Asked, known: Known, register: Register) -> dict[str, str]:
    """In words, by column. An empty cell changes nothing."""
    found = {}
    if row.name != known.row.name:
        found["name"] = f"“{known.row.name}” becomes “{row.name}”"
    if row.kind != known.row.kind:
        found["kind"] = f"{known.row.get_kind_display()} becomes {OrganisationKind(row.kind).label}"
    if row.website and row.website != known.row.website:
        found["website"] = f"{known.row.website or 'none'} becomes {row.website}"
    if row.areas and row.areas != known.areas:
        found["council_areas"] = f"{areas(known.areas, register)} becomes {areas(row.areas, register)}"
    if names := new_names(row, known):
        found["other_names"] = f"{', '.join(names)} added"
    for scheme in Scheme:
        if scheme in row.numbers and not known.numbers[scheme]:
            found[scheme.value] = f"{row.numbers[scheme]} added"
    return found


def new_names(row: Asked, known: Known) -> list[str]:
    return [name for name in row.other_names if name.casefold() not in known.other_names]


def areas(keys: frozenset[int], register: Register) -> str:
    return ", ".join(sorted(register.area_names[key] for key in keys)) or "All of Scotland"


def report(rows: list[Row]) -> dict[str, Any]:
    """Plain lists and words, equal to itself after a stay in the database."""
    counts = Counter(row.outcome for row in rows)
    faults = [fault for row in rows for fault in row.faults]
    moves = [row for row in rows if row.outcome in {NEW, CHANGED}]
    return {
        "counts": {outcome: counts[outcome] for outcome in (NEW, CHANGED, SAME, BAD)},
        "faults": [{"line": one.line, "column": one.column, "reason": one.reason} for one in faults],
        "rows": [
            {"line": row.line, "name": row.asked.name, "outcome": row.outcome, "changes": row.changes}
            for row in moves
        ],
    }

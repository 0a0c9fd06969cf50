"""From the bytes of a file to rows of cells: what cannot be read is told in words, never as a crash."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

COLUMNS = (
    "name", "kind", "website", "council_areas", "other_names", "oscr", "companies_house", "ods", "slug",
)  # fmt: skip
NEEDED = ("name", "kind")
MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 20_000
#: Longer than any cell may be; the csv module's own limit is shared by the whole process.
MOST_CHARACTERS = 10_000
SAVE_AS = "Open it in your spreadsheet program and save it as “CSV UTF-8”."
#: How files begin that people take for a CSV file.
OTHERS = {
    b"PK\x03\x04": "This is a spreadsheet or another packed file, not a CSV file.",
    b"\xd0\xcf\x11\xe0": "This is an older spreadsheet, not a CSV file.",
    b"%PDF": "This is a PDF, not a CSV file.",
    b"\xff\xfe": "This file is in the UTF-16 encoding.",
    b"\xfe\xff": "This file is in the UTF-16 encoding.",
}


class ImportProblem(Exception):  # noqa: N818  a person reads it as such
    """Why a file cannot be imported, in words for the person who chose it."""


@dataclass(frozen=True)
class Line:
    """A row of the file: where it begins, counted as a text editor counts, and its cells by column."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Ragged:
    """A row with more cells than there are columns."""

    number: int
    cells: int


def read(content: bytes) -> str:
    """The text of a file whose columns can be understood; its rows are looked at by `try_out`."""
    if len(content) > MOST_BYTES:
        raise ImportProblem("The file is larger than 10 MB. Split it into several files.")
    for beginning, words in OTHERS.items():
        if content.startswith(beginning):
            raise ImportProblem(f"{words} {SAVE_AS}")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        words = f"Line {line} holds letters in another encoding than UTF-8."
        raise ImportProblem(f"{words} {SAVE_AS}") from None
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise ImportProblem(f"Line {line} holds a NUL character, so this is not a text file. {SAVE_AS}")
    list(lines(text))
    return text


def lines(text: str) -> Iterator[Line | Ragged]:
    """The rows under the header; empty ones are left out."""
    rows = numbered(text)
    number, first = next(rows, (1, []))
    header = understood(first)
    many = 0
    for number, row in rows:
        many += 1
        if many > MOST_ROWS:
            raise ImportProblem(f"The file has more than {MOST_ROWS:,} rows. Split it into several files.")
        if any(row[len(header) :]):
            yield Ragged(number, len(row))
        else:
            yield Line(number, dict.fromkeys(header, "") | dict(zip(header, row, strict=False)))
    if not many:
        raise ImportProblem("The file has no rows under its header.")


def numbered(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that says anything, with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        number = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise ImportProblem(broken(number, error)) from None
        if any(cell.strip() for cell in row):
            yield number, [cell.strip() for cell in row]


def broken(number: int, error: csv.Error) -> str:
    if "field larger" in str(error):
        return f"A cell in the row that begins on line {number} is far too long. Is a quotation mark missing?"
    return (
        f"The row that begins on line {number} is not in the form of a CSV file. Look for a quotation mark "
        "that does not end, or that stands inside a cell without being doubled."
    )


def understood(first: list[str]) -> list[str]:
    """The columns in the order of the file."""
    header = [cell.lower().replace(" ", "_") for cell in first]
    while header and not header[-1]:
        header.pop()
    if not header:
        raise ImportProblem("The file is empty. Its first line must name the columns.")
    if len(header) == 1 and any(mark in header[0] for mark in ";\t|"):
        raise ImportProblem(
            "The columns must be separated by commas. Save the file as “CSV (comma delimited)”."
        )
    refuse_twice(header)
    unknown = [name for name in header if name not in COLUMNS]
    if unknown:
        known = f"Known columns are: {', '.join(COLUMNS)}."
        raise ImportProblem(f"Nothing is known of the column {quoted(unknown)}. {known}")
    missing = [name for name in NEEDED if name not in header]
    if missing:
        raise ImportProblem(f"The first line must name the column {quoted(missing)} too.")
    return header


def refuse_twice(header: list[str]) -> None:
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise ImportProblem(f"The first line names the column {quoted(twice)} more than once.")


def quoted(names: list[str]) -> str:
    told = [f"“{name[:40]}”" if name else "without a name" for name in names[:5]]
    return ", ".join(told)

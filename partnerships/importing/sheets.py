"""CSV files that go out: a template to fill in, and the faults of a file. No cell can act as a formula."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from partnerships.models import OrganisationKind

from .reading import COLUMNS

#: How a cell begins that a spreadsheet program would carry out instead of showing.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
EXAMPLE = {
    "name": "Example Carers Centre",
    "kind": OrganisationKind.CARER_BODY.label,
    "website": "https://example.org",
    "council_areas": "Fife; Dundee City",
    "other_names": "ECC",
}


def neutral(cell: object) -> str:
    """With an apostrophe in front, which spreadsheet programs take for "this is text"."""
    text = str(cell)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def sheet(rows: Iterable[Iterable[object]]) -> bytes:
    """With the mark by which spreadsheet programs know UTF-8."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows([neutral(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def errors_sheet(report: dict[str, Any]) -> bytes:
    faults = report["faults"]
    return sheet(
        [("line", "column", "problem"), *((one["line"], one["column"], one["reason"]) for one in faults)]
    )


def template_sheet() -> bytes:
    return sheet([COLUMNS, [EXAMPLE.get(column, "") for column in COLUMNS]])

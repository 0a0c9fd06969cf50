"""CSV files that go out: a template to fill in, and the faults of a file."""

from typing import Any

from coproduce.ui.sheets import sheet
from partnerships.models import OrganisationKind

from .reading import COLUMNS

EXAMPLE = {
    "name": "Example Carers Centre",
    "kind": OrganisationKind.CARER_BODY.label,
    "website": "https://example.org",
    "council_areas": "Fife; Dundee City",
    "other_names": "ECC",
}


def errors_sheet(report: dict[str, Any]) -> bytes:
    faults = report["faults"]
    return sheet(
        [("line", "column", "problem"), *((one["line"], one["column"], one["reason"]) for one in faults)]
    )


def template_sheet() -> bytes:
    return sheet([COLUMNS, [EXAMPLE.get(column, "") for column in COLUMNS]])

"""Organisations from a CSV file: read, tried out with nothing written, then carried out as it was shown."""

from .carrying import carry_out, look_again, reported
from .reading import COLUMNS, ImportProblem, read
from .sheets import errors_sheet, template_sheet
from .trying import try_out

__all__ = [
    "COLUMNS",
    "ImportProblem",
    "carry_out",
    "errors_sheet",
    "look_again",
    "read",
    "reported",
    "template_sheet",
    "try_out",
]

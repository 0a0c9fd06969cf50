"""Case studies as a CSV file: a column for each question that an entry can answer."""

from collections.abc import Iterable, Iterator

from django.utils import timezone

from coproduce.ui import sheets
from learning.citing import address, author_of
from learning.content import FIELDS, Reading, content_of
from learning.models import CaseStudy
from learning.telling import Names, said

#: What an entry shows of people is between them and its organisation.
TOLD = tuple(field for field in FIELDS.values() if field.reading != Reading.CHOICES)
OWN = ("Address", "Organisation", "Published", "Revision")
COLUMNS = (*OWN, *(field.label for field in TOLD))


def row(case_study: CaseStudy) -> tuple[object, ...]:
    published = case_study.published_at
    says, names = content_of(case_study), Names.carried_by(case_study)
    return (
        address(case_study),
        author_of(case_study),
        timezone.localdate(published).isoformat() if published else "",
        case_study.revision,
        *(cell(said(field, says[field.name], names), field.reading) for field in TOLD),
    )


def cell(words: str, reading: Reading) -> str:
    """What is a list stands in one cell, its parts apart by semicolons."""
    return words.replace("\n", "; ") if reading == Reading.PARTNERS else words


def export(rows: Iterable[CaseStudy]) -> Iterator[bytes]:
    """Line by line, so that a long file needs no more memory than a short one."""
    return sheets.lines(line for part in ([COLUMNS], map(row, rows)) for line in part)

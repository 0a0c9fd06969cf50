"""Case studies as a CSV file."""

from collections.abc import Iterable, Iterator

from django.utils import timezone

from coproduce.ui import sheets
from learning.citing import address, author_of
from learning.models import CaseStudy

COLUMNS = (
    "title",
    "summary",
    "organisation",
    "partnerships",
    "council areas",
    "themes",
    "published",
    "address",
    "source",
)


def row(case_study: CaseStudy) -> tuple[object, ...]:
    published = case_study.published_at
    return (
        case_study.title,
        case_study.summary,
        author_of(case_study),
        "; ".join(partnership.name for partnership in case_study.partnerships.all()),
        "; ".join(area.name for area in case_study.council_areas.all()),
        "; ".join(theme.name for theme in case_study.themes),
        timezone.localdate(published).isoformat() if published else "",
        address(case_study),
        case_study.source_url,
    )


def export(rows: Iterable[CaseStudy]) -> Iterator[bytes]:
    """Line by line, so that a long file needs no more memory than a short one."""
    return sheets.lines(line for part in ([COLUMNS], map(row, rows)) for line in part)

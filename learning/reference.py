"""Loads themes and synonyms; those that administrators have reworded stay as they are."""

import csv
from collections.abc import Iterator
from pathlib import Path

from .models import Synonyms, Term

DATA = Path(__file__).parent / "data"


def load() -> str:
    """Run it as often as you like: only what is not there yet is added."""
    Term.objects.bulk_create((Term(**row) for row in rows("terms.csv")), ignore_conflicts=True)
    groups = (
        Synonyms(slug=row["slug"], words=row["words"].replace("|", "\n")) for row in rows("synonyms.csv")
    )
    Synonyms.objects.bulk_create(groups, ignore_conflicts=True)
    return f"Terms of the library: {Term.objects.count()}. Groups of synonyms: {Synonyms.objects.count()}."


def rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(newline="", encoding="utf-8") as lines:
        yield from csv.DictReader(lines)

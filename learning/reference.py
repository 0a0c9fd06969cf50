"""Loads the themes; those that administrators have reworded stay as they are."""

import csv
from pathlib import Path

from .models import Theme

THEMES = Path(__file__).parent / "data" / "themes.csv"


def load() -> str:
    """Run it as often as you like: only themes that are not there yet are added."""
    with THEMES.open(newline="", encoding="utf-8") as rows:
        themes = [Theme(**row) for row in csv.DictReader(rows)]
    Theme.objects.bulk_create(themes, ignore_conflicts=True)
    return f"Themes of the library: {Theme.objects.count()}."

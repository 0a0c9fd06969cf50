"""The tile map of Scotland: one square for each council area, roughly where it lies."""

from collections.abc import Iterable
from dataclasses import dataclass

#: The style sheet places this many columns and rows.
COLUMNS, ROWS = 10, 12


@dataclass(frozen=True)
class Tile:
    """A square that links to a page, if it has an address; column and row count from 0 at the top left.

    The style sheet colours what has a `tone`; the note says the same in words.
    """

    label: str
    abbreviation: str
    column: int
    row: int
    url: str
    note: str = ""
    tone: str = ""


def in_reading_order(tiles: Iterable[Tile]) -> list[Tile]:
    """Row by row from the north-west, so that the keyboard moves as the eye does."""
    return sorted(tiles, key=lambda tile: (tile.row, tile.column))

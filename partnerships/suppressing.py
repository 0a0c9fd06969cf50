"""Small numbers of people: the one place where they are held back before the public reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import chain


class Withheld(Enum):
    """Instead of a number: too few people to publish, or a sum that would give them away."""

    FEW = "few"
    SUM = "sum"


#: None is "not known" or "nobody was asked", which is not a number of people.
Figure = int | Withheld | None
Counts = Sequence[Sequence[int | None]]


@dataclass(frozen=True)
class Suppressed:
    """A table of people fit for the public, with its sums."""

    cells: Sequence[Sequence[Figure]]
    row_sums: Sequence[Figure]
    column_sums: Sequence[Figure]
    total: Figure


def suppress(counts: Counts, threshold: int) -> Suppressed:
    """Hold back every number under the threshold, zero included, and every sum that has such a part.

    So nothing that is shown depends on what is held back: whatever number below the threshold stood there,
    the table would be the same, and no subtraction can find it.
    """
    columns = list(zip(*counts, strict=True))
    return Suppressed(
        cells=[[figure(count, threshold) for count in row] for row in counts],
        row_sums=[summed(row, threshold) for row in counts],
        column_sums=[summed(column, threshold) for column in columns],
        total=summed(list(chain.from_iterable(counts)), threshold),
    )


def banded(count: int, threshold: int) -> int:
    """Rounded down to a multiple of the threshold: what changes within a step does not show."""
    return count - count % threshold


def figure(count: int | None, threshold: int) -> Figure:
    return Withheld.FEW if count is not None and count < threshold else count


def summed(counts: Sequence[int | None], threshold: int) -> Figure:
    known = [count for count in counts if count is not None]
    if any(count < threshold for count in known):
        return Withheld.SUM
    return sum(known) if known else None


def words(people: Figure, threshold: int) -> str:
    """A figure as it is published, on a page or in a file."""
    match people:
        case None:
            return ""
        case Withheld.FEW:
            return f"fewer than {threshold}"
        case Withheld.SUM:
            return "not shown"
        case _:
            return str(people)

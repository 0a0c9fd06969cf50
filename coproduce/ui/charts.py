"""Charts as SVG drawn by the server: no script, they print, and a table beside each says the same."""

from collections.abc import Sequence
from dataclasses import dataclass

#: Size of a picture in its own units: the style sheet scales it.
WIDTH, HEIGHT, MARGIN = 120, 48, 6


@dataclass(frozen=True)
class Mark:
    x: float
    y: float


@dataclass(frozen=True)
class Steps:
    """A line through levels from 1 to `highest`; None leaves a gap. For templates/components/_steps.html."""

    levels: Sequence[int | None]
    highest: int
    label: str

    @property
    def marks(self) -> list[Mark]:
        """A dot for each level that is there, in reading order."""
        return [mark for mark in self.placed() if mark]

    @property
    def lines(self) -> list[str]:
        """The `points` of each unbroken line."""
        runs: list[list[Mark]] = [[]]
        for mark in self.placed():
            if mark:
                runs[-1].append(mark)
            elif runs[-1]:
                runs.append([])
        return [" ".join(f"{mark.x},{mark.y}" for mark in run) for run in runs if len(run) > 1]

    @property
    def rules(self) -> list[float]:
        """The height of each level, for faint lines across."""
        return [self.height(level) for level in range(1, self.highest + 1)]

    def placed(self) -> list[Mark | None]:
        step = (WIDTH - 2 * MARGIN) / max(len(self.levels) - 1, 1)
        return [
            None if level is None else Mark(round(MARGIN + step * place, 2), self.height(level))
            for place, level in enumerate(self.levels)
        ]

    def height(self, level: int) -> float:
        room = HEIGHT - 2 * MARGIN
        return round(HEIGHT - MARGIN - room * (level - 1) / max(self.highest - 1, 1), 2)

"""Capacity over all people of a partnership, or of one of its plans: sums, never one person's."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from partnerships.models import Partnership, StrategicPlan
from partnerships.suppressing import Figure, Withheld, banded, suppress

from .models import CapacityEntry, Part
from .models.capacity import HIGHEST, STEPS


@dataclass(frozen=True)
class Sums:
    """Of one part: how many people see themselves at each step by their latest word, and how that changed.

    Numbers are rounded down to a multiple of the threshold; what is under it is withheld.
    """

    part: Part
    people: Figure
    steps: Sequence[tuple[str, Figure]]
    changes: Sequence[tuple[str, Figure]]


CHANGES = ("Further on than at first", "Where they were at first", "Further back than at first", "Said once")


def sums(partnership: Partnership, *, plan: StrategicPlan | None = None, threshold: int) -> list[Sums] | None:
    """By part. None where a plan's numbers and the partnership's would tell of the few beside it."""
    rows = CapacityEntry.objects.of_partnership(partnership).counted()
    everyone = by_person(rows.in_order().values_list("part", "participant", "step"))
    if plan is None:
        return [summed(part, everyone[part], threshold) for part in Part]
    chosen = by_person(rows.about(plan).in_order().values_list("part", "participant", "step"))
    if any(gives_away(everyone[part], chosen[part], threshold) for part in Part):
        return None
    return [summed(part, chosen[part], threshold) for part in Part]


def by_person(rows: Iterable[tuple[str, int, int]]) -> dict[str, dict[int, list[int]]]:
    """By part, then by participant: their steps in the order in which they said them."""
    found: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for part, participant, step in rows:
        found[part][participant].append(step)
    return found


def gives_away(everyone: dict[int, list[int]], chosen: dict[int, list[int]], threshold: int) -> bool:
    """The rest is somebody, and fewer than the threshold: a subtraction would tell of them."""
    rest = len(everyone.keys() - chosen.keys())
    return 0 < rest < threshold


def summed(part: Part, people: dict[int, list[int]], threshold: int) -> Sums:
    latest = [sum(steps[-1] == step for steps in people.values()) for step in range(1, HIGHEST + 1)]
    changed = [0] * len(CHANGES)
    for steps in people.values():
        changed[change_of(steps)] += 1
    if len(people) < threshold:
        few: Figure = Withheld.FEW
        return Sums(part, few, [(words, few) for words in STEPS[part]], [(words, few) for words in CHANGES])
    return Sums(
        part=part,
        people=banded(len(people), threshold),
        steps=list(zip(STEPS[part], figures(latest, threshold), strict=True)),
        changes=list(zip(CHANGES, figures(changed, threshold), strict=True)),
    )


def figures(counts: Sequence[int], threshold: int) -> Sequence[Figure]:
    return suppress([[banded(count, threshold) for count in counts]], threshold).cells[0]


def change_of(steps: Sequence[int]) -> int:
    """The place among `CHANGES`."""
    if len(steps) == 1:
        return 3
    return 0 if steps[-1] > steps[0] else 1 if steps[-1] == steps[0] else 2

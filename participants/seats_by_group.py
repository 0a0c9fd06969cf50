"""Seats held and vacant, by body and statutory group: numbers below, for whoever asks who is heard."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from partnerships.models import Body, Partnership, Seat, StatutoryGroup, Tenure
from partnerships.models.bodies import Standing


@dataclass(frozen=True)
class Seats:
    """Of one body for one group; a seat for two groups counts in both."""

    body: Body
    group: StatutoryGroup
    held: int
    vacant: int


def seats_by_group(partnership: Partnership, *, on: dt.date) -> Sequence[Seats]:
    """In the order of bodies and groups; a body without seats for a group has no line for it."""
    holders = Tenure.objects.current(on).filter(seat=OuterRef("pk"), standing=Standing.HOLDER)
    seats = Seat.objects.of_partnership(partnership).current(on).annotate(is_held=Exists(holders))
    counted: dict[tuple[Body, StatutoryGroup], list[int]] = defaultdict(lambda: [0, 0])
    rows: Iterable[Any] = (
        seats.select_related("body").prefetch_related("groups").order_by("body__name", "body", "pk")
    )
    for seat in rows:
        for group in seat.groups.all():
            counted[seat.body, group][not seat.is_held] += 1
    return [Seats(body, group, held, vacant) for (body, group), (held, vacant) in counted.items()]

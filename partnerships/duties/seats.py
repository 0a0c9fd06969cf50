"""Seats that nobody holds, terms that end, and localities that nobody speaks for."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from partnerships import reviewing
from partnerships.models import BodyKind, Locality, Partnership, Seat, Tenure
from partnerships.models.bodies import Standing

from .duty import ACT, OWN_RULES, WINDOW, Duty, DutyState, state_on

SEATED_BY = {
    BodyKind.PLANNING_GROUP: f"{ACT} s.32",
    BodyKind.JOINT_BOARD: "SSI 2014/285 arts.3 and 7",
    BodyKind.MONITORING_COMMITTEE: "SSI 2014/281",
}


def of_seats(seats: Iterable[Seat], on: dt.date) -> Iterator[Duty]:
    for seat in seats:
        held = holder_on(seat, on)
        if held is None:
            if not (seat.locality_id and seat.body.kind == BodyKind.PLANNING_GROUP):
                yield vacant(seat, on)
        elif (ends := end_of_term(seat, held)) and ends - WINDOW <= on and not followed(seat, held, ends):
            yield Duty(
                "term_ends", f"seat-{seat.pk}-term-{ends:%Y%m%d}", f"Term ends: {seat}, {seat.body}",
                SEATED_BY.get(BodyKind(seat.body.kind), OWN_RULES), ends, state_on(on, ends),
                "body_detail", (seat.body_id,), weight=4,
            )  # fmt: skip


def vacant(seat: Seat, on: dt.date) -> Duty:
    ended = [row.until for row in seat.tenures.all() if row.standing == Standing.HOLDER and row.until]
    since = max((day for day in ended if day <= on), default=None)
    return Duty(
        "vacancy", f"seat-{seat.pk}-vacant", f"Vacant seat: {seat}, {seat.body}",
        SEATED_BY.get(BodyKind(seat.body.kind), OWN_RULES), None, DutyState.DUE,
        "body_detail", (seat.body_id,), weight=4,
        note=f"Vacant since {since:%-d %B %Y}" if since else "Not filled yet",
    )  # fmt: skip


def holder_on(seat: Seat, on: dt.date) -> Tenure | None:
    held = (row for row in seat.tenures.all() if row.standing == Standing.HOLDER and row.is_current(on))
    return next(held, None)


def end_of_term(seat: Seat, held: Tenure) -> dt.date | None:
    """The first day on which the seat is no longer held, or may no longer be."""
    if held.until or not (held.since and seat.term_years):
        return held.until
    return reviewing.last_day(held.since, seat.term_years) + dt.timedelta(days=1)


def followed(seat: Seat, held: Tenure, ends: dt.date) -> bool:
    """Whether someone else takes the seat over without a gap."""
    others = (row for row in seat.tenures.all() if row.standing == Standing.HOLDER and row.pk != held.pk)
    return any(row.is_current(ends) for row in others)


def of_localities(partnership: Partnership, seats: Sequence[Seat], on: dt.date) -> Iterator[Duty]:
    """Those nobody speaks for in the strategic planning group."""
    heard = {
        seat.locality_id
        for seat in seats
        if seat.body.kind == BodyKind.PLANNING_GROUP and holder_on(seat, on)
    }
    for locality in Locality.objects.of_partnership(partnership).current(on):
        if locality.pk not in heard:
            yield Duty(
                "locality", f"locality-{locality.pk}",
                f"Nobody in the strategic planning group represents {locality}", f"{ACT} s.32(7)",
                None, DutyState.DUE, "partnership_detail", (partnership.slug,), weight=4,
            )  # fmt: skip

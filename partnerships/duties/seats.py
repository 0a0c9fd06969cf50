"""Seats that nobody holds, terms that end, and localities that nobody speaks for."""

import datetime as dt
from collections.abc import Iterator

from partnerships import reviewing
from partnerships.models import BodyKind, Tenure

from .duty import ACT, OWN_RULES, WINDOW, Duty, DutyState, state_on
from .record import HeldSeat, Record

SEATED_BY = {
    BodyKind.PLANNING_GROUP: f"{ACT} s.32",
    BodyKind.JOINT_BOARD: "SSI 2014/285 arts.3 and 7",
    BodyKind.MONITORING_COMMITTEE: "SSI 2014/281",
}


def of_seats(record: Record) -> Iterator[Duty]:
    for row in record.seats:
        held = row.holder_on(record.on)
        if held is None:
            if not (row.seat.locality_id and row.seat.body.kind == BodyKind.PLANNING_GROUP):
                yield vacant(row, record.on)
        elif (
            (ends := end_of_term(row, held)) and ends - WINDOW <= record.on and not followed(row, held, ends)
        ):
            yield term_ends(row, ends, record.on)


def seated_by(row: HeldSeat) -> str:
    return SEATED_BY.get(BodyKind(row.seat.body.kind), OWN_RULES)


def vacant(row: HeldSeat, on: dt.date) -> Duty:
    seat, body = row.seat, row.seat.body
    since = max((held.until for held in row.holders if held.until and held.until <= on), default=None)
    return Duty(
        "vacancy", f"seat-{seat.pk}-vacant", f"Vacant seat: {seat}, {body}", seated_by(row), None,
        DutyState.DUE, "body_detail", (body.pk,), weight=4,
        note=f"Vacant since {since:%-d %B %Y}" if since else "Not filled yet",
    )  # fmt: skip


def term_ends(row: HeldSeat, ends: dt.date, on: dt.date) -> Duty:
    seat, body = row.seat, row.seat.body
    return Duty(
        "term_ends", f"seat-{seat.pk}-term-{ends:%Y%m%d}", f"Term ends: {seat}, {body}", seated_by(row), ends,
        state_on(on, ends), "body_detail", (body.pk,), weight=4,
    )  # fmt: skip


def end_of_term(row: HeldSeat, held: Tenure) -> dt.date | None:
    """The first day on which the seat is no longer held, or may no longer be."""
    longest = row.seat.term_years
    if held.until or not (held.since and longest):
        return held.until
    return reviewing.last_day(held.since, longest) + dt.timedelta(days=1)


def followed(row: HeldSeat, held: Tenure, ends: dt.date) -> bool:
    """Whether someone else takes the seat over without a gap."""
    return any(other.is_current(ends) for other in row.holders if other.pk != held.pk)


def of_localities(record: Record) -> Iterator[Duty]:
    """Those nobody speaks for in the strategic planning group."""
    heard = {
        row.seat.locality_id
        for row in record.seats
        if row.seat.body.kind == BodyKind.PLANNING_GROUP and row.holder_on(record.on)
    }
    for locality in record.localities:
        if locality.pk not in heard:
            yield Duty(
                "locality", f"locality-{locality.pk}",
                f"Nobody in the strategic planning group represents {locality}", f"{ACT} s.32(7)",
                None, DutyState.DUE, "partnership_detail", (record.partnership.slug,), weight=4,
            )  # fmt: skip

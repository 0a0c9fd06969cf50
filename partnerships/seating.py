"""Seats and who holds them: bodies set up from the rules, tenures begun and ended, never deleted."""

import datetime as dt

import pghistory
from django.db import models, transaction

from coproduce.accounts.models import User

from . import evaluation
from .models import (
    Body,
    BodyKind,
    Model,
    Partnership,
    Seat,
    Standing,
    StatutoryRule,
    Substitute,
    Tenure,
)
from .models.bodies import FILLINGS, STATUTORY, Filling
from .models.registers import years_after

#: What each may do contains what the one before it may do.
REACH = (Substitute.NOBODY, Substitute.DEPUTY, Substitute.PROXY)


class SeatingError(Exception):
    """Why a body, seat or tenure cannot be so, in words for the person who tried; `field` of the form."""

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words)
        self.field = field or None


def told(day: dt.date) -> str:
    return f"{day:%-d %B %Y}"


@transaction.atomic
def create_planning_group(
    partnership: Partnership, *, name: str, by: User, today: dt.date, since: dt.date | None = None
) -> Body:
    """A strategic planning group with every seat that the law asks for on the day."""
    body = Body(partnership=partnership, kind=BodyKind.PLANNING_GROUP, name=name, since=since)
    return found(body, by=by, today=today)


@transaction.atomic
def found(body: Body, *, by: User, today: dt.date, from_rules: bool = True) -> Body:
    """Keep a new body, with the seats of the rules or with none."""
    refuse_second(body)
    refuse_misfit(body, on=first_day(body, today))
    keep(body, by=by)
    if from_rules:
        establish(body, by=by, today=today)
    return body


@transaction.atomic
def establish(body: Body, *, by: User, today: dt.date) -> list[Seat]:
    """Add the seats that the rules ask for and that are missing; run again, it adds nothing."""
    on = first_day(body, today)
    if body.until and body.until <= on:
        raise SeatingError(f"“{body}” ended on {told(body.until)}, so it gets no more seats.")
    refuse_misfit(body, on=on)
    report = evaluation.report(body, on)
    begins = on if Seat.objects.of_body(body).exists() else body.since
    wanted = [
        (rule, seat)
        for rule in report.rules
        for seat in (for_localities(rule, report) if rule.per_locality else for_group(rule, report))
    ]
    with pghistory.context(user=by.pk):
        for order, (rule, seat) in enumerate(wanted, start=len(report.seats) + 1):
            seat.body, seat.order, seat.until = body, order, body.until
            days = (begins, seat.locality and seat.locality.since)
            seat.since = max((day for day in days if day), default=None)
            seat.filling = FILLINGS.get(rule.group.code, Filling.CHOSEN)
            seat.save()
            seat.groups.add(rule.group)
    return [seat for _, seat in wanted]


def for_group(rule: StatutoryRule, report: evaluation.Report) -> list[Seat]:
    """Numbered where the law asks for several."""
    there = sum(rule.group in row.seat.groups.all() for row in report.seats)
    many = rule.minimum > 1
    numbers = range(there + 1, rule.minimum + 1)
    return [Seat(title=f"{rule.group}, {n} of {rule.minimum}" if many else str(rule.group)) for n in numbers]


def for_localities(rule: StatutoryRule, report: evaluation.Report) -> list[Seat]:
    """Act s.32(7). Whoever holds one may hold another: s.32(9)."""
    there = [row for row in report.seats if rule.group in row.seat.groups.all()]
    return [
        Seat(title=f"Representative of {locality}", locality=locality)
        for locality in report.unserved(there)
        for _ in range(rule.minimum)
    ]


def first_day(body: Body, today: dt.date) -> dt.date:
    """The day whose rules count: today, or the first day of a body to come."""
    return max(today, body.since or today)


def refuse_misfit(body: Body, *, on: dt.date) -> None:
    """A joint board in a lead-agency area, a monitoring committee in a joint-board area, or none known."""
    wanted = evaluation.MODEL_OF.get(BodyKind(body.kind))
    model, _ = evaluation.constitution(body.partnership, on)
    if wanted and model and model != wanted:
        has = Model(model).label.lower()
        raise SeatingError(
            f"On {told(on)} the model of {body.partnership} is “{has}”: {evaluation.wrong_body(wanted)}",
            "kind",
        )
    if not model and body.kind in STATUTORY:
        raise SeatingError(
            f"No integration model is recorded for {body.partnership} on {told(on)}, and the seats depend on "
            "it. Ask an administrator to record it first.",
            "kind",
        )


def refuse_second(body: Body) -> None:
    """The law knows one body of a kind; another may follow when it has ended."""
    if body.kind not in STATUTORY:
        return
    others = Body.objects.of_partnership(body.partnership).of_kind(body.kind).exclude(pk=body.pk)
    if other := next((row for row in others if row.overlaps(body)), None):
        raise SeatingError(
            f"There is one such body at a time, and “{other}” is there already. Give it a last day first.",
            "kind",
        )


@transaction.atomic
def change_body(body: Body, *, by: User) -> None:
    """Save it as it has been changed; when it ends, its seats and those who hold them end with it."""
    refuse_second(body)
    if body.since:
        refuse_misfit(body, on=body.since)
    with pghistory.context(user=by.pk):
        body.save()
        if body.until:
            for seat in Seat.objects.of_body(body).open_after(body.until):
                seat.until = later(body.until, seat.since)
                close(seat)


@transaction.atomic
def add_seat(seat: Seat, *, by: User) -> Seat:
    """Keep a new seat of a body that is there."""
    refuse_beyond(seat)
    keep(seat, by=by)
    return seat


def refuse_beyond(seat: Seat) -> None:
    """A seat is there while its body is; without a last day of its own it ends with it."""
    body = seat.body
    if body.since and seat.since and seat.since < body.since:
        raise SeatingError(f"“{body}” begins on {told(body.since)}. Choose that day or later.", "since")
    if body.until and seat.since and seat.since >= body.until:
        raise SeatingError(f"“{body}” ended on {told(body.until)}, so no seat begins then.", "since")
    if body.until and seat.until and seat.until > body.until:
        raise SeatingError(f"{body} ends on {told(body.until)}, so its seats end by then.", "until")
    seat.until = seat.until or body.until


@transaction.atomic
def change_seat(seat: Seat, *, by: User) -> None:
    """Save it as it has been changed; when it ends, those who hold it end with it."""
    refuse_beyond(seat)
    with pghistory.context(user=by.pk):
        close(seat)


def close(seat: Seat) -> None:
    seat.save()
    if seat.until:
        for tenure in Tenure.objects.of_seat(seat).open_after(seat.until):
            tenure.until = later(seat.until, tenure.since)
            tenure.save()


def later(day: dt.date, since: dt.date | None) -> dt.date:
    """What was to begin only later counts for a day: a dated fact is ended, never deleted."""
    return max(day, since + dt.timedelta(days=1)) if since else day


@transaction.atomic
def appoint(tenure: Tenure, *, by: User) -> Tenure:
    """Keep a new tenure. Without a last day it ends when the longest term does, or the seat."""
    Seat.objects.select_for_update(of=("self",)).get(pk=tenure.seat_id)
    refuse_outside(tenure)
    rules = rules_of(tenure.seat, first_day_of(tenure))
    refuse_substitute(tenure, rules)
    tenure.until = last_day(tenure, rules)
    refuse_double(tenure)
    keep(tenure, by=by)
    return tenure


def first_day_of(tenure: Tenure) -> dt.date:
    if tenure.since is None:
        raise SeatingError("Say from which day the seat is held.", "since")
    return tenure.since


@transaction.atomic
def end(tenure: Tenure, *, until: dt.date, by: User) -> None:
    """`until` is the first day on which the seat is no longer held."""
    tenure.refresh_from_db(from_queryset=Tenure.objects.select_for_update())
    if tenure.since and until <= tenure.since:
        raise SeatingError(f"It began on {told(tenure.since)}, so it can only end after that day.", "until")
    if tenure.until and until > tenure.until:
        raise SeatingError(
            f"It already ends on {told(tenure.until)}. To go on, record a new appointment from that day.",
            "until",
        )
    tenure.until = until
    keep(tenure, by=by)


def rules_of(seat: Seat, on: dt.date) -> list[StatutoryRule]:
    """Those in force on the day for the groups that the seat answers for."""
    _, constitutions = evaluation.constitution(seat.body.partnership, on)
    rules = StatutoryRule.objects.for_kind(seat.body.kind).current(on).fitting(constitutions)
    return list(rules.filter(group__in=seat.groups.all()))


def refuse_outside(tenure: Tenure) -> None:
    """Nobody holds a seat that is not there."""
    seat, since = tenure.seat, first_day_of(tenure)
    for row in (seat.body, seat):
        if row.since and since < row.since:
            raise SeatingError(f"“{row}” begins on {told(row.since)}. Choose that day or later.", "since")
        if row.until and since >= row.until:
            raise SeatingError(f"“{row}” ended on {told(row.until)}.", "since")


def refuse_substitute(tenure: Tenure, rules: list[StatutoryRule]) -> None:
    """A joint board's proxy votes, so the law itself must allow one: SSI 2025/405, from 1 September 2026."""
    if tenure.standing == Standing.HOLDER:
        return
    seat, asked = tenure.seat, REACH.index(Substitute(tenure.standing))
    lawful = max((REACH.index(Substitute(rule.may_send)) for rule in rules if rule.may_send), default=0)
    local = REACH.index(Substitute(seat.may_send)) if seat.may_send else lawful
    needs_law = tenure.standing == Standing.PROXY and seat.body.kind == BodyKind.JOINT_BOARD
    if asked > local or (needs_law and asked > lawful):
        when = told(first_day_of(tenure))
        name = tenure.get_standing_display().lower()
        raise SeatingError(
            f"On {when} the holder of this seat may not send a {name}: neither the law nor the seat says so.",
            "standing",
        )


def last_day(tenure: Tenure, rules: list[StatutoryRule]) -> dt.date | None:
    """The day given, or the latest that is allowed; refused where it is too late or too early."""
    seat, since, until = tenure.seat, first_day_of(tenure), tenure.until
    if until and until <= since:
        raise SeatingError("The day it ends must be after the first day.", "until")
    terms = [years for years in (seat.term_years, *(rule.term_years for rule in rules)) if years]
    longest = years_after(since, min(terms)) if terms else None
    if until and longest and until > longest:
        years = "year" if min(terms) == 1 else "years"
        raise SeatingError(
            f"A term in this seat lasts {min(terms)} {years} at most, so until {told(longest)}. It can be "
            "renewed by a new appointment.",
            "until",
        )
    closing = min((row.until for row in (seat, seat.body) if row.until), default=None)
    if until and closing and until > closing:
        raise SeatingError(f"The seat ends on {told(closing)}. Choose that day or earlier.", "until")
    return until or min((day for day in (longest, closing) if day), default=None)


def refuse_double(tenure: Tenure) -> None:
    """As the database would, in words and before it."""
    others = Tenure.objects.of_seat(tenure.seat).of_standing(tenure.standing)
    if other := next((row for row in others if row.overlaps(tenure)), None):
        ends = f"until {told(other.until)}" if other.until else "without a last day"
        name = tenure.get_standing_display().lower()
        raise SeatingError(
            f"The seat has a {name} already, from {told(first_day_of(other))} {ends}. End that first, "
            "or choose other days.",
            "since",
        )


def keep(row: models.Model, *, by: User) -> None:
    """Save it, with who did it in the history also when no web request tells."""
    with pghistory.context(user=by.pk):
        row.save()

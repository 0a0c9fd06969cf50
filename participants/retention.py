"""How long things are kept after someone stopped taking part: two warnings, then a sweep that may run late.

Sources: the Records Management Code of Practice for Health and Social Care (16 August 2024) and SCARRS for
councils. Neither was found to name a period for records of engagement, so each partnership sets its own,
with a day to look at it again; these are where it begins.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.utils.timezone import localdate

from coproduce.accounts.models import User
from coproduce.outbox.queue import Lane, enqueue
from partnerships.models import Partnership
from partnerships.reviewing import months_before

from . import agreeing, erasing, register
from .models import Participant, RetentionPeriod, RetentionWarning
from .models.declarations import Erasure, Retention, about_people, declared, tables

KIND = "participant_retention_warning"
PURPOSE = "Email that says what will be deleted, and when"
#: Days before the day on which each warning is due; a late warning puts the deletion off.
FIRST, LAST = dt.timedelta(days=60), dt.timedelta(days=30)
ROUNDS = {1: FIRST, 2: LAST}


@dataclass(frozen=True)
class Bounds:
    """Months: where a partnership begins, and between what it may choose."""

    months: int
    least: int
    most: int
    source: str


UNSOURCED = "No period found in the Code of Practice or SCARRS; agree yours with your records manager"
PERIODS: Mapping[str, Bounds] = {
    Retention.CONTACT: Bounds(12, 1, 36, UNSOURCED),
    Retention.WORDS: Bounds(24, 1, 84, UNSOURCED),
    Retention.INVOLVEMENT: Bounds(36, 12, 120, UNSOURCED),
    Retention.SUPPORT: Bounds(6, 1, 24, UNSOURCED),
    Retention.CAPACITY: Bounds(24, 1, 60, UNSOURCED),
    Retention.MONEY: Bounds(84, 72, 120, "Six years and the current one, as accounts are commonly kept"),
    Retention.AGREEMENTS: Bounds(72, 12, 120, "Five years in which claims may be made, and one more"),
    Retention.DISCLOSURES: Bounds(72, 24, 120, "Five years in which claims may be made, and one more"),
    Retention.MONITORING: Bounds(48, 12, 72, "Two rounds of mainstreaming reports, of two years each"),
}


class RetentionError(Exception):
    """Nothing was set; the message says why and can be shown."""


@dataclass(frozen=True)
class Period:
    """What holds in a partnership for one class; `review_by` is None while nobody has chosen."""

    kind: Retention
    months: int
    bounds: Bounds
    review_by: dt.date | None

    def needs_review(self, today: dt.date) -> bool:
        return self.review_by is None or self.review_by <= today

    def ended_before(self, today: dt.date) -> dt.date:
        """Who stopped on this day or before is past the period."""
        return months_before(today, self.months)

    def due_on(self, participant: Participant) -> dt.date:
        assert participant.until is not None
        return months_before(participant.until, -self.months)


def periods(partnership: Partnership) -> list[Period]:
    chosen = {row.kind: row for row in RetentionPeriod.objects.filter(partnership=partnership)}
    found = []
    for kind, bounds in PERIODS.items():
        row = chosen.get(kind)
        months, review_by = (row.months, row.review_by) if row else (bounds.months, None)
        found.append(Period(Retention(kind), months, bounds, review_by))
    return found


@transaction.atomic
def set_periods(  # noqa: PLR0913  all but the first two are given by name
    partnership: Partnership,
    wanted: Mapping[str, int],
    *,
    by: User,
    review_by: dt.date,
    why: str,
    today: dt.date,
) -> None:
    """A lead chooses, within bounds, until a day to look at it again at most three years ahead."""
    if not by.has_perm("participants.set_retention", partnership):
        raise PermissionDenied
    if not today < review_by <= months_before(today, -36):
        raise RetentionError("The day to look at it again must be in the next three years.")
    for kind, months in wanted.items():
        bounds = PERIODS[kind]
        if not bounds.least <= months <= bounds.most:
            name = Retention(kind).label
            raise RetentionError(f"“{name}” must be between {bounds.least} and {bounds.most} months.")
        values = {"months": months, "review_by": review_by, "why": why.strip()}
        RetentionPeriod.objects.update_or_create(partnership=partnership, kind=kind, defaults=values)


@dataclass(frozen=True)
class Due:
    """Something of one participant that goes on a day, and which warnings there have been."""

    participant: Participant
    period: Period
    due_on: dt.date
    warned: Mapping[int, dt.date]

    @property
    def kind(self) -> Retention:
        return self.period.kind

    def next_round(self, today: dt.date) -> int | None:
        """The warning that is due now: the last never sooner than 30 days after the first."""
        if 1 not in self.warned:
            return 1
        waited = self.warned[1] + LAST <= today
        return 2 if 2 not in self.warned and waited and self.due_on - LAST <= today else None

    def goes_now(self, today: dt.date) -> bool:
        return self.due_on <= today and 2 in self.warned and self.warned[2] + LAST <= today

    @property
    def goes_on(self) -> dt.date | None:
        """No sooner than this; not known before the last warning."""
        return max(self.due_on, self.warned[2] + LAST) if 2 in self.warned else None


def due(partnership: Partnership, *, today: dt.date) -> list[Due]:
    """What is within 60 days of its end, of people who do not take part any more and left something there."""
    found = near_their_end(partnership, today=today)
    given: dict[tuple[int, str, dt.date], dict[int, dt.date]] = {}
    for row in RetentionWarning.objects.filter(participant__in={one.pk for one, _ in found}):
        given.setdefault((row.participant_id, row.kind, row.due_on), {})[row.round] = row.on
    return [
        Due(one, period, day, given.get((one.pk, period.kind, day), {}))
        for one, period in found
        for day in [period.due_on(one)]
    ]


def near_their_end(partnership: Partnership, *, today: dt.date) -> list[tuple[Participant, Period]]:
    """One query, for all classes and people."""
    every = {f"left_{period.kind}": period for period in periods(partnership)}
    tests = {
        name: Q(until__lte=period.ended_before(today + FIRST)) & leftovers(period.kind)
        for name, period in every.items()
    }
    ended = Participant.objects.of_partnership(partnership).ended(today)
    near = ended.filter(Q(*tests.values(), _connector=Q.OR)).annotate(
        **{name: ExpressionWrapper(test, output_field=BooleanField()) for name, test in tests.items()}
    )
    rows = list(near.select_related("partnership").order_by("number"))
    return [(row, period) for name, period in every.items() for row in rows if getattr(row, name)]


def leftovers(kind: Retention) -> Q:
    """For participants: anything of this class is left that its declaration would delete or blank."""
    left = Q(pk__in=[])
    for model in about_people():
        about = declared(model)
        if about.retention != kind or about.erasure == Erasure.KEEP or about.person == "pk":
            continue
        mine = model._base_manager.filter(**{about.person: OuterRef("pk")})  # noqa: SLF001
        plain = {name: value for name, value in about.blank.items() if value != ()}
        left |= Q(Exists(mine if about.erasure == Erasure.DELETE else erasing.unblank(mine, plain)))
    return left


@transaction.atomic
def warn(partnership: Partnership, *, now: dt.datetime) -> int:
    """Give the warnings that are due, and one mail to each person for all of theirs of a day."""
    today, given = localdate(now), 0
    mails: dict[tuple[int, int], list[Due]] = {}
    for one in due(partnership, today=today):
        if (round_ := one.next_round(today)) is not None:
            given += give(one, round_, today=today)
            mails.setdefault((one.participant.pk, round_), []).append(one)
    for (_, round_), told in mails.items():
        mail_warning(told, round_, now=now)
    return given


def give(one: Due, round_: int, *, today: dt.date) -> int:
    told = {"participant": one.participant, "kind": one.kind, "due_on": one.due_on, "round": round_}
    return int(RetentionWarning.objects.get_or_create(**told, defaults={"on": today})[1])


@transaction.atomic
def mail_warning(told: list[Due], round_: int, *, now: dt.datetime) -> None:
    """To the person, where there is an address and they did not object; the lead has the list."""
    participant, today = told[0].participant, localdate(now)
    if participant.pk in set(agreeing.objecting()):
        return
    address = register.contact(participant, purpose=PURPOSE)
    if not address:
        return
    last_day = max(today + (FIRST if round_ == 1 else LAST), *(one.due_on for one in told), today)
    is_new = enqueue(
        KIND,
        key=f"{KIND}:{participant.pk}:{round_}:{today:%Y-%m-%d}",
        to=address,
        context={
            "partnership": participant.partnership,
            "what": [one.kind.label for one in told],
            "day": last_day,
            "is_last": round_ == 2,
        },
        lane=Lane.REMINDER,
        expires_at=now + LAST,
        about=participant,
    )
    if not is_new:
        transaction.set_rollback(True)


@transaction.atomic
def sweep_one(one: Due, *, now: dt.datetime) -> bool:
    """Asked once more with the row locked: someone who takes part again is never swept."""
    today = localdate(now)
    locked = Participant.objects.select_for_update().get(pk=one.participant.pk)
    if locked.until is None or locked.until > today or one.period.due_on(locked) != one.due_on:
        return False
    erasing.clear(locked, [one.kind])
    return True


def sweep(*, now: dt.datetime) -> dict[str, int]:
    """Warn and then delete what is due, everywhere; safe to run twice, late, or by two at once."""
    counted = {"warned": 0, "swept": 0}
    for partnership in Partnership.objects.filter(participants__until__isnull=False).distinct():
        counted["warned"] += warn(partnership, now=now)
        going = [one for one in due(partnership, today=localdate(now)) if one.goes_now(localdate(now))]
        counted["swept"] += sum(sweep_one(one, now=now) for one in going)
    counted["aged"] = sum(sweep_aged(partnership, now=now) for partnership in Partnership.objects.all())
    counted["last_messages"] = erasing.forget_last_messages(now=now)
    return counted


def sweep_aged(partnership: Partnership, *, now: dt.datetime) -> int:
    """Rows about nobody go by their own age."""
    by_kind = {period.kind: period.ended_before(localdate(now)) for period in periods(partnership)}
    gone = 0
    for model in tables():
        about = declared(model)
        if about.aged:
            old = {f"{about.aged}__lt": by_kind[about.retention], "partnership": partnership}
            gone += model._base_manager.filter(**old).delete()[0]  # noqa: SLF001
    return gone


def report(partnerships: Iterable[Partnership], *, today: dt.date) -> Iterator[str]:
    """What a sweep would do today, line by line, with references and without names."""
    for partnership in partnerships:
        for one in due(partnership, today=today):
            if one.goes_now(today):
                yield f"{partnership}: {one.participant}, {one.kind.label}: would go now"
            elif one.next_round(today):
                yield f"{partnership}: {one.participant}, {one.kind.label}: would be warned of {one.due_on}"
            else:
                yield f"{partnership}: {one.participant}, {one.kind.label}: warned, goes on {one.goes_on}"

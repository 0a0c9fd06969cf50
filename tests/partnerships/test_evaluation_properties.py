"""An evaluation recounted from the rows alone, and one that was kept while rules change under it."""

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coproduce.accounts.models import User
from partnerships import evaluation, seating
from partnerships.models import Body, BodyKind, Partnership, StatutoryRule, Tenure
from tests.factories.bodies import LocalityFactory

START, CHANGE = dt.date(2026, 5, 1), dt.date(2026, 9, 1)
NOW = dt.datetime(2026, 9, 2, 12, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db
FEW = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2028, 1, 1))
HELD = st.dictionaries(st.integers(0, 15), st.tuples(DAYS, st.none() | st.integers(1, 400)), max_size=10)


@pytest.fixture
def board(registers: None, administrator: User) -> Body:
    fife = Partnership.objects.get(slug="fife")
    LocalityFactory.create_batch(2, partnership=fife)
    body = Body(partnership=fife, kind=BodyKind.JOINT_BOARD, name="Board")
    return seating.found(body, by=administrator, today=START)


def hold(body: Body, held: dict[int, tuple[dt.date, int | None]]) -> None:
    seats = list(body.seats.all())
    Tenure.objects.bulk_create(
        Tenure(seat=seats[number], since=since, until=since + dt.timedelta(days=length) if length else None)
        for number, (since, length) in held.items()
    )


def held_on(body: Body, code: str, on: dt.date) -> int:
    """How many seats of the group are held, counted from the tenures."""
    rows = Tenure.objects.filter(seat__body=body, seat__groups__code=code, standing="holder")
    return sum(bool(row.since and row.since <= on and (not row.until or on < row.until)) for row in rows)


@FEW
@given(held=HELD, on=DAYS)
def test_each_finding_agrees_with_a_recount_of_tenures(
    held: dict[int, tuple[dt.date, int | None]], on: dt.date, board: Body
) -> None:
    with transaction.atomic():
        hold(board, held)
        report = evaluation.report(board, on)
        for rule, found in zip(report.rules, report.findings, strict=True):
            counted = held_on(board, rule.group.code, on)
            assert (found.held, found.met) == (counted, counted >= rule.minimum)
            assert found.vacant == board.seats.filter(groups=rule.group).count() - counted
        transaction.set_rollback(True)


@FEW
@given(held=HELD, on=DAYS)
def test_who_votes_depends_on_the_day_alone_and_not_on_who_sits(
    held: dict[int, tuple[dt.date, int | None]], on: dt.date, board: Body
) -> None:
    with transaction.atomic():
        hold(board, held)
        report = evaluation.report(board, on)
        assert (report.voting_members, report.quorum) == ((9, 5) if on >= CHANGE else (6, 3))
        transaction.set_rollback(True)


@FEW
@given(ended=st.sets(st.integers(0, 15), max_size=8), on=DAYS)
def test_a_group_whose_seats_have_ended_is_not_met(ended: set[int], on: dt.date, board: Body) -> None:
    with transaction.atomic():
        seats = list(board.seats.all())
        hold(board, dict.fromkeys(range(16), (dt.date(2025, 1, 1), None)))
        board.seats.filter(pk__in=[seats[number].pk for number in ended]).update(until=dt.date(2025, 12, 31))
        lost = {group.label for number in ended for group in seats[number].groups.all()}
        unmet = {found.group for found in evaluation.evaluate(board, on) if not found.met}
        assert unmet == lost
        transaction.set_rollback(True)


@FEW
@given(minimum=st.integers(0, 20), until=DAYS, held=HELD, on=DAYS)
def test_what_was_kept_never_changes_with_the_rules(
    minimum: int,
    until: dt.date,
    held: dict[int, tuple[dt.date, int | None]],
    on: dt.date,
    board: Body,
    administrator: User,
) -> None:
    with transaction.atomic():
        kept = evaluation.keep(board, on, by=administrator, now=NOW)
        before = kept.findings
        hold(board, held)
        StatutoryRule.objects.filter(until=None, since=None).update(minimum=minimum, until=until)
        kept.refresh_from_db()
        assert kept.findings == before
        transaction.set_rollback(True)

"""What became of claims, recounted by hand."""

import datetime as dt

import pytest
from django.utils import timezone

from participants import spending
from participants.models import Expense, ExpenseKind, ExpenseState, Involvement, Participant
from partnerships.models import Engagement, Organisation, Partnership
from tests.factories.participants import ExpenseFactory, InvolvementFactory, ParticipantFactory

A_DAY = dt.timedelta(days=1)


@pytest.fixture
def today(now: dt.datetime) -> dt.date:
    return timezone.localdate(now)


def paid(participant: Participant, today: dt.date, *, after: int, ago: int = 0) -> Expense:
    """Claimed so many days before it was paid, so long ago."""
    on = today - ago * A_DAY
    moment = timezone.make_aware(dt.datetime.combine(on - after * A_DAY, dt.time(12)))
    row: Expense = ExpenseFactory(participant=participant, claimed=True)
    Expense.objects.filter(pk=row.pk).update(state=ExpenseState.PAID, paid_on=on, claimed_at=moment)
    return row


def test_days_count_from_the_claim_to_the_payment(
    fife: Partnership, agnes: Participant, today: dt.date
) -> None:
    for days in (2, 4, 30):
        paid(agnes, today, after=days)
    paid(agnes, today, after=200, ago=400)
    ExpenseFactory(participant=agnes, claimed=True)
    told = spending.waiting(fife, today)
    assert (told.paid, told.middle, told.longest, told.unpaid, told.oldest) == (3, 4, 30, 1, 3)


def test_nothing_paid_is_not_nought_days(fife: Partnership, today: dt.date) -> None:
    told = spending.waiting(fife, today)
    assert (told.paid, told.middle, told.longest, told.unpaid, told.oldest) == (0, None, None, 0, None)


def test_what_was_claimed_is_summed_by_year_and_kind(
    fife: Partnership, agnes: Participant, coll: Participant
) -> None:
    on = dt.date(2026, 3, 1)
    ExpenseFactory.create_batch(2, participant=agnes, claimed=True, on=on)
    ExpenseFactory(participant=agnes, claimed=True, on=on, state=ExpenseState.REFUSED)
    ExpenseFactory(participant=agnes, on=on)
    ExpenseFactory(participant=coll, claimed=True, on=on)
    [one] = spending.laid_out(fife)
    assert (one.year, one.kind, one.people, one.amount) == (2026, "Travel", 1, "£9.00")


@pytest.fixture
def came(agnes: Participant, past: Engagement) -> Involvement:
    return InvolvementFactory(participant=agnes, engagement=past, accepted=True, came=True)


@pytest.fixture
def mixed(came: Involvement, fife: Partnership, organisation: Organisation) -> Engagement:
    """Agnes came as herself, and somebody for an organisation."""
    paid = ParticipantFactory(partnership=fife, number=90, organisation=organisation)
    InvolvementFactory(participant=paid, engagement=came.engagement, accepted=True, came=True)
    return came.engagement


def test_a_meeting_where_only_they_got_nothing_is_named(fife: Partnership, mixed: Engagement) -> None:
    told = spending.unpaid(fife)
    assert (told.meetings, told.engagements) == (1, [mixed])


@pytest.mark.parametrize("state", [ExpenseState.APPROVED, ExpenseState.DECLINED])
def test_a_fee_or_not_wanting_one_takes_it_off(
    fife: Partnership, mixed: Engagement, came: Involvement, state: ExpenseState
) -> None:
    claimed = state == ExpenseState.APPROVED
    ExpenseFactory(
        participant=came.participant, involvement=came, kind=ExpenseKind.TIME, claimed=claimed, state=state
    )
    told = spending.unpaid(fife)
    assert (told.meetings, told.engagements) == (1, [])


def test_a_meeting_of_people_as_themselves_is_not_counted(fife: Partnership, came: Involvement) -> None:
    assert spending.unpaid(fife).meetings == 0


def test_the_report_takes_the_same_queries_for_any_number(
    fife: Partnership, agnes: Participant, today: dt.date, django_assert_max_num_queries: object
) -> None:
    ExpenseFactory.create_batch(30, participant=agnes, claimed=True)
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        spending.report(fife, today=today)

"""Expenses: offered, claimed, approved by somebody else, paid; never a bank account."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from coproduce.accounts.models import User
from participants import expenses
from participants.expenses import STEPS, Claim, ExpenseError
from participants.models import Expense, ExpenseKind, ExpenseRate, ExpenseState, Involvement, Participant
from participants.models.declarations import ERASED
from participants.models.expenses import ExpenseStepName as Name
from participants.models.involvement import Through
from participants.models.rates import Per
from partnerships.models import Engagement, Partnership
from tests.factories.participants import ExpenseFactory, InvolvementFactory
from tests.threads import at_once

from .conftest import history

A_DAY = dt.timedelta(days=1)


@pytest.fixture
def came(agnes: Participant, past: Engagement) -> Involvement:
    return InvolvementFactory(participant=agnes, engagement=past, accepted=True, came=True)


@pytest.fixture
def claimed(agnes: Participant) -> Expense:
    return ExpenseFactory(participant=agnes, claimed=True)


def fares(now: dt.datetime, **other: Any) -> Claim:
    told = {"kind": ExpenseKind.TRAVEL, "pence": 450, "on": timezone.localdate(now), "words": "Bus"}
    return Claim(**{**told, **other})


def told(expense: Expense) -> list[tuple[str, Any, str]]:
    return [(step.name, step.by, step.through) for step in expense.steps.all()]


def fresh(expense: Expense) -> Expense:
    return Expense.objects.get(pk=expense.pk)


# --- Offers
def test_who_said_yes_is_offered_what_it_costs_once(
    came: Involvement, officer: User, now: dt.datetime
) -> None:
    assert expenses.offer([came], ExpenseKind.TRAVEL, by=officer, now=now) == 1
    assert expenses.offer([came], ExpenseKind.TRAVEL, by=officer, now=now) == 0
    assert told(Expense.objects.get()) == [("offer", officer, "")]


def test_a_claim_takes_up_the_offer(came: Involvement, officer: User, now: dt.datetime) -> None:
    expenses.offer([came], ExpenseKind.TRAVEL, by=officer, now=now)
    claimed = expenses.claim(came.participant, fares(now, involvement=came), now=now)
    assert Expense.objects.get() == claimed
    assert [name for name, *_ in told(claimed)] == ["offer", "claim"]


def test_who_did_not_want_it_may_change_their_mind(
    came: Involvement, officer: User, now: dt.datetime
) -> None:
    expenses.offer([came], ExpenseKind.TRAVEL, by=officer, now=now)
    expenses.decline(Expense.objects.get(), now=now)
    claimed = expenses.claim(came.participant, fares(now, involvement=came), now=now)
    assert [name for name, *_ in told(claimed)] == ["offer", "decline", "claim"]


# --- Claims
def test_the_person_claims_themselves(agnes: Participant, now: dt.datetime) -> None:
    claimed = expenses.claim(agnes, fares(now), now=now)
    assert (claimed.state, claimed.pence, claimed.claim_recorded_by) == (ExpenseState.CLAIMED, 450, None)
    assert told(claimed) == [("claim", None, Through.LINK)]


def test_staff_are_named_with_what_they_write_down(
    agnes: Participant, officer: User, now: dt.datetime
) -> None:
    claimed = expenses.claim(agnes, fares(now), now=now, through=Through.PHONE, by=officer)
    assert told(claimed) == [("claim", officer, Through.PHONE)]


def test_the_same_press_claims_once(agnes: Participant, now: dt.datetime) -> None:
    key = Expense(kind=ExpenseKind.TRAVEL).submission
    for _ in range(2):
        expenses.claim(agnes, fares(now), now=now, submission=key)
    assert Expense.objects.count() == 1


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"on": dt.date(2999, 1, 1)}, "still to come"),
        ({"kind": ExpenseKind.TIME}, "benefits and tax"),
        ({"words": "Pay to 80-22-60 12345678"}, "bank account"),
    ],
)
def test_what_cannot_be_claimed_is_refused_in_words(
    agnes: Participant, now: dt.datetime, other: dict[str, Any], words: str
) -> None:
    with pytest.raises(ExpenseError, match=words):
        expenses.claim(agnes, fares(now, **other), now=now)
    assert not Expense.objects.exists()


def test_nobody_claims_for_what_someone_else_came_to(
    came: Involvement, bruce: Participant, now: dt.datetime
) -> None:
    with pytest.raises(ExpenseError, match="not invited"):
        expenses.claim(bruce, fares(now, involvement=came), now=now)


def test_a_fee_is_claimed_by_who_has_read_the_warning(agnes: Participant, now: dt.datetime) -> None:
    fee = expenses.claim(agnes, fares(now, kind=ExpenseKind.TIME, warned=True), now=now)
    with pytest.raises(IntegrityError, match="fee_only_after_the_warning"), transaction.atomic():
        Expense.objects.filter(pk=fee.pk).update(warned=False)


@pytest.mark.parametrize("who", ["reader", "officer_elsewhere", "auditor", "moderator"])
def test_others_write_no_claim_down(
    agnes: Participant, now: dt.datetime, who: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(PermissionDenied):
        expenses.claim(agnes, fares(now), now=now, by=request.getfixturevalue(who))


# --- Decisions
def test_a_claim_is_approved_and_paid(claimed: Expense, officer: User, lead: User, now: dt.datetime) -> None:
    expenses.approve(claimed, by=officer, now=now)
    expenses.pay(claimed, by=lead, now=now, paid_on=timezone.localdate(now))
    row = fresh(claimed)
    assert (row.state, row.days(timezone.localdate(now))) == (ExpenseState.PAID, 3)
    assert [name for name, *_ in told(row)] == ["approve", "pay"]


def test_nobody_decides_on_a_claim_they_wrote_down(
    agnes: Participant, officer: User, now: dt.datetime
) -> None:
    row = expenses.claim(agnes, fares(now), now=now, through=Through.PHONE, by=officer)
    with pytest.raises(ExpenseError, match="a colleague decides"):
        expenses.approve(row, by=officer, now=now)
    with pytest.raises(ExpenseError, match="a colleague decides"):
        expenses.refuse(row, by=officer, now=now, reason="Too much")


def test_a_refusal_says_why_to_the_person(claimed: Expense, officer: User, now: dt.datetime) -> None:
    with pytest.raises(ExpenseError, match="Say why"):
        expenses.refuse(claimed, by=officer, now=now, reason=" ")
    expenses.refuse(claimed, by=officer, now=now, reason="It was paid in May.")
    assert fresh(claimed).refusal == "It was paid in May."


@pytest.mark.parametrize(("paid", "words"), [(1, "still to come"), (-9, "before it was claimed")])
def test_a_payment_has_a_day_that_can_be(
    claimed: Expense, officer: User, lead: User, now: dt.datetime, paid: int, words: str
) -> None:
    expenses.approve(claimed, by=officer, now=now)
    with pytest.raises(ExpenseError, match=words):
        expenses.pay(claimed, by=lead, now=now, paid_on=timezone.localdate(now) + paid * A_DAY)
    assert fresh(claimed).state == ExpenseState.APPROVED


def test_an_officer_notes_no_payment(claimed: Expense, officer: User, now: dt.datetime) -> None:
    expenses.approve(claimed, by=officer, now=now)
    with pytest.raises(PermissionDenied):
        expenses.pay(claimed, by=officer, now=now, paid_on=timezone.localdate(now))


@pytest.mark.parametrize("state", ExpenseState)
@pytest.mark.parametrize("name", STEPS)
def test_steps_start_where_the_table_says(name: Name, state: ExpenseState) -> None:
    row = Expense(state=state, claim_recorded_by_id=1)
    allowed = not expenses.objection_to(STEPS[name], row, by=None, reason="asked")
    assert allowed == (state in STEPS[name].starts)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_does(
    claimed: Expense, officer: User, lead: User, now: dt.datetime
) -> None:
    def attempt(verb: Any) -> str:
        try:
            verb()
        except ExpenseError as refusal:
            return str(refusal)
        return "done"

    said = at_once(
        lambda: attempt(lambda: expenses.approve(fresh(claimed), by=officer, now=now)),
        lambda: attempt(lambda: expenses.refuse(fresh(claimed), by=lead, now=now, reason="No")),
    )
    assert sorted(said)[1] == "done"
    assert "cannot be done any more" in min(said)


# --- The record
def test_steps_stay_as_they_are(claimed: Expense, officer: User, now: dt.datetime) -> None:
    expenses.refuse(claimed, by=officer, now=now, reason="Twice")
    step = claimed.steps.get()
    for change in (step.delete, lambda: claimed.steps.update(at=now - A_DAY)):
        with pytest.raises(InternalError), transaction.atomic():
            change()
    claimed.steps.update(reason=ERASED)


def test_the_history_holds_no_words(claimed: Expense) -> None:
    assert not hasattr(history(claimed).first(), "words")


# --- Bank details
@pytest.mark.parametrize(
    "words",
    [
        "80-22-60 12345678",
        "802260 1234 5678",
        "sort code 80 22 60, account 12345678",
        "GB33 BUKB 2020 1555 5555 55",
    ],
)
def test_what_looks_like_a_bank_account_is_refused(words: str) -> None:
    with pytest.raises(ExpenseError, match="bank account"):
        expenses.refuse_bank_details(words)


@pytest.mark.parametrize(
    "words",
    ["Bus 38 and 39, 12 miles", "Phone 01632 960001", "Taxi on 27 3 2027 at 14:30", "KY1 1AA to KY12 7NX"],
)
def test_fares_and_days_are_not_bank_accounts(words: str) -> None:
    expenses.refuse_bank_details(words)


@given(st.text(max_size=200))
def test_any_words_are_looked_through_quickly(words: str) -> None:
    expenses.BANK_DETAILS.search(words * 20)


# --- Rates
def rate(fife: Partnership, since: dt.date, pence: int = 45) -> ExpenseRate:
    return ExpenseRate(partnership=fife, kind=ExpenseKind.TRAVEL, pence=pence, per=Per.MILE, since=since)


def test_a_new_rate_ends_the_one_before(fife: Partnership, lead: User, now: dt.datetime) -> None:
    today = timezone.localdate(now)
    first = expenses.set_rate(rate(fife, today - 9 * A_DAY), by=lead, now=now)
    second = expenses.set_rate(rate(fife, today, 55), by=lead, now=now)
    rates = ExpenseRate.objects.of_partnership(fife)
    assert list(rates.current(today - A_DAY)) == [first]
    assert list(rates.current(today)) == [second]
    assert str(second) == "£0.55 a mile"


def test_a_rate_before_the_present_one_is_refused(fife: Partnership, lead: User, now: dt.datetime) -> None:
    today = timezone.localdate(now)
    expenses.set_rate(rate(fife, today), by=lead, now=now)
    with pytest.raises(ExpenseError, match="Choose a later day"):
        expenses.set_rate(rate(fife, today - A_DAY), by=lead, now=now)


@pytest.mark.parametrize("who", ["officer", "reader", "officer_elsewhere", "organisation_lead"])
def test_a_lead_sets_rates(
    fife: Partnership, now: dt.datetime, who: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(PermissionDenied):
        expenses.set_rate(rate(fife, timezone.localdate(now)), by=request.getfixturevalue(who), now=now)

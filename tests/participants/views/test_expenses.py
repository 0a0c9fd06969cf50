"""Pages about expenses for staff: found, decided and reported without a name."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coproduce.accounts.models import User
from participants.models import Expense, ExpenseKind, ExpenseRate, ExpenseState, Participant
from participants.models.rates import Per
from partnerships.models import Engagement, Partnership
from tests.conftest import ClientOf
from tests.factories.participants import ExpenseFactory, InvolvementFactory
from tests.participants.conftest import Count, looks, text_of


@pytest.fixture
def claimed(agnes: Participant) -> Expense:
    return ExpenseFactory(participant=agnes, claimed=True)


@pytest.fixture
def desk(client_of: ClientOf, officer: User) -> Client:
    return client_of(officer)


def page(name: str, *args: Any) -> str:
    return reverse(f"participants:expense_{name}", args=args)


def state(row: Expense) -> str:
    return Expense.objects.get(pk=row.pk).state


def boxes(day: dt.date, name: str = "on") -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


# --- The list
def test_what_waits_for_approval_comes_first(desk: Client, claimed: Expense, agnes: Participant) -> None:
    ExpenseFactory(participant=agnes, kind=ExpenseKind.EQUIPMENT)
    text = text_of(desk.get(page("list")))
    assert "1 found" in text
    assert "£4.50" in text
    assert "<td>3</td>" in text
    assert "anary" not in text
    assert looks() == []


@pytest.mark.parametrize(("show", "found"), [("", 1), ("approved", 0), ("offered", 1), ("all", 2), ("x", 1)])
def test_the_list_is_narrowed(
    desk: Client, claimed: Expense, agnes: Participant, show: str, found: int
) -> None:
    ExpenseFactory(participant=agnes)
    assert len(desk.get(page("list"), {"show": show}).context["expenses"]) == found


def test_nothing_of_another_partnership_is_there(desk: Client, coll: Participant) -> None:
    row = ExpenseFactory(participant=coll, claimed=True)
    assert "Nothing here" in text_of(desk.get(page("list")))
    assert desk.get(page("detail", row.pk)).status_code == 404


@pytest.mark.parametrize("who", ["reader", "auditor", "moderator", "newcomer"])
def test_others_see_no_expense(
    client_of: ClientOf, claimed: Expense, who: str, request: pytest.FixtureRequest
) -> None:
    browser = client_of(request.getfixturevalue(who))
    for path in (page("list"), page("detail", claimed.pk)):
        assert browser.get(path).status_code in {403, 404}


def test_pages_take_no_more_queries_for_many(desk: Client, claimed: Expense, queries: Count) -> None:
    few = queries(desk, page("list"))
    ExpenseFactory.create_batch(24, participant=claimed.participant, claimed=True)
    assert queries(desk, page("list")) == few <= 12
    assert queries(desk, page("detail", claimed.pk)) <= 12


# --- Decisions
def test_an_officer_approves_and_a_lead_notes_the_payment(
    desk: Client, client_of: ClientOf, lead: User, claimed: Expense
) -> None:
    desk.post(page("approve", claimed.pk))
    assert state(claimed) == ExpenseState.APPROVED
    today = timezone.localdate()
    answer = client_of(lead).post(page("pay", claimed.pk), boxes(today, "paid_on"), follow=True)
    assert "3 days after it was claimed" in text_of(answer)


def test_who_wrote_the_claim_down_is_told_that_a_colleague_decides(
    desk: Client, officer: User, claimed: Expense
) -> None:
    Expense.objects.update(claim_recorded_by=officer)
    text = text_of(desk.get(page("detail", claimed.pk)))
    assert "a colleague decides on it" in text
    assert "Approve £4.50" not in text
    assert "a colleague decides on it" in text_of(desk.post(page("approve", claimed.pk), follow=True))


def test_a_refusal_needs_words_and_keeps_what_was_typed(desk: Client, claimed: Expense) -> None:
    assert "Enter why it is not approved" in text_of(desk.post(page("refuse", claimed.pk), {"reason": ""}))
    typed = {"reason": "Pay 80-22-60 12345678"}
    text = text_of(desk.post(page("refuse", claimed.pk), typed))
    assert "bank account" in text
    assert "80-22-60" in text
    assert state(claimed) == ExpenseState.CLAIMED


@pytest.mark.parametrize(
    ("name", "start", "end"), [("decline", "offered", "declined"), ("take_back", "claimed", "taken_back")]
)
def test_staff_record_what_they_were_told(
    desk: Client, agnes: Participant, name: str, start: str, end: str
) -> None:
    row = ExpenseFactory(participant=agnes, claimed=start == "claimed")
    assert "Choose how they told you" in text_of(desk.post(page(name, row.pk), {}))
    desk.post(page(name, row.pk), {"through": "phone"})
    assert state(row) == end


def test_looking_at_a_step_takes_none(desk: Client, claimed: Expense) -> None:
    assert desk.get(page("approve", claimed.pk)).status_code == 302
    assert desk.get(page("refuse", claimed.pk)).status_code == 200
    assert state(claimed) == ExpenseState.CLAIMED


# --- Recording and offering
def test_a_claim_told_on_the_phone_is_recorded_once(desk: Client, agnes: Participant) -> None:
    told = {
        "kind": "travel",
        "pence": "£12.30",
        "words": "Bus",
        "through": "phone",
        "submission": "7d0a4f0e-5f2c-4f5e-9d3a-0a8f3f0c1b2d",
        **boxes(timezone.localdate()),
    }
    for _ in range(2):
        desk.post(page("record", agnes.pk), told)
    assert [row.pence for row in Expense.objects.all()] == [1230]


def test_a_claim_that_lacks_something_says_what(desk: Client, agnes: Participant) -> None:
    text = text_of(desk.post(page("record", agnes.pk), {"kind": "time", "pence": "nine"}))
    for words in (
        "Enter the day",
        "Say what it was for",
        "like 4.50",
        "tick the box",
        "Choose how they told you",
    ):
        assert words in text
    assert 'value="nine"' in text


def test_everyone_who_said_yes_is_offered(
    desk: Client, agnes: Participant, bruce: Participant, engagement: Engagement
) -> None:
    InvolvementFactory(participant=agnes, engagement=engagement, accepted=True)
    InvolvementFactory(participant=bruce, engagement=engagement)
    answer = desk.post(page("offer", engagement.pk), {"kinds": ["travel", "time"]}, follow=True)
    assert "2 new offers made" in text_of(answer)
    assert {row.participant for row in Expense.objects.all()} == {agnes}


# --- Rates and the report
def test_a_lead_sets_a_rate_that_people_see_when_invited(
    client_of: ClientOf, lead: User, fife: Partnership
) -> None:
    told = {
        "kind": "travel",
        "pence": "0.45",
        "per": "mile",
        "words": "By car",
        **boxes(timezone.localdate(), "since"),
    }
    text = text_of(client_of(lead).post(page("rates", fife.slug), told, follow=True))
    assert "£0.45 a mile" in text
    assert ExpenseRate.objects.get().per == Per.MILE


def test_a_rate_out_of_order_keeps_what_was_typed(client_of: ClientOf, lead: User, fife: Partnership) -> None:
    ExpenseRate.objects.create(
        partnership=fife, kind="travel", pence=45, per=Per.MILE, since=timezone.localdate(), set_by=lead
    )
    told = {
        "kind": "travel",
        "pence": "0.5",
        "per": "mile",
        "words": "By car",
        **boxes(dt.date(2020, 1, 1), "since"),
    }
    text = text_of(client_of(lead).post(page("rates", fife.slug), told))
    assert "Choose a later day" in text
    assert "By car" in text


def test_the_report_is_for_officers_and_leads(
    desk: Client, client_of: ClientOf, reader: User, claimed: Expense, fife: Partnership
) -> None:
    text = text_of(desk.get(page("report", fife.slug)))
    assert "the oldest for 3 days" in text
    assert "£4.50" in text
    assert client_of(reader).get(page("report", fife.slug)).status_code == 403

"""A body against the rules of a day, as people read it, keep it, and read what was kept."""

import datetime as dt

import pytest
from django.test import Client
from django.utils.timezone import localdate

from coproduce.accounts.models import RoleName, User
from partnerships import evaluation, seating
from partnerships.models import (
    Body,
    BodyKind,
    Evaluation,
    Partnership,
    Seat,
    StatutoryRule,
)
from tests.conftest import ClientOf
from tests.factories.accounts import holder
from tests.factories.bodies import BodyFactory, EvaluationFactory, LocalityFactory, SeatFactory, TenureFactory

from .conftest import QueriesOf
from .test_views_registers import read

TODAY = dt.date(2026, 5, 1)
CAST = (
    *("newcomer", "reader", "officer", "lead", "officer_elsewhere", "organisation_lead"),
    *("moderator", "auditor", "administrator"),
)
pytestmark = pytest.mark.django_db


@pytest.fixture
def board(registers: None, administrator: User) -> Body:
    fife = Partnership.objects.get(slug="fife")
    body = Body(partnership=fife, kind=BodyKind.JOINT_BOARD, name="Board")
    return seating.found(body, by=administrator, today=TODAY)


@pytest.fixture
def network(fife: Partnership) -> Body:
    return BodyFactory(partnership=fife, name="Network")


def findings(page: str) -> list[str]:
    """The rows of the table of what the law asks for, each on one line."""
    table = page[page.index("What the law asks for, and what is there") :]
    rows = table[table.index("<tbody>") : table.index("</tbody>")].split("<tr>")[1:]
    return [" ".join(row.split()) for row in rows]


def finding(page: str, words: str) -> str:
    return next(row for row in findings(page) if words in row)


# --- On the page of the body ---
def test_each_rule_of_the_day_is_told_with_its_provision(board: Body, client: Client) -> None:
    page = read(client, f"{board.get_absolute_url()}?on=2026-08-31")
    assert "Against the rules of 31 August 2026" in page
    assert "SSI 2014/285, art.3(1)(c)" in finding(page, "Chief social work officer")
    assert len(findings(page)) == 13


def test_the_instrument_changes_with_the_day(board: Body, client: Client) -> None:
    for day, amended in (("2026-08-31", False), ("2026-09-01", True)):
        page = read(client, f"{board.get_absolute_url()}?on={day}")
        assert ("SSI 2025/405" in finding(page, "unpaid care")) is amended


def test_a_rule_is_met_once_as_many_seats_are_held_as_it_asks_for(board: Body, client: Client) -> None:
    for number, seat in enumerate(board.seats.filter(groups__code="ijb_councillors")):
        page = read(client, f"{board.get_absolute_url()}?on={TODAY}")
        row = finding(page, "Councillors")
        assert f"<td>3</td> <td>3</td><td>{number}</td>" in row
        assert "Not met" in row
        TenureFactory(seat=seat)
    assert "Not met" not in finding(read(client, f"{board.get_absolute_url()}?on={TODAY}"), "Councillors")


def test_what_may_be_is_not_asked_for(board: Body, client: Client) -> None:
    row = finding(read(client, board.get_absolute_url()), "Additional members")
    assert "May have" in row
    assert "Not met" not in row


def test_a_network_is_held_against_no_rules(network: Body, client: Client) -> None:
    page = read(client, network.get_absolute_url())
    assert "Against the rules" not in page
    assert "quorum" not in page


def test_warnings_stand_under_their_own_heading(board: Body, client: Client) -> None:
    assert "Worth a second look" not in read(client, board.get_absolute_url())
    SeatFactory(body=board, title="<i>Observer</i>")
    page = read(client, board.get_absolute_url())
    assert "Worth a second look" in page
    assert "“&lt;i&gt;Observer&lt;/i&gt;” answers for no group that the law names." in page


def test_a_body_before_its_first_day_has_no_seats_to_show(board: Body, client: Client) -> None:
    Body.objects.update(since=dt.date(2026, 4, 1))
    Seat.objects.update(since=dt.date(2026, 4, 1))
    page = read(client, f"{board.get_absolute_url()}?on=2026-03-31")
    assert "was not in being on 31 March 2026. Its first day is 1 April 2026." in page
    assert "0 seats: 0 held, 0 vacant." in page


def test_a_body_after_its_last_day_says_when_it_ended(network: Body, client: Client) -> None:
    Body.objects.update(until=dt.date(2026, 4, 1))
    page = read(client, f"{network.get_absolute_url()}?on=2026-04-01")
    assert "was not in being on 1 April 2026. It ended on 1 April 2026." in page


def test_a_body_that_ends_soon_says_so_of_a_day_to_come(network: Body, client: Client) -> None:
    Body.objects.update(until=dt.date(2099, 1, 1))
    assert "will not be in being on 1 January 2099" in read(
        client, f"{network.get_absolute_url()}?on=2099-01-01"
    )
    assert "not in being" not in read(client, f"{network.get_absolute_url()}?on=2098-12-31")


# --- Keeping ---
def test_what_is_kept_reads_as_the_body_did(board: Body, client_of: ClientOf) -> None:
    client = client_of(holder(RoleName.OFFICER, board.partnership.team))
    answer = client.post(f"/bodies/{board.pk}/evaluations/keep/?on=2026-08-31", follow=True)
    page = answer.content.decode()
    assert "The evaluation is kept." in page
    assert "6 vote; a quorum is 3." in page
    assert findings(page) == findings(read(client, f"{board.get_absolute_url()}?on=2026-08-31"))


@pytest.mark.parametrize(
    ("query", "expected"), [("", None), ("?on=", None), ("?on=2026-08-31", "2026-08-31")]
)
def test_the_day_in_the_address_is_kept_and_today_without_one(
    query: str, expected: str | None, network: Body, client_of: ClientOf, officer: User
) -> None:
    assert client_of(officer).post(f"/bodies/{network.pk}/evaluations/keep/{query}").status_code == 302
    assert str(Evaluation.objects.get().on) == (expected or str(localdate()))


@pytest.mark.parametrize("typed", ["soon", "31/2/2026", "0001-01-01", "2026-13-01"])
def test_nothing_is_kept_for_a_day_that_is_none(
    typed: str, network: Body, client_of: ClientOf, officer: User
) -> None:
    address = f"/bodies/{network.pk}/evaluations/keep/?on={typed}"
    page = client_of(officer).post(address, follow=True).content.decode()
    assert "Nothing is kept, because the day could not be understood." in page
    assert "There is a problem" in page
    assert not Evaluation.objects.exists()


def test_evaluations_are_kept_by_posting_only(network: Body, client_of: ClientOf, officer: User) -> None:
    assert client_of(officer).get(f"/bodies/{network.pk}/evaluations/keep/").status_code == 405
    assert not Evaluation.objects.exists()


def test_evaluations_are_kept_by_officers_and_leads(
    network: Body, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    address = f"/bodies/{network.pk}/evaluations/keep/"
    answers = {name: client_of(request.getfixturevalue(name)).post(address).status_code for name in CAST}
    assert {name for name, status in answers.items() if status == 302} == {"officer", "lead"}
    assert Evaluation.objects.count() == 2


def test_the_button_keeps_the_day_that_is_shown(network: Body, client_of: ClientOf, officer: User) -> None:
    page = read(client_of(officer), f"{network.get_absolute_url()}?on=1/9/2026")
    assert f'action="/bodies/{network.pk}/evaluations/keep/?on=2026-09-01"' in page
    assert "evaluations/keep" not in read(Client(), network.get_absolute_url())


# --- What was kept ---
def test_a_kept_evaluation_does_not_change_with_seats_and_rules(
    board: Body, administrator: User, client: Client
) -> None:
    now = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
    kept = evaluation.keep(board, TODAY, by=administrator, now=now)
    before = findings(read(client, kept.get_absolute_url()))
    StatutoryRule.objects.update(minimum=9)
    TenureFactory(seat=board.seats.first())
    assert findings(read(client, kept.get_absolute_url())) == before
    assert "<td>9</td>" in " ".join(findings(read(client, board.get_absolute_url())))


def test_a_kept_evaluation_leads_to_the_same_day_as_it_is_known_now(network: Body, client: Client) -> None:
    kept = EvaluationFactory(body=network, on=dt.date(2026, 8, 31))
    page = read(client, kept.get_absolute_url())
    assert f'href="{network.get_absolute_url()}?on=2026-08-31"' in page


def test_a_kept_evaluation_names_nobody(network: Body, client: Client, officer: User) -> None:
    kept = EvaluationFactory(body=network, kept_by=officer)
    for address in (kept.get_absolute_url(), network.get_absolute_url()):
        page = read(client, address)
        assert officer.name not in page
        assert officer.email not in page


def test_the_latest_ten_kept_evaluations_are_listed(network: Body, client: Client) -> None:
    for number in range(12):
        EvaluationFactory(body=network, on=TODAY + dt.timedelta(days=number))
    page = read(client, network.get_absolute_url())
    assert page.count("As on ") == 10
    assert "As on 12 May 2026" in page
    assert "As on 2 May 2026" not in page


def test_an_evaluation_that_is_not_there_is_not_found(client: Client) -> None:
    read(client, "/evaluations/999999/", 404)


def test_reading_and_keeping_take_few_queries(
    board: Body, client: Client, queries_of: QueriesOf, client_of: ClientOf, administrator: User
) -> None:
    LocalityFactory.create_batch(6, partnership=board.partnership)
    kept = EvaluationFactory(body=board)
    assert queries_of(client, kept.get_absolute_url()) <= 12
    assert queries_of(client_of(administrator), board.get_absolute_url()) <= 12

"""A partnership on a day: its model as a dated fact, what follows from it, and what its lead says of it."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from coproduce.accounts.models import User
from partnerships import evaluation
from partnerships.models import Body, BodyKind, IntegrationModel, Model, Partnership
from tests.conftest import ClientOf
from tests.factories.bodies import BodyFactory, SeatFactory, TenureFactory
from tests.factories.partnerships import IntegrationModelFactory

from .test_views_registers import read

CHANGE = dt.date(2026, 9, 1)
CAST = (
    *("newcomer", "reader", "officer", "lead", "officer_elsewhere", "organisation_lead"),
    *("moderator", "auditor", "administrator"),
)
pytestmark = pytest.mark.django_db


@pytest.fixture
def highland(registers: None) -> Partnership:
    """A lead agency until September 2026, and then a joint board."""
    row = Partnership.objects.get(slug="highland")
    IntegrationModel.objects.filter(partnership=row).update(until=CHANGE)
    IntegrationModelFactory(partnership=row, model=Model.JOINT_BOARD, since=CHANGE)
    return row


def said(client: Client, address: str, **typed: object) -> str:
    return client.post(address, typed, follow=True).content.decode()


# --- The model on a day ---
@pytest.mark.parametrize(
    ("on", "words", "others"),
    [
        ("2026-08-31", "Lead agency", "Integration joint board"),
        ("2026-09-01", "Integration joint board, since 1 September 2026", "Lead agency"),
    ],
)
def test_highland_has_the_model_of_the_day(
    on: str, words: str, others: str, highland: Partnership, client: Client
) -> None:
    page = read(client, f"{highland.get_absolute_url()}?on={on}")
    facts = page[page.index("Integration model</dt>") : page.index("Website</dt>")]
    assert words in facts
    assert others not in facts


@pytest.mark.parametrize(
    ("on", "asked", "not_asked"),
    [
        ("2026-08-31", ("s.32(1)(b)", "s.32(1)(c)"), ("s.32(1)(a)(i)", "s.32(1)(a)(ii)")),
        ("2026-09-01", ("s.32(1)(a)(i)", "s.32(1)(a)(ii)"), ("s.32(1)(b)", "s.32(1)(c)")),
    ],
)
def test_the_nominees_asked_for_follow_the_model_of_the_day(
    on: str, asked: tuple[str, ...], not_asked: tuple[str, ...], highland: Partnership, client: Client
) -> None:
    group = BodyFactory(partnership=highland, kind=BodyKind.PLANNING_GROUP)
    page = read(client, f"{group.get_absolute_url()}?on={on}")
    assert all(f", {provision}</td>" in page for provision in asked)
    assert not [provision for provision in not_asked if f", {provision}</td>" in page]


def test_a_seat_of_the_former_model_is_worth_a_second_look(
    highland: Partnership, client_of: ClientOf, administrator: User, client: Client
) -> None:
    group = BodyFactory(partnership=highland, kind=BodyKind.PLANNING_GROUP)
    IntegrationModel.objects.current(CHANGE).filter(partnership=highland).update(since=localdate())
    IntegrationModel.objects.past(localdate()).filter(partnership=highland).update(until=localdate())
    client_of(administrator).post(f"/bodies/{group.pk}/seats/from-rules/")
    SeatFactory(body=group, title="Old nominee").groups.set(
        row.group for row in evaluation.report(group, dt.date(2020, 1, 1)).rules[:1]
    )
    page = read(client, group.get_absolute_url())
    assert "“Old nominee” answers for" in page
    assert "which no rule asks for on this day" in page


@pytest.mark.parametrize(
    ("kind", "until", "words"),
    [
        (BodyKind.MONITORING_COMMITTEE, None, "it has a joint board and no monitoring committee"),
        (BodyKind.JOINT_BOARD, CHANGE, "it has a monitoring committee and no joint board"),
    ],
)
def test_a_body_of_the_other_model_is_worth_a_second_look_on_the_day(
    kind: BodyKind, until: dt.date | None, words: str, highland: Partnership, client: Client
) -> None:
    body = BodyFactory(partnership=highland, kind=kind)
    on = "2026-08-31" if until else "2026-09-01"
    assert words in read(client, f"{body.get_absolute_url()}?on={on}")


def test_the_committee_may_hand_over_to_the_board_on_the_day_of_change(
    highland: Partnership, client_of: ClientOf, administrator: User
) -> None:
    BodyFactory(partnership=highland, kind=BodyKind.MONITORING_COMMITTEE, until=CHANGE)
    address = f"/partnerships/{highland.slug}/bodies/new/"
    typed = {"kind": BodyKind.JOINT_BOARD, "name": "Board", "clear_days": 5, "from_rules": "on"}
    first = {"since_day": 1, "since_month": 9, "since_year": 2026}
    assert client_of(administrator).post(address, {**typed, **first}).status_code == 302
    board = Body.objects.get(kind=BodyKind.JOINT_BOARD)
    assert evaluation.report(board, CHANGE).voting_members == 9


def test_a_partnership_whose_model_nobody_recorded_says_so(fife: Partnership, client: Client) -> None:
    page = read(client, fife.get_absolute_url())
    facts = page[page.index("Integration model</dt>") : page.index("Website</dt>")]
    assert "Not recorded" in facts


def test_before_the_first_model_is_known_it_is_not_recorded(fife: Partnership, client: Client) -> None:
    IntegrationModelFactory(partnership=fife, since=dt.date(2016, 4, 1))
    page = read(client, f"{fife.get_absolute_url()}?on=2016-03-31")
    facts = page[page.index("Integration model</dt>") : page.index("Website</dt>")]
    assert "Not recorded" in facts


@pytest.mark.parametrize("name", ["officer", "lead"])
def test_the_model_is_not_for_the_partnership_itself_to_edit(
    name: str, fife: Partnership, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    there = IntegrationModelFactory(partnership=fife)
    client = client_of(request.getfixturevalue(name))
    address = reverse("admin:partnerships_partnership_change", args=[fife.pk])
    assert client.post(address, {"integration_models-0-model": "lead_agency"}).status_code == 403
    there.refresh_from_db()
    assert there.model == Model.JOINT_BOARD


# --- Any day ---
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("soon", "Enter a real date, like 1/9/2026"),
        ("2026-02-30", "Enter a real date, like 1/9/2026"),
        ("0001-01-01", "The year must be four figures between 1900 and 2100"),
    ],
)
@pytest.mark.parametrize("which", ["partnership", "body"])
def test_a_day_that_is_none_is_told_and_today_is_shown(
    which: str, typed: str, words: str, fife: Partnership, client: Client
) -> None:
    body = BodyFactory(partnership=fife, name="Network of today", since=localdate())
    address = (body if which == "body" else fife).get_absolute_url()
    shown = read(client, f"{address}?on={typed}")
    assert words in shown
    assert "Network of today" in shown
    assert "This is how it" not in shown


def test_a_partnership_shows_the_bodies_of_the_day(fife: Partnership, client: Client) -> None:
    BodyFactory(partnership=fife, name="Old forum", until=CHANGE)
    BodyFactory(partnership=fife, name="New forum", since=CHANGE)
    before = read(client, f"{fife.get_absolute_url()}?on=2026-08-31")
    after = read(client, f"{fife.get_absolute_url()}?on=2026-09-01")
    assert ("Old forum" in before, "New forum" in before) == (True, False)
    assert ("Old forum" in after, "New forum" in after) == (False, True)


def test_vacancies_are_counted_for_the_day(fife: Partnership, client: Client) -> None:
    seat = SeatFactory(body__partnership=fife, body__name="Forum")
    SeatFactory(body=seat.body, since=CHANGE)
    TenureFactory(seat=seat, until=CHANGE)
    assert "1 seat, 0 vacant" in read(client, f"{fife.get_absolute_url()}?on=2026-08-31")
    assert "2 seats, 2 vacant" in read(client, f"{fife.get_absolute_url()}?on=2026-09-01")


def test_a_partnership_without_bodies_says_so(fife: Partnership, client: Client) -> None:
    BodyFactory(name="Forum elsewhere")
    page = read(client, fife.get_absolute_url())
    assert "No body is recorded for this day." in page
    assert "Forum elsewhere" not in page


# --- What the lead says ---
def test_a_rejected_contact_keeps_what_was_typed(fife: Partnership, client_of: ClientOf, lead: User) -> None:
    typed = {"contact_role": "Planning desk", "contact_email": "desk"}
    page = said(client_of(lead), f"/partnerships/{fife.slug}/edit/", **typed)
    assert "There is a problem" in page
    assert 'value="Planning desk"' in page
    assert 'value="desk"' in page
    fife.refresh_from_db()
    assert fife.contact_role == ""


def test_everyone_reads_whom_to_ask(
    fife: Partnership, client_of: ClientOf, lead: User, client: Client
) -> None:
    typed = {
        "website": "fife.example",
        "contact_role": "Planning desk",
        "contact_email": "desk@fife.example",
        "contact_phone": "01592 000000",
    }
    assert "It is saved." in said(client_of(lead), f"/partnerships/{fife.slug}/edit/", **typed)
    page = read(client, fife.get_absolute_url())
    for words in ("https://fife.example", "Planning desk", "desk@fife.example", "01592 000000"):
        assert words in page


def test_the_contact_is_edited_by_the_lead_alone(
    fife: Partnership, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    address = f"/partnerships/{fife.slug}/edit/"
    answers = {name: client_of(request.getfixturevalue(name)).get(address).status_code for name in CAST}
    assert {name for name, status in answers.items() if status == 200} == {"lead"}
    assert set(answers.values()) == {200, 403}


def test_a_lead_does_not_speak_for_another_partnership(
    dundee: Partnership, client_of: ClientOf, lead: User
) -> None:
    client, address = client_of(lead), f"/partnerships/{dundee.slug}/edit/"
    assert client.post(address, {"contact_role": "Mine"}).status_code == 403
    dundee.refresh_from_db()
    assert dundee.contact_role == ""

"""Logs of decisions outside the plan (Act s.36) and for a locality (Act s.41): who writes and who reads."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate

from coproduce.accounts.models import User
from partnerships.models import Locality, LocalityDecision, Partnership, SignificantDecision
from tests.conftest import ClientOf
from tests.factories.bodies import LocalityFactory
from tests.factories.partnerships import StatutoryGroupFactory
from tests.factories.planning import LocalityDecisionFactory, SignificantDecisionFactory

from .conftest import QueriesOf
from .test_views_duties import boxes, sent
from .test_views_registers import read

pytestmark = pytest.mark.django_db
OUTSIDE, LOCAL = "/partnerships/fife/decisions/", "/partnerships/fife/locality-decisions/"
DAY = dt.date(2026, 6, 1)


@pytest.fixture
def desk(client_of: ClientOf, officer: User) -> Client:
    return client_of(officer)


@pytest.fixture
def leven(fife: Partnership) -> Locality:
    return LocalityFactory(partnership=fife, name="Leven")


def outside(**changes: Any) -> dict[str, Any]:
    return sent(title="The ward closes", reason="Flooding") | boxes("decided_on", DAY) | changes


def local(locality: Locality, **changes: Any) -> dict[str, Any]:
    told = {"title": "The clinic moves", "consulted": "Residents", "contributed": "The day"}
    return sent(locality=locality.pk, **told) | boxes("decided_on", DAY) | changes


@pytest.mark.parametrize(("address", "section"), [(OUTSIDE, "s.36"), (LOCAL, "s.41")])
def test_an_empty_log_says_what_comes_here_and_why(
    client: Client, fife: Partnership, address: str, section: str
) -> None:
    page = read(client, address)
    assert "No such decision is recorded" in page
    assert f"2014 Act {section}" in page


@pytest.mark.parametrize("address", [OUTSIDE, LOCAL])
@pytest.mark.parametrize(
    ("name", "may"),
    [("reader", False), ("officer", True), ("lead", True), ("officer_elsewhere", False), ("editor", False)],
)
def test_who_is_offered_to_record_is_who_may(
    client_of: ClientOf, fife: Partnership, address: str, name: str, may: bool, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(name))
    assert ("Record a decision" in read(client, address)) is may
    assert client.get(f"{address}new/").status_code == (200 if may else 403)
    assert (client.post(f"{address}new/", outside()).status_code == 403) is not may


@pytest.mark.parametrize("name", ["reader", "officer_elsewhere", "moderator", "administrator"])
def test_nobody_else_edits_a_decision(
    client_of: ClientOf, leven: Locality, name: str, request: pytest.FixtureRequest
) -> None:
    decision = SignificantDecisionFactory(partnership=leven.partnership)
    local_one = LocalityDecisionFactory(locality=leven)
    client = client_of(request.getfixturevalue(name))
    for address in (f"/decisions/{decision.pk}/edit/", f"/locality-decisions/{local_one.pk}/edit/"):
        assert client.post(address, outside(title="Mine")).status_code == 403
    assert "Edit<span" not in read(client, OUTSIDE)
    decision.refresh_from_db()
    assert decision.title != "Mine"


def test_without_an_account_one_reads_and_is_asked_to_sign_in_to_write(
    client: Client, fife: Partnership
) -> None:
    SignificantDecisionFactory(partnership=fife, title="The ward closes")
    assert "The ward closes" in read(client, OUTSIDE)
    answer = client.post(f"{OUTSIDE}new/", outside())
    assert answer["Location"].startswith("/accounts/login")
    assert SignificantDecision.objects.count() == 1


def test_everything_that_was_said_is_on_the_page(client: Client, fife: Partnership) -> None:
    SignificantDecisionFactory(
        partnership=fife, title="Dùnadh na h-uàirde", decided_on=DAY, reason="Roof\n\nand <b>rain</b>",
        planning_group_asked_on=dt.date(2026, 5, 1), planning_group_views="Keep visiting hours.",
        users_involved="Two evenings.", link="https://fife.example/paper",
    )  # fmt: skip
    page = read(client, OUTSIDE)
    for words in (
        "Dùnadh na h-uàirde",
        "1 June 2026",
        "Asked on 1 May 2026",
        "Keep visiting hours.",
        "Two evenings.",
    ):
        assert words in page
    assert "<p>Roof</p>" in page
    assert "&lt;b&gt;rain&lt;/b&gt;" in page
    assert 'href="https://fife.example/paper" rel="noopener nofollow"' in page


def test_what_the_law_asks_and_nobody_recorded_is_told_as_missing(client: Client, fife: Partnership) -> None:
    SignificantDecisionFactory(partnership=fife)
    page = read(client, OUTSIDE)
    assert "Its views are not recorded" in page
    assert "How they were involved is not recorded" in page


def test_the_latest_decision_comes_first(client: Client, fife: Partnership) -> None:
    for title, month in (("Second", 5), ("First", 4), ("Third", 6)):
        SignificantDecisionFactory(partnership=fife, title=title, decided_on=dt.date(2026, month, 1))
    page = read(client, OUTSIDE)
    assert page.index("<h2>Third") < page.index("<h2>Second") < page.index("<h2>First")


def test_decisions_of_others_are_in_their_own_log(
    client: Client, fife: Partnership, dundee: Partnership
) -> None:
    SignificantDecisionFactory(partnership=dundee, title="Theirs")
    LocalityDecisionFactory(locality__partnership=dundee, title="Theirs too")
    assert "Theirs" not in read(client, OUTSIDE) + read(client, LOCAL)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "Enter what was decided"),
        ({"title": "x" * 201}, "200 characters"),
        ({"reason": " "}, "Enter why it was taken outside the plan"),
        ({"reason": "x" * 4001}, "4000 characters"),
        ({"decided_on_day": ""}, "must include a day"),
        ({"decided_on_month": "13"}, "Enter the day it was decided"),
        ({"decided_on_year": "26"}, "year must be four figures"),
        ({"planning_group_asked_on_day": "1"}, "must include a month and a year"),
        ({"link": "javascript:alert(1)"}, "There is a problem"),
        ({"title": "NUL\0"}, "There is a problem"),
    ],
)
def test_a_decision_is_refused_in_words_and_stays_on_the_page(
    desk: Client, fife: Partnership, changes: dict[str, str], words: str
) -> None:
    page = desk.post(f"{OUTSIDE}new/", outside(users_involved="Half a word") | changes).content.decode()
    assert words in page
    assert "Half a word" in page
    assert not SignificantDecision.objects.exists()


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("locality", "There is a problem"),
        ("consulted", "Enter who was consulted, and how"),
        ("contributed", "Enter what it contributed to the decision"),
    ],
)
def test_a_decision_for_a_locality_needs_whom_and_what_it_contributed(
    desk: Client, leven: Locality, missing: str, words: str
) -> None:
    page = desk.post(f"{LOCAL}new/", local(leven) | {missing: ""}).content.decode()
    assert words in page
    assert 'value="The clinic moves"' in page
    assert not LocalityDecision.objects.exists()


def test_nothing_was_decided_tomorrow(desk: Client, leven: Locality) -> None:
    today, tomorrow = (boxes("decided_on", localdate() + dt.timedelta(days=ahead)) for ahead in (0, 1))
    for address, told in ((OUTSIDE, outside()), (LOCAL, local(leven))):
        page = desk.post(f"{address}new/", told | tomorrow).content.decode()
        assert "The day it was decided must be today or earlier" in page
        assert desk.post(f"{address}new/", told | today)["Location"] == address


def test_a_button_pressed_twice_records_one_decision(desk: Client, leven: Locality) -> None:
    first, second = outside(), local(leven)
    for _ in range(2):
        assert desk.post(f"{OUTSIDE}new/", first)["Location"] == OUTSIDE
        assert desk.post(f"{LOCAL}new/", second)["Location"] == LOCAL
    assert (SignificantDecision.objects.count(), LocalityDecision.objects.count()) == (1, 1)


def test_a_decision_belongs_to_the_partnership_in_the_address(
    desk: Client, fife: Partnership, dundee: Partnership
) -> None:
    desk.post(f"{OUTSIDE}new/", outside(partnership=dundee.pk))
    assert SignificantDecision.objects.get().partnership == fife


def test_groups_that_were_consulted_are_listed(desk: Client, client: Client, leven: Locality) -> None:
    group, other = StatutoryGroupFactory(label="Unpaid carers"), StatutoryGroupFactory(label="Providers")
    desk.post(f"{LOCAL}new/", local(leven, groups=[group.pk]))
    assert list(LocalityDecision.objects.get().groups.all()) == [group]
    page = read(client, LOCAL)
    assert "<li>Unpaid carers</li>" in page
    assert str(other) not in page
    assert "Leven, 1 June 2026" in page


def test_a_group_that_is_no_standard_consultee_is_refused(desk: Client, leven: Locality) -> None:
    forged = StatutoryGroupFactory(applies_to="strategic_planning_group")
    answer = desk.post(f"{LOCAL}new/", local(leven, groups=[forged.pk]))
    assert "There is a problem" in answer.content.decode()
    assert not LocalityDecision.objects.exists()


def test_of_two_who_edit_at_once_the_second_is_told_and_keeps_the_words(
    desk: Client, fife: Partnership
) -> None:
    made = SignificantDecisionFactory(partnership=fife)
    address = f"/decisions/{made.pk}/edit/"
    seen = desk.get(address).context["form"]["seen_at"].value()
    assert desk.post(address, outside(title="First", seen_at=seen)).status_code == 302
    page = desk.post(address, outside(title="Second", seen_at=seen)).content.decode()
    assert "Someone else changed this significant decision" in page
    assert 'value="Second"' in page
    made.refresh_from_db()
    assert made.title == "First"


def test_an_edit_moves_a_decision_to_a_locality_of_ones_own_only(
    desk: Client, leven: Locality, dundee: Partnership
) -> None:
    made, elsewhere = LocalityDecisionFactory(locality=leven), LocalityFactory(partnership=dundee)
    address = f"/locality-decisions/{made.pk}/edit/"
    seen = desk.get(address).context["form"]["seen_at"].value()
    assert desk.post(address, local(elsewhere, seen_at=seen)).status_code == 200
    other = LocalityFactory(partnership=leven.partnership, name="Cupar")
    assert desk.post(address, local(other, seen_at=seen))["Location"] == LOCAL
    made.refresh_from_db()
    assert made.locality == other


def test_who_changed_a_decision_is_kept(desk: Client, fife: Partnership, officer: User) -> None:
    made = SignificantDecisionFactory(partnership=fife)
    seen = desk.get(f"/decisions/{made.pk}/edit/").context["form"]["seen_at"].value()
    desk.post(f"/decisions/{made.pk}/edit/", outside(title="Better", seen_at=seen))
    events = made.events.order_by("pgh_id")  # type: ignore[attr-defined]
    last = events.last()
    assert (last.title, last.pgh_context.metadata["user"]) == ("Better", officer.pk)
    assert events.count() == 2


@pytest.mark.parametrize("address", ["/decisions/99999/edit/", "/locality-decisions/99999/edit/"])
def test_a_decision_that_is_not_there_is_not_found(desk: Client, address: str) -> None:
    read(desk, address, 404)


def test_pages_of_a_partnership_that_is_not_there_are_not_found(client: Client, desk: Client) -> None:
    for place in ("decisions/", "locality-decisions/"):
        read(client, f"/partnerships/nowhere/{place}", 404)
        assert (
            desk.post(f"/partnerships/nowhere/{place}new/", {"submission": str(uuid.uuid4())}).status_code
            == 404
        )


@pytest.mark.parametrize("address", [OUTSIDE, LOCAL])
def test_a_log_takes_as_many_queries_for_forty_rows_as_for_two(
    desk: Client, leven: Locality, address: str, queries_of: QueriesOf
) -> None:
    counts = []
    for more in (2, 38):
        SignificantDecisionFactory.create_batch(more, partnership=leven.partnership)
        for made in LocalityDecisionFactory.create_batch(more, locality=leven):
            made.groups.add(StatutoryGroupFactory())
        counts.append(queries_of(desk, address))
    assert counts[0] == counts[1] <= 12

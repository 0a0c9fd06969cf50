"""Parts of organisations in a partnership: begun by officers, ended by a day, shown as they stand."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate

from coproduce.accounts.models import User
from partnerships.models import Organisation, Partnership, PartnershipPart
from tests.conftest import ClientOf
from tests.factories.organisations import PartnershipPartFactory
from tests.factories.partnerships import OrganisationFactory

from .conftest import QueriesOf
from .test_views_bodies import boxes, sent
from .test_views_registers import read

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 4, 1)


@pytest.fixture
def part(fife: Partnership, organisation: Organisation) -> PartnershipPart:
    return PartnershipPartFactory(
        partnership=fife, organisation=organisation, since=DAY, detail="Three days a week"
    )


def new(partnership: Partnership) -> str:
    return f"{partnership.get_absolute_url()}parts/new/"


def typed(organisation: Organisation, **changes: Any) -> dict[str, Any]:
    return sent(organisation=organisation.pk, part="supports_people", **changes)


# --- Beginning ---
def test_an_officer_adds_a_part_once(
    client_of: ClientOf, officer: User, fife: Partnership, organisation: Organisation
) -> None:
    form = typed(organisation, **boxes("since", DAY))
    for _ in range(2):
        assert client_of(officer).post(new(fife), form)["Location"] == fife.get_absolute_url()
    made = PartnershipPart.objects.get()
    assert (made.organisation, made.partnership, made.since) == (organisation, fife, DAY)


@pytest.mark.parametrize("address", ["fife", "organisation"])
def test_a_part_is_shown_on_both_pages(
    address: str, client: Client, part: PartnershipPart, request: pytest.FixtureRequest
) -> None:
    page = read(client, request.getfixturevalue(address).get_absolute_url())
    for words in ("Supports people to take part", "from 1 April 2026", "Three days a week"):
        assert words in page
    assert part.partnership.name in page
    assert part.organisation.name in page


def test_the_same_part_twice_at_once_is_refused_in_words(
    client_of: ClientOf, officer: User, fife: Partnership, part: PartnershipPart
) -> None:
    page = client_of(officer).post(new(fife), typed(part.organisation)).content.decode()
    assert "has this part on some of these days already" in page
    assert PartnershipPart.objects.count() == 1


def test_the_same_part_begins_again_when_the_first_has_ended(
    client_of: ClientOf, officer: User, fife: Partnership, part: PartnershipPart
) -> None:
    PartnershipPart.objects.update(until=dt.date(2026, 6, 1))
    form = typed(part.organisation, **boxes("since", dt.date(2026, 6, 1)))
    assert client_of(officer).post(new(fife), form).status_code == 302
    assert PartnershipPart.objects.count() == 2


def test_an_organisation_has_several_parts_at_once(
    client_of: ClientOf, officer: User, fife: Partnership, part: PartnershipPart
) -> None:
    form = {**typed(part.organisation), "part": "provides_care"}
    assert client_of(officer).post(new(fife), form).status_code == 302


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"organisation": ""}, "Choose an organisation"),
        ({"organisation": "0"}, "from the list"),
        ({"part": ""}, "Choose what it does in the partnership"),
        ({"part": "rules"}, "from the list"),
        ({"detail": "x" * 301}, "300 characters or fewer"),
        (boxes("since", DAY) | boxes("until", DAY), "must be after the first"),
        ({"since_day": "31", "since_month": "2", "since_year": "2026"}, "like 27 3 2027"),
    ],
)
def test_a_part_that_cannot_be_is_refused_in_words(
    changes: dict[str, Any], words: str, client_of: ClientOf, officer: User, fife: Partnership,
    organisation: Organisation,
) -> None:  # fmt: skip
    page = client_of(officer).post(new(fife), {**typed(organisation, detail="Kept"), **changes})
    assert words in page.content.decode()
    assert not PartnershipPart.objects.exists()


def test_a_merged_entry_is_offered_no_part(
    client_of: ClientOf, officer: User, fife: Partnership, organisation: Organisation
) -> None:
    duplicate = OrganisationFactory(merged_into=organisation)
    page = client_of(officer).post(new(fife), typed(duplicate)).content.decode()
    assert "from the list" in page


# --- Ending ---
def end(client: Client, part: PartnershipPart, day: dt.date) -> str:
    answer = client.post(f"/parts/{part.pk}/end/", boxes("until", day), follow=True)
    return answer.content.decode()


def test_an_officer_ends_a_part_and_it_stays_in_the_record(
    client_of: ClientOf, officer: User, part: PartnershipPart
) -> None:
    client = client_of(officer)
    assert "Fife Voluntary Action" in read(client, f"/parts/{part.pk}/end/")
    page = end(client, part, dt.date(2026, 6, 1))
    assert "Past parts (1)" in page
    assert "from 1 April 2026, until 1 June 2026" in page
    assert PartnershipPart.objects.count() == 1


def test_a_mistake_of_today_is_taken_back_today_and_shown_nowhere(
    client_of: ClientOf, officer: User, fife: Partnership
) -> None:
    mistake = PartnershipPartFactory(partnership=fife, since=localdate(), detail="Typed by mistake")
    page = end(client_of(officer), mistake, localdate())
    assert "The part has its end" in page
    assert "Typed by mistake" not in page
    assert PartnershipPart.objects.get().until == localdate()


def test_a_part_does_not_end_before_it_begins(
    client_of: ClientOf, officer: User, part: PartnershipPart
) -> None:
    page = end(client_of(officer), part, DAY - dt.timedelta(days=1))
    assert "It cannot end before the day it began" in page
    part.refresh_from_db()
    assert part.until is None


def test_a_part_without_a_known_beginning_ends_on_any_day(
    client_of: ClientOf, officer: User, fife: Partnership
) -> None:
    old = PartnershipPartFactory(partnership=fife)
    assert "until 1 April 1998" in end(client_of(officer), old, dt.date(1998, 4, 1))


def test_a_part_ends_on_a_day_that_is_typed(
    client_of: ClientOf, officer: User, part: PartnershipPart
) -> None:
    answer = client_of(officer).post(f"/parts/{part.pk}/end/", {"until_day": "1"})
    assert "must include a month and a year" in answer.content.decode()


# --- Who ---
@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("reader", 403),
        ("officer_elsewhere", 403),
        ("organisation_lead", 403),
        ("newcomer", 403),
        ("auditor", 403),
        ("officer", 200),
        ("lead", 200),
        ("administrator", 200),
    ],
)
def test_the_partnership_says_who_has_a_part(
    name: str, status: int, client_of: ClientOf, part: PartnershipPart, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(name))
    read(client, new(part.partnership), status)
    read(client, f"/parts/{part.pk}/end/", status)
    page = read(client, part.partnership.get_absolute_url())
    assert (f"/parts/{part.pk}/end/" in page) == (status == 200)


def test_a_press_of_another_day_is_no_press_of_this_one(
    client_of: ClientOf, officer: User, fife: Partnership, organisation: Organisation
) -> None:
    form = {**typed(organisation), "submission": "soon"}
    assert "This page was incomplete" in client_of(officer).post(new(fife), form).content.decode()
    assert not PartnershipPart.objects.filter(submission=uuid.uuid4()).exists()


# --- As on a day ---
@pytest.mark.parametrize(
    ("on", "is_current", "is_past", "is_coming"),
    [
        (dt.date(2026, 3, 31), False, False, True),
        (DAY, True, False, False),
        (dt.date(2026, 5, 31), True, False, False),
        (dt.date(2026, 6, 1), False, True, False),
    ],
)
def test_a_part_stands_on_a_day(
    on: dt.date, is_current: bool, is_past: bool, is_coming: bool, part: PartnershipPart
) -> None:
    PartnershipPart.objects.update(until=dt.date(2026, 6, 1))
    found = PartnershipPart.objects.as_on(on)
    assert [bool(rows) for rows in (found.current, found.past, found.coming)] == [
        is_current,
        is_past,
        is_coming,
    ]


def test_the_partnership_page_tells_parts_as_they_were(client: Client, part: PartnershipPart) -> None:
    address = part.partnership.get_absolute_url()
    assert "To come" in read(client, f"{address}?on=2026-03-31")
    assert "To come" not in read(client, f"{address}?on=2026-04-01")


def test_pages_without_a_part_say_so(client: Client, fife: Partnership, organisation: Organisation) -> None:
    for row in (fife, organisation):
        assert "No part is recorded" in read(client, row.get_absolute_url())


def test_parts_take_as_many_queries_for_fifty_as_for_two(
    client_of: ClientOf, officer: User, fife: Partnership, queries_of: QueriesOf
) -> None:
    client = client_of(officer)
    PartnershipPartFactory.create_batch(2, partnership=fife)
    few = queries_of(client, fife.get_absolute_url())
    PartnershipPartFactory.create_batch(48, partnership=fife)
    assert queries_of(client, fife.get_absolute_url()) == few <= 12


def test_the_page_of_an_organisation_tells_its_parts_as_on_another_day(
    client: Client, organisation: Organisation, fife: Partnership
) -> None:
    days = {"since": dt.date(2024, 1, 1), "until": dt.date(2025, 1, 1)}
    PartnershipPartFactory(organisation=organisation, partnership=fife, **days)
    assert "No part is recorded for this day." in read(client, organisation.get_absolute_url())
    then = read(client, f"{organisation.get_absolute_url()}?on=2024-06-01")
    assert "No part is recorded for this day." not in then
    assert "Past parts" not in then

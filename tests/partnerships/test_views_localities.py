"""Localities as the lead keeps them and everyone reads them on a day: Act s.29(3)(a), s.32(7)."""

import datetime as dt

import pytest
from django.test import Client
from django.utils.timezone import localdate

from coproduce.accounts.models import User
from partnerships.models import Body, BodyKind, Locality, Partnership
from tests.conftest import ClientOf
from tests.factories.bodies import BodyFactory, LocalityFactory, SeatFactory
from tests.factories.partnerships import IntegrationModelFactory
from tests.threads import at_once

from .test_views_bodies import boxes, sent
from .test_views_registers import read

FIRST, END = dt.date(2026, 4, 1), dt.date(2026, 9, 1)
CAST = (
    *("newcomer", "reader", "officer", "lead", "officer_elsewhere", "organisation_lead"),
    *("moderator", "auditor", "administrator"),
)
pytestmark = pytest.mark.django_db


@pytest.fixture
def north(fife: Partnership) -> Locality:
    return LocalityFactory(partnership=fife, name="North")


def said(client: Client, address: str, **typed: object) -> str:
    return client.post(address, typed, follow=True).content.decode()


def edited(client: Client, locality: Locality, **typed: object) -> str:
    address = f"/localities/{locality.pk}/edit/"
    seen = client.get(address).context["form"]["seen_at"].value()
    return said(client, address, **{"name": locality.name, "seen_at": seen, **typed})


# --- Reading ---
def test_a_locality_has_its_gaelic_name_marked_as_gaelic(fife: Partnership, client: Client) -> None:
    LocalityFactory(
        partnership=fife, name="Skye", gaelic_name="An t-Eilean Sgitheanach", description="Portree"
    )
    page = read(client, fife.get_absolute_url())
    assert 'Skye (<span lang="gd">An t-Eilean Sgitheanach</span>): Portree' in page


@pytest.mark.parametrize(
    ("on", "there"),
    [("2026-03-31", False), ("2026-04-01", True), ("2026-08-31", True), ("2026-09-01", False)],
)
def test_a_locality_is_shown_from_its_first_day_until_its_last(
    on: str, there: bool, fife: Partnership, client: Client
) -> None:
    LocalityFactory(partnership=fife, name="Levenmouth", since=FIRST, until=END)
    assert ("Levenmouth" in read(client, f"{fife.get_absolute_url()}?on={on}")) is there


def test_a_partnership_without_localities_says_so(fife: Partnership, client: Client) -> None:
    LocalityFactory(name="Elsewhere")
    page = read(client, fife.get_absolute_url())
    assert "No locality is recorded for this day." in page
    assert "Elsewhere" not in page


def test_what_is_typed_is_shown_as_text(fife: Partnership, client: Client) -> None:
    LocalityFactory(partnership=fife, name="<b>North</b>", description="<script>x</script>")
    page = read(client, fife.get_absolute_url())
    assert "&lt;b&gt;North&lt;/b&gt;" in page
    assert "<script>x" not in page


# --- Keeping ---
def test_the_form_says_how_many_localities_the_law_wants(
    fife: Partnership, client_of: ClientOf, lead: User
) -> None:
    page = read(client_of(lead), f"/partnerships/{fife.slug}/localities/new/")
    assert "two or more localities (Act s.29(3)(a))" in page


def test_a_rejected_locality_keeps_what_was_typed(fife: Partnership, client_of: ClientOf, lead: User) -> None:
    typed = sent(name="", gaelic_name="A’ Mhanachainn", description="Beauly and Kiltarlity")
    page = said(client_of(lead), f"/partnerships/{fife.slug}/localities/new/", **typed)
    assert "There is a problem" in page
    assert "Enter a name" in page
    assert "A’ Mhanachainn" in page
    assert "Beauly and Kiltarlity" in page


def test_a_locality_is_added_once_however_often_the_button_is_pressed(
    fife: Partnership, client_of: ClientOf, lead: User
) -> None:
    client, typed = client_of(lead), sent(name="North")
    for _ in range(2):
        assert "North" in said(client, f"/partnerships/{fife.slug}/localities/new/", **typed)
    assert Locality.objects.count() == 1


def test_a_locality_may_be_announced_for_a_day_to_come(
    fife: Partnership, client_of: ClientOf, lead: User, client: Client
) -> None:
    coming = localdate() + dt.timedelta(days=60)
    typed = sent(name="Newtown", **boxes("since", coming))
    said(client_of(lead), f"/partnerships/{fife.slug}/localities/new/", **typed)
    assert "Newtown" not in read(client, fife.get_absolute_url())
    assert "Newtown" in read(client, f"{fife.get_absolute_url()}?on={coming:%Y-%m-%d}")


def test_a_locality_that_ends_stays_in_the_record(
    north: Locality, client_of: ClientOf, lead: User, client: Client
) -> None:
    edited(client_of(lead), north, **boxes("until", FIRST))
    address = north.partnership.get_absolute_url()
    assert ">North" not in read(client, address)
    assert "<li>North" in read(client, f"{address}?on=2026-03-31")


def test_after_a_locality_has_ended_its_name_is_taken_up_again(
    north: Locality, client_of: ClientOf, lead: User
) -> None:
    client = client_of(lead)
    edited(client, north, **boxes("until", FIRST))
    typed = sent(name="North", **boxes("since", FIRST))
    said(client, f"/partnerships/{north.partnership.slug}/localities/new/", **typed)
    assert Locality.objects.of_partnership(north.partnership).count() == 2


def test_the_seat_of_a_locality_that_has_ended_is_worth_a_second_look(
    north: Locality, client_of: ClientOf, lead: User, client: Client
) -> None:
    IntegrationModelFactory(partnership=north.partnership)
    group = BodyFactory(partnership=north.partnership, kind=BodyKind.PLANNING_GROUP)
    SeatFactory(body=group, locality=north, title="For the north")
    edited(client_of(lead), north, **boxes("until", FIRST))
    page = read(client, group.get_absolute_url())
    assert "“For the north” speaks for North, which is no locality on this day." in page
    assert "no locality is recorded" in page


def test_localities_count_for_the_planning_group_of_their_own_partnership(
    north: Locality, dundee: Partnership, client: Client
) -> None:
    IntegrationModelFactory(partnership=dundee)
    group: Body = BodyFactory(partnership=dundee, kind=BodyKind.PLANNING_GROUP)
    assert "No seat speaks for the locality North" not in read(client, group.get_absolute_url())


# --- Who may ---
@pytest.mark.parametrize("address", ["/partnerships/fife/localities/new/", "/localities/{}/edit/"])
def test_localities_are_kept_by_the_lead(
    address: str, north: Locality, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    page = address.format(north.pk)
    answers = {name: client_of(request.getfixturevalue(name)).get(page).status_code for name in CAST}
    assert {name for name, status in answers.items() if status == 200} == {"lead", "administrator"}
    assert set(answers.values()) == {200, 403}


@pytest.mark.parametrize("name", ["officer", "reader", "officer_elsewhere"])
def test_who_may_not_changes_nothing(
    name: str, north: Locality, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(name))
    assert client.post(f"/localities/{north.pk}/edit/", {"name": "Mine"}).status_code == 403
    assert Locality.objects.get().name == "North"
    assert f"/localities/{north.pk}/edit/" not in read(client, north.partnership.get_absolute_url())


def test_the_public_is_sent_to_sign_in(north: Locality, client: Client) -> None:
    answer = client.post(f"/localities/{north.pk}/edit/", {"name": "Mine"})
    assert answer["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("address", ["/partnerships/nowhere/localities/new/", "/localities/999999/edit/"])
def test_what_is_not_there_is_not_found(address: str, client_of: ClientOf, lead: User) -> None:
    read(client_of(lead), address, 404)


@pytest.mark.django_db(transaction=True)
def test_two_who_add_the_same_locality_at_once_leave_one(
    fife: Partnership, client_of: ClientOf, lead: User
) -> None:
    client, address = client_of(lead), f"/partnerships/{fife.slug}/localities/new/"
    answers = at_once(*[lambda: client.post(address, sent(name="North"))] * 2)
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    assert Locality.objects.count() == 1

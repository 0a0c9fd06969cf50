"""Pages of one's own account and of teams."""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries as Queries

from coproduce.accounts.models import Role, RoleName, Team, User
from partnerships.models import Organisation, Partnership
from tests.conftest import ClientOf
from tests.factories.accounts import holder, invitation


def test_the_account_page_shows_roles_and_ways_to_change(client_of: ClientOf, lead: User) -> None:
    page = client_of(lead).get("/account/").content.decode()
    assert all(words in page for words in ("Lorna Lead", "lead@fife.example", "Fife Health", "Set up"))


def test_someone_without_a_role_reads_what_to_do(client_of: ClientOf, newcomer: User) -> None:
    assert "ask a lead of your partnership" in client_of(newcomer).get("/account/").content.decode()


def test_a_name_can_be_changed(client_of: ClientOf, newcomer: User) -> None:
    client_of(newcomer).post("/account/name/", {"name": "Neil New"})
    newcomer.refresh_from_db()
    assert newcomer.name == "Neil New"


def test_a_missing_name_is_asked_for_in_words(client_of: ClientOf, newcomer: User) -> None:
    assert "Enter your name" in client_of(newcomer).post("/account/name/", {}).content.decode()


def test_a_team_page_shows_who_is_there_and_who_was(
    client_of: ClientOf, lead: User, fife: Partnership
) -> None:
    gone = holder(RoleName.READER, fife.team, name="Gavin Gone")
    Role.objects.filter(user=gone).update(until=timezone.localdate())
    page = client_of(lead).get(f"/teams/{fife.team_id}/").content.decode()
    assert page.index("Lorna Lead") < page.index("Before") < page.index("Gavin Gone")


def test_only_those_who_invite_see_addresses_and_buttons(
    client_of: ClientOf, lead: User, reader: User, fife: Partnership
) -> None:
    invitation(fife.team, email="invited@example.org")
    pages = [client_of(who).get(f"/teams/{fife.team_id}/").content.decode() for who in (lead, reader)]
    shown = [
        [words in page for words in ("invited@example.org", "Invite someone", ">End<")] for page in pages
    ]
    assert shown == [[True] * 3, [False] * 3]


def test_an_administrator_finds_a_team_by_its_name(
    client_of: ClientOf, administrator: User, fife: Partnership, organisation: Organisation
) -> None:
    page = client_of(administrator).get("/teams/", {"q": "voluntary"}).content.decode()
    assert "Fife Voluntary Action" in page
    assert "Fife Health" not in page


def test_a_search_without_result_says_so(client_of: ClientOf, administrator: User) -> None:
    page = client_of(administrator).get("/teams/", {"q": "no such team"}).content.decode()
    assert "No team found" in page


@pytest.mark.parametrize("number", [3, 40])
def test_the_list_of_teams_asks_the_same_of_the_database_at_any_length(
    client_of: ClientOf,
    administrator: User,
    number: int,
    django_assert_max_num_queries: Queries,
) -> None:
    for count in range(number):
        holder(RoleName.LEAD, Team.objects.create(kind="partnership", name=f"Team {count}"))
    client = client_of(administrator)
    with django_assert_max_num_queries(7):
        client.get("/teams/")


@pytest.mark.parametrize("number", [2, 30])
def test_a_team_page_asks_the_same_of_the_database_at_any_length(
    client_of: ClientOf,
    lead: User,
    fife: Partnership,
    number: int,
    django_assert_max_num_queries: Queries,
) -> None:
    for count in range(number):
        holder(RoleName.READER, fife.team)
        invitation(fife.team, email=f"una.{count}@example.org")
    client = client_of(lead)
    with django_assert_max_num_queries(10):
        client.get(f"/teams/{fife.team_id}/")


def test_ending_a_role_is_confirmed_first(client_of: ClientOf, lead: User, reader: User) -> None:
    role, client = reader.roles.get(), client_of(lead)
    assert "End the role of Rhona Reader?" in client.get(f"/roles/{role.pk}/end/").content.decode()
    role.refresh_from_db()
    assert role.until is None
    page = client.post(f"/roles/{role.pk}/end/", follow=True).content.decode()
    assert "Rhona Reader is no longer reader" in page


def test_ending_the_last_lead_is_refused_in_words(client_of: ClientOf, lead: User) -> None:
    page = client_of(lead).post(f"/roles/{lead.roles.get().pk}/end/", follow=True).content.decode()
    assert "Lorna Lead is the only lead" in page
    assert lead.roles.get().until is None


def test_a_lead_does_not_end_roles_elsewhere(
    client_of: ClientOf, lead: User, officer_elsewhere: User
) -> None:
    role = officer_elsewhere.roles.get()
    assert client_of(lead).post(f"/roles/{role.pk}/end/").status_code == 404
    role.refresh_from_db()
    assert role.until is None


def test_an_ended_role_closes_the_pages_at_once(
    client_of: ClientOf, lead: User, reader: User, fife: Partnership
) -> None:
    client = client_of(reader)
    assert client.get(f"/teams/{fife.team_id}/").status_code == 200
    client_of(lead).post(f"/roles/{reader.roles.get().pk}/end/")
    assert client.get(f"/teams/{fife.team_id}/").status_code == 404


def test_pages_of_teams_need_an_account(client: Client, fife: Partnership) -> None:
    assert client.get("/teams/").headers["Location"] == "/accounts/login/?next=/teams/"

"""Django admin: one sign-in page, a clear no, and classes that obey our permissions."""

import pytest
from django.contrib import admin
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from coproduce.accounts.admin_site import ScopedAdmin
from coproduce.accounts.models import RoleName, User
from partnerships.models import Partnership
from tests.conftest import ClientOf
from tests.factories.accounts import holder


@pytest.mark.parametrize("path", ["/admin/", "/admin/accounts/user/", "/admin/login/", "/admin/nowhere/"])
def test_a_stranger_is_led_to_the_one_sign_in_page(client: Client, db: None, path: str) -> None:
    answer = client.get(path)
    assert answer.headers["Location"].startswith("/accounts/login/?next=/admin/")


@pytest.mark.parametrize("person", ["newcomer", "lead", "organisation_lead"])
@pytest.mark.parametrize("path", ["/admin/", "/admin/accounts/user/", "/admin/login/"])
def test_who_is_signed_in_without_the_role_is_told_so(
    client_of: ClientOf, person: str, path: str, request: pytest.FixtureRequest
) -> None:
    answer = client_of(request.getfixturevalue(person)).get(path)
    assert answer.status_code == 403
    assert "<h1" in answer.content.decode()
    assert 'type="password"' not in answer.content.decode()


@pytest.mark.parametrize("path", ["/admin/password_change/", "/admin/password_change/done/"])
def test_there_is_no_second_form_for_passwords(client_of: ClientOf, administrator: User, path: str) -> None:
    assert client_of(administrator).get(path).headers["Location"] == "/accounts/password/change/"


def test_signing_out_of_admin_is_signing_out(client_of: ClientOf, administrator: User) -> None:
    assert client_of(administrator).post("/admin/logout/").headers["Location"] == "/accounts/logout/"


def test_who_is_in_is_not_asked_to_sign_in(client_of: ClientOf, auditor: User) -> None:
    assert client_of(auditor).get("/admin/login/").headers["Location"] == "/admin/"


def test_every_class_in_admin_obeys_our_permissions() -> None:
    strays = [model for model, form in admin.site._registry.items() if not isinstance(form, ScopedAdmin)]
    assert not strays


def test_no_page_leads_from_any_key_to_a_row(client_of: ClientOf, administrator: User) -> None:
    assert client_of(administrator).get("/admin/r/1/1/").status_code == 404


def test_an_auditor_reads_accounts_and_changes_none(client_of: ClientOf, auditor: User, lead: User) -> None:
    client = client_of(auditor)
    page = client.get(f"/admin/accounts/user/{lead.pk}/change/").content.decode()
    assert "Lorna Lead" in page
    assert "_save" not in page
    assert client.post(f"/admin/accounts/user/{lead.pk}/change/", {}).status_code == 403


def test_an_administrator_closes_an_account(client_of: ClientOf, administrator: User, lead: User) -> None:
    client_of(administrator).post(f"/admin/accounts/user/{lead.pk}/change/", {})
    lead.refresh_from_db()
    assert not lead.is_active


def test_an_administrator_does_not_close_their_own(client_of: ClientOf, administrator: User) -> None:
    assert (
        client_of(administrator).post(f"/admin/accounts/user/{administrator.pk}/change/", {}).status_code
        == 403
    )


def test_a_moderator_finds_no_accounts_in_admin(client_of: ClientOf, moderator: User, lead: User) -> None:
    client = client_of(moderator)
    assert client.get("/admin/accounts/user/").status_code == 403
    assert "/admin/accounts/user/" not in client.get("/admin/").content.decode()


@pytest.mark.parametrize("model", ["user", "team", "role", "invitation"])
@pytest.mark.parametrize("number", [2, 40])
def test_lists_ask_the_same_of_the_database_at_any_length(
    client_of: ClientOf, administrator: User, fife: Partnership, model: str, number: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    for _ in range(number):
        holder(RoleName.READER, fife.team)
    client = client_of(administrator)
    with django_assert_max_num_queries(12):
        client.get(f"/admin/accounts/{model}/")


@pytest.mark.parametrize("lookup", ["title__regex", "title__iregex", "partnership__name__regex"])
def test_a_pattern_in_the_address_of_a_list_is_refused(
    client_of: ClientOf, administrator: User, lookup: str
) -> None:
    answer = client_of(administrator).get(f"/admin/partnerships/engagement/?{lookup}=(")
    assert answer.status_code == 400

"""What opens without a second step, and what the history keeps of a request."""

import json
from typing import Any, cast

import pghistory.models
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from coproduce.accounts.demo import DEMO_SESSION
from coproduce.accounts.models import RoleName, User
from partnerships.models import Organisation, Partnership
from tests.conftest import ClientOf
from tests.factories.accounts import account, give


@pytest.fixture
def unprotected(fife: Partnership) -> User:
    """Works for Fife and has no second step yet."""
    user = account("unprotected@fife.example")
    give(user, RoleName.LEAD, fife.team)
    return user


def opens(client: Client, path: str) -> bool:
    return client.get(path).headers.get("Location") != reverse("mfa_index")


@pytest.mark.parametrize(
    "path", ["/", "/teams/", "/partnerships/", "/admin/", "/following/", "/case-studies/"]
)
def test_nothing_opens_before_a_second_step(client_of: ClientOf, unprotected: User, path: str) -> None:
    assert not opens(client_of(unprotected), path)


OPEN = (
    "accounts:account account_change_password account_email mfa_index mfa_activate_totp mfa_add_webauthn "
    "account_reauthenticate usersessions_list account_logout ui:privacy ui:accessibility ui:healthz"
)


@pytest.mark.parametrize("name", OPEN.split())
def test_ones_own_account_and_general_pages_stay_open(
    client_of: ClientOf, unprotected: User, name: str
) -> None:
    assert opens(client_of(unprotected), reverse(name))


def test_posting_does_not_get_round_it(client_of: ClientOf, unprotected: User) -> None:
    role = unprotected.roles.get()
    answer = client_of(unprotected).post(f"/roles/{role.pk}/end/")
    assert answer.headers["Location"] == reverse("mfa_index")


def test_an_app_or_a_key_opens_everything(client_of: ClientOf, unprotected: User) -> None:
    unprotected.authenticator_set.create(type="webauthn", data={})
    assert opens(client_of(unprotected), "/teams/")


def test_recovery_codes_alone_are_no_second_step(client_of: ClientOf, unprotected: User) -> None:
    unprotected.authenticator_set.create(type="recovery_codes", data={})
    assert not opens(client_of(unprotected), "/teams/")


def test_people_of_organisations_need_none(client_of: ClientOf, organisation: Organisation) -> None:
    user = account()
    give(user, RoleName.LEAD, organisation.team)
    assert opens(client_of(user), "/teams/")


def test_someone_without_a_role_needs_none(client_of: ClientOf, newcomer: User) -> None:
    assert opens(client_of(newcomer), "/")


def entered(client: Client) -> Client:
    session = client.session
    session[DEMO_SESSION] = True
    session.save()
    return client


def test_one_click_passes_in_the_demo(client_of: ClientOf, unprotected: User, settings: Settings) -> None:
    settings.DEMO = True
    assert opens(entered(client_of(unprotected)), "/teams/")


def test_outside_the_demo_a_session_of_one_click_is_ended(client_of: ClientOf, lead: User) -> None:
    client = entered(client_of(lead))
    assert client.get("/teams/").headers["Location"].startswith("/accounts/login/")
    assert not client.session.get("_auth_user_id")


def test_history_names_the_account_and_never_the_address(
    client_of: ClientOf, lead: User, reader: User
) -> None:
    role = reader.roles.get()
    client_of(lead).post(f"/roles/{role.pk}/end/")
    context = pghistory.models.Context.objects.get(pk=cast(Any, role).events.last().pgh_context_id)
    assert context.metadata == {"user": lead.pk}
    assert "roles" not in json.dumps(context.metadata)

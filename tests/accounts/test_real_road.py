"""The real way in, from an empty form to a session with two factors."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from coproduce.accounts.models import RoleName, User
from partnerships.models import Partnership
from tests.accounts.conftest import Mails
from tests.factories.accounts import PASSWORD, TOTP_SECRET, account, enrol, give

ADDRESS = "isla@example.org"
SIGNUP = {"name": "Isla Example", "email": ADDRESS, "password1": PASSWORD}
CodeFor = Callable[[str], str]


def totp_code(secret: str = TOTP_SECRET) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def sign_in(client: Client, *, address: str = ADDRESS, password: str = PASSWORD) -> str:
    """Where the password leads."""
    answer = client.post("/accounts/login/", {"login": address, "password": password})
    return str(answer.headers.get("Location", answer.status_code))


def enrolment(client: Client) -> Any:
    """Sign in, say again who one is, and set up an app: the page with the recovery codes."""
    sign_in(client)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    return client.post("/accounts/2fa/totp/activate/", {"code": totp_code(secret)}, follow=True)


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_an_account_opens_with_a_code_from_the_mail(client: Client, code_for: CodeFor) -> None:
    answer = client.post("/accounts/signup/", SIGNUP)
    assert answer.headers["Location"] == "/accounts/confirm-email/"
    assert not is_in(client)
    client.post("/accounts/confirm-email/", {"code": code_for(ADDRESS)})
    assert is_in(client)
    assert User.objects.get(email=ADDRESS).name == "Isla Example"


def test_an_address_in_capitals_is_the_same_address(client: Client, code_for: CodeFor) -> None:
    client.post("/accounts/signup/", SIGNUP | {"email": "ISLA@Example.ORG"})
    client.post("/accounts/confirm-email/", {"code": code_for(ADDRESS)})
    client.post("/accounts/logout/")
    assert sign_in(client, address="Isla@EXAMPLE.org") == "/"


def test_a_wrong_code_is_refused_in_words(client: Client, db: None) -> None:
    client.post("/accounts/signup/", SIGNUP)
    answer = client.post("/accounts/confirm-email/", {"code": "WRONG1"})
    assert "That code is not right" in answer.content.decode()
    assert not is_in(client)


def test_another_code_can_be_asked_for(client: Client, mails: Mails, code_for: CodeFor) -> None:
    client.post("/accounts/signup/", SIGNUP)
    cache.clear()
    client.post("/accounts/confirm-email/", {"action": "resend"})
    assert len(mails(ADDRESS)) == 2
    client.post("/accounts/confirm-email/", {"code": code_for(ADDRESS)})
    assert is_in(client)


def test_signing_up_twice_looks_the_same_and_tells_the_owner_by_mail(client: Client, mails: Mails) -> None:
    account(ADDRESS)
    answer = client.post("/accounts/signup/", SIGNUP)
    assert answer.headers["Location"] == "/accounts/confirm-email/"
    assert [mail.kind for mail in mails(ADDRESS)] == ["account_already_exists"]
    assert "example.org" in client.get("/accounts/confirm-email/").content.decode()


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("short", "at least 12 characters"),
        ("password1234", "too common"),
        ("isla@example.org", "too similar"),
        ("", "Enter a password"),
    ],
)
def test_a_weak_password_is_refused_in_words(client: Client, db: None, password: str, words: str) -> None:
    answer = client.post("/accounts/signup/", SIGNUP | {"password1": password})
    assert words in answer.content.decode()
    assert not User.objects.exists()


def test_enrolling_an_app_ends_at_the_recovery_codes(client: Client, db: None) -> None:
    account(ADDRESS, password=PASSWORD)
    answer = enrolment(client)
    assert answer.request["PATH_INFO"] == "/accounts/2fa/recovery-codes/"
    assert len(answer.context["unused_codes"]) == 10
    assert answer.context["unused_codes"][0] in answer.content.decode()


def test_signing_in_takes_the_code_of_the_app(client: Client, db: None) -> None:
    enrol(account(ADDRESS, password=PASSWORD))
    assert sign_in(client) == "/accounts/2fa/authenticate/"
    assert not is_in(client)
    answer = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "That code is not right" in answer.content.decode()
    client.post("/accounts/2fa/authenticate/", {"code": totp_code()})
    assert is_in(client)


def test_a_code_of_the_app_works_once(client: Client, db: None) -> None:
    enrol(account(ADDRESS, password=PASSWORD))
    code = totp_code()
    for expected in (True, False):
        sign_in(client)
        client.post("/accounts/2fa/authenticate/", {"code": code})
        assert is_in(client) is expected
        client.post("/accounts/logout/")


def test_a_recovery_code_works_once(client: Client, db: None) -> None:
    account(ADDRESS, password=PASSWORD)
    recovery = enrolment(client).context["unused_codes"][0]
    for expected in (True, False):
        client.post("/accounts/logout/")
        sign_in(client)
        client.post("/accounts/2fa/authenticate/", {"code": recovery})
        assert is_in(client) is expected


def test_a_role_holder_without_second_step_sees_nothing_else_first(client: Client, fife: Partnership) -> None:
    give(account(ADDRESS, password=PASSWORD), RoleName.READER, fife.team)
    sign_in(client)
    assert client.get("/teams/").headers["Location"] == "/accounts/2fa/"
    assert "Set up a second step first" in client.get("/accounts/2fa/").content.decode()


def test_a_forgotten_password_is_replaced_with_a_code(
    client: Client, code_for: CodeFor, mails: Mails
) -> None:
    account(ADDRESS, password=PASSWORD)
    client.post("/accounts/password/reset/", {"email": ADDRESS})
    client.post("/accounts/password/reset/confirm/", {"code": code_for(ADDRESS)})
    new = "salt and vinegar on the pier"
    client.post("/accounts/password/reset/complete/", {"password1": new, "password2": new})
    client.post("/accounts/logout/")
    assert sign_in(client, password=new) == "/"
    assert mails(ADDRESS)[-1].kind == "account_password_reset"


def test_resetting_an_unknown_address_looks_the_same(client: Client, mails: Mails) -> None:
    answer = client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert answer.headers["Location"] == "/accounts/password/reset/confirm/"
    assert "We have sent a code to" in client.get(answer.headers["Location"]).content.decode()
    assert [mail.kind for mail in mails("nobody@example.org")] == ["account_unknown_account"]


def test_a_reset_does_not_get_round_the_second_step(client: Client, code_for: CodeFor) -> None:
    enrol(account(ADDRESS, password=PASSWORD))
    client.post("/accounts/password/reset/", {"email": ADDRESS})
    client.post("/accounts/password/reset/confirm/", {"code": code_for(ADDRESS)})
    new = "salt and vinegar on the pier"
    client.post("/accounts/password/reset/complete/", {"password1": new, "password2": new})
    assert not is_in(client)


def test_guessing_passwords_is_stopped(client: Client, db: None) -> None:
    account(ADDRESS, password=PASSWORD)
    for _ in range(5):
        sign_in(client, password="a wrong guess at it")
    answer = client.post("/accounts/login/", {"login": ADDRESS, "password": PASSWORD})
    assert "tried too often" in answer.content.decode()
    assert not is_in(client)


def test_too_many_tries_from_one_place_get_a_page_in_words(client: Client, db: None) -> None:
    answers = [client.post("/accounts/signup/", {}) for _ in range(21)]
    assert answers[-1].status_code == 429
    assert "Too many tries" in answers[-1].content.decode()


def test_an_unknown_address_and_a_wrong_password_read_the_same(client: Client, db: None) -> None:
    account(ADDRESS, password=PASSWORD)
    pages = [
        client.post(
            "/accounts/login/", {"login": address, "password": "a wrong guess at it"}
        ).content.decode()
        for address in (ADDRESS, "nobody@example.org")
    ]
    plain = [re.sub(r'value="[^"]*"', "", page) for page in pages]
    assert plain[0] == plain[1]
    assert "do not go together" in plain[0]


def test_changing_how_one_signs_in_asks_once_more(client: Client, db: None) -> None:
    account(ADDRESS, password=PASSWORD)
    sign_in(client)
    answer = client.get("/accounts/2fa/totp/activate/")
    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200


def test_the_list_of_sessions_ends_the_others(client: Client, db: None) -> None:
    account(ADDRESS, password=PASSWORD)
    other = Client(headers={"user-agent": "An old telephone"})
    sign_in(other)
    sign_in(client)
    assert "An old telephone" in client.get("/accounts/sessions/").content.decode()
    client.post("/accounts/sessions/")
    assert not is_in(other)
    assert is_in(client)


def test_a_new_address_counts_once_its_code_is_entered(
    client: Client, code_for: CodeFor, mails: Mails
) -> None:
    user = account(ADDRESS, password=PASSWORD)
    sign_in(client)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/email/", {"action_add": "", "email": "new@example.org"})
    user.refresh_from_db()
    assert user.email == ADDRESS
    client.post("/accounts/confirm-email/", {"code": code_for("new@example.org")})
    user.refresh_from_db()
    assert user.email == "new@example.org"
    assert mails(ADDRESS)[-1].kind == "account_email_changed"


def test_a_closed_account_cannot_sign_in(client: Client, db: None) -> None:
    user = account(ADDRESS, password=PASSWORD)
    sign_in(client)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert not is_in(client)
    assert sign_in(client) != "/"

"""Words on the forms of sign-in: labels above the boxes, and what is said when one is empty."""

import pytest
from django.test import Client

from tests.conftest import ClientOf
from tests.factories.accounts import account


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/accounts/login/", ["Enter your email address", "Enter your password"]),
        ("/accounts/signup/", ["Enter your name", "Enter your email address", "Enter a password"]),
        ("/accounts/password/reset/", ["Enter your email address"]),
    ],
)
def test_an_empty_form_is_refused_in_words(client: Client, db: None, path: str, words: list[str]) -> None:
    page = client.post(path, {}).content.decode()
    assert "There is a problem" in page
    assert all(word in page for word in words)
    assert "This field is required" not in page


def test_an_empty_change_of_password_is_refused_in_words(client_of: ClientOf, db: None) -> None:
    client = client_of(account(password="a cold wind off the firth"))
    page = client.post("/accounts/password/change/", {}).content.decode()
    assert "Enter the password you use now" in page
    assert "Enter a new password" in page


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"])
def test_boxes_have_labels_and_no_words_inside(client: Client, db: None, path: str) -> None:
    page = client.get(path).content.decode()
    assert ">Email address<" in page
    assert "placeholder" not in page


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/signup/"])
def test_what_was_typed_stays_but_for_passwords(client: Client, db: None, path: str) -> None:
    typed = {"login": "isla@example.org", "email": "isla@example.org", "password": "a secret of mine"}
    page = client.post(path, typed).content.decode()
    assert "isla@example.org" in page
    assert "a secret of mine" not in page


@pytest.mark.parametrize(
    "value", ["isla\0@example.org", "x" * 300 + "@example.org", "🦭@example.org", "isla@"]
)
def test_addresses_that_cannot_be_are_refused_in_words(client: Client, db: None, value: str) -> None:
    answer = client.post(
        "/accounts/signup/", {"name": "I", "email": value, "password1": "a cold wind off it"}
    )
    assert answer.status_code < 500
    assert "There is a problem" in answer.content.decode() or answer.status_code == 400


@pytest.mark.parametrize(
    ("box", "purpose"), [("/accounts/login/", "current-password"), ("/accounts/signup/", "new-password")]
)
def test_boxes_say_what_they_are_for_to_password_managers(
    client: Client, db: None, box: str, purpose: str
) -> None:
    page = client.get(box).content.decode()
    assert f'autocomplete="{purpose}"' in page
    assert 'autocomplete="email"' in page or 'autocomplete="username"' in page

"""Leaving: GET changes nothing, POST does it, without sign-in, cookie or redirect."""

import pytest
from django.test import Client
from django.urls import reverse

from coproduce.accounts.models import User
from coproduce.outbox import links, preferences
from coproduce.outbox.models import Email, Suppression
from tests.conftest import ClientOf
from tests.factories.outbox import email

pytestmark = pytest.mark.django_db


@pytest.fixture
def row() -> Email:
    return email(recipient="una.example@example.org")


@pytest.fixture
def link(row: Email) -> str:
    return reverse("outbox:unsubscribe", args=[links.token(row)])


@pytest.fixture
def at_once(row: Email) -> str:
    return reverse("outbox:unsubscribe_at_once", args=[links.token(row)])


@pytest.fixture
def client() -> Client:
    """A stranger's browser; it insists on CSRF tokens as real ones do."""
    return Client(enforce_csrf_checks=True)


def topics() -> set[str]:
    return set(Suppression.objects.current().values_list("topic", flat=True))


def test_a_scanner_that_follows_the_links_stops_nothing(client: Client, link: str, at_once: str) -> None:
    for address in (link, at_once):
        for method in (client.get, client.head):
            response = method(address)
            assert (response.status_code, response.cookies) == (200, {})
    assert topics() == set()


def test_the_page_says_what_would_stop_and_what_would_go_on(client: Client, link: str) -> None:
    text = client.get(link).content.decode()
    assert "news of the trial" in text
    assert "All other emails from Coproduce" in text
    assert "such as a code to sign in with" in text


def test_the_page_does_not_show_the_whole_address(client: Client, link: str) -> None:
    text = client.get(link).content.decode()
    assert "una.example" not in text
    assert "u…@example.org" in text


def test_one_press_stops_the_topic(client: Client, link: str) -> None:
    response = client.post(link, {"choice": "topic"})
    assert (response.status_code, response.cookies, topics()) == (200, {}, {"trial_news"})
    assert "You have stopped these emails" in response.content.decode()


def test_one_press_stops_everything(client: Client, link: str) -> None:
    response = client.post(link, {"choice": "everything"})
    assert topics() == {preferences.EVERYTHING}
    assert "All emails to u…@example.org that you do not ask for yourself" in response.content.decode()


def test_pressing_twice_is_the_same_as_once(client: Client, link: str) -> None:
    first = client.post(link, {"choice": "topic"})
    second = client.post(link, {"choice": "topic"})
    assert (second.status_code, Suppression.objects.count()) == (200, 1)
    assert first.content == second.content


def test_a_mistake_can_be_taken_back(client: Client, link: str) -> None:
    client.post(link, {"choice": "everything"})
    response = client.post(link, {"choice": "again"})
    assert topics() == set()
    assert "These emails will come to u…@example.org again." in response.content.decode()


@pytest.mark.parametrize("choice", ["", "nonsense", "topic\x00"])
def test_a_choice_we_did_not_offer_changes_nothing(client: Client, link: str, choice: str) -> None:
    response = client.post(link, {"choice": choice})
    assert (response.status_code, topics()) == (200, set())
    assert "Stop these emails" in response.content.decode()


def test_a_mail_program_unsubscribes_at_one_click(client: Client, at_once: str) -> None:
    for _ in range(2):
        response = client.post(at_once, {"List-Unsubscribe": "One-Click"})
        assert (response.status_code, response.cookies, topics()) == (200, {}, {"trial_news"})
        assert response["Content-Type"].startswith("text/plain")


def test_a_post_that_is_no_one_click_is_refused(client: Client, at_once: str) -> None:
    assert client.post(at_once, {}).status_code == 400
    assert topics() == set()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_not_known(client: Client, link: str, at_once: str, method: str) -> None:
    assert getattr(client, method)(link).status_code == 405
    assert getattr(client, method)(at_once).status_code == 405


@pytest.mark.parametrize("name", ["unsubscribe", "unsubscribe_at_once"])
@pytest.mark.parametrize("token", ["forged", "a.b", "🦉", "x" * 2000, "%00"])
def test_a_forged_link_gets_a_page_that_helps(client: Client, name: str, token: str) -> None:
    address = reverse(f"outbox:{name}", args=[token])
    for response in (client.get(address), client.post(address, {"choice": "everything"})):
        assert response.status_code == 410
        assert "This link does not work" in response.content.decode()
    assert topics() == set()


def test_someone_who_is_signed_in_decides_for_the_address_of_the_link(
    client_of: ClientOf, newcomer: User, link: str
) -> None:
    client_of(newcomer).post(link, {"choice": "topic"})
    assert Suppression.objects.get().address == "una.example@example.org"


def test_the_page_is_kept_nowhere(client: Client, link: str) -> None:
    assert client.get(link)["Cache-Control"] == "no-store, private"

"""The platform's own pages and the frame around every page."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.messages.storage.base import Message
from django.test import Client
from pytest_django import Settings

from .conftest import Page

Read = Callable[[Any], Page]
pytestmark = pytest.mark.django_db
PAGES = {"/privacy/": "Privacy", "/accessibility/": "Accessibility", "/contact/": "Contact"}


@pytest.mark.parametrize(("address", "heading"), PAGES.items())
def test_the_platforms_own_pages_are_open_to_everyone(
    client: Client, read: Read, address: str, heading: str
) -> None:
    page = read(client.get(address))
    assert page.one("h1")["text"] == heading
    assert page.one("title")["text"].startswith(heading)
    assert page.one("html")["lang"] == "en-GB"


@pytest.mark.parametrize("address", PAGES)
def test_nothing_is_written_into_a_page_that_the_policy_would_stop(
    client: Client, read: Read, address: str
) -> None:
    page = read(client.get(address))
    assert not [
        attrs for _, attrs in page.tags if "style" in attrs or any(name[:2] == "on" for name in attrs)
    ]
    assert not page.all("style")
    assert all(script["src"].startswith("/static/") for script in page.all("script"))


@pytest.mark.parametrize("address", PAGES)
def test_ids_are_used_once_and_every_reference_has_its_target(
    client: Client, read: Read, address: str
) -> None:
    page = read(client.get(address))
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    named = [attrs[name] for _, attrs in page.tags for name in ("for", "aria-controls") if name in attrs]
    assert len(ids) == len(set(ids))
    assert set(named) <= set(ids)


def test_the_first_stop_of_the_keyboard_leads_past_the_header(client: Client, read: Read) -> None:
    page = read(client.get("/contact/"))
    assert page.all("a")[0]["href"] == "#main-content"
    assert page.one("main")["id"] == "main-content"


def test_every_landmark_of_a_kind_has_a_name_of_its_own(client: Client, read: Read) -> None:
    names = [nav["aria-label"] for nav in read(client.get("/contact/")).all("nav")]
    assert sorted(names) == ["Account", "Breadcrumb", "Main"]


def test_the_footer_says_where_to_turn(client: Client, read: Read) -> None:
    links = {link["text"] for link in read(client.get("/contact/")).all("a")}
    assert {"Privacy", "Accessibility", "Contact"} <= links


def test_the_address_to_write_to_is_the_installations_own(client: Client, settings: Settings) -> None:
    settings.CONTACT_EMAIL = "team@coproduce.example"
    for address in PAGES:
        assert b"team@coproduce.example" in client.get(address).content


def test_a_stranger_may_sign_in(client: Client, read: Read) -> None:
    assert read(client.get("/contact/")).one("a", href="/accounts/login/")["text"] == "Sign in"


def test_whoever_signed_in_sees_their_name_and_signs_out_by_a_button(client: Client, read: Read) -> None:
    client.force_login(get_user_model().objects.create_user("ailsa@example.com", name="Ailsa"))
    page = read(client.get("/contact/"))
    assert page.one("a", class_="co_account__link")["text"] == "Your account: Ailsa"
    assert page.one("form", action="/accounts/logout/")["method"] == "post"


def test_a_demonstration_says_so_on_every_page(client: Client, read: Read, settings: Settings) -> None:
    assert not read(client.get("/contact/")).all("section", class_="co_demo")
    settings.DEMO, settings.MAIL_CATCHER_URL = True, "http://127.0.0.1:8025/"
    page = read(client.get("/contact/"))
    assert "made up" in page.one("section", class_="co_demo")["text"]
    assert page.one("a", href="http://127.0.0.1:8025/")


@pytest.mark.parametrize(
    ("level", "tone"), [(25, ""), (20, "--info"), (30, "--warning"), (40, "--error")], ids=str
)
def test_a_message_is_told_politely(show: Callable[..., str], read: Read, level: int, tone: str) -> None:
    messages = [Message(level, "Engagement <published>.")]
    page = read(show('{% include "components/_messages.html" %}', messages=messages))
    assert page.one("div", role="status")["text"] == "Engagement <published>."
    assert f"ds_notification-message{tone}" in page.one("div", class_="co_message")["class"].split()


@pytest.mark.urls("tests.ui.pages")
def test_a_confirmation_asks_by_post_and_offers_the_way_back(client: Client, read: Read) -> None:
    page = read(client.get("/confirm/"))
    form = page.one("form", class_="co_confirm")
    assert form["method"] == "post"
    assert "action" not in form
    assert page.one("a", href="/back/")
    assert page.one("button", class_="ds_button")["text"] == "Cancel it"


def test_templates_hold_nothing_the_policy_would_stop() -> None:
    for path in Path("templates").rglob("*.html"):
        if "emails" not in path.parts:
            page = Page(path.read_text())
            assert not [attrs for _, attrs in page.tags if "style" in attrs], path
            assert all(is_no_inline_program(script) for script in page.all("script")), path


def is_no_inline_program(script: dict[str, str]) -> bool:
    """It is fetched, or it is data that a browser does not run."""
    return "src" in script or script.get("type") in {"application/json", "application/ld+json"}

"""Refusals in words, also when the database is what failed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest
from django.test import Client, RequestFactory
from pytest_django import Settings

from coproduce.ui import errors
from coproduce.ui.middleware import PrivatePagesMiddleware

from .conftest import Page

pytestmark = [pytest.mark.urls("tests.ui.pages"), pytest.mark.django_db]
Read = Callable[[Any], Page]


@pytest.fixture
def client() -> Client:
    """A browser with the form open: it sees the page of a failure, and its tokens are checked."""
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    client.get("/note/")
    return client


@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [
        ("/nowhere/", 404, "Page not found"),
        ("/gone/", 410, "This is no longer here"),
        ("/denied/", 403, "You cannot do this"),
        ("/broken/", 500, "Something went wrong on our side"),
        ("/unreachable/", 503, "We cannot answer at the moment"),
        ("/note/?q=%00", 400, "This could not be read"),
    ],
)
def test_each_refusal_has_a_page_of_its_own(
    client: Client, read: Read, address: str, status: int, heading: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert read(answer).one("h1")["text"] == heading
    assert read(answer).one("title")["text"].startswith(heading)


def test_the_words_of_a_refusal_reach_the_reader(client: Client) -> None:
    assert b"This link worked until 3 March." in client.get("/gone/").content
    assert b"Only the lead of the team may end a role." in client.get("/denied/").content


def test_a_mistake_of_ours_tells_nothing_of_itself(client: Client) -> None:
    assert b"a mistake of ours" not in client.get("/broken/").content


def test_a_form_without_its_token_has_expired_and_says_how_to_go_on(client: Client) -> None:
    answer = client.post("/note/", {"title": "Garden day"})
    assert answer.status_code == 403
    assert b"This form has expired" in answer.content
    assert b"Nothing has been saved" in answer.content


def test_too_much_at_once_is_refused_in_words(client: Client, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = client.post("/note/", {"title": "x" * 200})
    assert answer.status_code == 400
    assert b"larger than this service can take" in answer.content


@pytest.mark.parametrize(("limit", "sent"), [("FIELDS", "fields"), ("FILES", "files")])
def test_too_many_pieces_are_refused_in_words(
    client: Client, settings: Settings, limit: str, sent: str
) -> None:
    setattr(settings, f"DATA_UPLOAD_MAX_NUMBER_{limit}", 1)
    fields = {f"field{number}": "x" for number in range(3)}
    files = {f"file{number}": SimpleUploadedFile("a.txt", b"x") for number in range(3)}
    answer = client.post("/note/", fields if sent == "fields" else files)
    assert answer.status_code == 400
    assert f"more {sent} than this service can take".encode() in answer.content


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"--x\r\nContent-Disposition: form-data; name=", "multipart/form-data; boundary=x"),
        (b"title=x", "multipart/form-data"),
        (b"title=%ff%00", "application/x-www-form-urlencoded; charset=no-such-charset"),
        (b"title=x", "application/x-www-form-urlencoded; charset=utf-16"),
        (b"\xff\xfe\x00", "text/plain"),
    ],
)
def test_a_broken_body_is_never_a_fault(client: Client, body: bytes, content_type: str) -> None:
    assert client.generic("POST", "/note/", body, content_type=content_type).status_code in {400, 403}


def test_nul_in_a_form_is_refused_by_its_field_and_keeps_the_rest(read: Read) -> None:
    page = read(Client().post("/note/", {"title": "Garden\0day"}))
    assert page.one("a", href="#id_title")["text"].startswith(
        "Title contains characters that cannot be shown"
    )
    assert page.one("title")["text"].startswith("Error: ")


@pytest.mark.parametrize("failure", [OperationalError, InterfaceError])
def test_a_database_that_fails_outside_a_view_gives_the_same_page(
    client: Client, monkeypatch: pytest.MonkeyPatch, failure: type[Exception]
) -> None:
    def fail(request: HttpRequest) -> None:
        raise failure

    monkeypatch.setattr(PrivatePagesMiddleware, "__call__", lambda self, request: fail(request))
    answer = client.get("/note/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "120")


@pytest.mark.django_db(databases=[])
def test_a_page_of_failure_asks_the_database_nothing(rf: RequestFactory) -> None:
    assert errors.server_error(rf.get("/")).status_code == 500
    assert errors.unavailable(rf.get("/")).status_code == 503


def test_too_many_tries_have_a_page(read: Read, show: Callable[..., str]) -> None:
    assert read(show('{% include "429.html" %}')).one("h1")["text"] == "Too many tries"

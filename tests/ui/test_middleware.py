"""Request ids, unreadable requests, maintenance, and what a browser may keep."""

import logging
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import Settings

from coproduce.ui.middleware import MOST_SENT, RequestIdFilter, current_request_id

pytestmark = pytest.mark.urls("tests.ui.pages")


def test_every_answer_says_its_number_and_no_two_are_the_same(client: Client) -> None:
    first, second = client.get("/healthz"), client.get("/healthz")
    assert len(first["X-Request-ID"]) == 16
    assert first["X-Request-ID"] != second["X-Request-ID"]


def test_a_number_sent_from_outside_is_not_believed(client: Client) -> None:
    assert client.get("/healthz", headers={"X-Request-ID": "forged"})["X-Request-ID"] != "forged"


def test_the_log_says_which_request_a_line_belongs_to() -> None:
    record = logging.makeLogRecord({})
    token = current_request_id.set("abc")
    assert RequestIdFilter().filter(record)
    current_request_id.reset(token)
    assert record.__dict__["request_id"] == "abc"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/note/?q=%00", "/note/?%00=q", "/named/a%00b", "/note/?a=b&c=d%00e"])
def test_an_address_that_no_page_can_read_is_refused_in_words(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert b"The address holds characters that cannot be read" in answer.content


@pytest.mark.django_db
@pytest.mark.parametrize("value", ['"\\000aaaaaaaaaaaa"', '"a\\000"'])
def test_a_cookie_that_hides_a_nul_is_refused(client: Client, value: str) -> None:
    headers = {"cookie": f"{settings.SESSION_COOKIE_NAME}={value}"}
    assert client.get("/note/", headers=headers).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/note/?q=%ff%fe", "/named/%ff", "/note/?q=%ED%A0%80", "/note/?q=%E2%80%AE"]
)
def test_broken_encodings_are_read_as_well_as_can_be(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200


class Body:
    """As many bytes as it says, made as they are read."""

    def __init__(self, size: int) -> None:
        self.left = size

    def read(self, size: int = -1) -> bytes:
        taken = self.left if size < 0 else min(size, self.left)
        self.left -= taken
        return bytes(taken)

    readline = read


@pytest.mark.django_db
def test_a_body_far_too_large_is_read_to_its_end_and_refused_in_words(client: Client) -> None:
    """An answer before the end would be shown by no browser."""
    body = Body(MOST_SENT + 1)
    brings: dict[str, Any] = {"CONTENT_LENGTH": str(body.left), "wsgi.input": body}
    answer = client.generic("POST", "/note/", "", "multipart/form-data; boundary=x", **brings)
    assert answer.status_code == 400
    assert b"A file may have 10 MB at most" in answer.content
    assert body.left == 0


@pytest.mark.django_db
@pytest.mark.parametrize("told", ["", "x", "-1"])
def test_a_length_that_is_no_number_is_no_length(client: Client, told: str) -> None:
    assert client.get("/note/", CONTENT_LENGTH=told).status_code == 200


def test_maintenance_answers_everything_but_the_probes(client: Client, settings: Settings) -> None:
    settings.MAINTENANCE = True
    answer = client.get("/note/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "120")
    assert b"Nothing that was saved is lost" in answer.content
    assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_a_page_for_everyone_may_be_kept(client: Client) -> None:
    assert "Cache-Control" not in client.get("/note/")


@pytest.mark.django_db
def test_a_page_for_someone_who_signed_in_is_not_kept(client: Client) -> None:
    client.cookies[settings.SESSION_COOKIE_NAME] = "0123456789abcdef"
    assert client.get("/note/")["Cache-Control"] == "no-store, private"


@pytest.mark.django_db
def test_a_page_behind_a_signed_link_is_not_kept(client: Client) -> None:
    assert client.get("/signed-link/")["Cache-Control"] == "no-store, private"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/note/", "/nowhere/", "/gone/", "/denied/"])
def test_every_page_is_guarded_by_headers(client: Client, address: str) -> None:
    answer = client.get(address)
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in answer["Permissions-Policy"]

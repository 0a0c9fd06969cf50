"""The message as it goes over the wire."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from django.core.mail.message import BadHeaderError
from pytest_django import Settings

from coproduce.outbox import envelope
from coproduce.outbox.models import Email, Lane
from tests.factories.outbox import email

pytestmark = pytest.mark.django_db


def read(row: Email) -> EmailMessage:
    return message_from_bytes(envelope.message(row), policy=policy.default)


@pytest.fixture(autouse=True)
def _site(settings: Settings) -> None:
    settings.BASE_URL = "https://coproduce.example"
    settings.DEFAULT_FROM_EMAIL = "Coproduce <no-reply@coproduce.example>"


def test_it_has_one_recipient_and_no_copy() -> None:
    row = email()
    message = read(row)
    assert (message["To"], message["Cc"], message["Bcc"]) == (row.recipient, None, None)


def test_it_carries_the_same_words_as_text_and_as_a_page() -> None:
    message = read(email(text="Naïve café · “news”\n", html="<p>Naïve café</p>\n"))
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert next(message.iter_parts()).get_content().strip() == "Naïve café · “news”"


def test_machines_are_asked_not_to_answer() -> None:
    message = read(email())
    assert message["Auto-Submitted"] == "auto-generated"
    assert "OOF" in message["X-Auto-Response-Suppress"]


def test_the_message_id_is_the_rows_on_every_attempt() -> None:
    row = email()
    assert read(row)["Message-ID"] == read(row)["Message-ID"] == row.message_id


@pytest.mark.parametrize("lane", [Lane.REMINDER, Lane.DIGEST])
def test_what_comes_unasked_says_how_to_stop_it_at_one_click(lane: Lane) -> None:
    message = read(email(lane=lane))
    assert message["List-Id"] == "<trial-news.coproduce.example>"
    assert message["List-Unsubscribe"].strip().startswith("<https://coproduce.example/unsubscribe/")
    assert message["List-Unsubscribe"].endswith("/at-once/>")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_what_was_asked_for_is_no_list() -> None:
    message = read(email(lane=Lane.ASKED_FOR))
    assert not [name for name in message if name.startswith("List-")]


def test_the_one_click_link_stands_unfolded_inside_its_brackets() -> None:
    raw = envelope.message(email()).decode()
    link = next(line for line in raw.split("\r\n") if "/unsubscribe/" in line)
    assert link.strip().removeprefix("List-Unsubscribe:").strip()[0] == "<"
    assert link.endswith(">")


def test_a_subject_with_a_line_break_is_refused_even_if_it_got_into_the_row() -> None:
    with pytest.raises(BadHeaderError):
        envelope.message(email(subject="News\r\nBcc: else@example.org"))


def test_letters_beyond_ascii_survive_in_the_subject() -> None:
    assert read(email(subject="Ceud mìle fàilte · Èirich"))["Subject"] == "Ceud mìle fàilte · Èirich"


def test_every_line_ends_as_smtp_asks() -> None:
    raw = envelope.message(email(text="one\ntwo\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_the_envelope_names_the_bare_sender() -> None:
    assert envelope.sender_address() == "no-reply@coproduce.example"

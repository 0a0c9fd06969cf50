"""The conversation with the relay: each refusal in its place, sessions renewed, TLS, signing in."""

import smtplib
import socket
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from coproduce.outbox import relay
from coproduce.outbox.relay import Phase, RefusedError, Relay, UnreachableError
from tests.outbox.sink import DATA, MAIL, RCPT, Sink

CONTENT = b"Subject: News\r\n\r\n.a line that begins with a dot\r\n"


def send(talk: Relay) -> None:
    talk.offer(sender="from@example.org", recipient="to@example.org")
    talk.hand_over(CONTENT)


def test_a_message_arrives_as_it_left(sink: Sink) -> None:
    with Relay() as talk:
        send(talk)
    assert sink.taken[0]["X-Envelope-From"] == "from@example.org"
    assert sink.taken[0]["X-Envelope-To"] == "to@example.org"
    assert sink.taken[0].get_content().startswith(".a line that begins with a dot")


def test_a_session_is_renewed_after_many_messages(sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay, "MESSAGES_PER_SESSION", 2)
    with Relay() as talk:
        for _ in range(5):
            send(talk)
    assert (len(sink.taken), sink.sessions) == (5, 3)


def test_a_session_that_was_cut_between_two_messages_is_renewed(sink: Sink) -> None:
    with Relay() as talk:
        send(talk)
        assert talk.session is not None
        assert talk.session.sock is not None
        talk.session.sock.shutdown(socket.SHUT_RDWR)
        send(talk)
    assert len(sink.taken) == 2


@pytest.mark.parametrize("phase", [MAIL, RCPT, DATA])
def test_a_refusal_says_where_and_why(sink: Sink, phase: str) -> None:
    sink.answers[phase] = "452 4.2.2 mailbox full"
    with Relay() as talk, pytest.raises(RefusedError) as refusal:
        send(talk)
    assert (refusal.value.phase, refusal.value.code) == (Phase(phase.lower()), 452)
    assert str(refusal.value) == "452 4.2.2 mailbox full"


def test_a_refusal_leaves_the_session_fit_for_the_next_message(sink: Sink) -> None:
    with Relay() as talk:
        sink.answers[RCPT] = "550 unknown"
        with pytest.raises(RefusedError):
            send(talk)
        sink.answers.clear()
        send(talk)
    assert (len(sink.taken), sink.sessions) == (1, 1)


def test_an_answer_that_is_neither_yes_nor_no_is_no_answer(sink: Sink) -> None:
    sink.answers[DATA] = "354 go on"
    with Relay() as talk, pytest.raises(smtplib.SMTPException):
        send(talk)


@pytest.mark.parametrize(
    ("phase", "code", "words", "final", "blames"),
    [
        (Phase.RCPT, 550, "5.1.1 unknown", True, True),
        (Phase.RCPT, 550, "no such user", True, True),
        (Phase.RCPT, 554, "5.7.1 relaying denied", True, False),
        (Phase.RCPT, 450, "4.2.0 greylisted", False, False),
        (Phase.MAIL, 553, "sender not allowed", False, False),
        (Phase.DATA, 554, "spam", True, False),
    ],
)
def test_what_a_refusal_means(phase: Phase, code: int, words: str, final: bool, blames: bool) -> None:
    refusal = RefusedError(phase, code, words)
    assert (refusal.is_final, refusal.blames_address) == (final, blames)


def test_content_without_a_session_is_never_taken_for_sent() -> None:
    with pytest.raises(smtplib.SMTPServerDisconnected):
        Relay().hand_over(CONTENT)


@pytest.fixture
def mute(settings: Settings) -> Iterator[None]:
    """A server that takes the connection and never greets."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(5)
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.getsockname()
        settings.EMAIL_TIMEOUT = 0.3
        yield


@pytest.mark.usefixtures("mute")
def test_a_relay_that_does_not_greet_is_out_of_reach() -> None:
    with Relay() as talk, pytest.raises(UnreachableError, match="does not answer"):
        send(talk)


def test_a_relay_without_tls_is_not_used_where_settings_ask_for_it(sink: Sink, settings: Settings) -> None:
    settings.EMAIL_USE_TLS = True
    with Relay() as talk, pytest.raises(UnreachableError, match="does not let us in"):
        send(talk)
    assert sink.commands[MAIL] == 0


def test_a_relay_that_does_not_know_us_gets_no_mail(sink: Sink, settings: Settings) -> None:
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "coproduce", "secret"
    with Relay() as talk, pytest.raises(UnreachableError, match="does not let us in"):
        send(talk)
    assert sink.commands[MAIL] == 0


def test_tls_is_checked_and_signing_in_comes_after_it(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    said: list[str] = []

    class Session:
        def __init__(self, *_: object, **__: object) -> None:
            said.append("connect")

        def starttls(self, context: object) -> None:
            said.append(f"starttls {context.check_hostname}")  # type: ignore[attr-defined]

        def login(self, user: str, password: str) -> None:
            said.append(f"login {user} {password}")

        def ehlo_or_helo_if_needed(self) -> None:
            said.append("ehlo")

    monkeypatch.setattr("smtplib.SMTP", Session)
    settings.EMAIL_USE_TLS, settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = True, "us", "secret"
    relay.opened()
    assert said == ["connect", "starttls True", "login us secret", "ehlo"]

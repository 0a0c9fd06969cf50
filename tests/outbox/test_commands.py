"""The outbox on the command line: deliver and sweep."""

import io
from threading import Event

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from pytest_django import Settings

from coproduce.celery import DELIVER
from coproduce.outbox.management.commands import deliver as deliver_command
from coproduce.outbox.management.commands import sweep
from coproduce.outbox.models import Email, Lane, Status
from tests.factories.outbox import email
from tests.outbox.sink import Sink

swept: list[str] = []


def say(command: str, *arguments: str) -> str:
    out = io.StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue().strip()


# --- deliver ---
@pytest.mark.django_db
def test_deliver_says_what_it_did(sink: Sink) -> None:
    email()
    assert say("deliver") == "1 sent."
    assert say("deliver") == "Nothing was due."


@pytest.mark.django_db
def test_deliver_can_be_kept_to_a_lane(sink: Sink) -> None:
    email(lane=Lane.DIGEST)
    email(lane=Lane.ASKED_FOR)
    say("deliver", "--lane", "0")
    assert Email.objects.queued().get().lane == Lane.DIGEST


@pytest.mark.django_db
def test_deliver_fails_in_words_when_the_relay_is_down(settings: Settings) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    email()
    with pytest.raises(CommandError, match="Not everything could be sent"):
        say("deliver")


def test_deliver_refuses_a_lane_that_is_none() -> None:
    with pytest.raises(CommandError, match="invalid choice"):
        say("deliver", "--lane", "7")


@pytest.mark.django_db
def test_going_on_looking_outlives_a_database_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(**_: object) -> None:
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(deliver_command, "deliver", away)
    monkeypatch.setattr("django.db.connection.close", lambda: None)
    report = deliver_command.Command().look([Lane.REMINDER], Event())
    assert report.trouble == "The database is away: the server closed the connection"


# --- sweep ---
def send_trials(now: str) -> int:
    swept.append(now)
    return 3


def send_others(now: str) -> None:
    swept.append(now)


@pytest.fixture(autouse=True)
def _timetable(monkeypatch: pytest.MonkeyPatch) -> None:
    swept.clear()
    here = [f"{__name__}.send_trials", f"{__name__}.send_others"]
    monkeypatch.setattr(sweep, "TIMETABLE", dict.fromkeys([DELIVER, *here]))


def test_sweep_runs_every_sweep_once_and_sends_nothing() -> None:
    assert say("sweep") == f"{__name__}.send_trials: 3\n{__name__}.send_others: done"
    assert len(swept) == 2


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("2026-07-01T07:05", "2026-07-01T07:05:00+01:00"),
        ("2026-01-05 07:05", "2026-01-05T07:05:00+00:00"),
        ("2026-07-01T07:05:00+00:00", "2026-07-01T07:05:00+00:00"),
    ],
)
def test_sweep_looks_ahead_to_a_moment_in_scottish_time(words: str, moment: str) -> None:
    say("sweep", "send_trials", "--now", words)
    assert swept == [moment]


@pytest.mark.parametrize("words", ["tomorrow", "2026-13-01T00:00", "07:05"])
def test_sweep_refuses_a_moment_it_cannot_read(words: str) -> None:
    with pytest.raises(CommandError, match="is not a moment"):
        say("sweep", "--now", words)


def test_sweep_refuses_a_name_it_does_not_know() -> None:
    with pytest.raises(CommandError, match="There is no sweep called send_money"):
        say("sweep", "send_money")


@pytest.mark.django_db
def test_sweep_delivers_only_when_told_to(sink: Sink) -> None:
    row = email()
    say("sweep")
    row.refresh_from_db()
    assert row.status == Status.QUEUED
    say("sweep", "deliver")
    row.refresh_from_db()
    assert row.status == Status.SENT

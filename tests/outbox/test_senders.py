"""Several senders at once, and senders that die: real processes, the real database and a real relay."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings as django_settings
from django.db import connection

from coproduce.outbox.delivery import deliver
from coproduce.outbox.models import Email, Lane, Status
from tests.factories.outbox import email
from tests.outbox.sink import DATA, RCPT, Sink

pytestmark = pytest.mark.django_db(transaction=True)
Sender = subprocess.Popen[str]
Start = Callable[..., Sender]


@pytest.fixture
def start_sender(sink: Sink) -> Iterator[Start]:
    """Starts `manage.py deliver` as a process of its own, on this test's database and relay."""
    database = connection.settings_dict
    environment = {
        **os.environ,
        "DATABASE_URL": f"postgresql:///{database['NAME']}?host={database['HOST']}&user={database['USER']}",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(sink.port),
    }
    started: list[Sender] = []

    def start(*arguments: str) -> Sender:
        command = [sys.executable, str(django_settings.BASE_DIR / "manage.py"), "deliver", *arguments]
        sender = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        started.append(sender)
        return sender

    yield start
    for sender in started:
        sender.kill()
        sender.communicate()


def kill_at(phase: str, sink: Sink, start_sender: Start) -> None:
    """Start a sender and end it with SIGKILL when it has come this far."""
    arrived, released = sink.wait_at(phase)
    sender = start_sender()
    assert arrived.wait(20)
    sender.send_signal(signal.SIGKILL)
    sender.wait(5)
    released.set()
    sink.hooks.clear()


def test_two_senders_at_once_send_each_message_once(sink: Sink, start_sender: Start) -> None:
    rows = [email() for _ in range(60)]
    senders = [start_sender(), start_sender()]
    assert [sender.wait(30) for sender in senders] == [0, 0]
    counted = Counter(message["Message-ID"] for message in sink.taken)
    assert counted == Counter(row.message_id for row in rows)
    assert set(Email.objects.values_list("status", flat=True)) == {Status.SENT}


def test_a_sender_killed_before_the_fence_costs_nothing(sink: Sink, start_sender: Start) -> None:
    rows = [email() for _ in range(3)]
    kill_at(RCPT, sink, start_sender)
    assert Email.objects.claimed().count() == 3
    deliver()
    assert Counter(message["Message-ID"] for message in sink.taken) == Counter(row.message_id for row in rows)


def test_a_reminder_whose_sender_was_killed_at_the_content_is_held(sink: Sink, start_sender: Start) -> None:
    doubtful, waiting = email(), email()
    kill_at(DATA, sink, start_sender)
    deliver()
    doubtful.refresh_from_db()
    waiting.refresh_from_db()
    assert (doubtful.status, doubtful.reason) == (Status.HELD, "Its sender stopped while handing it over.")
    assert waiting.status == Status.SENT
    assert len(sink.taken) == 2


def test_a_code_whose_sender_was_killed_at_the_content_goes_once_more(
    sink: Sink, start_sender: Start
) -> None:
    row = email(lane=Lane.ASKED_FOR)
    kill_at(DATA, sink, start_sender)
    deliver()
    row.refresh_from_db()
    assert (row.status, row.doubts) == (Status.QUEUED, 1)


def test_a_living_sender_keeps_its_rows(sink: Sink, start_sender: Start) -> None:
    email()
    arrived, released = sink.wait_at(RCPT)
    sender = start_sender()
    assert arrived.wait(20)
    assert str(deliver()) == "Nothing was due."
    released.set()
    assert sender.wait(20) == 0
    assert len(sink.taken) == 1


def test_a_sender_that_goes_on_looking_finishes_its_message_when_told_to_stop(
    sink: Sink, start_sender: Start
) -> None:
    first, second = email(), email()
    arrived, released = sink.wait_at(DATA)
    sender = start_sender("--loop")
    assert arrived.wait(20)
    sender.terminate()
    released.set()
    assert sender.wait(10) == 0
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status, second.owner) == (Status.SENT, Status.QUEUED, None)

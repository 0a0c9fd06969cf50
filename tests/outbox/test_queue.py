"""Enqueueing: one row per occasion, written with its cause, and never a reason for the cause to fail."""

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from coproduce.accounts.models import Team, TeamKind
from coproduce.outbox import queue
from coproduce.outbox.models import Email, Lane, Status
from coproduce.outbox.queue import answer, enqueue
from tests.threads import at_once

pytestmark = pytest.mark.django_db


def write(key: str = "trial_news:1", to: str = "una@example.org", name: str = "Una") -> bool:
    return enqueue("trial_news", key=key, to=to, context={"name": name})


@pytest.fixture
def woken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    calls: list[str] = []
    monkeypatch.setattr(queue, "wake", lambda: calls.append("now"))
    return calls


def test_a_message_is_rendered_at_once_and_kept() -> None:
    assert write()
    row = Email.objects.get()
    assert (row.kind, row.lane, row.status) == ("trial_news", Lane.REMINDER, Status.QUEUED)
    assert (row.recipient, row.subject) == ("una@example.org", "News for Una")
    assert row.text.startswith("Dear Una,\n\nthere is news.\n")
    assert "<p>Dear Una,</p>" in row.html


def test_the_same_occasion_is_written_once_whatever_is_said_the_second_time() -> None:
    assert write(name="Una")
    assert not write(name="Someone else", to="else@example.org")
    assert Email.objects.get().subject == "News for Una"


def test_what_is_rolled_back_sends_nothing(
    woken: list[str], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ValueError), transaction.atomic():
        write()
        raise ValueError
    assert (Email.objects.count(), woken) == (0, [])


def test_the_deliverer_is_woken_once_per_transaction_after_it(
    woken: list[str], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(5):
            write(key=f"trial_news:{number}")
        assert woken == []
    assert woken == ["now"]


def test_a_message_after_a_rolled_back_one_still_wakes(
    woken: list[str], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        with pytest.raises(ValueError), transaction.atomic():
            write(key="lost")
            raise ValueError
        write(key="kept")
    assert woken == ["now"]


def test_writing_nothing_new_wakes_nobody(
    woken: list[str], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    write()
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        write()
    assert (callbacks, woken) == ([], [])


@pytest.mark.django_db(transaction=True)
def test_four_writers_at_once_make_one_row() -> None:
    results = at_once(*[write] * 4)
    assert sorted(results) == [False, False, False, True]
    assert Email.objects.count() == 1


@pytest.mark.parametrize(
    "address",
    [
        "",
        "una",
        "una@",
        "una@example.org, else@example.org",
        "una@example.org\nBcc: else@example.org",
        "una@example.org\r\nRCPT TO:<else@example.org>",
        "Una <una@example.org>",
        "üna@example.org",
        "a" * 300 + "@example.org",
        "una\x00@example.org",
    ],
)
def test_what_is_no_address_is_kept_as_failed_and_raises_nothing(address: str) -> None:
    assert write(to=address)
    row = Email.objects.get()
    assert (row.status, row.recipient) == (Status.FAILED, "")
    assert row.reason == "The address is not one that mail can be sent to."


def test_an_address_is_kept_without_spaces_and_in_lower_case() -> None:
    write(to="  Una@Example.ORG ")
    assert Email.objects.get().recipient == "una@example.org"


def test_a_domain_in_other_letters_is_written_as_mail_servers_read_it() -> None:
    write(to="una@bücher.example")
    assert Email.objects.get().recipient == "una@xn--bcher-kva.example"


def test_the_message_id_follows_from_the_key_and_tells_nothing_of_it() -> None:
    first, again, other = (queue.message_id(key) for key in ("code:482913", "code:482913", "code:482914"))
    assert first == again != other
    assert "482913" not in first


def test_the_host_of_the_message_id_is_the_sites(settings: Settings) -> None:
    settings.BASE_URL = "https://coproduce.example"
    assert queue.message_id("a").endswith("@coproduce.example>")


def test_what_was_asked_for_goes_first_and_offers_no_way_out() -> None:
    answer("trial_news", key="code:1", to="una@example.org", context={"name": "Una"})
    row = Email.objects.get()
    assert row.lane == Lane.ASKED_FOR
    assert "/unsubscribe/" not in row.text + row.html
    assert "because someone asked for it" in row.text


def test_the_row_says_what_it_is_about_and_when_it_may_go() -> None:
    team = Team.objects.create(kind=TeamKind.PARTNERSHIP, name="Fife")
    moment = timezone.now() + dt.timedelta(days=1)
    enqueue(
        "trial_news",
        key="trial_news:1",
        to="una@example.org",
        context={"name": "Una"},
        not_before=moment,
        expires_at=moment + dt.timedelta(days=1),
        about=team,
    )
    row = Email.objects.get()
    assert row.about == f"accounts.team:{team.pk}"
    assert (row.not_before, row.expires_at) == (moment, moment + dt.timedelta(days=1))


def test_without_a_moment_it_is_due_at_once_by_the_databases_clock() -> None:
    write()
    assert Email.objects.due().count() == 1

"""The clock's doors, and the whole road once with a real broker and a real worker."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection

from coproduce.celery import TIMETABLE, app
from coproduce.outbox import delivery, tasks, waking
from coproduce.outbox.models import Email, Status
from coproduce.outbox.queue import enqueue
from tests.factories.outbox import email
from tests.outbox.sink import Sink


@pytest.mark.django_db
def test_the_task_delivers_what_is_due(sink: Sink) -> None:
    row = email()
    tasks.deliver()
    row.refresh_from_db()
    assert row.status == Status.SENT


@pytest.mark.django_db
@pytest.mark.parametrize("cut_short", [True, False])
def test_what_a_run_leaves_over_is_taken_up_at_once(monkeypatch: pytest.MonkeyPatch, cut_short: bool) -> None:
    calls: list[str] = []
    monkeypatch.setattr(waking, "wake", lambda: calls.append("now"))
    monkeypatch.setattr(delivery, "deliver", lambda **_: delivery.Report(cut_short=cut_short))
    tasks.deliver()
    assert calls == ["now"] * cut_short


def test_every_sweep_of_the_timetable_is_a_task() -> None:
    app.loader.import_default_modules()
    assert set(TIMETABLE) <= set(app.tasks)


def test_a_tick_that_nobody_took_is_forgotten_when_the_next_one_comes() -> None:
    for name, entry in app.conf.beat_schedule.items():
        assert entry["schedule"] == TIMETABLE[name]
        assert entry["options"]["expires"] == TIMETABLE[name].total_seconds()


def test_the_clock_ticks_in_utc_and_the_broker_keeps_no_state() -> None:
    assert str(app.timezone) == "UTC"
    assert app.conf.task_ignore_result
    assert (app.conf.task_acks_late, app.conf.worker_prefetch_multiplier) == (False, 1)


@pytest.fixture
def own_broker(monkeypatch: pytest.MonkeyPatch) -> str:
    """A corner of the broker where no other test leaves messages."""
    url = django_settings.REDIS_URL.replace("virtual_host=0", "virtual_host=9")
    monkeypatch.setitem(app.conf, "broker_url", url)
    return url


def started(environment: dict[str, str], *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "celery", "--app", "coproduce.celery", *arguments]
    return subprocess.Popen(
        command,
        env=environment,
        cwd=django_settings.BASE_DIR,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def stop(process: subprocess.Popen[bytes]) -> int:
    process.terminate()
    try:
        return process.wait(15)
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture
def environment(sink: Sink, own_broker: str) -> dict[str, str]:
    database = connection.settings_dict
    return {
        **os.environ,
        "DATABASE_URL": f"postgresql:///{database['NAME']}?host={database['HOST']}&user={database['USER']}",
        "REDIS_URL": own_broker,
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(sink.port),
    }


@pytest.fixture
def worker(environment: dict[str, str], transactional_db: None) -> Iterator[subprocess.Popen[bytes]]:
    process = started(environment, "worker", "--concurrency", "1", "--without-gossip", "--without-mingle")
    yield process
    stop(process)


@pytest.mark.usefixtures("worker")
def test_a_committed_message_is_delivered_by_a_real_worker(
    sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waking.waker, "quiet_until", 0.0)
    enqueue("trial_news", key="trial_news:1", to="una@example.org", context={"name": "Una"})
    deadline = time.monotonic() + 30
    while not Email.objects.filter(status=Status.SENT).exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert sink.subjects == ["News for Una"]


def test_the_clock_starts_and_stops(environment: dict[str, str], tmp_path: Path) -> None:
    schedule = tmp_path / "schedule"
    clock = started(environment, "beat", "--schedule", str(schedule), "--pidfile", "")
    deadline = time.monotonic() + 20
    while not list(tmp_path.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert list(tmp_path.iterdir())
    assert stop(clock) == 0

"""Waking the deliverer: within a second, and without an error, however the broker fares."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from django.conf import settings

from coproduce.celery import DELIVER, app, publish
from coproduce.outbox.waking import Waker


@pytest.fixture
def unheard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would have been published."""
    published: list[str] = []
    monkeypatch.setattr("coproduce.outbox.waking.publish", published.append)
    return published


@pytest.fixture
def refusing() -> str:
    """An address where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"redis://127.0.0.1:{free.getsockname()[1]}/0"


@pytest.fixture
def silent() -> Iterator[str]:
    """A server that takes connections and never says a word."""
    with socket.socket() as hole:
        hole.bind(("127.0.0.1", 0))
        hole.listen(10)
        yield f"redis://127.0.0.1:{hole.getsockname()[1]}/0"


@pytest.fixture
def silent_socket(tmp_path: Path) -> Iterator[str]:
    with socket.socket(socket.AF_UNIX) as hole:
        hole.bind(str(tmp_path / "hole"))
        hole.listen(10)
        yield f"redis+socket://{tmp_path / 'hole'}?virtual_host=0"


@pytest.fixture
def unaccepting() -> Iterator[str]:
    """A server whose queue of connections is full, as behind a firewall that drops packets."""
    with socket.socket() as hole:
        hole.bind(("127.0.0.1", 0))
        hole.listen(0)
        port = hole.getsockname()[1]
        waiting = [socket.socket() for _ in range(3)]
        for client in waiting:
            client.setblocking(False)
            client.connect_ex(("127.0.0.1", port))
        yield f"redis://127.0.0.1:{port}/0"
        for client in waiting:
            client.close()


@pytest.mark.parametrize("broker", ["refusing", "silent", "silent_socket", "unaccepting"])
def test_a_broker_that_fails_costs_less_than_a_second_and_no_error(
    broker: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.conf, "broker_url", request.getfixturevalue(broker))
    waker = Waker()
    start = time.monotonic()
    waker.wake()
    assert time.monotonic() - start < 1.0
    assert waker.quiet_until > time.monotonic()


def test_after_a_failure_nobody_waits_again_for_a_while(silent: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.conf, "broker_url", silent)
    waker = Waker()
    waker.wake()
    start = time.monotonic()
    for _ in range(1000):
        waker.wake()
    assert time.monotonic() - start < 0.1


def test_when_the_while_is_over_it_tries_again(unheard: list[str]) -> None:
    waker = Waker()
    waker.quiet_until = time.monotonic() - 1
    waker.wake()
    assert unheard == [DELIVER]


def test_a_call_reaches_the_queue_of_a_living_broker() -> None:
    path = settings.REDIS_URL.removeprefix("redis+socket://").partition("?")[0]
    with redis.Redis(unix_socket_path=path) as broker:
        before = broker.llen("celery")
        publish(DELIVER)
        assert broker.llen("celery") > before

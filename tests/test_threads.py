"""Several at once: in threads that leave no session of the database behind, not even when they fail."""

import time

import pytest
from django.db import connection

from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def session() -> int:
    """The server process that this thread talks to."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def is_open(backend: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_stat_activity WHERE pid = %s", [backend])
        return cursor.fetchone() is not None


def ends(backend: int) -> bool:
    """A server process takes a moment to go."""
    deadline = time.monotonic() + 5
    while is_open(backend) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not is_open(backend)


def test_each_has_a_session_of_its_own_that_ends() -> None:
    backends = at_once(session, session, session)
    assert len({session(), *backends}) == 4
    assert all(ends(backend) for backend in backends)


def test_what_fails_is_raised_and_its_session_ends_too() -> None:
    backends: list[int] = []

    def fails() -> None:
        backends.append(session())
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        at_once(fails)
    assert ends(backends[0])


def test_answers_come_in_the_order_of_the_calls() -> None:
    assert at_once(*[lambda number=number: number for number in range(6)]) == list(range(6))

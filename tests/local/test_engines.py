"""The two engines together, really started."""

import subprocess
import sys
from pathlib import Path

import pytest

from coproduce.local import engines, postgres, valkey
from coproduce.local.processes import ProcessError

STARTED_BY_ANOTHER = """
import sys, time
from pathlib import Path
from coproduce.local import engines
engines.start(Path(sys.argv[1]), environment={})
print("up", flush=True)
time.sleep(60)
"""


def socket_of(home: Path) -> Path:
    return home / "sockets" / "postgres"


def valkey_answers(home: Path) -> bool:
    return valkey.speaks(home / "sockets" / "valkey" / "socket", "PING")


def test_both_engines_answer_and_are_gone_after_stop(home: Path) -> None:
    running = engines.start(home, environment={}, throw_away=True)
    assert postgres.answers(socket_of(home))
    assert valkey_answers(home)
    running.stop()
    assert not postgres.answers(socket_of(home))
    assert not valkey_answers(home)


def test_servers_of_ones_own_are_used_instead(home: Path) -> None:
    own = {"DATABASE_URL": "postgresql:///mine", "REDIS_URL": "redis://mine"}
    running = engines.start(home, environment=own)
    assert (running.database_url, running.redis_url) == ("postgresql:///mine", "redis://mine")
    assert running.started == {}


def test_a_failed_start_leaves_no_engine_behind(home: Path) -> None:
    with pytest.raises(ProcessError, match="PG_BIN must name"):
        engines.start(home, environment={"PG_BIN": str(home)})
    assert not valkey_answers(home)


def test_after_kill_9_of_the_owner_the_next_start_finds_all_data(home: Path) -> None:
    owner = subprocess.Popen(
        [sys.executable, "-c", STARTED_BY_ANOTHER, home], stdout=subprocess.PIPE, cwd=Path.cwd()
    )
    with owner:
        assert owner.stdout
        owner.stdout.readline()
        execute(home, "CREATE TABLE kept (fact text)", "INSERT INTO kept VALUES ('still here')")
        owner.kill()
    running = engines.start(home, environment={})
    assert execute(home, "SELECT fact FROM kept") == [("still here",)]
    running.stop()


def execute(home: Path, *statements: str) -> list[tuple[object, ...]]:
    connection = postgres.connection(socket_of(home))
    with connection, connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        rows = cursor.fetchall() if cursor.description else []
    connection.close()
    return rows

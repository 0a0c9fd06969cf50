"""The plugin that gives every test run engines of its own, tried in runs of their own."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from coproduce.local import postgres
from coproduce.local.bootstrap import CHECKOUT, RUN
from coproduce.local.engines import Engines
from tests.plugin import engines as plugin

SHOWS = """
import os
import pytest

@pytest.mark.parametrize("number", range(4))
def test_shows(number, pytestconfig):
    kept = getattr(pytestconfig.option, "reuse_db", False)
    with open(os.environ["SHOWN"], "a") as shown:
        shown.write(f"{os.getpid()} {os.environ['DATABASE_URL']} {os.environ['REDIS_URL']} {kept}\\n")
"""
INHERITED = ("DATABASE_URL", "REDIS_URL", "PYTEST_XDIST_WORKER")


@pytest.fixture
def trial(tmp_path: Path) -> Path:
    (tmp_path / "test_shows.py").write_text(SHOWS)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    return tmp_path


def run(trial: Path, *options: str, **environment: str) -> list[list[str]]:
    """Lines of process, database, broker and whether databases are kept, one for each test."""
    inherited = {name: value for name, value in os.environ.items() if name not in INHERITED}
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "xdist",
            "-p",
            "tests.plugin.engines",
            *options,
            str(trial),
        ],
        cwd=CHECKOUT,
        env={
            **inherited,
            "SHOWN": str(trial / "shown"),
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "PYTHONPATH": str(CHECKOUT),
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return [line.split() for line in (trial / "shown").read_text().splitlines()]


def socket_in(url: str) -> Path:
    found = re.search(r"host=([^&]+)", url)
    assert found
    return Path(found[1])


def test_parallel_workers_share_one_pair_that_is_gone_afterwards(trial: Path) -> None:
    shown = run(trial, "-n", "2", "-c", str(trial / "pytest.ini"))
    assert len({process for process, *_ in shown}) == 2
    [database] = {database for _, database, *_ in shown}
    assert len({broker for _, _, broker, _ in shown}) == 1
    assert not postgres.answers(socket_in(database))
    assert not socket_in(database).exists()


def test_no_time_is_lost_on_dropping_databases_that_go_with_their_server(trial: Path) -> None:
    shown = run(trial, "-n", "2", "-c", str(trial / "pytest.ini"))
    assert {kept for *_, kept in shown} == {"True"}


def test_servers_of_ones_own_are_used_when_named(trial: Path) -> None:
    own = {"DATABASE_URL": "postgresql:///mine", "REDIS_URL": "redis://mine"}
    shown = run(trial, "-c", str(trial / "pytest.ini"), **own)
    assert {tuple(rest) for _, *rest in shown} == {("postgresql:///mine", "redis://mine", "False")}


def test_a_test_run_has_nothing_of_the_developers_own(tmp_path: Path) -> None:
    given = plugin.settings(Engines("postgresql:///x", "redis://x"), tmp_path)
    assert (given["DEBUG"], given["DEMO"], given["ENVIRONMENT_FILE"]) == ("0", "0", "")
    assert given["EMAIL_PORT"] == "1"
    assert Path(given["STATIC_ROOT"]).is_dir()


def test_where_python_keeps_no_bytecode_it_is_kept_with_our_data(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pycache_prefix", "dont_write_bytecode"):
        monkeypatch.setattr(sys, name, getattr(sys, name))
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    plugin.keep_bytecode()
    assert "PYTHONDONTWRITEBYTECODE" not in os.environ
    assert os.environ["PYTHONPYCACHEPREFIX"] == sys.pycache_prefix == str(RUN / "bytecode")
    assert not sys.dont_write_bytecode


def test_where_python_keeps_bytecode_nothing_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    plugin.keep_bytecode()
    assert "PYTHONPYCACHEPREFIX" not in os.environ


def test_this_run_stands_on_such_engines() -> None:
    assert os.environ["ENVIRONMENT_FILE"] == ""
    assert os.environ["DATABASE_URL"].startswith("postgres")

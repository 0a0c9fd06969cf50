"""The supervisor, run as a process of its own over tiny parts; engines and mail catcher are the real ones."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from coproduce.local import postgres
from coproduce.local.bootstrap import CHECKOUT, Progress, SetupError
from coproduce.local.supervisor import Supervisor

OWN_SERVERS = {"DATABASE_URL": "postgresql:///mine", "REDIS_URL": "redis://127.0.0.1:1/0"}


@dataclass
class Run:
    """One `make run`, as its terminal shows it."""

    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    def until(self, words: str) -> str:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.append(line.rstrip())
            if words in line:
                return line.strip()
        raise AssertionError(f"never said {words!r}:\n" + "\n".join(self.lines))

    def to_the_end(self) -> str:
        output, _ = self.process.communicate(timeout=15)
        return "\n".join([*self.lines, output])

    def url(self) -> str:
        return self.until("Ready: ").removeprefix("Ready: ")

    def stop(self, number: int = signal.SIGINT) -> str:
        self.process.send_signal(number)
        return self.to_the_end()


Start = Callable[..., Run]


@pytest.fixture
def start(home: Path) -> Iterator[Start]:
    with ExitStack() as ending:

        def begin(folder: Path = home, **environment: str) -> Run:
            inherited = {name: value for name, value in os.environ.items() if name not in OWN_SERVERS}
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.local.tiny_platform"],
                cwd=CHECKOUT,
                env={**inherited, "RUN_DIR": str(folder), "PORT": "18200", **environment},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
            ending.enter_context(process)
            ending.callback(process.terminate)
            return Run(process)

        yield begin


def answer(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=5) as reply:
        return bytes(reply.read())


def pids(log: Path) -> list[int]:
    """The children that say their folder in their command line."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"PYTHONPATH={log}".encode() in entry.read_bytes():
                found.append(int(entry.parent.name))
        except OSError:
            continue
    return found


def test_on_a_fresh_folder_it_starts_everything_and_stops_it_with_ctrl_c(start: Start, home: Path) -> None:
    run = start()
    url = run.url()
    assert answer(url) == b"site"
    assert postgres.answers(home / "sockets" / "postgres")
    said = run.stop()
    assert run.process.returncode == 0
    assert said.splitlines()[-1].startswith("  Stopping - ")
    assert not postgres.answers(home / "sockets" / "postgres")
    assert pids(home) == []


def test_the_last_line_of_a_good_start_is_the_address(start: Start) -> None:
    run = start(**OWN_SERVERS)
    port = int(run.url().rstrip("/").rpartition(":")[2])
    assert port >= 18200
    assert any(line.startswith("Mail catcher: http://127.0.0.1:") for line in run.lines)
    assert any(line.endswith("/demo/") for line in run.lines)


def test_other_shells_find_the_engines_while_it_runs(start: Start, home: Path) -> None:
    run = start(**OWN_SERVERS)
    run.url()
    written = home / "environment"
    assert written.stat().st_mode & 0o777 == 0o600
    assert "DATABASE_URL=postgresql:///mine\n" in written.read_text()
    run.stop(signal.SIGTERM)
    assert not written.exists()


def test_the_secret_key_outlives_a_restart(start: Start, home: Path) -> None:
    keys = set()
    for _ in range(2):
        run = start(**OWN_SERVERS)
        run.url()
        keys.add((home / "environment").read_text().partition("SECRET_KEY=")[2].split()[0])
        run.stop()
    assert len(keys) == 1


def test_a_second_run_of_the_same_folder_is_told_where_the_first_is(start: Start) -> None:
    url = (first := start(**OWN_SERVERS)).url()
    second = start(**OWN_SERVERS)
    assert f"already runs at {url}" in second.to_the_end()
    assert second.process.returncode == 1
    assert answer(url) == b"site"
    first.stop()


def test_two_folders_run_side_by_side(start: Start, tmp_path: Path) -> None:
    first, second = start(**OWN_SERVERS), start(tmp_path / "other", **OWN_SERVERS)
    urls = {first.url(), second.url()}
    assert len(urls) == 2
    assert [answer(url) for url in urls] == [b"site", b"site"]


def until_silent(url: str) -> None:
    """What a killed run leaves dies with it, on a busy machine a moment later."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            answer(url)
        except OSError:
            return
        time.sleep(0.05)
    raise AssertionError(f"{url} still answers")


def test_kill_9_leaves_nothing_that_blocks_the_next_start(start: Start, home: Path) -> None:
    killed = start(**OWN_SERVERS)
    url = killed.url()
    killed.process.kill()
    killed.process.wait()
    until_silent(url)
    again = start(PORT=url.rstrip("/").rpartition(":")[2], **OWN_SERVERS)
    assert again.url() == url
    assert answer(url) == b"site"
    assert len(pids(home)) == 3


def test_a_part_that_dies_is_said_and_started_again(start: Start, home: Path) -> None:
    run = start(**OWN_SERVERS)
    url = run.url()
    for pid in pids(home):
        os.kill(pid, signal.SIGKILL)
    said = [run.until("runs again") for _ in range(3)]
    assert sorted(said) == ["beat runs again.", "web runs again.", "worker runs again."]
    assert answer(url) == b"site"


def test_a_part_that_does_not_stay_alive_stops_everything(start: Start, home: Path) -> None:
    run = start(TINY_BEAT="fails", **OWN_SERVERS)
    said = run.to_the_end()
    assert "beat does not stay alive" in said or "beat stopped while starting" in said
    assert "the reason is a broken beam" in said
    assert run.process.returncode == 1
    assert pids(home) == []


def test_a_site_that_cannot_start_is_told_with_its_log(start: Start) -> None:
    run = start(TINY_WEB="fails", **OWN_SERVERS)
    assert "the reason is a broken beam" in run.to_the_end()
    assert run.process.returncode == 1


def test_a_preparation_that_fails_ends_the_start(start: Start) -> None:
    run = start(TINY_PREPARATION="fails", **OWN_SERVERS)
    assert "could not be prepared" in run.to_the_end()
    assert run.process.returncode == 1


def test_a_wish_that_is_no_port_is_refused_in_words(start: Start) -> None:
    run = start(PORT="eighty")
    assert "PORT is 'eighty'" in run.to_the_end()
    assert "Traceback" not in "\n".join(run.lines)


def test_a_full_disk_is_said_before_anything_is_started(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        free = 1_000_000

    monkeypatch.setattr("shutil.disk_usage", lambda _path: Full)
    with pytest.raises(SetupError, match=r"The disk that holds .* is full: 1 MB are free"):
        Supervisor(home, wished_port=18200, progress=Progress()).run()

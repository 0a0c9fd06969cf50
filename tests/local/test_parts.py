"""The parts of the platform: how each is run, counted dead, and stopped."""

import signal
import sys
import time
from pathlib import Path
from socket import socket

import pytest
from pytest import MonkeyPatch

from coproduce.local import parts, web_server
from coproduce.local.parts import Part, stop_together
from coproduce.local.processes import Child, last_lines

SLEEPS = "print('up', flush=True); import time; time.sleep(60)"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEPS}"


def running(tmp_path: Path, code: str, name: str = "part") -> Part:
    log = tmp_path / f"{name}.log"
    child = Child(name, [sys.executable, "-c", code], log=log)
    part = Part(name, log, child.spawn, child.spawn())
    while "up" not in last_lines(log):
        time.sleep(0.01)
    return part


@pytest.fixture
def spawned(monkeypatch: MonkeyPatch) -> list[Child]:
    """What would be started."""
    children: list[Child] = []
    monkeypatch.setattr(Child, "spawn", lambda child: children.append(child))  # noqa: PLW0108 - a bound method takes no self
    return children


def words_of(child: Child) -> str:
    return " ".join(map(str, child.command))


def test_three_deaths_within_a_minute_are_borne_the_fourth_is_not(tmp_path: Path) -> None:
    part = Part("part", tmp_path, lambda: None, None)  # type: ignore[arg-type,return-value]
    assert [part.dies_too_often(moment) for moment in (0, 10, 20, 30)] == [False, False, False, True]


def test_deaths_of_long_ago_do_not_count(tmp_path: Path) -> None:
    part = Part("part", tmp_path, lambda: None, None)  # type: ignore[arg-type,return-value]
    assert not any(part.dies_too_often(moment) for moment in (0, 30, 61, 95, 130, 170))


def test_all_are_asked_at_once(tmp_path: Path) -> None:
    several = [running(tmp_path, SLEEPS, str(number)) for number in range(3)]
    stop_together(several, within=5)
    assert [part.process.returncode for part in several] == [-signal.SIGTERM] * 3


def test_who_does_not_go_in_time_is_killed(tmp_path: Path) -> None:
    stubborn, willing = running(tmp_path, STUBBORN, "stubborn"), running(tmp_path, SLEEPS, "willing")
    began = time.monotonic()
    stop_together([stubborn, willing], within=0.3)
    assert time.monotonic() - began < 3
    assert stubborn.process.returncode == -signal.SIGKILL
    assert willing.process.returncode == -signal.SIGTERM


def test_who_has_gone_already_is_left_alone(tmp_path: Path) -> None:
    gone = running(tmp_path, "print('up', flush=True)")
    gone.process.wait()
    stop_together([gone], within=1)
    assert gone.process.returncode == 0


def test_the_site_takes_over_the_socket_that_is_bound_already(
    tmp_path: Path, bound: socket, spawned: list[Child]
) -> None:
    parts.web(tmp_path, {}, bound)
    assert f"--bind fd://{bound.fileno()}" in words_of(spawned[0])
    assert spawned[0].pass_fds == (bound.fileno(),)


def test_the_site_opens_no_control_socket_beside_it() -> None:
    assert web_server.control_socket_disable
    assert (web_server.worker_class, web_server.workers, web_server.threads) == ("gthread", 2, 4)


def test_the_clock_keeps_its_memory_in_the_data_folder(tmp_path: Path, spawned: list[Child]) -> None:
    parts.beat(tmp_path, {})
    assert f"--schedule {tmp_path}/beat/schedule" in words_of(spawned[0])
    assert (tmp_path / "beat").stat().st_mode & 0o777 == 0o700


def test_the_worker_and_the_clock_run_the_same_app(tmp_path: Path, spawned: list[Child]) -> None:
    parts.worker(tmp_path, {})
    parts.beat(tmp_path, {})
    assert all("--app coproduce.celery" in words_of(child) for child in spawned)


def test_nobody_finishes_work_at_leisure_once_the_supervisor_was_killed(
    tmp_path: Path, bound: socket, spawned: list[Child]
) -> None:
    parts.web(tmp_path, {}, bound)
    parts.worker(tmp_path, {})
    assert {child.when_orphaned for child in spawned} == {signal.SIGQUIT}


def test_the_catcher_gets_both_its_sockets(tmp_path: Path, bound: socket, spawned: list[Child]) -> None:
    parts.mailcatcher(tmp_path, {}, bound, bound)
    assert spawned[0].pass_fds == (bound.fileno(), bound.fileno())
    assert str(tmp_path / "mail") in words_of(spawned[0])


def test_each_part_has_a_log_of_its_own(tmp_path: Path, bound: socket, spawned: list[Child]) -> None:
    parts.web(tmp_path, {}, bound)
    parts.worker(tmp_path, {})
    parts.beat(tmp_path, {})
    assert len({child.log for child in spawned}) == 3

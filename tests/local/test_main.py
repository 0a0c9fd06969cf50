"""The command behind `make run`: how it ends, and what it says then."""

import errno
import os
import signal
import sys
import time
from collections.abc import Iterator

import pytest
from pytest import CaptureFixture, MonkeyPatch

from coproduce.local import __main__ as local
from coproduce.local.bootstrap import SetupError
from coproduce.local.places import PlaceError
from coproduce.local.ports import PortError
from coproduce.local.processes import ProcessError
from coproduce.local.run_lock import AlreadyRunning
from coproduce.local.supervisor import Supervisor


@pytest.fixture(autouse=True)
def quiet(monkeypatch: MonkeyPatch) -> Iterator[None]:
    """Handlers and arguments of the test run stay as they are."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    kept = [signal.getsignal(number) for number in numbers]
    monkeypatch.setattr(sys, "argv", ["local"])
    monkeypatch.delenv("PORT", raising=False)
    yield
    for number, handler in zip(numbers, kept, strict=True):
        signal.signal(number, handler)


def ending_with(monkeypatch: MonkeyPatch, problem: BaseException) -> None:
    def run(_supervisor: Supervisor) -> None:
        raise problem

    monkeypatch.setattr(Supervisor, "run", run)


@pytest.mark.parametrize("kind", [AlreadyRunning, PlaceError, PortError, ProcessError, SetupError])
def test_what_went_wrong_is_said_without_a_traceback(
    kind: type[Exception], monkeypatch: MonkeyPatch, capsys: CaptureFixture[str]
) -> None:
    ending_with(monkeypatch, kind("a broken beam"))
    assert local.main() == 1
    assert capsys.readouterr().out == "\na broken beam\n"


def test_a_full_disk_is_said_in_words(monkeypatch: MonkeyPatch, capsys: CaptureFixture[str]) -> None:
    ending_with(monkeypatch, OSError(errno.ENOSPC, "No space left on device", "/srv/data"))
    assert local.main() == 1
    assert "The disk is full (/srv/data)" in capsys.readouterr().out


def test_a_folder_of_another_account_is_said_in_words(
    monkeypatch: MonkeyPatch, capsys: CaptureFixture[str]
) -> None:
    ending_with(monkeypatch, PermissionError(errno.EACCES, "Permission denied", "/srv/data"))
    assert local.main() == 1
    assert "may not write /srv/data" in capsys.readouterr().out


def test_what_nobody_foresaw_is_shown_whole(monkeypatch: MonkeyPatch) -> None:
    ending_with(monkeypatch, OSError(errno.EIO, "Input/output error"))
    with pytest.raises(OSError, match="Input/output error"):
        local.main()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_well(number: signal.Signals, monkeypatch: MonkeyPatch) -> None:
    def run(_supervisor: Supervisor) -> None:
        os.kill(os.getpid(), number)
        time.sleep(5)

    monkeypatch.setattr(Supervisor, "run", run)
    assert local.main() == 0


def test_a_second_ctrl_c_does_not_disturb_the_stopping(monkeypatch: MonkeyPatch) -> None:
    stopped = []

    def run(_supervisor: Supervisor) -> None:
        try:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(5)
        finally:
            os.kill(os.getpid(), signal.SIGINT)
            stopped.append("all")

    monkeypatch.setattr(Supervisor, "run", run)
    assert local.main() == 0
    assert stopped == ["all"]


def test_nohup_keeps_its_meaning() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    local.obey_signals()
    assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN


def test_under_make_it_ends_with_make(monkeypatch: MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(sys, "argv", ["local", "--under-make"])
    monkeypatch.setattr(local, "end_with_parent", lambda: asked.append("end with make"))
    monkeypatch.setattr(Supervisor, "run", lambda _supervisor: None)
    local.main()
    assert asked == ["end with make"]

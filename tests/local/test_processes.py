"""Child processes: they end with us, and what went wrong is told."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coproduce.local import processes
from coproduce.local.processes import Child, ProcessError, started, stop

STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("up", flush=True)
time.sleep(60)
"""
PARENT = """
import sys, time
from pathlib import Path
from coproduce.local.processes import Child
print(Child("sleeper", ["sleep", "60"], log=Path(sys.argv[1])).spawn().pid, flush=True)
time.sleep(60)
"""


def program(tmp_path: Path, code: str) -> Child:
    return Child("Trial", [sys.executable, "-c", code], log=tmp_path / "trial.log")


def is_gone(pid: int, *, within: float = 3.0) -> bool:
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's death")
def test_a_child_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT, tmp_path / "log"], stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        parent.kill()
    assert is_gone(child)


def test_a_child_that_ignores_the_request_is_killed(tmp_path: Path) -> None:
    child = program(tmp_path, STUBBORN)
    process = started(child, ready=lambda: "up" in processes.last_lines(child.log))
    stop(process, patience=0.1)
    assert process.returncode == -signal.SIGKILL


def test_stopping_what_has_ended_does_nothing(tmp_path: Path) -> None:
    process = program(tmp_path, "").spawn()
    process.wait()
    stop(process)
    assert process.returncode == 0


def test_a_child_that_ends_while_starting_is_told_with_its_log(tmp_path: Path) -> None:
    with pytest.raises(ProcessError, match=r"Trial stopped while starting(.|\n)*no such wall"):
        started(program(tmp_path, "print('no such wall')"), ready=lambda: False)


def test_a_silent_child_is_stopped_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "PATIENCE", 0.1)
    with pytest.raises(ProcessError, match="did not answer within"):
        started(program(tmp_path, "import time; time.sleep(60)"), ready=lambda: False)


def test_words_that_will_pass_make_it_start_again(tmp_path: Path) -> None:
    flag = tmp_path / "second"
    code = f"""
import pathlib, time
flag = pathlib.Path({str(flag)!r})
if not flag.exists():
    flag.touch()
    raise SystemExit("lock file already exists")
print("up", flush=True)
time.sleep(60)
"""
    child = program(tmp_path, code)
    process = started(
        child, ready=lambda: "up" in processes.last_lines(child.log, 1), passing=["already exists"]
    )
    assert process.poll() is None
    stop(process)


def test_a_log_is_for_this_account_alone(tmp_path: Path) -> None:
    child = program(tmp_path, "")
    child.spawn().wait()
    assert child.log
    assert child.log.stat().st_mode & 0o777 == 0o600


def test_only_the_end_of_a_log_is_shown(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("".join(f"line {number}\n" for number in range(100)))
    assert processes.last_lines(tmp_path / "log", 2) == "    line 98\n    line 99"


def test_a_missing_or_empty_log_is_said(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    assert "no log" in processes.last_lines(tmp_path / "missing")
    assert "empty" in processes.last_lines(tmp_path / "empty")

"""One run of a data folder at a time."""

from pathlib import Path

import pytest

from coproduce.local import run_lock
from coproduce.local.run_lock import AlreadyRunning, Holder, RunLock


@pytest.fixture(autouse=True)
def impatience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_lock, "PATIENCE", {"stopping": 0.15, "running": 0.15})


def test_the_second_run_is_told_where_the_first_one_is(tmp_path: Path) -> None:
    first = RunLock(tmp_path / "lock")
    first.take()
    first.write(Holder(pid=4711, state="running", url="http://127.0.0.1:8000/", port=8000))
    with pytest.raises(AlreadyRunning, match=r"already runs at http://127.0.0.1:8000/ \(process 4711"):
        RunLock(tmp_path / "lock").take()


def test_a_killed_run_leaves_its_state_and_no_lock(tmp_path: Path) -> None:
    killed = RunLock(tmp_path / "lock")
    killed.take()
    killed.write(Holder(pid=4711, state="running", port=8123))
    killed.release()
    assert RunLock(tmp_path / "lock").take().port == 8123


def test_a_lock_file_of_rubbish_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text("{not json")
    assert RunLock(tmp_path / "lock").take() == Holder()


def test_what_the_lock_says_is_for_this_account_alone(tmp_path: Path) -> None:
    lock = RunLock(tmp_path / "lock")
    lock.take()
    assert (tmp_path / "lock").stat().st_mode & 0o777 == 0o600

"""Scratch folders."""

from pathlib import Path

import pytest

from coproduce.local import scratch


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(scratch, "server_account", lambda: None)
    return tmp_path


def test_a_folder_in_use_is_left_alone_by_the_next_run() -> None:
    first = scratch.folder("trial-")
    second = scratch.folder("trial-")
    assert first.path.exists()
    first.remove()
    second.remove()


def test_what_a_killed_run_left_is_removed_by_the_next(temporary: Path) -> None:
    left = temporary / "trial-left"
    left.mkdir()
    (left / "lock").touch()
    scratch.folder("trial-").remove()
    assert not left.exists()


def test_a_folder_that_is_being_made_is_left_alone(temporary: Path) -> None:
    (temporary / "trial-young").mkdir()
    scratch.folder("trial-").remove()
    assert (temporary / "trial-young").exists()


def test_a_temporary_folder_out_of_reach_is_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(scratch, "reachable_by", lambda _account, _path: False)
    monkeypatch.setattr(scratch, "VAR_TMP", tmp_path / "var")
    (tmp_path / "var").mkdir()
    made = scratch.folder("trial-")
    assert made.path.parent == tmp_path / "var"
    made.remove()

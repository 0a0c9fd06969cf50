"""`make clean`."""

import fcntl
from pathlib import Path

import pytest

from coproduce.local import clean


@pytest.fixture(autouse=True)
def run_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, path in {"CHECKOUT": ".", "RUN": ".run", "VENV": ".venv", "MODULES": "node_modules"}.items():
        monkeypatch.setattr(clean, name, tmp_path / path)
    monkeypatch.setattr(clean, "attic_path", lambda _home: tmp_path / "attic")
    for name in (".run", ".venv", "node_modules", "attic", "kept"):
        (tmp_path / name).mkdir()
    return tmp_path / ".run"


def test_what_make_has_made_is_removed_and_nothing_else(tmp_path: Path) -> None:
    assert clean.main() == 0
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_nothing_is_removed_while_the_platform_runs(
    run_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (run_folder / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert clean.main() == 1
    assert "Stop it first" in capsys.readouterr().out
    assert run_folder.exists()

"""What happens between the start of the engines and the start of the site."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest import CaptureFixture, MonkeyPatch

from coproduce.local import preparation


@pytest.fixture
def called(monkeypatch: MonkeyPatch) -> list[str]:
    """The commands that were called, instead of calling them."""
    names: list[str] = []
    monkeypatch.setattr(preparation, "call_command", lambda name, **_options: names.append(name))
    monkeypatch.setattr("django.setup", lambda: None)
    return names


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "log").mkdir()
    return tmp_path


def failing(problem: Exception) -> Callable[..., None]:
    def fail(_name: str, **_options: object) -> None:
        raise problem

    return fail


def test_tables_come_before_static_files_and_registers_before_people(called: list[str], home: Path) -> None:
    assert preparation.main(home) == 0
    assert called == [
        "check",
        "migrate",
        "createcachetable",
        "collectstatic",
        "load_reference_data",
        "load_demo_data",
    ]


def test_each_step_is_shown(called: list[str], home: Path, capsys: CaptureFixture[str]) -> None:
    preparation.main(home)
    shown = capsys.readouterr().out.splitlines()
    assert len(shown) == len(called) + 1
    assert all(line.endswith(" s") for line in shown)


def test_a_step_that_fails_ends_it_with_the_reason_in_words(
    called: list[str], home: Path, monkeypatch: MonkeyPatch, capsys: CaptureFixture[str]
) -> None:
    monkeypatch.setattr(preparation, "call_command", failing(ValueError("a broken beam")))
    assert preparation.main(home) == 1
    said = capsys.readouterr().out
    assert "Checking the configuration - failed" in said
    assert "ValueError: a broken beam" in said
    assert "Traceback" not in said


def test_the_whole_story_is_in_a_log_for_this_account_alone(
    called: list[str], home: Path, monkeypatch: MonkeyPatch
) -> None:
    monkeypatch.setattr(preparation, "call_command", failing(ValueError("a broken beam")))
    preparation.main(home)
    log = home / "log" / "preparation.log"
    assert "Traceback" in log.read_text()
    assert log.stat().st_mode & 0o777 == 0o600


def test_a_disk_that_the_database_found_full_is_said_so() -> None:
    problem = RuntimeError("could not extend file: No space left on device")
    assert preparation.in_words(problem).startswith("The disk is full.")


def test_static_files_are_collected_once(called: list[str], home: Path, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(preparation, "static_digest", lambda: "the same")
    with (home / "log" / "x").open("w") as log:
        preparation.collect_static(log, home)
        preparation.collect_static(log, home)
    assert called == ["collectstatic"]


def test_changed_static_files_are_collected_again(
    called: list[str], home: Path, monkeypatch: MonkeyPatch
) -> None:
    digests = iter(("before", "after"))
    monkeypatch.setattr(preparation, "static_digest", lambda: next(digests))
    with (home / "log" / "x").open("w") as log:
        preparation.collect_static(log, home)
        preparation.collect_static(log, home)
    assert called == ["collectstatic"] * 2


def test_a_collection_that_failed_is_tried_again(home: Path, monkeypatch: MonkeyPatch) -> None:
    (home / "static.stamp").write_text("before")
    monkeypatch.setattr(preparation, "static_digest", lambda: "after")
    monkeypatch.setattr(preparation, "call_command", failing(OSError("no")))
    with (home / "log" / "x").open("w") as log, pytest.raises(OSError, match="no"):
        preparation.collect_static(log, home)
    assert not (home / "static.stamp").exists()


def test_the_digest_of_static_files_follows_their_change(tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    class Storage:
        def path(self, name: str) -> str:
            return str(tmp_path / name)

    class Finder:
        def list(self, _ignored: list[str]) -> list[tuple[str, Storage]]:
            return [(file.name, Storage()) for file in tmp_path.iterdir()]

    monkeypatch.setattr(preparation, "get_finders", lambda: [Finder()])
    (tmp_path / "a.css").write_text("a")
    before = preparation.static_digest()
    assert preparation.static_digest() == before
    (tmp_path / "b.css").write_text("b")
    assert preparation.static_digest() != before

"""The process under trial behind `make smoke`."""

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from pytest import CaptureFixture, MonkeyPatch

from coproduce.local.bootstrap import Progress
from tests.smoke import __main__ as smoke
from tests.smoke import trial as trials
from tests.smoke.trial import Trial, address_in
from tests.smoke.visitor import Surprise

STARTS = "print('Mail catcher: http://127.0.0.1:8025/'); print('Ready: http://127.0.0.1:8000/', flush=True)"


@pytest.fixture
def trial(tmp_path: Path, monkeypatch: MonkeyPatch) -> Trial:
    return Trial(tmp_path / "run", 8200)


def program(monkeypatch: MonkeyPatch, code: str) -> None:
    """What is started instead of the platform."""
    real = subprocess.Popen

    def begin(_command: list[str], **options: object) -> "subprocess.Popen[str]":
        return real([sys.executable, "-c", code], **options)  # type: ignore[call-overload,no-any-return]

    monkeypatch.setattr(subprocess, "Popen", begin)


def test_it_reads_where_the_platform_answers(trial: Trial, monkeypatch: MonkeyPatch) -> None:
    program(monkeypatch, STARTS)
    trial.start(within=30)
    assert (trial.url, trial.catcher) == ("http://127.0.0.1:8000/", "http://127.0.0.1:8025/")
    assert trial.process
    trial.process.communicate()


def test_a_start_that_takes_too_long_is_a_surprise(trial: Trial, monkeypatch: MonkeyPatch) -> None:
    program(monkeypatch, STARTS)
    with pytest.raises(Surprise, match="0 s are allowed"):
        trial.start(within=0)
    assert trial.process
    trial.process.communicate()


def test_a_start_that_fails_is_told_with_what_was_said(trial: Trial, monkeypatch: MonkeyPatch) -> None:
    program(monkeypatch, "print('a broken beam')")
    with pytest.raises(Surprise, match="a broken beam"):
        trial.start(within=30)
    assert trial.process
    trial.process.communicate()


def test_what_outlives_the_supervisor_is_a_surprise(trial: Trial, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(trials, "command_lines", lambda: [f"postgres -D {trial.home}/postgres"])
    with pytest.raises(Surprise, match="Still running after the end"):
        trial.expect_nothing_left()


def test_a_mail_that_does_not_come_is_a_surprise(trial: Trial, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(trials, "MAIL_WITHIN", 0.0)
    monkeypatch.setattr(Trial, "mails", lambda *_asked: [])
    with pytest.raises(Surprise, match=r"No mail about 'x' to ada@example.org"):
        trial.mail("ada@example.org", "x")


def test_the_address_in_a_mail_is_found() -> None:
    text = "Please answer here:\nhttp://127.0.0.1:8000/reply/abc:def/\nThank you"
    assert address_in(text, "/reply/") == "http://127.0.0.1:8000/reply/abc:def/"
    with pytest.raises(Surprise, match="no address"):
        address_in(text, "/other/")


def test_the_first_step_that_fails_ends_the_walk(
    trial: Trial, monkeypatch: MonkeyPatch, capsys: CaptureFixture[str]
) -> None:
    def fails(_trial: Trial) -> None:
        raise Surprise("a broken beam")

    monkeypatch.setattr(smoke, "STEPS", (("Good", lambda _trial: None), ("Bad", fails), ("Never", fails)))
    assert smoke.walk(trial, Progress()) == 1
    said = capsys.readouterr().out
    assert "Good - 0.0 s" in said
    assert "Bad - failed" in said
    assert "a broken beam" in said
    assert "Never" not in said


def test_only_a_fresh_folder_is_tried(tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    (tmp_path / "data").touch()
    monkeypatch.setenv("RUN_DIR", str(tmp_path))
    with ExitStack() as ending, pytest.raises(SystemExit, match="is not empty"):
        smoke.fresh_folder(ending)


def test_a_folder_of_its_own_is_removed_afterwards(monkeypatch: MonkeyPatch) -> None:
    monkeypatch.delenv("RUN_DIR", raising=False)
    with ExitStack() as ending:
        made = smoke.fresh_folder(ending)
        assert made.parent.exists()
    assert not made.parent.exists()

"""The report of `make check`."""

import pytest
from pytest import CaptureFixture, MonkeyPatch

from coproduce.local import checks
from coproduce.local.checks import Check

GOOD = Check("good", ("python", "-c", "print('not shown')"))
BAD = Check("bad", ("python", "-c", "raise SystemExit('a broken beam')"))


def test_every_check_is_run_though_one_fails(monkeypatch: MonkeyPatch, capsys: CaptureFixture[str]) -> None:
    monkeypatch.setattr(checks, "CHECKS", (BAD, GOOD))
    assert checks.main() == 1
    said = capsys.readouterr().out
    assert "a broken beam" in said
    assert "not shown" not in said
    assert "1 of 2 checks passed. Failed: bad" in said


def test_when_all_pass_it_ends_well(monkeypatch: MonkeyPatch, capsys: CaptureFixture[str]) -> None:
    monkeypatch.setattr(checks, "CHECKS", (GOOD,))
    assert checks.main() == 0
    assert capsys.readouterr().out.strip().endswith("1 of 1 checks passed.")


@pytest.mark.parametrize("tool", ["ruff", "mypy", "lint-imports", "djlint", "makemigrations", "--deploy"])
def test_no_check_of_the_agreement_is_missing(tool: str) -> None:
    assert any(tool in check.command for check in checks.CHECKS)

"""Whether a start may go straight to the site."""

import os
from datetime import date
from pathlib import Path

import pytest

from coproduce.local import freshness
from coproduce.local.freshness import fingerprint

TODAY = date(2026, 3, 29)


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setattr(freshness, "CHECKOUT", tmp_path / "checkout")
    (tmp_path / "checkout" / "learning").mkdir(parents=True)
    (tmp_path / "checkout" / "learning" / "models.py").write_text("first")
    return {"DATABASE_URL": os.environ["DATABASE_URL"], "STATIC_ROOT": str(tmp_path / "static")}


def test_without_a_change_it_stays_the_same(environment: dict[str, str]) -> None:
    assert fingerprint(environment, today=TODAY) == fingerprint(environment, today=TODAY)


def test_a_changed_file_is_noticed(environment: dict[str, str], tmp_path: Path) -> None:
    before = fingerprint(environment, today=TODAY)
    (tmp_path / "checkout" / "learning" / "models.py").write_text("second, longer")
    assert fingerprint(environment, today=TODAY) != before


def test_compiled_python_is_no_change(environment: dict[str, str], tmp_path: Path) -> None:
    before = fingerprint(environment, today=TODAY)
    (tmp_path / "checkout" / "learning" / "models.pyc").write_text("compiled")
    assert fingerprint(environment, today=TODAY) == before


def test_the_next_day_is_a_change(environment: dict[str, str]) -> None:
    assert fingerprint(environment, today=TODAY) != fingerprint(environment, today=date(2026, 3, 30))


def test_removed_static_files_are_noticed(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "staticfiles.json").write_text("{}")
    before = fingerprint(environment, today=TODAY)
    (tmp_path / "static" / "staticfiles.json").unlink()
    assert fingerprint(environment, today=TODAY) != before


def test_another_database_is_a_change(environment: dict[str, str]) -> None:
    before = fingerprint(environment, today=TODAY)
    assert (
        fingerprint({**environment, "DATABASE_URL": "postgresql:///other?host=/nowhere"}, today=TODAY)
        != before
    )


def test_a_database_without_tables_or_out_of_reach_is_said(environment: dict[str, str]) -> None:
    assert freshness.migrations(environment["DATABASE_URL"]) == "no migrations"
    assert freshness.migrations("postgresql:///x?host=/nowhere") == "no database"


def test_a_stamp_counts_only_when_it_says_the_same(tmp_path: Path) -> None:
    stamp = tmp_path / "prepared"
    assert not freshness.is_fresh(stamp, "now")
    stamp.write_text("now")
    assert freshness.is_fresh(stamp, "now")
    assert not freshness.is_fresh(stamp, "later")

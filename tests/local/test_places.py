"""Where the engines keep files."""

import os
from pathlib import Path

import pytest
from pytest import MonkeyPatch

from coproduce.local import places
from coproduce.local.places import Account, PlaceError

NOBODY = Account(65534, 65534)


@pytest.fixture(autouse=True)
def var_tmp(tmp_path: Path, monkeypatch: MonkeyPatch) -> Path:
    monkeypatch.setattr(places, "VAR_TMP", tmp_path)
    return tmp_path


def test_a_folder_under_a_closed_home_is_out_of_reach(tmp_path: Path) -> None:
    inside = tmp_path / "home" / "checkout"
    inside.mkdir(parents=True)
    (tmp_path / "home").chmod(0o700)
    assert not places.within_reach(inside)


def test_a_folder_that_everyone_may_pass_is_within_reach() -> None:
    assert places.within_reach(Path("/usr/bin"))


def test_our_own_account_reaches_everything_of_ours(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    assert places.reachable_by(None, tmp_path)


def test_data_stays_in_the_checkout_where_the_account_can_come_in(tmp_path: Path) -> None:
    assert places.data_folder(tmp_path, None) == tmp_path


def test_data_goes_to_the_attic_where_the_account_cannot_come_in(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    assert places.data_folder(tmp_path, NOBODY).parent == places.attic_root()


def test_two_checkouts_have_two_places_in_the_attic(tmp_path: Path) -> None:
    assert places.attic_path(tmp_path / "one") != places.attic_path(tmp_path / "two")


def test_an_attic_that_someone_else_made_is_refused(monkeypatch: MonkeyPatch) -> None:
    places.attic()
    owner = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: owner)
    monkeypatch.setattr(places, "attic_root", lambda: Path("/usr"))
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    with pytest.raises(PlaceError, match="belongs to someone else"):
        places.attic()


def test_an_attic_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    places.attic_root().symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PlaceError, match="belongs to someone else"):
        places.attic()


def test_a_deep_checkout_gets_short_socket_paths(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 60) / ("e" * 60)
    assert places.socket_folder(deep, None).parent == places.attic_path(deep)


def test_sockets_are_in_the_checkout_where_the_path_is_short_enough(monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(places, "folder", lambda path, **_options: path)
    assert places.socket_folder(Path("/srv/x/.run"), None) == Path("/srv/x/.run/sockets")


def test_programs_out_of_reach_are_copied_once_with_their_libraries(tmp_path: Path) -> None:
    sources = [tmp_path / "closed" / name for name in ("package", "package.libs")]
    for source in sources:
        (source / "include").mkdir(parents=True)
        (source / "file").write_text("content")
    (tmp_path / "closed").chmod(0o700)
    copy = places.reachable_copy(sources, "package-1.0", NOBODY)
    assert sorted(str(path.relative_to(copy)) for path in copy.rglob("*") if path.is_file()) == [
        "package.libs/file",
        "package/file",
    ]
    assert not (copy / "package" / "include").exists()
    assert places.reachable_copy(sources, "package-1.0", NOBODY) == copy


def test_of_two_copies_at_once_the_first_stays(tmp_path: Path) -> None:
    for name in ("copy", "partial"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    places.put_in_place(tmp_path / "partial", tmp_path / "copy")
    assert [file.name for file in (tmp_path / "copy").iterdir()] == ["copy"]
    assert not (tmp_path / "partial").exists()

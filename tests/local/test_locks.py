"""The lock files as they are in the repository, and the command that compiles them."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from pytest import MonkeyPatch

from coproduce.local import locks
from coproduce.local.bootstrap import CHECKOUT, LOCKS

SMALLER = {"requirements-local.txt": "requirements.txt", "requirements-dev.txt": "requirements-local.txt"}
LOCKED = [CHECKOUT / name for name in locks.REQUIREMENTS] + sorted(LOCKS.glob("*.txt"))


def pins(lock: Path) -> dict[str, str]:
    """Names with their versions and markers."""
    found = re.findall(r"^([a-z0-9._-]+(?:\[[\w,-]+\])?)==(\S+)", lock.read_text(), re.MULTILINE)
    return dict(found)


@pytest.mark.parametrize("lock", LOCKED, ids=lambda lock: lock.name)
def test_every_package_is_pinned_with_hashes(lock: Path) -> None:
    entries = re.split(r"\n(?=[a-z0-9])", re.sub(r"^#.*\n", "", lock.read_text(), flags=re.MULTILINE))
    assert entries
    assert [entry.split()[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("lock", LOCKED, ids=lambda lock: lock.name)
def test_no_lock_names_a_registry(lock: Path) -> None:
    assert not re.search(r"https?://|--index-url|--find-links|file:", lock.read_text())


@pytest.mark.parametrize(("larger", "smaller"), SMALLER.items())
def test_the_larger_set_agrees_with_the_smaller(larger: str, smaller: str) -> None:
    held, within = pins(CHECKOUT / larger), pins(CHECKOUT / smaller)
    assert {name: held.get(name) for name in within} == within


def test_the_front_end_lock_names_no_registry_but_has_every_hash() -> None:
    packages = json.loads((CHECKOUT / "package-lock.json").read_text())["packages"]
    installed = [package for name, package in packages.items() if name]
    assert installed
    assert all("resolved" not in package and package["integrity"] for package in installed)


def test_the_driver_of_the_next_generation_stays_out() -> None:
    names = {Requirement(name).name for name in pins(CHECKOUT / "requirements-dev.txt")}
    assert "psycopg" not in names


def test_a_set_that_cannot_be_compiled_ends_it_in_words(monkeypatch: MonkeyPatch) -> None:
    done: subprocess.CompletedProcess[str] = subprocess.CompletedProcess([], 1)
    monkeypatch.setattr(subprocess, "run", lambda *_command, **_options: done)
    monkeypatch.setattr(locks, "uv_environment", dict)
    with pytest.raises(SystemExit, match=r"requirements\.txt could not be compiled"):
        locks.main()


def test_each_set_is_compiled_with_hashes_for_all_platforms(monkeypatch: MonkeyPatch) -> None:
    compiled: list[str] = []

    def run(command: list[str], **_options: object) -> "subprocess.CompletedProcess[str]":
        compiled.append(" ".join(command))
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(locks, "uv_environment", dict)
    monkeypatch.setattr("sys.argv", ["locks", "--upgrade"])
    locks.main()
    assert len(compiled) == len(LOCKED)
    assert all("--universal --generate-hashes --no-emit-index-url" in words for words in compiled)
    assert all(words.endswith("--upgrade") for words in compiled)

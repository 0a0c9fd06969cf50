"""The targets of the Makefile and the verdict of `.ci/run`, with stand-ins for the programs they call."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from coproduce.local.bootstrap import CHECKOUT, TARGETS

MAKEFILE = (CHECKOUT / "Makefile").read_text()
TOOLS = (
    "sh",
    "make",
    "sed",
    "awk",
    "echo",
    "dirname",
    "tee",
    "grep",
    "tail",
    "cat",
    "mktemp",
    "rm",
    "env",
    "id",
)


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A PATH with the tools of every system and nothing else."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in TOOLS:
        for place in ("/usr/bin", "/bin"):
            if Path(place, name).exists() and not (folder / name).exists():
                (folder / name).symlink_to(Path(place, name))
    stand_in(folder, "id", "echo 1000")
    return folder


def stand_in(folder: Path, name: str, code: str) -> None:
    (folder / name).unlink(missing_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{code}\n")
    (folder / name).chmod(0o755)


def said(programs: Path, *command: str | Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [str(part) for part in command],
        cwd=CHECKOUT,
        env={"PATH": str(programs), "TMPDIR": str(programs.parent)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_make_alone_lists_every_target_with_what_it_does(programs: Path) -> None:
    shown = said(programs, "make").stdout
    for target in re.findall(r"^([a-z]+): ##", MAKEFILE, re.MULTILINE):
        assert re.search(rf"^  make {target} +\S", shown, re.MULTILINE)


def test_every_target_of_the_bootstrap_is_a_target_of_make() -> None:
    targets = set(re.findall(r"^([a-z]+): ##", MAKEFILE, re.MULTILINE))
    assert set(TARGETS) | {"help", "clean"} == targets


def test_without_python_make_says_what_to_install(programs: Path) -> None:
    done = said(programs, "make", "run")
    assert "needs Python 3.11 or newer" in done.stdout
    assert "apt-get install python3" in done.stdout
    assert done.returncode != 0


def test_another_python_can_be_named(programs: Path) -> None:
    stand_in(programs, "python9", 'echo "called with $*"')
    assert (
        "called with coproduce/local/bootstrap.py run"
        in said(programs, "make", "run", "PYTHON=python9").stdout
    )


def test_arguments_reach_the_tests(programs: Path) -> None:
    stand_in(programs, "python3", 'echo "called with $*"')
    shown = said(programs, "make", "test", "ARGS=-k invitation").stdout
    assert "bootstrap.py test -k invitation" in shown


# --- .ci/run ---------------------------------------------------------------------------------------------
@pytest.fixture
def complete(programs: Path) -> Path:
    """A machine on which nothing is missing, and a `make` that does nothing."""
    for name in ("python3", "chromium-headless-shell"):
        stand_in(programs, name, "exit 0")
    stand_in(programs, "make", 'echo "make $*"; echo "==== 12 passed in 3.45s ===="')
    return programs


def verdict(programs: Path) -> "subprocess.CompletedProcess[str]":
    return said(programs, CHECKOUT / ".ci" / "run")


def test_the_verdict_ends_with_the_closing_line_of_the_tests(complete: Path) -> None:
    done = verdict(complete)
    assert done.returncode == 0
    assert "make --keep-going check test" in done.stdout
    assert done.stdout.splitlines()[-1] == "==== 12 passed in 3.45s ===="


def test_a_failure_is_the_verdict(complete: Path) -> None:
    stand_in(complete, "make", 'echo "==== 1 failed, 11 passed in 3.45s ===="; exit 2')
    done = verdict(complete)
    assert done.returncode == 2
    assert "1 failed" in done.stdout.splitlines()[-1]


def test_without_a_browser_the_verdict_is_a_failure_in_words(complete: Path) -> None:
    (complete / "chromium-headless-shell").unlink()
    done = verdict(complete)
    assert done.returncode == 1
    assert "no browser" in done.stdout
    assert "apt-get install --yes chromium-headless-shell" in done.stdout
    assert "make --keep-going" not in done.stdout


def test_root_installs_what_is_missing(complete: Path) -> None:
    browser = complete / "chromium-headless-shell"
    browser.unlink()
    stand_in(complete, "id", "echo 0")
    stand_in(
        complete,
        "apt-get",
        f'echo "apt-get $*"; echo "#!/bin/sh" > {browser}; chmod +x {browser}',
    )
    (complete / "chmod").symlink_to("/bin/chmod")
    done = verdict(complete)
    assert "apt-get install --yes --quiet --no-install-recommends chromium-headless-shell" in done.stdout
    assert done.returncode == 0


def test_without_make_the_verdict_says_what_to_install(complete: Path) -> None:
    (complete / "make").unlink()
    done = verdict(complete)
    assert done.returncode == 1
    assert "sudo apt-get install --yes make" in done.stdout


def test_ci_forbids_leaving_browser_tests_out(complete: Path) -> None:
    stand_in(complete, "make", 'echo "CI is $CI"')
    assert "CI is 1" in verdict(complete).stdout


def test_the_script_may_be_run() -> None:
    assert os.access(CHECKOUT / ".ci" / "run", os.X_OK)

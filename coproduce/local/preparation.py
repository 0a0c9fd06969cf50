"""Brings database, static files and data up to date before the site starts, in one process, step by step."""

import hashlib
import os
import sys
import traceback
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path

import django
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from coproduce.local.bootstrap import Progress
from coproduce.local.processes import private


def static_digest() -> str:
    """Changes when a file that collectstatic would take changes; content is not read."""
    listed = [
        f"{path} {stat.st_size} {stat.st_mtime_ns}"
        for finder in get_finders()
        for path, storage in finder.list([])
        for stat in [Path(storage.path(path)).stat()]
    ]
    return hashlib.sha256("\n".join(sorted(listed)).encode()).hexdigest()


def collect_static(log: TextIOWrapper, home: Path) -> None:
    """Only when something changed: hashing and compressing takes longer than all the rest."""
    stamp, current = home / "static.stamp", static_digest()
    if stamp.exists() and stamp.read_text() == current:
        return
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, stdout=log)
    stamp.write_text(current)


def steps(log: TextIOWrapper, home: Path) -> dict[str, Callable[[], object]]:
    def command(name: str, **options: object) -> Callable[[], object]:
        return lambda: call_command(name, stdout=log, stderr=log, **options)

    return {
        "Checking the configuration": command("check"),
        "Bringing the database up to date": command("migrate", interactive=False),
        "Making the table of the cache": command("createcachetable"),
        "Collecting style sheets, scripts and pictures": lambda: collect_static(log, home),
        "Loading Scotland's registers": command("load_reference_data"),
        "Loading fictional people and their work": command("load_demo_data"),
    }


def in_words(problem: Exception) -> str:
    words = f"{type(problem).__name__}: {problem}".strip()
    return f"The disk is full. Make room, then try again. ({words})" if "No space left" in words else words


def main(home: Path) -> int:
    """Each step with its time on the terminal; everything else in the log."""
    with open(home / "log" / "preparation.log", "w", opener=private) as log:
        progress = Progress()
        try:
            with progress.step("Loading the platform"):
                django.setup()
            for words, do in steps(log, home).items():
                with progress.step(words):
                    do()
        except Exception as problem:  # noqa: BLE001 - whatever it is, it is told and logged
            traceback.print_exc(file=log)
            print(f"\n{in_words(problem)}\nThe whole story: {log.name}", flush=True)
            return 1
    return 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coproduce.settings")
    sys.exit(main(Path(sys.argv[1])))

"""Removes what `make` has made in this checkout, data included; needs the standard library alone."""

import fcntl
import shutil
import sys

from coproduce.local.bootstrap import CHECKOUT, MODULES, RUN, VENV
from coproduce.local.places import attic_path

CACHES = (
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".hypothesis",
    ".import_linter_cache",
    "test-results",
)


def main() -> int:
    if RUN.is_dir():
        with (RUN / "lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                print("The platform runs in this checkout. Stop it first, then try again.")
                return 1
    for path in (attic_path(RUN), RUN, VENV, MODULES, *(CHECKOUT / name for name in CACHES)):
        if path.exists():
            shutil.rmtree(path)
            print(f"  removed {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

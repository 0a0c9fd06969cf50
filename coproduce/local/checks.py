"""What `make check` runs: every check, though one before it may have failed, with its result and time."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from coproduce.local.bootstrap import CHECKOUT

SOURCES = ("coproduce", "partnerships", "learning", "participants", "tests")
BIN = Path(sys.executable).parent
#: Enough for the settings to load; nothing is connected to.
SETTINGS = {
    "SECRET_KEY": "only-for-checks-that-sign-nothing-" + "0123456789abcdefghijklmnopqrstuvwxyz",
    "DATABASE_URL": "postgresql:///coproduce?host=/nowhere&user=coproduce",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "BASE_URL": "http://127.0.0.1:8000",
    "ENVIRONMENT_FILE": "",
    "DEBUG": "0",
    "DEMO": "0",
}
PRODUCTION = {"BASE_URL": "https://coproduce.example", "ALLOWED_HOSTS": "coproduce.example"}


@dataclass(frozen=True)
class Check:
    """One line of the report."""

    name: str
    command: tuple[str, ...]
    settings: dict[str, str] = field(default_factory=dict)

    def run(self) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, **SETTINGS, **self.settings}
        program, *rest = self.command
        return subprocess.run(
            [str(BIN / program), *rest],
            cwd=CHECKOUT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )


CHECKS = (
    Check("ruff: lint", ("ruff", "check", ".")),
    Check("ruff: format", ("ruff", "format", "--check", ".")),
    Check("djlint", ("djlint", "templates", "--lint")),
    Check("import-linter", ("lint-imports",)),
    Check("migrations", ("python", "manage.py", "makemigrations", "--check", "--dry-run")),
    Check("deployment", ("python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"), PRODUCTION),
    Check("mypy", ("mypy", "--strict", *SOURCES)),
)


def main() -> int:
    """The words of a check that failed are shown; those of one that passed are not."""
    failed = []
    for check in CHECKS:
        began = time.monotonic()
        print(f"  {check.name:<15}", end="", flush=True)
        done = check.run()
        print(f"{'FAILED' if done.returncode else 'ok':<8}{time.monotonic() - began:5.1f} s", flush=True)
        if done.returncode:
            failed.append(check.name)
            print("".join(f"      {line}\n" for line in done.stdout.strip().splitlines()))
    print(
        f"\n{len(CHECKS) - len(failed)} of {len(CHECKS)} checks passed.",
        *failed and ["Failed:", ", ".join(failed)],
    )
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())

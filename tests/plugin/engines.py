"""Starts throw-away engines before Django's settings are read: one pair per run, shared by parallel workers.

Loaded early by `-p` in pyproject.toml, so call pytest as `python -m pytest`. DATABASE_URL and REDIS_URL, when
set, name servers to use instead.
"""

import os
import secrets
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

from coproduce.local import engines, scratch
from coproduce.local.bootstrap import RUN

#: Tells parallel workers that the server goes away with all that is in it.
THROWN_AWAY = "TEST_SERVER_IS_THROWN_AWAY"


def is_worker() -> bool:
    """A parallel worker inherits all it needs from the run that started it."""
    return "PYTEST_XDIST_WORKER" in os.environ


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Wrapped, because pytest-django reads the settings in the same hook and would come first."""
    if not is_worker():
        home = scratch.folder("coproduce-tests-")
        early_config.add_cleanup(home.remove)
        running = engines.start(home.path, throw_away=True)
        early_config.add_cleanup(running.stop)
        os.environ |= settings(running, home.path)
        os.environ[THROWN_AWAY] = "1" * ("postgres" in running.started)
        keep_bytecode()
    yield


def pytest_configure(config: pytest.Config) -> None:
    """The databases of a server that is thrown away are made anew, and dropping them would be for nothing."""
    if os.environ.get(THROWN_AWAY):
        config.option.reuse_db = config.option.create_db = True


def keep_bytecode() -> None:
    """Where Python is told to keep none, each process would compile anew all that it imports, for seconds."""
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
        kept = os.environ.setdefault("PYTHONPYCACHEPREFIX", str(RUN / "bytecode"))
        sys.pycache_prefix, sys.dont_write_bytecode = kept, False


def settings(running: engines.Engines, home: Path) -> dict[str, str]:
    """The environment of a test run: nothing of the developer's own, nothing that leaves the machine."""
    static, looked_at = home / "static", home / "looked-at"
    for folder in (static, looked_at):
        folder.mkdir()
    return {
        "DATABASE_URL": running.database_url,
        "REDIS_URL": running.redis_url,
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DEBUG": "0",
        "DEMO": "0",
        "BASE_URL": "http://127.0.0.1:8000",
        "ALLOWED_HOSTS": "127.0.0.1,localhost,testserver",
        "ENVIRONMENT_FILE": "",
        "STATIC_ROOT": str(static),
        "LOOKED_AT": str(looked_at),
        "STATIC_STORAGE": "django.contrib.staticfiles.storage.StaticFilesStorage",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": "1",
        "MAIL_CATCHER_URL": "",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
    }

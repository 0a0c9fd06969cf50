"""Reads settings from the environment or from files it names (`SECRET_KEY_FILE`); says what is missing."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from environ import FileAwareEnv

BASE_DIR = Path(__file__).resolve().parent.parent

env = FileAwareEnv()


def read_environment_file() -> None:
    """Take what `make run` left for other shells; a variable that is set already wins."""
    named = env.str("ENVIRONMENT_FILE", str(BASE_DIR / ".run" / "environment"))
    if named and Path(named).is_file():
        env.read_env(named)


def required(name: str, purpose: str) -> str:
    """The variable's value, or a refusal to start that says what to set."""
    value: str = env.str(name, "")
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. It is {purpose}. Set it in the environment, or put it in a file "
            f"and name that file in {name}_FILE. `make run` sets it for you."
        )
    return value


def database(url: str) -> dict[str, Any]:
    """Django's connection settings of a libpq address, e.g. `postgresql:///coproduce?host=/socket/folder`."""
    parsed = env.db_url_config(url)
    options = parsed.pop("OPTIONS", {})
    return {
        **parsed,
        "HOST": options.pop("host", parsed["HOST"]),
        "USER": options.pop("user", parsed["USER"]),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }

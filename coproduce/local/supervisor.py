"""What `make run` runs: starts every part of the platform, watches over them, stops them all together.

That a part has died is said, with the end of its log, and it is started again; when one dies more than three
times within a minute, everything is stopped. Parts are our children and end with us, SIGKILL included.
"""

import os
import time
import urllib.request
from datetime import datetime
from pathlib import Path
from socket import socket
from zoneinfo import ZoneInfo

from coproduce.local import engines, parts, ports, surroundings
from coproduce.local.bootstrap import Progress, check_room
from coproduce.local.freshness import fingerprint, is_fresh
from coproduce.local.parts import Part, stop_together
from coproduce.local.places import folder
from coproduce.local.processes import ProcessError, end_of
from coproduce.local.run_lock import Holder, RunLock
from coproduce.local.surroundings import Addresses

LONDON = ZoneInfo("Europe/London")
READY_WITHIN = 120.0  # seconds; two or three on an idle machine
ROOM = 200  # MB


class Supervisor:
    """One run, from the lock to the end of the last child."""

    def __init__(self, home: Path, *, wished_port: int, progress: Progress) -> None:
        self.home = home
        self.wished_port = wished_port
        self.progress = progress
        self.lock = RunLock(home / "lock")
        self.holder = Holder(pid=os.getpid())
        self.sockets: list[
            socket
        ] = []  # kept open, so that the ports stay ours while a part is started again
        self.engines: list[Part] = []
        self.parts: list[Part] = []

    def run(self) -> None:
        """Start, watch until told to stop; whatever happens, nothing of ours stays behind."""
        folder(self.home)
        check_room(self.home, ROOM)
        left = self.lock.take()
        try:
            self.start(killed_at=left.port if left.state else 0)
            self.watch()
        finally:
            self.stop()
            self.lock.release()

    def start(self, *, killed_at: int) -> None:
        """A run that was killed may hold its port for another second or two: it is waited for."""
        self.tell("running")
        keep_last_logs(self.home / "log")
        site = ports.bind(self.wished_port, patience=4.0 if killed_at == self.wished_port else 0.0)
        smtp, inbox = ports.bind(1025), ports.bind(8025)
        self.sockets = [site, smtp, inbox]
        addresses = Addresses(ports.url(site), ports.url(inbox), ports.number(smtp))
        self.holder.url, self.holder.port = addresses.site, ports.number(site)
        self.tell("running")
        environment = self.start_engines(addresses)
        self.prepare_if_needed(environment)
        with self.progress.step("Starting the mail catcher and the site"):
            self.parts += [parts.mailcatcher(self.home, environment, smtp, inbox)]
            self.parts += [parts.web(self.home, environment, site)]
            self.wait_for(f"{addresses.site}readyz")
        self.parts += [parts.worker(self.home, environment), parts.beat(self.home, environment)]
        self.progress.say(
            f"\nMail catcher: {addresses.catcher}\nOne-click sign-in: {addresses.site}demo/\n"
            f"Logs: {self.home / 'log'}\nCtrl-C stops everything.\nReady: {addresses.site}"
        )

    def start_engines(self, addresses: Addresses) -> dict[str, str]:
        """Whose environment all other parts share."""
        with self.progress.step("Starting PostgreSQL and Valkey"):
            running = engines.start(self.home)
            self.engines = parts.of_engines(self.home, running)
        given = surroundings.settings(self.home, running, addresses)
        surroundings.write(self.home / "environment", given)
        return surroundings.for_children(given)

    def prepare_if_needed(self, environment: dict[str, str]) -> None:
        """A start on which nothing has changed goes straight to the site."""
        stamp, today = self.home / "prepared", datetime.now(LONDON).date()
        if is_fresh(stamp, fingerprint(environment, today=today)):
            self.progress.say("  Database, static files and data are up to date")
            return
        stamp.unlink(missing_ok=True)
        self.prepare(environment)
        stamp.write_text(fingerprint(environment, today=today))

    def prepare(self, environment: dict[str, str]) -> None:
        self.parts = [parts.preparation(self.home, environment)]
        if self.parts[0].process.wait():
            raise ProcessError("The platform could not be prepared; the reason is above.")
        self.parts = []

    def wait_for(self, url: str) -> None:
        deadline = time.monotonic() + READY_WITHIN
        while not answers(url):
            for part in self.parts:
                if part.has_ended():
                    raise ProcessError(f"{part.name} stopped while starting. {end_of(part.log)}")
            if time.monotonic() > deadline:
                web = parts.log_of(self.home, "web")
                raise ProcessError(f"{url} did not answer within {READY_WITHIN:.0f} s. {end_of(web)}")
            time.sleep(0.1)

    def watch(self) -> None:
        """Until a signal ends it, or a part that does not stay alive."""
        while True:
            time.sleep(0.3)
            for part in [*self.engines, *self.parts]:
                if part.has_ended():
                    self.revive(part)

    def revive(self, part: Part) -> None:
        code = part.process.returncode
        self.progress.say(f"{part.name} has ended by itself (code {code}). {end_of(part.log)}")
        if part.dies_too_often(time.monotonic()):
            raise ProcessError(f"{part.name} does not stay alive, so everything is stopped.")
        part.process = part.begin()
        self.progress.say(f"{part.name} runs again.")

    def stop(self) -> None:
        """The database last: the others say goodbye to it."""
        self.tell("stopping")
        with self.progress.step("Stopping"):
            stop_together(self.parts, within=5.0)
            stop_together(self.engines, within=5.0)
        for bound in self.sockets:
            bound.close()
        (self.home / "environment").unlink(missing_ok=True)
        self.tell("")

    def tell(self, state: str) -> None:
        """Others read it when they find the lock taken, or find that we were killed."""
        self.holder.state = state
        self.lock.write(self.holder)


def answers(url: str) -> bool:
    """Readiness is an answer over HTTP; that a port is open says nothing, for it is ours from the start."""
    try:
        with urllib.request.urlopen(url, timeout=1) as reply:  # noqa: S310 - our own address
            return bool(reply.status == 200)
    except OSError:
        return False


def keep_last_logs(logs: Path) -> None:
    """Each run writes its logs anew; those of the run before are kept beside them."""
    for log in logs.glob("*.log"):
        log.replace(log.with_suffix(".log.1"))

"""Sends the mail that is due, with or without Celery beside it; `--loop` goes on until it is told to stop."""

import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import InterfaceError, OperationalError, connection

from coproduce.outbox.delivery import Report, deliver
from coproduce.outbox.models import Lane

PAUSE, LONG_PAUSE = 1.0, 10.0


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--loop", action="store_true", help="look every second until SIGTERM or Ctrl-C")
        parser.add_argument(
            "--lane",
            type=int,
            choices=Lane.values,
            action="append",
            help="only this lane, so that a sender can be kept for it: " + lanes_in_words(),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        lanes = [Lane(lane) for lane in options["lane"] or Lane.values]
        if options["loop"]:
            self.loop(lanes)
            return
        report = deliver(lanes=lanes)
        self.stdout.write(str(report))
        if report.trouble:
            raise CommandError("Not everything could be sent.")

    def loop(self, lanes: list[Lane]) -> None:
        """A message that has been begun is finished before it stops."""
        stopped = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        while not stopped.is_set():
            report = self.look(lanes, stopped)
            if report.outcomes or report.trouble:
                self.stdout.write(str(report))
                self.stdout.flush()
            stopped.wait(LONG_PAUSE if report.trouble else PAUSE)

    def look(self, lanes: list[Lane], stopped: Event) -> Report:
        try:
            return deliver(lanes=lanes, keep_going=lambda: not stopped.is_set())
        except (OperationalError, InterfaceError) as error:
            connection.close()
            return Report(trouble=f"The database is away: {error}".strip())


def lanes_in_words() -> str:
    return ", ".join(f"{lane.value} {lane.label.lower()}" for lane in Lane)

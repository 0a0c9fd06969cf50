"""Runs the sweeps of the timetable once, here, now or as if at another moment; it sends no mail itself."""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.module_loading import import_string

from coproduce.celery import DELIVER, TIMETABLE


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("names", nargs="*", help="e.g. send_digests; all but deliver if none is named")
        parser.add_argument(
            "--now", help="a moment such as 2026-03-30T07:05 (Scottish time); now if left out"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = moment(options["now"])
        for name in chosen(options["names"]):
            sweep = import_string(name)
            done = sweep() if name == DELIVER else sweep(now=now.isoformat())
            self.stdout.write(f"{name}: {'done' if done is None else done}")


def chosen(names: list[str]) -> list[str]:
    """The sweeps of these names, whole or just their last part."""
    known = {name.rpartition(".")[2]: name for name in TIMETABLE} | {name: name for name in TIMETABLE}
    if unknown := [name for name in names if name not in known]:
        raise CommandError(f"There is no sweep called {unknown[0]}. There are: {', '.join(TIMETABLE)}.")
    return [known[name] for name in names] or [name for name in TIMETABLE if name != DELIVER]


def moment(words: str | None) -> datetime:
    if words is None:
        return timezone.now()
    try:
        parsed = parse_datetime(words)
    except ValueError:
        parsed = None
    if parsed is None:
        raise CommandError(f"{words} is not a moment such as 2026-03-30T07:05.")
    return parsed if timezone.is_aware(parsed) else timezone.make_aware(parsed)

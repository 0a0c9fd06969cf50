"""Says what the nightly sweep of participants would do; with --apply, does it now."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from participants import retention
from partnerships.models import Partnership


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--apply", action="store_true", help="warn and delete, instead of only saying so")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["apply"]:
            done = retention.sweep(now=timezone.now())
            self.stdout.write(", ".join(f"{what}: {count}" for what, count in done.items()))
            return
        lines = list(retention.report(Partnership.objects.all(), today=timezone.localdate()))
        self.stdout.write("\n".join(lines) or "Nothing is due.")

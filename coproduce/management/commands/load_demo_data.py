"""Loads plainly fictional people into the real registers; refused where DEMO is off."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is not a demo: DEMO is off, so no fictional people are loaded.")
        with transaction.atomic():
            for name in settings.DEMO_DATA:
                self.stdout.write(import_string(name)(now=timezone.now()))

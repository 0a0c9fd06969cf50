"""Loads Scotland's registers and the taxonomies; run it again after an update, edited rows stay as edited."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.module_loading import import_string


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            for name in settings.REFERENCE_DATA:
                self.stdout.write(import_string(name)())

"""The searches of this app compare without accents: they need `unaccent`, whoever else has made it."""

from typing import Any

from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations


class SharedUnaccent(UnaccentExtension):
    """Made if it is not there; left when undone, as the library's text search stands on it too."""

    def database_backwards(self, *args: Any, **kwargs: Any) -> None:
        pass


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0004_statutory_rules_leave_the_groups")]
    operations = [SharedUnaccent()]

"""On the way back, what is followed beside themes goes: there is no column for it before."""

from typing import Any

from django.db import migrations


def backwards(apps: Any, schema_editor: Any) -> None:
    apps.get_model("learning", "Follow").objects.filter(theme=None).delete()


class Migration(migrations.Migration):
    dependencies = [("learning", "0016_follows_of_any_kind")]
    operations = [migrations.RunPython(migrations.RunPython.noop, backwards)]

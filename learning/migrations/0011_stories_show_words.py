"""A story shows words, and a file with people in it shows them, whether or not someone ticked that."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

WORDS, PICTURE = "words", "picture"


def tick(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    rows = apps.get_model("learning", "CaseStudy").objects
    pictured = rows.filter(attachments__shows_people=True, revision__gte=1).values("pk")
    add(rows.filter(kind="story"), WORDS)
    add(rows.filter(pk__in=pictured), PICTURE)


def add(rows: object, use: str) -> None:
    for case_study in rows:  # type: ignore[attr-defined]
        if use not in case_study.shows:
            case_study.shows = [*case_study.shows, use]
            case_study.save(update_fields=["shows"])


class Migration(migrations.Migration):
    dependencies = [("learning", "0009_attachments_and_formats")]

    operations = [migrations.RunPython(tick, migrations.RunPython.noop, elidable=True)]

"""Themes become one of several taxonomies of terms; what carried a theme carries it still."""

import pgtrigger.migrations
from django.db import migrations, models

TAXONOMIES = [
    ("theme", "Themes"),
    ("moment", "Moments in the journey"),
    ("population", "Population groups"),
    ("product", "What was co-produced"),
    ("method", "Methods"),
    ("setting", "Settings"),
    ("outcome", "National health and wellbeing outcomes"),
    ("principle", "Integration delivery principles"),
    ("standard", "National Standards for Community Engagement"),
    ("personal", "Personal outcomes"),
]


def taxonomy() -> "models.CharField[str, str]":
    return models.CharField(choices=TAXONOMIES, default="theme", max_length=20)


def order() -> "models.PositiveSmallIntegerField[int, int]":
    return models.PositiveSmallIntegerField(
        default=0, help_text="Lower comes first; those of the same number are set by name"
    )


def is_in_use() -> "models.BooleanField[bool, bool]":
    return models.BooleanField(
        default=True, help_text="Without the tick, writers are no longer offered it", verbose_name="in use"
    )


class Migration(migrations.Migration):
    dependencies = [("learning", "0003_synonyms")]

    operations = [
        pgtrigger.migrations.RemoveTrigger(model_name="theme", name="insert_insert"),
        pgtrigger.migrations.RemoveTrigger(model_name="theme", name="update_update"),
        migrations.RenameModel("ThemeEvent", "TermEvent"),
        migrations.RenameModel("Theme", "Term"),
        migrations.RenameField("casestudy", "themes", "terms"),
        migrations.AddField("term", "taxonomy", taxonomy()),
        migrations.AddField("term", "order", order()),
        migrations.AddField("term", "is_in_use", is_in_use()),
        migrations.AddField("termevent", "taxonomy", taxonomy()),
        migrations.AddField("termevent", "order", order()),
        migrations.AddField("termevent", "is_in_use", is_in_use()),
        migrations.AlterField("term", "name", models.CharField(max_length=80)),
        migrations.AlterModelOptions("term", options={"ordering": ("taxonomy", "order", "name")}),
        migrations.AddConstraint(
            "term", models.UniqueConstraint(fields=("taxonomy", "name"), name="term_named_once")
        ),
    ]

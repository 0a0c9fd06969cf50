"""The newest entries that may be shown are read from an index alone, now that what they show decides it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0020_notes_of_comments_are_erased"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="casestudy", name="case_study_newest_first"),
        migrations.AddIndex(
            model_name="casestudy",
            index=models.Index(
                fields=["state", "-published_at", "id"], include=("shows",), name="case_study_newest_first"
            ),
        ),
    ]

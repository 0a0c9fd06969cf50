"""A count of searches by words and day, and an index from which the newest entries can be read alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("learning", "0014_no_entry_is_called_terms")]

    operations = [
        migrations.CreateModel(
            name="Search",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(max_length=100)),
                ("day", models.DateField()),
                (
                    "found",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "Nothing"), (1, "1 to 9"), (10, "10 or more")]
                    ),
                ),
                ("times", models.PositiveIntegerField(default=1)),
            ],
            options={"verbose_name_plural": "searches"},
        ),
        migrations.AddConstraint(
            model_name="search",
            constraint=models.UniqueConstraint(
                fields=("day", "words", "found"), name="search_counted_in_one_row_a_day"
            ),
        ),
        migrations.RemoveIndex(model_name="casestudy", name="case_study_newest"),
        migrations.AddIndex(
            model_name="casestudy",
            index=models.Index(fields=["state", "-published_at", "id"], name="case_study_newest_first"),
        ),
        migrations.RemoveConstraint(model_name="casestudy", name="slug_is_not_a_page"),
        migrations.AddConstraint(
            model_name="casestudy",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug__in", ("new", "mine", "terms")), _negated=True),
                name="slug_is_not_a_page",
            ),
        ),
    ]

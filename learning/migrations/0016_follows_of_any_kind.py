"""Beside themes, readers follow council areas, organisations and case studies: one thing in each row."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0015_what_people_look_for"),
        ("partnerships", "0006_parts_taken_back_the_day_they_began"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="subscription",
            name="themes",
        ),
        migrations.AddField(
            model_name="follow",
            name="case_study",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="follows",
                to="learning.casestudy",
            ),
        ),
        migrations.AddField(
            model_name="follow",
            name="council_area",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="follows",
                to="partnerships.councilarea",
            ),
        ),
        migrations.AddField(
            model_name="follow",
            name="organisation",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="follows",
                to="partnerships.organisation",
            ),
        ),
        migrations.AlterField(
            model_name="follow",
            name="theme",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="follows",
                to="learning.term",
            ),
        ),
        migrations.AddConstraint(
            model_name="follow",
            constraint=models.UniqueConstraint(
                fields=("subscription", "council_area"), name="council_area_followed_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="follow",
            constraint=models.UniqueConstraint(
                fields=("subscription", "organisation"), name="organisation_followed_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="follow",
            constraint=models.UniqueConstraint(
                fields=("subscription", "case_study"), name="case_study_followed_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="follow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("case_study__isnull", True),
                        ("council_area__isnull", True),
                        ("organisation__isnull", True),
                        ("theme__isnull", False),
                    ),
                    models.Q(
                        ("case_study__isnull", True),
                        ("council_area__isnull", False),
                        ("organisation__isnull", True),
                        ("theme__isnull", True),
                    ),
                    models.Q(
                        ("case_study__isnull", True),
                        ("council_area__isnull", True),
                        ("organisation__isnull", False),
                        ("theme__isnull", True),
                    ),
                    models.Q(
                        ("case_study__isnull", False),
                        ("council_area__isnull", True),
                        ("organisation__isnull", True),
                        ("theme__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="follows_exactly_one_thing",
            ),
        ),
    ]

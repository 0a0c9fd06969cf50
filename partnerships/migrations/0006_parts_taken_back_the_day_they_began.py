"""A part written down by mistake is ended on the day it began; it then held on no day at all."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0005_search_without_accents")]

    operations = [
        migrations.RemoveConstraint("partnershippart", "partnership_part_ends_after_it_starts"),
        migrations.AddConstraint(
            "partnershippart",
            models.CheckConstraint(
                condition=models.Q(since__isnull=True)
                | models.Q(until__isnull=True)
                | models.Q(until__gte=models.F("since")),
                name="partnership_part_ends_no_earlier_than_it_starts",
            ),
        ),
    ]

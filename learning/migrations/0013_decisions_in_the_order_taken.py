"""Decisions are in the order in which they were taken, whatever clocks say."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("learning", "0012_consents")]
    operations = [migrations.AlterModelOptions(name="decision", options={"ordering": ("pk",)})]

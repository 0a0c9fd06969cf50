"""`/case-studies/terms/` becomes a page of its own; an entry of that address gets one beside it."""

from django.db import migrations

MOVE = "UPDATE learning_casestudy SET slug = 'terms-' || left(submission::text, 8) WHERE slug = 'terms'"


class Migration(migrations.Migration):
    dependencies = [("learning", "0013_decisions_in_the_order_taken")]
    operations = [migrations.RunSQL(MOVE, migrations.RunSQL.noop)]

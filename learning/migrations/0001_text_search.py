"""Text search in English without accents, so that `Gàidhlig` and `Gaidhlig` find the same."""

from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations

CREATE = """
CREATE TEXT SEARCH CONFIGURATION coproduce_english (COPY = pg_catalog.english);
ALTER TEXT SEARCH CONFIGURATION coproduce_english
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;
"""
DROP = "DROP TEXT SEARCH CONFIGURATION coproduce_english;"


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [UnaccentExtension(), migrations.RunSQL(CREATE, DROP)]

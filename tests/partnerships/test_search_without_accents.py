"""The searches of this app make the extension they need, and do not take it away from others."""

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.state import ProjectState

pytestmark = pytest.mark.django_db
NAME = "0005_search_without_accents"


def is_there() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_extension WHERE extname = 'unaccent'")
        return bool(cursor.fetchone()[0])


@pytest.mark.parametrize("back", [False, True], ids=["made again", "undone"])
def test_the_extension_stays_for_the_library(back: bool) -> None:
    step = import_module(f"partnerships.migrations.{NAME}").Migration(NAME, "partnerships")
    with connection.schema_editor(atomic=False) as editor:
        (step.unapply if back else step.apply)(ProjectState(), editor)
    assert is_there()
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_tsvector('coproduce_english', 'Gàidhlig') @@ 'gaidhlig'")
        assert cursor.fetchone() == (True,)

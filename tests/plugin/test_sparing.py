"""What tests are spared comes to the same: tables are as empty, and passwords are as good as in earnest."""

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import TransactionTestCase

from tests.factories.participants import InvolvementFactory
from tests.plugin import sparing
from tests.plugin.engines import THROWN_AWAY

DEFINED = (Permission, ContentType)


def filled() -> set[str]:
    """The tables with rows in them."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor)) - set(sparing.KEPT)
        return {table for table in tables if cursor.execute(f"SELECT FROM {table}") or cursor.rowcount}


@pytest.mark.django_db(transaction=True)
def test_no_row_is_left_and_what_the_code_defines_stays() -> None:
    InvolvementFactory()
    defined = [model.objects.count() for model in DEFINED]
    assert {"participants_involvement", "participants_involvementevent", "accounts_team"} <= filled()
    sparing.empty_tables(TransactionTestCase())
    assert filled() == set()
    assert [model.objects.count() for model in DEFINED] == defined
    assert all(defined)


def test_on_a_server_of_someone_elses_django_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[TransactionTestCase] = []
    monkeypatch.delenv(THROWN_AWAY, raising=False)
    monkeypatch.setattr(sparing, "flush", flushed.append)
    test = TransactionTestCase()
    sparing.empty_tables(test)
    assert flushed == [test]


def test_a_quick_password_is_argon2_and_opens_to_itself_alone() -> None:
    kept = make_password("a cold wind off the firth")
    assert kept.startswith("argon2$argon2id$v=19$m=8,t=1,p=1$")
    assert check_password("a cold wind off the firth", kept)
    assert not check_password("a cold wind off the forth", kept)

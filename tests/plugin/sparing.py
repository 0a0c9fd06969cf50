"""What tests do over and over, done in a quicker way that comes to the same."""

import os
from collections.abc import Callable

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.test import TransactionTestCase

from tests.plugin.engines import THROWN_AWAY

#: What Django's `flush` would make anew from the code, as it is now, or does not touch.
KEPT = ("auth_permission", "django_content_type", "django_migrations")
#: Waits for whoever still writes, as TRUNCATE does, but makes no new files for a hundred empty tables.
EMPTY = """
DO $$ DECLARE every text[]; one text; BEGIN
  SELECT array_agg(oid::regclass::text) INTO every FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> ALL (%s);
  EXECUTE 'LOCK TABLE ' || array_to_string(every, ', ');
  SET LOCAL session_replication_role = replica;  -- no triggers, and no order of foreign keys
  FOREACH one IN ARRAY every LOOP EXECUTE 'DELETE FROM ' || one; END LOOP;
END $$
"""
HASHERS = ["tests.plugin.sparing.QuickArgon2"]
flush: Callable[[TransactionTestCase], None] = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]


class QuickArgon2(Argon2PasswordHasher):
    """As the platform's own, with a thousandth of the work: nobody attacks the passwords of tests."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1


def empty_tables(test: TransactionTestCase) -> None:
    """After a test that commits. Only on a server of our own may we leave out triggers."""
    if not os.environ.get(THROWN_AWAY):
        flush(test)
        return
    with connection.cursor() as cursor:
        cursor.execute(EMPTY, [list(KEPT)])

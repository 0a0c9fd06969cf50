"""Requests and answers of the access matrix (`test_access.py`): who asks, what is said, what was written."""

import copy
from collections.abc import Callable
from typing import Any, cast

from django.db import connection
from django.http import HttpResponse

from coproduce.accounts.models import User

#: Looking may write here: where one is signed in, and what was tried how often.
NOTED_ANYWAY = ("django_session", "usersessions_usersession", "cache", "learning_look")


def read_once(person: User) -> Callable[[Any], User]:
    """For each request the person anew, with what they hold; nothing of that changes in between."""
    known = User.objects.get(pk=person.pk)
    for kept in ("current_roles", "has_second_factor"):
        getattr(known, kept)
    return lambda _request: copy.copy(known)


def form_type(method: str) -> str:
    return "application/x-www-form-urlencoded" if method in {"POST", "PUT"} else "application/octet-stream"


def text_of(answer: HttpResponse) -> str:
    body = b"".join(cast(Any, answer)) if answer.streaming else answer.content
    return f"{answer.headers.get('Location', '')} {body.decode(errors='replace')}"


def written() -> int:
    """Rows inserted, changed and deleted in this transaction so far, but for those that looking may write."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::int FROM pg_stat_xact_user_tables "
            "WHERE relname <> ALL(%s)",
            [list(NOTED_ANYWAY)],
        )
        return int(cursor.fetchone()[0])

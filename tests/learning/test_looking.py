"""Who has what open: shown to others, forgotten by itself, never in the way."""

import datetime as dt

import pytest
from django.db import connection

from coproduce.accounts.models import User
from learning import looking
from learning.models import CaseStudy, Look
from learning.models.looking import FORGOTTEN_AFTER

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


def test_one_alone_sees_nobody(submitted: CaseStudy, moderator: User, now: dt.datetime) -> None:
    assert not looking.look(submitted, by=moderator, now=now)
    assert not looking.look(submitted, by=moderator, now=now + MINUTE)
    assert Look.objects.get().since == now


def test_the_next_sees_who_and_since_when(
    submitted: CaseStudy, moderator: User, administrator: User, now: dt.datetime
) -> None:
    looking.look(submitted, by=moderator, now=now)
    (look,) = looking.look(submitted, by=administrator, now=now + MINUTE)
    assert (look.user, look.since) == (moderator, now)


def test_another_entry_is_another_matter(
    submitted: CaseStudy, published: CaseStudy, moderator: User, administrator: User, now: dt.datetime
) -> None:
    looking.look(submitted, by=moderator, now=now)
    assert not looking.look(published, by=administrator, now=now)


def test_a_page_closed_long_ago_is_forgotten(
    submitted: CaseStudy, moderator: User, administrator: User, now: dt.datetime
) -> None:
    looking.look(submitted, by=moderator, now=now)
    later = now + FORGOTTEN_AFTER
    assert not looking.look(submitted, by=administrator, now=later)


def test_whoever_decides_sweeps_out_what_was_closed_long_ago(
    submitted: CaseStudy, published: CaseStudy, moderator: User, administrator: User, now: dt.datetime
) -> None:
    looking.look(published, by=administrator, now=now)
    looking.look_away(submitted, by=moderator, now=now + FORGOTTEN_AFTER - MINUTE)
    assert Look.objects.exists()
    looking.look_away(submitted, by=moderator, now=now + FORGOTTEN_AFTER)
    assert not Look.objects.exists()


def test_coming_back_begins_anew(submitted: CaseStudy, moderator: User, now: dt.datetime) -> None:
    looking.look(submitted, by=moderator, now=now)
    later = now + FORGOTTEN_AFTER + MINUTE
    looking.look(submitted, by=moderator, now=later)
    assert Look.objects.get().since == later


def test_looking_away_ends_it(submitted: CaseStudy, moderator: User, now: dt.datetime) -> None:
    looking.look(submitted, by=moderator, now=now)
    looking.look_away(submitted, by=moderator, now=now)
    assert not Look.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_where_it_cannot_be_noted_nobody_is_in_the_way(
    submitted: CaseStudy, moderator: User, now: dt.datetime, caplog: pytest.LogCaptureFixture
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")
    try:
        assert not looking.look(submitted, by=moderator, now=now)
        assert CaseStudy.objects.get() == submitted
    finally:
        connection.close()
    assert "could not be noted" in caplog.text

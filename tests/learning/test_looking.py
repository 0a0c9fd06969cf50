"""Who has what open: shown to others, forgotten by itself, never in the way."""

import datetime as dt

import pytest

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
    assert looking.sweep(now=later) == 1


def test_coming_back_begins_anew(submitted: CaseStudy, moderator: User, now: dt.datetime) -> None:
    looking.look(submitted, by=moderator, now=now)
    later = now + FORGOTTEN_AFTER + MINUTE
    looking.look(submitted, by=moderator, now=later)
    assert Look.objects.get().since == later


def test_looking_away_ends_it(submitted: CaseStudy, moderator: User, now: dt.datetime) -> None:
    looking.look(submitted, by=moderator, now=now)
    looking.look_away(submitted, by=moderator)
    assert not Look.objects.exists()

"""Subscriptions and digests: what the database holds together."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from coproduce.accounts.models import User
from learning.models import Digest, Follow, Subscription, Term
from tests.factories.learning import follower

SLOT = dt.datetime(2027, 3, 9, 8, tzinfo=dt.UTC)
WEEK = dt.timedelta(days=7)


@pytest.fixture
def subscription(theme: Term, newcomer: User) -> Subscription:
    return follower(theme, since=SLOT - WEEK, user=newcomer)


def test_a_person_has_one_subscription(subscription: Subscription, newcomer: User) -> None:
    with pytest.raises(IntegrityError):
        Subscription.objects.create(user=newcomer, covered_until=SLOT)


def test_a_theme_is_followed_once(subscription: Subscription, theme: Term) -> None:
    with pytest.raises(IntegrityError, match="theme_followed_once"):
        Follow.objects.create(subscription=subscription, theme=theme, created_at=SLOT)


def test_a_slot_has_one_digest(subscription: Subscription) -> None:
    Digest.objects.create(subscription=subscription, since=SLOT - WEEK, slot=SLOT)
    with pytest.raises(IntegrityError, match="one_digest_per_slot"), transaction.atomic():
        Digest.objects.create(subscription=subscription, since=SLOT - 2 * WEEK, slot=SLOT)


@pytest.mark.parametrize("since", [SLOT, SLOT + WEEK])
def test_a_digest_answers_for_a_window_of_some_length(subscription: Subscription, since: dt.datetime) -> None:
    with pytest.raises(IntegrityError, match="digest_window_is_not_empty"):
        Digest.objects.create(subscription=subscription, since=since, slot=SLOT)


@pytest.mark.parametrize(
    ("weekly", "active", "covered", "due"),
    [
        (True, True, SLOT - WEEK, True),
        (True, True, SLOT, False),
        (True, True, SLOT + WEEK, False),
        (False, True, SLOT - WEEK, False),
        (True, False, SLOT - WEEK, False),
    ],
)
def test_due_is_who_wants_it_and_is_not_covered(
    weekly: bool, active: bool, covered: dt.datetime, due: bool, subscription: Subscription
) -> None:
    Subscription.objects.update(weekly=weekly, covered_until=covered)
    User.objects.filter(pk=subscription.user_id).update(is_active=active)
    assert Subscription.objects.due(SLOT).exists() is due
    subscription.refresh_from_db()
    assert subscription.is_wanted is (weekly and active)


def test_history_keeps_the_choice_and_not_every_move_of_the_cursor(subscription: Subscription) -> None:
    Subscription.objects.update(covered_until=SLOT)
    Subscription.objects.update(weekly=False)
    kept = subscription.events.order_by("pgh_id")  # type: ignore[attr-defined]
    assert [row.weekly for row in kept] == [True, False]


def test_no_name_or_address_stands_in_how_rows_read(subscription: Subscription, newcomer: User) -> None:
    digest = Digest.objects.create(subscription=subscription, since=SLOT - WEEK, slot=SLOT)
    assert newcomer.email not in f"{subscription} {digest} {subscription.follows.get()}"

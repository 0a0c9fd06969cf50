"""Subscriptions and digests: what the database holds together."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from coproduce.accounts.models import User
from learning.models import CaseStudy, Digest, Follow, Subscription, Term
from learning.models.subscriptions import Followed
from partnerships.models import Organisation
from tests.factories.learning import follower

SLOT = dt.datetime(2027, 3, 9, 8, tzinfo=dt.UTC)
WEEK = dt.timedelta(days=7)


@pytest.fixture
def subscription(theme: Term, newcomer: User) -> Subscription:
    return follower(theme, since=SLOT - WEEK, user=newcomer)


@pytest.fixture
def things(theme: Term, organisation: Organisation, published: CaseStudy) -> dict[str, Followed]:
    area = published.council_areas.get()
    return {
        "theme": theme,
        "council_area": area,
        "organisation": organisation,
        "case_study": published,
    }


def test_a_person_has_one_subscription(subscription: Subscription, newcomer: User) -> None:
    with pytest.raises(IntegrityError):
        Subscription.objects.create(user=newcomer, covered_until=SLOT)


def test_a_theme_is_followed_once(subscription: Subscription, theme: Term) -> None:
    with pytest.raises(IntegrityError, match="theme_followed_once"):
        Follow.objects.create(subscription=subscription, theme=theme, created_at=SLOT)


@pytest.mark.parametrize("kind", ["council_area", "organisation", "case_study"])
def test_so_is_each_other_thing(kind: str, subscription: Subscription, things: dict[str, Followed]) -> None:
    Follow.objects.create(subscription=subscription, created_at=SLOT, **{kind: things[kind]})
    with pytest.raises(IntegrityError, match=f"{kind}_followed_once"):
        Follow.objects.create(subscription=subscription, created_at=SLOT, **{kind: things[kind]})


@pytest.mark.parametrize("kinds", [(), ("theme", "organisation"), ("council_area", "case_study")])
def test_a_follow_is_of_exactly_one_thing(
    kinds: tuple[str, ...], subscription: Subscription, things: dict[str, Followed]
) -> None:
    subscription.follows.all().delete()
    with pytest.raises(IntegrityError, match="follows_exactly_one_thing"):
        Follow.objects.create(
            subscription=subscription, created_at=SLOT, **{kind: things[kind] for kind in kinds}
        )


def test_a_follow_is_called_as_what_it_follows(
    subscription: Subscription, things: dict[str, Followed]
) -> None:
    for kind in ("council_area", "organisation", "case_study"):
        Follow.objects.create(subscription=subscription, created_at=SLOT, **{kind: things[kind]})
    rows = {str(row) for row in subscription.follows.all().with_targets()}  # type: ignore[attr-defined]
    assert rows == {str(thing) for thing in things.values()}


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

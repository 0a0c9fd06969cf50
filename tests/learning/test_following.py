"""Following and its mail: explicit, repeatable, and never undone by anything but the person."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from coproduce.accounts.models import User
from coproduce.outbox import preferences
from learning import digest, following
from learning.models import Follow, Subscription, Term
from tests.factories.learning import TermFactory

LATER = dt.timedelta(days=30)


def test_following_twice_is_following_once_since_the_first_time(
    theme: Term, newcomer: User, now: dt.datetime
) -> None:
    following.follow(theme, by=newcomer, now=now)
    following.follow(theme, by=newcomer, now=now + LATER)
    assert Follow.objects.get().created_at == now
    assert Subscription.objects.get().covered_until == now


def test_unfollowing_ends_that_theme_alone(theme: Term, newcomer: User, now: dt.datetime) -> None:
    other = TermFactory()
    for one in (theme, other):
        following.follow(one, by=newcomer, now=now)
    following.unfollow(theme, by=newcomer)
    following.unfollow(theme, by=newcomer)
    assert following.followed_by(newcomer) == [other]


def test_following_again_starts_afresh(theme: Term, newcomer: User, now: dt.datetime) -> None:
    following.follow(theme, by=newcomer, now=now)
    following.unfollow(theme, by=newcomer)
    following.follow(theme, by=newcomer, now=now + LATER)
    assert Follow.objects.get().created_at == now + LATER


def test_unfollowing_what_one_never_followed_is_fine(theme: Term, newcomer: User) -> None:
    following.unfollow(theme, by=newcomer)
    assert following.followed_by(newcomer) == []


def test_strangers_follow_nothing(theme: Term) -> None:
    assert following.followed_by(AnonymousUser()) == []


def test_the_mail_is_on_until_someone_switches_it_off(theme: Term, newcomer: User, now: dt.datetime) -> None:
    assert following.gets_weekly(newcomer)
    following.follow(theme, by=newcomer, now=now)
    assert following.gets_weekly(newcomer)
    following.choose_weekly(by=newcomer, weekly=False, now=now)
    assert not following.gets_weekly(newcomer)


def test_following_a_theme_does_not_switch_the_mail_back_on(
    theme: Term, newcomer: User, now: dt.datetime
) -> None:
    following.choose_weekly(by=newcomer, weekly=False, now=now)
    following.follow(theme, by=newcomer, now=now)
    assert not following.gets_weekly(newcomer)


def test_switched_on_again_it_brings_no_backlog(theme: Term, newcomer: User, now: dt.datetime) -> None:
    following.follow(theme, by=newcomer, now=now)
    following.choose_weekly(by=newcomer, weekly=False, now=now)
    following.choose_weekly(by=newcomer, weekly=True, now=now + LATER)
    assert Subscription.objects.get().covered_until == now + LATER


def test_saving_an_unchanged_choice_moves_nothing(theme: Term, newcomer: User, now: dt.datetime) -> None:
    following.follow(theme, by=newcomer, now=now)
    following.choose_weekly(by=newcomer, weekly=True, now=now + LATER)
    assert Subscription.objects.get().covered_until == now


def test_switching_it_off_keeps_the_themes(theme: Term, newcomer: User, now: dt.datetime) -> None:
    following.follow(theme, by=newcomer, now=now)
    following.choose_weekly(by=newcomer, weekly=False, now=now)
    assert following.followed_by(newcomer) == [theme]


@pytest.mark.parametrize("topic", [digest.KIND, preferences.EVERYTHING])
def test_a_mail_stopped_by_its_own_link_shows_as_off_and_can_come_back(
    topic: str, newcomer: User, now: dt.datetime
) -> None:
    preferences.stop(newcomer.email, topic)
    assert not following.gets_weekly(newcomer)
    following.choose_weekly(by=newcomer, weekly=True, now=now)
    assert following.gets_weekly(newcomer)


def test_whether_someone_has_chosen(theme: Term, newcomer: User, now: dt.datetime) -> None:
    assert not following.has_chosen(newcomer)
    following.follow(theme, by=newcomer, now=now)
    assert following.has_chosen(newcomer)

"""What an address wants no more of: one topic or all, dated, and taken back without losing the rest."""

from typing import Any

import pytest
from django.db import IntegrityError

from coproduce.outbox import preferences
from coproduce.outbox.models import Email, Lane, Suppression
from tests.factories.outbox import email, suppression

pytestmark = pytest.mark.django_db
ADDRESS = "una@example.org"


def is_stopped(topic: str, lane: Lane = Lane.REMINDER) -> bool:
    written = email(recipient=ADDRESS, topic=topic, lane=lane)
    row: Any = Email.objects.with_standing().get(pk=written.pk)
    return bool(row.stopped)


def test_stopping_a_topic_stops_that_topic_alone() -> None:
    preferences.stop(ADDRESS, "trial_news")
    assert is_stopped("trial_news")
    assert not is_stopped("other_news")


def test_stopping_everything_stops_all_but_what_is_asked_for() -> None:
    preferences.stop(ADDRESS, preferences.EVERYTHING)
    assert is_stopped("trial_news")
    assert is_stopped("other_news", Lane.DIGEST)
    assert not is_stopped("codes", Lane.ASKED_FOR)


def test_stopping_again_changes_nothing() -> None:
    preferences.stop(ADDRESS, "trial_news")
    preferences.stop(ADDRESS.upper(), "trial_news")
    assert Suppression.objects.count() == 1


def test_others_at_the_same_place_are_not_concerned() -> None:
    preferences.stop("tam@example.org", preferences.EVERYTHING)
    assert not is_stopped("trial_news")


def test_starting_again_keeps_the_past_and_the_other_choices() -> None:
    preferences.stop(ADDRESS, "trial_news")
    preferences.stop(ADDRESS, "other_news")
    preferences.start_again(ADDRESS, "trial_news")
    assert not is_stopped("trial_news")
    assert is_stopped("other_news")
    assert Suppression.objects.count() == 2


def test_one_can_stop_start_and_stop_again() -> None:
    for _ in range(2):
        preferences.stop(ADDRESS, "trial_news")
        preferences.start_again(ADDRESS, "trial_news")
    preferences.stop(ADDRESS, "trial_news")
    assert is_stopped("trial_news")
    assert Suppression.objects.current().count() == 1


def test_starting_again_does_not_lift_a_bounce() -> None:
    preferences.refuse_bounced(ADDRESS, "550 5.1.1 unknown")
    preferences.start_again(ADDRESS, "trial_news")
    assert is_stopped("codes", Lane.ASKED_FOR)


def test_a_long_answer_of_a_relay_is_kept_in_part() -> None:
    preferences.refuse_bounced(ADDRESS, "5" * 400)
    assert len(Suppression.objects.get().detail) == 300


def test_a_topic_has_words_even_if_settings_have_none() -> None:
    assert preferences.words("trial_news") == "news of the trial"
    assert preferences.words("some_thing") == "emails about “some thing”"


def test_an_address_in_capitals_is_refused_by_the_database() -> None:
    with pytest.raises(IntegrityError, match="suppressed_address_is_lower_case"):
        suppression("Una@example.org")

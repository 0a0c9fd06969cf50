"""Publishing and cancelling: which step from which state, and what the row says afterwards."""

import datetime as dt

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coproduce.accounts.models import User
from partnerships import scheduling
from partnerships.models import Engagement, EngagementState
from partnerships.scheduling import SchedulingError
from tests.factories.partnerships import EngagementFactory

pytestmark = pytest.mark.django_db


def test_a_published_engagement_says_since_when(draft: Engagement, officer: User, now: dt.datetime) -> None:
    scheduling.publish(draft, by=officer, now=now)
    draft.refresh_from_db()
    assert (draft.state, draft.published_at) == (EngagementState.PUBLISHED, now)


def test_publishing_twice_is_refused_in_words(draft: Engagement, officer: User, now: dt.datetime) -> None:
    scheduling.publish(draft, by=officer, now=now)
    with pytest.raises(SchedulingError, match="is published, so it cannot be published"):
        scheduling.publish(draft, by=officer, now=now)


def test_a_stale_copy_cannot_publish_what_is_cancelled(
    draft: Engagement, officer: User, now: dt.datetime
) -> None:
    stale = Engagement.objects.get(pk=draft.pk)
    scheduling.cancel(draft, by=officer, reason="Double booking", now=now)
    with pytest.raises(SchedulingError, match="is cancelled, so it cannot be published"):
        scheduling.publish(stale, by=officer, now=now)


@pytest.mark.parametrize(
    ("place", "link", "is_refused"),
    [("", "", True), ("Hall", "", False), ("", "https://meet.example.org/a", False)],
)
def test_what_is_published_says_where_it_takes_place(
    place: str, link: str, is_refused: bool, officer: User, now: dt.datetime
) -> None:
    engagement = EngagementFactory(place=place, online_link=link)
    assert bool(scheduling.obstacle(engagement)) == is_refused
    if is_refused:
        with pytest.raises(SchedulingError, match="Say where"):
            scheduling.publish(engagement, by=officer, now=now)
    else:
        scheduling.publish(engagement, by=officer, now=now)


def test_a_refused_step_changes_nothing(officer: User, now: dt.datetime) -> None:
    engagement = EngagementFactory(place="")
    with pytest.raises(SchedulingError):
        scheduling.publish(engagement, by=officer, now=now)
    assert engagement.is_draft
    assert Engagement.objects.get(pk=engagement.pk).is_draft


def test_a_cancelled_engagement_says_when_and_why(
    published: Engagement, officer: User, now: dt.datetime
) -> None:
    scheduling.cancel(published, by=officer, reason="  The hall is flooded.\n", now=now)
    published.refresh_from_db()
    assert (published.state, published.cancelled_at) == (EngagementState.CANCELLED, now)
    assert published.cancel_reason == "The hall is flooded."
    assert published.published_at is not None


def test_cancelling_twice_keeps_the_first_reason(
    cancelled: Engagement, officer: User, now: dt.datetime
) -> None:
    with pytest.raises(SchedulingError, match="is cancelled, so it cannot be cancelled"):
        scheduling.cancel(cancelled, by=officer, reason="Another reason", now=now)
    assert Engagement.objects.get(pk=cancelled.pk).cancel_reason == "The hall is flooded."


@pytest.mark.parametrize("reason", ["", " ", "\n\t"])
def test_cancelling_takes_a_reason(
    reason: str, published: Engagement, officer: User, now: dt.datetime
) -> None:
    with pytest.raises(SchedulingError, match="Say why"):
        scheduling.cancel(published, by=officer, reason=reason, now=now)


def test_what_has_taken_place_cannot_be_cancelled(published: Engagement, officer: User) -> None:
    with pytest.raises(SchedulingError, match="already taken place"):
        scheduling.cancel(published, by=officer, reason="Nobody came", now=published.ends_at)


def test_what_goes_on_right_now_can_be_cancelled(published: Engagement, officer: User) -> None:
    scheduling.cancel(published, by=officer, reason="Fire alarm", now=published.starts_at)
    assert published.is_cancelled


def test_a_draft_of_a_day_gone_by_can_be_put_away(officer: User, draft: Engagement) -> None:
    scheduling.cancel(draft, by=officer, reason="Never happened", now=draft.ends_at + dt.timedelta(days=1))
    assert draft.published_at is None


def test_the_history_tells_who_published_it(draft: Engagement, officer: User, now: dt.datetime) -> None:
    scheduling.publish(draft, by=officer, now=now)
    event = apps.get_model("partnerships", "EngagementEvent").objects.filter(pgh_obj=draft).latest("pgh_id")
    assert (event.state, event.pgh_context.metadata["user"]) == ("published", officer.pk)


def test_the_row_is_locked_while_its_state_is_looked_at(
    draft: Engagement, officer: User, now: dt.datetime
) -> None:
    with CaptureQueriesContext(connection) as captured:
        scheduling.publish(draft, by=officer, now=now)
    assert any("FOR UPDATE" in query["sql"] for query in captured)

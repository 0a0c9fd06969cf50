"""Engagements: who sees which, which come up, and what the database refuses."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from coproduce.accounts.models import User
from partnerships.models import Engagement, EngagementState, Partnership, StrategicPlan
from tests.factories.partnerships import EngagementFactory, PlanStageFactory

pytestmark = pytest.mark.django_db
SCOTLAND = ZoneInfo("Europe/London")


def put_away(partnership: Partnership, now: dt.datetime) -> Engagement:
    """A draft that was cancelled without ever being published."""
    return EngagementFactory(
        partnership=partnership, state=EngagementState.CANCELLED, cancelled_at=now, cancel_reason="Doubled"
    )


@pytest.mark.parametrize("name", ["reader", "officer", "lead", "auditor", "administrator"])
def test_the_team_and_national_oversight_see_drafts(
    name: str, fife: Partnership, draft: Engagement, now: dt.datetime, request: pytest.FixtureRequest
) -> None:
    hidden = {draft, put_away(fife, now)}
    assert set(Engagement.objects.visible_to(request.getfixturevalue(name))) == hidden


@pytest.mark.parametrize("name", ["newcomer", "officer_elsewhere", "organisation_lead", "moderator"])
def test_everyone_else_sees_what_was_published(
    name: str,
    fife: Partnership,
    draft: Engagement,
    published: Engagement,
    cancelled: Engagement,
    now: dt.datetime,
    request: pytest.FixtureRequest,
) -> None:
    put_away(fife, now)
    for reader in (request.getfixturevalue(name), AnonymousUser()):
        assert set(Engagement.objects.visible_to(reader)) == {published, cancelled}


def test_a_role_in_two_places_shows_no_engagement_twice(published: Engagement, officer: User) -> None:
    assert Engagement.objects.visible_to(officer).count() == 1


def test_what_is_coming_up_ends_later_than_now(published: Engagement) -> None:
    just_before = published.ends_at - dt.timedelta(microseconds=1)
    assert list(Engagement.objects.upcoming(just_before)) == [published]
    assert list(Engagement.objects.upcoming(published.ends_at)) == []
    assert list(Engagement.objects.past(published.ends_at)) == [published]
    assert list(Engagement.objects.past(just_before)) == []


def test_what_comes_up_is_soonest_first_and_what_is_past_latest_first(now: dt.datetime) -> None:
    late, soon = (EngagementFactory(starts_at=now + dt.timedelta(days=days)) for days in (9, 2))
    assert list(Engagement.objects.upcoming(now)) == [soon, late]
    assert list(Engagement.objects.past(now + dt.timedelta(days=30))) == [late, soon]


def test_states_are_told_apart(draft: Engagement, published: Engagement, cancelled: Engagement) -> None:
    rows = Engagement.objects
    assert list(rows.drafts()) == [draft]
    assert list(rows.published()) == [published]
    assert list(rows.cancelled()) == [cancelled]
    assert set(rows.not_cancelled()) == {draft, published}
    assert set(rows.announced()) == {published, cancelled}


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("walk", True),
        ("WALK published", True),
        ("walk lunch", False),
        ("hall", True),
        ("day services", True),
        ("%", False),
    ],
)
def test_every_word_is_looked_for(words: str, is_found: bool, published: Engagement) -> None:
    assert Engagement.objects.matching(words).exists() == is_found


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"state": "published"}, "published_has_published_at"),
        ({"state": "cancelled"}, "cancelled_iff_cancelled_at_with_reason"),
        ({"cancel_reason": "Why not"}, "cancelled_iff_cancelled_at_with_reason"),
        ({"published_at": dt.datetime(2027, 1, 1, tzinfo=dt.UTC)}, "draft_was_never_published"),
        ({"ends_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)}, "engagement_ends_after_it_starts"),
    ],
)
def test_the_database_refuses_what_contradicts_itself(
    changes: dict[str, object], constraint: str, draft: Engagement
) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Engagement.objects.filter(pk=draft.pk).update(**changes)


def test_a_stage_belongs_to_a_plan(plan: StrategicPlan, fife: Partnership) -> None:
    stage = PlanStageFactory()
    EngagementFactory(partnership=fife, plan=plan, stage=stage)
    with pytest.raises(IntegrityError, match="stage_is_of_a_plan"), transaction.atomic():
        EngagementFactory(partnership=fife, stage=stage)


def test_a_day_is_a_day_in_scotland() -> None:
    """From half past eleven until midnight by the clocks of summer is one day, though not in UTC."""
    starts = dt.datetime(2027, 6, 1, 0, 15, tzinfo=SCOTLAND)
    engagement = EngagementFactory.build(starts_at=starts, ends_at=starts + dt.timedelta(hours=23))
    assert engagement.is_one_day
    engagement.ends_at += dt.timedelta(hours=1)
    assert not engagement.is_one_day


def test_changes_are_kept_in_the_history(draft: Engagement) -> None:
    draft.title = "Another title"
    draft.save()
    titles = apps.get_model("partnerships", "EngagementEvent").objects.filter(pgh_obj=draft)
    assert set(titles.values_list("title", flat=True)) == {"Drafted walk", "Another title"}

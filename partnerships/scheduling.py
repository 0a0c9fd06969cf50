"""Publishing and cancelling engagements: who may know of one, from when, and what it takes."""

import datetime as dt

import pghistory
from django.db import transaction

from coproduce.accounts.models import User

from .models import Engagement, EngagementState

#: Which verb leads from which state to which.
STEPS = {
    ("publish", EngagementState.DRAFT): EngagementState.PUBLISHED,
    ("cancel", EngagementState.DRAFT): EngagementState.CANCELLED,
    ("cancel", EngagementState.PUBLISHED): EngagementState.CANCELLED,
}
DONE = {"publish": "published", "cancel": "cancelled"}


class SchedulingError(Exception):
    """Why an engagement cannot be published or cancelled, in words for the person who tried."""


@transaction.atomic
def publish(engagement: Engagement, *, by: User, now: dt.datetime) -> None:
    """Show it to everyone; people can be invited from now on."""
    following = step("publish", engagement)
    if words := obstacle(engagement):
        raise SchedulingError(words)
    engagement.state, engagement.published_at = following, now
    keep(engagement, by=by)


@transaction.atomic
def cancel(engagement: Engagement, *, by: User, reason: str, now: dt.datetime) -> None:
    """Call it off. What was published stays to be seen, as cancelled and why; a draft stays with the team."""
    following = step("cancel", engagement)
    if engagement.is_published and engagement.is_over(now):
        raise SchedulingError("It has already taken place, so it cannot be cancelled.")
    if not reason.strip():
        raise SchedulingError("Say why it is cancelled.")
    engagement.state, engagement.cancelled_at, engagement.cancel_reason = following, now, reason.strip()
    keep(engagement, by=by)


def obstacle(engagement: Engagement) -> str:
    """What is missing before it can be published; nothing if it can be."""
    if engagement.place or engagement.online_link:
        return ""
    return "Say where it takes place, or how to join online, before you publish it."


def step(verb: str, engagement: Engagement) -> EngagementState:
    """The state the verb leads to from the row as it is now, locked until the transaction ends."""
    engagement.refresh_from_db(from_queryset=Engagement.objects.select_for_update())
    following = STEPS.get((verb, EngagementState(engagement.state)))
    if following is None:
        state = engagement.get_state_display().lower()
        raise SchedulingError(f"This engagement is {state}, so it cannot be {DONE[verb]}.")
    return following


def keep(engagement: Engagement, *, by: User) -> None:
    """Save it, with who did it in the history also when no web request tells."""
    with pghistory.context(user=by.pk):
        engagement.save()

"""Taking back a view that was written down by mistake: what it said, and why it went, stays with the team."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pghistory
from django.db import transaction

from coproduce.accounts.models import User

from .hearing import HearingError, lock_view, refuse_unless_open, required
from .models import Engagement, ExpressedView


@dataclass(frozen=True)
class Withdrawn:
    """A view that was taken back, as the history keeps it."""

    said: str
    reason: str
    on: dt.datetime


@transaction.atomic
def withdraw(view: ExpressedView, *, reason: str, by: User) -> None:
    """The row goes; its history, which triggers write and nobody can change, keeps what it said and why."""
    refuse_unless_open(view.engagement)
    lock_view(view)
    if view.is_answered:
        raise HearingError("It has been answered, so it stays. You can change its wording.")
    view.reason = required(reason, "Say why it is taken back.")
    with pghistory.context(user=by.pk):
        view.save()
        view.delete()


def withdrawn(engagement: Engagement) -> Sequence[Withdrawn]:
    """What was taken back, in the order it was written down."""
    events = ExpressedView.pgh_event_model.objects.filter(engagement=engagement)  # type: ignore[attr-defined]
    gone = events.exclude(pgh_obj_id__in=engagement.views.values("pk"))
    last = gone.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    return [Withdrawn(event.said, event.reason, event.pgh_created_at) for event in last]

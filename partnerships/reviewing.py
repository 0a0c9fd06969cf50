"""The three-year clock of a strategic plan, and the review that stops or restarts it (Act s.37)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from coproduce.accounts.models import User

from .models import PlanReview, PlanStage, StageEvidence, StrategicPlan
from .models.planning import ReviewOutcome

YEARS = 3
#: How long before it is due a review is told of, in months.
REMINDED_BEFORE = (12, 6, 3)
REVIEW = "review"


class ReviewingError(Exception):
    """Why a review cannot be recorded, in words for the person who tried."""


@dataclass(frozen=True)
class Clock:
    """From which day the three years run, the last day for a review, and the decision that ended them."""

    since: dt.date
    due_on: dt.date
    met_on: dt.date | None = None

    def months_left(self, on: dt.date) -> int | None:
        """The smallest of 12, 6 and 3 months within which it is due; None before all of them."""
        reached = [months for months in REMINDED_BEFORE if months_before(self.due_on, months) <= on]
        return min(reached, default=None)


def last_day(since: dt.date, years: int) -> dt.date:
    """Of a period of so many years beginning with that day."""
    try:
        following = since.replace(year=since.year + years)
    except ValueError:
        following = dt.date(since.year + years, 3, 1)
    return following - dt.timedelta(days=1)


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day of an earlier month, or that month's last day."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    following = dt.date(years + (month == 11), (month + 1) % 12 + 1, 1)
    return min(
        dt.date(years, month + 1, 1) + dt.timedelta(days=day.day - 1), following - dt.timedelta(days=1)
    )


def clock(starts_on: dt.date | None, reviews: Iterable[PlanReview], on: dt.date) -> Clock | None:
    """As it stood on a day; None while the plan has no first day."""
    if starts_on is None:
        return None
    decided = sorted(
        (row for row in reviews if row.decided_on <= on), key=lambda row: (row.decided_on, row.pk)
    )
    kept = [row.decided_on for row in decided if row.outcome == ReviewOutcome.KEEP]
    since = max([starts_on, *kept])
    replacing = [
        row.decided_on for row in decided if row.outcome == ReviewOutcome.REPLACE and row.decided_on >= since
    ]
    return Clock(since, last_day(since, YEARS), min(replacing, default=None))


def obstacle(review: PlanReview, today: dt.date) -> str:
    """Why this review cannot be recorded; nothing if it can be."""
    starts_on = review.plan.starts_on
    if review.decided_on > today:
        return "The day of the decision must be today or earlier"
    if starts_on is None:
        return "Say first on which day the plan started. The three years run from that day (Act s.37(10))"
    if review.decided_on < starts_on:
        return f"The plan started on {starts_on:%-d %B %Y}, so it cannot have been reviewed before that day"
    return ""


@transaction.atomic
def record(review: PlanReview, *, by: User, today: dt.date) -> PlanReview:
    """Record it, and with it the evidence for the stage of the same name."""
    review.plan = StrategicPlan.objects.select_for_update().get(pk=review.plan_id)
    if words := obstacle(review, today):
        raise ReviewingError(words)
    review.recorded_by = by
    review.save()
    for stage in PlanStage.objects.filter(code=REVIEW):
        StageEvidence.objects.create(
            plan=review.plan,
            stage=stage,
            dated=review.decided_on,
            statement=f"{review.get_outcome_display()}. {review.reason}"[:2000],
            link=review.link,
            recorded_by=by,
        )
    return review

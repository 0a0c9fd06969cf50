"""Meetings of bodies, and whether their papers went out in time."""

import datetime as dt
from uuid import uuid4

import pghistory
from django.db import models
from django.db.models import Q

from coproduce.accounts.access import Person, team_ids

from .bodies import Body
from .partnerships import Partnership
from .registers import RegisterQuerySet


class MeetingQuerySet(RegisterQuerySet["Meeting"]):
    def of_partnership(self, partnership: Partnership) -> "MeetingQuerySet":
        return self.filter(body__partnership=partnership)

    def worked_on_by(self, user: Person) -> "MeetingQuerySet":
        """Those of the partnerships in whose team the person holds a role today."""
        return self.filter(body__partnership__team__in=team_ids(user))

    def with_body(self) -> "MeetingQuerySet":
        return self.select_related("body__partnership__team")

    def of_body(self, body: Body) -> "MeetingQuerySet":
        return self.filter(body=body)

    def on_day(self, day: dt.date) -> "MeetingQuerySet":
        return self.filter(on=day)

    def latest_first(self) -> "MeetingQuerySet":
        return self.order_by("-on", "-pk")

    def not_cancelled(self) -> "MeetingQuerySet":
        return self.filter(cancelled_on__isnull=True)

    def upcoming(self, on: dt.date) -> "MeetingQuerySet":
        """On this day or later, soonest first."""
        return self.filter(on__gte=on).order_by("on", "pk")

    def past(self, on: dt.date) -> "MeetingQuerySet":
        return self.filter(on__lt=on).order_by("-on", "-pk")


@pghistory.track()
class Meeting(models.Model):
    """Of one body. Its papers are late where fewer clear days were left than the body gives its members."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    on = models.DateField("day")
    starts = models.TimeField("start time", null=True, blank=True)
    place = models.CharField(max_length=300, blank=True)
    papers_due = models.DateField(
        "papers due", null=True, blank=True, help_text="Only if earlier than the body's clear days ask for"
    )
    papers_sent = models.DateField("papers sent", null=True, blank=True)
    minutes_link = models.URLField(max_length=1000, blank=True)
    cancelled_on = models.DateField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=500, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    submission = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ("on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("body", "on"),
                condition=Q(cancelled_on__isnull=True),
                name="one_meeting_of_a_body_a_day",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_on__isnull=False) & ~Q(cancel_reason="")
                | Q(cancelled_on__isnull=True, cancel_reason=""),
                name="meeting_cancelled_iff_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(papers_due__isnull=True) | Q(papers_due__lt=models.F("on")),
                name="papers_due_before_the_meeting",
            ),
        )

    def __str__(self) -> str:
        return f"{self.body}, {self.on:%-d %B %Y}"

    @property
    def papers_due_on(self) -> dt.date:
        """The last day for papers: neither it nor the day of the meeting counts as a clear day."""
        lawful = self.on - dt.timedelta(days=self.body.clear_days + 1)
        return min(self.papers_due or lawful, lawful)

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_on is not None

    @property
    def clear_days_asked(self) -> int:
        return self.clear_days_from(self.papers_due_on)

    @property
    def clear_days_given(self) -> int | None:
        """Whole days between the day papers were sent and the day of the meeting; None while not sent."""
        return self.clear_days_from(self.papers_sent) if self.papers_sent else None

    @property
    def papers_were_late(self) -> bool:
        return self.papers_sent is not None and self.papers_sent > self.papers_due_on

    def clear_days_from(self, day: dt.date) -> int:
        return max((self.on - day).days - 1, 0)

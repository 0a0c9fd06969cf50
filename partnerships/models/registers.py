"""What the public registers share: everyone sees every row; what dated rows share: who is there on a day."""

import datetime as dt
from typing import Self, TypeVar

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q

from coproduce.accounts.access import Person

M = TypeVar("M", bound=models.Model)


class RegisterQuerySet(models.QuerySet[M]):
    def visible_to(self, user: Person) -> Self:
        return self.all()


class DateRange(models.Func):
    """The days from the first up to and not including the second, as PostgreSQL compares them."""

    function = "DATERANGE"
    output_field = DateRangeField()


class DatedQuerySet(RegisterQuerySet[M]):
    """In force from the day `since`, up to and not including the day `until`; open where none is known."""

    def current(self, on: dt.date) -> Self:
        return self.begun(on).filter(Q(until__isnull=True) | Q(until__gt=on))

    def begun(self, on: dt.date) -> Self:
        return self.filter(Q(since__isnull=True) | Q(since__lte=on))

    def past(self, on: dt.date) -> Self:
        return self.filter(until__lte=on)

    def open_after(self, day: dt.date) -> Self:
        """Those that hold on this day or a later one."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=day))

    def future(self, on: dt.date) -> Self:
        return self.filter(since__gt=on)


class Dated(models.Model):
    """A fact with a first day and a first day on which it no longer holds; it is ended, never deleted."""

    since = models.DateField("from", null=True, blank=True, help_text="Empty: since before our records")
    until = models.DateField(
        "until",
        null=True,
        blank=True,
        help_text="First day on which it no longer applies. Empty: no end known",
    )

    class Meta:
        abstract = True

    def is_current(self, on: dt.date) -> bool:
        return (self.since is None or self.since <= on) and (self.until is None or self.until > on)

    def overlaps(self, other: "Dated") -> bool:
        """Whether there is a day on which both would be in force."""
        starts = max(self.since or dt.date.min, other.since or dt.date.min)
        return starts < min(self.until or dt.date.max, other.until or dt.date.max)


def ends_after_it_starts(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gt=models.F("since")), name=name
    )


def years_after(day: dt.date, years: int) -> dt.date:
    """The same day some years on; from 29 February, 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 3, 1)

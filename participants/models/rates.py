"""What a partnership pays: dated rates, shown to people before they come."""

import datetime as dt

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from coproduce.accounts.access import Person
from partnerships.models import Partnership

from .expenses import ExpenseKind, in_pounds


class Per(models.TextChoices):
    MILE = "mile", "a mile"
    HOUR = "hour", "an hour"
    DAY = "day", "a day"
    MEETING = "meeting", "a meeting"
    RECEIPT = "receipt", "what the receipt says, at most"


class ExpenseRateQuerySet(models.QuerySet["ExpenseRate"]):
    def visible_to(self, user: Person) -> "ExpenseRateQuerySet":
        """Rates are no secret: people decide by them whether they can come."""
        return self.all()

    def of_partnership(self, partnership: Partnership) -> "ExpenseRateQuerySet":
        return self.filter(partnership=partnership)

    def current(self, on: dt.date) -> "ExpenseRateQuerySet":
        return self.filter(Q(until__isnull=True) | Q(until__gt=on), since__lte=on)

    def of_the_same(self, rate: "ExpenseRate") -> "ExpenseRateQuerySet":
        """Earlier rates that this one takes the place of."""
        same = self.filter(partnership=rate.partnership, kind=rate.kind, per=rate.per)
        return same.filter(until__isnull=True).exclude(pk=rate.pk)

    def in_order(self) -> "ExpenseRateQuerySet":
        return self.order_by("kind", "per", "-since")


@pghistory.track()
class ExpenseRate(models.Model):
    """One rate, from a day on; a new one of the same kind ends it."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=ExpenseKind)
    pence = models.PositiveIntegerField("amount")
    per = models.CharField(max_length=20, choices=Per)
    words = models.CharField("in words", max_length=200, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ExpenseRateQuerySet.as_manager()

    class Meta:
        ordering = ("partnership", "kind", "per", "-since")
        constraints = (
            models.UniqueConstraint(
                fields=("partnership", "kind", "per"),
                condition=Q(until__isnull=True),
                name="one_rate_of_a_kind_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="rate_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=Q(pence__gte=1), name="rate_is_an_amount"),
        )

    def __str__(self) -> str:
        """ "£0.45 a mile"."""
        return f"{in_pounds(self.pence)} {self.get_per_display()}"

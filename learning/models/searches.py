"""What people look for: words, day and how much was found. Nobody's name, and nothing of who asked."""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q, Sum

from coproduce.accounts.access import Person

#: Asked for less often in all, words may tell who asked, and are shown to nobody.
FEWEST_SHOWN = 3
LONGEST_NOTED = 100


class Yield(models.IntegerChoices):
    """How many case studies a search found, as exactly as anybody needs to know: the least of a range."""

    NOTHING = 0, "Nothing"
    FEW = 1, "1 to 9"
    MANY = 10, "10 or more"

    @classmethod
    def of(cls, number: int) -> "Yield":
        return max(one for one in cls if one <= number)


class SearchQuerySet(models.QuerySet["Search"]):
    def visible_to(self, user: Person) -> "SearchQuerySet":
        """No single row is shown to anyone: the report adds up, and the permission decides who reads it."""
        return self.none()

    def before(self, day: dt.date) -> "SearchQuerySet":
        return self.filter(day__lt=day)

    def report(self, *, since: dt.date) -> models.QuerySet["Search", Any]:
        """Words with `asked` and `missed`, how often they were looked for and how often nothing was found.

        What was missed most comes first.
        """
        nothing = Q(found=Yield.NOTHING)
        return (
            self.filter(day__gte=since)
            .values("words")
            .annotate(asked=Sum("times"), missed=Sum("times", filter=nothing, default=0))
            .filter(asked__gte=FEWEST_SHOWN)
            .order_by("-missed", "-asked", "words")
        )


class Search(models.Model):
    """How often the same was looked for on one day, and found as much."""

    words = models.CharField(max_length=LONGEST_NOTED)
    day = models.DateField()
    found = models.PositiveSmallIntegerField(choices=Yield)
    times = models.PositiveIntegerField(default=1)

    objects = SearchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "searches"
        constraints = (
            models.UniqueConstraint(fields=("day", "words", "found"), name="search_counted_in_one_row_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.words}, {self.day}"

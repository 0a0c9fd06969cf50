"""Localities: two or more parts into which a plan divides a partnership's area (Act s.29(3)(a))."""

from uuid import uuid4

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from .partnerships import Partnership
from .registers import Dated, DatedQuerySet, ends_after_it_starts


class LocalityQuerySet(DatedQuerySet["Locality"]):
    def of_partnership(self, partnership: Partnership) -> "LocalityQuerySet":
        return self.filter(partnership=partnership)

    def open_and_named(self, name: str) -> "LocalityQuerySet":
        """Those of this name, in whatever capitals, that have no end."""
        return self.filter(name__iexact=name, until__isnull=True)

    def with_partnership(self) -> "LocalityQuerySet":
        return self.select_related("partnership__team")


@pghistory.track()
class Locality(Dated):
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="localities")
    name = models.CharField(max_length=200)
    gaelic_name = models.CharField(max_length=200, blank=True)
    description = models.TextField("what it covers", max_length=2000, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    submission = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = LocalityQuerySet.as_manager()

    class Meta:
        ordering = (Lower("name"), "pk")
        verbose_name_plural = "localities"
        constraints = (
            ends_after_it_starts("locality_ends_after_it_starts"),
            models.UniqueConstraint(
                "partnership",
                Lower("name"),
                condition=Q(until__isnull=True),
                name="one_open_locality_of_a_name",
            ),
        )

    def __str__(self) -> str:
        return self.name

"""Health boards and council areas, with the official codes that other data sets know them by."""

import pghistory
from django.db import models

from .registers import RegisterQuerySet


@pghistory.track()
class HealthBoard(models.Model):
    name = models.CharField(max_length=200)
    gss_code = models.CharField("official code", max_length=9, unique=True)
    website = models.URLField(blank=True)

    objects = RegisterQuerySet["HealthBoard"].as_manager()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class CouncilAreaQuerySet(RegisterQuerySet["CouncilArea"]):
    def with_partnership(self) -> "CouncilAreaQuerySet":
        return self.select_related("partnership", "health_board")


@pghistory.track()
class CouncilArea(models.Model):
    """One of the 32 council areas; `column` and `row` are its place on the tile map of Scotland."""

    name = models.CharField(max_length=200)
    gaelic_name = models.CharField(max_length=200, blank=True)
    gss_code = models.CharField("official code", max_length=9, unique=True)
    slug = models.SlugField(max_length=100, unique=True)
    abbreviation = models.CharField(max_length=3)
    column = models.PositiveSmallIntegerField()
    row = models.PositiveSmallIntegerField()
    health_board = models.ForeignKey(HealthBoard, on_delete=models.PROTECT, related_name="council_areas")
    partnership = models.ForeignKey(
        "partnerships.Partnership", on_delete=models.PROTECT, related_name="council_areas"
    )
    note = models.TextField(blank=True)

    objects = CouncilAreaQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("column", "row"), name="one_council_area_per_tile"),)

    def __str__(self) -> str:
        return self.name

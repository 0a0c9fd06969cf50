"""The groups of people that the law wants heard, each with the provision that names it."""

import pghistory
from django.db import models

from .registers import RegisterQuerySet


class Kind(models.TextChoices):
    """What a statutory group belongs to."""

    PLANNING_GROUP = "strategic_planning_group", "Strategic planning group"
    CONSULTEES = "consultees", "Consultees"
    JOINT_BOARD = "integration_joint_board", "Integration joint board"
    MONITORING_COMMITTEE = "integration_joint_monitoring_committee", "Integration joint monitoring committee"


class StatutoryGroupQuerySet(RegisterQuerySet["StatutoryGroup"]):
    def consultees(self) -> "StatutoryGroupQuerySet":
        """The standard consultees: SSI 2014/283, Schedule."""
        return self.filter(
            applies_to=Kind.CONSULTEES, instrument="SSI 2014/283", provision__startswith="Schedule"
        )


@pghistory.track()
class StatutoryGroup(models.Model):
    code = models.SlugField(max_length=60, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    label = models.CharField(max_length=200)
    instrument = models.CharField(max_length=200)
    provision = models.CharField(max_length=200)
    applies_to = models.CharField(max_length=50, choices=Kind)
    qualifying_condition = models.TextField(blank=True)
    minimum = models.CharField(max_length=40, blank=True)
    voting_status = models.CharField(max_length=100, blank=True)
    notes = models.TextField(blank=True)
    source_url = models.URLField(blank=True)

    objects = StatutoryGroupQuerySet.as_manager()

    class Meta:
        ordering = ("order", "code")

    def __str__(self) -> str:
        return self.label

"""The groups of people that the law wants heard, and the dated rules that say so."""

from collections.abc import Collection

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models

from .registers import Dated, DatedQuerySet, DateRange, RegisterQuerySet, ends_after_it_starts


class Kind(models.TextChoices):
    """What a statutory group belongs to."""

    PLANNING_GROUP = "strategic_planning_group", "Strategic planning group"
    STANDARD_CONSULTEES = "standard_consultees", "Standard consultees"
    OTHER_CONSULTEES = "consultees", "Other consultees"
    JOINT_BOARD = "integration_joint_board", "Integration joint board"
    MONITORING_COMMITTEE = "integration_joint_monitoring_committee", "Integration joint monitoring committee"


class StatutoryGroupQuerySet(RegisterQuerySet["StatutoryGroup"]):
    def consultees(self) -> "StatutoryGroupQuerySet":
        """The 13 standard consultees: SSI 2014/283, Schedule."""
        return self.filter(applies_to=Kind.STANDARD_CONSULTEES)

    def of_kind(self, kind: str) -> "StatutoryGroupQuerySet":
        return self.filter(applies_to=kind)


@pghistory.track()
class StatutoryGroup(models.Model):
    code = models.SlugField(max_length=60, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    label = models.CharField(max_length=200)
    applies_to = models.CharField(max_length=50, choices=Kind)

    objects = StatutoryGroupQuerySet.as_manager()

    class Meta:
        ordering = ("order", "code")

    def __str__(self) -> str:
        return self.label


class Constitution(models.TextChoices):
    """Which partnerships a rule is for, by model and number of councils (Act s.32(1)(a)-(c))."""

    JOINT_BOARD = "joint_board", "Joint board, however many councils"
    ONE_COUNCIL = "one_council", "Joint board of one council"
    SEVERAL_COUNCILS = "several_councils", "Joint board of several councils"
    LEAD_AGENCY = "lead_agency", "Lead agency"


class Voting(models.TextChoices):
    VOTING = "voting", "Votes"
    NON_VOTING = "non_voting", "Does not vote"


class Substitute(models.TextChoices):
    """Whom the holder of a seat may send."""

    NOBODY = "nobody", "Nobody"
    DEPUTY = "deputy", "A deputy"
    PROXY = "proxy", "A proxy, who may vote"


class StatutoryRuleQuerySet(DatedQuerySet["StatutoryRule"]):
    def for_kind(self, kind: str) -> "StatutoryRuleQuerySet":
        """Those for one kind of body, in the order of the groups, each with its group."""
        return (
            self.filter(group__applies_to=kind)
            .select_related("group")
            .order_by("group__order", "group__code")
        )

    def fitting(self, constitutions: Collection[str]) -> "StatutoryRuleQuerySet":
        """Those for everyone, and those for partnerships of these constitutions."""
        return self.filter(only_for__in=("", *constitutions))


@pghistory.track()
class StatutoryRule(Dated):
    """That a body needs a group's voice, from a day until a day. A change of the law is a new row.

    `minimum` is a number of seats, for each locality where `per_locality` says so; 0 is "may have".
    """

    group = models.ForeignKey(StatutoryGroup, on_delete=models.PROTECT, related_name="rules")
    instrument = models.CharField(max_length=200)
    provision = models.CharField(max_length=200)
    minimum = models.PositiveSmallIntegerField(default=1, help_text="Seats; 0 means the group may have one")
    per_locality = models.BooleanField(default=False)
    only_for = models.CharField(max_length=30, choices=Constitution, blank=True, help_text="Empty: for all")
    voting = models.CharField(
        max_length=20, choices=Voting, blank=True, help_text="Empty: the law does not say"
    )
    may_send = models.CharField(
        max_length=20, choices=Substitute, blank=True, help_text="Empty: the law is silent"
    )
    term_years = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="Longest term in years, such as 3 on a joint board (SSI 2014/285 art.7)",
    )
    qualifying_condition = models.TextField(blank=True)
    notes = models.TextField(blank=True)
    source_url = models.URLField(blank=True)

    objects = StatutoryRuleQuerySet.as_manager()

    class Meta:
        ordering = ("group__order", models.F("since").asc(nulls_first=True))
        constraints = (
            ends_after_it_starts("statutory_rule_ends_after_it_starts"),
            ExclusionConstraint(
                name="one_statutory_rule_of_a_group_at_a_time",
                expressions=(
                    ("group", RangeOperators.EQUAL),
                    (DateRange("since", "until"), RangeOperators.OVERLAPS),
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.group}: {self.provision}"

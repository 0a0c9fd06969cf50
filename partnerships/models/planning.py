"""What accompanies a plan: dates of stages, withdrawals, reviews, decisions outside it, reports, scheme."""

import datetime as dt
from typing import Self, TypeVar
from uuid import uuid4

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from .groups import StatutoryGroup
from .localities import Locality
from .partnerships import Partnership
from .plans import PlanStage, StageEvidence, StrategicPlan
from .registers import RegisterQuerySet

M = TypeVar("M", bound=models.Model)
ONLY_ADDED = pgtrigger.Update | pgtrigger.Delete


@pghistory.track()
class PlannedStage(models.Model):
    """When a plan's stage is to open and to be done, or why it does not apply to this plan."""

    plan = models.ForeignKey(StrategicPlan, on_delete=models.PROTECT, related_name="planned_stages")
    stage = models.ForeignKey(PlanStage, on_delete=models.PROTECT, related_name="planned_stages")
    opens_on = models.DateField("opens on", null=True, blank=True)
    due_on = models.DateField("to be done by", null=True, blank=True)
    not_applicable_because = models.CharField(max_length=500, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = RegisterQuerySet["PlannedStage"].as_manager()

    class Meta:
        ordering = ("plan", "stage__order")
        constraints = (
            models.UniqueConstraint(fields=("plan", "stage"), name="one_planned_stage_of_a_plan"),
            models.CheckConstraint(
                condition=Q(opens_on__isnull=True)
                | Q(due_on__isnull=True)
                | Q(due_on__gte=models.F("opens_on")),
                name="planned_stage_is_done_after_it_opens",
            ),
        )

    def __str__(self) -> str:
        return f"{self.stage}, {self.plan}"


class EvidenceWithdrawal(models.Model):
    """That evidence was recorded by mistake. Both stay to be read."""

    evidence = models.OneToOneField(StageEvidence, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.CharField(max_length=500)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField()

    objects = RegisterQuerySet["EvidenceWithdrawal"].as_manager()

    class Meta:
        triggers = (pgtrigger.Protect(name="evidence_withdrawal_only_added", operation=ONLY_ADDED),)

    def __str__(self) -> str:
        return f"Withdrawn: {self.evidence}"


class ReviewOutcome(models.TextChoices):
    KEEP = "keep", "Keep the plan as it is"
    REPLACE = "replace", "Replace the plan"


class PlanReview(models.Model):
    """A review of the plan and its outcome (Act s.37). Keeping the plan restarts the three-year clock."""

    plan = models.ForeignKey(StrategicPlan, on_delete=models.PROTECT, related_name="reviews")
    decided_on = models.DateField()
    outcome = models.CharField(max_length=20, choices=ReviewOutcome)
    planning_group_views = models.TextField("what the strategic planning group said", max_length=4000)
    reason = models.TextField("reason for the decision", max_length=4000)
    link = models.URLField(max_length=1000, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    submission = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = RegisterQuerySet["PlanReview"].as_manager()

    class Meta:
        ordering = ("decided_on", "pk")
        triggers = (pgtrigger.Protect(name="plan_review_only_added", operation=ONLY_ADDED),)

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}, {self.decided_on:%-d %B %Y}"


class OfPartnershipQuerySet(RegisterQuerySet[M]):
    def with_partnership(self) -> Self:
        return self.select_related("partnership__team")

    def of_partnership(self, partnership: Partnership) -> Self:
        return self.filter(partnership=partnership)


class DecisionQuerySet(OfPartnershipQuerySet["SignificantDecision"]):
    def between(self, first: dt.date, last: dt.date) -> "DecisionQuerySet":
        """Decided from the first day to the last, both among them."""
        return self.filter(decided_on__range=(first, last))


@pghistory.track()
class SignificantDecision(models.Model):
    """A decision that significantly affects services, taken outside the plan (Act s.36)."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="significant_decisions"
    )
    title = models.CharField(max_length=200)
    decided_on = models.DateField()
    reason = models.TextField("why it was taken outside the plan", max_length=4000)
    planning_group_asked_on = models.DateField(
        "day the strategic planning group was asked", null=True, blank=True
    )
    planning_group_views = models.TextField(
        "what the strategic planning group said", max_length=4000, blank=True
    )
    users_involved = models.TextField(
        "how users of the service were involved and consulted", max_length=4000, blank=True
    )
    link = models.URLField(max_length=1000, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    submission = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ("-decided_on", "-pk")

    def __str__(self) -> str:
        return self.title


class LocalityDecisionQuerySet(RegisterQuerySet["LocalityDecision"]):
    def of_partnership(self, partnership: Partnership) -> "LocalityDecisionQuerySet":
        return self.filter(locality__partnership=partnership).select_related("locality")

    def with_locality(self) -> "LocalityDecisionQuerySet":
        return self.select_related("locality__partnership__team")


@pghistory.track()
class LocalityDecision(models.Model):
    """A decision that might significantly affect services in a locality (Act s.41; SSI 2014/326 reg.6(1))."""

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="decisions")
    title = models.CharField(max_length=200)
    decided_on = models.DateField()
    groups = models.ManyToManyField(StatutoryGroup, related_name="locality_decisions", blank=True)
    consulted = models.TextField("who was consulted, and how", max_length=4000)
    contributed = models.TextField("what it contributed to the decision", max_length=4000)
    link = models.URLField(max_length=1000, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    submission = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = LocalityDecisionQuerySet.as_manager()

    class Meta:
        ordering = ("-decided_on", "-pk")

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class PerformanceReport(models.Model):
    """The annual performance report, due within four months of the year's end (Act s.42(4))."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="performance_reports")
    year_ending = models.DateField("reporting year ends on")
    published_on = models.DateField()
    link = models.URLField(max_length=1000)
    changed_at = models.DateTimeField(auto_now=True)
    submission = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = OfPartnershipQuerySet["PerformanceReport"].as_manager()

    class Meta:
        ordering = ("-year_ending",)
        constraints = (
            models.UniqueConstraint(
                fields=("partnership", "year_ending"), name="one_performance_report_a_year"
            ),
            models.CheckConstraint(
                condition=Q(year_ending__month=3, year_ending__day=31), name="reporting_year_ends_on_31_march"
            ),
        )

    def __str__(self) -> str:
        return f"Performance report to {self.year_ending:%-d %B %Y}"


@pghistory.track()
class SchemeReview(models.Model):
    """That the integration scheme was approved or reviewed; a review is due within five years (Act s.44)."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="scheme_reviews")
    done_on = models.DateField("day it was approved or reviewed")
    note = models.TextField(max_length=2000, blank=True)
    link = models.URLField(max_length=1000, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    submission = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = OfPartnershipQuerySet["SchemeReview"].as_manager()

    class Meta:
        ordering = ("-done_on", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("partnership", "done_on"), name="one_scheme_review_a_day"),
        )

    def __str__(self) -> str:
        return f"Integration scheme, {self.done_on:%-d %B %Y}"


class CalendarKey(models.Model):
    """Lets a person's calendar program read their duties without signing in, until they take a new key."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_key"
    )
    key = models.UUIDField(unique=True, default=uuid4)
    made_at = models.DateTimeField()

    objects = models.Manager["CalendarKey"]()

    def __str__(self) -> str:
        return f"Calendar of {self.user}"

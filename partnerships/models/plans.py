"""Strategic plans, the stages the law gives them, and the evidence that a stage was done."""

from uuid import uuid4

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from coproduce.accounts.access import Person, team_ids

from .partnerships import Partnership
from .registers import RegisterQuerySet


class Phase(models.TextChoices):
    PLAN = "plan", "Preparing the plan"
    ONGOING = "ongoing", "While the plan runs"
    REVIEW = "review", "Review and replacement"
    SCHEME = "scheme", "Integration scheme"


class Duty(models.TextChoices):
    MANDATORY = "mandatory", "Always"
    ARISES = "when it arises", "When it arises"
    DECIDED = "if decided", "If decided"


class PlanStageQuerySet(RegisterQuerySet["PlanStage"]):
    def mandatory(self) -> "PlanStageQuerySet":
        """Those that every plan must go through."""
        return self.filter(duty=Duty.MANDATORY)


@pghistory.track()
class PlanStage(models.Model):
    """A step of strategic planning, with its section of the 2014 Act; the same for every plan."""

    code = models.SlugField(max_length=60, unique=True)
    order = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=200)
    phase = models.CharField(max_length=20, choices=Phase)
    instrument = models.CharField(max_length=200)
    provision = models.CharField(max_length=100)
    duty = models.CharField(max_length=20, choices=Duty)
    who_must_be_involved = models.TextField(blank=True)
    evidence_to_record = models.TextField(blank=True)
    notes = models.TextField(blank=True)
    source_url = models.URLField(blank=True)

    objects = PlanStageQuerySet.as_manager()

    class Meta:
        ordering = ("order",)

    def __str__(self) -> str:
        return self.label


#: A plan whose first day is not decided yet counts as the latest.
LATEST_FIRST = (models.F("starts_on").desc(nulls_first=True), "title", "pk")


class StrategicPlanQuerySet(RegisterQuerySet["StrategicPlan"]):
    def with_partnership(self) -> "StrategicPlanQuerySet":
        return self.select_related("partnership__team")

    def of_partnership(self, partnership: Partnership) -> "StrategicPlanQuerySet":
        return self.filter(partnership=partnership)

    def with_progress(self) -> "StrategicPlanQuerySet":
        """Each with the number `stages_done` of stages that every plan must go through and that are done."""
        finished = Q(evidence__finishes=True, evidence__stage__duty=Duty.MANDATORY)
        counted = models.Count("evidence__stage", filter=finished, distinct=True)
        return self.annotate(stages_done=counted).order_by(*LATEST_FIRST)

    def worked_on_by(self, user: Person) -> "StrategicPlanQuerySet":
        """Those of the partnerships in whose team the person holds a role today."""
        return self.filter(partnership__team__in=team_ids(user))

    def of_officer(self, user: Person) -> "StrategicPlanQuerySet":
        """Those of the partnerships where the person may plan engagements."""
        return self.filter(partnership__in=Partnership.objects.of_officer(user))

    def matching(self, words: str) -> "StrategicPlanQuerySet":
        """Every word occurs in its title or in the partnership's name."""
        found = self
        for word in words.split():
            found = found.filter(Q(title__icontains=word) | Q(partnership__name__icontains=word))
        return found


@pghistory.track()
class StrategicPlan(models.Model):
    """A partnership's strategic plan (Act s.29). Everyone may see how far it has come."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="plans")
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    starts_on = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    submission = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = StrategicPlanQuerySet.as_manager()

    class Meta:
        ordering = LATEST_FIRST

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partnerships:plan_detail", args=[self.pk])


class StageEvidence(models.Model):
    """What was done for a stage, on which day, as told by an officer. Added to, never changed."""

    plan = models.ForeignKey(StrategicPlan, on_delete=models.PROTECT, related_name="evidence")
    stage = models.ForeignKey(PlanStage, on_delete=models.PROTECT, related_name="evidence")
    dated = models.DateField()
    statement = models.TextField(max_length=2000)
    link = models.URLField(max_length=1000, blank=True)
    finishes = models.BooleanField(default=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    submission = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = RegisterQuerySet["StageEvidence"].as_manager()

    class Meta:
        ordering = ("dated", "recorded_at", "pk")
        verbose_name_plural = "stage evidence"
        triggers = (
            pgtrigger.Protect(name="evidence_only_added", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.stage}, {self.dated:%-d %B %Y}"

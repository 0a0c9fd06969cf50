"""Strategic plans, the stages the law gives them, and the evidence that a stage was done."""

import datetime as dt
from collections.abc import Iterable
from uuid import uuid4

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.aggregates import ArrayAgg
from django.db import models
from django.db.models import Q
from django.urls import reverse

from coproduce.accounts.access import Person, team_ids

from .groups import StatutoryGroup
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


#: The stage at which the second draft goes to every group of standard consultees (Act s.33(4)(b)).
CONSULTATION = "consultation_sent"


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

    def with_neighbours(self) -> "StrategicPlanQuerySet":
        """Each with its partnership, the plan it replaces and the one that replaces it."""
        return self.select_related("partnership__team", "replaces", "replaced_by")

    def of_partnership(self, partnership: Partnership) -> "StrategicPlanQuerySet":
        return self.filter(partnership=partnership)

    def not_replaced(self, on: dt.date) -> "StrategicPlanQuerySet":
        """Those in whose place no other plan has started by this day."""
        return self.exclude(replaced_by__starts_on__lte=on)

    def with_reviews(self) -> "StrategicPlanQuerySet":
        return self.prefetch_related("reviews")

    def with_progress(self) -> "StrategicPlanQuerySet":
        """Each with the number `stages_done` of stages that every plan must go through and that are done."""
        finished = Q(evidence__finishes=True, evidence__stage__duty=Duty.MANDATORY)
        standing = Q(evidence__withdrawal__isnull=True)
        sent = ~Q(evidence__stage__code=CONSULTATION) | Q(~models.Exists(left_out_of_consultation()))
        counted = models.Count("evidence__stage", filter=finished & standing & sent, distinct=True)
        return self.annotate(stages_done=counted).order_by(*LATEST_FIRST)

    def worked_on_by(self, user: Person) -> "StrategicPlanQuerySet":
        """Those of the partnerships in whose team the person holds a role today."""
        return self.filter(partnership__team__in=team_ids(user))

    def of_officer(self, user: Person) -> "StrategicPlanQuerySet":
        """Those of the partnerships where the person may plan engagements."""
        return self.filter(partnership__in=Partnership.objects.of_officer(user))

    def matching(self, words: str) -> "StrategicPlanQuerySet":
        """Every word occurs in its title or in the partnership's name; accents and capitals do not count."""
        found = self
        for word in words.split():
            named = Q(partnership__name__unaccent__icontains=word)
            found = found.filter(Q(title__unaccent__icontains=word) | named)
        return found


def left_out_of_consultation() -> models.QuerySet[StatutoryGroup]:
    """Standard consultees whom no evidence of the plan around names as having been sent the second draft."""
    through = StageEvidence.groups.through._default_manager  # noqa: SLF001  Django documents it
    named = through.filter(
        statutorygroup=models.OuterRef("pk"),
        stageevidence__plan=models.OuterRef(models.OuterRef("pk")),
        stageevidence__stage__code=CONSULTATION,
        stageevidence__withdrawal__isnull=True,
    )
    return StatutoryGroup.objects.consultees().filter(~models.Exists(named))


@pghistory.track()
class StrategicPlan(models.Model):
    """A partnership's strategic plan (Act s.29). Everyone may see how far it has come."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="plans")
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    starts_on = models.DateField(null=True, blank=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="replaced_by", null=True, blank=True,
        verbose_name="plan that it replaces",
    )  # fmt: skip
    changed_at = models.DateTimeField(auto_now=True)
    submission = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = StrategicPlanQuerySet.as_manager()

    class Meta:
        ordering = LATEST_FIRST
        constraints = (
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(replaces=models.F("id")), name="plan_replaces_another"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partnerships:plan_detail", args=[self.pk])


class StageEvidenceQuerySet(RegisterQuerySet["StageEvidence"]):
    def of_plans(self, plans: Iterable[StrategicPlan]) -> "StageEvidenceQuerySet":
        return self.filter(plan__in=plans)

    def finishing(self, *codes: str) -> "StageEvidenceQuerySet":
        """What stands and says that one of these stages is done."""
        return self.standing().filter(finishes=True, stage__code__in=codes)

    def with_plan(self) -> "StageEvidenceQuerySet":
        return self.select_related("plan__partnership__team", "stage")

    def with_what_counts(self) -> "StageEvidenceQuerySet":
        """Each with its withdrawal and `group_keys`, the keys of the groups it names."""
        keys = ArrayAgg("groups", filter=Q(groups__isnull=False), default=models.Value([]))
        rows = self.select_related("withdrawal").annotate(group_keys=keys)
        return rows.order_by("dated", "recorded_at", "pk")  # grouping would drop the model's own order

    def standing(self) -> "StageEvidenceQuerySet":
        """What has not been withdrawn."""
        return self.filter(withdrawal__isnull=True)


class StageEvidence(models.Model):
    """What was done for a stage, on which day, as told by an officer. Added to, never changed."""

    plan = models.ForeignKey(StrategicPlan, on_delete=models.PROTECT, related_name="evidence")
    stage = models.ForeignKey(PlanStage, on_delete=models.PROTECT, related_name="evidence")
    dated = models.DateField()
    statement = models.TextField(max_length=2000)
    link = models.URLField(max_length=1000, blank=True)
    groups = models.ManyToManyField(StatutoryGroup, related_name="evidence", blank=True)
    finishes = models.BooleanField(default=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    submission = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = StageEvidenceQuerySet.as_manager()

    class Meta:
        ordering = ("dated", "recorded_at", "pk")
        verbose_name_plural = "stage evidence"
        triggers = (
            pgtrigger.Protect(name="evidence_only_added", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.stage}, {self.dated:%-d %B %Y}"

    @property
    def is_withdrawn(self) -> bool:
        return hasattr(self, "withdrawal")

"""A partnership's look at its own capacity to co-produce, shared when it chooses; never ranked."""

from typing import Self, TypeVar
from uuid import uuid4

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from coproduce.accounts.access import Person, national, team_ids
from coproduce.accounts.models import RoleName

from .partnerships import Partnership

M = TypeVar("M", bound=models.Model)


class CapacityAssessmentQuerySet(models.QuerySet["CapacityAssessment"]):
    def visible_to(self, user: Person) -> "CapacityAssessmentQuerySet":
        """What was shared, for everyone; the rest for the partnership's team and national oversight."""
        if national(user, RoleName.AUDITOR, RoleName.ADMINISTRATOR):
            return self.all()
        return self.filter(Q(shared_at__isnull=False) | Q(partnership__team__in=team_ids(user)))

    def of_partnership(self, partnership: Partnership) -> "CapacityAssessmentQuerySet":
        return self.filter(partnership=partnership)

    def with_partnership(self) -> "CapacityAssessmentQuerySet":
        return self.select_related("partnership__team")

    def with_everything(self) -> "CapacityAssessmentQuerySet":
        return self.with_partnership().prefetch_related("judgements", "actions")


@pghistory.track()
class CapacityAssessment(models.Model):
    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="capacity_assessments"
    )
    made_on = models.DateField("day of the assessment")
    took_part = models.TextField("who took part in judging", max_length=1000)
    summary = models.TextField(max_length=4000, blank=True)
    shared_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)
    submission = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = CapacityAssessmentQuerySet.as_manager()

    class Meta:
        ordering = ("-made_on", "-pk")

    def __str__(self) -> str:
        return f"Capacity of {self.partnership.short_name}, {self.made_on:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("partnerships:capacity_assessment_detail", args=[self.pk])


class Subject(models.TextChoices):
    """Whose capacity is judged."""

    STAFF = "staff", "Our staff"
    WAYS_OF_WORKING = "ways_of_working", "Our ways of working"
    OUTCOMES = "outcomes", "Our use of personal outcomes (Talking Points)"


class Aspect(models.TextChoices):
    """The four parts of capacity, and the three families of Talking Points."""

    SKILLS = "skills", "Skills"
    CONFIDENCE = "confidence", "Confidence"
    SUPPORT = "support", "Support"
    EXPERIENCE = "experience", "Experience"
    QUALITY_OF_LIFE = "quality_of_life", "Quality of life"
    PROCESS = "process", "How people are treated"
    CHANGE = "change", "Change"


CAPACITY = (Aspect.SKILLS, Aspect.CONFIDENCE, Aspect.SUPPORT, Aspect.EXPERIENCE)
OUTCOMES = (Aspect.QUALITY_OF_LIFE, Aspect.PROCESS, Aspect.CHANGE)
#: What is judged, in the order of the page: four parts of staff, four of ways of working, three families.
ROWS = (
    *((Subject.STAFF, aspect) for aspect in CAPACITY),
    *((Subject.WAYS_OF_WORKING, aspect) for aspect in CAPACITY),
    *((Subject.OUTCOMES, aspect) for aspect in OUTCOMES),
)


class OfAssessmentQuerySet(models.QuerySet[M]):
    """Rows that belong to an assessment are seen by whoever sees the assessment."""

    def visible_to(self, user: Person) -> Self:
        return self.filter(assessment__in=CapacityAssessment.objects.visible_to(user))


@pghistory.track()
class CapacityJudgement(models.Model):
    """Where the partnership finds itself on a described scale of 1 to 4, with the evidence for it."""

    assessment = models.ForeignKey(CapacityAssessment, on_delete=models.CASCADE, related_name="judgements")
    subject = models.CharField(max_length=20, choices=Subject)
    aspect = models.CharField(max_length=20, choices=Aspect)
    level = models.PositiveSmallIntegerField(validators=(MinValueValidator(1), MaxValueValidator(4)))
    evidence = models.TextField(max_length=2000)

    objects = OfAssessmentQuerySet["CapacityJudgement"].as_manager()

    class Meta:
        ordering = ("assessment", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("assessment", "subject", "aspect"), name="one_capacity_judgement_an_aspect"
            ),
            models.CheckConstraint(condition=Q(level__range=(1, 4)), name="capacity_level_from_1_to_4"),
        )

    def __str__(self) -> str:
        return f"{self.get_subject_display()}, {self.get_aspect_display().lower()}: {self.level}"


class ImprovementActionQuerySet(OfAssessmentQuerySet["ImprovementAction"]):
    def open(self) -> "ImprovementActionQuerySet":
        """Not done yet, the most urgent first."""
        return self.filter(done_on__isnull=True)

    def of_assessments(self, assessments: CapacityAssessmentQuerySet) -> "ImprovementActionQuerySet":
        return self.filter(assessment__in=assessments)

    def with_assessment(self) -> "ImprovementActionQuerySet":
        return self.select_related("assessment__partnership__team")


@pghistory.track()
class ImprovementAction(models.Model):
    assessment = models.ForeignKey(CapacityAssessment, on_delete=models.PROTECT, related_name="actions")
    action = models.CharField("what will be done", max_length=500)
    owner = models.CharField("who sees to it", max_length=200, help_text="A role, not a person's name")
    due_on = models.DateField("day by which it is done")
    done_on = models.DateField("day it was done", null=True, blank=True)
    result = models.CharField("what came of it", max_length=500, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    submission = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = ImprovementActionQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "pk")

    def __str__(self) -> str:
        return self.action

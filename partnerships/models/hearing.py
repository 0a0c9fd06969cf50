"""What an engagement heard and what came of it: numbers, views with answers, and how well it was done."""

import datetime as dt
from typing import Self, TypeVar
from uuid import uuid4

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.text import Truncator

from coproduce.accounts.access import Person, national
from coproduce.accounts.models import RoleName

from .engagements import Engagement
from .groups import StatutoryGroup
from .partnerships import Partnership

M = TypeVar("M", bound=models.Model)


class OfEngagementQuerySet(models.QuerySet[M]):
    """Rows that belong to an engagement are seen by whoever sees the engagement."""

    def visible_to(self, user: Person) -> Self:
        return self.filter(engagement__in=Engagement.objects.visible_to(user))

    def of_engagement(self, engagement: Engagement) -> Self:
        return self.filter(engagement=engagement)

    def worked_on_by(self, user: Person) -> Self:
        """Of engagements of the partnerships in whose team the person holds a role today."""
        return self.filter(engagement__in=Engagement.objects.worked_on_by(user))

    def with_engagement(self) -> Self:
        return self.select_related("engagement__partnership__team")


class TurnoutQuerySet(OfEngagementQuerySet["Turnout"]):
    def visible_to(self, user: Person) -> Self:
        """As they were counted; `hearing.for_public` holds small ones back for everyone else."""
        if national(user, RoleName.AUDITOR, RoleName.ADMINISTRATOR):
            return self
        return self.worked_on_by(user)


@pghistory.track()
class Turnout(models.Model):
    """How many people of a group were invited and took part, where nobody is named. No group: not known."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="turnouts")
    group = models.ForeignKey(
        StatutoryGroup, on_delete=models.PROTECT, related_name="turnouts", null=True, blank=True
    )
    invited = models.PositiveIntegerField(null=True, blank=True)
    took_part = models.PositiveIntegerField(null=True, blank=True)

    objects = TurnoutQuerySet.as_manager()

    class Meta:
        ordering = ("engagement", models.F("group__order").asc(nulls_last=True))
        constraints = (
            models.UniqueConstraint(
                fields=("engagement", "group"), nulls_distinct=False, name="one_turnout_a_group"
            ),
        )

    def __str__(self) -> str:
        return f"{self.group or 'Group not known'}: {self.took_part}"


class Answer(models.TextChoices):
    """What was decided about a view."""

    FOLLOWED = "followed", "We did it"
    PARTLY = "partly", "We did part of it"
    NOT_FOLLOWED = "not_followed", "We did not do it"


class ExpressedViewQuerySet(OfEngagementQuerySet["ExpressedView"]):
    def unanswered(self) -> Self:
        return self.filter(answer="")

    def of_engagements_over(self, now: dt.datetime) -> Self:
        """Of those that took place; who is still being asked waits for no answer yet."""
        return self.filter(engagement__in=Engagement.objects.published().past(now))

    def feedback_owed(self) -> Self:
        """Decided, and people have not been told yet; the longest owed first."""
        return self.exclude(answer="").filter(fed_back_on__isnull=True).order_by("feedback_due", "pk")

    def feedback_overdue(self, on: dt.date) -> Self:
        return self.feedback_owed().filter(feedback_due__lt=on)


@pghistory.track()
class ExpressedView(models.Model):
    """You said, we did: one row per view, told as a theme and never as a person's."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="views")
    said = models.TextField("you said", max_length=1000)
    response = models.TextField("our response", max_length=2000, blank=True)
    answer = models.CharField("what was decided", max_length=20, choices=Answer, blank=True)
    reason = models.TextField("why it was not followed", max_length=2000, blank=True)
    decided_on = models.DateField("day of the decision", null=True, blank=True)
    feedback_due = models.DateField("day by which people are told", null=True, blank=True)
    fed_back_on = models.DateField("day people were told", null=True, blank=True)
    channel = models.CharField("how people were told", max_length=300, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    submission = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = ExpressedViewQuerySet.as_manager()

    class Meta:
        ordering = ("engagement", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(answer="", decided_on__isnull=True, feedback_due__isnull=True)
                | ~Q(answer="") & Q(decided_on__isnull=False, feedback_due__isnull=False),
                name="view_answered_iff_decided_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(answer__in=("", "followed")) | ~Q(reason=""),
                name="view_not_followed_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(fed_back_on__isnull=True) | ~Q(answer="") & ~Q(channel=""),
                name="people_told_of_a_decision_through_a_channel",
            ),
        )

    def __str__(self) -> str:
        return Truncator(self.said).chars(80)

    def get_absolute_url(self) -> str:
        return f"{self.engagement.get_absolute_url()}#view-{self.pk}"

    @property
    def partnership(self) -> Partnership:
        return self.engagement.partnership

    @property
    def is_answered(self) -> bool:
        return self.answer != ""

    def is_overdue(self, on: dt.date) -> bool:
        """Decided, and the day by which people were to be told has passed."""
        return self.feedback_due is not None and self.fed_back_on is None and self.feedback_due < on


class Standard(models.TextChoices):
    """The National Standards for Community Engagement (2016)."""

    INCLUSION = "inclusion", "Inclusion"
    SUPPORT = "support", "Support"
    PLANNING = "planning", "Planning"
    WORKING_TOGETHER = "working_together", "Working together"
    METHODS = "methods", "Methods"
    COMMUNICATION = "communication", "Communication"
    IMPACT = "impact", "Impact"


class Level(models.IntegerChoices):
    """The six levels of self-assessment, as VOiCE names them."""

    UNSATISFACTORY = 1, "Unsatisfactory"
    WEAK = 2, "Weak"
    SATISFACTORY = 3, "Satisfactory"
    GOOD = 4, "Good"
    VERY_GOOD = 5, "Very good"
    EXCELLENT = 6, "Excellent"


class StandardJudgementQuerySet(OfEngagementQuerySet["StandardJudgement"]):
    def visible_to(self, user: Person) -> Self:
        """The team's own until the engagement is closed; then everyone's."""
        if national(user, RoleName.AUDITOR, RoleName.ADMINISTRATOR):
            return self
        theirs = Engagement.objects.worked_on_by(user)
        return self.filter(Q(engagement__closed_at__isnull=False) | Q(engagement__in=theirs))


@pghistory.track()
class StandardJudgement(models.Model):
    """How well one standard was met, 1 to 6, with a sentence of evidence. Never averaged, never ranked."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="judgements")
    standard = models.CharField(max_length=30, choices=Standard)
    level = models.PositiveSmallIntegerField(validators=(MinValueValidator(1), MaxValueValidator(6)))
    evidence = models.TextField(max_length=1000)

    objects = StandardJudgementQuerySet.as_manager()

    class Meta:
        ordering = ("engagement", "pk")
        constraints = (
            models.UniqueConstraint(fields=("engagement", "standard"), name="one_judgement_a_standard"),
            models.CheckConstraint(condition=Q(level__range=(1, 6)), name="standard_level_from_1_to_6"),
            models.CheckConstraint(condition=~Q(evidence=""), name="standard_level_has_evidence"),
        )

    def __str__(self) -> str:
        return f"{self.get_standard_display()}: {self.level}"

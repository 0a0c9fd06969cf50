"""Engagements: the occasions on which a partnership meets the people its decisions are about."""

import datetime as dt
from collections.abc import Sequence
from uuid import uuid4

import pghistory
from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate

from coproduce.accounts.access import Person, national, team_ids
from coproduce.accounts.models import RoleName

from .groups import StatutoryGroup
from .localities import Locality
from .partnerships import Partnership
from .planning import LocalityDecision, SignificantDecision
from .plans import PlanStage, StrategicPlan
from .promises import CostRange, Method, Promise, QualityDomain, TakingPart, Topic


class EngagementState(models.TextChoices):
    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    CANCELLED = "cancelled", "Cancelled"


ANNOUNCED = Q(state=EngagementState.PUBLISHED) | Q(
    state=EngagementState.CANCELLED, published_at__isnull=False
)


class EngagementQuerySet(models.QuerySet["Engagement"]):
    def visible_to(self, user: Person) -> "EngagementQuerySet":
        """What was published, for everyone; drafts for the partnership's team and national oversight."""
        if national(user, RoleName.AUDITOR, RoleName.ADMINISTRATOR):
            return self.all()
        return self.filter(ANNOUNCED | Q(partnership__team__in=team_ids(user)))

    def announced(self) -> "EngagementQuerySet":
        """Published at some time, cancelled since or not."""
        return self.filter(ANNOUNCED)

    def worked_on_by(self, user: Person) -> "EngagementQuerySet":
        """Those of the partnerships in whose team the person holds a role today."""
        return self.filter(partnership__team__in=team_ids(user))

    def of_partnership(self, partnership: Partnership) -> "EngagementQuerySet":
        return self.filter(partnership=partnership)

    def drafts(self) -> "EngagementQuerySet":
        return self.filter(state=EngagementState.DRAFT)

    def published(self) -> "EngagementQuerySet":
        return self.filter(state=EngagementState.PUBLISHED)

    def cancelled(self) -> "EngagementQuerySet":
        return self.filter(state=EngagementState.CANCELLED)

    def not_cancelled(self) -> "EngagementQuerySet":
        return self.exclude(state=EngagementState.CANCELLED)

    def open(self, now: dt.datetime) -> "EngagementQuerySet":
        """Published and over, and people have not been told yet how the promise was kept."""
        return self.published().filter(ends_at__lte=now, closed_at__isnull=True)

    def closed(self) -> "EngagementQuerySet":
        return self.filter(closed_at__isnull=False)

    def promising(self, promise: str) -> "EngagementQuerySet":
        return self.filter(promise=promise)

    def about(self, topics: Sequence[str]) -> "EngagementQuerySet":
        """Those that share at least one of the topics."""
        return self.filter(topics__overlap=list(topics))

    def of_others(self, partnership: Partnership) -> "EngagementQuerySet":
        """Those of every other partnership."""
        return self.exclude(partnership=partnership)

    def latest_first(self) -> "EngagementQuerySet":
        return self.order_by("-starts_at", "-pk")

    def upcoming(self, now: dt.datetime) -> "EngagementQuerySet":
        """Not over yet, soonest first."""
        return self.filter(ends_at__gt=now).order_by("starts_at", "pk")

    def past(self, now: dt.datetime) -> "EngagementQuerySet":
        """Over, latest first."""
        return self.filter(ends_at__lte=now).order_by("-starts_at", "-pk")

    def with_partnership(self) -> "EngagementQuerySet":
        return self.select_related("partnership__team")

    def with_everything(self) -> "EngagementQuerySet":
        """All that its own page shows."""
        one = ("partnership__team", "plan", "stage", "significant_decision", "locality_decision")
        names = Locality.objects.filter(engagements=models.OuterRef("pk")).values("name")
        told = self.annotate(locality_names=ArraySubquery(names))
        return told.select_related(*one).prefetch_related("groups")

    def matching(self, words: str) -> "EngagementQuerySet":
        """Every word occurs in its title, purpose or place; accents and capitals do not count."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(title__unaccent__icontains=word)
                | Q(purpose__unaccent__icontains=word)
                | Q(place__unaccent__icontains=word)
            )
        return found


@pghistory.track()
class Engagement(models.Model):
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="engagements")
    plan = models.ForeignKey(
        StrategicPlan, on_delete=models.PROTECT, related_name="engagements", null=True, blank=True
    )
    stage = models.ForeignKey(
        PlanStage, on_delete=models.PROTECT, related_name="engagements", null=True, blank=True
    )
    title = models.CharField(max_length=200)
    purpose = models.TextField(max_length=4000)
    promise = models.CharField("promise to people", max_length=20, choices=Promise)
    groups = models.ManyToManyField(StatutoryGroup, related_name="engagements", blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=300, blank=True)
    online_link = models.URLField(max_length=1000, blank=True)
    support_offered = models.TextField(max_length=2000, blank=True)
    result_use = models.TextField("how the result will be used", max_length=2000, blank=True)
    topics = ArrayField(models.CharField(max_length=40, choices=Topic), default=list, blank=True)
    methods = ArrayField(models.CharField(max_length=40, choices=Method), default=list, blank=True)
    localities = models.ManyToManyField(Locality, related_name="engagements", blank=True)
    quality_domain = models.CharField(max_length=20, choices=QualityDomain, blank=True)
    cost_range = models.CharField(max_length=20, choices=CostRange, blank=True)
    significant_decision = models.ForeignKey(
        SignificantDecision, on_delete=models.PROTECT, related_name="engagements", null=True, blank=True
    )
    locality_decision = models.ForeignKey(
        LocalityDecision, on_delete=models.PROTECT, related_name="engagements", null=True, blank=True
    )
    promise_kept = models.CharField("what was done in the end", max_length=20, choices=Promise, blank=True)
    promise_account = models.TextField("how the promise was kept", max_length=2000, blank=True)
    who_decided = models.TextField(max_length=1000, blank=True)
    took_part_in = ArrayField(models.CharField(max_length=20, choices=TakingPart), default=list, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=EngagementState, default=EngagementState.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=500, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)
    submission = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = EngagementQuerySet.as_manager()

    class Meta:
        ordering = ("starts_at", "pk")
        indexes = (models.Index(fields=("state", "ends_at"), name="engagements_by_end"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")), name="engagement_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(stage__isnull=True) | Q(plan__isnull=False), name="stage_is_of_a_plan"
            ),
            models.CheckConstraint(
                condition=~Q(state="draft") | Q(published_at__isnull=True), name="draft_was_never_published"
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False),
                name="published_has_published_at",
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled", cancelled_at__isnull=False) & ~Q(cancel_reason="")
                | ~Q(state="cancelled") & Q(cancelled_at__isnull=True, cancel_reason=""),
                name="cancelled_iff_cancelled_at_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(state="published"), name="only_published_is_closed"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(promise_kept=""), name="closed_tells_what_was_done"
            ),
            models.CheckConstraint(
                condition=~Q(promise_kept="co_produce") | ~Q(who_decided="") & Q(took_part_in__len__gt=0),
                name="co_produced_tells_who_decided_and_where_people_took_part",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partnerships:engagement_detail", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.state == EngagementState.DRAFT

    @property
    def is_published(self) -> bool:
        return self.state == EngagementState.PUBLISHED

    @property
    def is_cancelled(self) -> bool:
        return self.state == EngagementState.CANCELLED

    @property
    def is_one_day(self) -> bool:
        return localdate(self.starts_at) == localdate(self.ends_at)

    @property
    def known_topics(self) -> list[Topic]:
        return [Topic(topic) for topic in self.topics]

    @property
    def topic_labels(self) -> list[str]:
        return [Topic(topic).label for topic in self.topics]

    @property
    def method_labels(self) -> list[str]:
        return [Method(method).label for method in self.methods]

    @property
    def taking_part_labels(self) -> list[str]:
        return [TakingPart(part).label for part in self.took_part_in]

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    def is_over(self, now: dt.datetime) -> bool:
        return self.ends_at <= now

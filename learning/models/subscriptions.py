"""Who follows which themes, and up to when they have been told of new case studies."""

from datetime import datetime
from typing import TYPE_CHECKING

import pghistory
from django.conf import settings
from django.db import models

from .case_studies import CaseStudy
from .taxonomy import Term

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def due(self, slot: datetime) -> "SubscriptionQuerySet":
        """Wants the weekly mail and has not been covered up to this slot."""
        return self.filter(weekly=True, user__is_active=True, covered_until__lt=slot)


@pghistory.track(exclude=["covered_until"])
class Subscription(models.Model):
    """One per person. What was published before `covered_until` is dealt with: mailed, or not followed."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="subscription"
    )
    weekly = models.BooleanField("Weekly email on Tuesdays at 08:00", default=True)
    covered_until = models.DateTimeField(editable=False)
    themes = models.ManyToManyField(Term, through="Follow", related_name="subscriptions")

    objects = SubscriptionQuerySet.as_manager()

    if TYPE_CHECKING:
        follows: RelatedManager["Follow"]
        digests: RelatedManager["Digest"]

    def __str__(self) -> str:
        return f"Subscription {self.pk}"

    @property
    def is_wanted(self) -> bool:
        """Whether the weekly mail may go out: switched on, and the account is in use."""
        return self.weekly and self.user.is_active


class Follow(models.Model):
    """A theme that someone follows, and since when: older case studies are no news to them."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="follows")
    theme = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="follows")
    created_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("subscription", "theme"), name="theme_followed_once"),)

    def __str__(self) -> str:
        return f"{self.theme}"


class Digest(models.Model):
    """One weekly mail: what it lists, and the window [since, slot) it answers for."""

    subscription = models.ForeignKey(Subscription, on_delete=models.PROTECT, related_name="digests")
    slot = models.DateTimeField()
    since = models.DateTimeField()
    case_studies = models.ManyToManyField(CaseStudy, related_name="digests")

    class Meta:
        ordering = ("slot",)
        constraints = (
            models.UniqueConstraint(fields=("subscription", "slot"), name="one_digest_per_slot"),
            models.CheckConstraint(
                condition=models.Q(since__lt=models.F("slot")), name="digest_window_is_not_empty"
            ),
        )

    def __str__(self) -> str:
        return f"Digest {self.pk}"

"""What an address has had enough of: a topic, or everything; a dated fact, never deleted."""

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models.functions import Lower, Now

from coproduce.accounts.access import national
from coproduce.accounts.models import RoleName, User


def masked(address: str) -> str:
    """Enough to recognise an address one knows, too little to learn one."""
    local, _, domain = address.partition("@")
    return f"{local[:1]}…@{domain}" if address else "no address"


class SuppressionQuerySet(models.QuerySet["Suppression"]):
    def visible_to(self, user: User | AnonymousUser) -> "SuppressionQuerySet":
        return self if national(user, RoleName.ADMINISTRATOR) else self.none()

    def current(self) -> "SuppressionQuerySet":
        return self.filter(until__isnull=True)

    def bounced(self) -> "SuppressionQuerySet":
        return self.filter(reason=Suppression.Reason.BOUNCED)

    def unsubscribed(self) -> "SuppressionQuerySet":
        return self.filter(reason=Suppression.Reason.UNSUBSCRIBED)


class Suppression(models.Model):
    """From `since` until `until`, nothing of this topic goes to this address; an empty topic means all.

    Unsubscribing never stops asked-for mail such as a password reset; a bounced address stops everything.
    """

    class Reason(models.TextChoices):
        UNSUBSCRIBED = "unsubscribed", "Unsubscribed"
        BOUNCED = "bounced", "The address refused our mail"

    address = models.EmailField(max_length=254)
    topic = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=20, choices=Reason)
    detail = models.CharField(max_length=300, blank=True)
    since = models.DateTimeField(db_default=Now())
    until = models.DateTimeField(null=True, blank=True)

    objects = SuppressionQuerySet.as_manager()

    class Meta:
        ordering = ("-since",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(address=Lower("address")), name="suppressed_address_is_lower_case"
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="suppression_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=("address", "topic", "reason"),
                condition=models.Q(until__isnull=True),
                name="one_open_suppression_per_address_topic_and_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.topic or 'all'}"

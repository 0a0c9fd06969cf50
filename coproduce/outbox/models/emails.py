"""One message to one recipient, from the moment it is decided to the moment it has an outcome."""

import uuid
from collections.abc import Iterable
from functools import reduce
from operator import or_

import pgtrigger
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models.functions import Now

from coproduce.accounts.access import national
from coproduce.accounts.models import RoleName, User

from .suppressions import Suppression, masked


class Lane(models.IntegerChoices):
    """Who waits for whom: what someone asked for a moment ago goes first."""

    ASKED_FOR = 0, "Asked for"
    REMINDER = 1, "Reminder"
    DIGEST = 2, "Digest"


class Status(models.TextChoices):
    QUEUED = "queued", "Queued"
    CLAIMED = "claimed", "Being sent"
    IN_DOUBT = "in_doubt", "In doubt"
    HELD = "held", "Held for a decision"
    FAILED = "failed", "Failed"
    SENT = "sent", "Sent"
    LAPSED = "lapsed", "No longer due"
    SUPPRESSED = "suppressed", "Not wanted at this address"
    ABORTED = "aborted", "Given up by hand"


#: A row that got here stays as it is, by trigger; only what it said may be blanked later.
ENDED = (Status.SENT, Status.LAPSED, Status.SUPPRESSED, Status.ABORTED)


def label(row: models.Model) -> str:
    """How an email's `about` names a row."""
    return f"{row._meta.label_lower}:{row.pk}"  # noqa: SLF001  `_meta` is public in all but name


class EmailQuerySet(models.QuerySet["Email"]):
    def visible_to(self, user: User | AnonymousUser) -> "EmailQuerySet":
        """Recipients' addresses and what they were told: for administrators alone."""
        return self if national(user, RoleName.ADMINISTRATOR) else self.none()

    def queued(self) -> "EmailQuerySet":
        return self.filter(status=Status.QUEUED)

    def due(self) -> "EmailQuerySet":
        """To be sent now, by the database's clock; the most urgent lane first, then the longest waiting."""
        return self.queued().filter(not_before__lte=Now()).order_by("lane", "not_before", "pk")

    def claimed(self) -> "EmailQuerySet":
        return self.filter(status=Status.CLAIMED)

    def about(self, rows: Iterable[models.Model]) -> "EmailQuerySet":
        """Written about one of these rows."""
        return self.filter(about__in=[label(row) for row in rows])

    def gone_out(self) -> "EmailQuerySet":
        """Sent, or perhaps sent: the conversation broke off while it was handed over, or it is being sent."""
        perhaps = models.Q(doubts__gt=0) | models.Q(status=Status.CLAIMED, phase=Email.Phase.DATA)
        return self.filter(models.Q(status=Status.SENT) | perhaps)

    def unended(self) -> "EmailQuerySet":
        return self.exclude(status__in=ENDED)

    def with_standing(self) -> "EmailQuerySet":
        """Adds `expired` and `stopped`: may it still go out at this moment?"""
        here = Suppression.objects.current().filter(address=models.OuterRef("recipient"))
        unwanted = here.unsubscribed().filter(topic__in=("", models.OuterRef("topic")))
        return self.annotate(
            expired=condition(models.Q(expires_at__isnull=False, expires_at__lte=Now())),
            stopped=condition(
                models.Q(models.Exists(here.bounced()))
                | models.Q(models.Exists(unwanted), lane__gt=Lane.ASKED_FOR)
            ),
        )


def changes(*names: str) -> pgtrigger.Q:
    """For triggers: one of these columns gets another value."""
    return reduce(or_, (pgtrigger.Q(**{f"old__{name}__df": pgtrigger.F(f"new__{name}")}) for name in names))


def condition(true_when: models.Q) -> "models.ExpressionWrapper[models.Q]":
    return models.ExpressionWrapper(true_when, output_field=models.BooleanField())


class Email(models.Model):
    """The row is the message: what is here goes out once, what is not here never does.

    `key` names the occasion (`engagement_reminder:<row>:<day it is about>`), so planning it again changes
    nothing. `topic` is what a recipient may unsubscribe from. `phase` tells how far the last attempt got;
    while the row is claimed, `data` means that the relay may have the content already.
    """

    class Phase(models.TextChoices):
        WAITING = "", "Waiting"
        CONNECT = "connect", "Reaching the relay"
        MAIL = "mail", "Naming the sender"
        RCPT = "rcpt", "Naming the recipient"
        FENCE = "fence", "Checking once more"
        DATA = "data", "Handing over the content"

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60)
    topic = models.CharField(max_length=60)
    lane = models.PositiveSmallIntegerField(choices=Lane)
    recipient = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    about = models.CharField(max_length=120, blank=True)
    message_id = models.CharField(max_length=200, unique=True)
    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    status = models.CharField(max_length=20, choices=Status, default=Status.QUEUED)
    phase = models.CharField(max_length=20, choices=Phase, default=Phase.WAITING, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0, help_text="Answers of the relay other than yes")
    claims = models.PositiveSmallIntegerField(default=0, help_text="Times taken up since the last outcome")
    doubts = models.PositiveSmallIntegerField(default=0, help_text="Times it may or may not have gone out")
    owner = models.BigIntegerField(null=True, blank=True)

    created_at = models.DateTimeField(db_default=Now())
    not_before = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    since = models.DateTimeField(db_default=Now(), help_text="When it got its present status")

    objects = EmailQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at",)
        indexes = (
            models.Index(
                fields=("lane", "not_before", "id"),
                condition=models.Q(status="queued"),
                name="email_queued_by_lane",
            ),
            models.Index(
                fields=("owner",), condition=models.Q(status="claimed"), name="email_claimed_by_owner"
            ),
            models.Index(
                fields=("expires_at",), condition=models.Q(status="queued"), name="email_queued_by_expiry"
            ),
            models.Index(fields=("status", "since"), name="email_by_status"),
            models.Index(fields=("about",), name="email_by_what_it_is_about"),
            models.Index(fields=("recipient",), name="email_by_recipient"),
        )
        constraints = (
            models.CheckConstraint(condition=~models.Q(key=""), name="email_has_a_key"),
            models.CheckConstraint(condition=models.Q(lane__in=Lane.values), name="email_lane_is_known"),
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values), name="email_status_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(status="claimed", owner__isnull=False, claimed_at__isnull=False)
                | (~models.Q(status="claimed") & models.Q(owner__isnull=True)),
                name="email_has_an_owner_iff_claimed",
            ),
            models.CheckConstraint(
                condition=models.Q(status="sent", sent_at__isnull=False)
                | (~models.Q(status="sent") & models.Q(sent_at__isnull=True)),
                name="email_has_sent_at_iff_sent",
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="ended_email_is_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__status__in=[status.value for status in ENDED])
                & changes("key", "kind", "lane", "message_id", "token", "status", "sent_at", "since"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_blank(self) -> bool:
        """What it said was taken back (`recalling`)."""
        return not (self.subject or self.text or self.html)

    @property
    def masked_recipient(self) -> str:
        return masked(self.recipient)


class Intervention(models.Model):
    """What an administrator decided about a message by hand, and why."""

    class Decision(models.TextChoices):
        SEND_AGAIN = "send_again", "Send it again"
        ABORT = "abort", "Give it up"

    email = models.ForeignKey(Email, on_delete=models.CASCADE, related_name="interventions")
    decision = models.CharField(max_length=20, choices=Decision)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ("at",)
        triggers = (pgtrigger.Protect(name="intervention_is_permanent", operation=pgtrigger.Update),)

    def __str__(self) -> str:
        return f"{self.get_decision_display()}: {self.reason}"

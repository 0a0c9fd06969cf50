"""What participants were told and what they chose: dated rows that are only ever added, the newest counts."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery

from partnerships.models import Engagement

from .declarations import ERASED
from .involvement import Through
from .participants import Participant


class Topic(models.TextChoices):
    """What a row is about. Those that begin with "message" are classes of messages, answered yes or no."""

    REGISTER = "register", "That they are on the register"
    INVITATIONS = "message_invitations", "Invitations"
    REMINDERS = "message_reminders", "Reminders"
    NEWS = "message_news", "News of what came of it"
    CONFIRMATIONS = "message_confirmations", "Being asked to confirm what is recorded"
    PUBLICATION = "publication", "How they are named in what is published"
    BUDGET = "budget", "How often they are happy to be asked"
    OBJECTION = "objection", "Not being contacted at all"
    RETURN = "return", "Coming back after being forgotten"


YES, NO = "yes", "no"
MESSAGES = (Topic.INVITATIONS, Topic.REMINDERS, Topic.NEWS, Topic.CONFIRMATIONS)


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def of_participant(self, participant: Participant) -> "AgreementQuerySet":
        return self.filter(participant=participant)

    def newest(self) -> "AgreementQuerySet":
        """The row that counts of each participant and topic."""
        same = Agreement.objects.filter(participant=OuterRef("participant"), topic=OuterRef("topic"))
        return self.filter(pk=Subquery(same.order_by("-pk").values("pk")[:1]))

    def saying(self, topic: Topic, choice: str) -> "AgreementQuerySet":
        """Where this is what counts now."""
        return self.filter(topic=topic, choice=choice).newest()


class Agreement(models.Model):
    """One choice, with the wording that was shown; `words` are what a person or staff added."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="agreements")
    topic = models.CharField(max_length=30, choices=Topic)
    choice = models.CharField(max_length=20)
    wording = models.TextField()
    words = models.TextField(max_length=500, blank=True)
    through = models.CharField(max_length=20, choices=Through)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    at = models.DateTimeField()

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=("participant", "topic", "-id"), name="agreements_newest_first"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(choice="") & ~Q(wording=""), name="agreement_says_what_was_shown_and_chosen"
            ),
            models.CheckConstraint(
                condition=Q(through=Through.LINK, recorded_by__isnull=True)
                | ~Q(through=Through.LINK) & Q(recorded_by__isnull=False),
                name="agreement_by_phone_or_paper_has_a_recorder",
            ),
        )
        triggers = (
            pgtrigger.Protect(name="agreements_are_only_added", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="agreements_stay_but_for_words", exclude=["words"]),
            pgtrigger.Protect(
                name="words_of_agreements_are_only_erased",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__words__df=pgtrigger.F("new__words"))
                & ~pgtrigger.Q(new__words=ERASED),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_topic_display()}: {self.choice}"


class AskedAnyway(models.Model):
    """Someone was invited more often than they were happy with, and the officer said why."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "asked anyway"
        ordering = ("-pk",)
        constraints = (models.CheckConstraint(condition=~Q(words=""), name="asked_anyway_says_why"),)
        triggers = (
            pgtrigger.Protect(name="asked_anyway_is_permanent", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="asked_anyway_stays_but_for_words", exclude=["words"]),
            pgtrigger.Protect(
                name="words_of_asked_anyway_are_only_erased",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__words__df=pgtrigger.F("new__words"))
                & ~pgtrigger.Q(new__words=ERASED),
            ),
        )

    def __str__(self) -> str:
        return f"{self.participant} was asked anyway"

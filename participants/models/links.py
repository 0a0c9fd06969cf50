"""Links to a participant's own page: when each was made, by whom, and until when it opens."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .participants import Participant


class OwnLinkQuerySet(models.QuerySet["OwnLink"]):
    def of_participant(self, participant: Participant) -> "OwnLinkQuerySet":
        return self.filter(participant=participant)

    def open(self, now: dt.datetime) -> "OwnLinkQuerySet":
        return self.filter(expires_at__gt=now, ended_at__isnull=True)

    def made_since(self, moment: dt.datetime) -> "OwnLinkQuerySet":
        return self.filter(made_at__gt=moment)


class OwnLink(models.Model):
    """What is sent is the key, signed: whoever reads this table alone can open nothing."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="own_links")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text="Nobody where the person asked for it themselves",
    )
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = OwnLinkQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="own_link_opens_for_a_while"
            ),
        )

    def __str__(self) -> str:
        return f"A link to the own page of {self.participant}"

    def is_open(self, now: dt.datetime) -> bool:
        return self.ended_at is None and now < self.expires_at

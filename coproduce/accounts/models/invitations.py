"""An invitation to a role in a team: bound to one address, used once, for seven days."""

import uuid
from datetime import datetime

import pghistory
from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from .teams import RoleName, Team


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user: object) -> "InvitationQuerySet":
        """Those to teams the person may see; the address it went to is shown to no one outside."""
        return self.filter(team__in=Team.objects.visible_to(user))

    def open(self, now: datetime) -> "InvitationQuerySet":
        """Neither accepted nor taken back nor run out."""
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=now)

    def with_people(self) -> "InvitationQuerySet":
        return self.select_related("team", "invited_by", "accepted_by")


@pghistory.track(exclude=["email", "token_hash", "submission"])
class Invitation(models.Model):
    """The link in the mail holds the token; only its SHA-256 is kept, so the table opens nothing."""

    email = models.EmailField("email address")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=20, choices=RoleName)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    submission = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="invitation_email_is_lower_case"
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | models.Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="accepted_by_iff_accepted_at",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True) | models.Q(revoked_at__isnull=True),
                name="not_both_accepted_and_revoked",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.team}"

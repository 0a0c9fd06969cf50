"""How someone likes to read. Apart from subscriptions: choosing a format asks for no email."""

from django.conf import settings
from django.db import models

from .format_kinds import FormatKind


class Preference(models.Model):
    """One per person. What format they look for can say something of their health: it has no history."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preference")
    format = models.CharField(max_length=20, choices=FormatKind)

    def __str__(self) -> str:
        return f"Preference {self.pk}"

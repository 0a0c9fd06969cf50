"""Which moderator has what open on their desk now, so that two do not read the same entry unawares."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models

#: A page that was not opened again for so long is taken to be closed.
FORGOTTEN_AFTER = timedelta(minutes=15)


class LookQuerySet(models.QuerySet["Look"]):
    def at(self, subject: models.Model, now: datetime) -> "LookQuerySet":
        """Those who have this open now, the longest first."""
        recent = self.filter(about=name_of(subject), seen_at__gt=now - FORGOTTEN_AFTER)
        return recent.select_related("user").order_by("since")

    def closed(self, now: datetime) -> "LookQuerySet":
        return self.filter(seen_at__lte=now - FORGOTTEN_AFTER)


def name_of(subject: models.Model) -> str:
    return f"{subject._meta.model_name}:{subject.pk}"  # noqa: SLF001  Django documents it


class Look(models.Model):
    """One moderator with one entry or revision open; no record of work, and forgotten soon."""

    about = models.CharField(max_length=60)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    seen_at = models.DateTimeField()

    objects = LookQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("about", "user"), name="looked_at_once_by_each"),)

    def __str__(self) -> str:
        return f"{self.user} since {self.since:%H:%M}"

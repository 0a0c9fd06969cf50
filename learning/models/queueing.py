"""What is handed to the moderators: what waits, for how long, and what comes first."""

from datetime import datetime
from typing import Self, TypeVar

from django.db import models
from django.db.models import Case, Count, Q, When

from .states import State

M = TypeVar("M", bound=models.Model)


class QueueQuerySet(models.QuerySet[M]):
    """Of rows with a state and the moment they were submitted."""

    def waiting(self) -> Self:
        return self.filter(state=State.SUBMITTED)

    def waiting_since(self, moment: datetime) -> Self:
        """What no moderator has answered since before then."""
        return self.waiting().filter(submitted_at__lte=moment)

    def queued(self) -> Self:
        """What waits comes first, the longest waiting at the top."""
        return self.order_by(Case(When(state=State.SUBMITTED, then=0), default=1), "submitted_at", "pk")

    def counted(self, moment: datetime) -> tuple[int, int]:
        """How many wait, and how many of them since before that moment; in one query."""
        long = Count("pk", filter=Q(submitted_at__lte=moment))
        found = self.waiting().aggregate(waiting=Count("pk"), long=long)
        return found["waiting"], found["long"]

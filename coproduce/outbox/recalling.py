"""Taking back what emails say: unsent ones end here, of sent ones it stays known when they went to whom."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import models, transaction
from django.db.models import Count
from django.db.models.functions import Coalesce, Now, TruncDate

from . import rechecks
from .models import Email, Status

#: Those that could still go out, by themselves or because an administrator says so. One that is being sent
#: stays with its sender, who sees at the fence that it is blank.
STOPPABLE = (Status.QUEUED, Status.IN_DOUBT, Status.HELD, Status.FAILED)


@transaction.atomic
def take_back(rows: Iterable[models.Model]) -> None:
    """Blank what every email about one of these rows says, and let those lapse that have not gone out.

    Safe to repeat. Whoever is about to send one waits for this transaction, and then finds it blank.
    """
    emails = Email.objects.about(rows)
    locked = emails.order_by("pk").select_for_update()
    keys = list(locked.values_list("pk", flat=True))
    Email.objects.filter(pk__in=keys).update(subject="", text="", html="")
    verdict = rechecks.TAKEN_BACK
    Email.objects.filter(pk__in=keys, status__in=STOPPABLE).update(
        status=verdict.status, reason=verdict.reason, since=Now()
    )


@transaction.atomic
def forget(labels: Iterable[str]) -> int:
    """As `take_back`, of every email about what is named so, and to whom it went as well; how many.

    That something was sent, of which kind and when, stays known. Safe to repeat.
    """
    emails = Email.objects.filter(about__in=set(labels))
    keys = list(emails.order_by("pk").select_for_update().values_list("pk", flat=True))
    rows = Email.objects.filter(pk__in=keys)
    verdict = rechecks.TAKEN_BACK
    rows.filter(status__in=STOPPABLE).update(status=verdict.status, since=Now())
    return rows.update(subject="", text="", html="", recipient="", reason="")


@dataclass(frozen=True)
class Gone:
    """How many emails of a kind went out on a day, as far as we know."""

    kind: str
    day: dt.date
    count: int


def gone_out(rows: Iterable[models.Model]) -> Sequence[Gone]:
    """What cannot be called back of the emails about these rows, without an address; the oldest first."""
    sent = Email.objects.about(rows).gone_out().order_by()
    day = TruncDate(Coalesce("sent_at", "claimed_at", "since"))
    days = sent.annotate(day=day).values_list("kind", "day").annotate(count=Count("pk"))
    return [Gone(*found) for found in days.order_by("day", "kind")]

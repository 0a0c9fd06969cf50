"""What an administrator decides about a message that cannot be decided by itself; each decision is kept."""

from django.db import transaction
from django.db.models.functions import Now

from coproduce.accounts.models import User

from .models import Email, Intervention, Status, Suppression
from .waking import wake

UNDECIDED = (Status.HELD, Status.FAILED)


class DecidedError(Exception):
    """The message was settled while someone was deciding about it; says so to that person."""


def send_again(email: Email, *, by: User, reason: str) -> None:
    """Queue it anew, under the same key and Message-ID, with a fresh set of attempts."""
    decide(email, Intervention.Decision.SEND_AGAIN, Status.QUEUED, by=by, reason=reason)
    transaction.on_commit(wake)


def abort(email: Email, *, by: User, reason: str) -> None:
    """It will never be sent."""
    decide(email, Intervention.Decision.ABORT, Status.ABORTED, by=by, reason=reason)


@transaction.atomic
def decide(email: Email, decision: Intervention.Decision, status: Status, *, by: User, reason: str) -> None:
    undecided = Email.objects.filter(pk=email.pk, status__in=UNDECIDED).exclude(recipient="")
    changed = undecided.update(
        status=status, since=Now(), not_before=Now(), attempts=0, claims=0, doubts=0, reason=reason[:300]
    )
    if not changed:
        raise DecidedError("This message no longer waits for a decision, so nothing was changed.")
    Intervention.objects.create(email=email, decision=decision, by=by, reason=reason)


def lift(suppression: Suppression) -> None:
    """The address may get mail again; what was is kept."""
    Suppression.objects.current().filter(pk=suppression.pk).update(until=Now())

"""Who is sending what: a sender takes rows, passes the fence with each, and lets go; the dead are found out.

A sender is a database session that holds an advisory lock under the number that its rows carry as `owner`.
PostgreSQL lets go of the lock when the session ends, however it ends. So a row whose owner's lock is free has
no sender any more: not yet past the fence, it is queued again at once; past it, the relay may have it, and it
is in doubt.
"""

import secrets
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta

from django.db import Error, connection, models, transaction
from django.db.models import F, Func
from django.db.models.functions import Now
from django.db.models.lookups import Exact

from . import rechecks
from .models import Email, EmailQuerySet, Lane, Status

BATCH = 20
#: A row taken up this often without any outcome may be what kills its senders.
POISONOUS = 3
DOUBT_PAUSE = timedelta(minutes=1)


@dataclass(frozen=True)
class Sender:
    """`session` is the server process that holds the lock: after a lost connection it is another one."""

    owner: int
    session: int


@contextmanager
def at_work() -> Iterator[Sender]:
    """Be a sender for as long as the block runs; what was claimed and not begun is let go at the end."""
    owner = secrets.randbelow(2**62)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid() FROM pg_advisory_lock(%s)", [owner])
        sender = Sender(owner, cursor.fetchone()[0])
    try:
        yield sender
    finally:
        with suppress(Error):
            let_go(sender)
        with suppress(Error), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [owner])


def let_go(sender: Sender) -> None:
    """Give back what was claimed and not begun. What is past the fence stays, to be found and be in doubt."""
    mine = Email.objects.claimed().filter(owner=sender.owner).exclude(phase=Email.Phase.DATA)
    mine.update(status=Status.QUEUED, since=Now(), owner=None, claims=F("claims") - 1)


def in_session(sender: Sender) -> Exact:
    """For a condition: this is still the session that holds the sender's lock."""
    return Exact(Func(function="pg_backend_pid", output_field=models.IntegerField()), sender.session)


@transaction.atomic(durable=True)
def claim(sender: Sender, lanes: Collection[Lane]) -> list[Email]:
    """Take some rows that are due and that nobody else has taken; those that may not go out end here."""
    due = Email.objects.due().filter(in_session(sender), lane__in=lanes).with_standing()
    rows = list(due.select_for_update(skip_locked=True, of=("self",))[:BATCH])
    verdicts = {row: rechecks.standing(row) for row in rows}
    for row, verdict in verdicts.items():
        if verdict:
            end_unsent(row, verdict)
    wanted = [row for row, verdict in verdicts.items() if not verdict]
    Email.objects.filter(pk__in=[row.pk for row in wanted]).update(
        status=Status.CLAIMED,
        phase=Email.Phase.CONNECT,
        since=Now(),
        claimed_at=Now(),
        owner=sender.owner,
        claims=F("claims") + 1,
    )
    return wanted


@transaction.atomic(durable=True)
def pass_fence(email: Email, sender: Sender) -> Status | None:
    """The last look before the content leaves, committed: may this row still go out, and is it still ours?

    Once it is committed, only this sender's death can take the row away, and then it counts as perhaps sent.
    None is yes; otherwise the status in which the row ended, or `claimed` if it is someone else's by now.
    """
    mine = Email.objects.claimed().filter(in_session(sender), pk=email.pk, owner=sender.owner)
    row = mine.with_standing().select_for_update(of=("self",)).first()
    if row is None:
        return Status.CLAIMED
    if verdict := rechecks.standing(row) or rechecks.asked(row):
        end_unsent(row, verdict)
        return verdict.status
    mine.update(phase=Email.Phase.DATA)
    return None


def end_unsent(row: Email, verdict: rechecks.Verdict) -> None:
    Email.objects.filter(pk=row.pk).update(
        status=verdict.status, reason=verdict.reason, since=Now(), owner=None
    )


def settle() -> None:
    """Rows without a sender, rows in doubt, and rows whose time is over."""
    settle_orphans()
    settle_doubts()
    settle_expired()


@transaction.atomic(durable=True)
def settle_orphans() -> None:
    """Whoever gets an owner's lock knows that the owner is gone; the lock lasts until this is committed."""
    owners = Email.objects.claimed().values_list("owner", flat=True).order_by().distinct()
    gone = [owner for owner in owners if owner is not None and is_gone(owner)]
    orphans = Email.objects.claimed().filter(owner__in=gone)
    orphans.filter(phase=Email.Phase.DATA).update(
        status=Status.IN_DOUBT,
        since=Now(),
        owner=None,
        doubts=F("doubts") + 1,
        reason="Its sender stopped while handing it over.",
    )
    orphans.filter(claims__gte=POISONOUS).update(
        status=Status.HELD, since=Now(), owner=None, reason=f"Taken up {POISONOUS} times without an outcome."
    )
    orphans.update(status=Status.QUEUED, since=Now(), owner=None)


def is_gone(owner: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [owner])
        return bool(cursor.fetchone()[0])


@transaction.atomic(durable=True)
def settle_doubts() -> None:
    """By policy: what was asked for goes once more under the same Message-ID, else it is held and shown."""
    doubtful = free(Email.objects.filter(status=Status.IN_DOUBT))
    doubtful.filter(lane=Lane.ASKED_FOR, doubts=1).update(
        status=Status.QUEUED, since=Now(), not_before=Now() + DOUBT_PAUSE, claims=0
    )
    doubtful.filter(status=Status.IN_DOUBT).update(status=Status.HELD, since=Now())


@transaction.atomic(durable=True)
def settle_expired() -> None:
    late = free(Email.objects.queued().filter(expires_at__lte=Now()))
    late.update(status=Status.LAPSED, since=Now(), reason=rechecks.EXPIRED.reason)


def free(rows: EmailQuerySet) -> EmailQuerySet:
    """Those of the rows that nobody else is settling at this moment, locked."""
    locked = rows.order_by("pk").select_for_update(skip_locked=True)
    return Email.objects.filter(pk__in=list(locked.values_list("pk", flat=True)))

"""What became of an attempt, written down. Only a row that is still ours changes; "sent" holds for any."""

import logging
import random
import re
import time
from datetime import timedelta
from typing import Any

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F
from django.db.models.functions import Now

from . import preferences
from .claims import Sender
from .models import Email, Status
from .relay import RefusedError

logger = logging.getLogger(__name__)

#: How long to wait at most after each answer that was not yes; then it has failed.
DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 4 * 60, 12 * 60))
#: Seconds before each try to write down that the relay has taken a message, should the database be away.
PATIENCE = (0.0, 0.2, 0.5, 1.0, 2.0, 4.0)


class SessionLostError(Exception):
    """The database connection broke and came back: the sender's lock is gone, so it must begin anew."""


def sent(email: Email) -> Status:
    """The relay has it. This must not get lost with a connection, or the row would be in doubt for ever."""
    for tries, pause in enumerate(PATIENCE):
        time.sleep(pause)
        try:
            Email.objects.unended().filter(pk=email.pk).update(
                status=Status.SENT, since=Now(), sent_at=Now(), owner=None, reason=""
            )
        except (OperationalError, InterfaceError):
            connection.close()
            continue
        if tries:
            raise SessionLostError("The database connection was lost; a new sender will go on.")
        return Status.SENT
    raise SessionLostError("The database did not come back; the message just sent will be held as in doubt.")


def refused(email: Email, sender: Sender, refusal: RefusedError) -> Status:
    if not refusal.is_final:
        return later(email, sender, refusal.phase, str(refusal))
    with transaction.atomic():
        if refusal.blames_address:
            preferences.refuse_bounced(email.recipient, said(email, str(refusal)))
        return close(email, sender, Status.FAILED, refusal.phase, str(refusal))


def later(email: Email, sender: Sender, phase: Email.Phase, reason: str) -> Status:
    """Once more after a while that no two messages share (full jitter), or the end of our patience."""
    if email.attempts >= len(DELAYS):
        return close(email, sender, Status.FAILED, phase, f"Tried {email.attempts + 1} times, last: {reason}")
    moment = Now() + jitter(DELAYS[email.attempts])
    return close(email, sender, Status.QUEUED, phase, reason, not_before=moment, attempts=F("attempts") + 1)


def put_off(email: Email, sender: Sender, reason: str) -> Status:
    """There was no relay to ask; that is not held against the message."""
    moment = Now() + jitter(DELAYS[0])
    return close(email, sender, Status.QUEUED, Email.Phase.CONNECT, reason, not_before=moment)


def in_doubt(email: Email, sender: Sender, reason: str) -> Status:
    """The content was on its way when the conversation broke off."""
    return close(email, sender, Status.IN_DOUBT, Email.Phase.DATA, reason, doubts=F("doubts") + 1)


def close(
    email: Email, sender: Sender, status: Status, phase: Email.Phase, reason: str, **also: Any
) -> Status:
    Email.objects.claimed().filter(pk=email.pk, owner=sender.owner).update(
        status=status, phase=phase, reason=said(email, reason), since=Now(), owner=None, claims=0, **also
    )
    logger.info("Email %s (%s): %s. %s", email.pk, email.kind, status.label, said(email, reason))
    return status


def jitter(longest: timedelta) -> timedelta:
    return longest * random.random()  # noqa: S311  it spreads load, it hides nothing


def said(email: Email, words: str) -> str:
    """The relay's words, short, and without the address it may have repeated."""
    return re.sub(re.escape(email.recipient), email.masked_recipient, words, flags=re.IGNORECASE)[:300]

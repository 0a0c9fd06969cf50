"""The door for everyone who has something to say by email.

    from coproduce.outbox.queue import Lane, enqueue

    enqueue(
        "engagement_reminder",
        key=f"engagement_reminder:{involvement.pk}:{engagement.starts_at:%Y-%m-%d}",
        to=person.email,
        context={"engagement": engagement},
        lane=Lane.REMINDER,
        expires_at=engagement.starts_at,
        about=involvement,
    )

(`coproduce.outbox` itself cannot offer them: Django reads it before there are models.)

The wording is `templates/emails/<kind>.txt` and `.html`; see `templates/emails/_base.txt`. What is to be
asked once more just before the content leaves is named per kind in `settings.OUTBOX_RECHECKS`; the words for
what a recipient may stop stand in `settings.OUTBOX_TOPICS`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models, transaction
from django.utils.crypto import salted_hmac

from .links import host, unsubscribe_url
from .models import Email, Lane, Status, label
from .waking import wake
from .writing import written

__all__ = ["Lane", "answer", "enqueue"]


def enqueue(  # noqa: PLR0913  each is a column of the row, and all but the first are given by name
    kind: str,
    *,
    key: str,
    to: str,
    context: Mapping[str, Any],
    lane: Lane = Lane.REMINDER,
    not_before: datetime | None = None,
    expires_at: datetime | None = None,
    about: models.Model | None = None,
) -> bool:
    """Write the message now and send it once this transaction is committed; True if the key was new.

    The key names the occasion, never the moment of the call: a second call with it does nothing, anywhere.
    An address that cannot be one does not raise: the row is there, failed, for an administrator to see.
    """
    if Email.objects.filter(key=key).exists():
        return False
    email = Email(key=key, kind=kind, topic=kind, lane=lane, expires_at=expires_at)
    email.recipient, email.status, email.reason = addressed(to)
    email.message_id = message_id(key)
    if not_before is not None:
        email.not_before = not_before
    if about is not None:
        email.about = label(about)
    email.subject, email.text, email.html = written(kind, context, unsubscribe=unsubscribe_url(email))
    Email.objects.bulk_create([email], ignore_conflicts=True)
    if not Email.objects.filter(token=email.token).exists():
        return False
    wake_after_commit()
    return True


def addressed(to: str) -> tuple[str, Status, str]:
    """The recipient as stored, the status, its reason: one ASCII address in lower case, or a failed row."""
    local, _, domain = to.strip().lower().rpartition("@")
    try:
        address = f"{local}@{domain.encode('idna').decode()}"
        validate_email(address)
    except (ValidationError, UnicodeError):
        address = ""
    if not address or len(address) > 254:
        return "", Status.FAILED, "The address is not one that mail can be sent to."
    return address, Status.QUEUED, ""


def message_id(key: str) -> str:
    """The same for every attempt at the same occasion, so that a relay or a reader can tell a repetition."""
    digest = salted_hmac("coproduce.outbox.message_id", key, algorithm="sha256").hexdigest()[:32]
    return f"<{digest}@{host()}>"


def wake_after_commit() -> None:
    """Once per transaction, however many messages it wrote."""
    waiting = [entry[1] for entry in transaction.get_connection().run_on_commit]
    if wake not in waiting:
        transaction.on_commit(wake)


def answer(
    kind: str, *, key: str, to: str, context: Mapping[str, Any], expires_at: datetime | None = None
) -> bool:
    """Queue what this person asked for a moment ago, such as a code: the first lane, no unsubscribing."""
    return enqueue(kind, key=key, to=to, context=context, lane=Lane.ASKED_FOR, expires_at=expires_at)

"""The soft lock of the moderators' desk: it shows who else has something open, and stops nobody."""

import logging
from collections.abc import Sequence
from datetime import datetime

from django.db import DatabaseError, models

from coproduce.accounts.models import User

from .models import Look
from .models.looking import name_of

logger = logging.getLogger(__name__)


def look(subject: models.Model, *, by: User, now: datetime) -> Sequence[Look]:
    """Note that this moderator has it open, and say who else does. Coming back late begins anew.

    A page that is only read notes this as a session notes its visitor: nothing that anyone decides or keeps
    depends on it. Where it cannot be written, the page comes without it.
    """
    try:
        here = list(Look.objects.at(subject, now))
        since = next((one.since for one in here if one.user == by), now)
        note(Look(about=name_of(subject), user=by, since=since, seen_at=now))
    except DatabaseError:
        logger.warning("Who has %s open could not be noted", name_of(subject), exc_info=True)
        return []
    return [one for one in here if one.user != by]


def note(row: Look) -> None:
    Look.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["about", "user"], update_fields=["since", "seen_at"]
    )


def look_away(subject: models.Model, *, by: User, now: datetime) -> None:
    """They have decided, and have it open no longer; what was closed long ago is swept out with it."""
    Look.objects.filter(about=name_of(subject), user=by).delete()
    Look.objects.closed(now).delete()

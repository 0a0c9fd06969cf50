"""The soft lock of the moderators' desk: it shows who else has something open, and stops nobody."""

from collections.abc import Sequence
from datetime import datetime

from django.db import models

from coproduce.accounts.models import User

from .models import Look
from .models.looking import FORGOTTEN_AFTER, name_of


def look(subject: models.Model, *, by: User, now: datetime) -> Sequence[Look]:
    """Note that this moderator has it open, and say who else does. Coming back late begins anew.

    A page that is only read notes this as a session notes its visitor: nothing that anyone decides or keeps
    depends on it.
    """
    here = list(Look.objects.at(subject, now))
    since = next((one.since for one in here if one.user == by), now)
    row = Look(about=name_of(subject), user=by, since=since, seen_at=now)
    Look.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["about", "user"], update_fields=["since", "seen_at"]
    )
    return [one for one in here if one.user != by]


def look_away(subject: models.Model, *, by: User) -> None:
    """They have decided, and have it open no longer."""
    Look.objects.filter(about=name_of(subject), user=by).delete()


def sweep(*, now: datetime) -> int:
    """Forget what was closed long ago; the number of rows."""
    return Look.objects.filter(seen_at__lte=now - FORGOTTEN_AFTER).delete()[0]

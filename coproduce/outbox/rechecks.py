"""May this message still go out? Asked when it is taken up, and once more just before its content leaves."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from django.conf import settings
from django.utils.module_loading import import_string

from .models import Email, Status


@dataclass(frozen=True)
class Verdict:
    """The status in which a message ends unsent, and why."""

    status: Status
    reason: str


EXPIRED = Verdict(Status.LAPSED, "Its time was over before it could be sent.")
UNWANTED = Verdict(Status.SUPPRESSED, "The recipient does not want it, or the address refuses our mail.")
NOT_DUE = Verdict(Status.LAPSED, "What it is about has changed, so it was no longer due.")
TAKEN_BACK = Verdict(Status.LAPSED, "What it said was taken back, so there is nothing to send.")


def standing(row: Any) -> Verdict | None:
    """By the row itself, an email with what `with_standing()` adds."""
    if row.expired:
        return EXPIRED
    if row.is_blank:
        return TAKEN_BACK
    return UNWANTED if row.stopped else None


def asked(row: Email) -> Verdict | None:
    """By those who know what it is about."""
    path = settings.OUTBOX_RECHECKS.get(row.kind)
    return None if path is None or recheck(path)(row) else NOT_DUE


@cache
def recheck(path: str) -> Callable[[Email], bool]:
    return cast(Callable[[Email], bool], import_string(path))

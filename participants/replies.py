"""Answers to an invitation: by a signed link without an account, or recorded by staff as they came."""

import datetime as dt

import pghistory
from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from coproduce.accounts.models import User

from .models import Answer, Involvement, Through

SIGNER = Signer(salt="participants.reply", sep=".")


class ReplyError(Exception):
    """An answer cannot be taken; the message says why and can be shown to whoever gave it."""


class UnknownLinkError(Exception):
    """A link that we did not make, or that was cut on its way."""


class ClosedError(ReplyError):
    """There is nothing to answer any more; `involvement` says to what."""

    def __init__(self, message: str, involvement: Involvement) -> None:
        super().__init__(message)
        self.involvement = involvement


def link(involvement: Involvement) -> str:
    """Opens the page for one answer to one invitation; it works until the engagement starts."""
    return f"{settings.BASE_URL}{reverse('participants:reply', args=[token(involvement)])}"


def token(involvement: Involvement) -> str:
    """The row and which invitation it was, signed; it holds nothing that points to a person."""
    return SIGNER.sign(f"{involvement.pk}-{involvement.invitation}")


def involvement_of(signed: str, *, lock: bool = False) -> Involvement:
    """The row that a link was made for, open or not; locked, it stays so until the transaction ends."""
    try:
        key, _, invitation = SIGNER.unsign(signed).partition("-")
        rows = Involvement.objects.with_participant()
        row = (rows.select_for_update(of=("self",)) if lock else rows).get(pk=key)
    except (BadSignature, Involvement.DoesNotExist) as error:
        raise UnknownLinkError from error
    if str(row.invitation) != invitation:
        raise ClosedError("We have sent a newer invitation since. Please use the link in that one.", row)
    return row


def require_open(involvement: Involvement, *, now: dt.datetime) -> None:
    """Raises, in words, when it is too late to answer."""
    engagement = involvement.engagement
    if engagement.is_cancelled:
        raise ClosedError("It has been cancelled. You do not need to do anything.", involvement)
    if engagement.ends_at <= now:
        raise ClosedError("It has already taken place.", involvement)
    if engagement.starts_at <= now:
        raise ClosedError("It has already started.", involvement)
    if not engagement.is_published or not involvement.participant.is_current(localdate(now)):
        raise ClosedError("This invitation is no longer open.", involvement)


@transaction.atomic
def reply(  # noqa: PLR0913  who, what, how and when, all given by name
    involvement: Involvement,
    answer: Answer,
    *,
    now: dt.datetime,
    through: Through = Through.LINK,
    by: User | None = None,
    barrier: str = "",
) -> None:
    """Take the answer; the same one again changes nothing, another one replaces it until the start.

    Saying no again with a barrier only adds the barrier. Staff are named with what they record.
    """
    involvement.refresh_from_db(from_queryset=Involvement.objects.select_for_update())
    require_open(involvement, now=now)
    barrier = barrier if answer == Answer.DECLINED else ""
    if involvement.answer == answer and barrier in {"", involvement.barrier}:
        return
    if involvement.answer != answer:
        involvement.answer, involvement.answered_at = answer, now
        involvement.answered_through, involvement.answer_recorded_by = through, by
    involvement.barrier = barrier
    with pghistory.context(through=through):
        involvement.save()

"""Inviting participants: the row and the mail in one transaction, and again when an address was corrected."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils.timezone import localdate

from coproduce.accounts.models import User
from partnerships.models import Engagement, StatutoryGroup

from . import agreeing, register, reminders, selfservice
from .models import Involvement, Participant
from .models.involvement import InvolvementQuerySet


class InvitationError(Exception):
    """Nobody was invited; the message says why and can be shown."""


class OverBudgetError(InvitationError):
    """Some would be asked more often than they want; with words that say why, they can be invited."""


@dataclass(frozen=True, kw_only=True)
class Invited:
    """What came of it: new invitations by email, new ones for staff to make, and people invited before."""

    by_email: int = 0
    to_contact: int = 0
    before: int = 0


@transaction.atomic
def invite(
    engagement: Engagement,
    participants: Iterable[Participant],
    *,
    by: User,
    now: dt.datetime,
    anyway: str = "",
) -> Invited:
    """Invite people of the engagement's own partnership; who was invited before is not asked twice.

    `anyway` says why people are asked more often than they want.
    """
    require_open(engagement, now=now)
    wanted = list(participants)
    for participant in wanted:
        require_eligible(participant, engagement, now=now)
    require_none_objects(wanted)
    often = require_within_budget(wanted, engagement, now=now, anyway=anyway)
    mailed = [ask(participant, engagement, by=by, now=now) for participant in wanted]
    for involvement in Involvement.objects.of_engagement(engagement).filter(participant__in=often):
        agreeing.note_asked_anyway(involvement, anyway, by=by)
    return Invited(by_email=mailed.count(True), to_contact=mailed.count(False), before=mailed.count(None))


def require_open(engagement: Engagement, *, now: dt.datetime) -> None:
    if engagement.is_cancelled:
        raise InvitationError("It is cancelled, so nobody can be invited.")
    if not engagement.is_published:
        raise InvitationError("Publish the engagement first: an invitation leads to its page.")
    if engagement.starts_at <= now:
        raise InvitationError("It has started, so nobody can be invited any more.")


def require_eligible(participant: Participant, engagement: Engagement, *, now: dt.datetime) -> None:
    if participant.partnership_id != engagement.partnership_id:
        raise InvitationError("Only participants of the engagement's own partnership can be invited.")
    if not participant.is_current(localdate(now)):
        raise InvitationError(f"{participant} does not take part at present, so they cannot be invited.")


def require_none_objects(participants: list[Participant]) -> None:
    keys = [one.pk for one in participants]
    rows = Participant.objects.filter(pk__in=keys).filter(pk__in=agreeing.objecting()).in_order()
    if rows:
        names = ", ".join(map(str, rows))
        raise InvitationError(f"{names} asked not to be contacted at all, so they cannot be invited.")


def require_within_budget(
    participants: list[Participant], engagement: Engagement, *, now: dt.datetime, anyway: str
) -> list[Participant]:
    """Those who are asked too often, when there are words for it; who was invited before does not count."""
    before = set(Involvement.objects.of_engagement(engagement).values_list("participant", flat=True))
    often = agreeing.over_budget([one for one in participants if one.pk not in before], now=now)
    if often and not anyway.strip():
        raise OverBudgetError(
            f"These people would be asked more often than they are happy with: {', '.join(map(str, often))}. "
            "Leave them out, or say why you ask them all the same."
        )
    return [one.participant for one in often]


def ask(participant: Participant, engagement: Engagement, *, by: User, now: dt.datetime) -> bool | None:
    """Whether a mail went on its way; None when they had been invited before."""
    involvement, is_new = Involvement.objects.get_or_create(
        participant=participant, engagement=engagement, defaults={"invited_at": now, "invited_by": by}
    )
    if not is_new:
        return None
    involvement.groups.set(participant.groups.all())
    return reminders.send_invitation(involvement, by=by)


@dataclass(frozen=True)
class Reach:
    """A statutory group in one engagement: whether it was sought, and counts unless nobody was asked."""

    group: StatutoryGroup
    sought: bool
    counts: dict[str, int] | None


def reach(engagement: Engagement, rows: InvolvementQuerySet) -> list[Reach]:
    """Each group that the engagement set out to hear or that someone was invited to speak for."""
    counted = rows.counted_by_group()
    wanted = Engagement.groups.through.objects.filter(engagement=engagement, statutorygroup=OuterRef("pk"))
    groups: Iterable[Any] = StatutoryGroup.objects.annotate(sought=Exists(wanted))
    found = [Reach(group, group.sought, counted.get(group.pk)) for group in groups]
    return [one for one in found if one.sought or one.counts]


@transaction.atomic
def correct(
    participant: Participant, details: register.Details, *, by: User, now: dt.datetime, seen: str = ""
) -> bool:
    """Correct name and contact details; open invitations go to a new address, and old links die.

    True when the address is another one now.
    """
    has_moved = register.correct(participant, details, by=by, seen=seen)
    if has_moved:
        selfservice.end(participant, now=now)
        invite_again(participant, by=by, now=now)
    return has_moved


def invite_again(participant: Participant, *, by: User, now: dt.datetime) -> None:
    rows = Involvement.objects.filter(participant=participant).open_to_answers(now).not_declined()
    rows.update(invitation=F("invitation") + 1)
    for involvement in rows.with_participant():
        reminders.send_invitation(involvement, by=by)

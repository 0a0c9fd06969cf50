"""People ask to be let into an organisation's team; its leads or administrators decide."""

import datetime as dt

from django.db import transaction
from django.utils.timezone import localdate

from coproduce.accounts import roles
from coproduce.accounts.access import national, team_ids
from coproduce.accounts.models import RoleName, User

from .models import Claim, Organisation
from .models.ties import ClaimOutcome


class ClaimError(Exception):
    """Why a claim cannot be made or decided, in words for the person who tried."""


@transaction.atomic
def claim(organisation: Organisation, *, by: User, statement: str, now: dt.datetime) -> Claim:
    """Ask to be let in. Asking again while the first claim waits leads to that one."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    if organisation.merged_into_id is not None:
        raise ClaimError("This entry has been merged into another one. Claim that one instead.")
    if organisation.team_id in team_ids(by):
        raise ClaimError("You are in this organisation’s team already.")
    waiting = Claim.objects.waiting().filter(organisation=organisation, user=by).first()
    return waiting or Claim.objects.create(
        organisation=organisation, user=by, statement=statement, made_at=now
    )


@transaction.atomic
def approve(claim: Claim, *, by: User, now: dt.datetime) -> RoleName:
    """Let the person in as a member; as lead where an administrator decides and there is none yet."""
    lock_waiting(claim, by=by)
    team = claim.organisation.team
    is_first = national(by, RoleName.ADMINISTRATOR) and not roles.keepers(team).exists()
    name = RoleName.LEAD if is_first else RoleName.MEMBER
    if not team.roles.current().filter(user=claim.user).exists():
        roles.grant(claim.user, team=team, name=name, by=by, today=localdate(now))
    decide(claim, ClaimOutcome.APPROVED, by=by, now=now)
    return name


@transaction.atomic
def refuse(claim: Claim, *, by: User, reason: str, now: dt.datetime) -> None:
    lock_waiting(claim, by=by)
    claim.reason = reason
    decide(claim, ClaimOutcome.REFUSED, by=by, now=now)


def lock_waiting(claim: Claim, *, by: User) -> None:
    """Of two who decide at once the second is told; nobody decides about themselves."""
    claim.refresh_from_db(from_queryset=Claim.objects.select_for_update())
    if claim.outcome != ClaimOutcome.WAITING:
        raise ClaimError("Somebody has decided about this claim already.")
    if claim.user_id == by.pk:
        raise ClaimError("Somebody else has to decide about your own claim.")


def decide(claim: Claim, outcome: ClaimOutcome, *, by: User, now: dt.datetime) -> None:
    claim.outcome, claim.decided_at, claim.decided_by = outcome, now, by
    claim.save(update_fields=["outcome", "decided_at", "decided_by", "reason"])

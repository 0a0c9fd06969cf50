"""Inviting someone to a role in a team, and what becomes of the invitation."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from . import mail
from .access import Person
from .models import Invitation, Role, User
from .roles import RoleError, grant, grantable

LIFE = timedelta(days=7)


class InvitationError(Exception):
    """Why an invitation cannot be made or accepted, in words for the person who tried."""


class WrongPersonError(InvitationError):
    """The invitation is for another address than those this account has confirmed."""


class Issued(NamedTuple):
    """A new invitation and its link; the link is known now and never again."""

    invitation: Invitation
    link: str


@transaction.atomic
def issue(invitation: Invitation, *, by: User | None, now: datetime, base_url: str = "") -> Issued:
    """Save an invitation and mail its link; it takes the place of an open one to the same address and team.

    `by` is None only for the first administrator, whom nobody on the platform can invite.
    """
    invitation.email = invitation.email.strip().lower()
    refuse_what_cannot_be(invitation, by)
    invitation.team.invitations.open(now).filter(email=invitation.email).update(revoked_at=now)
    token = secrets.token_urlsafe(32)
    invitation.token_hash = digest(token)
    invitation.invited_by, invitation.created_at, invitation.expires_at = by, now, now + LIFE
    invitation.save(force_insert=True)
    path = reverse("accounts:invitation_accept", args=[token])
    issued = Issued(invitation, (base_url or settings.BASE_URL).rstrip("/") + path)
    announce(issued)
    return issued


def refuse_what_cannot_be(invitation: Invitation, by: User | None) -> None:
    """Nobody grants above or outside their own role, and nobody is invited to what they have."""
    team, role = invitation.team, invitation.get_role_display().lower()
    if by is not None and invitation.role not in grantable(by, team):
        raise InvitationError(f"You cannot invite anyone as {role} of {team}.")
    held = Role.objects.current().filter(team=team, name=invitation.role, until=None)
    if held.filter(user__email=invitation.email).exists():
        raise InvitationError(f"{invitation.email} is {role} of {team} already.")


def announce(issued: Issued) -> None:
    invitation = issued.invitation
    mail.send(
        "account_invitation",
        to=invitation.email,
        context={"invitation": invitation, "link": issued.link},
        told_apart_by=invitation.token_hash,
        expires_at=invitation.expires_at,
    )


def digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def found(token: str) -> Invitation | None:
    """The invitation behind a link; None when the link was made up or mistyped."""
    return Invitation.objects.with_people().filter(token_hash=digest(token)).first()


def refusal(invitation: Invitation, now: datetime) -> str:
    """Why it can no longer be accepted by anyone; empty while it can."""
    if invitation.accepted_at is not None:
        return "This invitation has been used already. It works only once."
    if invitation.revoked_at is not None:
        return "This invitation has been taken back or replaced by a newer one."
    if invitation.expires_at <= now:
        return "This invitation has run out. Invitations are good for seven days."
    inviter = invitation.invited_by
    if inviter is not None and invitation.role not in grantable(inviter, invitation.team):
        return "Whoever sent this invitation can no longer invite people to this team."
    return ""


def is_for(invitation: Invitation, person: Person) -> bool:
    """Whether this account has confirmed the address that the invitation went to."""
    mine = EmailAddress.objects.filter(user_id=person.pk, verified=True, email__iexact=invitation.email)
    return person.is_authenticated and bool(mine.exists())


@transaction.atomic
def accept(invitation: Invitation, *, by: User, now: datetime) -> Role:
    """The role that the invitation grants. Of two who accept at one moment the second is refused."""
    invitation = Invitation.objects.select_for_update(of=("self",)).with_people().get(pk=invitation.pk)
    if reason := refusal(invitation, now):
        raise InvitationError(reason)
    if not is_for(invitation, by):
        raise WrongPersonError(f"This invitation is for {invitation.email}.")
    try:
        role = grant(
            by, team=invitation.team, name=invitation.role, by=invitation.invited_by, today=localdate(now)
        )
    except RoleError as error:
        raise InvitationError(str(error)) from error
    invitation.accepted_at, invitation.accepted_by = now, by
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    return role


@transaction.atomic
def revoke(invitation: Invitation, *, now: datetime) -> Invitation:
    """Take the invitation back. One that was accepted meanwhile stays accepted: end the role instead."""
    invitation = Invitation.objects.select_for_update(of=("self",)).with_people().get(pk=invitation.pk)
    if invitation.accepted_at is not None:
        raise InvitationError(
            f"{invitation.accepted_by} has accepted this invitation. End their role instead."
        )
    if invitation.revoked_at is None:
        invitation.revoked_at = now
        invitation.save(update_fields=["revoked_at"])
    return invitation

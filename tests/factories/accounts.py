"""Rows of the accounts app for tests: people with a role and, where it takes one, a second factor."""

import datetime as dt
import itertools

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.utils import timezone

from coproduce.accounts.models import Invitation, Role, RoleName, Team, TeamKind, User

#: Secret of every authenticator app in tests; `totp_code` counts with it.
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "a cold wind off the firth"

numbers = itertools.count(1)


def team(kind: str = TeamKind.PARTNERSHIP, name: str = "") -> Team:
    if kind == TeamKind.NATIONAL:
        return Team.objects.national()
    return Team.objects.create(kind=kind, name=name or f"Example team {next(numbers)}")


def account(email: str = "", name: str = "Una Example", *, password: str | None = None) -> User:
    """Someone with a confirmed address and no role; without a password unless one is given."""
    user = User.objects.create_user(email or f"una.{next(numbers)}@example.org", password, name=name)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def give(user: User, role: RoleName, where: Team, *, since: dt.date | None = None) -> Role:
    since = since or timezone.localdate() - dt.timedelta(days=100)
    return Role.objects.create(user=user, team=where, name=role, since=since)


def enrol(user: User) -> Authenticator:
    """An authenticator app, so that the second factor is there."""
    return Authenticator.objects.create(user=user, type="totp", data={"secret": TOTP_SECRET})


def holder(role: RoleName, where: Team, *, email: str = "", name: str = "") -> User:
    """Someone who has held this role for a hundred days, with a second factor enrolled."""
    user = account(email, name or f"{role.label} Example")
    give(user, role, where)
    enrol(user)
    return user


def invitation(where: Team, *, email: str = "una@example.org", role: str = RoleName.READER) -> Invitation:
    """An open invitation whose link nobody knows."""
    now = timezone.now()
    return Invitation.objects.create(
        email=email,
        team=where,
        role=role,
        token_hash=f"{next(numbers):064}",
        created_at=now,
        expires_at=now + dt.timedelta(days=7),
    )

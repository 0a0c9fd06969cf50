"""Fictional people to look around with, and the door through which one click lets you in as one of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from io import StringIO

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.core.management import call_command
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.timezone import localdate, localtime

from .models import Role, RoleName, Team, TeamKind, User
from .roles import grant

DOMAIN = "@demo.coproduce.example"
#: Marks a session that one click opened. Worth something only where DEMO is on.
DEMO_SESSION = "entered_by_one_click"
#: The same for all of them, and shown on the demo page: they are nobody.
PASSWORD = "a walk along the shore"  # noqa: S105

#: What each can do, in one line.
WAYS: dict[tuple[str, str], str] = {
    (
        TeamKind.PARTNERSHIP,
        RoleName.READER,
    ): "Sees the partnership's drafts and who is heard; changes nothing.",
    (TeamKind.PARTNERSHIP, RoleName.OFFICER): "Plans engagements, invites participants, records who came.",
    (
        TeamKind.PARTNERSHIP,
        RoleName.LEAD,
    ): "All that an officer does; also invites colleagues and ends roles.",
    (TeamKind.ORGANISATION, RoleName.MEMBER): "Reads the organisation's drafts and submits none.",
    (TeamKind.ORGANISATION, RoleName.EDITOR): "Writes case studies and submits them for review.",
    (
        TeamKind.ORGANISATION,
        RoleName.LEAD,
    ): "All that an editor does; also invites colleagues and ends roles.",
    (
        TeamKind.NATIONAL,
        RoleName.MODERATOR,
    ): "Reviews case studies: returns them with a note or publishes them.",
    (TeamKind.NATIONAL, RoleName.AUDITOR): "Reads everything but names and contact details of participants.",
    (TeamKind.NATIONAL, RoleName.ADMINISTRATOR): "Looks after registers, teams and roles.",
}


@dataclass(frozen=True)
class Visitor:
    """Someone to enter as."""

    user: User
    role: Role

    @property
    def way(self) -> str:
        return WAYS.get((self.role.team.kind, RoleName(self.role.name)), "")


def people() -> models.QuerySet[User]:
    """The only accounts that one click may open."""
    return User.objects.filter(email__endswith=DOMAIN, is_active=True)


def visitors() -> list[Visitor]:
    """Everyone there is to enter as: national roles last, and within a team from the lowest role up."""
    held = Role.objects.current().filter(user__in=people()).with_people()
    kinds = (TeamKind.PARTNERSHIP, TeamKind.ORGANISATION, TeamKind.NATIONAL)
    found = [Visitor(role.user, role) for role in held]
    return sorted(
        found, key=lambda visitor: (kinds.index(TeamKind(visitor.role.team.kind)), rank(visitor.role))
    )


def rank(role: Role) -> tuple[str, int]:
    return role.team.name, role.team.ladder.index(RoleName(role.name))


def enter(request: HttpRequest, user: User) -> None:
    """Sign in without a password. The session says so, and is worth nothing where DEMO is off."""
    login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
    request.session[DEMO_SESSION] = True
    UserSession.objects.create_from_request(request)


def look_ahead(*, now: datetime) -> None:
    """Plan today the mail of the coming week, by the calendar in Scotland, for those who cannot wait.

    Its last day first: that day's digest holds all that is new, so nothing is told twice.
    """
    for days in reversed(range(8)):
        call_command("sweep", now=(localtime(now) + timedelta(days=days)).isoformat(), stdout=StringIO())


@transaction.atomic
def person(email: str, name: str, *, role: RoleName, team: Team, now: datetime) -> User:
    """The account with its role, made once; whatever people changed about it since stays."""
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, PASSWORD, name=name)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        grant(user, team=team, name=role, by=None, today=localdate(now))
    return user


def load(now: datetime) -> str:
    """The three national roles; partnerships and organisations add their own people."""
    team = Team.objects.national()
    for role, name in (
        (RoleName.MODERATOR, "Morven Example"),
        (RoleName.AUDITOR, "Angus Example"),
        (RoleName.ADMINISTRATOR, "Ailsa Example"),
    ):
        person(f"{role.value}{DOMAIN}", name, role=role, team=team, now=now)
    return f"Demo accounts: {people().count()} people to enter as."

"""Who worked for the merged entry works for the kept one; whom someone had invited may still come."""

import datetime as dt
from typing import Any

from django.db.models import Q

from coproduce.accounts import roles
from coproduce.accounts.models import Invitation, Role, Team, User


def move_people(
    team: Team, *, into: Team, by: User, now: dt.datetime, today: dt.date
) -> list[dict[str, Any]]:
    """What moved, by keys alone: who somebody is, is told elsewhere."""
    for each in sorted((team, into), key=lambda row: row.pk):
        roles.lock(each)
    lasting = team.roles.filter(Q(until=None) | Q(until__gt=today)).select_related("user", "team")
    moved = [move_role(role, into=into, by=by, today=today) for role in lasting]
    waiting = Invitation.objects.open(now).filter(team=team)
    invited = [
        {"model": "accounts.invitation", "pk": str(key)} for key in waiting.values_list("pk", flat=True)
    ]
    waiting.update(team=into)
    return moved + invited


def move_role(role: Role, *, into: Team, by: User, today: dt.date) -> dict[str, Any]:
    """The higher of two roles stays; the one in the old team ends, even if it is the last there."""
    given = taken_up(role, into=into, by=by, today=today)
    role.until, role.ended_by = max(today, role.since), by
    role.save(update_fields=["until", "ended_by"])
    told = {"model": "accounts.role", "pk": str(role.pk), "user": role.user_id, "role": role.name}
    return {**told, "now": given.name, "in": given.pk}


def taken_up(role: Role, *, into: Team, by: User, today: dt.date) -> Role:
    held = into.roles.filter(user=role.user, until=None).first()
    if held is not None and into.ladder.index(held.name) >= into.ladder.index(role.name):
        return held
    if role.until is None:
        return roles.grant(role.user, team=into, name=role.name, by=by, today=today)
    since = max(today, role.since)
    return Role.objects.create(
        user=role.user, team=into, name=role.name, since=since, until=role.until, granted_by=by
    )

"""Granting and ending roles: who may grant what, and that no team loses the last who can let others in."""

from datetime import date

from django.db import transaction

from .access import Person, national, team_ids
from .models import Role, RoleName, RoleQuerySet, Team, TeamKind, User


class RoleError(Exception):
    """Why a role cannot be granted or ended, in words for the person who tried."""


def grantable(person: Person, team: Team) -> tuple[RoleName, ...]:
    """The roles this person may grant in the team: none above their own, none outside it."""
    leads = team.kind != TeamKind.NATIONAL and team.pk in team_ids(person, RoleName.LEAD)
    return team.ladder if leads or national(person, RoleName.ADMINISTRATOR) else ()


@transaction.atomic
def grant(user: User, *, team: Team, name: str, by: User | None, today: date) -> Role:
    """The role from today on, in place of one they hold in the team: nobody holds two in one team."""
    if name not in team.ladder:
        raise RoleError(f"{RoleName(name).label} is not a role in {team}.")
    lock(team)
    held = team.roles.filter(user=user, until=None).first()
    if held is not None and held.name == name:
        return held
    if held is not None:
        end(held, by=by, today=today)
    return Role.objects.create(user=user, team=team, name=name, since=today, granted_by=by)


@transaction.atomic
def end(role: Role, *, by: User | None, today: date) -> Role:
    """End the role today. Ending what has ended already changes nothing."""
    lock(role.team)
    role.refresh_from_db(fields=["until"])
    if role.until is not None:
        return role
    if keepers(role.team).filter(pk=role.pk).exists() and keepers(role.team).count() == 1:
        name = role.get_name_display().lower()
        raise RoleError(
            f"{role.user} is the only {name} of {role.team}. Without one nobody could invite people. "
            f"Hand over to somebody else in the team, or invite another {name} first."
        )
    role.until, role.ended_by = max(today, role.since), by
    role.save(update_fields=["until", "ended_by"])
    return role


@transaction.atomic
def hand_over(role: Role, *, to: User, by: User | None, today: date) -> Role:
    """The other person's role in place of this one, at one moment: the team is never without a keeper."""
    lock(role.team)
    role.refresh_from_db(fields=["until"])
    if role.until is not None or role.name != role.team.keeper:
        raise RoleError(f"{role.user} does not lead {role.team}, so there is nothing to hand over.")
    if not heirs(role).filter(user=to).exists():
        raise RoleError(f"{to} is not in {role.team}. Choose somebody who is.")
    given = grant(to, team=role.team, name=role.name, by=by, today=today)
    end(role, by=by, today=today)
    return given


def heirs(role: Role) -> RoleQuerySet:
    """Whom it can be handed to: the others who are in the team today and without a last day."""
    return role.team.roles.current().filter(until=None).exclude(user=role.user_id)


def is_last_keeper(role: Role) -> bool:
    """Whether nobody else lets people into the team."""
    found = list(keepers(role.team).values_list("pk", flat=True)[:2])
    return found == [role.pk]


def keepers(team: Team) -> RoleQuerySet:
    """Who lets people into the team, today and without a last day."""
    return team.roles.current().filter(name=team.keeper, until=None)


def lock(team: Team) -> None:
    """Two leads who end each other's role at one moment come here one after the other."""
    Team.objects.select_for_update().get(pk=team.pk)

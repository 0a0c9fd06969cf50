"""Who looked at a participant's record, as told to them: the role and the reason, never a name of staff."""

import datetime as dt
from dataclasses import dataclass

from django.utils.timezone import localdate

from coproduce.accounts.models import Role

from . import register
from .models import Participant

#: How much one page shows.
SHOWN = 100


@dataclass(frozen=True)
class Look:
    at: dt.datetime
    who: str
    what: str
    reason: str


def looks(participant: Participant) -> list[Look]:
    """The newest first; three queries, however many there are."""
    found = list(register.who_looked(participant)[:SHOWN])
    team = participant.partnership.team_id
    held = list(Role.objects.filter(team=team, user__in={row.by_id for row in found if row.by_id}))
    return [
        Look(row.at, who(row.by_id, localdate(row.at), held), row.get_what_display(), row.reason)
        for row in found
    ]


def who(user: int | None, day: dt.date, held: list[Role]) -> str:
    """The role on that day, of whoever it was."""
    if user is None:
        return "Coproduce itself, to write to you"
    mine = [role for role in held if role.user_id == user]
    then = [role for role in mine if role.since <= day and (role.until is None or day < role.until)]
    for role in [*then, *mine]:
        return str(role.get_name_display())
    return "Someone who works for the partnership"

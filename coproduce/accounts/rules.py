"""Verbs on accounts, teams, roles and invitations."""

import rules
from rules import predicate

from .access import Person, holds, holds_nationally, roles_of, sees
from .models import OVERSEERS, Invitation, Role, RoleName, Team, User

is_administrator = holds_nationally(RoleName.ADMINISTRATOR)
is_overseer = holds_nationally(*OVERSEERS)
is_national = holds_nationally(RoleName.MODERATOR, RoleName.AUDITOR, RoleName.ADMINISTRATOR)
is_lead = holds(RoleName.LEAD, team="")
leads_its_team = holds(RoleName.LEAD, team="team")


@predicate  # type: ignore[untyped-decorator]
def has_a_role(user: Person) -> bool:
    return bool(roles_of(user))


@predicate  # type: ignore[untyped-decorator]
def is_someone_else(user: Person, row: User | None) -> bool:
    """An administrator cannot close the account they are using."""
    return row is None or row.pk != user.pk


rules.add_perm("accounts.use_admin", is_national)

rules.add_perm("accounts.view_team", has_a_role & sees(Team))
rules.add_perm("accounts.invite_to_team", (is_lead | is_administrator) & sees(Team))
rules.add_perm("accounts.revoke_invitation", (leads_its_team | is_administrator) & sees(Invitation))
rules.add_perm("accounts.end_role", (leads_its_team | is_administrator) & sees(Role))

rules.add_perm("accounts.view_user", is_overseer & sees(User))
rules.add_perm("accounts.change_user", is_administrator & is_someone_else)
rules.add_perm("accounts.view_role", is_overseer & sees(Role))
rules.add_perm("accounts.view_invitation", is_overseer & sees(Invitation))

"""Verbs on accounts, teams and invitations."""

import rules

from .access import holds, holds_nationally
from .models import RoleName

is_administrator = holds_nationally(RoleName.ADMINISTRATOR)
is_national = holds_nationally(RoleName.MODERATOR, RoleName.AUDITOR, RoleName.ADMINISTRATOR)
leads_team = holds(RoleName.LEAD, team="team")

rules.add_perm("accounts.use_admin", is_national)

"""Verbs on emails and suppressions: administrators see them, and decide about what is held or failed."""

import rules

from coproduce.accounts.access import Person, holds_nationally
from coproduce.accounts.models import RoleName

from .models import Email, Status

is_administrator = holds_nationally(RoleName.ADMINISTRATOR)


@rules.predicate
def awaits_decision(user: Person, email: Email | None) -> bool:
    return email is None or email.status in {Status.HELD, Status.FAILED}


rules.add_perm("outbox.view_email", is_administrator)
rules.add_perm("outbox.change_email", is_administrator & awaits_decision)
rules.add_perm("outbox.view_suppression", is_administrator)
rules.add_perm("outbox.change_suppression", is_administrator)

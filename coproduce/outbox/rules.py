"""Verbs on emails and suppressions: administrators see them, and decide about what is held or failed."""

import rules
from rules import predicate

from coproduce.accounts.access import Person, holds_nationally
from coproduce.accounts.models import RoleName

from .models import Email, Status, Suppression

is_administrator = holds_nationally(RoleName.ADMINISTRATOR)


@predicate  # type: ignore[untyped-decorator]
def awaits_decision(user: Person, email: Email | None) -> bool:
    return email is None or email.status in {Status.HELD, Status.FAILED}


@predicate  # type: ignore[untyped-decorator]
def is_open(user: Person, suppression: Suppression | None) -> bool:
    return suppression is None or suppression.until is None


rules.add_perm("outbox.view_email", is_administrator)
rules.add_perm("outbox.change_email", is_administrator & awaits_decision)
rules.add_perm("outbox.view_suppression", is_administrator)
rules.add_perm("outbox.change_suppression", is_administrator & is_open)

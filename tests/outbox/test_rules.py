"""Permission x person x state: administrators alone, and only where there is something to decide."""

import pytest

from coproduce.accounts.models import User
from coproduce.outbox import operations
from coproduce.outbox.models import Email, Status
from tests.factories.outbox import email, suppression

pytestmark = pytest.mark.django_db

OTHERS = ["auditor", "moderator", "lead", "officer", "reader", "organisation_lead", "newcomer"]
TABLE = {
    Status.QUEUED: (True, False),
    Status.CLAIMED: (True, False),
    Status.IN_DOUBT: (True, False),
    Status.HELD: (True, True),
    Status.FAILED: (True, True),
    Status.SENT: (True, False),
    Status.LAPSED: (True, False),
    Status.SUPPRESSED: (True, False),
    Status.ABORTED: (True, False),
}


@pytest.mark.parametrize("status", list(Status))
def test_an_administrator_sees_all_and_decides_about_what_waits(administrator: User, status: Status) -> None:
    row = Email(status=status)
    verbs = ("outbox.view_email", "outbox.change_email")
    assert tuple(administrator.has_perm(verb, row) for verb in verbs) == TABLE[status]


@pytest.mark.parametrize("person", OTHERS)
@pytest.mark.parametrize(
    "verb",
    ["view_email", "change_email", "add_email", "delete_email", "view_suppression", "change_suppression"],
)
def test_nobody_else_may_do_anything(person: str, verb: str, request: pytest.FixtureRequest) -> None:
    user: User = request.getfixturevalue(person)
    row = email(status=Status.HELD) if verb.endswith("email") else suppression("una@example.org")
    assert not user.has_perm(f"outbox.{verb}", row)
    assert not user.has_perm(f"outbox.{verb}")


@pytest.mark.parametrize("verb", ["add_email", "delete_email", "add_suppression", "delete_suppression"])
def test_nobody_adds_or_deletes_by_hand(administrator: User, verb: str) -> None:
    assert not administrator.has_perm(f"outbox.{verb}")


def test_a_suppression_that_is_over_cannot_be_lifted(administrator: User) -> None:
    open_one, over = suppression("una@example.org"), suppression("tam@example.org")
    operations.lift(over)
    over.refresh_from_db()
    assert administrator.has_perm("outbox.change_suppression", open_one)
    assert not administrator.has_perm("outbox.change_suppression", over)

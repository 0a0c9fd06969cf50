"""One table: who may use which verb on a participant, on involvement and on coverage, here and elsewhere."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model

from participants.models import Participant
from partnerships.models import Engagement, Partnership, StrategicPlan
from tests.factories.participants import InvolvementFactory
from tests.factories.partnerships import EngagementFactory, StrategicPlanFactory

EVERYONE = {
    "anonymous",
    "newcomer",
    "reader",
    "officer",
    "lead",
    "officer_elsewhere",
    "member",
    "editor",
    "organisation_lead",
    "moderator",
    "auditor",
    "administrator",
}
OVERSIGHT = {"auditor", "administrator"}
TEAM = {"reader", "officer", "lead"}
OFFICERS = {"officer", "lead"}
#: Permission, what it is asked of, and who has it.
TABLE = [
    ("view_participant", "participant", TEAM | OVERSIGHT),
    ("enrol_participant", "participant", OFFICERS),
    ("edit_participant", "participant", OFFICERS),
    ("find_participant", "participant", OFFICERS),
    ("disclose_participant", "participant", OFFICERS),
    ("correct_participant", "participant", OFFICERS),
    ("review_disclosures", "participant", {"lead"}),
    ("change_participant", "participant", set()),
    ("delete_participant", "participant", set()),
    ("view_involvement", "engagement", TEAM | OVERSIGHT),
    ("view_involvement", "involvement", TEAM | OVERSIGHT),
    ("invite_involvement", "engagement", OFFICERS),
    ("record_involvement", "engagement", OFFICERS),
    ("record_involvement", "involvement", OFFICERS),
    ("change_involvement", "involvement", set()),
    ("view_identity", "participant", set()),
    ("view_coverage", "plan", TEAM | OVERSIGHT),
    ("view_expense", "participant", OFFICERS),
    ("record_expense", "participant", OFFICERS),
    ("record_expense", "engagement", OFFICERS),
    ("approve_expense", "participant", OFFICERS),
    ("pay_expense", "participant", {"lead"}),
    ("link_participant", "participant", OFFICERS),
    ("record_capacity", "participant", OFFICERS),
    ("view_capacity_sums", "partnership", TEAM | OVERSIGHT),
    ("set_aside_coverage", "plan", OFFICERS),
    ("record_agreement", "participant", OFFICERS),
    ("ask_to_forget_participant", "participant", OFFICERS),
    ("forget_participant", "participant", {"lead"}),
    ("copy_participant", "participant", {"lead"}),
    ("set_retention", "partnership", {"lead"}),
    ("view_equality", "partnership", OFFICERS | OVERSIGHT),
]
#: Without a row: somewhere at all. The officer of the other partnership may there.
SOMEWHERE = [
    ("view_participant", TEAM | OVERSIGHT | {"officer_elsewhere"}),
    ("enrol_participant", OFFICERS | {"officer_elsewhere"}),
    ("find_participant", OFFICERS | {"officer_elsewhere"}),
    ("view_involvement", TEAM | OVERSIGHT | {"officer_elsewhere"}),
    ("review_disclosures", {"lead"}),
    ("view_expense", OFFICERS | {"officer_elsewhere"}),
    ("view_expense_report", OFFICERS | {"officer_elsewhere"}),
    ("set_expense_rate", {"lead"}),
]


@pytest.fixture
def rows(agnes: Participant, fife: Partnership) -> dict[str, Model]:
    engagement: Engagement = EngagementFactory(partnership=fife, published=True)
    plan: StrategicPlan = StrategicPlanFactory(partnership=fife)
    involvement = InvolvementFactory(participant=agnes, engagement=engagement)
    return {
        "partnership": fife,
        "participant": agnes,
        "engagement": engagement,
        "plan": plan,
        "involvement": involvement,
    }


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> dict[str, Any]:
    signed_in = {name: request.getfixturevalue(name) for name in EVERYONE - {"anonymous"}}
    return {"anonymous": AnonymousUser(), **signed_in}


@pytest.mark.parametrize(("permission", "row", "expected"), TABLE)
def test_who_may_use_the_verb_on_the_row(
    cast: dict[str, Any], rows: dict[str, Model], permission: str, row: str, expected: set[str]
) -> None:
    asked = f"participants.{permission}"
    assert {name for name, user in cast.items() if user.has_perm(asked, rows[row])} == expected


@pytest.mark.parametrize(("permission", "expected"), SOMEWHERE)
def test_who_may_use_the_verb_somewhere(cast: dict[str, Any], permission: str, expected: set[str]) -> None:
    assert {name for name, user in cast.items() if user.has_perm(f"participants.{permission}")} == expected

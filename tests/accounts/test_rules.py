"""Permission x person x row, as one table."""

import pytest

from coproduce.accounts.models import Invitation, Role, RoleName, Team, User
from partnerships.models import Organisation, Partnership
from tests.factories.accounts import holder, invitation

WORKING = (
    "reader officer lead officer_elsewhere member editor organisation_lead moderator auditor administrator"
)
PEOPLE = (*WORKING.split(), "newcomer")

#: Who may, of the people above; the row is Fife's, unless it says organisation's.
TABLE = {
    "use_admin": "moderator auditor administrator",
    "view_team": "reader officer lead auditor administrator",
    "view_team organisation": "member editor organisation_lead auditor administrator",
    "invite_to_team": "lead administrator",
    "invite_to_team organisation": "organisation_lead administrator",
    "end_role": "lead administrator",
    "end_role organisation": "organisation_lead administrator",
    "revoke_invitation": "lead administrator",
    "revoke_invitation organisation": "organisation_lead administrator",
    "view_user": "auditor administrator",
    "change_user": "administrator",
    "view_role": "auditor administrator",
    "view_invitation": "auditor administrator",
    "add_role": "",
    "change_role": "",
    "delete_role": "",
    "delete_user": "",
    "add_team": "",
}


@pytest.fixture
def rows(fife: Partnership, organisation: Organisation) -> dict[str, Team | Role | Invitation | User]:
    made: dict[str, Team | Role | Invitation | User] = {}
    for suffix, team in (("", fife.team), (" organisation", organisation.team)):
        someone = holder(RoleName.LEAD, team)
        made |= {"team" + suffix: team, "user" + suffix: someone, "role" + suffix: someone.roles.get()}
        made["invitation" + suffix] = invitation(team)
    return made


@pytest.mark.parametrize("person", PEOPLE)
def test_who_may_do_what(
    person: str, rows: dict[str, Team | Role | Invitation | User], request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(person)
    found = {verb: user.has_perm(f"accounts.{verb.split()[0]}", row_for(verb, rows)) for verb in TABLE}
    assert found == {verb: person in who.split() for verb, who in TABLE.items()}


def row_for(
    verb: str, rows: dict[str, Team | Role | Invitation | User]
) -> Team | Role | Invitation | User | None:
    noun = verb.rpartition("_")[2]
    return rows.get(noun)


def test_administrators_do_not_close_the_account_they_use(administrator: User) -> None:
    assert not administrator.has_perm("accounts.change_user", administrator)


@pytest.mark.parametrize(
    ("verb", "who"),
    [
        ("view_team", WORKING),
        ("invite_to_team", "lead organisation_lead administrator"),
    ],
)
def test_without_a_row_it_is_asked_of_any(verb: str, who: str, request: pytest.FixtureRequest) -> None:
    may = [person for person in PEOPLE if request.getfixturevalue(person).has_perm(f"accounts.{verb}")]
    assert may == who.split()

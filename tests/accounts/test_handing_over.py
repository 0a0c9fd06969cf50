"""Handing over a team: another lead begins as this one ends, and nobody is left without one."""

import datetime as dt

import pytest

from coproduce.accounts import roles
from coproduce.accounts.models import Role, RoleName, User
from coproduce.accounts.roles import RoleError
from partnerships.models import Organisation
from tests.conftest import ClientOf
from tests.factories.accounts import holder

pytestmark = pytest.mark.django_db


def address(user: User, verb: str = "hand-over") -> str:
    return f"/roles/{user.roles.get().pk}/{verb}/"


def held(user: User) -> list[str]:
    return [role.name for role in Role.objects.current().filter(user=user)]


def test_a_lead_hands_over_to_a_member_in_one_step(
    organisation_lead: User, member: User, today: dt.date
) -> None:
    old = organisation_lead.roles.get()
    new = roles.hand_over(old, to=member, by=organisation_lead, today=today)
    assert (new.name, new.since, new.granted_by) == (RoleName.LEAD, today, organisation_lead)
    assert (old.until, old.ended_by) == (today, organisation_lead)
    assert (held(member), held(organisation_lead)) == (["lead"], [])


def test_the_new_lead_holds_one_role_and_the_old_one_stays_in_the_record(
    organisation_lead: User, editor: User, organisation: Organisation, today: dt.date
) -> None:
    roles.hand_over(organisation_lead.roles.get(), to=editor, by=organisation_lead, today=today)
    assert organisation.team.roles.filter(until=None).count() == 1
    assert organisation.team.roles.past().count() == 2


def test_handing_over_to_another_lead_ends_the_own_role_alone(
    organisation_lead: User, organisation: Organisation, today: dt.date
) -> None:
    other = holder(RoleName.LEAD, organisation.team)
    roles.hand_over(organisation_lead.roles.get(), to=other, by=organisation_lead, today=today)
    assert (held(other), other.roles.count()) == (["lead"], 1)


@pytest.mark.parametrize("name", ["newcomer", "officer", "organisation_lead"])
def test_it_is_handed_to_nobody_outside_the_team_nor_to_oneself(
    name: str, organisation_lead: User, today: dt.date, request: pytest.FixtureRequest
) -> None:
    to = request.getfixturevalue(name)
    with pytest.raises(RoleError, match="is not in Fife Voluntary Action"):
        roles.hand_over(organisation_lead.roles.get(), to=to, by=organisation_lead, today=today)
    assert held(organisation_lead) == ["lead"]


def test_who_leaves_soon_takes_nothing_over(organisation_lead: User, member: User, today: dt.date) -> None:
    Role.objects.filter(user=member).update(until=today + dt.timedelta(days=2))
    with pytest.raises(RoleError, match="Choose somebody who is"):
        roles.hand_over(organisation_lead.roles.get(), to=member, by=organisation_lead, today=today)


def test_a_member_has_nothing_to_hand_over(
    organisation_lead: User, member: User, editor: User, today: dt.date
) -> None:
    with pytest.raises(RoleError, match="nothing to hand over"):
        roles.hand_over(member.roles.get(), to=editor, by=organisation_lead, today=today)


def test_what_is_handed_over_is_not_handed_over_again(
    organisation_lead: User, member: User, editor: User, today: dt.date
) -> None:
    old = organisation_lead.roles.get()
    roles.hand_over(old, to=member, by=organisation_lead, today=today)
    with pytest.raises(RoleError, match="nothing to hand over"):
        roles.hand_over(old, to=editor, by=organisation_lead, today=today)
    assert held(editor) == ["editor"]


# --- Pages ---
def test_the_last_lead_is_offered_to_hand_over(
    client_of: ClientOf, organisation_lead: User, member: User
) -> None:
    page = client_of(organisation_lead).get(address(organisation_lead, "end"), follow=True)
    words = page.content.decode()
    assert "Mairi Member, member" in words
    assert "Oona Lead" in words


def test_one_of_two_leads_is_asked_whether_to_end(
    client_of: ClientOf, organisation_lead: User, organisation: Organisation
) -> None:
    holder(RoleName.LEAD, organisation.team)
    page = client_of(organisation_lead).get(address(organisation_lead, "end")).content.decode()
    assert "End the role of Oona Lead?" in page


def test_the_page_hands_over_and_the_old_lead_leaves_the_team(
    client_of: ClientOf, organisation_lead: User, member: User
) -> None:
    client, where = client_of(organisation_lead), address(organisation_lead)
    answer = client.post(where, {"to": member.roles.get().pk}, follow=True)
    assert "Mairi Member is now lead of Fife Voluntary Action" in answer.content.decode()
    assert (held(member), held(organisation_lead)) == (["lead"], [])


def test_an_administrator_hands_over_for_a_lead_who_has_gone(
    client_of: ClientOf, administrator: User, organisation_lead: User, editor: User
) -> None:
    answer = client_of(administrator).post(address(organisation_lead), {"to": editor.roles.get().pk})
    assert answer.headers["Location"] == f"/teams/{editor.roles.first().team_id}/"  # type: ignore[union-attr]
    assert held(editor) == ["lead"]


@pytest.mark.parametrize(
    ("to", "words"),
    [("", "Choose who takes over"), ("0", "Choose somebody who is"), ("x", "Choose somebody who is")],
)
def test_who_takes_over_is_chosen_from_the_team(
    to: str, words: str, client_of: ClientOf, organisation_lead: User, member: User
) -> None:
    answer = client_of(organisation_lead).post(address(organisation_lead), {"to": to})
    assert words in answer.content.decode()
    assert held(organisation_lead) == ["lead"]


def test_a_role_of_another_team_takes_nothing_over(
    client_of: ClientOf, organisation_lead: User, member: User, officer: User
) -> None:
    answer = client_of(organisation_lead).post(address(organisation_lead), {"to": officer.roles.get().pk})
    assert "Choose somebody who is in the team" in answer.content.decode()


def test_a_lead_alone_is_told_to_invite_someone_first(client_of: ClientOf, organisation_lead: User) -> None:
    page = client_of(organisation_lead).get(address(organisation_lead)).content.decode()
    assert "Nobody else is in the team" in page
    assert "/invite/" in page


@pytest.mark.parametrize(
    ("name", "status"),
    [("member", 403), ("editor", 403), ("newcomer", 404), ("lead", 404), ("auditor", 403)],
)
def test_others_do_not_hand_over(
    name: str, status: int, client_of: ClientOf, organisation_lead: User, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(name))
    assert client.get(address(organisation_lead)).status_code == status
    assert client.post(address(organisation_lead)).status_code == status

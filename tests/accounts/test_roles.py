"""Granting and ending roles."""

import datetime as dt

import pytest

from coproduce.accounts import roles
from coproduce.accounts.models import Role, RoleName, User
from coproduce.accounts.roles import RoleError
from partnerships.models import Organisation, Partnership
from tests.factories.accounts import holder

pytestmark = pytest.mark.django_db


def test_a_role_is_held_from_the_day_it_is_granted(
    newcomer: User, lead: User, fife: Partnership, today: dt.date
) -> None:
    role = roles.grant(newcomer, team=fife.team, name=RoleName.READER, by=lead, today=today)
    assert (role.since, role.until, role.granted_by) == (today, None, lead)


def test_a_new_role_takes_the_place_of_the_old(
    reader: User, lead: User, fife: Partnership, today: dt.date
) -> None:
    roles.grant(reader, team=fife.team, name=RoleName.OFFICER, by=lead, today=today)
    old, new = reader.roles.order_by("pk")
    assert (old.name, old.until, old.ended_by) == (RoleName.READER, today, lead)
    assert (new.name, new.until) == (RoleName.OFFICER, None)


def test_granting_what_someone_has_changes_nothing(
    reader: User, lead: User, fife: Partnership, today: dt.date
) -> None:
    held = reader.roles.get()
    assert roles.grant(reader, team=fife.team, name=RoleName.READER, by=lead, today=today) == held
    assert reader.roles.count() == 1


def test_a_role_outside_the_ladder_is_refused(newcomer: User, fife: Partnership, today: dt.date) -> None:
    with pytest.raises(RoleError, match="Moderator is not a role in Fife"):
        roles.grant(newcomer, team=fife.team, name=RoleName.MODERATOR, by=None, today=today)


def test_ending_a_role_keeps_its_dates(reader: User, lead: User, today: dt.date) -> None:
    role = roles.end(reader.roles.get(), by=lead, today=today)
    assert (role.until, role.ended_by) == (today, lead)
    assert not Role.objects.current().filter(user=reader).exists()


def test_ending_a_role_again_changes_nothing(
    reader: User, lead: User, administrator: User, today: dt.date
) -> None:
    roles.end(reader.roles.get(), by=lead, today=today)
    again = roles.end(reader.roles.get(), by=administrator, today=today + dt.timedelta(days=9))
    assert again.until == today
    assert reader.roles.get().ended_by == lead


def test_the_last_lead_of_a_team_stays(lead: User, administrator: User, today: dt.date) -> None:
    with pytest.raises(RoleError, match="Lorna Lead is the only lead of Fife"):
        roles.end(lead.roles.get(), by=administrator, today=today)
    assert lead.roles.get().until is None


def test_the_last_lead_does_not_step_down_either(lead: User, fife: Partnership, today: dt.date) -> None:
    with pytest.raises(RoleError, match="only lead"):
        roles.grant(lead, team=fife.team, name=RoleName.READER, by=lead, today=today)
    assert lead.roles.get().until is None


def test_one_of_two_leads_may_go(lead: User, fife: Partnership, today: dt.date) -> None:
    other = holder(RoleName.LEAD, fife.team)
    roles.end(lead.roles.get(), by=other, today=today)
    with pytest.raises(RoleError):
        roles.end(other.roles.get(), by=lead, today=today)


def test_a_lead_who_leaves_tomorrow_does_not_count_as_one_who_stays(
    lead: User, fife: Partnership, today: dt.date
) -> None:
    leaving = holder(RoleName.LEAD, fife.team)
    Role.objects.filter(user=leaving).update(until=today + dt.timedelta(days=1))
    with pytest.raises(RoleError):
        roles.end(lead.roles.get(), by=leaving, today=today)


def test_the_last_administrator_stays(administrator: User, today: dt.date) -> None:
    with pytest.raises(RoleError, match="only administrator"):
        roles.end(administrator.roles.get(), by=administrator, today=today)


@pytest.mark.parametrize(
    ("person", "own", "elsewhere", "national"),
    [
        ("reader", 0, 0, 0),
        ("officer", 0, 0, 0),
        ("lead", 3, 0, 0),
        ("organisation_lead", 0, 0, 0),
        ("moderator", 0, 0, 0),
        ("auditor", 0, 0, 0),
        ("administrator", 3, 3, 3),
        ("newcomer", 0, 0, 0),
    ],
)
def test_nobody_grants_above_or_outside_their_own_role(
    person: str, own: int, elsewhere: int, national: int, fife: Partnership, dundee: Partnership,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    user = request.getfixturevalue(person)
    national_team = request.getfixturevalue("national_team")
    found = [len(roles.grantable(user, team)) for team in (fife.team, dundee.team, national_team)]
    assert found == [own, elsewhere, national]


def test_the_lead_of_an_organisation_grants_its_own_roles(
    organisation_lead: User, organisation: Organisation, other_organisation: Organisation
) -> None:
    assert roles.grantable(organisation_lead, organisation.team) == organisation.team.ladder
    assert roles.grantable(organisation_lead, other_organisation.team) == ()

"""Accounts, teams, dated roles and invitations as rows: what the database itself holds to."""

import datetime as dt
from typing import Any, cast

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone
from pytest_django import Settings

from coproduce import settings as in_earnest
from coproduce.accounts.models import Invitation, Role, RoleName, Team, TeamKind, User
from partnerships.models import Organisation, Partnership
from tests.factories.accounts import PASSWORD, account, give, invitation, team

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("since", "until", "held"),
    [
        (0, None, True),
        (-1, 1, True),
        (-1, 0, False),
        (0, 0, False),
        (1, None, False),
    ],
)
def test_a_role_is_held_from_its_first_day_to_before_its_last(
    since: int, until: int | None, held: bool, today: dt.date
) -> None:
    """The days are counted from today."""
    role = give(account(), RoleName.READER, team(), since=today + since * DAY)
    Role.objects.filter(pk=role.pk).update(until=None if until is None else today + until * DAY)
    assert Role.objects.current().exists() is held
    assert Role.objects.past().exists() is (until is not None and until <= 0)
    assert bool(User.objects.get(pk=role.user_id).current_roles) is held


def test_a_closed_account_holds_no_role() -> None:
    user = account()
    give(user, RoleName.READER, team())
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert not User.objects.get(pk=user.pk).current_roles


def test_nobody_holds_two_roles_in_one_team() -> None:
    user, where = account(), team()
    give(user, RoleName.READER, where)
    with pytest.raises(IntegrityError, match="one_open_role_per_team"), transaction.atomic():
        give(user, RoleName.LEAD, where)


def test_a_role_does_not_end_before_it_starts(today: dt.date) -> None:
    role = give(account(), RoleName.READER, team(), since=today)
    with pytest.raises(IntegrityError, match="role_ends_after_it_starts"), transaction.atomic():
        Role.objects.filter(pk=role.pk).update(until=today - DAY)


def test_a_role_is_never_deleted() -> None:
    role = give(account(), RoleName.READER, team())
    with pytest.raises(InternalError, match="Cannot delete"), transaction.atomic():
        Role.objects.filter(pk=role.pk).delete()


def test_a_role_belongs_to_the_ladder_of_its_team() -> None:
    role = Role(user=account(), team=team(TeamKind.ORGANISATION), name=RoleName.OFFICER)
    with pytest.raises(ValidationError, match="Engagement officer is not a role in"):
        role.full_clean()


def test_there_is_one_national_team() -> None:
    assert Team.objects.national() == Team.objects.national()
    with pytest.raises(IntegrityError, match="one_national_team"), transaction.atomic():
        Team.objects.create(kind=TeamKind.NATIONAL, name="Another")


def test_an_address_is_stored_in_lower_case() -> None:
    assert User.objects.create_user(" Isla@Example.ORG ").email == "isla@example.org"
    with pytest.raises(IntegrityError, match="email_is_lower_case"), transaction.atomic():
        User.objects.create(email="Isla@example.com")


def test_the_login_finds_the_account_whatever_the_case() -> None:
    user = User.objects.create_user("isla@example.org")
    assert User.objects.get_by_natural_key("ISLA@example.org") == user


def test_a_password_is_hashed_with_argon2_at_its_full_strength(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = in_earnest.PASSWORD_HASHERS
    user = account(password=PASSWORD)
    assert user.password.startswith("argon2$argon2id$v=19$m=102400,t=2,p=8$")
    assert user.check_password(PASSWORD)


def test_an_account_without_a_name_goes_by_its_address() -> None:
    assert str(User(email="isla@example.org")) == "isla@example.org"
    assert User(email="isla@example.org", name="Isla Example").get_full_name() == "Isla Example"


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"accepted_at": dt.datetime(2027, 3, 1, tzinfo=dt.UTC)}, "accepted_by_iff_accepted_at"),
        ({"email": "Isla@example.org"}, "invitation_email_is_lower_case"),
    ],
)
def test_an_invitation_is_whole(changes: dict[str, object], constraint: str) -> None:
    made = invitation(team())
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Invitation.objects.filter(pk=made.pk).update(**changes)


def test_an_invitation_is_not_both_accepted_and_taken_back() -> None:
    made, now = invitation(team()), timezone.now()
    with pytest.raises(IntegrityError, match="not_both_accepted_and_revoked"), transaction.atomic():
        Invitation.objects.filter(pk=made.pk).update(accepted_at=now, accepted_by=account(), revoked_at=now)


def test_history_keeps_who_held_what_and_no_personal_data(lead: User) -> None:
    made = lead.roles.get()
    assert cast(Any, made).events.get().name == RoleName.LEAD
    kept = {field.name for field in cast(Any, lead).events.model._meta.get_fields()}
    assert not kept & {"email", "name", "password"}


def test_members_see_their_own_team_and_no_other(
    reader: User, fife: Partnership, dundee: Partnership
) -> None:
    assert list(Team.objects.visible_to(reader)) == [fife.team]
    assert not Team.objects.visible_to(AnonymousUser()).exists()


def test_moderators_see_the_national_team_only(moderator: User, fife: Partnership) -> None:
    assert [seen.kind for seen in Team.objects.visible_to(moderator)] == [TeamKind.NATIONAL]


@pytest.mark.parametrize("person", ["auditor", "administrator"])
def test_overseers_see_every_team(
    person: str, fife: Partnership, organisation: Organisation, request: pytest.FixtureRequest
) -> None:
    seen = set(Team.objects.visible_to(request.getfixturevalue(person)))
    assert {fife.team, organisation.team} <= seen


def test_colleagues_see_each_other_even_after_someone_left(reader: User, lead: User, today: dt.date) -> None:
    role = lead.roles.get()
    Role.objects.filter(pk=role.pk).update(until=today)
    assert lead in User.objects.visible_to(reader)
    assert role in Role.objects.visible_to(reader)


def test_people_of_other_teams_are_not_seen(reader: User, officer_elsewhere: User, newcomer: User) -> None:
    assert officer_elsewhere not in User.objects.visible_to(reader)
    assert list(User.objects.visible_to(newcomer)) == [newcomer]
    assert not Role.objects.visible_to(reader).filter(user=officer_elsewhere).exists()


def test_teams_are_counted_by_who_is_there_today(
    fife: Partnership, reader: User, lead: User, today: dt.date
) -> None:
    Role.objects.filter(user=lead).update(until=today)
    counted: Any = Team.objects.with_numbers().get(pk=fife.team_id)
    assert counted.people == 1


def test_only_work_for_partnerships_and_nationally_needs_a_second_step(
    reader: User, member: User, moderator: User, newcomer: User
) -> None:
    needing = [user.needs_second_factor for user in (reader, member, moderator, newcomer)]
    assert needing == [True, False, True, False]

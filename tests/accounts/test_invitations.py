"""Inviting, accepting, taking back; and two who accept at one moment."""

import datetime as dt
from hashlib import sha256

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from coproduce.accounts import invitations
from coproduce.accounts.invitations import InvitationError, Issued, WrongPersonError
from coproduce.accounts.models import Invitation, Role, RoleName, Team, User
from partnerships.models import Partnership
from tests.accounts.conftest import Mails
from tests.factories.accounts import account, give, team
from tests.threads import at_once

ADDRESS = "una@example.org"


def issue(where: Team, by: User | None, *, role: str = RoleName.READER, email: str = ADDRESS) -> Issued:
    return invitations.issue(Invitation(email=email, team=where, role=role), by=by, now=timezone.now())


def token_of(issued: Issued) -> str:
    return issued.link.rstrip("/").rpartition("/")[2]


def test_the_link_is_in_the_mail_and_only_its_hash_in_the_table(
    lead: User, fife: Partnership, mails: Mails
) -> None:
    issued = issue(fife.team, lead)
    assert issued.link in mails(ADDRESS)[0].text
    assert issued.invitation.token_hash == sha256(token_of(issued).encode()).hexdigest()
    assert token_of(issued) not in str(Invitation.objects.values_list().get())


def test_the_subject_of_the_mail_names_no_team(lead: User, fife: Partnership, mails: Mails) -> None:
    issue(fife.team, lead)
    assert mails(ADDRESS)[0].subject == "An invitation to Coproduce"


def test_an_invitation_is_good_for_seven_days(lead: User, fife: Partnership, mails: Mails) -> None:
    made = issue(fife.team, lead).invitation
    assert made.expires_at - made.created_at == dt.timedelta(days=7)
    assert mails(ADDRESS)[0].expires_at == made.expires_at
    assert not invitations.refusal(made, made.expires_at - dt.timedelta(seconds=1))
    assert "run out" in invitations.refusal(made, made.expires_at)


def test_accepting_grants_the_role(lead: User, fife: Partnership, now: dt.datetime) -> None:
    made, una = issue(fife.team, lead).invitation, account(ADDRESS)
    role = invitations.accept(made, by=una, now=now)
    assert (role.name, role.team, role.granted_by) == (RoleName.READER, fife.team, lead)
    made.refresh_from_db()
    assert (made.accepted_at, made.accepted_by) == (now, una)


def test_an_invitation_works_once(lead: User, fife: Partnership, now: dt.datetime) -> None:
    made, una = issue(fife.team, lead).invitation, account(ADDRESS)
    invitations.accept(made, by=una, now=now)
    with pytest.raises(InvitationError, match="used already"):
        invitations.accept(made, by=una, now=now)


def test_an_invitation_is_for_its_address_alone(
    lead: User, fife: Partnership, newcomer: User, now: dt.datetime
) -> None:
    made = issue(fife.team, lead).invitation
    with pytest.raises(WrongPersonError, match=ADDRESS):
        invitations.accept(made, by=newcomer, now=now)
    assert not newcomer.roles.exists()


def test_an_unconfirmed_address_does_not_count(lead: User, fife: Partnership, now: dt.datetime) -> None:
    made, una = issue(fife.team, lead).invitation, account(ADDRESS)
    EmailAddress.objects.filter(user=una).update(verified=False)
    with pytest.raises(WrongPersonError):
        invitations.accept(made, by=una, now=now)


def test_the_case_of_the_address_does_not_matter(lead: User, fife: Partnership, now: dt.datetime) -> None:
    made = issue(fife.team, lead, email=" Una@Example.ORG ").invitation
    assert invitations.accept(made, by=account(ADDRESS), now=now).team == fife.team


def test_an_invitation_taken_back_is_refused(lead: User, fife: Partnership, now: dt.datetime) -> None:
    made = invitations.revoke(issue(fife.team, lead).invitation, now=now)
    with pytest.raises(InvitationError, match="taken back"):
        invitations.accept(made, by=account(ADDRESS), now=now)


def test_taking_back_twice_changes_nothing(lead: User, fife: Partnership, now: dt.datetime) -> None:
    made = invitations.revoke(issue(fife.team, lead).invitation, now=now)
    assert invitations.revoke(made, now=now + dt.timedelta(hours=1)).revoked_at == now


def test_what_was_accepted_cannot_be_taken_back(lead: User, fife: Partnership, now: dt.datetime) -> None:
    made = issue(fife.team, lead).invitation
    invitations.accept(made, by=account(ADDRESS), now=now)
    with pytest.raises(InvitationError, match="End their role instead"):
        invitations.revoke(made, now=now)


def test_a_newer_invitation_takes_the_place_of_the_older(
    lead: User, fife: Partnership, now: dt.datetime
) -> None:
    older, newer = issue(fife.team, lead).invitation, issue(fife.team, lead, role=RoleName.OFFICER).invitation
    older.refresh_from_db()
    assert invitations.refusal(older, now)
    assert not invitations.refusal(newer, now)


def test_an_invitation_to_another_team_stays(
    lead: User, administrator: User, fife: Partnership, now: dt.datetime
) -> None:
    first = issue(fife.team, lead).invitation
    issue(team(), administrator)
    first.refresh_from_db()
    assert not invitations.refusal(first, now)


@pytest.mark.parametrize(
    "person", ["reader", "officer", "officer_elsewhere", "moderator", "auditor", "newcomer"]
)
def test_those_who_grant_nothing_invite_nobody(
    person: str, fife: Partnership, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(InvitationError, match="You cannot invite anyone as reader"):
        issue(fife.team, request.getfixturevalue(person))


def test_a_lead_invites_nobody_to_a_national_role(lead: User, national_team: Team) -> None:
    with pytest.raises(InvitationError):
        issue(national_team, lead, role=RoleName.ADMINISTRATOR)


def test_who_has_the_role_is_not_invited_to_it(lead: User, fife: Partnership, reader: User) -> None:
    with pytest.raises(InvitationError, match="already"):
        issue(fife.team, lead, email=reader.email)


def test_accepting_a_higher_role_ends_the_lower(
    lead: User, fife: Partnership, reader: User, now: dt.datetime
) -> None:
    made = issue(fife.team, lead, role=RoleName.OFFICER, email=reader.email).invitation
    invitations.accept(made, by=reader, now=now)
    assert [role.name for role in Role.objects.current().filter(user=reader)] == [RoleName.OFFICER]


def test_the_last_lead_is_not_invited_out_of_the_role(
    lead: User, administrator: User, fife: Partnership, now: dt.datetime
) -> None:
    made = issue(fife.team, administrator, email=lead.email).invitation
    with pytest.raises(InvitationError, match="only lead"):
        invitations.accept(made, by=lead, now=now)
    made.refresh_from_db()
    assert made.accepted_at is None


def test_what_a_former_lead_sent_is_worth_nothing(lead: User, fife: Partnership, now: dt.datetime) -> None:
    made = issue(fife.team, lead).invitation
    Role.objects.filter(user=lead).update(until=timezone.localdate())
    with pytest.raises(InvitationError, match="can no longer invite"):
        invitations.accept(Invitation.objects.get(pk=made.pk), by=account(ADDRESS), now=now)


def test_a_made_up_link_leads_nowhere(db: None) -> None:
    assert invitations.found("0" * 43) is None


def test_a_rolled_back_invitation_sends_nothing(lead: User, fife: Partnership, mails: Mails) -> None:
    with pytest.raises(InvitationError):
        issue(fife.team, lead, role=RoleName.MODERATOR)
    assert not mails(ADDRESS)


@pytest.mark.django_db(transaction=True)
def test_of_many_who_accept_at_one_moment_one_succeeds(now: dt.datetime) -> None:
    where, una, boss = team(), account(ADDRESS), account()
    give(boss, RoleName.LEAD, where)
    made = issue(where, boss).invitation

    def accept() -> str:
        try:
            invitations.accept(made, by=una, now=now)
        except InvitationError:
            return "refused"
        return "granted"

    assert sorted(at_once(*[accept] * 6)) == ["granted"] + ["refused"] * 5
    assert una.roles.count() == 1

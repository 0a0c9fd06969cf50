"""Claims on organisations: who asks, who decides, and what role comes of it."""

import datetime as dt

import pytest

from coproduce.accounts.models import RoleName, User
from partnerships import claims
from partnerships.models import Claim, Organisation
from tests.factories.organisations import ClaimFactory
from tests.factories.partnerships import OrganisationFactory

pytestmark = pytest.mark.django_db


def role_in(organisation: Organisation, user: User) -> str:
    return organisation.team.roles.current().get(user=user).name


def test_asking_twice_makes_one_claim(organisation: Organisation, newcomer: User, now: dt.datetime) -> None:
    first = claims.claim(organisation, by=newcomer, statement="I work there.", now=now)
    assert claims.claim(organisation, by=newcomer, statement="Again.", now=now) == first
    assert Claim.objects.get().statement == "I work there."


def test_who_is_in_the_team_need_not_ask(organisation: Organisation, member: User, now: dt.datetime) -> None:
    with pytest.raises(claims.ClaimError, match="already"):
        claims.claim(organisation, by=member, statement="Me.", now=now)


def test_a_merged_entry_is_not_claimed(organisation: Organisation, newcomer: User, now: dt.datetime) -> None:
    duplicate = OrganisationFactory(merged_into=organisation)
    with pytest.raises(claims.ClaimError, match="merged"):
        claims.claim(duplicate, by=newcomer, statement="Me.", now=now)


def test_its_lead_lets_a_member_in(
    organisation: Organisation, organisation_lead: User, newcomer: User, now: dt.datetime
) -> None:
    made = ClaimFactory(organisation=organisation, user=newcomer)
    claims.approve(made, by=organisation_lead, now=now)
    assert role_in(organisation, newcomer) == RoleName.MEMBER
    assert (made.outcome, made.decided_by, made.decided_at) == ("approved", organisation_lead, now)


def test_the_first_person_of_an_organisation_becomes_its_lead(
    organisation: Organisation, administrator: User, newcomer: User, now: dt.datetime
) -> None:
    claims.approve(ClaimFactory(organisation=organisation, user=newcomer), by=administrator, now=now)
    assert role_in(organisation, newcomer) == RoleName.LEAD


def test_an_administrator_makes_no_second_lead(
    organisation: Organisation, organisation_lead: User, administrator: User, newcomer: User, now: dt.datetime
) -> None:
    claims.approve(ClaimFactory(organisation=organisation, user=newcomer), by=administrator, now=now)
    assert role_in(organisation, newcomer) == RoleName.MEMBER


def test_approving_takes_no_role_from_who_was_let_in_meanwhile(
    organisation: Organisation, editor: User, organisation_lead: User, now: dt.datetime
) -> None:
    claims.approve(ClaimFactory(organisation=organisation, user=editor), by=organisation_lead, now=now)
    assert role_in(organisation, editor) == RoleName.EDITOR


def test_a_refusal_keeps_its_reason_and_gives_no_role(
    organisation: Organisation, organisation_lead: User, newcomer: User, now: dt.datetime
) -> None:
    made = ClaimFactory(organisation=organisation, user=newcomer)
    claims.refuse(made, by=organisation_lead, reason="We do not know you.", now=now)
    made.refresh_from_db()
    assert (made.outcome, made.reason) == ("refused", "We do not know you.")
    assert not newcomer.roles.exists()


def test_a_claim_is_decided_once(organisation_lead: User, administrator: User, now: dt.datetime) -> None:
    made = ClaimFactory()
    claims.refuse(made, by=organisation_lead, reason="No.", now=now)
    with pytest.raises(claims.ClaimError, match="already"):
        claims.approve(made, by=administrator, now=now)


def test_nobody_decides_about_themselves(administrator: User, now: dt.datetime) -> None:
    with pytest.raises(claims.ClaimError, match="your own"):
        claims.approve(ClaimFactory(user=administrator), by=administrator, now=now)


def test_who_was_refused_may_ask_again(
    organisation: Organisation, organisation_lead: User, newcomer: User, now: dt.datetime
) -> None:
    made = ClaimFactory(organisation=organisation, user=newcomer)
    claims.refuse(made, by=organisation_lead, reason="Who?", now=now)
    assert claims.claim(organisation, by=newcomer, statement="Your new cook.", now=now) != made

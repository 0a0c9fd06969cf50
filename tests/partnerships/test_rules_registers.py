"""Who may use which verb on organisations, claims, offers, merges and imports; roles that came or went."""

import datetime as dt

import pytest
from django.utils import timezone

from coproduce.accounts.models import RoleName, User
from partnerships.models import Organisation, Partnership
from partnerships.models.ties import ClaimOutcome
from tests.factories.accounts import account, give
from tests.factories.bodies import BodyFactory
from tests.factories.merging import MergeFactory, organisation_import
from tests.factories.organisations import ClaimFactory, PartnershipPartFactory, SupportOfferFactory

from .test_rules import CAST
from .test_rules_planning import (
    EVERYONE,
    KEEPER,
    NOBODY,
    OFFICERS,
    OVERSIGHT,
    People,
    everyone,
    who_may,
)

pytestmark = pytest.mark.django_db
THEIR_LEAD = {"organisation_lead"}
WRITERS = {"editor", *THEIR_LEAD}
MEMBERS = {"member", *WRITERS}


@pytest.fixture
def people(request: pytest.FixtureRequest, dundee: Partnership) -> People:
    return everyone(request, dundee)


def test_verbs_on_an_organisation(people: People, organisation: Organisation) -> None:
    table = {
        "view_organisation": EVERYONE,
        "change_organisation": THEIR_LEAD | KEEPER,
        "confirm_organisation": MEMBERS | KEEPER,
        "offer_support": WRITERS | KEEPER,
        "merge_organisation": KEEPER,
        "view_changes": MEMBERS | OVERSIGHT,
        "delete_organisation": NOBODY,
    }
    assert who_may(people, organisation, *table) == table


def test_verbs_on_another_organisation(people: People, other_organisation: Organisation) -> None:
    table = {
        "change_organisation": KEEPER,
        "confirm_organisation": KEEPER,
        "offer_support": KEEPER,
        "view_changes": OVERSIGHT,
    }
    assert who_may(people, other_organisation, *table) == table


@pytest.mark.parametrize("verb", ["change_organisation", "confirm_organisation"])
def test_of_any_organisation_at_all_only_administrators_may(people: People, verb: str) -> None:
    assert who_may(people, None, verb) == {verb: KEEPER}


def test_an_offer_is_read_by_everyone_and_written_by_its_organisation(
    people: People, organisation: Organisation
) -> None:
    offer = SupportOfferFactory(organisation=organisation)
    table = {"view_supportoffer": EVERYONE, "change_supportoffer": WRITERS | KEEPER}
    assert who_may(people, offer, *table) == table


@pytest.mark.parametrize("outcome", list(ClaimOutcome))
def test_a_claim_is_decided_by_the_lead_and_seen_by_who_made_it(
    people: People, organisation: Organisation, outcome: ClaimOutcome, newcomer: User
) -> None:
    decided = {"decided_at": timezone.now(), "decided_by": people["administrator"]}
    told = {} if outcome == ClaimOutcome.WAITING else decided
    claim = ClaimFactory(organisation=organisation, user=newcomer, outcome=outcome, **told)
    table = {
        "view_claim": {"newcomer"} | THEIR_LEAD | KEEPER,
        "decide_claim": THEIR_LEAD | KEEPER,
        "delete_claim": NOBODY,
    }
    assert who_may(people, claim, *table) == table


def test_a_part_in_a_partnership_is_the_officers(people: People, fife: Partnership) -> None:
    part = PartnershipPartFactory(partnership=fife)
    table = {
        "view_partnershippart": EVERYONE,
        "change_partnershippart": OFFICERS | KEEPER,
        "delete_partnershippart": NOBODY,
    }
    assert who_may(people, part, *table) == table


def test_a_merge_is_read_by_those_who_oversee_the_registers(people: People) -> None:
    table = {"view_merge": OVERSIGHT, "change_merge": NOBODY, "delete_merge": NOBODY}
    assert who_may(people, MergeFactory(), *table) == table


def test_files_of_organisations_are_for_administrators(people: People) -> None:
    row = organisation_import("name,kind\r\nFife Choir,community_group\r\n")
    table = {
        "import_organisations": KEEPER,
        "view_organisationimport": KEEPER,
        "change_organisationimport": NOBODY,
    }
    assert who_may(people, row, *table) == table


def test_the_cast_has_someone_in_every_role() -> None:
    assert {*CAST, "lead_elsewhere", "public"} == EVERYONE
    assert len(EVERYONE) == 13


@pytest.mark.parametrize(
    ("begins", "ends", "may"), [(0, 30, True), (-9, 1, True), (1, 30, False), (-9, 0, False)]
)
def test_a_role_counts_from_its_first_day_until_its_last(
    fife: Partnership, begins: int, ends: int, may: bool
) -> None:
    today, user = timezone.localdate(), account()
    role = give(user, RoleName.LEAD, fife.team, since=today + dt.timedelta(days=begins))
    role.until = today + dt.timedelta(days=ends)
    role.save()
    body = BodyFactory(partnership=fife)
    assert User.objects.get(pk=user.pk).has_perm("partnerships.change_body", body) is may


def test_a_closed_account_may_nothing_but_read(fife: Partnership, lead: User) -> None:
    lead.is_active = False
    lead.save()
    closed = User.objects.get(pk=lead.pk)
    body = BodyFactory(partnership=fife)
    verbs = ("change_body", "add_seat", "add_meeting")
    assert [closed.has_perm(f"partnerships.{verb}", body) for verb in verbs] == [False] * 3


def test_a_lead_of_two_partnerships_leads_both(fife: Partnership, dundee: Partnership, lead: User) -> None:
    give(lead, RoleName.LEAD, dundee.team)
    both = User.objects.get(pk=lead.pk)
    assert [both.has_perm("partnerships.lead_partnership", row) for row in (fife, dundee)] == [True] * 2


def test_a_lead_of_an_organisation_leads_no_partnership_with_the_same_word(
    organisation_lead: User, fife: Partnership
) -> None:
    verbs = ("lead_partnership", "keep_duties", "add_body", "assess_capacity")
    assert not any(organisation_lead.has_perm(f"partnerships.{verb}", fife) for verb in verbs)
    assert not any(organisation_lead.has_perm(f"partnerships.{verb}") for verb in verbs)


def test_an_officer_who_moves_to_another_partnership_takes_nothing_along(
    fife: Partnership, dundee: Partnership, officer: User
) -> None:
    officer.roles.update(until=timezone.localdate())
    give(officer, RoleName.OFFICER, dundee.team)
    moved = User.objects.get(pk=officer.pk)
    assert [moved.has_perm("partnerships.keep_duties", row) for row in (fife, dundee)] == [False, True]

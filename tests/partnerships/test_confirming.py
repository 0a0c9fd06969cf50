"""Entries of organisations: confirmed or stale, standing or merged, found by every name and number."""

import datetime as dt

import pytest

from coproduce.accounts.models import User
from partnerships import confirming, offering
from partnerships.models import Identifier, Organisation, OtherName
from tests.factories.organisations import PartnershipPartFactory, SupportOfferFactory
from tests.factories.partnerships import OrganisationFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 24)


def test_confirming_keeps_the_day_and_the_person(organisation: Organisation, member: User) -> None:
    before = organisation.changed_at
    confirming.confirm(organisation, by=member, today=DAY)
    organisation.refresh_from_db()
    assert (organisation.confirmed_on, organisation.confirmed_by) == (DAY, member)
    assert organisation.changed_at == before


def test_a_merged_entry_is_not_confirmed(organisation: Organisation, member: User) -> None:
    with pytest.raises(confirming.ConfirmingError, match="merged"):
        confirming.confirm(OrganisationFactory(merged_into=organisation), by=member, today=DAY)


@pytest.mark.parametrize(
    ("confirmed_on", "on", "is_stale"),
    [
        (None, DAY, True),
        (DAY, DAY, False),
        (dt.date(2025, 11, 25), DAY, False),
        (dt.date(2025, 11, 24), DAY, True),
        (dt.date(2027, 3, 1), dt.date(2028, 2, 29), False),
        (dt.date(2027, 2, 28), dt.date(2028, 2, 29), True),
    ],
)
def test_what_nobody_confirmed_for_twelve_months_is_stale(
    confirmed_on: dt.date | None, on: dt.date, is_stale: bool
) -> None:
    made = OrganisationFactory(confirmed_on=confirmed_on)
    assert made.is_stale(on) is Organisation.objects.stale(on).exists() is is_stale


def test_merged_entries_do_not_stand(organisation: Organisation) -> None:
    OrganisationFactory(merged_into=organisation)
    assert list(Organisation.objects.standing()) == [organisation]


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("gaidhlig", True),
        ("GÀIDHLIG", True),
        ("comunn fife", True),
        ("sc012345", True),
        ("sc01234", False),
        ("comunn dundee", False),
    ],
)
def test_other_names_and_numbers_find_an_organisation(
    words: str, is_found: bool, organisation: Organisation
) -> None:
    OtherName.objects.create(organisation=organisation, name="Comunn na Gàidhlig")
    Identifier.objects.create(organisation=organisation, scheme="oscr", value="SC012345")
    assert Organisation.objects.matching(words).exists() is is_found


def test_withdrawing_twice_keeps_the_first_day(editor: User) -> None:
    offer = SupportOfferFactory()
    offering.withdraw(offer, by=editor, today=DAY)
    offering.withdraw(offer, by=editor, today=DAY + dt.timedelta(days=3))
    offer.refresh_from_db()
    assert offer.withdrawn_on == DAY


def test_a_part_ends_on_a_day(officer: User) -> None:
    part = PartnershipPartFactory(since=DAY)
    offering.end_part(part, by=officer, until=DAY + dt.timedelta(days=1))
    part.refresh_from_db()
    assert part.is_current(DAY)
    assert not part.is_current(DAY + dt.timedelta(days=1))


def test_a_part_does_not_end_before_it_began(officer: User) -> None:
    with pytest.raises(offering.OfferingError, match="before"):
        offering.end_part(PartnershipPartFactory(since=DAY), by=officer, until=DAY - dt.timedelta(days=1))

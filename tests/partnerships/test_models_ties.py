"""Forms of numbers, names once an organisation, parts by their days, and claims by who reads them."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.accounts.models import User
from partnerships.models import Claim, Identifier, Organisation, OtherName, PartnershipPart, Scheme
from partnerships.models.ties import is_formed, tidied
from tests.factories.organisations import ClaimFactory, PartnershipPartFactory

DAY = dt.date(2026, 4, 1)


@pytest.mark.parametrize(
    ("scheme", "number"),
    [
        (Scheme.OSCR, "SC000001"),
        (Scheme.OSCR, "SC054321"),
        (Scheme.COMPANIES_HOUSE, "01234567"),
        (Scheme.COMPANIES_HOUSE, "SC123456"),
        (Scheme.COMPANIES_HOUSE, "SO300001"),
        (Scheme.COMPANIES_HOUSE, "CS001234"),
        (Scheme.COMPANIES_HOUSE, "IP12345R"),
        (Scheme.COMPANIES_HOUSE, "SP1234RS"),
        (Scheme.COMPANIES_HOUSE, "R0000123"),
        (Scheme.ODS, "SF1"),
        (Scheme.ODS, "S12345"),
        (Scheme.ODS, "ABCDEFGHIJ"),
    ],
)
def test_numbers_that_registers_give_are_taken(scheme: Scheme, number: str) -> None:
    assert is_formed(scheme, number)


@pytest.mark.parametrize(
    ("scheme", "number"),
    [
        (Scheme.OSCR, ""),
        (Scheme.OSCR, "SC12345"),
        (Scheme.OSCR, "SC1234567"),
        (Scheme.OSCR, "CS012345"),
        (Scheme.OSCR, "sc012345"),
        (Scheme.OSCR, "SC01234٥"),
        (Scheme.OSCR, "SC012345\n"),
        (Scheme.COMPANIES_HOUSE, "1234567"),
        (Scheme.COMPANIES_HOUSE, "123456789"),
        (Scheme.COMPANIES_HOUSE, "SCO12345"),
        (Scheme.COMPANIES_HOUSE, "١٢٣٤٥٦٧٨"),
        (Scheme.ODS, "S1"),
        (Scheme.ODS, "S1234567890"),
        (Scheme.ODS, "S-123"),
        (Scheme.ODS, "Ñ123"),
    ],
)
def test_numbers_that_no_register_gives_are_not(scheme: Scheme, number: str) -> None:
    assert not is_formed(scheme, number)


@pytest.mark.parametrize("typed", ["sc012345", " SC 012 345 ", "SC\u00a0012345", "Sc\t012345"])
def test_a_number_is_kept_as_its_register_writes_it(typed: str) -> None:
    row = Identifier(scheme=Scheme.OSCR, value=typed)
    row.clean()
    assert row.value == "SC012345"


@given(st.text(max_size=20))
@settings(max_examples=30, deadline=None)
def test_tidying_a_number_twice_changes_nothing_more(typed: str) -> None:
    assert tidied(tidied(typed)) == tidied(typed)


@pytest.mark.parametrize(
    ("scheme", "words"),
    [
        (Scheme.OSCR, "like SC012345"),
        (Scheme.COMPANIES_HOUSE, "like SC123456"),
        (Scheme.ODS, "like S12345"),
    ],
)
def test_a_wrong_number_is_told_with_an_example(scheme: Scheme, words: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Identifier(scheme=scheme, value="?").clean()
    assert words in refused.value.message_dict["value"][0]


@pytest.mark.django_db
def test_one_number_identifies_one_organisation(
    organisation: Organisation, other_organisation: Organisation
) -> None:
    Identifier.objects.create(organisation=organisation, scheme=Scheme.OSCR, value="SC012345")
    with pytest.raises(IntegrityError, match="one_organisation_an_identifier"), transaction.atomic():
        Identifier.objects.create(organisation=other_organisation, scheme=Scheme.OSCR, value="SC012345")
    found = Identifier.objects.of_others(other_organisation, Scheme.OSCR, ["SC012345", "SC999999"])
    assert [row.organisation for row in found] == [organisation]
    assert not Identifier.objects.of_others(organisation, Scheme.OSCR, ["SC012345"]).exists()


@pytest.mark.django_db
def test_another_name_is_there_once_whatever_its_capitals(organisation: Organisation) -> None:
    OtherName.objects.create(organisation=organisation, name="FVA")
    with pytest.raises(IntegrityError, match="one_other_name_once"), transaction.atomic():
        OtherName.objects.create(organisation=organisation, name="fva")


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "is_kept"), [(-1, False), (0, True), (1, True)])
def test_the_database_keeps_no_part_that_ends_before_it_begins(days: int, is_kept: bool) -> None:
    part = PartnershipPartFactory(since=DAY)
    try:
        with transaction.atomic():
            PartnershipPart.objects.update(until=DAY + dt.timedelta(days=days))
    except IntegrityError as refused:
        assert "partnership_part_ends_no_earlier" in str(refused)
    part.refresh_from_db()
    assert (part.until is not None) == is_kept


@pytest.mark.django_db
def test_a_part_that_never_held_is_told_on_no_day() -> None:
    PartnershipPartFactory(since=DAY, until=DAY)
    for on in (DAY - dt.timedelta(days=1), DAY, DAY + dt.timedelta(days=1)):
        assert PartnershipPart.objects.as_on(on) == ([], [], [])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "number"),
    [("newcomer", 1), ("organisation_lead", 1), ("administrator", 2), ("editor", 0), ("auditor", 0)],
)
def test_claims_are_read_by_who_made_them_and_who_decides(
    name: str, number: int, organisation: Organisation, newcomer: User, request: pytest.FixtureRequest
) -> None:
    ClaimFactory(organisation=organisation, user=newcomer)
    ClaimFactory()
    user = request.getfixturevalue(name)
    assert Claim.objects.visible_to(user).count() == number
    assert Claim.objects.to_decide(user).count() == (0 if user == newcomer else number)


@pytest.mark.django_db
def test_a_decided_claim_names_who_decided() -> None:
    ClaimFactory()
    with pytest.raises(IntegrityError, match="claim_decided_iff_by_someone"), transaction.atomic():
        Claim.objects.update(outcome="refused", decided_at=timezone.now())


@pytest.mark.django_db
def test_nobody_waits_twice_for_one_organisation(organisation: Organisation, newcomer: User) -> None:
    ClaimFactory(organisation=organisation, user=newcomer)
    with pytest.raises(IntegrityError, match="one_claim_waiting_a_person"), transaction.atomic():
        ClaimFactory(organisation=organisation, user=newcomer)

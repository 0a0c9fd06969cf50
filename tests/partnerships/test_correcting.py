"""Correcting an entry: all of it or nothing, and a clash told in words."""

import pytest

from coproduce.accounts.models import User
from partnerships import correcting
from partnerships.models import Identifier, Organisation
from tests.factories.partnerships import CouncilAreaFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def correct(organisation: Organisation, by: User, *numbers: str, names: tuple[str, ...] = ()) -> None:
    areas = organisation.council_areas.all()
    correcting.correct(organisation, council_areas=areas, other_names=names, numbers={"oscr": numbers}, by=by)


def test_a_number_that_another_entry_got_meanwhile_is_told_and_nothing_is_kept(
    organisation: Organisation, other_organisation: Organisation, organisation_lead: User
) -> None:
    Identifier.objects.create(organisation=other_organisation, scheme="oscr", value="SC012345")
    organisation.name = "Fife Together"
    with pytest.raises(correcting.CorrectingError, match="a moment ago"):
        correct(organisation, organisation_lead, "SC000001", "SC012345", names=("FVA",))
    organisation.refresh_from_db()
    assert (organisation.name, organisation.team.name) == ("Fife Voluntary Action",) * 2
    assert not organisation.identifiers.exists()
    assert not organisation.other_names.exists()


def test_a_merged_entry_is_not_corrected(organisation: Organisation, administrator: User) -> None:
    with pytest.raises(correcting.CorrectingError, match="merged"):
        correct(OrganisationFactory(merged_into=organisation), administrator)


def test_what_stays_keeps_its_row(organisation: Organisation, organisation_lead: User) -> None:
    correct(organisation, organisation_lead, "SC000001", names=("FVA", "Old"))
    number, name = organisation.identifiers.get(), organisation.other_names.get(name="FVA")
    correct(organisation, organisation_lead, "SC000001", "SC000002", names=("FVA",))
    assert organisation.identifiers.get(value="SC000001") == number
    assert list(organisation.other_names.all()) == [name]


def test_areas_that_were_served_stay_when_they_are_named_again(
    organisation: Organisation, organisation_lead: User
) -> None:
    area = CouncilAreaFactory()
    organisation.council_areas.add(area)
    correct(organisation, organisation_lead)
    assert list(organisation.council_areas.all()) == [area]

"""Organisations as everyone reads them: names, numbers, what is stale, and duplicates that lead on."""

import pytest
from django.test import Client
from django.utils.timezone import localdate

from partnerships.models import Identifier, Organisation, OtherName
from tests.factories.partnerships import OrganisationFactory

pytestmark = pytest.mark.django_db
STALE = "Not recently confirmed"


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_organisation_shows_its_other_names_and_numbers(
    organisation: Organisation, client: Client
) -> None:
    OtherName.objects.create(organisation=organisation, name="Comunn na Gàidhlig")
    Identifier.objects.create(organisation=organisation, scheme="oscr", value="SC012345")
    page = read(client, organisation.get_absolute_url())
    assert "Comunn na Gàidhlig" in page
    assert "SC012345" in page


def test_what_was_not_confirmed_lately_says_so(organisation: Organisation, client: Client) -> None:
    addresses = (organisation.get_absolute_url(), "/organisations/")
    assert all(STALE in read(client, address) for address in addresses)
    Organisation.objects.update(confirmed_on=localdate())
    assert not any(STALE in read(client, address) for address in addresses)


def test_a_duplicate_is_not_listed_and_leads_to_the_entry_kept(
    organisation: Organisation, client: Client
) -> None:
    duplicate = OrganisationFactory(name="Fife Vol Action", merged_into=organisation)
    assert duplicate.name not in read(client, "/organisations/")
    assert client.get(duplicate.get_absolute_url()).headers["Location"] == organisation.get_absolute_url()


def test_a_gaelic_name_finds_an_organisation_without_accents(
    organisation: Organisation, client: Client
) -> None:
    OtherName.objects.create(organisation=organisation, name="Comunn na Gàidhlig")
    assert organisation.name in read(client, "/organisations/?q=gaidhlig")

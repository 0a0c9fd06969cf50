"""The made-up organisation and its support: right in form, told as made up, found on the pages, made once."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import models
from django.test import Client
from django.utils.timezone import localdate

from coproduce.accounts.models import User
from partnerships import merging
from partnerships.demo import organisations
from partnerships.demo.made_up import MADE_UP
from partnerships.forms.support import SupportOfferEditForm
from partnerships.models import (
    Claim,
    Identifier,
    Organisation,
    OtherName,
    Partnership,
    PartnershipPart,
    Support,
    SupportOffer,
)
from tests.factories.partnerships import CouncilAreaFactory, OrganisationFactory

NOW = dt.datetime(2026, 11, 3, 10, 30, tzinfo=dt.UTC)
MADE: tuple[type[models.Model], ...] = (
    *(Claim, Identifier, Organisation, OtherName, PartnershipPart, SupportOffer),
)
Again = Callable[[int], None]
pytestmark = pytest.mark.django_db


@pytest.fixture
def interface(db: None) -> Organisation:
    return OrganisationFactory(slug="tsi-fife", name="Fife Voluntary Action")


@pytest.fixture
def again(fife: Partnership, reader: User, lead: User) -> Again:
    """Loads it as it is loaded some days later."""

    def load(days: int) -> None:
        organisations.load(fife, reader=reader, by=lead, now=NOW + dt.timedelta(days=days))

    return load


@pytest.fixture(autouse=True)
def _loaded(again: Again, interface: Organisation, fife: Partnership) -> None:
    CouncilAreaFactory(partnership=fife, name="Fife")
    again(0)


@pytest.fixture
def carers() -> Organisation:
    return Organisation.objects.get(slug="example-carers-circle")


def test_loading_again_adds_nothing_and_keeps_what_people_changed(again: Again) -> None:
    SupportOffer.objects.update(title="As somebody changed it")
    OtherName.objects.all().delete()
    before = {model: model._default_manager.count() for model in MADE}
    again(40)
    assert {model: model._default_manager.count() for model in MADE} == before
    assert set(SupportOffer.objects.values_list("title", flat=True)) == {"As somebody changed it"}


def test_a_claim_that_was_decided_is_not_made_again(again: Again, lead: User) -> None:
    Claim.objects.update(outcome="refused", decided_at=NOW, decided_by=lead)
    again(1)
    assert Claim.objects.get().outcome == "refused"


def test_everything_says_that_it_is_made_up(carers: Organisation) -> None:
    told = (
        *(carers.note, Claim.objects.get().statement),
        *PartnershipPart.objects.values_list("detail", flat=True),
        *SupportOffer.objects.values_list("description", flat=True),
    )
    assert all(MADE_UP in text for text in told)
    assert all(offer.title.startswith("Example ") for offer in SupportOffer.objects.all())


def test_its_numbers_are_right_in_form_and_plainly_nobodys(carers: Organisation) -> None:
    for number in carers.identifiers.all():
        number.full_clean()
    assert {number.value for number in carers.identifiers.all()} == {"SC000000", "00000000", "EXAMPLE"}


def test_no_organisation_that_exists_was_given_a_number_or_a_name() -> None:
    assert set(Identifier.objects.values_list("organisation__slug", flat=True)) == {"example-carers-circle"}
    assert set(OtherName.objects.values_list("organisation__slug", flat=True)) == {"example-carers-circle"}


def test_two_parts_hold_and_one_has_ended() -> None:
    parts = PartnershipPart.objects
    assert parts.current(localdate(NOW)).count() == 2
    assert parts.past(localdate(NOW)).get().organisation.slug == "example-carers-circle"


def test_a_reader_of_the_partnership_waits_to_be_let_in(reader: User, interface: Organisation) -> None:
    claim = Claim.objects.waiting().get()
    assert (claim.user, claim.organisation) == (reader, interface)


def test_every_kind_of_support_can_be_found() -> None:
    offered = {kind for offer in SupportOffer.objects.all() for kind in offer.kinds}
    assert offered == set(Support.values)


def test_fife_can_ask_for_three_and_every_other_partnership_for_one(
    fife: Partnership, dundee: Partnership
) -> None:
    offers = SupportOffer.objects.open(localdate(NOW))
    assert offers.serving(fife).count() == 3
    assert offers.serving(dundee).get().organisation.slug == "example-carers-circle"


def test_one_offer_has_been_withdrawn() -> None:
    assert SupportOffer.objects.withdrawn(localdate(NOW)).get().title == "Example sewing afternoons"


def test_what_is_offered_passes_its_own_form() -> None:
    for offer in SupportOffer.objects.all():
        form = SupportOfferEditForm(instance=offer)
        sent = {name: form[name].value() or "" for name in form.fields}
        assert SupportOfferEditForm(sent, instance=offer).is_valid()


def test_the_public_reads_of_it_on_the_pages_of_fife(client: Client) -> None:
    page = client.get("/partnerships/fife/").content.decode()
    assert "Example carers’ circle" in page
    assert "Example sewing afternoons" not in page


def test_the_made_up_organisation_is_nobodys_likely_duplicate(carers: Organisation) -> None:
    assert merging.duplicates(carers) == []

"""Support offered in Django admin: kept by administrators, read by those who oversee, deleted by nobody."""

import pytest
from django.test import Client
from django.urls import reverse

from coproduce.accounts.models import User
from partnerships.models import Organisation, Support, SupportOffer
from tests.conftest import ClientOf
from tests.factories.organisations import SupportOfferFactory

from .test_views_registers import read

pytestmark = pytest.mark.django_db
LIST = reverse("admin:partnerships_supportoffer_changelist")
ADD = reverse("admin:partnerships_supportoffer_add")


@pytest.fixture
def offer(organisation: Organisation) -> SupportOffer:
    return SupportOfferFactory(organisation=organisation, title="Speaking up", kinds=[Support.ADVOCACY])


@pytest.fixture
def keeper(client_of: ClientOf, administrator: User) -> Client:
    return client_of(administrator)


def row(offer: SupportOffer, page: str) -> str:
    return reverse(f"admin:partnerships_supportoffer_{page}", args=[offer.pk])


def typed(organisation: Organisation, **changes: object) -> dict[str, object]:
    return {
        "organisation": organisation.pk,
        "title": "Walking together",
        "kinds": ["peer_support", "mentoring"],
        "description": "We walk.",
        "for_whom": "Everyone",
        "how_to_ask": "Write to walk@example.org",
        "cost": "free",
        **changes,
    }


def test_an_administrator_finds_an_offer_by_its_title_or_organisation(
    offer: SupportOffer, keeper: Client
) -> None:
    for words in ("speaking", "voluntary"):
        assert "Speaking up" in read(keeper, f"{LIST}?q={words}")
    assert "Speaking up" not in read(keeper, f"{LIST}?q=knitting")
    assert "Speaking up" not in read(keeper, f"{LIST}?cost__exact=ask")


def test_the_row_shows_its_kinds_ticked(offer: SupportOffer, keeper: Client) -> None:
    page = read(keeper, row(offer, "change"))
    assert page.count('name="kinds"') == 8
    assert page.count(" checked") == 1


def test_an_administrator_adds_an_offer_for_an_organisation(
    organisation: Organisation, keeper: Client
) -> None:
    assert keeper.post(ADD, typed(organisation)).status_code == 302
    assert SupportOffer.objects.get().kinds == ["peer_support", "mentoring"]


def test_an_offer_without_a_kind_is_refused(organisation: Organisation, keeper: Client) -> None:
    assert "This field is required" in keeper.post(ADD, typed(organisation, kinds=[])).content.decode()
    assert not SupportOffer.objects.exists()


def test_an_administrator_sets_the_day_of_a_withdrawal(
    offer: SupportOffer, organisation: Organisation, keeper: Client
) -> None:
    assert (
        keeper.post(row(offer, "change"), typed(organisation, withdrawn_on="2026-11-01")).status_code == 302
    )
    assert str(SupportOffer.objects.get().withdrawn_on) == "2026-11-01"


def test_nobody_deletes_an_offer(offer: SupportOffer, keeper: Client) -> None:
    read(keeper, row(offer, "delete"), 403)
    assert keeper.post(row(offer, "delete"), {"post": "yes"}).status_code == 403
    assert SupportOffer.objects.exists()


@pytest.mark.parametrize("name", ["moderator", "auditor"])
def test_others_with_a_national_role_read_and_change_nothing(
    name: str,
    offer: SupportOffer,
    organisation: Organisation,
    client_of: ClientOf,
    request: pytest.FixtureRequest,
) -> None:
    client = client_of(request.getfixturevalue(name))
    assert "Speaking up" in read(client, row(offer, "change"))
    assert client.post(row(offer, "change"), typed(organisation)).status_code == 403
    read(client, ADD, 403)


@pytest.mark.parametrize("name", ["editor", "organisation_lead", "officer", "lead"])
def test_writers_and_officers_use_the_pages_and_not_the_admin(
    name: str, offer: SupportOffer, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(name))
    for address in (LIST, ADD, row(offer, "change")):
        read(client, address, 403)

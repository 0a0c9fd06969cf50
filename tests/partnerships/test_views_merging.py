"""Administrators find duplicates, look at both, merge them, and read the record later."""

import pytest
from django.test import Client

from coproduce.accounts.models import User
from partnerships.models import Merge, Organisation
from tests.conftest import ClientOf
from tests.factories.merging import SupportOfferFactory
from tests.factories.partnerships import CouncilAreaFactory, OrganisationFactory
from tests.partnerships.conftest import QueriesOf

BOTH = "/organisations/fife-carers/merge/?with=fife-carers-ltd"


@pytest.fixture
def desk(client_of: ClientOf, administrator: User) -> Client:
    return client_of(administrator)


@pytest.fixture
def kept(db: None) -> Organisation:
    return OrganisationFactory(name="Fife Carers", slug="fife-carers", note="Ours")


@pytest.fixture
def merged(db: None) -> Organisation:
    return OrganisationFactory(name="Fife Carers Ltd", slug="fife-carers-ltd")


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def chosen(desk: Client) -> dict[str, str]:
    form = desk.get(BOTH).context["form"]
    return {name: field.initial for name, field in form.fields.items()}


def test_likely_duplicates_are_listed_with_the_reason(
    desk: Client, kept: Organisation, merged: Organisation
) -> None:
    page = text_of(desk, "/organisations/duplicates/")
    assert "The same name" in page
    assert BOTH in page


def test_without_duplicates_the_page_says_so(desk: Client) -> None:
    page = text_of(desk, "/organisations/duplicates/")
    assert "No likely duplicates" in page
    assert "Nothing has been merged yet" in page


def test_both_are_shown_side_by_side(desk: Client, kept: Organisation, merged: Organisation) -> None:
    SupportOfferFactory(organisation=merged, title="Evenings")
    page = text_of(desk, BOTH)
    assert "Merge “Fife Carers Ltd” into “Fife Carers”?" in page
    assert "Support offers: 1" in page
    assert "Evenings" in page
    assert "/organisations/fife-carers-ltd/merge/?with=fife-carers" in page


def test_merging_leads_to_its_record(desk: Client, kept: Organisation, merged: Organisation) -> None:
    response = desk.post(BOTH, {**chosen(desk), "name": "merged"}, follow=True)
    page = response.content.decode()
    assert response.redirect_chain == [(f"/merges/{Merge.objects.get().pk}/", 302)]
    assert "The merged entry’s" in page
    kept.refresh_from_db()
    assert kept.name == "Fife Carers Ltd"


def test_a_choice_that_is_missing_is_asked_for(
    desk: Client, kept: Organisation, merged: Organisation
) -> None:
    told = chosen(desk)
    del told["name"]
    assert "Choose what stays: name" in desk.post(BOTH, told).content.decode()
    assert not Merge.objects.exists()


def test_a_change_meanwhile_is_told(desk: Client, kept: Organisation, merged: Organisation) -> None:
    told = chosen(desk)
    merged.save()
    assert "has been changed since this page was opened" in desk.post(BOTH, told).content.decode()
    assert not Merge.objects.exists()


def test_merging_twice_is_refused_in_words(desk: Client, kept: Organisation, merged: Organisation) -> None:
    desk.post(BOTH, chosen(desk))
    assert "already been merged" in desk.post(BOTH, chosen(desk)).content.decode()
    assert Merge.objects.count() == 1


def test_without_another_entry_one_is_chosen(desk: Client, kept: Organisation, merged: Organisation) -> None:
    address = "/organisations/fife-carers/merge/"
    assert "Which other entry" in text_of(desk, address)
    OrganisationFactory(name="Tay Group", slug="tay")
    assert "?with=tay" in text_of(desk, f"{address}?q=tay")
    assert "No other entry matches" in text_of(desk, f"{address}?q=nothing")
    assert "Which other entry" in text_of(desk, f"{address}?with=no%20slug")
    assert desk.get(f"{address}?with=unknown").status_code == 404


def test_only_administrators_merge(
    client_of: ClientOf, officer: User, auditor: User, kept: Organisation, merged: Organisation
) -> None:
    for person in (officer, auditor):
        browser = client_of(person)
        assert browser.get(BOTH).status_code == browser.post(BOTH).status_code == 403
        assert browser.get("/organisations/duplicates/").status_code == 403


def test_the_list_of_duplicates_takes_the_same_queries_for_many(desk: Client, queries_of: QueriesOf) -> None:
    few = many = 0
    area = CouncilAreaFactory()
    for number in range(30):
        OrganisationFactory(name="Twin").council_areas.set([area])
        if number in {2, 29}:
            many = queries_of(desk, "/organisations/duplicates/")
        few = few or many
    assert few == many <= 12

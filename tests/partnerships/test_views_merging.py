"""Administrators find duplicates, look at both, merge them, and read the record later."""

import pytest
from django.test import Client

from coproduce.accounts.models import User
from partnerships.models import Merge, Organisation
from tests.conftest import ClientOf
from tests.factories.merging import MergeFactory, OtherNameFactory
from tests.factories.organisations import SupportOfferFactory
from tests.factories.partnerships import CouncilAreaFactory, OrganisationFactory
from tests.partnerships.conftest import QueriesOf
from tests.partnerships.test_merging_rows import MAKERS

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


def test_linked_rows_come_a_page_at_a_time(desk: Client, kept: Organisation, merged: Organisation) -> None:
    for number in range(60):
        SupportOfferFactory(organisation=merged, title=f"Evening {number:02}")
    first, second = text_of(desk, BOTH), text_of(desk, f"{BOTH}&page=2")
    assert "1 to 50 of 60" in first
    assert "Evening 49" in first
    assert "Evening 50" not in first
    assert "Evening 59" in second


@pytest.mark.parametrize("more", ["&page=99", "&page=x", "&linked=unknown.model.field", "&linked=%25"])
def test_an_odd_address_still_shows_the_rows(
    more: str, desk: Client, kept: Organisation, merged: Organisation
) -> None:
    SupportOfferFactory(organisation=merged, title="Evenings")
    assert "Evenings" in text_of(desk, BOTH + more)


def test_each_kind_of_rows_can_be_looked_at(desk: Client, kept: Organisation, merged: Organisation) -> None:
    OtherNameFactory(organisation=merged, name="FC Limited")
    SupportOfferFactory(organisation=merged, title="Evenings")
    page = text_of(desk, f"{BOTH}&linked=partnerships.supportoffer.organisation")
    assert "Other names: 1" in page
    assert "Evenings" in page
    assert "FC Limited" not in page


def test_an_entry_that_nothing_names_says_so(desk: Client, kept: Organisation, merged: Organisation) -> None:
    assert "Nothing else names “Fife Carers Ltd”" in text_of(desk, BOTH)


def test_the_preview_takes_twelve_queries_whatever_names_the_entry(
    desk: Client, kept: Organisation, merged: Organisation, queries_of: QueriesOf
) -> None:
    for make in MAKERS.values():
        field = "merged_into" if make is OrganisationFactory else "organisation"
        make(**{field: merged})
    few = queries_of(desk, BOTH)
    for _ in range(60):
        SupportOfferFactory(organisation=merged)
    assert queries_of(desk, f"{BOTH}&linked=partnerships.supportoffer.organisation") == few <= 12


def test_a_rejected_merge_keeps_what_was_chosen(
    desk: Client, kept: Organisation, merged: Organisation
) -> None:
    told = {**chosen(desk), "name": "merged"}
    merged.save()
    page = desk.post(BOTH, told)
    assert page.context["form"]["name"].value() == "merged"
    assert "There is a problem" in page.content.decode()


def test_after_the_warning_the_merge_goes_through(
    desk: Client, kept: Organisation, merged: Organisation
) -> None:
    told = chosen(desk)
    merged.save()
    seen = desk.post(BOTH, told).context["form"]["seen"].value()
    desk.post(BOTH, {**told, "seen": seen})
    assert Merge.objects.get().merged == merged


@pytest.mark.parametrize("value", ["", "neither", "both", "\x00"])
def test_a_forged_choice_is_refused(
    value: str, desk: Client, kept: Organisation, merged: Organisation
) -> None:
    assert desk.post(BOTH, {**chosen(desk), "name": value}).status_code in {200, 400}
    assert not Merge.objects.exists()


def test_an_entry_is_not_offered_itself(desk: Client, kept: Organisation) -> None:
    OrganisationFactory(name="Fife Carers Away", slug="away", merged_into=kept)
    page = text_of(desk, "/organisations/fife-carers/merge/?q=fife")
    assert "No other entry matches" in page


def test_an_entry_is_not_merged_with_itself_by_its_address(desk: Client, kept: Organisation) -> None:
    address = "/organisations/fife-carers/merge/?with=fife-carers"
    form = desk.get(address).context["form"]
    page = desk.post(address, {"seen": form.fields["seen"].initial}).content.decode()
    assert "cannot be merged with itself" in page


@pytest.mark.parametrize(
    ("name", "page", "record"),
    [
        ("reader", 403, 403),
        ("lead", 403, 403),
        ("officer_elsewhere", 403, 403),
        ("organisation_lead", 403, 403),
        ("moderator", 403, 403),
        ("auditor", 403, 200),
        ("administrator", 200, 200),
        ("newcomer", 403, 403),
    ],
)
def test_who_merges_and_who_reads_the_record(
    name: str, page: int, record: int, kept: Organisation, merged: Organisation, client_of: ClientOf,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    row = MergeFactory(kept=OrganisationFactory())
    browser = client_of(request.getfixturevalue(name))
    assert browser.get(BOTH).status_code == page
    assert browser.get("/organisations/duplicates/").status_code == page
    assert browser.get(f"/merges/{row.pk}/").status_code == record


def test_the_public_is_led_to_sign_in(client: Client, kept: Organisation, merged: Organisation) -> None:
    for address in (BOTH, "/organisations/duplicates/", f"/merges/{MergeFactory().pk}/"):
        assert "/accounts/login/" in client.get(address).headers["Location"]

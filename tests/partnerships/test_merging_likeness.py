"""Which entries are offered as likely duplicates, and why."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerships import merging
from partnerships.merging import likeness
from partnerships.merging.names import alike, alike_pairs, plain
from partnerships.models import Organisation
from tests.factories.merging import IdentifierFactory, OtherNameFactory
from tests.factories.partnerships import OrganisationFactory

WORDS = st.sampled_from(["fife", "carers", "carer", "voluntary", "action", "actions", "centre", "1", "2"])


def found() -> list[tuple[str, str, tuple[str, ...]]]:
    return [(pair.one.name, pair.other.name, pair.reasons) for pair in merging.likely_duplicates()]


@pytest.mark.parametrize(
    "name",
    [
        "The Café Project",
        "Cafe project Ltd",
        "CAFE-PROJECT (SCIO)",
        "café  project C.I.C.",
        "Café Project Limited",
    ],
)
def test_accents_and_legal_forms_are_left_out(name: str) -> None:
    assert plain(name) == "cafe project"


def test_a_name_of_nothing_but_noise_keeps_it() -> None:
    assert plain("The Limited") == "the limited"


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("Fife Voluntary Action", "Fife Voluntary Actions", True),
        ("Carers' Centre Angus", "Carers Centre, Angus", True),
        ("Fife Voluntary Action", "Dundee Voluntary Action", False),
        ("1st Example Scouts", "2nd Example Scouts", False),
        ("中文", "中文", True),
        ("", "", False),
    ],
)
def test_alike_is_told_from_different(one: str, other: str, *, wanted: bool) -> None:
    assert alike(plain(one), plain(other)) is wanted


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), max_size=12))
def test_the_quick_way_finds_what_comparing_all_finds(names: list[str]) -> None:
    several = sorted(set(names))
    slowly = {frozenset((a, b)) for a in several for b in several if a < b and alike(a, b)}
    assert {frozenset(pair) for pair in alike_pairs(names)} == slowly


@pytest.mark.django_db
def test_the_same_number_under_two_schemes_is_likely() -> None:
    one = IdentifierFactory(organisation__name="Alpha", scheme="oscr", value="SC012345").organisation
    IdentifierFactory(organisation__name="Omega", scheme="companies_house", value="SC012345")
    assert found() == [("Alpha", "Omega", ("The same number, SC012345",))]
    assert [pair.other.name for pair in merging.duplicates(one)] == ["Omega"]


@pytest.mark.django_db
def test_another_name_counts_as_a_name() -> None:
    OtherNameFactory(organisation__name="Alpha", name="The Omega")
    OrganisationFactory(name="Omega Ltd")
    assert found() == [("Alpha", "Omega Ltd", ("The same name",))]


@pytest.mark.django_db
def test_a_shared_website_is_a_reason() -> None:
    OrganisationFactory(name="Alpha", website="https://www.group.example/")
    OrganisationFactory(name="Omega", website="http://group.example")
    OrganisationFactory(name="Delta", website="http://group.example/delta")
    assert found() == [("Alpha", "Omega", ("The same website",))]


@pytest.mark.django_db
def test_the_likeliest_come_first() -> None:
    OrganisationFactory(name="Fife Voluntary Action")
    OrganisationFactory(name="Fife Voluntary Actions")
    OrganisationFactory(name="Omega")
    OrganisationFactory(name="The Omega")
    assert [pair[2] for pair in found()] == [("The same name",), ("A similar name",)]


@pytest.mark.django_db
def test_merged_entries_are_not_offered_again() -> None:
    kept = OrganisationFactory(name="Omega")
    gone = OrganisationFactory(name="Omega", merged_into=kept)
    assert found() == []
    assert merging.duplicates(kept) == []
    assert merging.duplicates(gone) == []


@pytest.mark.django_db
def test_many_of_one_name_show_as_few_pairs() -> None:
    for _ in range(20):
        OrganisationFactory(name="Omega")
    assert len(found()) == 19
    first = Organisation.objects.order_by("pk")[0]
    assert len(merging.duplicates(first)) == 19


@pytest.mark.parametrize("website", ["http://[broken", "", "https://Group.example/a/"])
def test_any_address_can_be_compared(website: str) -> None:
    assert isinstance(likeness.address(website), str)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St. Andrews Carers", "Saint Andrews Carers Ltd"),
        ("St Mary's Hospice", "Saint Mary’s Hospice"),
        ("Comunn na Gàidhlig", "COMUNN NA GAIDHLIG"),
        ("Tròcair Bharraigh", "Tro\u0300cair Bharraigh"),
        ("Health & Wellbeing Group", "Health and Wellbeing Group"),
        ("Men's Shed, Moray", "Mens Shed (Moray)"),
        ("Action_on-Hearing / Fife", "Action on Hearing Fife"),
        ("Y.M.C.A. Perth", "YMCA Perth"),
        ("Carers Link SCIO", "Carers Link"),
        ("Straße Group", "Strasse Group"),
    ],
)
def test_ways_of_writing_one_name_are_one(one: str, other: str) -> None:
    assert plain(one) == plain(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Carers Centre Angus", "Carers Centre Moray"),
        ("Voluntary Action Orkney", "Voluntary Action Shetland"),
        ("Alzheimer Support Fife", "Alzheimer Support Falkirk"),
        ("East Lothian Advocacy", "West Lothian Advocacy"),
        ("Ward 1 Forum", "Ward 11 Forum"),
        ("Men's Shed", "Women's Shed"),
    ],
)
def test_organisations_of_different_places_are_not_alike(one: str, other: str) -> None:
    assert not alike(plain(one), plain(other))


@settings(max_examples=30, deadline=None)
@given(one=st.text(max_size=30), other=st.text(max_size=30))
def test_likeness_has_no_direction(one: str, other: str) -> None:
    assert alike(plain(one), plain(other)) == alike(plain(other), plain(one))


TRACES = st.builds(
    likeness.Traces,
    pk=st.integers(1, 9),
    website=st.sampled_from(["", "group.example"]),
    numbers=st.sets(st.sampled_from(["SC000001", "SC000002"])),
    names=st.sets(st.sampled_from(["", "fife carers", "fife carer", "moray"])),
)


@settings(max_examples=30, deadline=None)
@given(one=TRACES, other=TRACES)
def test_the_reasons_are_the_same_from_either_side(one: likeness.Traces, other: likeness.Traces) -> None:
    assert one.reasons(other) == other.reasons(one)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=40))
def test_a_plain_name_stays_as_it_is(name: str) -> None:
    assert plain(plain(name)) == plain(name)


@pytest.mark.django_db
def test_places_apart_are_not_offered() -> None:
    OrganisationFactory(name="Carers Centre Angus")
    OrganisationFactory(name="Carers Centre Moray")
    assert found() == []


@pytest.mark.django_db
def test_every_reason_is_told_with_the_strongest_first() -> None:
    for scheme in ("oscr", "companies_house"):
        IdentifierFactory(
            organisation__name="Omega", organisation__website="https://o.example", scheme=scheme, value="SC1"
        )
    assert found()[0][2] == ("The same number, SC1", "The same name", "The same website")


@pytest.mark.django_db
def test_three_that_are_one_show_as_two_pairs() -> None:
    for name in ("Omega", "The Omega", "Omega Ltd"):
        OrganisationFactory(name=name)
    assert [(one, other) for one, other, _ in found()] == [("Omega", "The Omega"), ("Omega", "Omega Ltd")]


@pytest.mark.django_db
def test_entries_without_a_website_do_not_share_one() -> None:
    OrganisationFactory(name="Alpha", website="")
    OrganisationFactory(name="Omega", website="")
    assert found() == []


@pytest.mark.django_db
def test_a_number_with_spaces_is_the_same_number() -> None:
    IdentifierFactory(organisation__name="Alpha", scheme="ods", value="sc 1")
    IdentifierFactory(organisation__name="Omega", scheme="oscr", value="SC1")
    assert found()[0][2] == ("The same number, SC1",)

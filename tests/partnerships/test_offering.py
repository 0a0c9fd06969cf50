"""What organisations offer: which offers there are, whom they serve, withdrawing and offering again."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coproduce.accounts.models import User
from coproduce.ui import history
from partnerships import offering
from partnerships.models import (
    Cost,
    Organisation,
    OtherName,
    Part,
    Partnership,
    PartnershipPart,
    Support,
    SupportOffer,
)
from tests.factories.organisations import PartnershipPartFactory, SupportOfferFactory
from tests.factories.partnerships import CouncilAreaFactory, OrganisationFactory, PartnershipFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 24)
NEXT = DAY + dt.timedelta(days=1)
WRITERS = {"editor", "organisation_lead", "administrator"}
CAST = (
    *("newcomer", "reader", "officer", "lead", "officer_elsewhere", "member", "editor", "organisation_lead"),
    *("moderator", "auditor", "administrator"),
)


@pytest.fixture
def offer() -> SupportOffer:
    return SupportOfferFactory(title="Speaking up", kinds=[Support.TRAINING, Support.ADVOCACY])


# --- Which offers there are ---
@pytest.mark.parametrize(
    ("withdrawn_on", "on", "is_open"),
    [
        *((None, DAY, True), (DAY, DAY - dt.timedelta(days=1), True)),
        *((DAY, DAY, False), (DAY, NEXT, False), (NEXT, DAY, True)),
    ],
)
def test_an_offer_is_open_up_to_the_day_of_its_withdrawal(
    withdrawn_on: dt.date | None, on: dt.date, is_open: bool
) -> None:
    row = SupportOfferFactory(withdrawn_on=withdrawn_on)
    assert row.is_open(on) is is_open
    assert SupportOffer.objects.open(on).exists() is is_open
    assert SupportOffer.objects.withdrawn(on).exists() is not is_open


days = st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2026, 1, 9))


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(withdrawn_on=days, on=st.dates(dt.date(2026, 1, 1), dt.date(2026, 1, 9)))
def test_every_offer_is_either_open_or_withdrawn(
    offer: SupportOffer, withdrawn_on: dt.date | None, on: dt.date
) -> None:
    SupportOffer.objects.update(withdrawn_on=withdrawn_on)
    offers = SupportOffer.objects
    assert offers.open(on).exists() != offers.withdrawn(on).exists()


def test_an_offer_without_a_kind_is_refused() -> None:
    with pytest.raises(IntegrityError, match="offer_has_a_kind"), transaction.atomic():
        SupportOfferFactory(kinds=[])


def test_an_offer_is_found_by_each_of_its_kinds(offer: SupportOffer) -> None:
    found = {kind for kind in Support if SupportOffer.objects.of_kind(kind).exists()}
    assert found == {Support.TRAINING, Support.ADVOCACY}
    assert offer.kind_names == ["Training", "Advocacy"]


@pytest.mark.parametrize(
    ("cost", "is_free"),
    [(Cost.FREE, True), (Cost.EXPENSES, True), (Cost.CHARGED, False), (Cost.ASK, False)],
)
def test_what_costs_expenses_at_most_is_free(cost: Cost, is_free: bool) -> None:
    row = SupportOfferFactory(cost=cost)
    assert row.is_free is is_free
    assert SupportOffer.objects.free().exists() is is_free
    assert SupportOffer.objects.not_free().exists() is not is_free


def test_an_offer_is_listed_with_its_organisation_alone(offer: SupportOffer) -> None:
    SupportOfferFactory()
    assert [*SupportOffer.objects.of_organisation(offer.organisation)] == [offer]


# --- Where ---
def test_an_offer_serves_the_partnerships_of_its_areas(
    offer: SupportOffer, fife: Partnership, dundee: Partnership
) -> None:
    offer.council_areas.set([CouncilAreaFactory(partnership=fife), CouncilAreaFactory(partnership=fife)])
    assert [*SupportOffer.objects.serving(fife)] == [offer]
    assert [*SupportOffer.objects.serving(dundee)] == []


def test_an_offer_without_areas_serves_everyone(offer: SupportOffer, fife: Partnership) -> None:
    for partnership in (fife, PartnershipFactory()):
        assert [*SupportOffer.objects.serving(partnership)] == [offer]


def test_local_ones_come_first_and_then_the_alphabet(fife: Partnership) -> None:
    area = CouncilAreaFactory(partnership=fife)
    for title in ("B", "D"):
        SupportOfferFactory(title=title).council_areas.add(area)
    for title in ("A", "C"):
        SupportOfferFactory(title=title)
    rows = SupportOffer.objects.serving(fife).local_first()
    assert [row.title for row in rows] == ["B", "D", "A", "C"]


# --- Search ---
@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        *(
            ("speaking", True),
            ("UP speaking", True),
            ("speaking knitting", False),
            ("_", False),
            ("%", False),
        ),
        *(("mornings meetings", True), ("carers", True), ("fife voluntary", True), ("FVA", True)),
        *(("advocacy", True), ("peer", False), ("levenmouth", True), ("inbhir", True), ("moray", False)),
    ],
)
def test_every_word_must_occur_somewhere(words: str, is_found: bool, offer: SupportOffer) -> None:
    organisation = OrganisationFactory(name="Fife Voluntary Action")
    OtherName.objects.create(organisation=organisation, name="FVA")
    SupportOffer.objects.update(organisation=organisation)
    offer.council_areas.add(CouncilAreaFactory(name="Levenmouth", gaelic_name="Inbhir Lìobhainn"))
    assert SupportOffer.objects.matching(words).exists() is is_found


@pytest.mark.parametrize("words", ["còmhradh", "comhradh", "COMHRADH", "CÒMHRADH"])
@pytest.mark.parametrize("title", ["Còmhradh", "Comhradh"])
def test_accents_and_capitals_do_not_count(title: str, words: str) -> None:
    SupportOfferFactory(title=title)
    assert SupportOffer.objects.matching(words).count() == 1


def test_an_offer_that_fits_in_two_ways_is_found_once(offer: SupportOffer) -> None:
    for number in range(3):
        OtherName.objects.create(organisation=offer.organisation, name=f"Speaking {number}")
        offer.council_areas.add(CouncilAreaFactory(name=f"Speaking {number}"))
    assert [*SupportOffer.objects.matching("speaking")] == [offer]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20))
def test_no_words_break_the_search(offer: SupportOffer, words: str) -> None:
    assert SupportOffer.objects.matching(words).count() in {0, 1}


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(st.sampled_from("abcàèìòùÀ% _'"), min_size=1, max_size=12).filter(str.strip))
def test_an_offer_is_always_found_by_its_own_title(offer: SupportOffer, title: str) -> None:
    SupportOffer.objects.update(title=title)
    assert SupportOffer.objects.matching(title).exists()


# --- Withdrawing, offering again ---
def test_withdrawing_is_told_in_the_history_with_the_one_who_did_it(
    offer: SupportOffer, editor: User
) -> None:
    offering.withdraw(offer, by=editor, today=DAY)
    latest = history.changes(offer)[0]
    assert latest.who == "Ewan Editor"
    assert [(told.label, told.new) for told in latest.differences] == [("withdrawn on", "24 November 2026")]


def test_withdrawing_keeps_what_somebody_else_saved_meanwhile(offer: SupportOffer, editor: User) -> None:
    stale = SupportOffer.objects.get(pk=offer.pk)
    SupportOffer.objects.update(title="Changed meanwhile")
    offering.withdraw(stale, by=editor, today=DAY)
    offer.refresh_from_db()
    assert (offer.title, offer.withdrawn_on) == ("Changed meanwhile", DAY)


def test_an_offer_can_be_made_again_as_it_was(offer: SupportOffer, editor: User) -> None:
    offering.withdraw(offer, by=editor, today=DAY)
    offering.offer_again(offer, by=editor)
    assert [*SupportOffer.objects.open(DAY)] == [offer]
    assert offer.title == "Speaking up"


def test_offering_again_what_is_offered_changes_nothing(offer: SupportOffer, editor: User) -> None:
    before = SupportOffer.objects.get().changed_at
    offering.offer_again(offer, by=editor)
    assert SupportOffer.objects.get().changed_at == before


def test_the_history_tells_each_turn(offer: SupportOffer, editor: User) -> None:
    offering.withdraw(offer, by=editor, today=DAY)
    offering.offer_again(offer, by=editor)
    offering.withdraw(offer, by=editor, today=NEXT)
    told = [change.differences[0].new for change in history.changes(offer) if not change.is_first]
    assert told == ["25 November 2026", "empty", "24 November 2026"]


# --- Parts ---
def test_a_part_without_a_first_day_ends_on_any(officer: User) -> None:
    part = PartnershipPartFactory(since=None)
    offering.end_part(part, by=officer, until=dt.date(1999, 1, 1))
    assert not part.is_current(DAY)


@pytest.mark.parametrize("until", [DAY - dt.timedelta(days=1), DAY - dt.timedelta(days=400)])
def test_a_refused_end_leaves_the_part_as_it_was(until: dt.date, officer: User) -> None:
    part = PartnershipPartFactory(since=DAY)
    with pytest.raises(offering.OfferingError):
        offering.end_part(part, by=officer, until=until)
    assert PartnershipPart.objects.get().until is None


def test_the_same_part_may_be_had_again(fife: Partnership) -> None:
    organisation = OrganisationFactory()
    for since, until in ((None, DAY), (NEXT, None)):
        PartnershipPartFactory(
            organisation=organisation, partnership=fife, part=Part.CONSULTED, since=since, until=until
        )
    assert organisation.parts.current(DAY).count() == 0
    assert organisation.parts.current(NEXT).count() == 1


# --- Who may ---
@pytest.fixture
def people(request: pytest.FixtureRequest) -> dict[str, User]:
    return {name: request.getfixturevalue(name) for name in CAST}


@pytest.mark.parametrize(
    ("verb", "who"),
    [
        ("view_supportoffer", set(CAST)),
        ("change_supportoffer", WRITERS),
        ("delete_supportoffer", set()),
    ],
)
def test_the_verbs_on_an_offer_are_for_its_writers(
    verb: str, who: set[str], people: dict[str, User], organisation: Organisation
) -> None:
    row = SupportOfferFactory(organisation=organisation)
    assert {name for name, user in people.items() if user.has_perm(f"partnerships.{verb}", row)} == who


def test_offering_is_for_writers_of_the_organisation(
    people: dict[str, User], organisation: Organisation, other_organisation: Organisation
) -> None:
    for row, who in ((organisation, WRITERS), (other_organisation, {"administrator"})):
        may = {name for name, user in people.items() if user.has_perm("partnerships.offer_support", row)}
        assert may == who

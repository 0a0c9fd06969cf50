"""The searches above the lists: what each question narrows, and what an odd query string is told."""

import datetime as dt
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerships.forms.searches import (
    EngagementFilter,
    OrganisationFilter,
    PartnershipFilter,
    PlanFilter,
    SupportOfferFilter,
    WordsFilter,
)
from partnerships.models import (
    Engagement,
    Organisation,
    OrganisationKind,
    Partnership,
    Promise,
    StrategicPlan,
    Support,
    SupportOffer,
    Topic,
)
from tests.factories.organisations import PartnershipPartFactory, SupportOfferFactory
from tests.factories.partnerships import (
    CouncilAreaFactory,
    EngagementFactory,
    OrganisationFactory,
    StrategicPlanFactory,
)

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
TODAY = NOW.date()
YEAR_AGO = dt.date(2025, 11, 24)
DAY = dt.timedelta(days=1)
TOLD: dict[type[WordsFilter], dict[str, Any]] = {
    PartnershipFilter: {},
    PlanFilter: {},
    OrganisationFilter: {"today": TODAY},
    SupportOfferFilter: {},
    EngagementFilter: {"now": NOW},
}
SEARCHES: Any = pytest.mark.parametrize("search", list(TOLD), ids=lambda search: search.__name__)


def asked(search: type[WordsFilter], query: str) -> Any:
    form = search(QueryDict(query), **TOLD[search])
    form.is_valid()
    return form


def errors(form: Any) -> str:
    return " ".join(str(error) for told in form.errors.values() for error in told)


# --- All of them ---
@SEARCHES
def test_nothing_asked_is_a_valid_question(search: type[WordsFilter]) -> None:
    form = asked(search, "")
    assert form.is_valid()
    assert not form.is_asking
    assert form.wider == []


@SEARCHES
def test_words_that_are_too_long_are_told_so_and_left_out(search: type[WordsFilter]) -> None:
    form = asked(search, "q=" + "a" * 201)
    assert "200 characters" in errors(form)
    assert form.words == ""


@SEARCHES
@pytest.mark.parametrize("character", ["%07", "%1B", "%C2%85"])
def test_characters_that_cannot_be_stored_are_told(search: type[WordsFilter], character: str) -> None:
    form = asked(search, f"q=fi{character}fe")
    assert "q" in form.errors
    assert form.words == ""


@SEARCHES
def test_two_hundred_characters_are_still_a_question(search: type[WordsFilter]) -> None:
    assert asked(search, "q=" + "a" * 200).words == "a" * 200


@SEARCHES
def test_blanks_around_words_and_parameters_of_others_do_not_count(search: type[WordsFilter]) -> None:
    form = asked(search, "q=++fife++&page=7&utm_source=letter&on=2026-01-01")
    assert form.is_valid()
    assert form.words == "fife"


@pytest.mark.parametrize(
    ("search", "query", "field"),
    [
        *((OrganisationFilter, "kind=teapot", "kind"), (OrganisationFilter, "confirmed=never", "confirmed")),
        *((SupportOfferFilter, "kind=tea", "kind"), (SupportOfferFilter, "cost=cheap", "cost")),
        *((EngagementFilter, "topic=tea", "topic"), (EngagementFilter, "promise=gold", "promise")),
        *((EngagementFilter, "when=soon", "when"), (EngagementFilter, "partnership=x", "partnership")),
        (OrganisationFilter, "partnership=x", "partnership"),
        (SupportOfferFilter, "partnership=1", "partnership"),
    ],
)
def test_a_choice_that_is_not_on_the_list_is_told_in_a_sentence(
    search: type[WordsFilter], query: str, field: str
) -> None:
    form = asked(search, query)
    assert list(form.errors) == [field]
    assert errors(form).startswith("Choose ")
    assert "from the list" in errors(form)


@pytest.mark.parametrize("search", [OrganisationFilter, SupportOfferFilter, EngagementFilter])
def test_a_partnership_goes_by_its_word_and_not_by_its_key(
    search: type[WordsFilter], fife: Partnership
) -> None:
    assert asked(search, "partnership=fife").cleaned_data["partnership"] == fife
    assert "partnership" in asked(search, f"partnership={fife.pk}").errors


def test_of_a_question_asked_twice_the_last_counts(organisation: Organisation) -> None:
    form = asked(OrganisationFilter, "q=moray&q=fife")
    assert [*form.narrow(Organisation.objects.all())] == [organisation]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    values=st.dictionaries(
        st.sampled_from(["q", "kind", "partnership", "cost", "confirmed", "page"]),
        st.text(st.characters(exclude_characters="\x00"), max_size=12),
    )
)
def test_no_query_string_breaks_a_list(organisation: Organisation, values: dict[str, str]) -> None:
    query = QueryDict(mutable=True)
    query.update({name: value.encode("utf-8", "replace").decode() for name, value in values.items()})
    organisations, offers = OrganisationFilter(query, today=TODAY), SupportOfferFilter(query)
    for form in (organisations, offers):
        form.is_valid()
        assert all(query.startswith("?") for _, query in form.wider)
    assert organisations.narrow(Organisation.objects.all()).count() in {0, 1}
    assert offers.narrow(SupportOffer.objects.all()).count() == 0


# --- Asking for less ---
def test_each_question_can_be_dropped_and_the_others_stay(fife: Partnership) -> None:
    form = asked(SupportOfferFilter, "q=bus+%26+train&kind=training&partnership=fife&page=3")
    assert form.wider == [
        ("Search support offered", "?kind=training&partnership=fife"),
        ("Kind of support", "?q=bus+%26+train&partnership=fife"),
        ("Partnership", "?q=bus+%26+train&kind=training"),
    ]


def test_what_was_not_understood_is_not_offered_to_be_dropped(fife: Partnership) -> None:
    form = asked(SupportOfferFilter, "q=bus&kind=tea&partnership=fife")
    assert [label for label, _ in form.wider] == ["Search support offered", "Partnership"]


# --- Partnerships and plans ---
def test_partnerships_are_found_by_a_council(fife: Partnership, dundee: Partnership) -> None:
    CouncilAreaFactory(partnership=dundee, name="Discovery")
    form = asked(PartnershipFilter, "q=discovery")
    assert [*form.narrow(Partnership.objects.all())] == [dundee]


def test_plans_are_found_by_title_and_place(fife: Partnership) -> None:
    plan = StrategicPlanFactory(partnership=fife, title="Closer to home")
    StrategicPlanFactory(title="Closer to work")
    assert [*asked(PlanFilter, "q=closer+fife").narrow(StrategicPlan.objects.all())] == [plan]
    assert asked(PlanFilter, "q=closer").narrow(StrategicPlan.objects.all()).count() == 2


# --- Organisations ---
def names(query: str) -> set[str]:
    return {row.name for row in asked(OrganisationFilter, query).narrow(Organisation.objects.all())}


def test_organisations_of_a_partnership_serve_it_or_have_a_part_in_it(fife: Partnership) -> None:
    area = CouncilAreaFactory(partnership=fife)
    OrganisationFactory(name="Serves").council_areas.add(area)
    PartnershipPartFactory(organisation__name="Has a part", partnership=fife)
    both = PartnershipPartFactory(organisation__name="Both", partnership=fife).organisation
    both.council_areas.add(area)
    PartnershipPartFactory(organisation__name="Elsewhere")
    OrganisationFactory(name="All of Scotland")
    assert names("partnership=fife") == {"Serves", "Has a part", "Both"}


@pytest.mark.parametrize(
    ("since", "until", "is_found"),
    [
        *((None, None, True), (TODAY, None, True), (TODAY + DAY, None, False)),
        *((None, TODAY + DAY, True), (None, TODAY, False), (TODAY - DAY, TODAY + DAY, True)),
    ],
)
def test_a_part_counts_on_the_days_it_holds(
    since: dt.date | None, until: dt.date | None, is_found: bool, fife: Partnership
) -> None:
    PartnershipPartFactory(organisation__name="Part", partnership=fife, since=since, until=until)
    assert names("partnership=fife") == ({"Part"} if is_found else set())


def test_a_part_elsewhere_does_not_stand_in_for_one_that_ended_here(
    fife: Partnership, dundee: Partnership
) -> None:
    ended = PartnershipPartFactory(partnership=fife, until=TODAY)
    PartnershipPartFactory(organisation=ended.organisation, partnership=dundee)
    assert names("partnership=fife") == set()


@pytest.mark.parametrize(
    ("confirmed_on", "is_stale"),
    [(None, True), (YEAR_AGO, True), (YEAR_AGO + DAY, False), (TODAY, False), (dt.date(2019, 1, 1), True)],
)
def test_entries_are_stale_after_twelve_months(confirmed_on: dt.date | None, is_stale: bool) -> None:
    OrganisationFactory(name="Entry", confirmed_on=confirmed_on)
    assert names("confirmed=stale") == ({"Entry"} if is_stale else set())
    assert names("") == {"Entry"}


def test_all_questions_about_organisations_narrow_together(fife: Partnership) -> None:
    area = CouncilAreaFactory(partnership=fife)
    for name, kind, confirmed_on in (
        ("Carers One", OrganisationKind.CARER_BODY, None),
        ("Carers Two", OrganisationKind.CARER_BODY, TODAY),
        ("Carers Three", OrganisationKind.COUNCIL, None),
        ("Other", OrganisationKind.CARER_BODY, None),
    ):
        OrganisationFactory(name=name, kind=kind, confirmed_on=confirmed_on).council_areas.add(area)
    OrganisationFactory(name="Carers Away", kind=OrganisationKind.CARER_BODY)
    assert names("q=carers&kind=carer_body&partnership=fife&confirmed=stale") == {"Carers One"}


# --- Support ---
def test_all_questions_about_support_narrow_together(fife: Partnership) -> None:
    area = CouncilAreaFactory(partnership=fife)
    fits = SupportOfferFactory(title="Bus fares", kinds=[Support.TRAINING, Support.ADVOCACY])
    fits.council_areas.add(area)
    SupportOfferFactory(title="Bus fares", kinds=[Support.TRAINING])
    SupportOfferFactory(title="Bus fares", kinds=[Support.ADVOCACY], cost="ask")
    SupportOfferFactory(title="Trains", kinds=[Support.ADVOCACY])
    SupportOfferFactory(kinds=[Support.ADVOCACY]).council_areas.add(CouncilAreaFactory())
    form = asked(SupportOfferFilter, "q=bus&kind=advocacy&partnership=fife&cost=free")
    assert [*form.narrow(SupportOffer.objects.all())] == [fits]


@pytest.mark.parametrize(
    ("cost", "found"), [("", 4), ("free", 2), ("not_free", 2)], ids=["any", "free", "not free"]
)
def test_support_is_asked_for_by_cost(cost: str, found: int) -> None:
    for of_the_offer in ("free", "expenses", "charged", "ask"):
        SupportOfferFactory(cost=of_the_offer)
    form = asked(SupportOfferFilter, f"cost={cost}")
    assert form.narrow(SupportOffer.objects.all()).count() == found


# --- Engagements ---
@pytest.fixture
def four(fife: Partnership) -> None:
    """One to come, one past and closed, one past and open, one elsewhere."""
    common: dict[str, Any] = {"published": True, "partnership": fife}
    past = NOW - dt.timedelta(days=30)
    EngagementFactory(title="To come", starts_at=NOW + DAY, topics=[Topic.values[0]], **common)
    EngagementFactory(title="Past", starts_at=past, promise=Promise.CONSULT, **common)
    EngagementFactory(title="Long past", starts_at=past - 90 * DAY, topics=[Topic.values[1]], **common)
    EngagementFactory(title="Elsewhere", starts_at=NOW + DAY, published=True)


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["To come", "Elsewhere"]),
        ("partnership=fife", ["To come"]),
        ("when=past", ["Past", "Long past"]),
        ("when=open", ["Past", "Long past"]),
        ("when=closed", []),
        (f"topic={Topic.values[0]}", ["To come"]),
        (f"topic={Topic.values[1]}", []),
        (f"topic={Topic.values[1]}&when=past", ["Long past"]),
        ("promise=consult", []),
        ("promise=consult&when=past", ["Past"]),
        ("q=come&partnership=fife", ["To come"]),
        ("q=come+past", []),
    ],
)
def test_engagements_are_narrowed_by_every_question(query: str, found: list[str]) -> None:
    rows = asked(EngagementFilter, query).narrow(Engagement.objects.all())
    assert sorted(row.title for row in rows) == sorted(found)


@pytest.mark.usefixtures("four")
def test_past_engagements_come_latest_first() -> None:
    rows = asked(EngagementFilter, "when=open").narrow(Engagement.objects.all())
    assert [row.title for row in rows] == ["Past", "Long past"]
    assert asked(EngagementFilter, "when=past").is_past

"""Places, partnerships and organisations: searches, dated facts, and what the database refuses."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from coproduce.accounts.models import User
from partnerships.models import (
    IntegrationModel,
    Model,
    Organisation,
    OrganisationKind,
    Partnership,
    StrategicPlan,
)
from tests.factories.partnerships import (
    CouncilAreaFactory,
    EngagementFactory,
    HealthBoardFactory,
    IntegrationModelFactory,
    OrganisationFactory,
    PartnershipFactory,
    StrategicPlanFactory,
)

pytestmark = pytest.mark.django_db
START, END = dt.date(2026, 4, 1), dt.date(2027, 4, 1)
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("since", "until", "on", "is_current"),
    [
        (START, END, START - DAY, False),
        (START, END, START, True),
        (START, END, END - DAY, True),
        (START, END, END, False),
        (None, END, dt.date(1999, 1, 1), True),
        (START, None, dt.date(2099, 1, 1), True),
        (None, None, START, True),
    ],
)
def test_a_model_is_in_force_from_its_first_day_up_to_its_last(
    since: dt.date | None, until: dt.date | None, on: dt.date, is_current: bool
) -> None:
    IntegrationModelFactory(since=since, until=until)
    assert IntegrationModel.objects.current(on).exists() == is_current


def test_one_model_follows_the_other_without_a_gap(fife: Partnership) -> None:
    IntegrationModelFactory(partnership=fife, model=Model.LEAD_AGENCY, until=START)
    IntegrationModelFactory(partnership=fife, model=Model.JOINT_BOARD, since=START)
    assert fife.integration_models.current(START).get().model == Model.JOINT_BOARD
    assert fife.integration_models.current(START - DAY).get().model == Model.LEAD_AGENCY


@pytest.mark.parametrize(("since", "until"), [(None, None), (None, END), (END - DAY, None), (START, END)])
def test_two_models_at_once_are_refused(
    since: dt.date | None, until: dt.date | None, fife: Partnership
) -> None:
    IntegrationModelFactory(partnership=fife, since=START, until=END)
    with pytest.raises(IntegrityError, match="one_integration_model_at_a_time"), transaction.atomic():
        IntegrationModelFactory(partnership=fife, since=since, until=until)


days = st.none() | st.dates(dt.date(2020, 1, 1), dt.date(2020, 1, 9))


@given(since=days, until=days, other_since=days, other_until=days)
def test_models_overlap_when_some_day_has_both(
    since: dt.date | None, until: dt.date | None, other_since: dt.date | None, other_until: dt.date | None
) -> None:
    one = IntegrationModel(since=since, until=until)
    other = IntegrationModel(since=other_since, until=other_until)
    span = [dt.date(2019, 12, 25) + DAY * number for number in range(30)]
    both = [
        day
        for day in span
        if all((row.since or day) <= day < (row.until or day + DAY) for row in (one, other))
    ]
    assert one.overlaps(other) == other.overlaps(one) == bool(both)


def test_two_partnerships_may_have_a_model_each(fife: Partnership, dundee: Partnership) -> None:
    for partnership in (fife, dundee):
        IntegrationModelFactory(partnership=partnership)
    assert IntegrationModel.objects.current(START).count() == 2


@pytest.mark.parametrize("until", [START, START - DAY])
def test_a_model_ends_after_it_starts(until: dt.date) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        IntegrationModelFactory(since=START, until=until)


def test_a_partnership_brings_the_model_of_the_day(fife: Partnership) -> None:
    IntegrationModelFactory(partnership=fife, model=Model.LEAD_AGENCY, until=START)
    IntegrationModelFactory(partnership=fife, model=Model.JOINT_BOARD, since=START)
    row = Partnership.objects.with_models(START).get(pk=fife.pk)
    assert [str(model) for model in row.models_on_day] == ["Integration joint board"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("threshold", [4, 11])
def test_the_small_number_threshold_stays_between_five_and_ten(threshold: int, fife: Partnership) -> None:
    with pytest.raises(IntegrityError, match="small_number_threshold"), transaction.atomic():
        Partnership.objects.filter(pk=fife.pk).update(small_number_threshold=threshold)


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("fife", True),
        ("  FIFE  care ", True),
        ("kirkcaldy", True),
        ("NHS Kingdom", True),
        ("alba", True),
        ("fife moray", False),
        ("_", False),
    ],
)
def test_a_partnership_is_found_by_any_of_its_names(words: str, is_found: bool) -> None:
    partnership = PartnershipFactory(
        name="Fife Health and Social Care Partnership",
        alternative_name="Fìobha, Alba",
        health_board=HealthBoardFactory(name="NHS Kingdom"),
    )
    for name in ("Kirkcaldy", "Cupar"):
        CouncilAreaFactory(partnership=partnership, name=name)
    assert list(Partnership.objects.matching(words)) == ([partnership] if is_found else [])


@given(words=st.text(max_size=30))
def test_no_search_breaks_a_query(words: str) -> None:
    for model in (Partnership, Organisation, StrategicPlan):
        str(model.objects.matching(words).query)


def test_a_partnership_is_known_by_its_place() -> None:
    names = {
        "Fife Health and Social Care Partnership": "Fife",
        "South Lanarkshire University Health and Social Care Partnership": "South Lanarkshire",
        "Moray Council": "Moray Council",
    }
    assert {name: PartnershipFactory.build(name=name, team=None).short_name for name in names} == names


def test_only_announced_engagements_to_come_are_counted(fife: Partnership, now: dt.datetime) -> None:
    for traits in ({}, {"published": True}, {"published": True}, {"cancelled": True}):
        EngagementFactory(partnership=fife, **traits)
    EngagementFactory(partnership=fife, published=True, starts_at=now - dt.timedelta(days=3))
    row = Partnership.objects.with_upcoming(now).get(pk=fife.pk)
    assert row.coming_up == 2  # type: ignore[attr-defined]


def test_people_work_in_the_partnership_of_their_team(fife: Partnership, reader: User, officer: User) -> None:
    assert list(Partnership.objects.worked_in_by(reader)) == [fife]
    assert list(Partnership.objects.worked_in_by(AnonymousUser())) == []
    assert list(Partnership.objects.of_officer(officer)) == [fife]
    assert list(Partnership.objects.of_officer(reader)) == []


def test_a_lead_of_an_organisation_is_no_officer_of_a_partnership(
    fife: Partnership, organisation_lead: User
) -> None:
    assert list(Partnership.objects.of_officer(organisation_lead)) == []


@pytest.mark.parametrize(
    ("words", "is_found"),
    [("voluntary", True), ("action moray", True), ("moray fife", False), ("elgin", False)],
)
def test_an_organisation_is_found_by_its_name_or_area(words: str, is_found: bool) -> None:
    organisation = OrganisationFactory(name="Voluntary Action")
    organisation.council_areas.add(CouncilAreaFactory(name="Moray"))
    assert list(Organisation.objects.matching(words)) == ([organisation] if is_found else [])


def test_an_organisation_with_two_areas_of_a_partnership_is_listed_once(fife: Partnership) -> None:
    organisation = OrganisationFactory()
    organisation.council_areas.set([CouncilAreaFactory(partnership=fife) for _ in range(2)])
    OrganisationFactory()
    assert list(Organisation.objects.serving(fife)) == [organisation]
    assert list(Partnership.objects.of_areas(organisation.council_areas.all())) == [fife]


def test_organisations_are_told_apart_by_kind(organisation: Organisation, editor: User) -> None:
    OrganisationFactory(kind=OrganisationKind.COUNCIL)
    assert list(Organisation.objects.of_kind(OrganisationKind.LOCAL_THIRD_SECTOR)) == [organisation]
    assert list(Organisation.objects.belonging_to(editor)) == [organisation]


@pytest.mark.parametrize(
    ("website", "name"),
    [
        ("https://www.fva.org/", "fva.org"),
        ("http://wwwhat.example/a/b", "wwwhat.example"),
        ("", ""),
    ],
)
def test_a_website_goes_by_its_host(website: str, name: str) -> None:
    assert OrganisationFactory.build(website=website, team=None).website_name == name


def test_plans_are_listed_latest_first_with_undecided_ones_on_top() -> None:
    old, new = (StrategicPlanFactory(starts_on=dt.date(year, 4, 1)) for year in (2023, 2026))
    undecided = StrategicPlanFactory(starts_on=None)
    assert list(StrategicPlan.objects.all()) == [undecided, new, old]
    assert list(StrategicPlan.objects.with_progress()) == [undecided, new, old]


def test_plans_belong_to_those_who_work_on_them(
    plan: StrategicPlan, plan_elsewhere: StrategicPlan, reader: User, officer: User
) -> None:
    assert list(StrategicPlan.objects.worked_on_by(reader)) == [plan]
    assert list(StrategicPlan.objects.of_officer(officer)) == [plan]
    assert list(StrategicPlan.objects.of_officer(reader)) == []
    assert list(StrategicPlan.objects.of_partnership(plan_elsewhere.partnership)) == [plan_elsewhere]


def test_a_plan_is_found_by_its_title_or_partnership(
    plan: StrategicPlan, plan_elsewhere: StrategicPlan
) -> None:
    assert list(StrategicPlan.objects.matching("plan fife")) == [plan]
    assert list(StrategicPlan.objects.matching("dundee city")) == [plan_elsewhere]

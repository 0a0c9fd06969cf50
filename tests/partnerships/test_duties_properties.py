"""Duties against a recount written plainly from the Act, for whatever a partnership has recorded."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerships import duties
from partnerships.models import BodyKind, Partnership, PlanStage
from tests.factories.bodies import BodyFactory, MeetingFactory
from tests.factories.partnerships import (
    PartnershipFactory,
    PlanStageFactory,
    StageEvidenceFactory,
    StrategicPlanFactory,
)
from tests.factories.planning import PerformanceReportFactory, PlanReviewFactory, SchemeReviewFactory

pytestmark = pytest.mark.django_db
Told = tuple[str, dt.date | None, str]
A_DAY = dt.timedelta(days=1)
days = st.dates(dt.date(2023, 1, 1), dt.date(2029, 12, 31))
some_days = st.lists(days, max_size=2, unique=True)


@dataclass(frozen=True)
class Past:
    """What a partnership has recorded, without a row in the database."""

    starts_on: dt.date | None
    kept: list[dt.date]
    replaced: list[dt.date]
    published: dt.date | None
    stated: dt.date | None
    reports: dict[int, dt.date]
    schemes: list[dt.date]
    meetings: list[tuple[dt.date, int, dt.date | None]]


reports = st.dictionaries(st.integers(2023, 2028), st.integers(1, 400), max_size=3).map(
    lambda told: {year: dt.date(year, 3, 31) + dt.timedelta(days=late) for year, late in told.items()}
)
meetings = st.lists(
    st.tuples(days, st.integers(5, 9), st.none() | days), max_size=3, unique_by=lambda told: told[0]
)
pasts = st.builds(
    Past,
    st.none() | days,
    some_days,
    some_days,
    st.none() | days,
    st.none() | days,
    reports,
    some_days,
    meetings,
)


def years_later(day: dt.date, years: int) -> dt.date:
    """The anniversary; of 29 February, 1 March where there is none."""
    leap_day = (day.month, day.day) == (2, 29)
    there_is_one = (day.year + years) % 4 == 0
    return (
        dt.date(day.year + years, 3, 1)
        if leap_day and not there_is_one
        else day.replace(year=day.year + years)
    )


def state(on: dt.date, due: dt.date, met: dt.date | None = None, ahead: int = 90) -> str:
    if met and met <= on:
        return "met"
    if on > due:
        return "overdue"
    return "due" if (due - on).days <= ahead else "not_due"


def review(past: Past, on: dt.date) -> list[Told]:
    """Act s.37: within three years of the start day, or of a decision not to replace the plan."""
    if past.starts_on is None:
        return []
    running = past.starts_on
    for decided in sorted(past.kept):
        if running < decided <= on:
            running = decided
    due = years_later(running, 3) - A_DAY
    ended = [decided for decided in past.replaced if running <= decided <= on]
    told_of = (
        due.replace(year=due.year - 1, day=min(due.day, 28))
        if due.month == 2
        else due.replace(year=due.year - 1)
    )
    return [("review", due, state(on, due, min(ended, default=None), (due - told_of).days))]


def statement(past: Past, on: dt.date) -> list[Told]:
    """Act s.35(2): published at the same time as the plan."""
    published = past.published if past.published and past.published <= on else None
    stated = past.stated if past.stated and past.stated <= on else None
    if stated:
        return [("statement", published, "met")]
    return [("statement", published, state(on, published) if published else "not_due")]


def performance(past: Past, on: dt.date) -> list[Told]:
    """Act s.42(4): within four months of 31 March, for the last year and back to the first report known."""
    over = max(year for year in range(2000, 2040) if dt.date(year, 3, 31) < on)
    out = {year: day for year, day in past.reports.items() if day <= on}
    years = range(min([over, *out]), over + 1)
    return [
        ("performance_report", dt.date(year, 7, 31), state(on, dt.date(year, 7, 31), out.get(year)))
        for year in years
    ]


def scheme(past: Past, on: dt.date) -> list[Told]:
    """Act s.44: within five years of the last approval or review."""
    done = [day for day in past.schemes if day <= on]
    if not done:
        return [("scheme_review", None, "due")]
    due = years_later(max(done), 5) - A_DAY
    return [("scheme_review", due, state(on, due))]


def papers(past: Past, on: dt.date) -> list[Told]:
    """SSI 2014/285 Sch. para 2: clear days lie between sending and meeting, and neither of them counts."""
    told: list[Told] = []
    for meets, clear, sent in past.meetings:
        if meets >= on:
            due = meets - A_DAY
            for _ in range(clear):
                due -= A_DAY
            told.append(("papers", due, state(on, due, sent)))
    return told


def recount(past: Past, on: dt.date) -> Counter[Told]:
    return Counter(told for law in (review, statement, performance, scheme, papers) for told in law(past, on))


def stage(code: str) -> PlanStage:
    return PlanStage.objects.filter(code=code).first() or PlanStageFactory(code=code)


def recorded(past: Past) -> Partnership:
    """The same past as rows."""
    partnership = PartnershipFactory()
    plan = StrategicPlanFactory(partnership=partnership, starts_on=past.starts_on)
    for decided, outcome in [
        *((day, "keep") for day in past.kept),
        *((day, "replace") for day in past.replaced),
    ]:
        PlanReviewFactory(plan=plan, decided_on=decided, outcome=outcome)
    for code, day in (("published", past.published), ("statement_published", past.stated)):
        made = stage(code)
        if day:
            StageEvidenceFactory(plan=plan, stage=made, dated=day)
    for year, day in past.reports.items():
        PerformanceReportFactory(partnership=partnership, year_ending=dt.date(year, 3, 31), published_on=day)
    for day in past.schemes:
        SchemeReviewFactory(partnership=partnership, done_on=day)
    for meets, clear, sent in past.meetings:
        body = BodyFactory(partnership=partnership, kind=BodyKind.NETWORK, clear_days=clear)
        MeetingFactory(body=body, on=meets, papers_sent=sent)
    return partnership


@settings(max_examples=30, deadline=None)
@given(pasts, days)
def test_duties_are_those_of_a_recount_from_the_act(past: Past, on: dt.date) -> None:
    found = duties.duties(recorded(past), on)
    assert Counter((duty.code, duty.due_on, str(duty.state)) for duty in found) == recount(past, on)


@settings(max_examples=10, deadline=None)
@given(pasts, st.lists(days, min_size=2, max_size=5))
def test_the_same_past_gives_on_any_day_what_a_recount_gives(past: Past, ons: list[dt.date]) -> None:
    partnership = recorded(past)
    for on in ons:
        found = duties.duties(partnership, on)
        assert Counter((duty.code, duty.due_on, str(duty.state)) for duty in found) == recount(past, on)


@settings(max_examples=10, deadline=None)
@given(pasts, days)
def test_every_duty_has_a_law_a_page_and_a_name_of_its_own(past: Past, on: dt.date) -> None:
    found = duties.duties(recorded(past), on)
    assert len({duty.key for duty in found}) == len(found)
    assert all(duty.provision and duty.title and duty.url.startswith("/") for duty in found)
    assert [duty.urgency for duty in found] == sorted(duty.urgency for duty in found)


@settings(max_examples=10, deadline=None)
@given(pasts, days, st.integers(1, 300))
def test_what_is_met_stays_met_until_its_clock_starts_again(past: Past, on: dt.date, later: int) -> None:
    partnership = recorded(past)
    met = {duty.key for duty in duties.duties(partnership, on) if duty.state == "met"}
    after = {duty.key: duty.state for duty in duties.duties(partnership, on + dt.timedelta(days=later))}
    assert {after[key] for key in met if key in after} <= {"met"}


@settings(max_examples=10, deadline=None)
@given(pasts, days)
def test_nothing_that_happens_later_changes_what_was_so_on_a_day(past: Past, on: dt.date) -> None:
    partnership = recorded(past)
    before = duties.duties(partnership, on)
    plan = partnership.plans.get()
    later = on + dt.timedelta(days=1)
    PlanReviewFactory(plan=plan, decided_on=later)
    SchemeReviewFactory(partnership=partnership, done_on=dt.date(2031, 1, 1))
    StageEvidenceFactory(plan=plan, stage=stage("published"), dated=later)
    PerformanceReportFactory(
        partnership=partnership, year_ending=dt.date(2030, 3, 31), published_on=dt.date(2030, 7, 1)
    )
    assert duties.duties(partnership, on) == before

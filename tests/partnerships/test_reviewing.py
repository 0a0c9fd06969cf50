"""The three-year clock of a plan, to the day."""

import datetime as dt

import pytest

from coproduce.accounts.models import User
from partnerships import reviewing
from partnerships.models import PlanReview, PlanStage, StageEvidence, StrategicPlan
from tests.factories.partnerships import PlanStageFactory
from tests.factories.planning import PlanReviewFactory

TODAY = dt.date(2026, 9, 1)


@pytest.fixture
def running(plan: StrategicPlan) -> StrategicPlan:
    plan.starts_on = dt.date(2024, 4, 1)
    plan.save()
    return plan


def review(plan: StrategicPlan, decided_on: dt.date, outcome: str = "keep") -> PlanReview:
    made: PlanReview = PlanReviewFactory.build(plan=plan, decided_on=decided_on, outcome=outcome)
    return made


@pytest.mark.parametrize(
    ("since", "last"),
    [
        (dt.date(2024, 4, 1), dt.date(2027, 3, 31)),
        (dt.date(2024, 2, 29), dt.date(2027, 2, 28)),
        (dt.date(2025, 3, 1), dt.date(2028, 2, 29)),
        (dt.date(2025, 1, 1), dt.date(2027, 12, 31)),
    ],
)
def test_three_years_end_on_the_eve_of_their_anniversary(since: dt.date, last: dt.date) -> None:
    assert reviewing.last_day(since, 3) == last


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (dt.date(2027, 3, 31), 12, dt.date(2026, 3, 31)),
        (dt.date(2027, 3, 31), 6, dt.date(2026, 9, 30)),
        (dt.date(2028, 5, 31), 3, dt.date(2028, 2, 29)),
        (dt.date(2027, 1, 15), 3, dt.date(2026, 10, 15)),
    ],
)
def test_months_are_counted_back_to_the_same_day_or_the_last(
    day: dt.date, months: int, before: dt.date
) -> None:
    assert reviewing.months_before(day, months) == before


@pytest.mark.parametrize(
    ("on", "left"),
    [
        (dt.date(2026, 3, 30), None),
        (dt.date(2026, 3, 31), 12),
        (dt.date(2026, 9, 30), 6),
        (dt.date(2026, 12, 31), 3),
    ],
)
def test_a_review_is_told_of_at_twelve_six_and_three_months(on: dt.date, left: int | None) -> None:
    clock = reviewing.clock(dt.date(2024, 4, 1), [], on)
    assert clock is not None
    assert clock.months_left(on) == left


def test_no_clock_runs_before_the_first_day_is_decided() -> None:
    assert reviewing.clock(None, [], TODAY) is None


def test_keeping_the_plan_restarts_the_clock_from_that_day_on(running: StrategicPlan) -> None:
    kept = review(running, dt.date(2026, 8, 1))
    before = reviewing.clock(running.starts_on, [kept], dt.date(2026, 7, 31))
    after = reviewing.clock(running.starts_on, [kept], dt.date(2026, 8, 1))
    assert before is not None
    assert before.due_on == dt.date(2027, 3, 31)
    assert after is not None
    assert (after.since, after.due_on) == (dt.date(2026, 8, 1), dt.date(2029, 7, 31))


def test_a_decision_to_replace_stops_the_clock(running: StrategicPlan) -> None:
    clock = reviewing.clock(running.starts_on, [review(running, TODAY, "replace")], TODAY)
    assert clock is not None
    assert clock.met_on == TODAY


def test_a_review_is_recorded_with_evidence_for_its_stage(running: StrategicPlan, officer: User) -> None:
    stage: PlanStage = PlanStageFactory(code="review")
    made = reviewing.record(review(running, TODAY), by=officer, today=TODAY)
    evidence = StageEvidence.objects.get()
    assert (evidence.stage, evidence.dated, evidence.recorded_by) == (stage, TODAY, officer)
    assert made.recorded_by == officer


@pytest.mark.parametrize(
    ("decided_on", "words"),
    [(dt.date(2026, 9, 2), "today or earlier"), (dt.date(2024, 3, 31), "started on 1 April 2024")],
)
def test_an_impossible_day_is_refused_in_words(
    running: StrategicPlan, officer: User, decided_on: dt.date, words: str
) -> None:
    with pytest.raises(reviewing.ReviewingError, match=words):
        reviewing.record(review(running, decided_on), by=officer, today=TODAY)
    assert not PlanReview.objects.exists()


def test_a_plan_without_a_first_day_is_not_reviewed(plan: StrategicPlan, officer: User) -> None:
    with pytest.raises(reviewing.ReviewingError, match="which day the plan started"):
        reviewing.record(review(plan, TODAY), by=officer, today=TODAY)

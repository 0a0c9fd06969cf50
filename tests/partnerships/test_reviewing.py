"""The three-year clock of a plan, to the day."""

import datetime as dt

import pytest
from django.db import IntegrityError, InternalError, transaction
from hypothesis import given
from hypothesis import strategies as st

from coproduce.accounts.models import User
from partnerships import reviewing
from partnerships.models import PlanReview, PlanStage, StageEvidence, StrategicPlan
from tests.factories.partnerships import PlanStageFactory, StrategicPlanFactory
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


days = st.dates(dt.date(1999, 1, 1), dt.date(2090, 12, 31))


@given(days, st.integers(1, 5))
def test_a_period_of_years_is_over_when_its_first_day_comes_round_again(since: dt.date, years: int) -> None:
    following = reviewing.last_day(since, years) + dt.timedelta(days=1)
    leap_day = (since.month, since.day) == (2, 29) and following.year % 4
    assert following == dt.date(since.year + years, *((3, 1) if leap_day else (since.month, since.day)))


@given(days, st.integers(0, 40))
def test_months_before_a_day_are_in_the_month_so_many_earlier(day: dt.date, months: int) -> None:
    before = reviewing.months_before(day, months)
    assert (day.year - before.year) * 12 + day.month - before.month == months
    assert before.day == day.day or ((before + dt.timedelta(days=1)).day == 1 and before.day < day.day)


@pytest.mark.parametrize(
    ("starts", "kept", "since", "due"),
    [
        ("2024-02-29", [], "2024-02-29", "2027-02-28"),
        ("2024-02-28", [], "2024-02-28", "2027-02-27"),
        ("2024-04-01", ["2028-02-29"], "2028-02-29", "2031-02-28"),
        ("2025-03-01", [], "2025-03-01", "2028-02-29"),
        ("2019-04-01", ["2022-03-01", "2025-02-28"], "2025-02-28", "2028-02-27"),
        ("2019-04-01", ["2025-02-28", "2022-03-01"], "2025-02-28", "2028-02-27"),
    ],
)
def test_three_years_run_from_the_start_or_from_the_last_decision_to_keep(
    plan: StrategicPlan, starts: str, kept: list[str], since: str, due: str
) -> None:
    reviews = [review(plan, dt.date.fromisoformat(day)) for day in kept]
    for place, row in enumerate(reviews, start=1):
        row.pk = place
    clock = reviewing.clock(dt.date.fromisoformat(starts), reviews, dt.date(2030, 1, 1))
    assert clock is not None
    assert (f"{clock.since}", f"{clock.due_on}", clock.met_on) == (since, due, None)


def test_a_plan_that_is_kept_after_all_runs_on(running: StrategicPlan) -> None:
    """First to be replaced, then not: the later decision counts (Act s.37(10))."""
    replaced = PlanReviewFactory(plan=running, decided_on=dt.date(2026, 5, 1), outcome="replace")
    clock = reviewing.clock(running.starts_on, [replaced], TODAY)
    assert clock is not None
    assert clock.met_on == dt.date(2026, 5, 1)
    kept = PlanReviewFactory(plan=running, decided_on=dt.date(2026, 8, 1))
    clock = reviewing.clock(running.starts_on, [replaced, kept], TODAY)
    assert clock is not None
    assert (clock.met_on, clock.due_on) == (None, dt.date(2029, 7, 31))


def test_a_decision_to_replace_stops_the_clock_on_its_day_and_not_before(running: StrategicPlan) -> None:
    reviews = [review(running, TODAY, "replace")]
    clocks = [
        reviewing.clock(running.starts_on, reviews, day) for day in (TODAY - dt.timedelta(days=1), TODAY)
    ]
    assert [clock.met_on for clock in clocks if clock] == [None, TODAY]


def test_a_moved_first_day_moves_the_clock(running: StrategicPlan) -> None:
    running.starts_on = dt.date(2024, 4, 2)
    clock = reviewing.clock(running.starts_on, [], TODAY)
    assert clock is not None
    assert clock.due_on == dt.date(2027, 4, 1)


def test_the_refusal_without_a_first_day_names_the_section(plan: StrategicPlan, officer: User) -> None:
    assert "(Act s.37(10))" in reviewing.obstacle(review(plan, TODAY), TODAY)
    with pytest.raises(reviewing.ReviewingError):
        reviewing.record(review(plan, TODAY), by=officer, today=TODAY)
    assert not StageEvidence.objects.exists()


def test_on_the_first_day_itself_a_plan_may_be_reviewed(running: StrategicPlan, officer: User) -> None:
    reviewing.record(review(running, dt.date(2024, 4, 1)), by=officer, today=TODAY)
    assert PlanReview.objects.get().decided_on == running.starts_on


def test_the_evidence_of_a_review_says_what_was_decided_and_why(
    running: StrategicPlan, officer: User
) -> None:
    PlanStageFactory(code="review")
    made = review(running, TODAY, "replace")
    made.reason, made.link = "Ùrachadh. " * 400, "https://board.example/minute"
    reviewing.record(made, by=officer, today=TODAY)
    evidence = StageEvidence.objects.get()
    assert evidence.statement.startswith("Replace the plan. Ùrachadh.")
    assert (len(evidence.statement), evidence.link) == (2000, "https://board.example/minute")
    assert len(PlanReview.objects.get().reason) == 4000


def test_a_review_stays_as_it_was_recorded(running: StrategicPlan) -> None:
    made = PlanReviewFactory(plan=running)
    for change in (made.delete, PlanReview.objects.filter(pk=made.pk).delete, made.save):
        with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
            change()
    assert PlanReview.objects.get() == made


def test_a_plan_does_not_replace_itself(running: StrategicPlan) -> None:
    running.replaces = running
    with pytest.raises(IntegrityError, match="plan_replaces_another"), transaction.atomic():
        running.save()


def test_a_plan_is_replaced_by_one_other(running: StrategicPlan) -> None:
    StrategicPlanFactory(partnership=running.partnership, replaces=running)
    with pytest.raises(IntegrityError), transaction.atomic():
        StrategicPlanFactory(partnership=running.partnership, replaces=running)


@pytest.mark.parametrize(("on", "left"), [(-1, ["old", "new"]), (0, ["new"])])
def test_a_plan_is_replaced_from_the_first_day_of_the_next(
    running: StrategicPlan, on: int, left: list[str]
) -> None:
    StrategicPlan.objects.filter(pk=running.pk).update(title="old")
    StrategicPlanFactory(partnership=running.partnership, replaces=running, starts_on=TODAY, title="new")
    rows = StrategicPlan.objects.not_replaced(TODAY + dt.timedelta(days=on)).order_by("pk")
    assert [row.title for row in rows] == left


def test_a_plan_whose_successor_has_no_day_yet_is_in_force(running: StrategicPlan) -> None:
    StrategicPlanFactory(partnership=running.partnership, replaces=running)
    assert running in StrategicPlan.objects.not_replaced(TODAY)

"""What the law wants of a partnership on a day: due, overdue, met, and the most urgent first."""

import datetime as dt
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import get_current_timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerships import duties
from partnerships.duties import Duty, DutyState, state_on
from partnerships.models import BodyKind, Partnership, PlanStage, StrategicPlan
from tests.factories.bodies import BodyFactory, LocalityFactory, MeetingFactory, SeatFactory, TenureFactory
from tests.factories.partnerships import (
    EngagementFactory,
    PartnershipFactory,
    PlanStageFactory,
    StageEvidenceFactory,
    StrategicPlanFactory,
)
from tests.factories.planning import (
    ExpressedViewFactory,
    PerformanceReportFactory,
    PlannedStageFactory,
    PlanReviewFactory,
    SchemeReviewFactory,
)

ON = dt.date(2026, 9, 1)


def day(offset: int) -> dt.date:
    return ON + dt.timedelta(days=offset)


def found(partnership: Partnership, code: str, on: dt.date = ON) -> list[Duty]:
    return [duty for duty in duties.duties(partnership, on) if duty.code == code]


def only(partnership: Partnership, code: str, on: dt.date = ON) -> Duty:
    (duty,) = found(partnership, code, on)
    return duty


@pytest.mark.parametrize(
    ("due", "met", "state"),
    [
        (None, None, DutyState.DUE),
        (day(-1), None, DutyState.OVERDUE),
        (day(0), None, DutyState.DUE),
        (day(90), None, DutyState.DUE),
        (day(91), None, DutyState.NOT_DUE),
        (day(-1), day(0), DutyState.MET),
        (day(-1), day(1), DutyState.OVERDUE),
    ],
)
def test_the_state_of_a_duty(due: dt.date | None, met: dt.date | None, state: DutyState) -> None:
    assert state_on(ON, due, met) == state


@pytest.mark.parametrize(
    ("on", "ending"),
    [
        (dt.date(2026, 3, 31), dt.date(2025, 3, 31)),
        (dt.date(2026, 4, 1), dt.date(2026, 3, 31)),
        (dt.date(2026, 12, 31), dt.date(2026, 3, 31)),
        (dt.date(2028, 2, 29), dt.date(2027, 3, 31)),
    ],
)
def test_a_year_is_over_when_31_march_is(on: dt.date, ending: dt.date) -> None:
    assert duties.last_year_end(on) == ending


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (dt.date(2026, 4, 1), DutyState.NOT_DUE),
        (dt.date(2026, 5, 2), DutyState.DUE),
        (dt.date(2026, 7, 31), DutyState.DUE),
        (dt.date(2026, 8, 1), DutyState.OVERDUE),
    ],
)
def test_the_performance_report_is_due_on_31_july(fife: Partnership, on: dt.date, state: DutyState) -> None:
    duty = only(fife, "performance_report", on)
    assert (duty.due_on, duty.state) == (dt.date(2026, 7, 31), state)


def test_a_published_report_meets_the_duty_from_its_day(fife: Partnership) -> None:
    PerformanceReportFactory(partnership=fife)
    assert only(fife, "performance_report").met_on == dt.date(2026, 7, 20)
    assert only(fife, "performance_report", dt.date(2026, 7, 19)).state == DutyState.DUE


def test_years_without_a_report_since_the_first_are_told(fife: Partnership) -> None:
    PerformanceReportFactory(partnership=fife, year_ending=dt.date(2024, 3, 31))
    states = {duty.due_on: duty.state for duty in found(fife, "performance_report")}
    assert states == {
        dt.date(2024, 7, 31): DutyState.MET,
        dt.date(2025, 7, 31): DutyState.OVERDUE,
        dt.date(2026, 7, 31): DutyState.OVERDUE,
    }


def test_a_scheme_whose_review_is_unknown_is_told_so(fife: Partnership) -> None:
    duty = only(fife, "scheme_review")
    assert (duty.due_on, duty.state) == (None, DutyState.DUE)
    assert "not known" in duty.note


def test_a_scheme_is_reviewed_every_five_years(fife: Partnership) -> None:
    SchemeReviewFactory(partnership=fife, done_on=dt.date(2020, 2, 29))
    SchemeReviewFactory(partnership=fife, done_on=dt.date(2021, 9, 2))
    assert only(fife, "scheme_review").due_on == dt.date(2026, 9, 1)
    assert only(fife, "scheme_review").state == DutyState.DUE
    assert only(fife, "scheme_review", day(1)).state == DutyState.OVERDUE
    assert only(fife, "scheme_review", dt.date(2021, 9, 1)).due_on == dt.date(2025, 2, 28)


def test_a_stage_with_a_due_day_is_a_duty_until_it_is_done(plan: StrategicPlan, stage: PlanStage) -> None:
    PlannedStageFactory(plan=plan, stage=stage, due_on=day(-1))
    assert only(plan.partnership, "stage_second_draft").state == DutyState.OVERDUE
    StageEvidenceFactory(plan=plan, stage=stage, dated=ON)
    duty = only(plan.partnership, "stage_second_draft")
    assert (duty.state, duty.met_on) == (DutyState.MET, ON)
    assert duty.url == f"/plans/{plan.pk}/#second_draft"


def test_a_stage_without_a_due_day_is_none(plan: StrategicPlan, stage: PlanStage) -> None:
    assert found(plan.partnership, "stage_second_draft") == []


@pytest.mark.parametrize(
    ("starts", "on", "state"),
    [
        (dt.date(2024, 9, 2), dt.date(2026, 8, 31), DutyState.NOT_DUE),
        (dt.date(2024, 9, 2), dt.date(2026, 9, 1), DutyState.DUE),
        (dt.date(2024, 9, 2), dt.date(2027, 9, 1), DutyState.DUE),
        (dt.date(2024, 9, 2), dt.date(2027, 9, 2), DutyState.OVERDUE),
        (dt.date(2024, 2, 29), dt.date(2027, 2, 28), DutyState.DUE),
        (dt.date(2024, 2, 29), dt.date(2027, 3, 1), DutyState.OVERDUE),
    ],
)
def test_a_review_is_due_before_three_years_are_up(
    fife: Partnership, starts: dt.date, on: dt.date, state: DutyState
) -> None:
    StrategicPlanFactory(partnership=fife, starts_on=starts)
    assert only(fife, "review", on).state == state


def test_keeping_the_plan_restarts_the_clock_and_replacing_it_meets_the_duty(fife: Partnership) -> None:
    plan = StrategicPlanFactory(partnership=fife, starts_on=dt.date(2022, 4, 1))
    PlanReviewFactory(plan=plan, decided_on=dt.date(2025, 3, 1))
    assert only(fife, "review").due_on == dt.date(2028, 2, 29)
    PlanReviewFactory(plan=plan, decided_on=dt.date(2026, 8, 1), outcome="replace")
    assert only(fife, "review").met_on == dt.date(2026, 8, 1)


def test_a_replaced_plan_has_no_duties_from_the_new_ones_first_day(fife: Partnership) -> None:
    old = StrategicPlanFactory(partnership=fife, starts_on=dt.date(2020, 4, 1))
    new = StrategicPlanFactory(partnership=fife, starts_on=ON, replaces=old)
    assert {duty.url_args for duty in found(fife, "review", day(-1))} == {(old.pk,), (new.pk,)}
    assert {duty.url_args for duty in found(fife, "review")} == {(new.pk,)}


def test_the_statement_is_due_on_the_day_the_plan_is_published(plan: StrategicPlan) -> None:
    published, statement = (PlanStageFactory(code=code) for code in ("published", "statement_published"))
    assert only(plan.partnership, "statement").state == DutyState.NOT_DUE
    StageEvidenceFactory(plan=plan, stage=published, dated=day(-1))
    assert only(plan.partnership, "statement").state == DutyState.OVERDUE
    assert only(plan.partnership, "statement", day(-1)).state == DutyState.DUE
    StageEvidenceFactory(plan=plan, stage=statement, dated=ON)
    assert only(plan.partnership, "statement").met_on == ON


def test_a_seat_that_nobody_holds_is_vacant(fife: Partnership) -> None:
    seat = SeatFactory(body__partnership=fife)
    assert only(fife, "vacancy").note == "Not filled yet"
    TenureFactory(seat=seat, until=ON)
    assert only(fife, "vacancy").note == "Vacant since 1 September 2026"
    assert found(fife, "vacancy", day(-1)) == []


def test_a_deputy_does_not_fill_a_seat(fife: Partnership) -> None:
    TenureFactory(seat__body__partnership=fife, standing="deputy")
    assert only(fife, "vacancy").state == DutyState.DUE


@pytest.mark.parametrize(("ends", "told"), [(1, 1), (90, 1), (91, 0)])
def test_a_term_that_ends_within_ninety_days_is_told(fife: Partnership, ends: int, told: int) -> None:
    TenureFactory(seat__body__partnership=fife, until=day(ends))
    assert len(found(fife, "term_ends")) == told


def test_a_term_that_someone_else_takes_over_is_not(fife: Partnership) -> None:
    seat = TenureFactory(seat__body__partnership=fife, until=day(5)).seat
    TenureFactory(seat=seat, since=day(5))
    assert found(fife, "term_ends") == []


def test_the_longest_term_ends_a_tenure_without_a_last_day(fife: Partnership) -> None:
    seat = SeatFactory(body__partnership=fife, body__kind=BodyKind.JOINT_BOARD, term_years=3)
    TenureFactory(seat=seat, since=dt.date(2023, 9, 2))
    assert only(fife, "term_ends").due_on == dt.date(2026, 9, 2)
    assert only(fife, "term_ends", day(2)).state == DutyState.OVERDUE


def test_a_locality_wants_a_voice_in_the_planning_group(fife: Partnership) -> None:
    locality = LocalityFactory(partnership=fife, name="Leven")
    assert "Leven" in only(fife, "locality").title
    seat = SeatFactory(body__partnership=fife, body__kind=BodyKind.PLANNING_GROUP, locality=locality)
    assert (len(found(fife, "locality")), found(fife, "vacancy")) == (1, [])
    TenureFactory(seat=seat)
    assert found(fife, "locality") == []


def test_papers_are_due_before_five_clear_days(fife: Partnership) -> None:
    body = BodyFactory(partnership=fife, kind=BodyKind.JOINT_BOARD)
    meeting = MeetingFactory(body=body, on=dt.date(2026, 9, 10))
    assert only(fife, "papers").due_on == dt.date(2026, 9, 4)
    assert only(fife, "papers", dt.date(2026, 9, 5)).state == DutyState.OVERDUE
    meeting.papers_sent = ON
    meeting.save()
    assert only(fife, "papers").state == DutyState.MET
    assert found(fife, "papers", dt.date(2026, 9, 11)) == []


def an_engagement(partnership: Partnership, ended: dt.date) -> object:
    ends_at = dt.datetime.combine(ended, dt.time(12), get_current_timezone())
    starts_at = ends_at - dt.timedelta(hours=2)
    return EngagementFactory(partnership=partnership, published=True, starts_at=starts_at, ends_at=ends_at)


def test_views_wait_for_an_answer_once_the_engagement_is_over(fife: Partnership) -> None:
    ExpressedViewFactory.create_batch(2, engagement=an_engagement(fife, day(-1)))
    assert only(fife, "unanswered").note == "Views without an answer: 2"
    assert found(fife, "unanswered", day(-1)) == []


def test_people_wait_to_hear_what_was_decided(fife: Partnership) -> None:
    engagement = an_engagement(fife, day(-40))
    for due in (5, -1):
        ExpressedViewFactory(
            engagement=engagement, answer="followed", decided_on=day(-31), feedback_due=day(due)
        )
    duty = only(fife, "feedback")
    assert (duty.due_on, duty.state, duty.note) == (day(-1), DutyState.OVERDUE, "Answers to pass on: 2")


def test_nothing_of_another_partnership_is_told(fife: Partnership, dundee: Partnership) -> None:
    SeatFactory(body__partnership=dundee)
    LocalityFactory(partnership=dundee)
    StrategicPlanFactory(partnership=dundee, starts_on=ON)
    assert {duty.code for duty in duties.duties(fife, ON)} == {"performance_report", "scheme_review"}


def test_the_most_urgent_come_first(fife: Partnership) -> None:
    PerformanceReportFactory(partnership=fife)
    StrategicPlanFactory(partnership=fife, starts_on=ON)
    BodyFactory(partnership=fife)
    MeetingFactory(body__partnership=fife, body__kind=BodyKind.JOINT_BOARD, on=day(2))
    states = [duty.state for duty in duties.duties(fife, ON)]
    assert states == [DutyState.OVERDUE, DutyState.DUE, DutyState.NOT_DUE, DutyState.MET]


def furnish(partnership: Partnership, rows: int, stage: PlanStage) -> None:
    body = BodyFactory(partnership=partnership, kind=BodyKind.NETWORK)
    for offset in range(rows):
        plan = StrategicPlanFactory(partnership=partnership, starts_on=day(-offset))
        PlannedStageFactory(plan=plan, stage=stage, due_on=day(offset))
        TenureFactory(seat=SeatFactory(body=body), until=day(offset + 1))
        LocalityFactory(partnership=partnership)
        MeetingFactory(body=body, on=day(offset + 1))
        ExpressedViewFactory(engagement=an_engagement(partnership, day(-2)))


def test_the_number_of_queries_does_not_grow(fife: Partnership, stage: PlanStage) -> None:
    furnish(fife, 1, stage)
    with CaptureQueriesContext(connection) as few:
        duties.duties(fife, ON)
    furnish(fife, 20, stage)
    with CaptureQueriesContext(connection) as many:
        assert len(duties.duties(fife, ON)) > 100
    assert len(many) == len(few) == 1


def test_several_partnerships_are_answered_in_one_query(fife: Partnership, dundee: Partnership) -> None:
    LocalityFactory(partnership=dundee, name="Lochee")
    with CaptureQueriesContext(connection) as queries:
        told = dict(duties.duties_of_each([dundee, fife], ON))
    assert (len(queries), list(told)) == (1, [dundee, fife])
    assert told[fife] == duties.duties(fife, ON)
    assert any("Lochee" in duty.title for duty in told[dundee])


offsets = st.integers(-200, 200)
tenures = st.lists(st.tuples(offsets, st.integers(1, 100)), max_size=2)


def naive_seats(rows: list[list[tuple[int, int]]], on: int) -> Counter[str]:
    """Counted day by day, without a query."""
    told: Counter[str] = Counter()
    for held in rows:
        taken = {one for since, length in held for one in range(since, since + length)}
        if on not in taken:
            told["vacancy"] += 1
        elif any(next_day not in taken for next_day in range(on, on + 91)):
            told["term_ends"] += 1
    return told


def apart(held: list[tuple[int, int]]) -> bool:
    first, *rest = sorted(held) or [(0, 0)]
    return not rest or first[0] + first[1] <= rest[0][0]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(tenures.filter(apart), max_size=3), st.lists(st.tuples(offsets, st.none() | offsets), max_size=3)
)
def test_duties_agree_with_an_independent_recount(
    db: None, seats: list[list[tuple[int, int]]], stages: list[tuple[int, int | None]]
) -> None:
    partnership = PartnershipFactory()
    body = BodyFactory(partnership=partnership)
    for held in seats:
        seat = SeatFactory(body=body)
        for since, length in held:
            TenureFactory(seat=seat, since=day(since), until=day(since + length))
    plan = StrategicPlanFactory(partnership=partnership)
    expected: Counter[str] = Counter()
    for due, done in stages:
        stage = PlanStageFactory()
        PlannedStageFactory(plan=plan, stage=stage, due_on=day(due))
        if done is not None:
            StageEvidenceFactory(plan=plan, stage=stage, dated=day(done))
        met = done is not None and done <= 0
        expected["met" if met else "overdue" if due < 0 else "due" if due <= 90 else "not_due"] += 1
    told = duties.duties(partnership, ON)
    assert Counter(duty.state for duty in told if duty.code.startswith("stage_")) == expected
    assert Counter(duty.code for duty in told if duty.code in {"vacancy", "term_ends"}) == naive_seats(
        seats, 0
    )

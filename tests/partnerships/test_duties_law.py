"""Each duty on the days around its day, and the section that it comes from."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils.timezone import get_current_timezone

from partnerships import duties
from partnerships.duties import Duty, DutyState
from partnerships.models import BodyKind, Partnership
from tests.factories.bodies import BodyFactory, LocalityFactory, MeetingFactory, SeatFactory, TenureFactory
from tests.factories.partnerships import (
    EngagementFactory,
    PlanStageFactory,
    StageEvidenceFactory,
    StrategicPlanFactory,
)
from tests.factories.planning import (
    EvidenceWithdrawalFactory,
    ExpressedViewFactory,
    PerformanceReportFactory,
    PlannedStageFactory,
    PlanReviewFactory,
    SchemeReviewFactory,
)

pytestmark = pytest.mark.django_db
#: The day on which everything below is due.
DUE = dt.date(2026, 7, 31)


def day(offset: int) -> dt.date:
    return DUE + dt.timedelta(days=offset)


def of(partnership: Partnership, code: str, on: dt.date = DUE) -> Duty:
    (duty,) = (duty for duty in duties.duties(partnership, on) if duty.code == code)
    return duty


def a_stage(partnership: Partnership) -> None:
    stage = PlanStageFactory(code="second_draft", provision="s.33(4)(a)")
    PlannedStageFactory(plan__partnership=partnership, stage=stage, due_on=DUE)


def a_review(partnership: Partnership) -> None:
    StrategicPlanFactory(partnership=partnership, starts_on=dt.date(2023, 8, 1))


def a_kept_plan(partnership: Partnership) -> None:
    plan = StrategicPlanFactory(partnership=partnership, starts_on=dt.date(2020, 8, 1))
    PlanReviewFactory(plan=plan, decided_on=dt.date(2023, 8, 1))


def a_report(partnership: Partnership) -> None:
    """Due every year."""


def a_scheme(partnership: Partnership) -> None:
    SchemeReviewFactory(partnership=partnership, done_on=dt.date(2021, 8, 1))


def a_joint_board(partnership: Partnership) -> None:
    body = BodyFactory(partnership=partnership, kind=BodyKind.JOINT_BOARD)
    MeetingFactory(body=body, on=dt.date(2026, 8, 6))


def a_term(partnership: Partnership) -> None:
    body = BodyFactory(partnership=partnership, kind=BodyKind.JOINT_BOARD)
    seat = SeatFactory(body=body, term_years=3)
    TenureFactory(seat=seat, since=dt.date(2023, 7, 31))


def feedback(partnership: Partnership) -> None:
    ended = dt.datetime(2026, 6, 1, 12, tzinfo=get_current_timezone())
    engagement = EngagementFactory(
        partnership=partnership, published=True, starts_at=ended - dt.timedelta(hours=2), ends_at=ended
    )
    ExpressedViewFactory(
        engagement=engagement, answer="followed", decided_on=dt.date(2026, 7, 1), feedback_due=DUE
    )


Maker = Callable[[Partnership], None]
#: What makes it, its code, from how many days before it is told as due, and its law.
TABLE: list[tuple[Maker, str, int, str]] = [
    (a_stage, "stage_second_draft", 90, "2014 Act s.33(4)(a)"),
    (a_review, "review", 365, "2014 Act s.37(1)"),
    (a_kept_plan, "review", 365, "2014 Act s.37(1)"),
    (a_report, "performance_report", 90, "2014 Act s.42(4)"),
    (a_scheme, "scheme_review", 90, "2014 Act s.44"),
    (a_joint_board, "papers", 90, "SSI 2014/285 Sch. para 2"),
    (a_term, "term_ends", 90, "SSI 2014/285 arts.3 and 7"),
    (feedback, "feedback", 90, "Planning with People"),
]
NAMES = [make.__name__ for make, *_ in TABLE]


@pytest.mark.parametrize(("make", "code", "ahead", "law"), TABLE, ids=NAMES)
def test_due_today_is_due_and_a_day_later_overdue(
    fife: Partnership, make: Maker, code: str, ahead: int, law: str
) -> None:
    make(fife)
    duty = of(fife, code)
    assert (duty.due_on, duty.state, duty.provision) == (DUE, DutyState.DUE, law)
    assert (duty.needs_someone, duty.tone) == (True, "warning")
    late = of(fife, code, day(1))
    assert (late.due_on, late.state, late.tone, late.key) == (DUE, DutyState.OVERDUE, "bad", duty.key)


@pytest.mark.parametrize(
    ("make", "code", "ahead", "law"),
    [row for row in TABLE if row[1] != "term_ends"],
    ids=[name for name in NAMES if name != "a_term"],
)
def test_a_duty_is_told_as_due_so_many_days_ahead_and_not_a_day_sooner(
    fife: Partnership, make: Maker, code: str, ahead: int, law: str
) -> None:
    make(fife)
    assert of(fife, code, day(-ahead)).state == DutyState.DUE
    sooner = of(fife, code, day(-ahead - 1))
    assert (sooner.state, sooner.needs_someone) == (DutyState.NOT_DUE, False)


def test_the_end_of_a_term_is_nothing_to_do_until_ninety_days_before(fife: Partnership) -> None:
    a_term(fife)
    assert of(fife, "term_ends", day(-90)).state == DutyState.DUE
    assert "term_ends" not in {duty.code for duty in duties.duties(fife, day(-91))}


@pytest.mark.parametrize(
    ("on", "months"), [(-365, "12"), (-181, "6"), (-92, "3"), (-182, "12"), (-93, "6"), (0, "3")]
)
def test_a_review_says_how_many_months_are_left(fife: Partnership, on: int, months: str) -> None:
    a_review(fife)
    note = of(fife, "review", day(on)).note
    assert note == f"Three years run from 1 August 2023; {months} months or less are left"


@pytest.mark.parametrize("on", [-366, 1])
def test_before_a_year_ahead_and_after_the_day_no_months_are_told(fife: Partnership, on: int) -> None:
    a_review(fife)
    assert of(fife, "review", day(on)).note == "Three years run from 1 August 2023"


def test_the_nearer_a_review_the_higher_it_stands_among_those_of_the_same_day(fife: Partnership) -> None:
    a_review(fife)
    weights = [of(fife, "review", day(on)).weight for on in (-365, -181, -92)]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == 3


@pytest.mark.parametrize(("published", "late"), [(0, False), (1, True)])
def test_a_report_after_the_day_is_met_and_told_as_late(
    fife: Partnership, published: int, late: bool
) -> None:
    PerformanceReportFactory(partnership=fife, published_on=day(published))
    duty = of(fife, "performance_report", day(9))
    assert (duty.state, duty.met_on, duty.note) == (
        DutyState.MET, day(published), "Published late" if late else "",
    )  # fmt: skip


def test_a_report_is_met_from_the_day_it_is_out(fife: Partnership) -> None:
    PerformanceReportFactory(partnership=fife, published_on=DUE)
    assert of(fife, "performance_report", day(-1)).state == DutyState.DUE
    assert of(fife, "performance_report", DUE).state == DutyState.MET


def test_a_new_year_begins_a_new_report(fife: Partnership) -> None:
    PerformanceReportFactory(partnership=fife, year_ending=dt.date(2026, 3, 31))
    on = dt.date(2027, 4, 1)
    due = {duty.due_on: duty.state for duty in duties.duties(fife, on) if duty.code == "performance_report"}
    assert due == {DUE: DutyState.MET, dt.date(2027, 7, 31): DutyState.NOT_DUE}


@pytest.mark.parametrize(
    ("done", "due"),
    [
        (dt.date(2021, 8, 1), dt.date(2026, 7, 31)),
        (dt.date(2020, 2, 29), dt.date(2025, 2, 28)),
        (dt.date(2019, 3, 1), dt.date(2024, 2, 29)),
    ],
)
def test_a_scheme_is_reviewed_on_the_eve_of_its_fifth_year_at_the_latest(
    fife: Partnership, done: dt.date, due: dt.date
) -> None:
    SchemeReviewFactory(partnership=fife, done_on=done)
    assert of(fife, "scheme_review", due).state == DutyState.DUE
    assert of(fife, "scheme_review", due + dt.timedelta(days=1)).state == DutyState.OVERDUE
    assert of(fife, "scheme_review", due).due_on == due


def test_a_review_of_the_scheme_starts_five_years_anew(fife: Partnership) -> None:
    a_scheme(fife)
    SchemeReviewFactory(partnership=fife, done_on=DUE)
    duty = of(fife, "scheme_review")
    assert (duty.due_on, duty.state) == (dt.date(2031, 7, 30), DutyState.NOT_DUE)


@pytest.mark.parametrize(
    ("sent", "on", "state"),
    [
        (0, 0, DutyState.MET),
        (1, 0, DutyState.DUE),
        (1, 1, DutyState.MET),
        (2, 1, DutyState.OVERDUE),
    ],
)
def test_papers_count_from_the_day_they_are_sent(
    fife: Partnership, sent: int, on: int, state: DutyState
) -> None:
    a_joint_board(fife)
    meeting = fife.bodies.get().meetings.get()
    meeting.papers_sent = day(sent)
    meeting.save()
    assert of(fife, "papers", day(on)).state == state


def test_a_cancelled_meeting_needs_no_papers(fife: Partnership) -> None:
    a_joint_board(fife)
    meeting = fife.bodies.get().meetings.get()
    meeting.cancelled_on, meeting.cancel_reason = DUE, "Snow"
    meeting.save()
    assert "papers" not in {duty.code for duty in duties.duties(fife, DUE)}


def test_a_body_may_ask_for_papers_earlier_and_never_later(fife: Partnership) -> None:
    a_joint_board(fife)
    meeting = fife.bodies.get().meetings.get()
    for asked, due in ((dt.date(2026, 7, 20), dt.date(2026, 7, 20)), (dt.date(2026, 8, 5), DUE)):
        meeting.papers_due = asked
        meeting.save()
        assert of(fife, "papers").due_on == due


@pytest.mark.parametrize(("offset", "vacant"), [(-1, True), (0, False), (30, True)])
def test_a_seat_is_vacant_outside_the_days_of_its_holder(
    fife: Partnership, offset: int, vacant: bool
) -> None:
    seat = SeatFactory(body__partnership=fife)
    TenureFactory(seat=seat, since=DUE, until=day(30))
    assert ("vacancy" in {duty.code for duty in duties.duties(fife, day(offset))}) is vacant


@pytest.mark.parametrize("closed", ["seat", "body"])
def test_what_is_closed_has_no_vacancy(fife: Partnership, closed: str) -> None:
    body = BodyFactory(partnership=fife)
    seat = SeatFactory(body=body)
    row = {"seat": seat, "body": body}[closed]
    row.until = DUE
    row.save()
    told = [{duty.code for duty in duties.duties(fife, day(offset))} for offset in (-1, 0)]
    assert ["vacancy" in codes for codes in told] == [True, False]


def test_a_locality_that_has_ended_wants_no_voice(fife: Partnership) -> None:
    LocalityFactory(partnership=fife, until=DUE)
    told = [{duty.code for duty in duties.duties(fife, day(offset))} for offset in (-1, 0)]
    assert ["locality" in codes for codes in told] == [True, False]


def test_withdrawing_the_evidence_brings_a_duty_back(fife: Partnership) -> None:
    a_stage(fife)
    plan = fife.plans.get()
    evidence = StageEvidenceFactory(plan=plan, stage=plan.planned_stages.get().stage, dated=DUE)
    assert of(fife, "stage_second_draft", day(1)).state == DutyState.MET
    EvidenceWithdrawalFactory(evidence=evidence)
    assert of(fife, "stage_second_draft", day(1)).state == DutyState.OVERDUE


def test_a_partnership_with_nothing_recorded_owes_a_report_and_a_scheme(fife: Partnership) -> None:
    found = duties.duties(fife, dt.date(2026, 8, 1))
    assert [(duty.code, duty.state) for duty in found] == [
        ("performance_report", DutyState.OVERDUE),
        ("scheme_review", DutyState.DUE),
    ]

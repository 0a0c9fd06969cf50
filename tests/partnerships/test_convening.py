"""Meetings are called, changed and called off; late papers are told by how much."""

import datetime as dt

import pytest

from coproduce.accounts.models import User
from partnerships import convening
from partnerships.convening import ConveningError
from partnerships.models import Meeting
from tests.factories.bodies import BodyFactory, MeetingFactory

DAY = dt.date(2026, 9, 21)
TODAY = dt.date(2026, 9, 30)
pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(db: None) -> Meeting:
    return MeetingFactory(on=DAY)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (dt.date(2026, 9, 15), "Papers sent in time, 5 clear days ahead"),
        (dt.date(2026, 9, 17), "Papers sent 3 clear days ahead, 5 asked for"),
        (dt.date(2026, 9, 19), "Papers sent 1 clear day ahead, 5 asked for"),
        (dt.date(2026, 9, 22), "Papers sent 0 clear days ahead, 5 asked for"),
    ],
)
def test_it_is_told_how_many_clear_days_were_left(
    sent: dt.date, words: str, meeting: Meeting, officer: User
) -> None:
    assert convening.send_papers(meeting, on=sent, by=officer, today=TODAY) == words


def test_papers_not_sent_have_their_day(meeting: Meeting) -> None:
    assert convening.papers_told(meeting) == "Papers due by 15 September 2026"


def test_a_meeting_may_ask_for_earlier_papers(officer: User) -> None:
    meeting = MeetingFactory(on=DAY, papers_due=dt.date(2026, 9, 11))
    told = convening.send_papers(meeting, on=dt.date(2026, 9, 15), by=officer, today=TODAY)
    assert told == "Papers sent 5 clear days ahead, 9 asked for"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"on": DAY}, "on"),
        ({"on": dt.date(2030, 1, 1)}, "on"),
        ({"on": dt.date(2026, 10, 1), "papers_due": dt.date(2026, 10, 1)}, "papers_due"),
        ({"on": dt.date(2026, 10, 1), "papers_sent": dt.date(2026, 10, 1)}, "papers_sent"),
    ],
)
def test_a_meeting_that_cannot_be_is_refused(facts: dict[str, dt.date], field: str, officer: User) -> None:
    body = BodyFactory(until=dt.date(2029, 1, 1))
    MeetingFactory(body=body, on=DAY)
    with pytest.raises(ConveningError) as refusal:
        convening.convene(Meeting(body=body, **facts), by=officer, today=TODAY)
    assert refusal.value.field == field


def test_a_cancelled_meeting_leaves_its_day_free(meeting: Meeting, officer: User) -> None:
    convening.cancel(meeting, reason="No heating.", by=officer, today=dt.date(2026, 9, 1))
    again = convening.convene(Meeting(body=meeting.body, on=DAY), by=officer, today=TODAY)
    assert again.pk != meeting.pk


def test_a_cancelled_meeting_stays_with_its_reason(meeting: Meeting, officer: User) -> None:
    convening.cancel(meeting, reason=" No heating. ", by=officer, today=dt.date(2026, 9, 1))
    meeting.refresh_from_db()
    assert (meeting.cancelled_on, meeting.cancel_reason) == (dt.date(2026, 9, 1), "No heating.")
    for verb in (lambda: convening.change(meeting, by=officer, today=TODAY),):
        with pytest.raises(ConveningError, match="has been cancelled"):
            verb()


@pytest.mark.parametrize(("reason", "today"), [("  ", dt.date(2026, 9, 1)), ("Late", TODAY)])
def test_cancelling_takes_a_reason_and_a_day_to_come(
    reason: str, today: dt.date, meeting: Meeting, officer: User
) -> None:
    with pytest.raises(ConveningError):
        convening.cancel(meeting, reason=reason, by=officer, today=today)


@pytest.mark.parametrize(
    ("on", "due"),
    [
        (dt.date(2026, 9, 21), dt.date(2026, 9, 15)),
        (dt.date(2026, 9, 18), dt.date(2026, 9, 12)),
        (dt.date(2027, 1, 4), dt.date(2026, 12, 29)),
        (dt.date(2028, 3, 2), dt.date(2028, 2, 25)),
    ],
    ids=["over a weekend", "due on a Saturday", "over New Year", "over 29 February"],
)
def test_clear_days_are_days_of_the_calendar_whatever_day_they_are(on: dt.date, due: dt.date) -> None:
    """SSI 2014/285 Schedule para 2 leaves out neither weekends nor holidays."""
    assert MeetingFactory(body__kind="integration_joint_board", on=on).papers_due_on == due


@pytest.mark.parametrize(("clear_days", "due"), [(0, 20), (1, 19), (5, 15), (10, 10)])
def test_a_body_sets_how_many_clear_days_it_gives(clear_days: int, due: int) -> None:
    meeting = MeetingFactory(body__clear_days=clear_days, on=DAY)
    assert meeting.papers_due_on == dt.date(2026, 9, due)


@pytest.mark.parametrize(("asked", "due"), [(dt.date(2026, 9, 14), 14), (dt.date(2026, 9, 16), 15)])
def test_the_earlier_day_counts(asked: dt.date, due: int) -> None:
    assert MeetingFactory(on=DAY, papers_due=asked).papers_due_on == dt.date(2026, 9, due)


@pytest.mark.parametrize(("sent", "late"), [(15, False), (16, True), (21, True)])
def test_papers_are_late_from_the_day_after_they_were_due(sent: int, late: bool) -> None:
    assert MeetingFactory(on=DAY, papers_sent=dt.date(2026, 9, sent)).papers_were_late is late


def test_no_papers_go_out_for_a_cancelled_meeting(meeting: Meeting, officer: User) -> None:
    convening.cancel(meeting, reason="Snow", by=officer, today=dt.date(2026, 9, 1))
    with pytest.raises(ConveningError, match="has been cancelled"):
        convening.send_papers(meeting, on=dt.date(2026, 9, 2), by=officer, today=TODAY)
    meeting.refresh_from_db()
    assert meeting.papers_sent is None


def test_a_meeting_may_be_cancelled_on_its_own_day(meeting: Meeting, officer: User) -> None:
    convening.cancel(meeting, reason="Snow", by=officer, today=DAY)
    assert Meeting.objects.get().is_cancelled

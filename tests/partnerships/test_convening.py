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

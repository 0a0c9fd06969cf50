"""The calendar feed: duties and meetings of one's own partnerships, until the address is replaced."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate
from icalendar import Calendar

from coproduce.accounts.models import RoleName, User
from partnerships.models import CalendarKey, Partnership, PlanStage, StrategicPlan
from tests.conftest import ClientOf
from tests.factories.accounts import give
from tests.factories.bodies import MeetingFactory
from tests.factories.partnerships import StageEvidenceFactory, StrategicPlanFactory
from tests.factories.planning import PlannedStageFactory

from .conftest import QueriesOf
from .test_views_registers import read


def make(client: Client) -> str:
    assert client.post("/calendar/").status_code == 302
    key = CalendarKey.objects.get().key
    return f"/calendar/{key}.ics"


def test_the_page_gives_an_address_and_looking_makes_none(client_of: ClientOf, officer: User) -> None:
    client = client_of(officer)
    assert "Make an address" in read(client, "/calendar/")
    assert not CalendarKey.objects.exists()
    address = make(client)
    assert address in read(client, "/calendar/")


def test_the_feed_holds_duties_and_meetings_of_ones_own_partnership(
    client: Client, client_of: ClientOf, officer: User, fife: Partnership, dundee: Partnership
) -> None:
    today = dt.datetime.now(dt.UTC).date()
    StrategicPlanFactory(partnership=fife, title="Our plan", starts_on=today)
    StrategicPlanFactory(partnership=dundee, title="Their plan", starts_on=today)
    meeting = MeetingFactory(
        body__partnership=fife, on=today + dt.timedelta(days=20), starts=dt.time(10), place="Example Hall"
    )
    answer = client.get(make(client_of(officer)))
    assert answer["Content-Type"].startswith("text/calendar")
    told = list(Calendar.from_ical(answer.content).walk("VEVENT"))
    words = " ".join(str(event["SUMMARY"]) for event in told)
    assert "Our plan" in words
    assert "Their plan" not in words
    assert f"meeting-{meeting.pk}@coproduce" in {str(event["UID"]) for event in told}
    assert officer.email not in answer.content.decode()


def test_the_same_day_gives_the_same_feed(
    client: Client, client_of: ClientOf, officer: User, fife: Partnership
) -> None:
    address = make(client_of(officer))
    assert client.get(address).content == client.get(address).content


def test_a_new_address_stops_the_old_one(client: Client, client_of: ClientOf, officer: User) -> None:
    signed_in = client_of(officer)
    old = make(signed_in)
    new = make(signed_in)
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)


def test_a_closed_account_has_no_calendar(client: Client, client_of: ClientOf, officer: User) -> None:
    address = make(client_of(officer))
    officer.is_active = False
    officer.save()
    assert client.get(address).status_code == 404


def test_an_unknown_address_is_not_found(client: Client, db: None) -> None:
    assert client.get(f"/calendar/{uuid.uuid4()}.ics").status_code == 404


def test_whoever_works_nowhere_has_an_empty_calendar(
    client: Client, client_of: ClientOf, newcomer: User
) -> None:
    assert b"VEVENT" not in client.get(make(client_of(newcomer))).content


@pytest.fixture
def address(client_of: ClientOf, officer: User) -> str:
    return make(client_of(officer))


def events(client: Client, address: str) -> dict[str, Any]:
    """What a calendar program reads, by UID."""
    answer = client.get(address)
    assert answer.status_code == 200
    told = {str(event["UID"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}
    assert len(told) == answer.content.count(b"\r\nBEGIN:VEVENT\r\n")
    return told


def of_meetings(found: dict[str, Any]) -> dict[str, Any]:
    return {uid: event for uid, event in found.items() if uid.startswith("meeting-") and "papers" not in uid}


def test_the_feed_is_for_one_reader_and_kept_nowhere(client: Client, address: str) -> None:
    answer = client.get(address)
    assert set(answer["Cache-Control"].split(", ")) == {"private", "no-store"}
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert not answer.cookies


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_feed_is_only_read(client: Client, address: str, method: str) -> None:
    assert getattr(client, method)(address).status_code == 405


def test_someone_without_account_gets_no_address(client: Client, db: None) -> None:
    assert client.post("/calendar/")["Location"].startswith("/accounts/login")
    assert not CalendarKey.objects.exists()


def test_each_person_has_one_address_and_nobody_elses(client_of: ClientOf, officer: User, lead: User) -> None:
    mine, theirs = client_of(officer), client_of(lead)
    for _ in range(3):
        mine.post("/calendar/")
    theirs.post("/calendar/")
    keys = dict(CalendarKey.objects.values_list("user__email", "key"))
    assert len(keys) == 2
    page = read(mine, "/calendar/")
    assert str(keys[officer.email]) in page
    assert str(keys[lead.email]) not in page


def test_whoever_lost_the_role_gets_nothing_more(
    client: Client, address: str, officer: User, fife: Partnership
) -> None:
    MeetingFactory(body__partnership=fife, on=localdate() + dt.timedelta(days=3))
    assert of_meetings(events(client, address))
    officer.roles.update(until=localdate())
    assert events(client, address) == {}


def test_whoever_changed_to_another_partnership_gets_its_days(
    client: Client, address: str, officer: User, fife: Partnership, dundee: Partnership
) -> None:
    soon = localdate() + dt.timedelta(days=3)
    MeetingFactory(body__partnership=fife, on=soon)
    theirs = MeetingFactory(body__partnership=dundee, on=soon)
    officer.roles.update(team=dundee.team)
    assert list(of_meetings(events(client, address))) == [f"meeting-{theirs.pk}@coproduce"]


def test_a_reader_of_two_partnerships_finds_both_and_nothing_twice(
    client: Client, client_of: ClientOf, reader: User, fife: Partnership, dundee: Partnership
) -> None:
    give(reader, RoleName.READER, dundee.team)
    for partnership in (fife, dundee):
        StrategicPlanFactory(partnership=partnership, starts_on=localdate(), title=partnership.slug)
        MeetingFactory(body__partnership=partnership, on=localdate())
    found = events(client, make(client_of(reader)))
    words = " ".join(str(event["SUMMARY"]) for event in found.values())
    assert len(of_meetings(found)) == 2
    assert "fife" in words
    assert "dundee-city" in words


def test_oversight_of_all_partnerships_is_no_calendar_of_all(
    client: Client, client_of: ClientOf, auditor: User, fife: Partnership
) -> None:
    StrategicPlanFactory(partnership=fife, starts_on=localdate())
    assert events(client, make(client_of(auditor))) == {}


def test_the_same_duty_keeps_its_name_when_words_and_days_change(
    client: Client, address: str, plan: StrategicPlan, stage: PlanStage
) -> None:
    row = PlannedStageFactory(plan=plan, stage=stage, due_on=localdate() + dt.timedelta(days=9))
    uid = f"plan-{plan.pk}-{stage.code}@coproduce"
    assert events(client, address)[uid]["DTSTART"].dt == row.due_on
    row.due_on += dt.timedelta(days=30)
    row.save()
    plan.title = "Another title"
    plan.save()
    again = events(client, address)[uid]
    assert (again["DTSTART"].dt, "Another title" in again["SUMMARY"]) == (row.due_on, True)


def test_a_duty_fills_its_day_and_says_the_law_and_where_to_go(
    client: Client, address: str, plan: StrategicPlan, stage: PlanStage
) -> None:
    PlannedStageFactory(plan=plan, stage=stage, due_on=dt.date(2028, 2, 29))
    body = client.get(address).content.decode()
    assert "DTSTART;VALUE=DATE:20280229" in body
    event = events(client, address)[f"plan-{plan.pk}-{stage.code}@coproduce"]
    assert "DTEND" not in event
    assert f"2014 Act {stage.provision}. {plan.partnership}" in event["DESCRIPTION"]
    assert f"http://testserver/plans/{plan.pk}/#{stage.code}" in event["DESCRIPTION"]


def test_a_duty_that_is_met_leaves_the_calendar(
    client: Client, address: str, plan: StrategicPlan, stage: PlanStage
) -> None:
    PlannedStageFactory(plan=plan, stage=stage, due_on=localdate() + dt.timedelta(days=9))
    uid = f"plan-{plan.pk}-{stage.code}@coproduce"
    assert uid in events(client, address)
    StageEvidenceFactory(plan=plan, stage=stage, dated=localdate())
    assert uid not in events(client, address)


def test_an_overdue_duty_stays_on_the_day_it_was_due(
    client: Client, address: str, plan: StrategicPlan, stage: PlanStage
) -> None:
    PlannedStageFactory(plan=plan, stage=stage, due_on=dt.date(2020, 5, 1))
    assert events(client, address)[f"plan-{plan.pk}-{stage.code}@coproduce"]["DTSTART"].dt == dt.date(
        2020, 5, 1
    )


@pytest.mark.parametrize(
    "title",
    [
        "Leven, Methil; Kirkcaldy",
        "Back\\slash \\n and \\, comma",
        "Co-labhairt 🏴󠁧󠁢󠁳󠁣󠁴󠁿 mu chùram ☕️",
        "END:VEVENT",
        "x" * 190,
        "Ж" * 150,
        '"Quoted": a colon',
    ],
)
def test_any_title_arrives_as_it_was_typed(
    client: Client, address: str, fife: Partnership, title: str
) -> None:
    MeetingFactory(body__partnership=fife, body__name=title, place=title, on=localdate())
    answer = client.get(address)
    (event,) = of_meetings(events(client, address)).values()
    assert (str(event["SUMMARY"]), str(event["LOCATION"])) == (title, title)
    assert max(len(line) for line in answer.content.split(b"\r\n")) <= 75


def test_a_line_break_in_a_place_stays_within_its_line(
    client: Client, address: str, fife: Partnership
) -> None:
    MeetingFactory(body__partnership=fife, place="Example Hall\nBEGIN:VEVENT\r\nUID:forged", on=localdate())
    (event,) = of_meetings(events(client, address)).values()
    assert b"\r\nUID:forged" not in client.get(address).content
    assert "Example Hall" in event["LOCATION"]


@pytest.mark.parametrize(
    ("month", "utc"), [(1, dt.time(10, 0)), (7, dt.time(9, 0))], ids=["in winter", "in summer"]
)
def test_a_meeting_with_a_time_is_at_that_time_in_scotland(
    client: Client, address: str, fife: Partnership, month: int, utc: dt.time
) -> None:
    on = dt.date(localdate().year + 1, month, 15)
    MeetingFactory(body__partnership=fife, on=on, starts=dt.time(10))
    (event,) = of_meetings(events(client, address)).values()
    assert event["DTSTART"].dt == dt.datetime.combine(on, utc, dt.UTC)
    assert event["DTEND"].dt - event["DTSTART"].dt == dt.timedelta(hours=1)


def test_a_meeting_without_a_time_fills_its_day(client: Client, address: str, fife: Partnership) -> None:
    MeetingFactory(body__partnership=fife, on=localdate())
    (event,) = of_meetings(events(client, address)).values()
    assert event["DTSTART"].dt == localdate()
    assert "LOCATION" not in event


def test_meetings_that_are_over_or_cancelled_are_not_told(
    client: Client, address: str, fife: Partnership
) -> None:
    today = localdate()
    MeetingFactory(body__partnership=fife, on=today - dt.timedelta(days=1))
    MeetingFactory(body__partnership=fife, on=today, cancelled_on=today, cancel_reason="Snow")
    kept = MeetingFactory(body__partnership=fife, on=today)
    assert list(of_meetings(events(client, address))) == [f"meeting-{kept.pk}@coproduce"]


def test_the_feed_takes_as_many_queries_for_many_rows_as_for_few(
    client: Client, address: str, fife: Partnership, stage: PlanStage, queries_of: QueriesOf
) -> None:
    counts = []
    for more in (2, 38):
        for _ in range(more):
            MeetingFactory(body__partnership=fife, on=localdate())
        for plan in StrategicPlanFactory.create_batch(more, partnership=fife, starts_on=localdate()):
            PlannedStageFactory(plan=plan, stage=stage, due_on=localdate())
        counts.append(queries_of(client, address))
    assert counts[0] == counts[1] <= 12


def test_the_page_says_that_whoever_has_the_address_can_read_it(client_of: ClientOf, reader: User) -> None:
    client = client_of(reader)
    assert "can read that calendar without signing in" in read(client, "/calendar/")
    client.post("/calendar/")
    page = read(client, "/calendar/")
    assert "Make a new address" in page
    assert "stops working at once" in page

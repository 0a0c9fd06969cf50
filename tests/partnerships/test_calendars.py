"""The calendar feed: duties and meetings of one's own partnerships, until the address is replaced."""

import datetime as dt
import uuid

from django.test import Client
from icalendar import Calendar

from coproduce.accounts.models import User
from partnerships.models import CalendarKey, Partnership
from tests.conftest import ClientOf
from tests.factories.partnerships import StrategicPlanFactory
from tests.factories.planning import MeetingFactory

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

"""A person's duties and meetings as their calendar program reads them, under an address they can replace."""

import datetime as dt
from collections.abc import Iterator
from uuid import UUID, uuid4

from django.utils.timezone import get_current_timezone
from icalendar import Calendar, Event

from coproduce.accounts.models import User

from .duties import Duty, duties
from .models import CalendarKey, Meeting, Partnership

HOUR = dt.timedelta(hours=1)


def key_of(user: User) -> CalendarKey | None:
    """The person's own, once they have asked for one."""
    return CalendarKey.objects.filter(user=user).first()


def renew(user: User, *, now: dt.datetime) -> CalendarKey:
    """A new address; the old one stops at once."""
    return CalendarKey.objects.update_or_create(user=user, defaults={"key": uuid4(), "made_at": now})[0]


def opened_by(key: UUID) -> CalendarKey | None:
    """Whose calendar this is; nobody's once the account is closed."""
    return CalendarKey.objects.select_related("user").filter(key=key, user__is_active=True).first()


def feed(key: CalendarKey, *, on: dt.date, site: str) -> bytes:
    """Duties that have a day and are not met, and meetings to come; no person is in it."""
    calendar = Calendar()
    calendar.add("prodid", "-//Coproduce//Duties//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Coproduce: duties and meetings")
    for partnership in Partnership.objects.worked_in_by(key.user):
        for event in events(partnership, key.made_at, on=on, site=site):
            calendar.add_component(event)
    told: bytes = calendar.to_ical()
    return told


def events(partnership: Partnership, stamp: dt.datetime, *, on: dt.date, site: str) -> Iterator[Event]:
    for duty in duties(partnership, on):
        if duty.due_on and not duty.met_on:
            yield duty_event(duty, duty.due_on, partnership, stamp, site)
    for meeting in Meeting.objects.of_partnership(partnership).not_cancelled().upcoming(on).with_body():
        yield meeting_event(meeting)


def duty_event(duty: Duty, due_on: dt.date, partnership: Partnership, stamp: dt.datetime, site: str) -> Event:
    event = Event()
    event.add("uid", f"{duty.key}@coproduce")
    event.add("dtstamp", stamp)
    event.add("summary", f"Due: {duty.title}")
    event.add("dtstart", due_on)
    event.add("description", f"{duty.provision}. {partnership}. {site}{duty.url}")
    return event


def meeting_event(meeting: Meeting) -> Event:
    event = Event()
    event.add("uid", f"meeting-{meeting.pk}@coproduce")
    event.add("dtstamp", meeting.changed_at)
    event.add("summary", str(meeting.body))
    if meeting.starts:
        starts = dt.datetime.combine(meeting.on, meeting.starts, get_current_timezone()).astimezone(dt.UTC)
        event.add("dtstart", starts)
        event.add("dtend", starts + HOUR)
    else:
        event.add("dtstart", meeting.on)
    if meeting.place:
        event.add("location", meeting.place)
    return event

"""Made-up localities, bodies, tenures and meetings of a partnership to look around in."""

import datetime as dt

from coproduce.accounts.models import User
from partnerships import seating
from partnerships.models import Body, BodyKind, Locality, Meeting, Partnership, Seat, Tenure

MADE_UP = "Part of the demonstration: it describes nothing that happened."
LOCALITIES = ("Example North", "Example South", "Example Coast")
BODIES = {
    BodyKind.PLANNING_GROUP: "Example strategic planning group",
    BodyKind.JOINT_BOARD: "Example integration joint board",
}


def make_bodies(partnership: Partnership, *, by: User, today: dt.date) -> None:
    """Nothing where somebody has recorded a body already."""
    if Body.objects.of_partnership(partnership).exists():
        return
    for name in LOCALITIES:
        Locality.objects.create(partnership=partnership, name=name, description=MADE_UP)
    for kind, name in BODIES.items():
        body = Body(partnership=partnership, kind=kind, name=name, purpose=MADE_UP)
        make_seats_held(seating.found(body, by=by, today=today), by=by, today=today)
        make_meetings(body, today=today)


def make_seats_held(body: Body, *, by: User, today: dt.date) -> None:
    """Every third seat stays vacant, so that a vacancy can be seen."""
    for number, seat in enumerate(Seat.objects.of_body(body)):
        if number % 3:
            since = today - dt.timedelta(days=90 + 10 * number)
            seating.appoint(Tenure(seat=seat, since=since, nominated_by="Example network"), by=by)


def make_meetings(body: Body, *, today: dt.date) -> None:
    past, coming = today - dt.timedelta(days=40), today + dt.timedelta(days=20)
    sent = past - dt.timedelta(days=4)
    Meeting.objects.create(body=body, on=past, place="Example Hall", papers_sent=sent)
    Meeting.objects.create(body=body, on=coming, place="Example Hall")

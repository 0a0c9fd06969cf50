"""Bodies as everyone reads them, on any day; how leads and officers keep them."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate

from coproduce.accounts.models import User
from partnerships import seating
from partnerships.models import (
    Body,
    BodyKind,
    Evaluation,
    Locality,
    Meeting,
    Partnership,
    Seat,
    Standing,
    Tenure,
)
from tests.conftest import ClientOf
from tests.factories.bodies import (
    BodyFactory,
    EvaluationFactory,
    LocalityFactory,
    MeetingFactory,
    SeatFactory,
    TenureFactory,
)
from tests.factories.partnerships import IntegrationModelFactory, OrganisationFactory

from .conftest import QueriesOf
from .test_views_registers import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def body(fife: Partnership) -> Body:
    return BodyFactory(partnership=fife, name="Carers’ network")


@pytest.fixture
def seat(body: Body) -> Seat:
    return SeatFactory(body=body, title="Convener")


def boxes(name: str, day: dt.date) -> dict[str, Any]:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def sent(**typed: Any) -> dict[str, Any]:
    return {"submission": str(uuid.uuid4()), **typed}


# --- Reading ---
def test_a_body_shows_its_seats_and_who_they_speak_for(client: Client, seat: Seat) -> None:
    TenureFactory(seat=seat, organisation=OrganisationFactory(name="Fife Action"), nominated_by="The network")
    TenureFactory(seat=seat, standing=Standing.DEPUTY)
    page = read(client, seat.body.get_absolute_url())
    for words in ("Convener", "Held", "since 1 January 2026", "Fife Action", "The network", "Deputy since"):
        assert words in page


def test_a_vacant_seat_says_since_when(client: Client, seat: Seat) -> None:
    TenureFactory(seat=seat, until=dt.date(2026, 3, 2))
    page = read(client, seat.body.get_absolute_url())
    assert "Vacant" in page
    assert "since 2 March 2026" in page


def test_a_body_is_shown_as_it_was_on_a_day(client: Client, seat: Seat) -> None:
    TenureFactory(seat=seat, until=dt.date(2026, 3, 2))
    address = seat.body.get_absolute_url()
    assert "1 held, 0 vacant" in read(client, f"{address}?on=2026-03-01")
    assert "0 held, 1 vacant" in read(client, f"{address}?on=2026-03-02")
    assert "Enter a real date" in read(client, f"{address}?on=soon")


def test_a_board_tells_who_votes_on_each_side_of_september_2026(
    registers: None, client: Client, administrator: User
) -> None:
    fife = Partnership.objects.get(slug="fife")
    made = Body(partnership=fife, kind=BodyKind.JOINT_BOARD, name="Board")
    board = seating.found(made, by=administrator, today=dt.date(2026, 5, 1))
    address = board.get_absolute_url()
    assert "6 vote; a quorum is half of them, 3." in read(client, f"{address}?on=2026-08-31")
    assert "9 vote; a quorum is half of them, 5." in read(client, f"{address}?on=2026-09-01")


def test_an_empty_body_says_so(client: Client, body: Body) -> None:
    page = read(client, body.get_absolute_url())
    assert "No seat is recorded for this day." in page
    assert "No meeting is recorded yet." in page


def test_a_day_on_which_it_was_not_there_says_so(client: Client) -> None:
    body = BodyFactory(since=dt.date(2026, 4, 1))
    assert "not in being on 31 March 2026" in read(client, f"{body.get_absolute_url()}?on=2026-03-31")


def test_late_papers_are_told(client: Client, body: Body) -> None:
    MeetingFactory(body=body, on=dt.date(2026, 9, 21), papers_sent=dt.date(2026, 9, 17))
    assert "Papers sent 3 clear days ahead, 5 asked for" in read(client, body.get_absolute_url())


def test_a_partnership_shows_its_bodies_and_localities_on_the_day(client: Client, seat: Seat) -> None:
    LocalityFactory(partnership=seat.body.partnership, name="North", since=dt.date(2026, 4, 1))
    address = seat.body.partnership.get_absolute_url()
    page = read(client, address)
    assert "1 seat, 1 vacant" in page
    assert "North" in page
    assert "North" not in read(client, f"{address}?on=2026-03-31")


def test_a_kept_evaluation_is_read_by_everyone(client: Client, body: Body) -> None:
    kept = EvaluationFactory(body=body)
    assert kept.get_absolute_url() in read(client, body.get_absolute_url())
    assert "as it was found then" in read(client, kept.get_absolute_url())


# --- Writing ---
def test_a_lead_sets_up_a_planning_group(client_of: ClientOf, lead: User, fife: Partnership) -> None:
    client, address = client_of(lead), f"/partnerships/{fife.slug}/bodies/new/"
    typed = sent(kind=BodyKind.PLANNING_GROUP, name="Group", clear_days=5, from_rules="on")
    assert "No integration model is recorded" in client.post(address, typed).content.decode()
    IntegrationModelFactory(partnership=fife)
    for _ in range(2):
        assert client.post(address, typed)["Location"] == Body.objects.get().get_absolute_url()


def test_a_joint_board_with_short_notice_is_refused_in_words(
    client_of: ClientOf, lead: User, fife: Partnership
) -> None:
    typed = sent(kind=BodyKind.JOINT_BOARD, name="Board", clear_days=4)
    page = client_of(lead).post(f"/partnerships/{fife.slug}/bodies/new/", typed).content.decode()
    assert "five clear days ahead at the least" in page
    assert 'value="Board"' in page


def test_a_lead_edits_a_body_and_ends_it(client_of: ClientOf, lead: User, body: Body, seat: Seat) -> None:
    client, address = client_of(lead), f"/bodies/{body.pk}/edit/"
    seen = client.get(address).context["form"]["seen_at"].value()
    typed = {"name": "Network", "clear_days": 5, "seen_at": seen, **boxes("until", dt.date(2026, 4, 1))}
    assert client.post(address, typed).status_code == 302
    seat.refresh_from_db()
    assert seat.until == dt.date(2026, 4, 1)


def test_a_lead_adds_and_edits_a_seat(client_of: ClientOf, lead: User, body: Body) -> None:
    client = client_of(lead)
    typed = sent(title="Observer", filling="chosen")
    assert client.post(f"/bodies/{body.pk}/seats/new/", typed).status_code == 302
    address = f"/seats/{Seat.objects.get().pk}/edit/"
    seen = client.get(address).context["form"]["seen_at"].value()
    changed = {"title": "Guest", "filling": "chosen", "seen_at": seen}
    assert client.post(address, changed).status_code == 302
    assert Seat.objects.get().title == "Guest"


def test_an_officer_records_who_holds_a_seat_once(client_of: ClientOf, officer: User, seat: Seat) -> None:
    client, address = client_of(officer), f"/seats/{seat.pk}/appoint/"
    typed = sent(standing="holder", nominated_by="The network", **boxes("since", dt.date(2026, 4, 1)))
    assert [client.post(address, typed).status_code for _ in range(2)] == [302, 302]
    assert Tenure.objects.get().nominated_by == "The network"
    again = client.post(address, {**typed, "submission": str(uuid.uuid4())}).content.decode()
    assert "The seat has a holder already" in again


def test_an_officer_ends_an_appointment(client_of: ClientOf, officer: User, seat: Seat) -> None:
    tenure = TenureFactory(seat=seat)
    client, address = client_of(officer), f"/tenures/{tenure.pk}/end/"
    assert "It began on" in client.post(address, boxes("until", dt.date(2026, 1, 1))).content.decode()
    assert client.post(address, boxes("until", dt.date(2026, 4, 1))).status_code == 302
    tenure.refresh_from_db()
    assert tenure.until == dt.date(2026, 4, 1)


def test_an_officer_keeps_an_evaluation_of_the_day(client_of: ClientOf, officer: User, body: Body) -> None:
    answer = client_of(officer).post(f"/bodies/{body.pk}/evaluations/keep/?on=2026-08-31")
    kept = Evaluation.objects.get()
    assert (answer["Location"], kept.on) == (kept.get_absolute_url(), dt.date(2026, 8, 31))


def test_an_officer_keeps_meetings(client_of: ClientOf, officer: User, body: Body) -> None:
    client, day = client_of(officer), localdate() + dt.timedelta(days=30)
    assert client.post(f"/bodies/{body.pk}/meetings/new/", sent(**boxes("on", day))).status_code == 302
    address = f"/meetings/{Meeting.objects.get().pk}"
    seen = client.get(f"{address}/edit/").context["form"]["seen_at"].value()
    typed = {"place": "Hall", "seen_at": seen, **boxes("on", day), **boxes("papers_sent", localdate())}
    assert client.post(f"{address}/edit/", typed).status_code == 302
    assert client.post(f"{address}/cancel/", {"reason": "No heating"}).status_code == 302
    meeting = Meeting.objects.get()
    assert (meeting.place, meeting.cancel_reason) == ("Hall", "No heating")


def test_a_lead_keeps_localities(client_of: ClientOf, lead: User, fife: Partnership) -> None:
    client, address = client_of(lead), f"/partnerships/{fife.slug}/localities/new/"
    assert client.post(address, sent(name="North")).status_code == 302
    assert "There is a locality of this name" in client.post(address, sent(name="NORTH")).content.decode()
    edit = f"/localities/{Locality.objects.get().pk}/edit/"
    seen = client.get(edit).context["form"]["seen_at"].value()
    assert client.post(edit, {"name": "North East", "seen_at": seen}).status_code == 302
    assert Locality.objects.get().name == "North East"


def test_a_lead_says_whom_to_ask(client_of: ClientOf, lead: User, fife: Partnership) -> None:
    client = client_of(lead)
    assert client.post(f"/partnerships/{fife.slug}/edit/", {"contact_role": "Planning"}).status_code == 302
    assert "Planning" in read(client, fife.get_absolute_url())


@pytest.mark.parametrize("name", ["reader", "officer", "officer_elsewhere", "organisation_lead", "auditor"])
@pytest.mark.parametrize("page", ["bodies/{}/edit/", "bodies/{}/seats/new/"])
def test_only_the_lead_changes_bodies(
    name: str, page: str, client_of: ClientOf, body: Body, request: pytest.FixtureRequest
) -> None:
    read(client_of(request.getfixturevalue(name)), "/" + page.format(body.pk), 403)


@pytest.mark.parametrize("name", ["reader", "officer_elsewhere", "organisation_lead", "moderator"])
def test_only_officers_record_who_sits(
    name: str, client_of: ClientOf, seat: Seat, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(name))
    read(client, f"/seats/{seat.pk}/appoint/", 403)
    read(client, f"/bodies/{seat.body_id}/meetings/new/", 403)


# --- Queries ---
def fill(body: Body, number: int) -> None:
    seats = Seat.objects.bulk_create(SeatFactory.build_batch(number, body=body))
    Tenure.objects.bulk_create(TenureFactory.build(seat=seat) for seat in seats[::2])
    Meeting.objects.bulk_create(MeetingFactory.build_batch(number, body=body))


@pytest.mark.parametrize("page", ["body", "partnership"])
def test_a_body_takes_as_many_queries_for_a_thousand_rows_as_for_ten(
    page: str, client_of: ClientOf, officer: User, body: Body, queries_of: QueriesOf
) -> None:
    client = client_of(officer)
    address = (body if page == "body" else body.partnership).get_absolute_url()
    fill(body, 10)
    few = queries_of(client, address)
    fill(body, 990)
    assert queries_of(client, address) == few <= 12

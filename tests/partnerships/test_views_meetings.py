"""Meetings as everyone reads them and as officers keep them: papers, minutes, called off, page by page."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate

from coproduce.accounts.models import User
from partnerships.models import Body, BodyKind, Meeting, Partnership
from tests.conftest import ClientOf
from tests.factories.bodies import BodyFactory, MeetingFactory
from tests.threads import at_once

from .conftest import QueriesOf
from .test_views_bodies import boxes, sent
from .test_views_registers import read

DAY = dt.timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def body(fife: Partnership) -> Body:
    return BodyFactory(partnership=fife, name="Network")


@pytest.fixture
def coming(body: Body) -> Meeting:
    return MeetingFactory(body=body, on=localdate() + 30 * DAY, place="Rothes Halls")


def said(client: Client, address: str, **typed: object) -> str:
    """What the page says that the person ends on."""
    return client.post(address, typed, follow=True).content.decode()


def edited(client: Client, meeting: Meeting, **typed: Any) -> str:
    """The page after the meeting was saved with these over what its form showed."""
    address = f"/meetings/{meeting.pk}/edit/"
    seen = client.get(address).context["form"]["seen_at"].value()
    whole = {"place": meeting.place, "seen_at": seen, **boxes("on", meeting.on), **typed}
    return said(client, address, **whole)


# --- Reading ---
def test_all_meetings_are_on_pages_of_their_own(body: Body, client: Client) -> None:
    MeetingFactory.create_batch(30, body=body)
    first = read(client, f"/bodies/{body.pk}/meetings/")
    second = read(client, f"/bodies/{body.pk}/meetings/?page=2")
    assert "30 meetings, the latest first" in first
    assert (first.count('<th scope="row">'), second.count('<th scope="row">')) == (25, 5)


def test_the_latest_meeting_is_first(body: Body, client: Client) -> None:
    MeetingFactory(body=body, on=dt.date(2026, 3, 1))
    MeetingFactory(body=body, on=dt.date(2026, 5, 1))
    page = read(client, f"/bodies/{body.pk}/meetings/")
    assert page.index("1 May 2026") < page.index("1 March 2026")


@pytest.mark.parametrize(("number", "linked"), [(12, False), (13, True)])
def test_a_body_leads_to_all_its_meetings_where_it_shows_only_some(
    number: int, linked: bool, body: Body, client: Client
) -> None:
    MeetingFactory.create_batch(number, body=body)
    page = read(client, body.get_absolute_url())
    assert ("All meetings of this body" in page) is linked
    assert ("These are the latest 12." in page) is linked


def test_a_body_without_meetings_says_so_on_their_page(body: Body, client: Client) -> None:
    page = read(client, f"/bodies/{body.pk}/meetings/")
    assert "0 meetings" in page
    assert "No meeting is recorded yet." in page


@pytest.mark.parametrize("number", ["0", "2", "x", "-1", "99999999999999999999"])
def test_a_page_of_meetings_that_is_not_there_is_not_found(number: str, body: Body, client: Client) -> None:
    MeetingFactory(body=body)
    read(client, f"/bodies/{body.pk}/meetings/?page={number}", 404)


def test_meetings_of_another_body_are_not_among_them(body: Body, client: Client) -> None:
    MeetingFactory(place="Caird Hall")
    assert "Caird Hall" not in read(client, f"/bodies/{body.pk}/meetings/")


def test_a_body_that_is_not_there_has_no_meetings(client: Client) -> None:
    read(client, "/bodies/999999/meetings/", 404)


def test_minutes_are_linked_once_they_are_there(body: Body, client: Client) -> None:
    MeetingFactory(body=body, minutes_link="https://fife.example/minutes.pdf")
    MeetingFactory(body=body)
    page = read(client, f"/bodies/{body.pk}/meetings/")
    assert page.count(">Minutes</a>") == 1
    assert 'href="https://fife.example/minutes.pdf" rel="noopener nofollow"' in page


def test_a_cancelled_meeting_says_why_and_owes_no_papers(body: Body, client: Client) -> None:
    MeetingFactory(body=body, cancelled_on=dt.date(2026, 1, 1), cancel_reason="The hall is flooded.")
    page = read(client, f"/bodies/{body.pk}/meetings/")
    assert "Cancelled" in page
    assert "The hall is flooded." in page
    assert "Papers" not in page[page.index("<tbody>") :]


def test_a_meeting_says_when_and_where(body: Body, client: Client) -> None:
    MeetingFactory(body=body, on=dt.date(2026, 9, 21), starts=dt.time(9, 5), place="Rothes <Halls>")
    MeetingFactory(body=body)
    page = read(client, body.get_absolute_url())
    for words in ("21 September 2026, 09:05", "Rothes &lt;Halls&gt;", "Not recorded"):
        assert words in page


@pytest.mark.parametrize(("on", "offered"), [(-1 * DAY, False), (0 * DAY, True), (1 * DAY, True)])
def test_what_has_passed_cannot_be_cancelled(
    on: dt.timedelta, offered: bool, body: Body, client_of: ClientOf, officer: User
) -> None:
    meeting = MeetingFactory(body=body, on=localdate() + on)
    page = read(client_of(officer), f"/bodies/{body.pk}/meetings/")
    assert (f"/meetings/{meeting.pk}/cancel/" in page) is offered
    assert f"/meetings/{meeting.pk}/edit/" in page


def test_meetings_take_as_many_queries_for_hundreds_as_for_ten(
    body: Body, client_of: ClientOf, officer: User, queries_of: QueriesOf
) -> None:
    client, address = client_of(officer), f"/bodies/{body.pk}/meetings/"
    Meeting.objects.bulk_create(MeetingFactory.build_batch(10, body=body))
    few = queries_of(client, address)
    Meeting.objects.bulk_create(MeetingFactory.build_batch(300, body=body))
    assert queries_of(client, address) == few <= 12


# --- Keeping ---
def test_a_second_meeting_on_the_day_is_refused_beside_it(
    coming: Meeting, client_of: ClientOf, officer: User
) -> None:
    typed = sent(place="Another hall", **boxes("on", coming.on))
    page = said(client_of(officer), f"/bodies/{coming.body_id}/meetings/new/", **typed)
    assert "This body has a meeting on that day already." in page
    assert 'value="Another hall"' in page
    assert Meeting.objects.count() == 1


def test_a_meeting_after_the_body_has_ended_is_refused(
    body: Body, client_of: ClientOf, officer: User
) -> None:
    Body.objects.update(until=localdate())
    typed = sent(**boxes("on", localdate()))
    page = said(client_of(officer), f"/bodies/{body.pk}/meetings/new/", **typed)
    assert "Network is not in being on that day." in page


def test_saving_tells_how_the_papers_stand(coming: Meeting, client_of: ClientOf, officer: User) -> None:
    page = edited(client_of(officer), coming, place="The new hall")
    due = coming.on - 6 * DAY
    assert f"The meeting is saved. Papers due by {due:%-d %B %Y}." in page
    assert "The new hall" in page


def test_papers_sent_late_are_kept_and_told(body: Body, client_of: ClientOf, officer: User) -> None:
    meeting = MeetingFactory(body=body, on=localdate() + 3 * DAY)
    page = edited(client_of(officer), meeting, **boxes("papers_sent", localdate()))
    assert "Papers sent 2 clear days ahead, 5 asked for" in page
    meeting.refresh_from_db()
    assert meeting.papers_were_late


def test_papers_are_not_sent_tomorrow(coming: Meeting, client_of: ClientOf, officer: User) -> None:
    page = edited(client_of(officer), coming, **boxes("papers_sent", localdate() + DAY))
    assert "The day papers were sent must be today or earlier." in page
    coming.refresh_from_db()
    assert coming.papers_sent is None


def test_papers_may_be_asked_for_earlier(coming: Meeting, client_of: ClientOf, officer: User) -> None:
    early = coming.on - 14 * DAY
    page = edited(client_of(officer), coming, **boxes("papers_due", early))
    assert f"Papers due by {early:%-d %B %Y}" in page


def test_papers_asked_for_later_than_the_law_are_due_when_the_law_says(
    coming: Meeting, client_of: ClientOf, officer: User
) -> None:
    Body.objects.update(kind=BodyKind.JOINT_BOARD)
    page = edited(client_of(officer), coming, **boxes("papers_due", coming.on - DAY))
    assert f"Papers due by {coming.on - 6 * DAY:%-d %B %Y}" in page


def test_a_link_to_minutes_is_added_after_the_meeting(body: Body, client_of: ClientOf, officer: User) -> None:
    meeting = MeetingFactory(body=body, on=localdate() - 30 * DAY)
    page = edited(client_of(officer), meeting, minutes_link="fife.example/minutes.pdf")
    assert 'href="https://fife.example/minutes.pdf"' in page


def test_an_edit_made_meanwhile_is_not_lost(coming: Meeting, client_of: ClientOf, officer: User) -> None:
    client, address = client_of(officer), f"/meetings/{coming.pk}/edit/"
    seen = client.get(address).context["form"]["seen_at"].value()
    coming.place = "Changed by another"
    coming.save()
    page = said(client, address, place="Mine", seen_at=seen, **boxes("on", coming.on))
    assert "Someone else changed this meeting while you were editing it" in page
    assert 'value="Mine"' in page
    assert Meeting.objects.get().place == "Changed by another"


# --- Calling off ---
def test_a_meeting_is_called_off_with_a_reason(coming: Meeting, client_of: ClientOf, officer: User) -> None:
    client, address = client_of(officer), f"/meetings/{coming.pk}/cancel/"
    assert "Enter the reason" in said(client, address, reason="   ")
    page = said(client, address, reason="Snow on the A9")
    assert "The meeting is cancelled." in page
    assert "Snow on the A9" in page


def test_a_meeting_called_off_twice_says_so(coming: Meeting, client_of: ClientOf, officer: User) -> None:
    client, address = client_of(officer), f"/meetings/{coming.pk}/cancel/"
    said(client, address, reason="Snow")
    page = said(client, address, reason="Ice")
    assert "This meeting has been cancelled already." in page
    assert Meeting.objects.get().cancel_reason == "Snow"


def test_a_meeting_called_off_is_changed_no_more(coming: Meeting, client_of: ClientOf, officer: User) -> None:
    client = client_of(officer)
    said(client, f"/meetings/{coming.pk}/cancel/", reason="Snow")
    assert "has been cancelled, so it can no longer be changed" in edited(client, coming, place="Elsewhere")
    assert f"/meetings/{coming.pk}/edit/" not in read(client, coming.body.get_absolute_url())


def test_a_meeting_that_has_been_is_not_called_off(body: Body, client_of: ClientOf, officer: User) -> None:
    meeting = MeetingFactory(body=body, on=localdate() - DAY)
    page = said(client_of(officer), f"/meetings/{meeting.pk}/cancel/", reason="Too late")
    assert "Its day has passed, so it cannot be cancelled." in page
    assert 'value="Too late"' in page


# --- Who may ---
CAST = (
    *("newcomer", "reader", "officer", "lead", "officer_elsewhere", "organisation_lead"),
    *("moderator", "auditor", "administrator"),
)


@pytest.mark.parametrize(
    "address", ["/bodies/{0}/meetings/new/", "/meetings/{1}/edit/", "/meetings/{1}/cancel/"]
)
def test_meetings_are_kept_by_officers_and_leads(
    address: str, coming: Meeting, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    page = address.format(coming.body_id, coming.pk)
    answers = {name: client_of(request.getfixturevalue(name)).get(page).status_code for name in CAST}
    assert {name for name, status in answers.items() if status == 200} == {"officer", "lead", "administrator"}
    assert set(answers.values()) == {200, 403}


@pytest.mark.parametrize("name", ["reader", "officer_elsewhere", "auditor"])
def test_who_may_not_cancels_nothing(
    name: str, coming: Meeting, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(name))
    assert client.post(f"/meetings/{coming.pk}/cancel/", {"reason": "Mine"}).status_code == 403
    assert not Meeting.objects.get().is_cancelled
    assert "/meetings/new/" not in read(client, f"/bodies/{coming.body_id}/meetings/")


@pytest.mark.django_db(transaction=True)
def test_two_who_call_a_meeting_for_the_same_day_at_once_leave_one(
    body: Body, client_of: ClientOf, lead: User, officer: User
) -> None:
    address, day = f"/bodies/{body.pk}/meetings/new/", boxes("on", localdate() + DAY)
    clients = [client_of(lead), client_of(officer)]
    answers = at_once(*[lambda client=client: client.post(address, sent(**day)) for client in clients])
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    lost = next(answer for answer in answers if answer.status_code == 200)
    assert "This body has a meeting on that day already." in lost.content.decode()
    assert Meeting.objects.count() == 1

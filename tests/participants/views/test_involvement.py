"""The people of an engagement: invited, called, answered for, and marked as come."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coproduce.accounts.models import User
from participants.models import Attendance, Involvement, Participant
from partnerships.models import Engagement, Partnership, StatutoryGroup
from tests.conftest import ClientOf
from tests.factories.participants import IdentityFactory, InvolvementFactory, ParticipantFactory
from tests.factories.partnerships import EngagementFactory
from tests.participants.conftest import Count, looks, mails, text_of


def url(name: str, row: Engagement | Involvement) -> str:
    return reverse(f"participants:{name}", args=[row.pk])


@pytest.fixture
def desk(client_of: ClientOf, officer: User) -> Client:
    return client_of(officer)


@pytest.fixture
def asked(agnes: Participant, engagement: Engagement) -> Involvement:
    return InvolvementFactory(participant=agnes, engagement=engagement)


# --- Who is invited
@pytest.mark.parametrize("role", ["reader", "officer", "lead", "auditor", "administrator"])
def test_the_people_page_shows_references(
    role: str, request: pytest.FixtureRequest, client_of: ClientOf, asked: Involvement
) -> None:
    text = text_of(client_of(request.getfixturevalue(role)).get(url("engagement_people", asked.engagement)))
    assert "P-0007" in text
    assert "anary" not in text
    assert looks() == []


@pytest.mark.parametrize("role", ["officer_elsewhere", "organisation_lead", "moderator"])
def test_people_are_for_the_team_alone(
    role: str, request: pytest.FixtureRequest, client_of: ClientOf, asked: Involvement
) -> None:
    client = client_of(request.getfixturevalue(role))
    for name in ("engagement_people", "involvement_invite", "involvement_attendance"):
        assert client.get(url(name, asked.engagement)).status_code == 403


def test_readers_see_neither_absences_nor_barriers(
    client_of: ClientOf, reader: User, agnes: Participant, past: Engagement
) -> None:
    InvolvementFactory(participant=agnes, engagement=past, declined=True, barrier="cost")
    text = text_of(client_of(reader).get(url("engagement_people", past)))
    assert "Attendance" not in text
    assert "What it would cost me" not in text
    assert "Record who came" not in text


def test_counts_stand_beside_each_group(
    desk: Client, asked: Involvement, carers: StatutoryGroup, users: StatutoryGroup
) -> None:
    asked.engagement.groups.add(users)
    answer: Any = desk.get(url("engagement_people", asked.engagement))
    told = {one.group: (one.sought, one.counts) for one in answer.context["groups"]}
    assert told[users] == (True, None)
    assert told[carers][1]["invited"] == 1
    assert "Nobody invited by name" in text_of(answer)


def test_people_whom_no_email_reaches_are_on_a_list(
    desk: Client, asked: Involvement, bruce: Participant
) -> None:
    text = text_of(desk.get(url("engagement_people", asked.engagement) + "?show=contact"))
    assert "Call or write" in text
    assert "P-0007" in text


@pytest.mark.parametrize(
    ("values", "words"), [({}, "This is a draft"), ({"cancelled": True}, "This engagement is cancelled")]
)
def test_the_page_says_when_nobody_can_be_invited(
    desk: Client, fife: Partnership, values: dict[str, bool], words: str
) -> None:
    text = text_of(desk.get(url("engagement_people", EngagementFactory(partnership=fife, **values))))
    assert words in text
    assert "Invite people" not in text


def test_people_take_the_same_queries_at_10_and_at_1000(
    desk: Client, engagement: Engagement, officer: User, carers: StatutoryGroup, queries: Count
) -> None:
    def invite(numbers: range) -> None:
        people = Participant.objects.bulk_create(
            Participant(partnership=engagement.partnership, number=number, enrolled_by=officer)
            for number in numbers
        )
        rows = Involvement.objects.bulk_create(
            Involvement(participant=person, engagement=engagement, invited_by=officer) for person in people
        )
        through = Involvement.groups.through
        through.objects.bulk_create(through(involvement=row, statutorygroup=carers) for row in rows)

    invite(range(1, 11))
    few = queries(desk, url("engagement_people", engagement))
    invite(range(11, 1001))
    assert queries(desk, url("engagement_people", engagement)) == few <= 12


# --- Inviting
def test_inviting_by_box_and_by_reference(
    desk: Client, engagement: Engagement, agnes: Participant, bruce: Participant
) -> None:
    typed = {"participants": [agnes.pk], "references": "P-0008"}
    text = text_of(desk.post(url("involvement_invite", engagement), typed, follow=True))
    assert "1 person invited by email. 1 person without email: call or write to them." in text
    assert len(mails("engagement_invitation")) == 1


def test_pressing_invite_twice_asks_once(desk: Client, engagement: Engagement, agnes: Participant) -> None:
    for _ in range(2):
        text = text_of(
            desk.post(url("involvement_invite", engagement), {"participants": [agnes.pk]}, follow=True)
        )
    assert "1 person had been invited before." in text
    assert len(mails("engagement_invitation")) == 1


def test_someone_of_another_partnership_is_refused_in_words(
    desk: Client, engagement: Engagement, agnes: Participant, coll: Participant
) -> None:
    text = text_of(desk.post(url("involvement_invite", engagement), {"participants": [agnes.pk, coll.pk]}))
    assert "does not take part in this partnership" in text
    assert not Involvement.objects.exists()


def test_a_group_narrows_whom_the_page_offers(
    desk: Client, engagement: Engagement, agnes: Participant, bruce: Participant, carers: StatutoryGroup
) -> None:
    text = text_of(desk.get(f"{url('involvement_invite', engagement)}?group={carers.code}"))
    assert "P-0007" in text
    assert "P-0008" not in text


def test_a_long_list_says_that_it_is_not_all(desk: Client, engagement: Engagement, officer: User) -> None:
    Participant.objects.bulk_create(
        Participant(partnership=engagement.partnership, number=number, enrolled_by=officer)
        for number in range(1, 102)
    )
    text = text_of(desk.get(url("involvement_invite", engagement)))
    assert "The first 100 are shown" in text
    assert "P-0101" not in text


@pytest.mark.parametrize("verb", ["get", "post"])
def test_what_has_started_invites_nobody(
    desk: Client, past: Engagement, agnes: Participant, verb: str
) -> None:
    answer = getattr(desk, verb)(url("involvement_invite", past), {"participants": [agnes.pk]})
    assert "It has started, so nobody can be invited any more." in text_of(answer)
    assert not Involvement.objects.exists()


def test_readers_invite_nobody(client_of: ClientOf, reader: User, engagement: Engagement) -> None:
    client = client_of(reader)
    assert client.post(url("involvement_invite", engagement), {}).status_code == 403
    assert "Invite people" not in text_of(client.get(url("engagement_people", engagement)))


def test_the_invite_page_takes_the_same_queries_however_many(
    desk: Client, engagement: Engagement, queries: Count
) -> None:
    def add(numbers: range) -> None:
        for number in numbers:
            ParticipantFactory(partnership=engagement.partnership, number=number)

    add(range(1, 4))
    few = queries(desk, url("involvement_invite", engagement))
    add(range(4, 14))
    assert queries(desk, url("involvement_invite", engagement)) == few <= 12


# --- Answers by phone or on paper
def test_an_answer_by_phone_is_recorded_as_such(desk: Client, asked: Involvement, officer: User) -> None:
    typed = {"answer": "declined", "through": "phone", "barrier": "cost"}
    text = text_of(desk.post(url("involvement_answer", asked), typed, follow=True))
    asked.refresh_from_db()
    assert "The answer of P-0007 is recorded." in text
    assert (asked.answer, asked.answered_through, asked.barrier) == ("declined", "phone", "cost")
    assert asked.answer_recorded_by == officer


def test_an_answer_that_comes_too_late_is_refused_in_words(
    desk: Client, agnes: Participant, past: Engagement
) -> None:
    row = InvolvementFactory(participant=agnes, engagement=past)
    text = text_of(desk.post(url("involvement_answer", row), {"answer": "accepted", "through": "phone"}))
    assert "It has already taken place." in text


@pytest.mark.parametrize(("role", "status"), [("reader", 403), ("auditor", 403), ("officer_elsewhere", 404)])
def test_nobody_else_answers_for_people(
    role: str, status: int, request: pytest.FixtureRequest, client_of: ClientOf, asked: Involvement
) -> None:
    client = client_of(request.getfixturevalue(role))
    for typed in ({}, {"answer": "accepted", "through": "phone"}):
        assert client.post(url("involvement_answer", asked), typed).status_code == status


# --- Attendance
@pytest.fixture
def came(agnes: Participant, past: Engagement) -> Involvement:
    return InvolvementFactory(participant=agnes, engagement=past, accepted=True)


def test_attendance_is_saved(desk: Client, came: Involvement, officer: User) -> None:
    typed = {f"attendance_{came.pk}": "left_early", f"seen_{came.pk}": "none"}
    text = text_of(desk.post(url("involvement_attendance", came.engagement), typed, follow=True))
    came.refresh_from_db()
    assert "Attendance is saved." in text
    assert (came.attendance, came.attendance_recorded_by) == (Attendance.LEFT_EARLY, officer)


def test_two_people_recording_at_once_do_not_overwrite_each_other(
    desk: Client, client_of: ClientOf, lead: User, came: Involvement
) -> None:
    address = url("involvement_attendance", came.engagement)
    desk.post(address, {f"attendance_{came.pk}": "absent", f"seen_{came.pk}": "none"})
    text = text_of(
        client_of(lead).post(address, {f"attendance_{came.pk}": "came", f"seen_{came.pk}": "none"})
    )
    came.refresh_from_db()
    assert "was recorded for P-0007 meanwhile" in text
    assert came.attendance == Attendance.ABSENT


def test_attendance_goes_on_to_the_next_page(desk: Client, past: Engagement, fife: Partnership) -> None:
    for number in range(1, 27):
        person = ParticipantFactory(partnership=fife, number=number)
        InvolvementFactory(participant=person, engagement=past)
    rows = Involvement.objects.order_by("participant__number")[:25]
    typed = {f"{name}_{row.pk}": "none" for row in rows for name in ("attendance", "seen")}
    answer: Any = desk.post(url("involvement_attendance", past), typed)
    assert answer.url.endswith("?page=2")


def test_attendance_waits_for_the_start(desk: Client, asked: Involvement) -> None:
    text = text_of(desk.get(url("involvement_attendance", asked.engagement)))
    assert "It has not started yet" in text
    assert "Save attendance" not in text


def test_an_engagement_without_people_has_no_attendance(desk: Client, past: Engagement) -> None:
    assert "Nobody was invited by name" in text_of(desk.get(url("involvement_attendance", past)))


def test_a_whole_evening_needs_few_queries(
    desk: Client, fife: Partnership, past: Engagement, queries: Count
) -> None:
    for number in range(1, 26):
        person = ParticipantFactory(partnership=fife, number=number)
        IdentityFactory(participant=person)
        InvolvementFactory(participant=person, engagement=past)
    assert queries(desk, url("involvement_attendance", past)) <= 12


def test_times_on_the_page_are_those_of_scotland(desk: Client, fife: Partnership) -> None:
    summer = timezone.make_aware(dt.datetime(2027, 7, 1, 13), dt.UTC)
    meeting = EngagementFactory(partnership=fife, published=True, starts_at=summer)
    assert "14:00" in text_of(desk.get(url("engagement_people", meeting)))

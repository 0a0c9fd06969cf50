"""Capacity for staff: sums and writing down, and nothing of one person."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from coproduce.accounts.models import User
from participants import journeying
from participants.journeying import Said
from participants.models import CapacityEntry, Part, Participant
from partnerships.models import Partnership
from tests.conftest import ClientOf
from tests.factories.participants import ParticipantFactory
from tests.participants.conftest import Count, text_of


@pytest.fixture
def desk(client_of: ClientOf, officer: User) -> Client:
    return client_of(officer)


def page(name: str, *args: object) -> str:
    return reverse(f"participants:capacity_{name}", args=args)


def test_sums_are_shown_from_the_threshold_on(
    client_of: ClientOf, reader: User, fife: Partnership, now: dt.datetime
) -> None:
    for someone in ParticipantFactory.create_batch(5, partnership=fife):
        journeying.record(someone, {Part.SKILLS: Said(4, "zebra")}, now=now)
    text = text_of(client_of(reader).get(page("sums", fife.slug)))
    assert "5 or more people said something of it" in text
    assert "fewer than 5" in text
    assert "zebra" not in text
    answer = client_of(reader).get(page("sums_export", fife.slug))
    assert "I can do most of it on my own,5" in text_of(answer)


@pytest.mark.parametrize(
    ("who", "status"), [("auditor", 200), ("officer_elsewhere", 403), ("moderator", 403)]
)
def test_sums_are_for_the_team_and_national_oversight(
    client_of: ClientOf, fife: Partnership, who: str, status: int, request: pytest.FixtureRequest
) -> None:
    assert client_of(request.getfixturevalue(who)).get(page("sums", fife.slug)).status_code == status


def test_sums_need_few_queries(desk: Client, fife: Partnership, now: dt.datetime, queries: Count) -> None:
    for someone in ParticipantFactory.create_batch(9, partnership=fife):
        journeying.record(someone, {part: Said(2) for part in Part}, now=now)
    assert queries(desk, page("sums", fife.slug)) <= 12


def test_what_is_told_is_written_down_and_earlier_words_are_not_shown(
    desk: Client, agnes: Participant, now: dt.datetime
) -> None:
    journeying.record(agnes, {Part.SKILLS: Said(1, "zebra")}, now=now)
    path = page("record", agnes.pk)
    told = {"skills": "4", "skills_words": "It went well", "through": "phone"}
    text = text_of(desk.get(path)) + text_of(desk.post(path, told, follow=True))
    assert "Only they can see it" in text
    assert "zebra" not in text
    assert "It went well" not in text
    assert CapacityEntry.objects.latest("pk").step == 4


def test_words_without_a_sentence_are_refused_and_kept(desk: Client, agnes: Participant) -> None:
    text = text_of(desk.post(page("record", agnes.pk), {"support_words": "Nobody came"}))
    assert "Choose the sentence that fits best" in text
    assert "Nobody came" in text
    assert "Choose how they told you" in text


def test_an_empty_form_says_what_is_missing(desk: Client, agnes: Participant) -> None:
    text = text_of(desk.post(page("record", agnes.pk), {"through": "phone"}))
    assert "at least one of the four parts" in text

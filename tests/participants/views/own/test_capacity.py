"""How someone is getting on, on their own page."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from participants import journeying
from participants.journeying import Said
from participants.models import CapacityEntry, Part, Participant
from tests.participants.conftest import Count, text_of

Path = Callable[..., str]


@pytest.fixture
def entry(agnes: Participant, now: dt.datetime) -> CapacityEntry:
    then = now - dt.timedelta(days=30)
    [made] = journeying.record(agnes, {Part.CONFIDENCE: Said(2, "It was loud")}, now=then)
    return made


def test_the_picture_has_its_words_beside_it(client: Client, entry: CapacityEntry, own_path: Path) -> None:
    text = text_of(client.get(own_path(entry.participant, "own_capacity")))
    assert "<svg" in text
    assert "I say something when I am asked" in text
    assert "It was loud" in text


def test_the_person_says_how_it_is_now(client: Client, agnes: Participant, own_path: Path) -> None:
    path = own_path(agnes, "own_capacity_record")
    assert "at least one of the four parts" in text_of(client.post(path, {}))
    told = {"experience": "3", "experience_words": "Fourth time", "helped_by": "Bea"}
    text = text_of(client.post(path, told, follow=True))
    assert "Fourth time" in text
    assert "With help from Bea" in text


def test_one_is_hidden_and_shown_again(client: Client, entry: CapacityEntry, own_path: Path) -> None:
    path = own_path(entry.participant, "own_capacity_hide", entry.pk)
    client.get(path)
    assert CapacityEntry.objects.counted().exists()
    assert "(hidden)" in text_of(client.post(path, follow=True))
    assert "(hidden)" not in text_of(client.post(path, {"show": "yes"}, follow=True))


def test_one_is_deleted_after_a_question(client: Client, entry: CapacityEntry, own_path: Path) -> None:
    path = own_path(entry.participant, "own_capacity_delete", entry.pk)
    assert "It cannot be brought back" in text_of(client.get(path))
    assert CapacityEntry.objects.exists()
    assert "Nothing yet" in text_of(client.post(path, follow=True))


@pytest.mark.parametrize("name", ["own_capacity_hide", "own_capacity_delete"])
def test_nobody_touches_what_is_someone_elses(
    client: Client, entry: CapacityEntry, bruce: Participant, own_path: Path, name: str
) -> None:
    assert client.post(own_path(bruce, name, entry.pk)).status_code == 404
    assert CapacityEntry.objects.counted().exists()


def test_a_long_journey_needs_few_queries(
    client: Client, agnes: Participant, own_path: Path, now: dt.datetime, queries: Count
) -> None:
    for _ in range(20):
        journeying.record(agnes, {part: Said(3) for part in Part}, now=now)
    assert queries(client, own_path(agnes, "own_capacity")) <= 12

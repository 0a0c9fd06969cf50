"""The page behind the link: any phone, no account, no name; looking changes nothing, pressing answers."""

import datetime as dt

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coproduce.accounts.models import User
from participants import replies
from participants.models import Answer, Involvement, Participant
from partnerships.models import Engagement
from partnerships.scheduling import cancel
from tests.conftest import ClientOf
from tests.factories.participants import InvolvementFactory
from tests.participants.conftest import Count, looks, text_of


@pytest.fixture
def asked(agnes: Participant, engagement: Engagement) -> Involvement:
    return InvolvementFactory(participant=agnes, engagement=engagement)


@pytest.fixture
def address(asked: Involvement) -> str:
    return reverse("participants:reply", args=[replies.token(asked)])


def answer_of(row: Involvement) -> tuple[str, str]:
    row.refresh_from_db()
    return row.answer, row.barrier


# --- Looking
def test_the_page_tells_what_it_is_about_and_asks(
    client: Client, address: str, engagement: Engagement
) -> None:
    text = text_of(client.get(address))
    assert "Can you come?" in text
    assert engagement.title in text
    assert engagement.place in text
    assert "Yes, I can come" in text
    assert "No, I cannot come" in text


def test_the_page_names_nobody_and_no_group(client: Client, address: str) -> None:
    text = text_of(client.get(address))
    for hidden in ("anary", "P-0007", "Carers of users"):
        assert hidden not in text
    assert looks() == []


@pytest.mark.parametrize("verb", ["get", "head", "options"])
def test_looking_changes_nothing(client: Client, asked: Involvement, address: str, verb: str) -> None:
    for _ in range(3):
        getattr(client, verb)(f"{address}?answer=accepted")
    assert answer_of(asked) == (Answer.NONE, "")
    assert asked.events.count() == 1  # type: ignore[attr-defined]


def test_the_page_is_kept_nowhere_and_needs_no_session(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer["Cache-Control"] == "no-store, private"
    assert set(answer.cookies) <= {settings.CSRF_COOKIE_NAME}
    assert "noindex" in text_of(answer)


def test_the_page_needs_few_queries(client: Client, address: str, queries: Count) -> None:
    assert queries(client, address) <= 12


# --- Answering
@pytest.mark.parametrize(
    ("answer", "words"),
    [("accepted", "Thank you. You said yes"), ("declined", "Thank you. You said no this time")],
)
def test_an_answer_takes_one_press(
    client: Client, asked: Involvement, address: str, answer: str, words: str
) -> None:
    response = client.post(address, {"answer": answer}, follow=True)
    assert words in text_of(response)
    assert answer_of(asked) == (answer, "")
    assert set(response.cookies) <= {settings.CSRF_COOKIE_NAME}


def test_minds_may_change_as_often_as_they_like(client: Client, asked: Involvement, address: str) -> None:
    for answer in ("accepted", "declined", "declined", "accepted"):
        client.post(address, {"answer": answer})
    assert answer_of(asked) == ("accepted", "")


def test_a_barrier_is_asked_for_after_the_no_and_may_be_left_out(
    client: Client, asked: Involvement, address: str
) -> None:
    assert "What stood in the way?" not in text_of(client.get(address))
    assert "What stood in the way?" in text_of(client.post(address, {"answer": "declined"}, follow=True))
    client.post(address, {"answer": "declined", "barrier": "replacement_care"})
    assert answer_of(asked) == ("declined", "replacement_care")


@pytest.mark.parametrize("typed", [{}, {"answer": "perhaps"}, {"answer": "declined", "barrier": "weather"}])
def test_another_answer_is_refused_in_words(
    client: Client, asked: Involvement, address: str, typed: dict[str, str]
) -> None:
    response = client.post(address, typed)
    assert response.status_code == 200
    assert "There is a problem" in text_of(response)
    assert answer_of(asked) == (Answer.NONE, "")


def test_a_page_without_its_token_of_the_form_is_refused(asked: Involvement, address: str) -> None:
    assert Client(enforce_csrf_checks=True).post(address, {"answer": "accepted"}).status_code == 403
    assert answer_of(asked) == (Answer.NONE, "")


def test_staff_who_open_a_link_answer_as_the_person_and_not_as_staff(
    client_of: ClientOf, officer: User, asked: Involvement, address: str
) -> None:
    client_of(officer).post(address, {"answer": "accepted"})
    asked.refresh_from_db()
    assert (asked.answered_through, asked.answer_recorded_by) == ("link", None)


# --- Links that do not lead there
@pytest.mark.parametrize("token", ["x", "1-1.forged", "%00", "a" * 2000, "1-1", "1.1.1"])
@pytest.mark.parametrize("verb", ["get", "post"])
def test_a_forged_link_is_a_page_in_plain_words(db: None, client: Client, token: str, verb: str) -> None:
    response = getattr(client, verb)(f"/reply/{token}/", {"answer": "accepted"})
    assert response.status_code in {400, 404}
    if response.status_code == 404:
        assert "This link does not work" in text_of(response)
        assert "They can note your answer for you" in text_of(response)


@pytest.mark.parametrize("verb", ["get", "post"])
def test_a_cancelled_engagement_says_so_and_why(
    client: Client, asked: Involvement, address: str, officer: User, verb: str
) -> None:
    cancel(asked.engagement, by=officer, reason="The hall is flooded.", now=timezone.now())
    response = getattr(client, verb)(address, {"answer": "accepted"})
    assert response.status_code == 410
    assert "It has been cancelled." in text_of(response)
    assert "The hall is flooded." in text_of(response)
    assert answer_of(asked) == (Answer.NONE, "")


@pytest.mark.parametrize(
    ("hours", "words"), [(1, "It has already started."), (30, "It has already taken place.")]
)
def test_too_late_says_so_and_whom_to_ask(
    client: Client, asked: Involvement, address: str, hours: int, words: str
) -> None:
    starts_at = timezone.now() - dt.timedelta(hours=hours)
    Engagement.objects.update(starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=2))
    response = client.get(address)
    assert response.status_code == 410
    assert words in text_of(response)
    assert "phone or write to the people you know" in text_of(response)


def test_a_newer_link_closes_the_older(client: Client, asked: Involvement, address: str) -> None:
    Involvement.objects.update(invitation=2)
    response = client.get(address)
    assert response.status_code == 410
    assert "Please use the link in that one." in text_of(response)


def test_a_closed_page_names_nobody(client: Client, asked: Involvement, address: str) -> None:
    Participant.objects.update(until=timezone.localdate())
    response = client.get(address)
    assert response.status_code == 410
    assert "anary" not in text_of(response)
    assert response["Cache-Control"] == "no-store, private"

"""A participant's own page: any phone, no account, no name; looking changes nothing."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from coproduce.accounts.models import User
from participants import replies, selfservice
from participants.models import Involvement, OwnLink, Participant
from partnerships.models import Engagement
from tests.conftest import ClientOf
from tests.factories.participants import InvolvementFactory
from tests.participants.conftest import Count, looks, mails, text_of

Path = Callable[..., str]


@pytest.fixture
def address(agnes: Participant, own_path: Path) -> str:
    return own_path(agnes)


def expire() -> None:
    OwnLink.objects.update(ended_at=OwnLink.objects.get().made_at)


# --- Looking
def test_the_page_opens_without_an_account_and_names_nobody(client: Client, address: str) -> None:
    answer = client.get(address)
    text = text_of(answer)
    assert answer.status_code == 200
    assert "P-0007" in text
    assert "anary" not in text
    assert looks() == []


def test_nobody_keeps_or_finds_the_page(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer["X-Robots-Tag"] == "noindex"
    assert "no-store" in answer["Cache-Control"]


def test_the_page_leads_to_what_can_still_be_answered(
    client: Client, address: str, agnes: Participant, engagement: Engagement, past: Engagement
) -> None:
    asked: Involvement = InvolvementFactory(participant=agnes, engagement=engagement)
    InvolvementFactory(participant=agnes, engagement=past)
    text = text_of(client.get(address))
    assert replies.link(asked) in text
    assert past.title not in text


def test_nothing_of_anyone_else_is_there(
    client: Client, address: str, bruce: Participant, engagement: Engagement
) -> None:
    InvolvementFactory(participant=bruce, engagement=engagement)
    assert engagement.title not in text_of(client.get(address))


@pytest.mark.parametrize("verb", ["get", "head", "options"])
def test_looking_changes_nothing(client: Client, address: str, verb: str) -> None:
    before = list(OwnLink.objects.values())
    for path in (address, f"{address}end/", f"{address}send/"):
        getattr(client, verb)(path)
    assert list(OwnLink.objects.values()) == before
    assert mails("own_page") == []


def test_many_invitations_take_no_more_queries(
    client: Client, address: str, agnes: Participant, queries: Count
) -> None:
    InvolvementFactory.create_batch(2, participant=agnes)
    few = queries(client, address)
    InvolvementFactory.create_batch(10, participant=agnes)
    assert queries(client, address) == few <= 12


# --- Links that do not open
def test_a_link_that_is_cut_says_what_to_do(client: Client, address: str) -> None:
    answer = client.get(address[:-3] + "/")
    assert answer.status_code == 404
    assert "Part of it may be missing" in text_of(answer)


def test_a_link_that_ended_offers_a_new_one_by_mail(client: Client, address: str) -> None:
    expire()
    answer = client.get(address)
    assert answer.status_code == 410
    assert "Send me a new link" in text_of(answer)
    text = text_of(client.post(f"{address}send/", follow=True))
    assert "a new link is on its way" in text
    assert len(mails("own_page")) == 1
    assert selfservice.token(OwnLink.objects.latest("pk")) not in text


def test_who_has_no_email_is_told_the_same(client: Client, bruce: Participant, own_path: Path) -> None:
    path = own_path(bruce)
    expire()
    assert "If we have an email address for you" in text_of(client.post(f"{path}send/", follow=True))
    assert mails("own_page") == []


def test_a_made_up_link_has_nothing_sent(client: Client, db: None) -> None:
    for name in ("own_page_send", "reply_send_own_page"):
        assert client.post(reverse(f"participants:{name}", args=["7.made-up"])).status_code == 404


# --- Closing
def test_closing_ends_every_link_of_theirs(
    client: Client, address: str, agnes: Participant, own_path: Path
) -> None:
    other = own_path(agnes)
    assert client.post(f"{address}end/", follow=True).status_code == 410
    assert client.get(other).status_code == 410


# --- Ways to a link
def test_an_invitation_leads_to_a_link_by_mail(
    client: Client, agnes: Participant, engagement: Engagement
) -> None:
    asked: Involvement = InvolvementFactory(participant=agnes, engagement=engagement)
    path = reverse("participants:reply_send_own_page", args=[replies.token(asked)])
    assert "the link is on its way" in text_of(client.post(path, follow=True))
    assert [mail.recipient for mail in mails("own_page")] == ["canary.agnes@example.org"]


def test_an_invitation_that_is_over_still_leads_to_one(
    client: Client, agnes: Participant, past: Engagement
) -> None:
    asked: Involvement = InvolvementFactory(participant=agnes, engagement=past)
    path = reverse("participants:reply_send_own_page", args=[replies.token(asked)])
    assert "the link is on its way" in text_of(client.post(path, follow=True))


def test_an_invitation_that_was_replaced_leads_to_none(
    client: Client, agnes: Participant, engagement: Engagement
) -> None:
    asked: Involvement = InvolvementFactory(participant=agnes, engagement=engagement)
    path = reverse("participants:reply_send_own_page", args=[replies.token(asked)])
    Involvement.objects.update(invitation=2)
    assert client.post(path).status_code == 410
    assert mails("own_page") == []


def test_an_officer_sends_the_link_and_never_sees_it(
    client_of: ClientOf, officer: User, agnes: Participant
) -> None:
    path = reverse("participants:participant_send_own_page", args=[agnes.pk])
    text = text_of(client_of(officer).post(path, follow=True))
    assert "on its way to their email address" in text
    assert f"{settings.BASE_URL}/own/" not in text


def test_an_officer_is_told_that_someone_has_no_email(
    client_of: ClientOf, officer: User, bruce: Participant
) -> None:
    path = reverse("participants:participant_send_own_page", args=[bruce.pk])
    assert "They have no email address" in text_of(client_of(officer).post(path, follow=True))


def test_a_link_ends_on_the_day_the_page_says(client: Client, address: str, now: dt.datetime) -> None:
    until = now + selfservice.LIFE
    assert f"{until.day} {until:%B %Y}" in text_of(client.get(address))

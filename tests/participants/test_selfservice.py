"""Links to a participant's own page: to their own address only, for a time, and only to that page."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.core.signing import Signer

from coproduce.accounts.models import User
from coproduce.outbox.models import Email, Lane
from participants import invitations, register, replies, selfservice
from participants.models import Involvement, OwnLink, Participant
from partnerships.models import Engagement
from tests.factories.participants import InvolvementFactory

from .conftest import CANARY_EMAIL, looks, mails

A_MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def link(agnes: Participant, now: dt.datetime) -> OwnLink:
    assert selfservice.send(agnes, now=now)
    return OwnLink.objects.get()


def sent(link: OwnLink) -> Email:
    return Email.objects.get(key=f"own_page:{link.pk}")


# --- Sending
def test_a_link_goes_to_the_address_they_gave_and_that_is_on_record(link: OwnLink) -> None:
    mail = sent(link)
    assert (mail.recipient, mail.lane) == (CANARY_EMAIL, Lane.ASKED_FOR)
    assert selfservice.url(link) in mail.text
    assert selfservice.url(link) in mail.html
    assert looks(link.participant) == [("contact", "Email with a link to their own page")]


def test_the_mail_names_nobody_and_no_group(link: OwnLink) -> None:
    mail = sent(link)
    told = f"{mail.subject} {mail.text} {mail.html}"
    for hidden in ("anary Agnes", "P-0007", "Carers of users"):
        assert hidden not in told


def test_who_has_no_email_gets_none(bruce: Participant, now: dt.datetime) -> None:
    assert not selfservice.send(bruce, now=now)
    assert not OwnLink.objects.exists()
    assert looks() == []


def test_asked_for_twice_in_a_moment_one_mail_goes_out(
    link: OwnLink, agnes: Participant, now: dt.datetime
) -> None:
    assert selfservice.send(agnes, now=now + A_MINUTE)
    assert len(mails("own_page")) == 1
    assert selfservice.send(agnes, now=now + selfservice.PAUSE)
    assert len(mails("own_page")) == 2


def test_who_closed_their_links_need_not_wait_for_a_new_one(
    link: OwnLink, agnes: Participant, now: dt.datetime
) -> None:
    selfservice.end(agnes, now=now)
    assert selfservice.send(agnes, now=now + A_MINUTE)
    assert len(mails("own_page")) == 2


def test_an_officer_may_have_it_sent(agnes: Participant, officer: User, now: dt.datetime) -> None:
    assert selfservice.send(agnes, now=now, by=officer)
    assert OwnLink.objects.get().made_by == officer


@pytest.mark.parametrize("who", ["reader", "officer_elsewhere", "moderator", "auditor", "administrator"])
def test_nobody_else_may(
    agnes: Participant, who: str, now: dt.datetime, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(PermissionDenied):
        selfservice.send(agnes, now=now, by=request.getfixturevalue(who))
    assert not Email.objects.exists()


# --- Opening
def test_a_link_leads_to_its_participant(link: OwnLink, agnes: Participant, now: dt.datetime) -> None:
    assert selfservice.link_of(selfservice.token(link), now=now).participant == agnes


@pytest.mark.parametrize("change", ["{}x", "1{}", "x.{}", "{}.{}", ""])
def test_a_changed_link_is_unknown(link: OwnLink, change: str, now: dt.datetime) -> None:
    with pytest.raises(selfservice.UnknownLinkError):
        selfservice.link_of(change.format(*[selfservice.token(link)] * 2), now=now)


def test_a_signature_for_another_purpose_opens_nothing(
    link: OwnLink, agnes: Participant, engagement: Engagement, now: dt.datetime
) -> None:
    asked: Involvement = InvolvementFactory(participant=agnes, engagement=engagement)
    foreign = Signer(salt="participants.reply", sep=".").sign(str(link.pk))
    for signed in (replies.token(asked), foreign):
        with pytest.raises(selfservice.UnknownLinkError):
            selfservice.link_of(signed, now=now)


def test_a_link_opens_for_thirty_days(link: OwnLink, now: dt.datetime) -> None:
    ends = now + dt.timedelta(days=30)
    assert selfservice.link_of(selfservice.token(link), now=ends - A_MINUTE) == link
    with pytest.raises(selfservice.EndedLinkError):
        selfservice.link_of(selfservice.token(link), now=ends)


def test_ending_closes_their_links_and_nobody_elses(
    link: OwnLink, agnes: Participant, coll: Participant, now: dt.datetime
) -> None:
    selfservice.send(coll, now=now)
    assert selfservice.end(agnes, now=now) == 1
    assert not OwnLink.objects.of_participant(agnes).open(now).exists()
    assert OwnLink.objects.of_participant(coll).open(now).exists()


# --- What changes meanwhile
def test_a_corrected_address_ends_the_links_to_the_old_one(
    link: OwnLink, agnes: Participant, officer: User, now: dt.datetime
) -> None:
    details = register.Details(name="Canary Agnes", email="new@example.org")
    invitations.correct(agnes, details, by=officer, now=now)
    assert not OwnLink.objects.open(now).exists()
    assert not selfservice.still_opens(sent(link))


def test_a_link_on_its_way_leaves_while_it_opens(link: OwnLink, now: dt.datetime) -> None:
    assert selfservice.still_opens(sent(link))
    selfservice.end(link.participant, now=now)
    assert not selfservice.still_opens(sent(link))


def test_a_mail_about_no_link_does_not_leave(link: OwnLink) -> None:
    mail = sent(link)
    for about in ("participants.ownlink:", "participants.ownlink:999999", "participants.involvement:1"):
        mail.about = about
        assert not selfservice.still_opens(mail)

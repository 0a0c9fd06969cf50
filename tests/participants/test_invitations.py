"""Invitations: the row and the mail come together, to people of the own partnership, once."""

import datetime as dt

import pytest
from django.utils import timezone

from coproduce.accounts.models import User
from participants import invitations, replies
from participants.invitations import InvitationError, invite
from participants.models import Involvement, Participant
from participants.register import Details
from partnerships.models import Engagement, StatutoryGroup
from tests.factories.participants import InvolvementFactory
from tests.factories.partnerships import EngagementFactory

from .conftest import CANARY, CANARY_EMAIL, looks, mails

KIND = "engagement_invitation"
NEW_ADDRESS = Details(name=CANARY, email="canary.new@example.org")


def test_inviting_makes_the_row_and_the_mail(
    engagement: Engagement, agnes: Participant, officer: User, now: dt.datetime
) -> None:
    invited = invite(engagement, [agnes], by=officer, now=now)
    row = Involvement.objects.get()
    assert (row.participant, row.invited_at, row.invited_by) == (agnes, now, officer)
    [mail] = mails(KIND)
    assert (mail.key, mail.recipient, mail.lane) == (f"{KIND}:{row.pk}", CANARY_EMAIL, 1)
    assert invited == invitations.Invited(by_email=1)


def test_the_look_at_the_address_is_recorded_with_who_invited(
    engagement: Engagement, agnes: Participant, officer: User, now: dt.datetime
) -> None:
    invite(engagement, [agnes], by=officer, now=now)
    assert looks(agnes) == [("contact", "Email about “A round table”")]


def test_people_without_email_are_invited_for_staff_to_call(
    engagement: Engagement, bruce: Participant, officer: User, now: dt.datetime
) -> None:
    assert invite(engagement, [bruce], by=officer, now=now) == invitations.Invited(to_contact=1)
    assert Involvement.objects.filter(participant=bruce).exists()
    assert (mails(KIND), looks()) == ([], [])


def test_they_are_asked_to_speak_for_their_groups_of_that_day(
    engagement: Engagement, agnes: Participant, officer: User, carers: StatutoryGroup, now: dt.datetime
) -> None:
    invite(engagement, [agnes], by=officer, now=now)
    assert list(Involvement.objects.get().groups.all()) == [carers]


def test_nobody_is_asked_twice(
    engagement: Engagement, agnes: Participant, bruce: Participant, officer: User, now: dt.datetime
) -> None:
    invite(engagement, [agnes], by=officer, now=now)
    again = invite(engagement, [agnes, bruce], by=officer, now=now)
    assert again == invitations.Invited(to_contact=1, before=1)
    assert len(mails(KIND)) == 1


def test_people_of_another_partnership_are_refused(
    engagement: Engagement, agnes: Participant, coll: Participant, officer: User, now: dt.datetime
) -> None:
    with pytest.raises(InvitationError, match="own partnership"):
        invite(engagement, [agnes, coll], by=officer, now=now)
    assert not Involvement.objects.exists()


def test_who_no_longer_takes_part_is_refused(
    engagement: Engagement, agnes: Participant, officer: User, now: dt.datetime
) -> None:
    agnes.until = timezone.localdate()
    with pytest.raises(InvitationError, match="P-0007 does not take part"):
        invite(engagement, [agnes], by=officer, now=now)


@pytest.mark.parametrize(
    ("traits", "words"),
    [({}, "Publish the engagement first"), ({"cancelled": True}, "It is cancelled")],
)
def test_only_a_published_engagement_invites(
    agnes: Participant, officer: User, now: dt.datetime, traits: dict[str, bool], words: str
) -> None:
    meeting = EngagementFactory(partnership=agnes.partnership, **traits)
    with pytest.raises(InvitationError, match=words):
        invite(meeting, [agnes], by=officer, now=now)


def test_what_has_started_invites_nobody(engagement: Engagement, agnes: Participant, officer: User) -> None:
    with pytest.raises(InvitationError, match="has started"):
        invite(engagement, [agnes], by=officer, now=engagement.starts_at)


# --- A corrected address
@pytest.fixture
def asked(engagement: Engagement, agnes: Participant, officer: User, now: dt.datetime) -> Involvement:
    invite(engagement, [agnes], by=officer, now=now)
    return Involvement.objects.get()


def test_a_corrected_address_gets_the_invitation_anew(
    asked: Involvement, agnes: Participant, officer: User, now: dt.datetime
) -> None:
    assert invitations.correct(agnes, NEW_ADDRESS, by=officer, now=now)
    first, second = mails(KIND)
    assert (first.recipient, second.recipient) == (CANARY_EMAIL, "canary.new@example.org")
    assert second.key == f"{KIND}:{asked.pk}:2"


def test_the_link_sent_to_the_wrong_address_dies(
    asked: Involvement, agnes: Participant, officer: User, now: dt.datetime
) -> None:
    old = replies.token(asked)
    invitations.correct(agnes, NEW_ADDRESS, by=officer, now=now)
    with pytest.raises(replies.ClosedError):
        replies.involvement_of(old)
    assert replies.token(Involvement.objects.get()) in mails(KIND)[1].text


def test_without_a_new_address_nothing_is_sent_again(
    asked: Involvement, agnes: Participant, officer: User, now: dt.datetime
) -> None:
    details = Details(name="Canary Renamed", email=CANARY_EMAIL)
    assert not invitations.correct(agnes, details, by=officer, now=now)
    assert len(mails(KIND)) == 1


@pytest.mark.parametrize("trait", ["declined", "past"])
def test_only_open_invitations_follow_the_address(
    agnes: Participant, past: Engagement, officer: User, now: dt.datetime, trait: str
) -> None:
    values = {"engagement": past} if trait == "past" else {"declined": True}
    InvolvementFactory(participant=agnes, **values)
    invitations.correct(agnes, NEW_ADDRESS, by=officer, now=now)
    assert mails(KIND) == []

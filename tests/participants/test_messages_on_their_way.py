"""From the row to the relay: what is no longer due does not leave, and nobody hears twice."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from coproduce.accounts.models import User
from coproduce.outbox import preferences
from coproduce.outbox.delivery import deliver
from coproduce.outbox.models import Email, Status
from participants import invitations, reminders
from participants.models import Answer, Involvement, Participant
from participants.register import Details
from participants.replies import reply
from partnerships.models import Engagement
from partnerships.scheduling import cancel
from tests.outbox.sink import Sink
from tests.threads import at_once

from .conftest import CANARY, CANARY_EMAIL, looks, mails

#: Where the recipient has to stand, the second as the relay of the tests notes it.
ENVELOPE = {"To", "X-Envelope-To"}

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asked(engagement: Engagement, agnes: Participant, officer: User) -> Involvement:
    """Invited a moment ago; the mail waits to be sent."""
    invitations.invite(engagement, [agnes], by=officer, now=timezone.now())
    return Involvement.objects.get()


def accept(row: Involvement) -> None:
    reply(row, Answer.ACCEPTED, now=timezone.now())


# --- At the relay
def test_an_invitation_reaches_one_person_at_their_address(asked: Involvement, sink: Sink) -> None:
    deliver()
    [message] = sink.taken
    assert message["To"] == CANARY_EMAIL
    assert message["Cc"] is None
    assert mails(reminders.INVITATION)[0].status == Status.SENT


def test_no_header_tells_what_it_is_about_or_to_whom(asked: Involvement, sink: Sink) -> None:
    deliver()
    headers = " ".join(f"{name}: {value}" for name, value in sink.taken[0].items() if name not in ENVELOPE)
    for hidden in ("round table", "anary", "P-0007", "carers"):
        assert hidden not in headers


@pytest.mark.parametrize("change", ["declined", "cancelled", "ended"])
def test_what_was_overtaken_before_it_left_never_leaves(
    asked: Involvement, officer: User, sink: Sink, change: str
) -> None:
    match change:
        case "declined":
            reply(asked, Answer.DECLINED, now=timezone.now())
        case "cancelled":
            cancel(asked.engagement, by=officer, reason="The hall is flooded.", now=timezone.now())
        case "ended":
            Participant.objects.update(until=timezone.localdate())
    deliver()
    assert sink.taken == []
    assert mails(reminders.INVITATION)[0].status == Status.LAPSED


def test_a_corrected_address_gets_the_mail_and_the_wrong_one_does_not(
    asked: Involvement, officer: User, sink: Sink
) -> None:
    details = Details(name=CANARY, email="canary.right@example.org")
    invitations.correct(asked.participant, details, by=officer, now=timezone.now())
    deliver()
    assert [message["To"] for message in sink.taken] == ["canary.right@example.org"]


def test_a_whole_life_of_mails_comes_once_each(asked: Involvement, officer: User, sink: Sink) -> None:
    engagement = asked.engagement
    deliver()
    accept(asked)
    for _ in range(2):
        reminders.plan(now=engagement.starts_at - timedelta(hours=20))
        deliver()
    cancel(engagement, by=officer, reason="The hall is flooded.", now=timezone.now())
    for _ in range(2):
        reminders.plan(now=timezone.now())
        deliver()
    assert [subject.split(" for ")[0].split(":")[0] for subject in sink.subjects] == [
        "An invitation",
        "A reminder",
        "Cancelled",
    ]


# --- Several at once
def test_two_officers_inviting_the_same_person_ask_once(
    engagement: Engagement, agnes: Participant, officer: User, lead: User
) -> None:
    def inviting(by: User) -> Callable[[], invitations.Invited]:
        return lambda: invitations.invite(engagement, [agnes], by=by, now=timezone.now())

    told = at_once(*(inviting(by) for by in (officer, lead, officer, lead)))
    assert sum(one.by_email for one in told) == 1
    assert Involvement.objects.count() == len(mails(reminders.INVITATION)) == 1


def test_several_planners_write_one_reminder_and_look_once(asked: Involvement) -> None:
    accept(asked)
    before = len(looks())
    moment = asked.engagement.starts_at - timedelta(hours=20)
    written = at_once(*[lambda: reminders.plan(now=moment)] * 4)
    assert sum(written) == len(mails(reminders.REMINDER)) == 1
    assert len(looks()) == before + 1


def test_yes_and_no_at_the_same_moment_leave_one_of_them_whole(asked: Involvement) -> None:
    def answering(answer: Answer, barrier: str) -> Callable[[], None]:
        row = Involvement.objects.get()
        return lambda: reply(row, answer, now=timezone.now(), barrier=barrier)

    at_once(answering(Answer.ACCEPTED, ""), answering(Answer.DECLINED, "cost"))
    row = Involvement.objects.get()
    assert (row.answer, row.barrier) in {(Answer.ACCEPTED, ""), (Answer.DECLINED, "cost")}


def test_a_failed_invitation_leaves_neither_row_nor_mail_nor_look(
    engagement: Engagement, agnes: Participant, coll: Participant, officer: User
) -> None:
    with pytest.raises(invitations.InvitationError):
        invitations.invite(engagement, [agnes, coll], by=officer, now=timezone.now())
    assert (Involvement.objects.count(), Email.objects.count(), looks()) == (0, 0, [])


def test_bounced_people_come_to_the_list_of_people_to_call(asked: Involvement, sink: Sink) -> None:
    sink.answers["RCPT"] = "550 No such person"
    deliver()
    assert list(reminders.to_contact(Involvement.objects.all())) == [asked]


def test_people_who_stopped_these_mails_are_called(asked: Involvement, sink: Sink) -> None:
    preferences.stop(CANARY_EMAIL, reminders.INVITATION)
    deliver()
    assert sink.taken == []
    assert list(reminders.to_contact(Involvement.objects.all())) == [asked]

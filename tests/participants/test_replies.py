"""Replies: one link, one purpose, and any number of changes of mind until it starts."""

import datetime as dt

import pytest
from django.core.signing import Signer
from django.utils import timezone

from coproduce.accounts.models import User
from participants import replies
from participants.models import Answer, Barrier, Involvement, Participant, Through
from participants.replies import ClosedError, UnknownLinkError, reply
from partnerships.models import Engagement
from tests.factories.participants import InvolvementFactory
from tests.factories.partnerships import EngagementFactory

from .conftest import history

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def asked(agnes: Participant, engagement: Engagement) -> Involvement:
    return InvolvementFactory(participant=agnes, engagement=engagement)


def fresh(row: Involvement) -> Involvement:
    return Involvement.objects.get(pk=row.pk)


# --- Links
def test_a_link_leads_back_to_its_row(asked: Involvement) -> None:
    assert replies.involvement_of(replies.token(asked)) == asked


def test_a_link_holds_nothing_personal(asked: Involvement) -> None:
    assert replies.link(asked).startswith("http://127.0.0.1:8000/reply/")
    assert replies.token(asked).split(".")[0] == f"{asked.pk}-1"


@pytest.mark.parametrize("change", ["{}x", "1{}", "x.{}", "{}.{}"])
def test_a_changed_link_is_unknown(asked: Involvement, change: str) -> None:
    with pytest.raises(UnknownLinkError):
        replies.involvement_of(change.format(*[replies.token(asked)] * 2))


def test_a_signature_for_another_purpose_opens_nothing(asked: Involvement) -> None:
    with pytest.raises(UnknownLinkError):
        replies.involvement_of(Signer(salt="coproduce.outbox.unsubscribe", sep=".").sign(f"{asked.pk}-1"))


def test_a_link_to_a_row_that_never_was_is_unknown(db: None) -> None:
    with pytest.raises(UnknownLinkError):
        replies.involvement_of(replies.SIGNER.sign("999999-1"))


def test_a_newer_invitation_closes_the_older_link(asked: Involvement) -> None:
    old = replies.token(asked)
    Involvement.objects.update(invitation=2)
    with pytest.raises(ClosedError, match="newer invitation"):
        replies.involvement_of(old)


# --- Answers
@pytest.mark.parametrize("answer", [Answer.ACCEPTED, Answer.DECLINED])
def test_an_answer_is_taken_with_its_moment_and_its_way(
    asked: Involvement, answer: Answer, now: dt.datetime
) -> None:
    reply(asked, answer, now=now)
    row = fresh(asked)
    assert (row.answer, row.answered_at, row.answered_through) == (answer, now, Through.LINK)


def test_the_same_answer_again_changes_nothing(asked: Involvement, now: dt.datetime) -> None:
    reply(asked, Answer.ACCEPTED, now=now)
    before = fresh(asked)
    reply(asked, Answer.ACCEPTED, now=now + HOUR)
    assert (fresh(asked).answered_at, fresh(asked).changed_at) == (now, before.changed_at)


def test_a_changed_mind_replaces_the_answer_and_its_barrier(asked: Involvement, now: dt.datetime) -> None:
    reply(asked, Answer.DECLINED, now=now, barrier=Barrier.COST)
    reply(asked, Answer.ACCEPTED, now=now + HOUR)
    row = fresh(asked)
    assert (row.answer, row.barrier, row.answered_at) == (Answer.ACCEPTED, "", now + HOUR)


def test_a_barrier_can_be_told_afterwards(asked: Involvement, now: dt.datetime) -> None:
    reply(asked, Answer.DECLINED, now=now)
    reply(asked, Answer.DECLINED, now=now + HOUR, barrier=Barrier.GETTING_THERE)
    assert (fresh(asked).barrier, fresh(asked).answered_at) == (Barrier.GETTING_THERE, now)


def test_pressing_no_again_keeps_the_barrier(asked: Involvement, now: dt.datetime) -> None:
    reply(asked, Answer.DECLINED, now=now, barrier=Barrier.COST)
    reply(asked, Answer.DECLINED, now=now)
    assert fresh(asked).barrier == Barrier.COST


def test_yes_has_no_barrier(asked: Involvement, now: dt.datetime) -> None:
    reply(asked, Answer.ACCEPTED, now=now, barrier=Barrier.COST)
    assert fresh(asked).barrier == ""


@pytest.mark.parametrize("through", [Through.PHONE, Through.PAPER])
def test_staff_are_named_with_what_they_record(
    asked: Involvement, officer: User, now: dt.datetime, through: Through
) -> None:
    reply(asked, Answer.ACCEPTED, now=now, through=through, by=officer)
    row = fresh(asked)
    assert (row.answered_through, row.answer_recorded_by) == (through, officer)


def test_their_own_answer_takes_the_place_of_one_by_phone(
    asked: Involvement, officer: User, now: dt.datetime
) -> None:
    reply(asked, Answer.ACCEPTED, now=now, through=Through.PHONE, by=officer)
    reply(asked, Answer.DECLINED, now=now + HOUR)
    row = fresh(asked)
    assert (row.answered_through, row.answer_recorded_by) == (Through.LINK, None)


def test_the_history_keeps_every_answer(asked: Involvement, now: dt.datetime) -> None:
    for answer in (Answer.ACCEPTED, Answer.DECLINED, Answer.ACCEPTED):
        reply(asked, answer, now=now)
    told = history(asked).values_list("answer", flat=True)
    assert list(told) == ["none", "accepted", "declined", "accepted"]


# --- Too late
@pytest.mark.parametrize(
    ("after_start", "words"),
    [(-HOUR, ""), (0 * HOUR, "already started"), (HOUR, "already started"), (3 * HOUR, "taken place")],
)
def test_answers_are_taken_until_it_starts(asked: Involvement, after_start: dt.timedelta, words: str) -> None:
    moment = asked.engagement.starts_at + after_start
    if not words:
        return reply(asked, Answer.ACCEPTED, now=moment)
    with pytest.raises(ClosedError, match=words):
        reply(asked, Answer.ACCEPTED, now=moment)
    return None


def test_a_cancelled_engagement_takes_no_answer(agnes: Participant, now: dt.datetime) -> None:
    meeting = EngagementFactory(partnership=agnes.partnership, cancelled=True)
    row = InvolvementFactory(participant=agnes, engagement=meeting)
    with pytest.raises(ClosedError, match="has been cancelled"):
        reply(row, Answer.ACCEPTED, now=now)


def test_who_no_longer_takes_part_cannot_answer(asked: Involvement, now: dt.datetime) -> None:
    asked.participant.until = timezone.localdate()
    asked.participant.save()
    with pytest.raises(ClosedError, match="no longer open"):
        reply(asked, Answer.ACCEPTED, now=now)


def test_a_refusal_changes_nothing(asked: Involvement) -> None:
    with pytest.raises(ClosedError):
        reply(asked, Answer.ACCEPTED, now=asked.engagement.ends_at)
    assert fresh(asked).answer == Answer.NONE

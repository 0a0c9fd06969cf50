"""Taking back what emails say: unsent ones end, sent ones go blank, and what went out stays counted."""

import datetime as dt

import pytest
from django.utils import timezone

from coproduce.accounts.models import User
from coproduce.outbox import operations, recalling, rechecks
from coproduce.outbox.claims import at_work, claim, pass_fence
from coproduce.outbox.delivery import deliver
from coproduce.outbox.models import Email, Lane, Status
from tests.factories.accounts import account
from tests.factories.outbox import email
from tests.outbox.sink import Sink

pytestmark = pytest.mark.django_db
WORDS = ("subject", "text", "html")


def about(row: User, **fields: object) -> Email:
    return email(about=f"accounts.user:{row.pk}", **fields)


def said(mail: Email) -> set[str]:
    mail.refresh_from_db()
    return {getattr(mail, name) for name in WORDS}


@pytest.fixture
def row(db: None) -> User:
    return account()


@pytest.mark.parametrize("status", [Status.QUEUED, Status.HELD, Status.FAILED, Status.IN_DOUBT])
def test_what_could_still_go_out_lapses_blank(row: User, status: Status) -> None:
    mail = about(row, status=status)
    recalling.take_back([row])
    assert said(mail) == {""}
    assert (mail.status, mail.reason) == (Status.LAPSED, rechecks.TAKEN_BACK.reason)


def test_what_was_sent_keeps_only_when_and_to_whom(row: User) -> None:
    mail = about(row, status=Status.SENT, sent_at=timezone.now())
    kept = Email.objects.values("key", "status", "sent_at", "recipient", "message_id").get()
    recalling.take_back([row])
    assert said(mail) == {""}
    assert Email.objects.values("key", "status", "sent_at", "recipient", "message_id").get() == kept


@pytest.mark.parametrize("status", [Status.LAPSED, Status.SUPPRESSED, Status.ABORTED])
def test_what_had_ended_unsent_goes_blank_too(row: User, status: Status) -> None:
    mail = about(row, status=status)
    recalling.take_back([row])
    assert said(mail) == {""}
    assert mail.status == status


def test_mail_about_other_rows_is_left_alone(row: User) -> None:
    mail = about(account())
    recalling.take_back([row])
    assert said(mail) != {""}
    assert mail.status == Status.QUEUED


def test_repeated_it_changes_nothing(row: User) -> None:
    about(row)
    recalling.take_back([row])
    before = Email.objects.values().get()
    recalling.take_back([row])
    assert Email.objects.values().get() == before


@pytest.mark.django_db(transaction=True)
def test_a_sender_who_holds_it_finds_it_blank_at_the_fence(row: User) -> None:
    mail = about(row)
    with at_work() as sender:
        (held,) = claim(sender, tuple(Lane))
        recalling.take_back([row])
        assert pass_fence(held, sender) == Status.LAPSED
    mail.refresh_from_db()
    assert mail.reason == rechecks.TAKEN_BACK.reason


@pytest.mark.django_db(transaction=True)
def test_no_blank_mail_leaves(row: User, sink: Sink) -> None:
    about(row, **dict.fromkeys(WORDS, ""))
    deliver()
    assert sink.taken == []
    assert Email.objects.get().status == Status.LAPSED


def test_nobody_sends_again_what_was_taken_back(row: User, administrator: User) -> None:
    mail = about(row, status=Status.HELD)
    recalling.take_back([row])
    with pytest.raises(operations.DecidedError):
        operations.send_again(mail, by=administrator, reason="They asked")


# --- what went out ---


def test_what_went_out_is_counted_by_kind_and_day(row: User) -> None:
    noon = dt.datetime(2027, 5, 3, 12, tzinfo=dt.UTC)
    for _ in range(2):
        about(row, status=Status.SENT, sent_at=noon)
    about(row, status=Status.SENT, sent_at=noon - dt.timedelta(days=2))
    found = [(one.day.isoformat(), one.count) for one in recalling.gone_out([row])]
    assert found == [("2027-05-01", 1), ("2027-05-03", 2)]


def test_the_day_is_the_one_in_scotland(row: User) -> None:
    about(row, status=Status.SENT, sent_at=dt.datetime(2027, 6, 1, 23, 30, tzinfo=dt.UTC))
    assert recalling.gone_out([row])[0].day == dt.date(2027, 6, 2)


def test_what_may_have_gone_out_is_counted_and_what_did_not_is_not(row: User) -> None:
    about(row)
    about(row, status=Status.FAILED)
    about(row, status=Status.HELD, doubts=1)
    about(row, status=Status.CLAIMED, phase=Email.Phase.DATA, owner=1, claimed_at=timezone.now())
    recalling.take_back([row])
    assert sum(one.count for one in recalling.gone_out([row])) == 2

"""The demonstration: plainly made-up people, and the same however often it is loaded."""

import datetime as dt

import pytest
from django.utils import timezone

from coproduce.accounts import demo as accounts_demo
from participants import demo, monitoring, reminders
from participants.models import Agreement, Attendance, EqualityAnswer, Involvement, Participant
from participants.models.identity import Identity
from partnerships import demo as partnerships_demo
from partnerships import reference
from partnerships.models import Engagement, Partnership

from .conftest import mails


@pytest.fixture
def loaded(db: None) -> dt.datetime:
    now = timezone.now()
    reference.load()
    for load in (accounts_demo.load, partnerships_demo.load, demo.load):
        load(now)
    return now


def test_there_are_people_to_look_around_with(loaded: dt.datetime) -> None:
    counted = {
        one.slug: one.participants.count() for one in Partnership.objects.all() if one.participants.exists()
    }
    assert counted == {"fife": 25, "dundee-city": 8}


def test_everyone_is_plainly_made_up(loaded: dt.datetime) -> None:
    for identity in Identity.objects.all():
        assert identity.name.endswith(" Sample")
        assert identity.email == "" or identity.email.endswith("@demo.coproduce.example")
        assert identity.phone == "" or identity.phone.startswith("01632 960")


def test_some_have_no_email_and_all_can_be_reached(loaded: dt.datetime) -> None:
    without = Identity.objects.filter(email="")
    assert without.count() >= 5
    assert not without.filter(phone="").exists()


def test_past_engagements_have_their_attendance(loaded: dt.datetime) -> None:
    past = Involvement.objects.filter(engagement__ends_at__lte=loaded)
    assert set(past.values_list("attendance", flat=True)) == set(Attendance.values)


def test_only_those_still_to_come_are_written_to(loaded: dt.datetime) -> None:
    upcoming = Involvement.objects.filter(engagement__starts_at__gt=loaded)
    told = {int(mail.about.rpartition(":")[2]) for mail in mails(reminders.INVITATION)}
    reached = upcoming.filter(participant__in=[row.participant_id for row in Identity.objects.with_email()])
    assert told == set(reached.values_list("pk", flat=True))


def test_tomorrows_engagement_has_reminders_coming(loaded: dt.datetime) -> None:
    soonest = Engagement.objects.published().upcoming(loaded).first()
    assert soonest is not None
    assert reminders.plan(now=soonest.starts_at - dt.timedelta(hours=20)) >= 1


def test_loading_again_changes_nothing(loaded: dt.datetime) -> None:
    Participant.objects.filter(number=1).update(until=timezone.localdate())
    before = (
        list(Participant.objects.values()),
        list(Involvement.objects.values()),
        len(mails(reminders.INVITATION)),
    )
    demo.load(loaded + dt.timedelta(days=1))
    after = (
        list(Participant.objects.values()),
        list(Involvement.objects.values()),
        len(mails(reminders.INVITATION)),
    )
    assert before == after


def test_some_have_chosen_and_answered_and_it_is_the_same_when_loaded_again(loaded: dt.datetime) -> None:
    def told() -> tuple[int, int]:
        return Agreement.objects.count(), EqualityAnswer.objects.count()

    assert told() == (6, 36)
    demo.load(loaded)
    assert told() == (6, 36)
    [period] = monitoring.results(Partnership.objects.get(slug="fife"), today=loaded.date())
    assert len(period.questions) == 6

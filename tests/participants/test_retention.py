"""Keeping no longer than agreed: two warnings, then a sweep that may run twice, late, or by two at once."""

import datetime as dt
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError
from django.utils import timezone
from django.utils.timezone import localdate

from coproduce.accounts.models import User
from participants import agreeing, register, retention
from participants.models import (
    EqualityAnswer,
    Involvement,
    Participant,
    RetentionPeriod,
    RetentionWarning,
    Topic,
)
from participants.models.declarations import ERASED, Erasure, Retention, about_people, declared
from participants.models.identity import Disclosure, Identity
from participants.retention import PERIODS, RetentionError, set_periods, sweep
from partnerships.models import Partnership
from partnerships.reviewing import months_before
from tests.factories.declared import seed
from tests.factories.participants import IdentityFactory, InvolvementFactory, ParticipantFactory
from tests.threads import at_once

from .conftest import CANARY, mails
from .test_canaries import tables_with

A_DAY = dt.timedelta(days=1)
KIND = retention.KIND


@pytest.fixture
def ended(agnes: Participant, now: dt.datetime) -> Participant:
    """Agnes stopped taking part eleven months ago: contact details go in a month."""
    agnes.since = dt.date(2020, 1, 1)
    agnes.until = months_before(localdate(now), 11)
    agnes.save()
    return agnes


def due_of(participant: Participant, kind: str = Retention.CONTACT) -> dt.date:
    [period] = [one for one in retention.periods(participant.partnership) if one.kind == kind]
    return period.due_on(participant)


def sweep_daily(first: dt.datetime, days: int, step: int = 1) -> None:
    for day in range(0, days, step):
        sweep(now=first + day * A_DAY)


def rounds(participant: Participant, kind: str = Retention.CONTACT) -> list[int]:
    rows = RetentionWarning.objects.filter(participant=participant, kind=kind)
    return list(rows.order_by("round").values_list("round", flat=True))


# --- Warnings
def test_sixty_days_before_the_first_warning_is_given(ended: Participant) -> None:
    due = due_of(ended)
    first = dt.datetime.combine(due - retention.FIRST, dt.time(3), dt.UTC)
    sweep(now=first - A_DAY)
    assert rounds(ended) == []
    sweep(now=first)
    assert rounds(ended) == [1]
    [mail] = mails(KIND)
    assert CANARY not in f"{mail.subject}{mail.text}{mail.html}"
    assert "Names and ways to reach people" in mail.text


def test_thirty_days_before_the_last_is_given(ended: Participant) -> None:
    due = dt.datetime.combine(due_of(ended), dt.time(3), dt.UTC)
    sweep_daily(due - 60 * A_DAY, 30, step=7)
    assert rounds(ended) == [1]
    sweep(now=due - 30 * A_DAY)
    assert rounds(ended) == [1, 2]
    assert len(mails(KIND)) == 2
    assert "This is the last time" in mails(KIND)[1].text


def test_who_has_no_email_is_on_the_lists_alone(bruce: Participant, now: dt.datetime) -> None:
    bruce.until = months_before(localdate(now), 11)
    bruce.since = dt.date(2020, 1, 1)
    bruce.save()
    sweep(now=now)
    assert rounds(bruce) == [1]
    assert mails(KIND) == []


def test_who_objected_gets_no_mail_either(ended: Participant, now: dt.datetime) -> None:
    agreeing.choose(ended, {Topic.OBJECTION: "yes"}, now=now)
    sweep(now=now)
    assert (rounds(ended), mails(KIND)) == ([1], [])


def test_the_use_of_the_address_is_on_record(ended: Participant, now: dt.datetime) -> None:
    sweep(now=now)
    assert Disclosure.objects.filter(participant=ended, what="contact", by=None).count() == 1
    sweep(now=now)
    assert Disclosure.objects.count() == 1


# --- The sweep
def test_on_the_day_contact_details_go_and_involvement_stays(ended: Participant) -> None:
    InvolvementFactory(participant=ended, declined=True, barrier="cost")
    due = dt.datetime.combine(due_of(ended), dt.time(3), dt.UTC)
    sweep_daily(due - 60 * A_DAY, 60, step=10)
    assert register.is_known(ended)
    sweep(now=due)
    assert not register.is_known(ended)
    assert Involvement.objects.get().barrier == "cost"
    assert list(tables_with(CANARY)) == []


def test_a_late_sweep_still_gives_both_warnings_and_their_days(ended: Participant) -> None:
    late = dt.datetime.combine(due_of(ended), dt.time(3), dt.UTC) + 200 * A_DAY
    sweep(now=late)
    assert rounds(ended) == [1]
    sweep_daily(late, 30, step=7)
    assert rounds(ended) == [1]
    sweep(now=late + 30 * A_DAY)
    assert rounds(ended) == [1, 2]
    sweep_daily(late + 30 * A_DAY, 30, step=7)
    assert register.is_known(ended)
    sweep(now=late + 60 * A_DAY)
    assert not register.is_known(ended)


def test_running_it_twice_changes_nothing(ended: Participant) -> None:
    due = dt.datetime.combine(due_of(ended), dt.time(3), dt.UTC)
    sweep_daily(due - 60 * A_DAY, 61, step=30)
    assert not register.is_known(ended)
    before = RetentionWarning.objects.count()
    assert sweep(now=due)["swept"] == 0
    assert RetentionWarning.objects.count() == before


@pytest.mark.parametrize("until", [None, dt.date(2100, 1, 1)])
def test_who_takes_part_is_never_swept(agnes: Participant, until: dt.date | None, now: dt.datetime) -> None:
    agnes.since, agnes.until = dt.date(1990, 1, 1), until
    agnes.save()
    sweep_daily(now, 400, step=40)
    assert register.is_known(agnes)
    assert not RetentionWarning.objects.exists()


def test_who_comes_back_after_a_warning_stays(ended: Participant) -> None:
    due = dt.datetime.combine(due_of(ended), dt.time(3), dt.UTC)
    sweep_daily(due - 60 * A_DAY, 31, step=30)
    assert rounds(ended) == [1, 2]
    ended.until = None
    ended.save()
    sweep_daily(due, 90, step=30)
    assert register.is_known(ended)


def test_another_day_of_ending_earns_new_warnings(ended: Participant) -> None:
    due = dt.datetime.combine(due_of(ended), dt.time(3), dt.UTC)
    sweep_daily(due - 60 * A_DAY, 31, step=30)
    assert ended.until
    ended.until += 10 * A_DAY
    ended.save()
    sweep(now=due + 10 * A_DAY)
    assert register.is_known(ended)
    assert rounds(ended) == [1, 1, 2]


def test_one_who_came_back_between_is_left_alone(ended: Participant, now: dt.datetime) -> None:
    [one] = [due for due in retention.due(ended.partnership, today=localdate(now)) if due.kind == "contact"]
    ended.until = None
    ended.save()
    assert not retention.sweep_one(one, now=now + 500 * A_DAY)
    assert register.is_known(ended)


@pytest.mark.parametrize("kind", [kind for kind in PERIODS if kind != Retention.MONITORING])
def test_each_class_goes_by_its_own_period(ended: Participant, kind: str) -> None:
    """Whatever is declared of the class is done, and nothing of the classes that are kept longer."""
    seed(ended, "period")
    due = dt.datetime.combine(due_of(ended, kind), dt.time(3), dt.UTC)
    sweep_daily(due - 60 * A_DAY, 61, step=30)
    swept = {one for one in PERIODS if PERIODS[one].months <= PERIODS[kind].months}
    for model in about_people():
        about = declared(model)
        rows = model._base_manager.filter(**{about.person: ended.pk})
        if about.retention in swept and about.erasure == Erasure.DELETE:
            assert not rows.exists(), model
        if about.retention in swept:
            erased = [name for name, text in about.blank.items() if text == ERASED]
            assert all(set(rows.values_list(name, flat=True)) == {ERASED} for name in erased)


def test_answers_of_nobody_grow_old_by_themselves(fife: Partnership, now: dt.datetime) -> None:
    this_month = localdate(now).replace(day=1)
    for month in (this_month, months_before(this_month, 60)):
        EqualityAnswer.objects.create(
            partnership=fife, month=month, ethnic_group="asian", belief="none", disability="no",
            orientation="bi", age_band="25_44", sex="male",
        )  # fmt: skip
    assert [sweep(now=now)["aged"] for _ in range(2)] == [1, 0]
    assert EqualityAnswer.objects.get().month == this_month


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_warn_and_delete_once(agnes: Participant) -> None:
    thirteen_months_ago = months_before(timezone.localdate(), 13)
    agnes.since, agnes.until = dt.date(2020, 1, 1), thirteen_months_ago
    agnes.save()
    now = timezone.now()
    for day in (0, 30, 60):
        at_once(*[lambda day=day: sweep(now=now + day * A_DAY)] * 3)
    assert not Identity.objects.exists()
    assert rounds(agnes) == [1, 2]
    assert len(mails(KIND)) == 2


# --- Periods
def set_contact(partnership: Partnership, months: int, *, by: User, ahead: int = 365) -> None:
    today = timezone.localdate()
    review_by, wanted = today + ahead * A_DAY, {"contact": months}
    set_periods(partnership, wanted, by=by, review_by=review_by, why=" line 7 ", today=today)


def test_a_lead_chooses_within_bounds(fife: Partnership, lead: User) -> None:
    set_contact(fife, 24, by=lead)
    [contact] = [one for one in retention.periods(fife) if one.kind == Retention.CONTACT]
    assert (contact.months, contact.needs_review(timezone.localdate())) == (24, False)
    assert RetentionPeriod.objects.get().why == "line 7"


def test_a_longer_period_puts_the_day_off(ended: Participant, lead: User) -> None:
    before = due_of(ended)
    set_contact(ended.partnership, 24, by=lead)
    assert due_of(ended) == months_before(before, -12)


@pytest.mark.parametrize("months", [0, 37])
def test_out_of_bounds_is_refused_in_words(months: int, fife: Partnership, lead: User) -> None:
    with pytest.raises(RetentionError, match="between 1 and 36 months"):
        set_contact(fife, months, by=lead)
    assert not RetentionPeriod.objects.exists()


@pytest.mark.parametrize("ahead", [0, 2000])
def test_the_day_to_look_again_is_in_three_years(ahead: int, fife: Partnership, lead: User) -> None:
    with pytest.raises(RetentionError, match="next three years"):
        set_contact(fife, 12, by=lead, ahead=ahead)


@pytest.mark.parametrize("role", ["reader", "officer", "officer_elsewhere", "auditor", "administrator"])
def test_nobody_else_chooses(role: str, request: pytest.FixtureRequest, fife: Partnership) -> None:
    with pytest.raises(PermissionDenied):
        set_contact(fife, 12, by=request.getfixturevalue(role))


def test_the_database_has_bounds_too(fife: Partnership) -> None:
    with pytest.raises(IntegrityError):
        RetentionPeriod.objects.create(
            partnership=fife, kind="contact", months=121, review_by=timezone.localdate()
        )


def test_every_class_has_a_period_within_its_bounds_and_a_source() -> None:
    assert set(PERIODS) == set(Retention) - {Retention.NONE}
    for bounds in PERIODS.values():
        assert bounds.least <= bounds.months <= bounds.most
        assert bounds.source


# --- The report
def command(*args: str) -> str:
    out = StringIO()
    call_command("sweep_participants", *args, stdout=out)
    return out.getvalue()


def test_the_command_says_what_would_go_and_does_nothing(ended: Participant) -> None:
    told = command()
    assert "P-0007, Names and ways to reach people: would be warned" in told
    assert CANARY not in told
    assert not RetentionWarning.objects.exists()


def test_the_command_does_it_when_told_to(ended: Participant) -> None:
    assert "warned: 1" in command("--apply")
    assert "warned, goes on" in command()


def test_the_report_says_what_would_go_now(ended: Participant) -> None:
    due = dt.datetime.combine(due_of(ended), dt.time(3), dt.UTC)
    sweep_daily(due - 60 * A_DAY, 31, step=30)
    told = list(retention.report([ended.partnership], today=due_of(ended)))
    assert any(line.endswith("Names and ways to reach people: would go now") for line in told)


def test_the_command_says_when_nothing_is_due(fife: Partnership) -> None:
    assert "Nothing is due." in command()


def test_what_is_due_takes_the_same_queries_for_many(
    ended: Participant, django_assert_max_num_queries: Any, now: dt.datetime
) -> None:
    for _ in range(20):
        row = ParticipantFactory(partnership=ended.partnership, since=ended.since, until=ended.until)
        IdentityFactory(participant=row)
    with django_assert_max_num_queries(12):
        assert len(retention.due(ended.partnership, today=localdate(now))) == 21

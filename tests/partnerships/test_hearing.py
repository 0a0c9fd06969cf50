"""What an engagement heard: no view without an answer, no number that gives someone away."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from coproduce.accounts.models import User
from partnerships import hearing
from partnerships.hearing import Account, HearingError, UnansweredError, Verdict
from partnerships.models import Answer, Engagement, ExpressedView, Partnership, Promise, Turnout
from tests.conftest import ClientOf
from tests.factories.partnerships import EngagementFactory, StatutoryGroupFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 2)
KEPT = Account(promise_kept=Promise.INVOLVE, promise_account="The timetable was written together.")


@pytest.fixture
def over(fife: Partnership, now: dt.datetime) -> Engagement:
    return EngagementFactory(partnership=fife, published=True, starts_at=now - dt.timedelta(days=9))


def verdict(answer: Answer = Answer.FOLLOWED, **known: Any) -> Verdict:
    return Verdict(answer=answer, response="A later bus.", decided_on=DAY, **known)


def test_feedback_is_due_thirty_days_after_the_decision(over: Engagement, officer: User) -> None:
    view = hearing.say(over, "The bus comes too late.", by=officer)
    hearing.answer(view, verdict(), by=officer)
    assert view.feedback_due == DAY + dt.timedelta(days=30)


def test_who_is_not_followed_is_owed_a_reason(over: Engagement, officer: User) -> None:
    view = hearing.say(over, "The bus comes too late.", by=officer)
    with pytest.raises(HearingError, match="Say why"):
        hearing.answer(view, verdict(Answer.PARTLY), by=officer)
    hearing.answer(view, verdict(Answer.PARTLY, reason="No driver on Sundays."), by=officer)
    assert view.reason == "No driver on Sundays."


@pytest.mark.parametrize("answered", [[], [True], [False], [True, False], [True, True, True]])
def test_it_closes_when_and_only_when_every_view_is_answered(
    answered: list[bool], over: Engagement, officer: User, now: dt.datetime
) -> None:
    for is_answered in answered:
        view = hearing.say(over, "A theme.", by=officer)
        if is_answered:
            hearing.answer(view, verdict(), by=officer)
    if all(answered):
        hearing.close(over, KEPT, by=officer, now=now)
    else:
        with pytest.raises(UnansweredError, match="not to silence"):
            hearing.close(over, KEPT, by=officer, now=now)
    over.refresh_from_db()
    assert over.is_closed == all(answered)


def test_it_is_not_closed_before_it_is_over(published: Engagement, officer: User, now: dt.datetime) -> None:
    with pytest.raises(HearingError, match="not over yet"):
        hearing.close(published, KEPT, by=officer, now=now)


def test_what_is_co_produced_tells_who_decided(over: Engagement, officer: User, now: dt.datetime) -> None:
    with pytest.raises(HearingError, match="who decided"):
        hearing.close(over, Account(Promise.CO_PRODUCE, "Together."), by=officer, now=now)
    whole = Account(Promise.CO_PRODUCE, "Together.", "Six carers and the manager.", ["design"])
    hearing.close(over, whole, by=officer, now=now)
    assert over.is_closed


def test_what_is_closed_takes_no_view_until_it_is_reopened(
    over: Engagement, officer: User, now: dt.datetime
) -> None:
    hearing.close(over, KEPT, by=officer, now=now)
    with pytest.raises(HearingError, match="Reopen it"):
        hearing.say(over, "Late.", by=officer)
    hearing.reopen(over, by=officer)
    assert hearing.say(over, "Late.", by=officer).pk


def test_people_are_told_only_of_a_decision(over: Engagement, officer: User) -> None:
    view = hearing.say(over, "A theme.", by=officer)
    with pytest.raises(HearingError, match="Answer the view first"):
        hearing.feed_back(view, on=DAY, channel="By letter", by=officer)


def test_a_number_taken_back_leaves_no_row(over: Engagement, officer: User) -> None:
    group = StatutoryGroupFactory()
    hearing.count(over, {group: (20, 12), None: (None, 7)}, by=officer)
    hearing.count(over, {group: (None, None)}, by=officer)
    assert Turnout.objects.get().took_part == 7


@given(st.lists(st.integers(0, 30), min_size=1, max_size=6), st.integers(5, 10))
def test_what_the_public_reads_is_the_same_for_any_small_number(came: list[int], threshold: int) -> None:
    told = hearing.for_public([Turnout(took_part=number) for number in came], threshold=threshold)
    for small in range(threshold):
        other = [Turnout(took_part=small if number < threshold else number) for number in came]
        assert hearing.for_public(other, threshold=threshold) == told


def test_the_public_reads_no_small_number(
    client: Client, client_of: ClientOf, officer: User, over: Engagement
) -> None:
    hearing.count(over, {StatutoryGroupFactory(): (83, 3), None: (91, 77)}, by=officer)
    page = client.get(over.get_absolute_url()).content.decode()
    assert "fewer than 5" in page
    assert ">83<" not in page
    assert ">83<" in client_of(officer).get(over.get_absolute_url()).content.decode()


@pytest.mark.parametrize("page", ["turnout/", "views/new/", "standards/", "close/"])
def test_the_officer_opens_each_page_and_the_reader_does_not(
    page: str, client_of: ClientOf, officer: User, reader: User, over: Engagement
) -> None:
    assert client_of(officer).get(over.get_absolute_url() + page).status_code == 200
    assert client_of(reader).get(over.get_absolute_url() + page).status_code == 403


def test_from_what_was_said_to_closing(client_of: ClientOf, officer: User, over: Engagement) -> None:
    desk, here = client_of(officer), over.get_absolute_url()
    desk.post(f"{here}views/new/", {"said": "The bus comes too late."})
    view = ExpressedView.objects.get()
    assert "Answer “The bus" in desk.get(f"{here}close/").content.decode()
    day = {"decided_on_day": "2", "decided_on_month": "3", "decided_on_year": "2026"}
    seen = desk.get(f"/views/{view.pk}/answer/").context["form"]["seen_at"].value()
    told = {"answer": "followed", "response": "A later bus.", "seen_at": seen, **day}
    assert "A later bus." in desk.post(f"/views/{view.pk}/answer/", told, follow=True).content.decode()
    on = {"on_day": "3", "on_month": "3", "on_year": "2026", "channel": "By letter"}
    assert "By letter" in desk.post(f"/views/{view.pk}/feedback/", on, follow=True).content.decode()
    kept = {"promise_kept": "involve", "promise_account": "Together."}
    assert (
        "What was promised, and what was done"
        in desk.post(f"{here}close/", kept, follow=True).content.decode()
    )


def test_standards_are_judged_in_part(client_of: ClientOf, officer: User, over: Engagement) -> None:
    address = f"{over.get_absolute_url()}standards/"
    desk = client_of(officer)
    assert "Say what shows it" in desk.post(address, {"impact_level": "4"}).content.decode()
    told = {"impact_level": "4", "impact_evidence": "The timetable changed."}
    assert "4 of 6, good" in desk.post(address, told, follow=True).content.decode()


def test_who_else_asks_the_same_is_shown(client: Client, over: Engagement, dundee: Partnership) -> None:
    Engagement.objects.filter(pk=over.pk).update(topics=["dementia"])
    EngagementFactory(partnership=dundee, title="Asked there", published=True, topics=["dementia", "digital"])
    EngagementFactory(partnership=dundee, title="Only a draft", topics=["dementia"])
    page = client.get(over.get_absolute_url()).content.decode()
    assert "Asked there" in page
    assert "Only a draft" not in page

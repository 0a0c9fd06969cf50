"""What an engagement heard: no view without an answer, no number that gives someone away."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coproduce.accounts.models import User
from partnerships import hearing
from partnerships.hearing import Account, HearingError, UnansweredError
from partnerships.models import Answer, Engagement, ExpressedView, Partnership, Promise, TakingPart, Turnout
from tests.conftest import ClientOf
from tests.factories import hearing as heard
from tests.factories.hearing import DECIDED as DAY
from tests.factories.hearing import KEPT, verdict
from tests.factories.partnerships import EngagementFactory, StatutoryGroupFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def over(fife: Partnership) -> Engagement:
    return heard.over(fife)


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


# --- Counting
def test_a_group_of_which_only_one_number_is_known_keeps_the_other_unknown(
    over: Engagement, officer: User
) -> None:
    group = StatutoryGroupFactory()
    hearing.count(over, {group: (None, 0)}, by=officer)
    row = Turnout.objects.get()
    assert (row.invited, row.took_part) == (None, 0)


def test_more_may_come_than_were_invited(over: Engagement, officer: User) -> None:
    """A hall is open to everyone: who was not invited counts too."""
    group = StatutoryGroupFactory()
    hearing.count(over, {group: (10, 45)}, by=officer)
    assert Turnout.objects.get(group=group).took_part == 45


def test_a_second_count_replaces_the_first_and_leaves_other_groups(over: Engagement, officer: User) -> None:
    first, second = StatutoryGroupFactory.create_batch(2)
    hearing.count(over, {first: (10, 9), second: (8, 7)}, by=officer)
    hearing.count(over, {first: (11, 10)}, by=officer)
    assert set(Turnout.objects.values_list("group", "took_part")) == {(first.pk, 10), (second.pk, 7)}


def test_people_of_an_unknown_group_have_one_row_however_often_they_are_counted(
    over: Engagement, officer: User
) -> None:
    for number in (3, 4, 5):
        hearing.count(over, {None: (None, number)}, by=officer)
    assert Turnout.objects.get().took_part == 5


def test_a_negative_number_is_refused_by_the_database(over: Engagement) -> None:
    with pytest.raises(IntegrityError, match="took_part"), transaction.atomic():
        Turnout.objects.create(engagement=over, took_part=-1)


def test_a_draft_may_already_be_counted(draft: Engagement, officer: User) -> None:
    hearing.count(draft, {None: (12, None)}, by=officer)
    assert Turnout.objects.get().invited == 12


def test_what_is_closed_is_not_counted_again(over: Engagement, officer: User) -> None:
    hearing.count(over, {None: (None, 7)}, by=officer)
    heard.closed(over, by=officer)
    with pytest.raises(HearingError, match="Reopen it before you change what was counted"):
        hearing.count(over, {None: (None, 70)}, by=officer)
    assert Turnout.objects.get().took_part == 7


def test_what_was_cancelled_is_not_counted(cancelled: Engagement, officer: User) -> None:
    with pytest.raises(HearingError, match="cancelled, so nobody was heard"):
        hearing.count(cancelled, {None: (None, 7)}, by=officer)


def test_who_counted_is_in_the_history(over: Engagement, officer: User) -> None:
    hearing.count(over, {None: (None, 7)}, by=officer)
    event = Turnout.pgh_event_model.objects.get(engagement=over)  # type: ignore[attr-defined]
    assert (event.took_part, event.pgh_context.metadata["user"]) == (7, officer.pk)


# --- Writing down
@pytest.mark.parametrize("words", ["", "   ", "\n\t"])
def test_a_view_says_something(words: str, over: Engagement, officer: User) -> None:
    with pytest.raises(HearingError, match="Say what people told you"):
        hearing.say(over, words, by=officer)
    view = heard.said(over, by=officer)
    with pytest.raises(HearingError, match="Say what people told you"):
        hearing.reword(view, words, by=officer)


def test_words_of_another_alphabet_are_kept_as_they_were_said(over: Engagement, officer: User) -> None:
    view = heard.said(over, "  Tha am bus ro anmoch. Автобус опаздывает. 🚌\n", by=officer)
    view.refresh_from_db()
    assert view.said == "Tha am bus ro anmoch. Автобус опаздывает. 🚌"


def test_a_view_may_be_heard_before_the_engagement_is_over(published: Engagement, officer: User) -> None:
    """A survey runs for weeks, and its themes are written down on the way."""
    assert not heard.said(published, by=officer).is_answered


def test_nobody_is_heard_at_what_was_cancelled(cancelled: Engagement, officer: User) -> None:
    with pytest.raises(HearingError, match="cancelled, so nobody was heard"):
        heard.said(cancelled, by=officer)


def test_a_new_wording_leaves_the_answer(over: Engagement, officer: User) -> None:
    view = heard.fed_back(over, by=officer)
    hearing.reword(view, "The last bus leaves at six.", by=officer)
    view.refresh_from_db()
    assert (view.said, view.answer) == ("The last bus leaves at six.", Answer.FOLLOWED)
    assert view.fed_back_on == DAY


def test_an_engagement_with_a_view_is_not_deleted(over: Engagement, officer: User) -> None:
    heard.said(over, by=officer)
    with pytest.raises(IntegrityError):
        over.delete()


# --- Answering
@pytest.mark.parametrize("answer", Answer)
@pytest.mark.parametrize("response", ["", " \n"])
def test_every_answer_says_what_is_done(
    answer: Answer, response: str, over: Engagement, officer: User
) -> None:
    view = heard.said(over, by=officer)
    with pytest.raises(HearingError, match="Say what you did"):
        hearing.answer(view, verdict(answer, response=response, reason="No driver."), by=officer)
    view.refresh_from_db()
    assert not view.is_answered


def test_feedback_may_be_promised_for_another_day(over: Engagement, officer: User) -> None:
    view = heard.answered(over, by=officer, feedback_due=dt.date(2026, 3, 9))
    view.refresh_from_db()
    assert view.feedback_due == dt.date(2026, 3, 9)


@pytest.mark.parametrize(
    ("decided", "due"),
    [
        (dt.date(2028, 1, 31), dt.date(2028, 3, 1)),
        (dt.date(2027, 1, 30), dt.date(2027, 3, 1)),
        (dt.date(2026, 12, 15), dt.date(2027, 1, 14)),
    ],
)
def test_thirty_days_are_thirty_days_in_any_month(
    decided: dt.date, due: dt.date, over: Engagement, officer: User
) -> None:
    assert heard.answered(over, by=officer, decided_on=decided).feedback_due == due


@pytest.mark.parametrize(("day", "is_overdue"), [(dt.date(2026, 4, 1), False), (dt.date(2026, 4, 2), True)])
def test_feedback_is_overdue_on_the_day_after_it_was_due(
    day: dt.date, is_overdue: bool, over: Engagement, officer: User
) -> None:
    view = heard.answered(over, by=officer)
    assert view.is_overdue(day) == is_overdue
    assert ExpressedView.objects.feedback_overdue(day).exists() == is_overdue


def test_what_is_not_answered_owes_no_feedback_yet(over: Engagement, officer: User) -> None:
    view = heard.said(over, by=officer)
    assert not view.is_overdue(dt.date(2100, 1, 1))
    assert not ExpressedView.objects.feedback_owed().exists()


def test_the_longest_owed_comes_first(over: Engagement, officer: User) -> None:
    late = heard.answered(over, by=officer)
    later = heard.answered(over, by=officer, decided_on=dt.date(2026, 5, 1))
    told = heard.fed_back(over, by=officer)
    early = heard.answered(over, by=officer, feedback_due=dt.date(2026, 3, 3))
    assert list(ExpressedView.objects.feedback_owed()) == [early, late, later]
    assert told.fed_back_on


def test_views_wait_for_an_answer_once_it_is_over(
    over: Engagement, published: Engagement, officer: User, now: dt.datetime
) -> None:
    waiting = heard.said(over, by=officer)
    heard.said(published, by=officer)
    assert list(ExpressedView.objects.unanswered().of_engagements_over(now)) == [waiting]


def test_what_was_cancelled_is_answered_by_nobody(over: Engagement, officer: User) -> None:
    view = heard.said(over, by=officer)
    Engagement.objects.filter(pk=over.pk).update(
        state="cancelled", cancelled_at=over.ends_at, cancel_reason="Snow."
    )
    with pytest.raises(HearingError, match="cancelled"):
        hearing.answer(view, verdict(), by=officer)
    with pytest.raises(HearingError, match="cancelled"):
        hearing.feed_back(view, on=DAY, channel="By letter", by=officer)


def test_what_is_closed_is_answered_no_other_way(over: Engagement, officer: User) -> None:
    view = heard.answered(over, by=officer)
    heard.closed(over, by=officer)
    with pytest.raises(HearingError, match="Reopen it"):
        hearing.answer(view, verdict(response="An earlier bus."), by=officer)
    with pytest.raises(HearingError, match="Reopen it"):
        hearing.reword(view, "Other words.", by=officer)


# --- Telling people
@pytest.mark.parametrize(
    "changed",
    [
        {"answer": Answer.PARTLY, "reason": "No driver on Sundays."},
        {"answer": Answer.NOT_FOLLOWED, "reason": "No driver."},
        {"response": "An earlier bus."},
        {"decided_on": DAY + dt.timedelta(days=60)},
    ],
    ids=["answer", "reason", "response", "day"],
)
def test_a_changed_answer_is_owed_to_people_again(
    changed: dict[str, object], over: Engagement, officer: User
) -> None:
    view = heard.fed_back(over, by=officer)
    hearing.answer(view, verdict(**changed), by=officer)  # type: ignore[arg-type]
    view.refresh_from_db()
    assert (view.fed_back_on, view.channel) == (None, "")
    assert list(ExpressedView.objects.feedback_owed()) == [view]


def test_another_reason_is_news_too(over: Engagement, officer: User) -> None:
    no: dict[str, Any] = {"answer": Answer.NOT_FOLLOWED, "reason": "No driver."}
    view = heard.fed_back(over, by=officer, **no)
    hearing.answer(view, verdict(**{**no, "reason": "No money."}), by=officer)
    assert view.fed_back_on is None


def test_a_changed_answer_is_due_thirty_days_after_the_new_decision(over: Engagement, officer: User) -> None:
    view = heard.fed_back(over, by=officer)
    hearing.answer(view, verdict(response="Earlier.", decided_on=dt.date(2026, 6, 1)), by=officer)
    assert view.feedback_due == dt.date(2026, 7, 1)


@pytest.mark.parametrize(
    "changed",
    [{}, {"feedback_due": DAY + dt.timedelta(days=3)}, {"decided_on": DAY - dt.timedelta(days=1)}],
    ids=["nothing", "the day to tell them by", "an earlier day"],
)
def test_an_answer_that_says_the_same_is_not_owed_again(
    changed: dict[str, object], over: Engagement, officer: User
) -> None:
    view = heard.fed_back(over, by=officer)
    hearing.answer(view, verdict(**changed), by=officer)  # type: ignore[arg-type]
    view.refresh_from_db()
    assert (view.fed_back_on, view.channel) == (DAY, "By letter")


def test_when_people_were_told_before_stays_in_the_history(over: Engagement, officer: User) -> None:
    view = heard.fed_back(over, by=officer)
    hearing.answer(view, verdict(response="An earlier bus."), by=officer)
    kept = ExpressedView.pgh_event_model.objects.filter(pgh_obj=view)  # type: ignore[attr-defined]
    assert (DAY, "By letter", "A later bus.") in kept.values_list("fed_back_on", "channel", "response")


@pytest.mark.parametrize("channel", ["", "  "])
def test_how_people_were_told_is_said(channel: str, over: Engagement, officer: User) -> None:
    view = heard.answered(over, by=officer)
    with pytest.raises(HearingError, match="Say how people were told"):
        hearing.feed_back(view, on=DAY, channel=channel, by=officer)


def test_people_are_not_told_before_it_is_decided(over: Engagement, officer: User) -> None:
    view = heard.answered(over, by=officer)
    with pytest.raises(HearingError, match="before the decision"):
        hearing.feed_back(view, on=DAY - dt.timedelta(days=1), channel="By letter", by=officer)
    hearing.feed_back(view, on=DAY, channel="By letter", by=officer)
    assert view.fed_back_on == DAY


def test_people_may_be_told_after_it_is_closed(over: Engagement, officer: User) -> None:
    view = heard.answered(over, by=officer)
    heard.closed(over, by=officer)
    hearing.feed_back(view, on=dt.date(2026, 5, 1), channel="On our website", by=officer)
    assert not ExpressedView.objects.feedback_owed().exists()


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"answer": "followed"}, "view_answered_iff_decided_on_a_day"),
        ({"decided_on": DAY}, "view_answered_iff_decided_on_a_day"),
        (
            {"answer": "partly", "decided_on": DAY, "feedback_due": DAY},
            "view_not_followed_has_a_reason",
        ),
        ({"fed_back_on": DAY, "channel": "By letter"}, "people_told_of_a_decision_through_a_channel"),
    ],
)
def test_the_database_refuses_what_contradicts_itself(
    changes: dict[str, object], constraint: str, over: Engagement, officer: User
) -> None:
    view = heard.said(over, by=officer)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ExpressedView.objects.filter(pk=view.pk).update(**changes)


# --- Closing
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=20)
@given(views=st.lists(st.sampled_from(["waiting", "answered", "told"]), max_size=5))
def test_it_can_be_closed_exactly_when_nothing_waits_for_an_answer(
    views: list[str], fife: Partnership, officer: User
) -> None:
    """Whether people have been told of the answers yet is another day's duty."""
    make: dict[str, Callable[..., ExpressedView]] = {
        "waiting": heard.said,
        "answered": heard.answered,
        "told": heard.fed_back,
    }
    engagement = heard.over(fife)
    made = [make[state](engagement, by=officer) for state in views]
    waiting = [view for view, state in zip(made, views, strict=True) if state == "waiting"]
    try:
        heard.closed(engagement, by=officer)
    except UnansweredError as refusal:
        assert list(refusal.views) == waiting != []
    else:
        assert not waiting
        assert engagement.is_closed


@pytest.mark.parametrize(
    ("who", "where"), [("", [TakingPart.DESIGN]), ("  ", [TakingPart.DESIGN]), ("Six carers", [])]
)
def test_half_an_account_of_co_production_is_refused(
    who: str, where: list[str], over: Engagement, officer: User
) -> None:
    account = Account(Promise.CO_PRODUCE, "Together.", who, where)
    with pytest.raises(HearingError, match="say who decided"):
        heard.closed(over, by=officer, account=account)
    over.refresh_from_db()
    assert not over.is_closed


@pytest.mark.parametrize("promise", [promise for promise in Promise if promise != Promise.CO_PRODUCE])
def test_only_co_production_must_tell_who_decided(promise: Promise, over: Engagement, officer: User) -> None:
    heard.closed(over, by=officer, account=Account(promise, "As we said."))
    over.refresh_from_db()
    assert (over.promise_kept, over.is_closed) == (promise, True)


def test_less_than_promised_closes_too(fife: Partnership, officer: User) -> None:
    engagement = heard.over(fife, promise=Promise.CO_PRODUCE)
    heard.closed(engagement, by=officer, account=Account(Promise.CONSULT, "There was no time."))
    engagement.refresh_from_db()
    assert (engagement.promise, engagement.promise_kept) == (Promise.CO_PRODUCE, Promise.CONSULT)


def test_closing_says_how_the_promise_was_kept(over: Engagement, officer: User) -> None:
    with pytest.raises(HearingError, match="Say how the promise was kept"):
        heard.closed(over, by=officer, account=Account(Promise.INVOLVE, " "))


def test_closing_twice_is_refused_in_words(over: Engagement, officer: User) -> None:
    heard.closed(over, by=officer)
    with pytest.raises(HearingError, match="closed already"):
        heard.closed(over, by=officer)


@pytest.mark.parametrize(("name", "state"), [("draft", "draft"), ("cancelled", "cancelled")])
def test_what_was_never_held_is_not_closed(
    name: str, state: str, officer: User, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(HearingError, match=f"is {state}, so there is nothing to close"):
        heard.closed(request.getfixturevalue(name), by=officer)


def test_it_is_over_at_its_very_last_moment(published: Engagement, officer: User) -> None:
    hearing.close(published, KEPT, by=officer, now=published.ends_at)
    assert published.is_closed


def test_reopening_keeps_what_was_told_at_the_end(over: Engagement, officer: User) -> None:
    heard.closed(over, by=officer)
    hearing.reopen(over, by=officer)
    over.refresh_from_db()
    assert (over.is_closed, over.promise_account) == (False, KEPT.promise_account)
    with pytest.raises(HearingError, match="open already"):
        hearing.reopen(over, by=officer)


def test_who_closed_and_who_reopened_is_in_the_history(over: Engagement, officer: User, lead: User) -> None:
    heard.closed(over, by=officer)
    hearing.reopen(over, by=lead)
    events = Engagement.pgh_event_model.objects.filter(pgh_obj=over)  # type: ignore[attr-defined]
    told = [(event.closed_at is not None, event.pgh_context) for event in events.order_by("-pgh_id")[:2]]
    assert [(is_closed, context.metadata["user"]) for is_closed, context in told] == [
        (False, lead.pk),
        (True, officer.pk),
    ]

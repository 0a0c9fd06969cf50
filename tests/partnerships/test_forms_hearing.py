"""Forms of what was heard: what they fill in, what they refuse and where they say so."""

import datetime as dt
from typing import Any

import pytest

from coproduce.accounts.models import User
from partnerships import hearing
from partnerships.forms.hearing import AnswerForm, CloseForm, FeedbackForm, SaidForm, TurnoutForm
from partnerships.models import Engagement, ExpressedView, Partnership, Promise
from tests.factories import hearing as heard
from tests.factories.partnerships import StatutoryGroupFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 6, 1)


@pytest.fixture
def view(fife: Partnership, officer: User) -> ExpressedView:
    return heard.said(heard.over(fife), by=officer)


def answer_form(view: ExpressedView, by: User, decided: dt.date, **changes: Any) -> AnswerForm:
    typed = {
        "answer": "followed",
        "response": "A later bus.",
        **{f"decided_on_{part}": str(getattr(decided, part)) for part in ("day", "month", "year")},
        "seen_at": AnswerForm(instance=view, by=by, today=TODAY).version(),
    }
    return AnswerForm({**typed, **changes}, instance=view, by=by, today=TODAY)


@pytest.mark.parametrize(("decided", "is_taken"), [(TODAY, True), (TODAY + dt.timedelta(days=1), False)])
def test_a_decision_is_of_today_or_earlier(
    decided: dt.date, is_taken: bool, view: ExpressedView, officer: User
) -> None:
    assert answer_form(view, officer, decided).is_valid() == is_taken


def test_a_day_left_empty_is_thirty_days_after_the_decision(view: ExpressedView, officer: User) -> None:
    form = answer_form(view, officer, TODAY)
    assert form.is_valid(), form.errors
    assert form.save().feedback_due == dt.date(2026, 7, 1)


def test_people_may_be_told_on_the_day_of_the_decision(view: ExpressedView, officer: User) -> None:
    due = {"feedback_due_day": "1", "feedback_due_month": "6", "feedback_due_year": "2026"}
    form = answer_form(view, officer, TODAY, **due)
    assert form.is_valid(), form.errors
    assert form.save().feedback_due == TODAY


def test_a_followed_view_needs_no_reason(view: ExpressedView, officer: User) -> None:
    assert answer_form(view, officer, TODAY, reason="").is_valid()
    assert list(answer_form(view, officer, TODAY, answer="partly", reason="").errors) == ["reason"]


def test_a_reason_too_long_is_told_once(view: ExpressedView, officer: User) -> None:
    form = answer_form(view, officer, TODAY, answer="partly", reason="r" * 2001)
    assert len(form.errors["reason"]) == 1


def test_who_answers_what_someone_else_answered_is_told(view: ExpressedView, officer: User) -> None:
    earlier = answer_form(view, officer, TODAY, response="An earlier bus.").data
    hearing.answer(view, heard.verdict(), by=officer)
    form = AnswerForm(earlier, instance=view, by=officer, today=TODAY)
    assert "Someone else changed this" in str(form.non_field_errors())
    assert form["response"].value() == "An earlier bus."


@pytest.mark.parametrize("words", ["", " \n", "s" * 1001, "A\0bus", "A\x07bus"])
def test_what_cannot_be_kept_is_refused_at_its_field(words: str, view: ExpressedView, officer: User) -> None:
    form = SaidForm({"said": words}, instance=ExpressedView(engagement=view.engagement), by=officer)
    assert list(form.errors) == ["said"]


@pytest.mark.parametrize(
    ("on", "is_taken"),
    [(TODAY, True), (TODAY + dt.timedelta(days=1), False), (heard.DECIDED, True)],
)
def test_people_were_told_between_the_decision_and_today(on: dt.date, is_taken: bool) -> None:
    typed = {"channel": "By letter", "on_day": on.day, "on_month": on.month, "on_year": on.year}
    form = FeedbackForm(typed, today=TODAY, decided_on=heard.DECIDED)
    assert form.is_valid() == is_taken


@pytest.mark.parametrize("promise", Promise)
def test_each_promise_can_be_what_was_done_in_the_end(promise: Promise) -> None:
    typed = {
        "promise_kept": promise,
        "promise_account": "So.",
        "who_decided": "All.",
        "took_part_in": ["design"],
    }
    form = CloseForm(typed)
    assert form.is_valid(), form.errors
    assert form.account.promise_kept == promise


def test_an_account_of_what_was_not_co_produced_need_not_say_who_decided() -> None:
    assert CloseForm({"promise_kept": "consult", "promise_account": "So."}).is_valid()
    errors = CloseForm({"promise_kept": "co_produce", "promise_account": "So."}).errors
    assert list(errors) == ["who_decided", "took_part_in"]


def test_numbers_are_asked_of_every_consultee_and_of_those_nobody_knows(published: Engagement) -> None:
    groups = StatutoryGroupFactory.create_batch(3)
    form = TurnoutForm({f"invited_{groups[1].code}": "7"}, engagement=published)
    assert form.is_valid(), form.errors
    assert form.numbers() == {
        groups[0]: (None, None),
        groups[1]: (7, None),
        groups[2]: (None, None),
        None: (None, None),
    }


def test_numbers_counted_before_are_shown(published: Engagement, officer: User) -> None:
    group = StatutoryGroupFactory()
    hearing.count(published, {group: (None, 0), None: (9, None)}, by=officer)
    form = TurnoutForm(engagement=published)
    assert (form[f"took_part_{group.code}"].value(), form["invited_not_known"].value()) == (0, 9)
    assert form[f"invited_{group.code}"].value() is None

"""Two officers at the same moment: an engagement never closes over a view that nobody answered."""

from collections.abc import Callable
from functools import partial

import pytest
from django.utils import timezone

from coproduce.accounts.models import User
from partnerships import hearing, withdrawing
from partnerships.hearing import HearingError
from partnerships.models import Answer, Engagement, ExpressedView, Partnership, Turnout
from tests.factories import hearing as heard
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def over(fife: Partnership) -> Engagement:
    return heard.over(fife)


def trying(act: Callable[[], object]) -> Callable[[], str]:
    """The refusal, or nothing if it was done."""

    def tried() -> str:
        try:
            act()
        except HearingError as refusal:
            return str(refusal)
        return ""

    return tried


def again(over: Engagement) -> Engagement:
    """As another officer's page holds it."""
    return Engagement.objects.get(pk=over.pk)


def view_again(view: ExpressedView) -> ExpressedView:
    return ExpressedView.objects.with_engagement().get(pk=view.pk)


def closing(over: Engagement, by: User) -> Callable[[], str]:
    return trying(partial(hearing.close, again(over), heard.KEPT, by=by, now=timezone.now()))


def test_a_view_added_while_it_is_closed_is_refused_or_keeps_it_open(
    over: Engagement, officer: User, lead: User
) -> None:
    added, closed = at_once(
        trying(partial(hearing.say, again(over), "Late.", by=officer)), closing(over, lead)
    )
    over.refresh_from_db()
    assert bool(added) != bool(closed)
    assert over.is_closed != over.views.exists()


def test_of_two_who_close_it_one_is_told_it_is_closed_already(
    over: Engagement, officer: User, lead: User
) -> None:
    told = at_once(closing(over, officer), closing(over, lead))
    assert sorted(told) == ["", "This engagement is closed already."]


def test_of_two_answers_at_once_one_stands_whole(over: Engagement, officer: User, lead: User) -> None:
    view = heard.said(over, by=officer)
    no = heard.verdict(Answer.NOT_FOLLOWED, response="No bus.", reason="No driver.")
    at_once(
        partial(hearing.answer, view_again(view), heard.verdict(), by=officer),
        partial(hearing.answer, view_again(view), no, by=lead),
    )
    view.refresh_from_db()
    assert (view.answer, view.response, view.reason) in {
        ("followed", "A later bus.", ""),
        ("not_followed", "No bus.", "No driver."),
    }


def test_feedback_on_an_answer_that_changes_at_that_moment_is_never_about_neither(
    over: Engagement, officer: User, lead: User
) -> None:
    """Told first and changed after: owed again. Changed first and told after: told of the new one."""
    view = heard.answered(over, by=officer)
    telling = partial(hearing.feed_back, view_again(view), on=heard.DECIDED, channel="By letter", by=lead)
    at_once(
        telling, partial(hearing.answer, view_again(view), heard.verdict(response="Earlier."), by=officer)
    )
    view.refresh_from_db()
    assert view.response == "Earlier."
    assert (view.fed_back_on is None) == (view.channel == "")


def test_what_is_answered_and_taken_back_at_once_is_one_of_them(
    over: Engagement, officer: User, lead: User
) -> None:
    view = heard.said(over, by=officer)
    told = at_once(
        trying(partial(hearing.answer, view_again(view), heard.verdict(), by=officer)),
        trying(partial(withdrawing.withdraw, view_again(view), reason="Twice.", by=lead)),
    )
    assert sum(not refusal for refusal in told) == 1
    assert ExpressedView.objects.exists() == (not told[0])


def test_two_who_count_the_same_group_leave_one_row(over: Engagement, officer: User, lead: User) -> None:
    at_once(
        *(partial(hearing.count, again(over), {None: (None, 7)}, by=by) for by in (officer, lead, officer))
    )
    assert Turnout.objects.get().took_part == 7

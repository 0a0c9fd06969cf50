"""Taking back a view: only with a reason, only unanswered, and never without a trace."""

import pytest
from django.test import Client

from coproduce.accounts.models import User
from partnerships import hearing, withdrawing
from partnerships.hearing import HearingError
from partnerships.models import Engagement, ExpressedView, Partnership
from tests.conftest import ClientOf
from tests.factories import hearing as heard

from .conftest import QueriesOf
from .test_views_registers import read

pytestmark = pytest.mark.django_db
TWICE = "It was written down twice."


@pytest.fixture
def over(fife: Partnership) -> Engagement:
    return heard.over(fife)


@pytest.fixture
def view(over: Engagement, officer: User) -> ExpressedView:
    return heard.said(over, by=officer)


def address(view: ExpressedView) -> str:
    return f"/views/{view.pk}/withdraw/"


def test_what_was_taken_back_is_told_with_its_reason(
    view: ExpressedView, over: Engagement, officer: User
) -> None:
    withdrawing.withdraw(view, reason=f"  {TWICE}\n", by=officer)
    told = withdrawing.withdrawn(over)
    assert [(row.said, row.reason) for row in told] == [("The bus comes too late.", TWICE)]
    assert not ExpressedView.objects.exists()


def test_several_are_told_in_the_order_they_were_written(over: Engagement, officer: User) -> None:
    views = [heard.said(over, f"Theme {number}", by=officer) for number in range(3)]
    for view in reversed(views):
        withdrawing.withdraw(view, reason=TWICE, by=officer)
    assert [row.said for row in withdrawing.withdrawn(over)] == ["Theme 0", "Theme 1", "Theme 2"]


def test_what_was_reworded_first_is_told_as_it_stood_last(
    view: ExpressedView, over: Engagement, officer: User
) -> None:
    hearing.reword(view, "The last bus leaves at six.", by=officer)
    withdrawing.withdraw(view, reason=TWICE, by=officer)
    assert [row.said for row in withdrawing.withdrawn(over)] == ["The last bus leaves at six."]


def test_nothing_that_still_stands_is_told(view: ExpressedView, over: Engagement) -> None:
    assert withdrawing.withdrawn(over) == []


def test_nothing_of_another_engagement_is_told(
    view: ExpressedView, published: Engagement, officer: User
) -> None:
    withdrawing.withdraw(view, reason=TWICE, by=officer)
    assert withdrawing.withdrawn(published) == []


@pytest.mark.parametrize("reason", ["", " ", "\n"])
def test_a_view_is_not_taken_back_without_a_reason(reason: str, view: ExpressedView, officer: User) -> None:
    with pytest.raises(HearingError, match="Say why it is taken back"):
        withdrawing.withdraw(view, reason=reason, by=officer)
    assert ExpressedView.objects.get() == view


def test_what_was_answered_stays(over: Engagement, officer: User) -> None:
    view = heard.answered(over, by=officer)
    with pytest.raises(HearingError, match="It has been answered, so it stays"):
        withdrawing.withdraw(view, reason=TWICE, by=officer)
    assert ExpressedView.objects.get().is_answered


def test_what_is_taken_back_keeps_nobody_from_closing(
    view: ExpressedView, over: Engagement, officer: User
) -> None:
    withdrawing.withdraw(view, reason=TWICE, by=officer)
    assert heard.closed(over, by=officer).is_closed


def test_who_answers_what_was_taken_back_meanwhile_is_told(view: ExpressedView, officer: User) -> None:
    stale = ExpressedView.objects.with_engagement().get(pk=view.pk)
    withdrawing.withdraw(view, reason=TWICE, by=officer)
    with pytest.raises(HearingError, match="taken back meanwhile"):
        hearing.answer(stale, heard.verdict(), by=officer)


def test_the_history_tells_who_took_it_back(view: ExpressedView, lead: User) -> None:
    key = view.pk
    withdrawing.withdraw(view, reason=TWICE, by=lead)
    events = ExpressedView.pgh_event_model.objects.filter(pgh_obj_id=key)  # type: ignore[attr-defined]
    last = events.latest("pgh_id")
    assert (last.reason, last.pgh_context.metadata["user"]) == (TWICE, lead.pk)


# --- The page
def test_the_page_asks_first(view: ExpressedView, officer: User, client_of: ClientOf) -> None:
    page = read(client_of(officer), address(view))
    assert "Only for what nobody said, or what stands here twice." in page
    assert "You said: The bus comes too late." in page
    assert ExpressedView.objects.exists()


def test_the_team_reads_what_was_taken_back_and_the_public_does_not(
    view: ExpressedView, officer: User, reader: User, client: Client, client_of: ClientOf
) -> None:
    here = view.engagement.get_absolute_url()
    page = client_of(officer).post(address(view), {"reason": TWICE}, follow=True).content.decode()
    assert "It is taken back." in page
    for told in (page, read(client_of(reader), here)):
        assert TWICE in told
    assert "The bus comes too late." not in read(client, here)


@pytest.mark.parametrize("name", ["officer_elsewhere", "moderator", "newcomer"])
def test_others_with_an_account_do_not_read_it_either(
    name: str, view: ExpressedView, officer: User, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    withdrawing.withdraw(view, reason=TWICE, by=officer)
    client = client_of(request.getfixturevalue(name))
    assert TWICE not in read(client, view.engagement.get_absolute_url())


@pytest.mark.parametrize("reason", ["", "\0", "r" * 501])
def test_a_refused_reason_takes_nothing_back(
    reason: str, view: ExpressedView, officer: User, client_of: ClientOf
) -> None:
    answer = client_of(officer).post(address(view), {"reason": reason})
    assert "There is a problem" in answer.content.decode()
    assert ExpressedView.objects.exists()


def test_the_page_of_an_answered_view_leads_to_its_wording(
    over: Engagement, officer: User, client_of: ClientOf
) -> None:
    view = heard.answered(over, by=officer)
    page = read(client_of(officer), address(view))
    assert f"/views/{view.pk}/edit/" in page
    assert "Take it back</button>" not in page


def test_a_refusal_keeps_the_reason_that_was_typed(
    view: ExpressedView, officer: User, client_of: ClientOf
) -> None:
    hearing.answer(view, heard.verdict(), by=officer)
    page = read(client_of(officer), address(view))
    page = client_of(officer).post(address(view), {"reason": TWICE}).content.decode()
    assert "It has been answered, so it stays." in page
    assert TWICE in page


def test_the_link_is_there_only_while_it_can_be_taken_back(
    view: ExpressedView, officer: User, client_of: ClientOf
) -> None:
    client, here = client_of(officer), view.engagement.get_absolute_url()
    assert address(view) in read(client, here)
    hearing.answer(view, heard.verdict(), by=officer)
    assert address(view) not in read(client, here)


def test_a_second_press_finds_it_gone(view: ExpressedView, officer: User, client_of: ClientOf) -> None:
    client = client_of(officer)
    client.post(address(view), {"reason": TWICE})
    assert client.post(address(view), {"reason": TWICE}).status_code == 404


def test_the_page_takes_as_many_queries_for_ten_taken_back_as_for_one(
    over: Engagement, officer: User, client_of: ClientOf, queries_of: QueriesOf
) -> None:
    client, here = client_of(officer), over.get_absolute_url()
    withdrawing.withdraw(heard.said(over, by=officer), reason=TWICE, by=officer)
    few = queries_of(client, here)
    for _ in range(9):
        withdrawing.withdraw(heard.said(over, by=officer), reason=TWICE, by=officer)
    assert queries_of(client, here) == few <= 12

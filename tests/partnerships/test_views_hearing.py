"""The pages on which a team writes down what it heard: who opens them, what they refuse, what they keep."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate

from coproduce.accounts.models import User
from partnerships import hearing
from partnerships.models import Answer, Engagement, ExpressedView, Partnership, Promise, TakingPart, Turnout
from tests.conftest import ClientOf
from tests.factories import hearing as heard
from tests.factories.partnerships import StatutoryGroupFactory

from .conftest import QueriesOf
from .test_views_registers import read

pytestmark = pytest.mark.django_db
OF_ENGAGEMENT = ("turnout/", "views/new/", "standards/", "close/", "reopen/")
OF_VIEW = ("edit/", "answer/", "feedback/", "withdraw/")


@pytest.fixture
def over(fife: Partnership) -> Engagement:
    return heard.over(fife)


@pytest.fixture
def view(over: Engagement, officer: User) -> ExpressedView:
    return heard.said(over, by=officer)


@pytest.fixture
def desk(client_of: ClientOf, officer: User) -> Client:
    return client_of(officer)


def pages_of(view: ExpressedView) -> list[str]:
    here = view.engagement.get_absolute_url()
    return [f"{here}{form}" for form in OF_ENGAGEMENT] + [f"/views/{view.pk}/{form}" for form in OF_VIEW]


def day(name: str, on: dt.date) -> dict[str, str]:
    return {f"{name}_{part}": str(getattr(on, part)) for part in ("day", "month", "year")}


def answer_typed(desk: Client, view: ExpressedView, **changes: Any) -> dict[str, Any]:
    """What the page would send, with these fields typed over."""
    form = desk.get(f"/views/{view.pk}/answer/").context["form"]
    typed = {"answer": "followed", "response": "A later bus.", **day("decided_on", heard.DECIDED)}
    return {**typed, "seen_at": form["seen_at"].value(), **changes}


# --- Who opens them
@pytest.mark.parametrize(("name", "status"), [("officer", 200), ("lead", 200), ("reader", 403)])
def test_the_teams_officers_open_every_page_and_its_readers_none(
    name: str, status: int, view: ExpressedView, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(name))
    assert {client.get(address).status_code for address in pages_of(view)} == {status}


@pytest.mark.parametrize("name", ["officer_elsewhere", "auditor", "administrator", "moderator", "member"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_writes_down_what_was_heard(
    name: str, method: str, view: ExpressedView, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(name))
    typed = {"said": "Slipped in.", "reason": "None", "response": "None"}
    assert {getattr(client, method)(address, typed).status_code for address in pages_of(view)} == {403}
    assert [row.said for row in ExpressedView.objects.all()] == ["The bus comes too late."]


def test_who_has_not_signed_in_is_led_to_sign_in(view: ExpressedView, client: Client) -> None:
    for address in pages_of(view):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/")


def test_the_views_of_a_draft_are_not_there_for_strangers(
    draft: Engagement, officer: User, officer_elsewhere: User, client_of: ClientOf
) -> None:
    view = heard.said(draft, by=officer)
    client = client_of(officer_elsewhere)
    assert {client.get(address).status_code for address in pages_of(view)} == {404}


# --- A refusal keeps what was typed
def test_what_was_said_is_kept_when_the_engagement_was_closed_meanwhile(
    over: Engagement, officer: User, desk: Client
) -> None:
    heard.closed(over, by=officer)
    answer = desk.post(f"{over.get_absolute_url()}views/new/", {"said": "Nobody told us."})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "There is a problem" in page
    assert "This engagement is closed. Reopen it" in page
    assert "Nobody told us.</textarea>" in page


def test_what_was_said_is_kept_when_the_engagement_was_cancelled_meanwhile(
    cancelled: Engagement, desk: Client
) -> None:
    page = desk.post(f"{cancelled.get_absolute_url()}views/new/", {"said": "Nobody told us."})
    assert "was cancelled, so nobody was heard" in page.content.decode()
    assert "Nobody told us.</textarea>" in page.content.decode()


def test_an_answer_is_kept_when_the_engagement_was_closed_meanwhile(
    over: Engagement, officer: User, desk: Client
) -> None:
    view = heard.answered(over, by=officer)
    typed = answer_typed(desk, view, answer="partly", response="Half a bus.", reason="No driver.")
    heard.closed(over, by=officer)
    answer = desk.post(f"/views/{view.pk}/answer/", typed)
    for words in ("Reopen it before", "Half a bus.</textarea>", "No driver.</textarea>"):
        assert words in answer.content.decode()
    assert answer.context["form"]["answer"].value() == "partly"
    view.refresh_from_db()
    assert view.answer == Answer.FOLLOWED


def test_a_new_wording_is_kept_when_it_is_refused(over: Engagement, officer: User, desk: Client) -> None:
    view = heard.answered(over, by=officer)
    address = f"/views/{view.pk}/edit/"
    seen = desk.get(address).context["form"]["seen_at"].value()
    heard.closed(over, by=officer)
    page = desk.post(address, {"said": "The last bus leaves at six.", "seen_at": seen}).content.decode()
    assert "Reopen it before you change" in page
    assert "The last bus leaves at six.</textarea>" in page


def test_numbers_are_kept_when_they_are_refused(over: Engagement, officer: User, desk: Client) -> None:
    group = StatutoryGroupFactory()
    heard.closed(over, by=officer)
    typed = {f"took_part_{group.code}": "45", "invited_not_known": "7"}
    page = desk.post(f"{over.get_absolute_url()}turnout/", typed).content.decode()
    assert "Reopen it before you change" in page
    assert 'value="45"' in page
    assert 'value="7"' in page
    assert not Turnout.objects.exists()


def test_how_people_were_told_is_kept_when_there_is_no_answer(view: ExpressedView, desk: Client) -> None:
    typed = {"channel": "At the next meeting", **day("on", localdate())}
    page = desk.post(f"/views/{view.pk}/feedback/", typed).content.decode()
    assert "Answer the view first" in page
    assert 'value="At the next meeting"' in page


def test_an_account_is_kept_when_a_view_waits(view: ExpressedView, desk: Client) -> None:
    typed = {"promise_kept": "involve", "promise_account": "The timetable was shared."}
    page = desk.post(f"{view.engagement.get_absolute_url()}close/", typed).content.decode()
    assert "A view may lead to no change, but not to silence." in page
    assert "The timetable was shared.</textarea>" in page
    assert f"/views/{view.pk}/answer/" in page


def test_a_reason_to_cancel_is_kept_when_it_is_over(over: Engagement, desk: Client) -> None:
    page = desk.post(f"{over.get_absolute_url()}cancel/", {"reason": "Snow on every road."}).content.decode()
    assert "It has already taken place" in page
    assert "Snow on every road.</textarea>" in page


@pytest.mark.parametrize("form", ["turnout/", "views/new/", "standards/"])
def test_the_page_of_what_is_closed_leads_to_reopening(
    form: str, over: Engagement, officer: User, desk: Client
) -> None:
    heard.closed(over, by=officer)
    here = over.get_absolute_url()
    assert f'<a href="{here}reopen/">Reopen it</a>' in read(desk, here + form)


def test_what_is_closed_offers_no_work_but_reopening_and_telling_people(
    over: Engagement, officer: User, desk: Client
) -> None:
    view = heard.answered(over, by=officer)
    heard.closed(over, by=officer)
    page = read(desk, over.get_absolute_url())
    for form in ("turnout/", "views/new/", "standards/", "edit/"):
        assert f"{over.get_absolute_url()}{form}" not in page
    assert f"/views/{view.pk}/answer/" not in page
    assert f"/views/{view.pk}/feedback/" in page


# --- Answering
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"answer": ""}, "Choose what was decided"),
        ({"answer": "perhaps"}, "Choose what was decided from the list"),
        ({"response": " "}, "Enter what you did, or will do"),
        ({"response": "r" * 2001}, "2000 characters or fewer"),
        ({"answer": "partly", "reason": ""}, "Say why it was not followed, or not in full"),
        ({"answer": "not_followed", "reason": " "}, "Say why it was not followed, or not in full"),
        (day("decided_on", dt.date(2099, 1, 1)), "must not be in the future"),
        ({"decided_on_month": "13"}, "day of the decision"),
        (day("feedback_due", dt.date(2026, 3, 1)), "People are told after the decision, not before it"),
    ],
)
def test_half_an_answer_is_told_at_its_field(
    changes: dict[str, str], words: str, view: ExpressedView, desk: Client
) -> None:
    page = desk.post(f"/views/{view.pk}/answer/", answer_typed(desk, view, **changes)).content.decode()
    assert "There is a problem" in page
    assert words in page
    view.refresh_from_db()
    assert not view.is_answered


def shown_due(view: ExpressedView) -> dict[str, str]:
    """As the page filled it in."""
    assert view.feedback_due
    return day("feedback_due", view.feedback_due)


def test_another_day_of_decision_moves_the_day_by_which_people_are_told(
    over: Engagement, officer: User, desk: Client
) -> None:
    view = heard.fed_back(over, by=officer)
    changes = {"response": "An earlier bus.", **shown_due(view), **day("decided_on", dt.date(2026, 6, 1))}
    desk.post(f"/views/{view.pk}/answer/", answer_typed(desk, view, **changes))
    view.refresh_from_db()
    assert (view.feedback_due, view.fed_back_on) == (dt.date(2026, 7, 1), None)


def test_a_day_that_was_typed_over_is_kept(over: Engagement, officer: User, desk: Client) -> None:
    view = heard.fed_back(over, by=officer)
    due = dt.date(2026, 6, 20)
    changes = {**day("feedback_due", due), **day("decided_on", dt.date(2026, 6, 1))}
    desk.post(f"/views/{view.pk}/answer/", answer_typed(desk, view, **changes))
    view.refresh_from_db()
    assert view.feedback_due == due


def test_saving_an_answer_unchanged_owes_nothing_again(over: Engagement, officer: User, desk: Client) -> None:
    view = heard.fed_back(over, by=officer)
    desk.post(f"/views/{view.pk}/answer/", answer_typed(desk, view, **shown_due(view)))
    view.refresh_from_db()
    assert view.fed_back_on == heard.DECIDED


def test_what_people_were_told_before_is_read_in_the_changes_of_the_view(
    over: Engagement, officer: User, reader: User, client_of: ClientOf
) -> None:
    view = heard.fed_back(over, by=officer)
    hearing.answer(view, heard.verdict(response="An earlier bus."), by=officer)
    page = read(client_of(reader), f"/views/{view.pk}/history/")
    for words in ("2 March 2026", "By letter", "An earlier bus.", "Ossian Officer"):
        assert words in page


@pytest.mark.parametrize("name", ["officer_elsewhere", "moderator", "newcomer"])
def test_the_changes_of_a_view_are_the_teams(
    name: str, view: ExpressedView, client: Client, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    address = f"/views/{view.pk}/history/"
    assert "Ossian" not in read(client_of(request.getfixturevalue(name)), address, 403)
    assert client.get(address).status_code == 302
    assert address not in read(client, view.engagement.get_absolute_url())


# --- Telling people
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"channel": ""}, "Enter how they were told"),
        ({"channel": "c" * 301}, "300 characters or fewer"),
        (day("on", dt.date(2099, 1, 1)), "must not be in the future"),
        (day("on", dt.date(2026, 3, 1)), "before the decision was made"),
        ({"on_day": "31", "on_month": "2"}, "day people were told"),
    ],
)
def test_half_a_feedback_is_told_at_its_field(
    changes: dict[str, str], words: str, over: Engagement, officer: User, desk: Client
) -> None:
    view = heard.answered(over, by=officer)
    typed = {"channel": "By letter", **day("on", heard.DECIDED), **changes}
    assert words in desk.post(f"/views/{view.pk}/feedback/", typed).content.decode()
    view.refresh_from_db()
    assert view.fed_back_on is None


# --- Counting
@pytest.mark.parametrize("number", ["-1", "1000001", "9" * 40, "many", "2.5", "1e3"])
def test_an_odd_number_is_refused_and_stays_on_the_page(number: str, over: Engagement, desk: Client) -> None:
    typed = {"took_part_not_known": number, "invited_not_known": "12"}
    page = desk.post(f"{over.get_absolute_url()}turnout/", typed).content.decode()
    assert "There is a problem" in page
    assert "took part: group not known" in page.lower()
    assert f'value="{number}"' in page
    assert not Turnout.objects.exists()


@pytest.mark.parametrize("number", [0, 1_000_000])
def test_the_least_and_the_most_are_counted(number: int, over: Engagement, desk: Client) -> None:
    desk.post(f"{over.get_absolute_url()}turnout/", {"took_part_not_known": str(number)})
    assert Turnout.objects.get().took_part == number


def test_the_groups_that_were_sought_come_before_the_others(fife: Partnership, desk: Client) -> None:
    other, sought = StatutoryGroupFactory(order=1), StatutoryGroupFactory(order=2)
    engagement = heard.over(fife, groups=[sought])
    page = read(desk, f"{engagement.get_absolute_url()}turnout/")
    places = [page.index(words) for words in (f"{sought.label}<", "Other groups", f"{other.label}<")]
    assert places == sorted(places)


# --- Closing
def test_co_production_asks_who_decided_and_where_people_took_part(over: Engagement, desk: Client) -> None:
    typed = {"promise_kept": "co_produce", "promise_account": "Together."}
    page = desk.post(f"{over.get_absolute_url()}close/", typed).content.decode()
    assert "Say who decided: what is co-produced is decided together" in page
    assert "Choose at least one of design, delivery and evaluation" in page
    whole = {**typed, "who_decided": "Six carers.", "took_part_in": ["design", "evaluation"]}
    told = desk.post(f"{over.get_absolute_url()}close/", whole, follow=True).content.decode()
    assert "Design, Evaluation" in told
    assert "Six carers." in told


@pytest.mark.parametrize("part", [*TakingPart])
def test_any_one_of_design_delivery_and_evaluation_will_do(part: str, over: Engagement, desk: Client) -> None:
    typed = {"promise_kept": "co_produce", "promise_account": "Together.", "who_decided": "Six carers."}
    desk.post(f"{over.get_absolute_url()}close/", {**typed, "took_part_in": [part]})
    over.refresh_from_db()
    assert (over.promise_kept, over.took_part_in) == (Promise.CO_PRODUCE, [part])


def test_a_part_that_does_not_exist_is_refused(over: Engagement, desk: Client) -> None:
    typed = {"promise_kept": "co_produce", "promise_account": "So.", "took_part_in": ["applause"]}
    assert "There is a problem" in desk.post(f"{over.get_absolute_url()}close/", typed).content.decode()


# --- What the public reads
def test_the_public_reads_what_was_said_and_what_came_of_it(
    over: Engagement, officer: User, client: Client
) -> None:
    heard.fed_back(over, by=officer, answer=Answer.NOT_FOLLOWED, reason="No driver <yet>.")
    page = read(client, over.get_absolute_url())
    for words in ("The bus comes too late.", "We did not do it.", "No driver &lt;yet&gt;.", "By letter"):
        assert words in page


def test_the_public_reads_that_a_view_waits_but_no_button_and_no_day_of_ours(
    over: Engagement, officer: User, client: Client
) -> None:
    waiting, owed = heard.said(over, by=officer), heard.answered(over, by=officer)
    page = read(client, over.get_absolute_url())
    assert "Not answered yet" in page
    assert "People were to be told by" not in page
    assert not [view for view in (waiting, owed) if f"/views/{view.pk}/" in page]


def test_the_team_reads_that_feedback_is_overdue(over: Engagement, officer: User, desk: Client) -> None:
    heard.answered(over, by=officer)
    assert "People were to be told by 1 April 2026." in read(desk, over.get_absolute_url())


def test_the_public_is_not_shown_empty_tables(over: Engagement, client: Client, desk: Client) -> None:
    words = ("You said, we did", "Who took part", "How it was judged")
    assert not [told for told in words if told in read(client, over.get_absolute_url())]
    assert all(told in read(desk, over.get_absolute_url()) for told in words)


def test_who_was_invited_is_not_for_the_public(over: Engagement, officer: User, client: Client) -> None:
    hearing.count(over, {StatutoryGroupFactory(): (83, None)}, by=officer)
    page = read(client, over.get_absolute_url())
    assert "83" not in page[page.index("Who took part") : page.index("</article>")]


def test_a_total_is_shown_only_with_all_its_parts(over: Engagement, officer: User, client: Client) -> None:
    first, second = StatutoryGroupFactory.create_batch(2)
    hearing.count(over, {first: (None, 20), second: (None, 12)}, by=officer)
    assert "<td>32</td>" in read(client, over.get_absolute_url())
    hearing.count(over, {second: (None, 4)}, by=officer)
    page = read(client, over.get_absolute_url())
    assert "<td>not shown</td>" in page
    assert "<td>24</td>" not in page


def test_the_page_takes_as_many_queries_for_thirty_views_as_for_one(
    over: Engagement, officer: User, desk: Client, queries_of: QueriesOf
) -> None:
    heard.fed_back(over, by=officer)
    few = queries_of(desk, over.get_absolute_url())
    for _ in range(29):
        heard.said(over, by=officer)
    assert queries_of(desk, over.get_absolute_url()) == few <= 12


def test_every_page_takes_at_most_twelve_queries(
    view: ExpressedView, desk: Client, queries_of: QueriesOf
) -> None:
    StatutoryGroupFactory.create_batch(13)
    assert max(queries_of(desk, address) for address in pages_of(view)) <= 12

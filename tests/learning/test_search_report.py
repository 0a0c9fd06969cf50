"""The report on what people look for and do not find: who reads it, and what it keeps to itself."""

import datetime as dt

import pytest

from coproduce.accounts.models import User
from learning.models import Search
from learning.models.searches import FEWEST_SHOWN
from tests.conftest import ClientOf

REPORT = "/admin/learning/search/"
pytestmark = pytest.mark.django_db


def asked(words: str, times: int, *, found: int = 0, days_ago: int = 0) -> None:
    day = dt.datetime.now(tz=dt.UTC).date() - dt.timedelta(days=days_ago)
    Search.objects.create(words=words, day=day, found=found, times=times)


def test_what_was_missed_most_comes_first() -> None:
    asked("carers", 50, found=10)
    asked("zebra", 4)
    asked("yak", 9)
    asked("zebra", 3, found=1, days_ago=2)
    told = [
        (row["words"], row["missed"], row["asked"])
        for row in Search.objects.report(since=dt.date(2020, 1, 1))
    ]
    assert told == [("yak", 9, 9), ("zebra", 4, 7), ("carers", 0, 50)]


def test_a_rare_phrase_is_not_shown() -> None:
    asked("effie of pittenweem", FEWEST_SHOWN - 1)
    asked("tea", FEWEST_SHOWN)
    assert [row["words"] for row in Search.objects.report(since=dt.date(2020, 1, 1))] == ["tea"]


def test_no_single_search_is_shown_to_anyone(administrator: User) -> None:
    asked("tea", 5)
    assert not Search.objects.visible_to(administrator).exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [("moderator", 200), ("auditor", 200), ("administrator", 200), ("editor", 403), ("lead", 403)],
)
def test_the_report_is_for_national_roles(
    who: str, status: int, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(who)
    asked("lighthouse", 5)
    answer = client_of(person).get(REPORT)
    assert answer.status_code == status
    assert ("lighthouse" in answer.content.decode()) is (status == 200)


@pytest.mark.parametrize(
    ("period", "shown"), [("", False), ("30", False), ("91", True), ("395", True), ("x", False)]
)
def test_the_report_is_of_a_period(client_of: ClientOf, moderator: User, period: str, shown: bool) -> None:
    asked("lighthouse", 5, days_ago=60)
    html = client_of(moderator).get(REPORT, {"period": period}).content.decode()
    assert ("lighthouse" in html) is shown
    assert ("Nothing was looked for often enough" in html) is not shown


def test_there_is_no_page_of_one_search_and_nothing_to_change(
    client_of: ClientOf, administrator: User
) -> None:
    asked("tea", 5)
    client = client_of(administrator)
    key = Search.objects.get().pk
    for page in (f"{key}/change/", f"{key}/delete/", "add/", f"{key}/history/"):
        assert client.get(REPORT + page).status_code in {302, 404}
    client.post(REPORT, {"action": "delete_selected", "_selected_action": [key]})
    assert Search.objects.get().times == 5


def test_words_in_the_report_stay_text_and_lead_to_the_search(client_of: ClientOf, moderator: User) -> None:
    asked("<b>tea</b> & cake", 5)
    html = client_of(moderator).get(REPORT).content.decode()
    assert "&lt;b&gt;tea&lt;/b&gt; &amp; cake" in html
    assert 'href="/case-studies/?q=%3Cb%3Etea%3C/b%3E%20%26%20cake"' in html


def test_administration_leads_to_the_report(client_of: ClientOf, moderator: User) -> None:
    assert f'href="{REPORT}"' in client_of(moderator).get("/admin/").content.decode()

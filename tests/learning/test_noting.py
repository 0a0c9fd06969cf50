"""What people look for: what is noted, what never is, and when it is forgotten."""

import datetime as dt
import logging
import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.test import Client, RequestFactory

from learning import noting
from learning.models import CaseStudy, Search
from learning.models.searches import Yield
from learning.tasks import forget_searches
from tests.factories.learning import CaseStudyFactory

DAY = dt.date(2027, 3, 17)
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def noted() -> dict[tuple[str, int], int]:
    return {(row.words, row.found): row.times for row in Search.objects.all()}


@pytest.fixture
def look(client: Client, db: None) -> Callable[..., int]:
    """As a person does, at a browser."""

    def ask(query: str, *, door: str = "/case-studies/", agent: str = BROWSER, **headers: str) -> int:
        return client.get(f"{door}?{query}", headers={"User-Agent": agent, **headers}).status_code

    return ask


# --- what is noted ---


def test_a_search_is_counted_by_its_words_and_day(look: Callable[..., int], published: CaseStudy) -> None:
    for query in ("q=lunch", "q=Lunch++", "q=LUNCH&page=1", "q=zebra"):
        assert look(query) == 200
    assert noted() == {("lunch", Yield.FEW): 3, ("zebra", Yield.NOTHING): 1}
    assert {row.day for row in Search.objects.all()} == {dt.datetime.now(tz=dt.UTC).date()}


@pytest.mark.parametrize(("number", "told"), [(0, 0), (1, 1), (9, 1), (10, 10), (2_000, 10)])
def test_how_much_was_found_is_told_in_ranges(db: None, number: int, told: int) -> None:
    noting.note("tea", found=number, on=DAY)
    assert noted() == {("tea", told): 1}


def test_spellings_of_the_same_are_one(db: None) -> None:
    for words in ("Còmhradh", "co\u0300mhradh", "  CÒMHRADH "):
        noting.note(words, found=0, on=DAY)
    assert noted() == {("còmhradh", 0): 3}


def test_each_day_has_a_count_of_its_own(db: None) -> None:
    noting.note("tea", found=0, on=DAY)
    noting.note("tea", found=0, on=DAY + dt.timedelta(days=1))
    assert Search.objects.count() == 2


def test_nothing_is_kept_of_who_asked_or_when() -> None:
    assert [field.name for field in Search._meta.fields] == ["id", "words", "day", "found", "times"]


# --- what is not ---


@pytest.mark.parametrize(
    "words",
    [
        "effie@example.org",
        "where is effie@example.org today",
        "01334 555 123",
        "+44 (0)7700 900-123",
        "chi 0101501234",
        "01/02/1950",
        "KY16 9AJ",
        "ky169aj",
        "near EH1 1AA please",
        "a" * 101,
        "   ",
    ],
)
def test_what_may_be_of_a_person_is_not_noted(db: None, words: str) -> None:
    noting.note(words, found=0, on=DAY)
    assert noted() == {}


@pytest.mark.parametrize("words", ["outcome 9", "2019", "section 31", "reg. 2", "a1 b2", "b12"])
def test_a_short_number_is_no_persons(db: None, words: str) -> None:
    noting.note(words, found=0, on=DAY)
    assert noted() == {(words, 0): 1}


@pytest.mark.parametrize(
    "query", ["", "theme=leadership", "q=tea&theme=leadership", "q=lunch&page=2", "q=" + "x" * 201, "q=%00"]
)
def test_only_words_by_themselves_on_a_first_page_are_noted(look: Callable[..., int], query: str) -> None:
    CaseStudyFactory.create_batch(26, published=True)
    look(query)
    assert noted() == {}


@pytest.mark.parametrize(
    "door", ["/case-studies/feed.atom", "/case-studies/feed.json", "/case-studies/export.csv"]
)
def test_feeds_and_tables_are_not_noted(look: Callable[..., int], door: str) -> None:
    assert look("q=tea", door=door) == 200
    assert noted() == {}


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "curl/8.5",
        "python-requests/2.32",
        "Mozilla/5.0 (compatible; Examplebot/2.1; +http://example.org/bot.html)",
        "Mozilla/5.0 (X11; Linux) HeadlessChrome/140.0",
        "Mozilla/5.0 ExampleSpider",
    ],
)
def test_programs_are_not_noted(look: Callable[..., int], agent: str) -> None:
    assert look("q=tea", agent=agent) == 200
    assert noted() == {}


@pytest.mark.parametrize("header", ["Sec-Purpose", "Purpose"])
def test_what_a_browser_fetches_in_advance_is_not_noted(look: Callable[..., int], header: str) -> None:
    look("q=tea", **{header: "prefetch;prerender"})
    assert noted() == {}


def test_asking_for_the_head_alone_is_not_noted(client: Client, db: None) -> None:
    client.head("/case-studies/?q=tea", headers={"User-Agent": BROWSER})
    assert noted() == {}


def test_a_browser_is_taken_for_a_person() -> None:
    assert noting.is_asked_by_a_person(RequestFactory().get("/", headers={"User-Agent": BROWSER}))


# --- it never stands in the way ---


def test_noting_takes_one_query(db: None, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        noting.note("tea", found=0, on=DAY)


@pytest.mark.django_db(transaction=True)
def test_a_row_that_somebody_holds_is_not_waited_for(
    look: Callable[..., int], caplog: pytest.LogCaptureFixture
) -> None:
    look("q=tea")
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            Search.objects.update(times=7)
            held.set()
            done.wait(10)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(10)
    with caplog.at_level(logging.WARNING):
        began = dt.datetime.now(tz=dt.UTC)
        assert look("q=tea") == 200
        took = dt.datetime.now(tz=dt.UTC) - began
    done.set()
    holder.join()
    assert took < dt.timedelta(seconds=5)
    assert "A search was not counted" in caplog.text
    assert "tea" not in caplog.text
    assert noted() == {("tea", 0): 7}


@pytest.mark.django_db(transaction=True)
def test_the_patience_of_later_queries_is_as_it_was() -> None:
    def patience() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SHOW lock_timeout")
            return str(cursor.fetchone()[0])

    before = patience()
    noting.note("tea", found=0, on=DAY)
    assert patience() == before


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_all_counted() -> None:
    def ask() -> None:
        for _ in range(5):
            noting.note("tea", found=0, on=DAY)
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert noted() == {("tea", 0): 20}


# --- forgetting ---


def test_after_thirteen_months_it_is_forgotten(db: None) -> None:
    for days in (0, 395, 396, 800):
        noting.note("tea", found=0, on=DAY - dt.timedelta(days=days))
    assert noting.forget(today=DAY) == 2
    assert noting.forget(today=DAY) == 0
    assert Search.objects.count() == 2


def test_the_clock_forgets(db: None) -> None:
    noting.note("tea", found=0, on=dt.date(2020, 1, 1))
    assert forget_searches() == 1

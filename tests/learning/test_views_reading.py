"""Following and reusing a list: feeds and a table that find what the page finds, and nothing that is gone."""

import csv
import datetime as dt
import io
import json
from typing import Any, cast
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coproduce.accounts.models import User
from learning.models import CaseStudy, State, Term
from tests.conftest import ClientOf
from tests.factories.learning import CaseStudyFactory
from tests.factories.partnerships import CouncilAreaFactory

LIST, ATOM, JSON, CSV = (f"/case-studies/{end}" for end in ("", "feed.atom", "feed.json", "export.csv"))
DOORS = (ATOM, JSON, CSV)
KINDS = {
    ATOM: "application/atom+xml; charset=utf-8",
    JSON: "application/feed+json; charset=utf-8",
    CSV: "text/csv; charset=utf-8",
}
pytestmark = pytest.mark.django_db


def body(client: Client, url: str) -> str:
    answer = cast(Any, client.get(url))
    assert answer.status_code == 200
    return cast(str, answer.getvalue().decode("utf-8-sig"))


def titles(client: Client, door: str, query: str = "") -> list[str]:
    text = body(client, f"{door}?{query}")
    if door == ATOM:
        name = "{http://www.w3.org/2005/Atom}"
        return [entry.findtext(f"{name}title", "") for entry in ET.fromstring(text).iter(f"{name}entry")]
    if door == JSON:
        return [item["title"] for item in json.loads(text)["items"]]
    return [row["Title"] for row in csv.DictReader(io.StringIO(text, newline=""))]


@pytest.fixture
def two(theme: Term) -> tuple[CaseStudy, CaseStudy]:
    fife = CouncilAreaFactory(slug="fife", name="Fife")
    early = timezone.now() - dt.timedelta(days=3)
    older = CaseStudyFactory(title="Older tea", published=True, published_at=early, themes=[theme])
    return older, CaseStudyFactory(title="Newer soup", published=True, council_areas=[fife])


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Newer soup", "Older tea"]),
        ("q=tea", ["Older tea"]),
        ("q=tea+or+soup", ["Newer soup", "Older tea"]),
        ("theme=leadership", ["Older tea"]),
        ("area=fife", ["Newer soup"]),
        ("theme=leadership&area=fife", []),
        ("q=zebra", []),
        ("page=7", ["Newer soup", "Older tea"]),
        ("q=%3C%2Fscript%3E%5D%5D%3E", []),
    ],
)
def test_what_is_found_is_what_the_list_finds_newest_first(
    client: Client, two: tuple[CaseStudy, CaseStudy], door: str, query: str, found: list[str]
) -> None:
    assert titles(client, door, query) == found
    listed = body(client, f"{LIST}?{query.replace('page=7', '')}")
    words = listed.replace("<mark>", "").replace("</mark>", "")
    assert [title for title in ("Newer soup", "Older tea") if title in words] == found


@pytest.mark.parametrize("door", [ATOM, JSON])
@pytest.mark.parametrize("query", ["q=" + "a" * 300, "theme=%27%22%3C"])
def test_a_feed_says_what_it_could_not_understand(
    client: Client, two: tuple[CaseStudy, CaseStudy], door: str, query: str
) -> None:
    found = client.get(f"{LIST}?{query}").context["form"].errors
    [[problem]] = found.values()
    text = ET.fromstring(body(client, f"{ATOM}?{query}")).itertext() if door == ATOM else None
    said = " ".join(text) if text else json.loads(body(client, f"{JSON}?{query}"))["description"]
    assert problem in said
    assert titles(client, door, query) == ["Newer soup", "Older tea"]


def test_a_table_of_a_question_not_understood_goes_back_to_the_list(client: Client) -> None:
    answer = client.get(CSV, {"q": "a" * 300}, follow=True)
    assert answer.redirect_chain == [(f"{LIST}?q={'a' * 300}", 302)]
    [[problem]] = answer.context["form"].errors.values()
    assert problem in answer.content.decode()


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "withdrawn"])
@pytest.mark.parametrize("visitor", ["anonymous", "editor"])
def test_what_is_not_published_is_in_none(
    client_of: ClientOf, client: Client, editor: User, draft: CaseStudy, door: str, state: str, visitor: str
) -> None:
    traits = {} if state == "draft" else {state: True}
    CaseStudyFactory(summary="zqunique phrase", organisation=draft.organisation, **traits)
    reader = client_of(editor) if visitor == "editor" else client
    for query in ("", "?q=zqunique"):
        assert "zqunique phrase" not in body(reader, door + query)


def test_a_withdrawn_phrase_is_found_nowhere(client: Client, published: CaseStudy) -> None:
    CaseStudy.objects.update(title="Zqunique title", summary="zqunique phrase", text="zqunique words")
    page = published.get_absolute_url()
    known = {door: client.get(door).headers.get("ETag", "") for door in DOORS}
    assert all("zqunique" in body(client, url).lower() for url in (LIST, page, *DOORS))
    CaseStudy.objects.update(state=State.WITHDRAWN, withdrawn_at=timezone.now())
    for url in (LIST, f"{LIST}?q=phrase", *DOORS, *(f"{door}?q=phrase" for door in DOORS)):
        assert "zqunique" not in body(client, url).lower()
    gone = client.get(page)
    assert gone.status_code == 410
    assert "zqunique" not in gone.content.decode().lower()
    for door in (ATOM, JSON):
        assert client.get(door, headers={"If-None-Match": known[door]}).status_code == 200


@pytest.mark.parametrize("door", [ATOM, JSON])
def test_a_feed_that_has_not_changed_is_not_sent_again(
    client: Client, published: CaseStudy, door: str
) -> None:
    first = client.get(door)
    assert first.headers["Cache-Control"] == "public, no-cache"
    again = client.get(door, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    CaseStudy.objects.update(summary="Changed since")
    assert client.get(door, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


@pytest.mark.parametrize("door", [ATOM, JSON])
def test_no_feed_goes_by_dates(client: Client, published: CaseStudy, door: str) -> None:
    answer = client.get(door, headers={"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"})
    assert answer.status_code == 200
    assert "Last-Modified" not in answer.headers


@pytest.mark.parametrize("door", DOORS)
def test_asking_for_the_head_gives_no_body(client: Client, published: CaseStudy, door: str) -> None:
    answer = cast(Any, client.head(door))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == KINDS[door]
    assert answer.getvalue() == b""


@pytest.mark.parametrize("door", DOORS)
def test_nothing_can_be_posted(client: Client, door: str) -> None:
    assert client.post(door).status_code == 405


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("query", ["", "?q=lunch&theme=leadership&area=fife"])
def test_forty_rows_take_as_many_queries_as_two(client: Client, door: str, query: str, theme: Term) -> None:
    fife = CouncilAreaFactory(slug="fife")
    taken = []
    for more in (2, 38):
        CaseStudyFactory.create_batch(more, published=True, themes=[theme], council_areas=[fife])
        with CaptureQueriesContext(
            connection,
        ) as queries:
            body(client, door + query)
        taken.append(len(queries))
    assert taken[0] == taken[1] <= 8


def test_a_feed_has_the_newest_fifty_and_a_table_has_all(client: Client, theme: Term) -> None:
    CaseStudyFactory.create_batch(52, published=True, themes=[theme], council_areas=[])
    assert [len(titles(client, door)) for door in DOORS] == [50, 50, 52]


def test_a_table_is_streamed_as_a_file_to_keep(client: Client) -> None:
    answer = client.get(CSV)
    assert answer.streaming
    name = f'attachment; filename="case-studies-{timezone.localdate().isoformat()}.csv"'
    assert answer.headers["Content-Disposition"] == name
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("door", DOORS)
def test_the_list_links_to_what_it_finds(client: Client, door: str) -> None:
    assert f'href="{door}"' in body(client, LIST)
    assert f'href="{door}?q=tea+%22x%22&amp;theme=trust"' in body(client, f"{LIST}?q=tea+%22x%22&theme=trust")


def test_a_published_page_carries_its_data_and_its_citation(client: Client, published: CaseStudy) -> None:
    CaseStudy.objects.update(title="</script><script>alert(1)</script>")
    answer = client.get(published.get_absolute_url())
    html = answer.content.decode()
    data = html.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert json.loads(data)["headline"] == "</script><script>alert(1)</script>"
    assert "<script>alert(1)" not in html
    assert "How to cite this" in html
    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]


def test_a_draft_is_not_cited(client_of: ClientOf, editor: User, draft: CaseStudy) -> None:
    html = body(client_of(editor), draft.get_absolute_url())
    assert "ld+json" not in html
    assert "How to cite this" not in html

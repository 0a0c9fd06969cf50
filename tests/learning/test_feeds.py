"""Atom and JSON feeds: valid whatever a title holds, and the same until something changes."""

import datetime as dt
import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning import citing, feeds
from learning.models import CaseStudy
from partnerships.models import Organisation
from tests.factories.learning import CaseStudyFactory

ATOM = "{http://www.w3.org/2005/Atom}"
CHANNEL = feeds.Channel("Case studies", "Newest first.", "https://a.example/", "https://a.example/feed")
MORNING = dt.datetime(2027, 3, 17, 9, tzinfo=dt.UTC)
HOSTILE = [
    "</script><script>alert(1)</script>",
    "]]> & <![CDATA[",
    "bell \x07 escape \x1b end",
    "not \ufffe characters \uffff",
    "👩🏽‍🍳 lunch",
    "\u202eright to left",
    "עברית العربية",
    "&amp; &lt;b&gt;",
]


def atom(*rows: CaseStudy, channel: feeds.Channel = CHANNEL) -> ET.Element:
    return ET.fromstring(feeds.atom(channel, rows))


def json_feed(*rows: CaseStudy) -> Any:
    return json.loads(feeds.json_feed(CHANNEL, rows))


def words(element: ET.Element, path: str) -> str | None:
    return element.findtext("/".join(ATOM + part for part in path.split("/")))


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_is_text_in_both_feeds(published: CaseStudy, title: str) -> None:
    published.title = published.summary = title
    found = atom(published)
    assert words(found, "entry/title") == words(found, "entry/summary") == feeds.writable(title)
    assert json_feed(published)["items"][0]["title"] == title


@settings(max_examples=30)
@given(st.text(st.characters(codec="utf-8")))
def test_any_name_of_a_feed_can_be_parsed(title: str) -> None:
    found = atom(channel=feeds.Channel(title, title, "https://a.example/", "https://a.example/feed"))
    shown = feeds.writable(title).replace("\r\n", "\n").replace("\r", "\n")
    assert words(found, "title") in {shown, feeds.writable(title)}


def test_what_xml_can_hold_stays_as_it_is() -> None:
    text = "Àrd na Mara\t–\n👩🏽‍🍳 \u202e\ud7ff\ue000\ufffd"
    assert feeds.writable(text) == text


def test_a_summary_is_plain_text_to_every_reader(published: CaseStudy) -> None:
    published.summary = "More than <b>half</b> came"
    [summary] = atom(published).iter(f"{ATOM}summary")
    assert summary.attrib == {"type": "text"}
    assert summary.text == "More than <b>half</b> came"


def test_an_entry_has_what_atom_asks_for(published: CaseStudy, organisation: Organisation) -> None:
    found = atom(published)
    assert words(found, "entry/id") == citing.stable_id(published)
    assert words(found, "entry/author/name") == str(organisation)
    assert words(found, "entry/published")
    assert [category.get("term") for category in found.iter(f"{ATOM}category")] == [
        theme.name for theme in published.themes
    ]


def test_an_item_has_what_json_feed_asks_for(published: CaseStudy, organisation: Organisation) -> None:
    found = json_feed(published)
    [item] = found["items"]
    assert found["version"] == "https://jsonfeed.org/version/1.1"
    assert item["id"] == citing.stable_id(published)
    assert item["url"] == citing.address(published)
    assert item["content_text"] == published.summary
    assert item["authors"] == [{"name": str(organisation)}]


@pytest.mark.django_db
def test_what_the_platform_team_wrote_is_a_summary_from_public_sources() -> None:
    one = CaseStudyFactory(published=True, organisation=None, source_note="From public sources")
    assert words(atom(one), "entry/author/name") == "Summary from public sources"
    assert json_feed(one)["items"][0]["authors"] == [{"name": "Summary from public sources"}]


def test_an_entry_was_updated_when_it_last_changed(published: CaseStudy) -> None:
    published.published_at, published.changed_at = MORNING, MORNING + dt.timedelta(hours=2)
    found = atom(published)
    assert words(found, "updated") == words(found, "entry/updated") == "2027-03-17T11:00:00+00:00"
    assert words(found, "entry/published") == "2027-03-17T09:00:00+00:00"
    assert json_feed(published)["items"][0]["date_modified"] == "2027-03-17T11:00:00+00:00"


def test_it_was_not_updated_before_it_was_published(published: CaseStudy) -> None:
    published.published_at, published.changed_at = MORNING, MORNING - dt.timedelta(hours=2)
    assert feeds.updated(published) == MORNING


def test_a_feed_without_entries_is_valid_and_always_the_same() -> None:
    assert feeds.atom(CHANNEL, []) == feeds.atom(CHANNEL, [])
    assert words(atom(), "updated") == "1970-01-01T00:00:00+00:00"
    assert json_feed()["items"] == []

"""Atom and JSON feeds of case studies."""

import datetime as dt
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import make_aware
from django.utils.xmlutils import SimplerXMLGenerator

from learning.citing import SITE, address, author_of, stable_id
from learning.models import CaseStudy

NEWEST = 50
LANGUAGE = "en-GB"
#: How long a feed says that an entry is gone; readers that look more rarely than that keep it.
REMEMBERED = dt.timedelta(days=90)
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
#: What XML 1.0 cannot hold, not even escaped.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: When a feed without entries last changed: an answer that stays the same.
NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Channel:
    """What a feed says of itself: its name, the page it follows, and its own address."""

    title: str
    description: str
    page: str
    address: str


@dataclass(frozen=True)
class Deleted:
    """An entry that readers are to let go of (RFC 6721): its id and when, and nothing that it said."""

    ref: str
    when: dt.datetime


class Entries(Atom1Feed):
    """Summaries are plain text, and nothing depends on when it was asked."""

    deleted: Sequence[Deleted] = ()

    def latest_post_date(self) -> dt.datetime:
        moments = [item["updateddate"] for item in self.items] + [one.when for one in self.deleted]
        return max(moments, default=NEVER)

    def root_attributes(self) -> dict[str, Any]:
        return {**super().root_attributes(), "xmlns:at": TOMBSTONES}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for one in self.deleted:
            handler.addQuickElement("at:deleted-entry", "", {"ref": one.ref, "when": one.when.isoformat()})

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item | {"description": None})
        handler.addQuickElement("summary", item["description"], {"type": "text"})


def writable(text: str) -> str:
    return UNWRITABLE.sub("", text)


def updated(case_study: CaseStudy) -> dt.datetime:
    return max(case_study.published_at or case_study.changed_at, case_study.changed_at)


def themes(case_study: CaseStudy) -> list[str]:
    return [theme.name for theme in case_study.themes]


def deleted(case_study: Any) -> Deleted:
    """A row of `lately_closed`: when it was withdrawn, or the day after consent had ended."""
    if case_study.last_day is None:
        return Deleted(stable_id(case_study), case_study.withdrawn_at)
    day = case_study.last_day + dt.timedelta(days=1)
    return Deleted(stable_id(case_study), make_aware(dt.datetime.combine(day, dt.time())))


def atom(channel: Channel, rows: Sequence[CaseStudy], closed: Iterable[CaseStudy] = ()) -> bytes:
    feed = Entries(
        title=writable(channel.title),
        link=channel.page,
        description="",
        subtitle=writable(channel.description),
        feed_url=channel.address,
        author_name=SITE,
        language=LANGUAGE,
    )
    feed.deleted = [deleted(one) for one in closed]
    for one in rows:
        feed.add_item(
            title=writable(one.title),
            link=address(one),
            description=writable(one.summary),
            author_name=writable(author_of(one)),
            pubdate=one.published_at,
            updateddate=updated(one),
            unique_id=stable_id(one),
            categories=[writable(name) for name in themes(one)],
        )
    return feed.writeString("utf-8").encode()


def json_feed(channel: Channel, rows: Sequence[CaseStudy]) -> bytes:
    """Version 1.1; the summary is all the text there is, and the page has the rest."""
    items = [
        {
            "id": stable_id(one),
            "url": address(one),
            "title": one.title,
            "content_text": one.summary,
            "date_published": one.published_at.isoformat() if one.published_at else None,
            "date_modified": updated(one).isoformat(),
            "authors": [{"name": author_of(one)}],
            "tags": themes(one),
        }
        for one in rows
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "description": channel.description,
        "home_page_url": channel.page,
        "feed_url": channel.address,
        "language": LANGUAGE,
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False).encode()

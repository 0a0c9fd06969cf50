"""Notes what people look for and do not find, so that somebody can write it, and forgets it in time.

A search is a GET, and noting it is no change of state: nothing that anyone can see, do or be told follows
from it; asked twice, or by a program that we took for a person, it only counts once more. It is kept like a
line of a log, without whoever asked: no account, no address, no hour.
"""

import datetime as dt
import logging
import re
import unicodedata

from django.db import DatabaseError, connection
from django.http import HttpRequest

from .models.searches import LONGEST_NOTED, Search, Yield

logger = logging.getLogger(__name__)

KEPT = dt.timedelta(days=395)  # thirteen months: the same season of last year can be seen
#: What may name or reach a person: addresses, postcodes, numbers as long as those of telephones and files.
TELLING = re.compile(r"@|(?:\d[\s().,/+-]*){5}|\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b")
#: Programs say what they are, or do not say that they are browsers.
BROWSER = re.compile(r"^Mozilla/")
PROGRAM = re.compile(r"bot|crawl|spider|slurp|preview|scan|monitor|headless|https?://", re.IGNORECASE)
#: In one round trip. It waits for nobody: a count too few is better than a page too late.
COUNT = """
SET LOCAL lock_timeout = '100ms';
INSERT INTO learning_search (words, day, found, times) VALUES (%s, %s, %s, 1)
ON CONFLICT (day, words, found) DO UPDATE SET times = learning_search.times + 1
"""


def is_asked_by_a_person(request: HttpRequest) -> bool:
    """As far as a request tells; what a browser fetches in advance nobody has asked for yet."""
    agent = request.headers.get("User-Agent", "")
    ahead = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    by_browser = bool(BROWSER.search(agent)) and not PROGRAM.search(agent)
    return request.method == "GET" and by_browser and "prefetch" not in ahead


def noted_as(words: str) -> str:
    """The words as they are counted; nothing where they are too long, or may be of a person."""
    said = " ".join(unicodedata.normalize("NFC", words).casefold().split())
    return "" if len(said) > LONGEST_NOTED or TELLING.search(said) else said


def note(words: str, *, found: int, on: dt.date) -> None:
    """One query, and never an error: the page that was asked for does not depend on it."""
    said = noted_as(words)
    if not said:
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute(COUNT, [said, on, Yield.of(found)])
    except DatabaseError as error:
        logger.warning("A search was not counted: %s", type(error).__name__)


def forget(*, today: dt.date) -> int:
    """How many rows were older than thirteen months, and are gone."""
    return Search.objects.before(today - KEPT).delete()[0]

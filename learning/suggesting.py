"""Help when nothing matches: which words nothing says, and what else may have been meant."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Value

from .models import CaseStudy
from .models.rows import CaseStudyQuerySet
from .search import Meanings, Sought, alternatives, plainly, search_query

#: How alike two words must be, by the groups of three letters that they share: 1 is the same word.
NEAR = 0.35
#: So that a long search or a large library costs no more than a short or small one.
MOST_TERMS, MOST_ROWS = 12, 500
#: Most slips come later in the word.
BEGINNING = 3
WORD = re.compile(r"[^\W\d_]{4,}")
NEAREST = """
SELECT DISTINCT ON (typed) typed, said
FROM unnest(%s::text[]) typed, unnest(%s::text[]) said
WHERE similarity(unaccent(typed), unaccent(said)) >= %s
ORDER BY typed, similarity(unaccent(typed), unaccent(said)) DESC, said
"""


@dataclass(frozen=True)
class Help:
    """What no entry says, as typed; and the search that would find something, if there is one."""

    unsaid: list[str]
    suggestion: str = ""


def help_with(words: str, *, among: CaseStudyQuerySet, meanings: Meanings, names: Iterable[str] = ()) -> Help:
    """`among` is what the facets leave; what is not published is neither looked at nor suggested.

    `names` are words that may have been meant beside those of the entries.
    """
    terms = [term for terms in alternatives(words) for term in terms if not term.is_excluded][:MOST_TERMS]
    unsaid = [term.text for term in unsaid_of(terms, meanings)]
    suggestion = corrected(words, unsaid, names)
    if suggestion == words:
        return Help(unsaid)
    finds = among.published().answering(search_query(suggestion, meanings)).exists()
    return Help(unsaid, suggestion if finds else "")


def unsaid_of(terms: list[Sought], meanings: Meanings) -> list[Sought]:
    """Those that no published entry says, asked in one query."""
    if not terms:
        return []
    asked = [
        CaseStudy.objects.published()
        .answering(term.query(meanings.get(plainly(term.text), ())))
        .annotate(term=Value(at))
        .order_by()
        .values_list("term", flat=True)[:1]
        for at, term in enumerate(terms)
    ]
    said = set(asked[0].union(*asked[1:], all=True))
    return [term for at, term in enumerate(terms) if at not in said]


def corrected(words: str, unsaid: list[str], names: Iterable[str]) -> str:
    """The search with the words that nothing says replaced by the nearest that something says."""
    typed = {word.casefold() for term in unsaid for word in WORD.findall(term)}
    if not typed:
        return words
    said = {word for text in (*texts(typed), *names) for word in WORD.findall(text.casefold())}
    near = nearest(typed, said - typed)
    return WORD.sub(lambda found: near.get(found[0].casefold(), found[0]), words)


def nearest(typed: Iterable[str], said: Iterable[str]) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(NEAREST, [list(typed), list(said), NEAR])
        return dict(cursor.fetchall())


def texts(typed: Iterable[str]) -> list[str]:
    """Titles, summaries and publishers of the newest entries, and of those that say a word begun alike."""
    names = ("title", "summary", "organisation__name")
    newest = CaseStudy.objects.published().newest_first()
    alike = newest.answering(begun_like(typed))
    rows = newest.values_list(*names)[:MOST_ROWS].union(alike.values_list(*names)[:MOST_ROWS], all=True)
    return [text for row in rows for text in row if text]


def begun_like(typed: Iterable[str]) -> SearchQuery:
    """Not through the stems and stop words of English: the beginning of a word is no word."""
    plain = {word[:BEGINNING] for each in typed for word in plainly(each)}
    return SearchQuery(
        " | ".join(f"'{word}':*" for word in sorted(plain)), config="simple", search_type="raw"
    )

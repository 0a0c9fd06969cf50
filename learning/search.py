"""From what a person typed to a query of PostgreSQL: phrases, minus, `or`, and words that mean the same."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import and_, or_

from django.contrib.postgres.search import CombinedSearchQuery, SearchQuery

#: English stems without accents, made by the app's first migration.
SEARCH_CONFIG = "coproduce_english"
#: What the search box takes; a longer search, as an admin may send, is not looked up word by word.
LONGEST = 200
#: Words typed one after the other that are looked up as one phrase.
LONGEST_RUN = 6
PIECE = re.compile(r'(?P<minus>-*)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"-][^\s"]*))')

Query = SearchQuery | CombinedSearchQuery
#: A word or phrase, as `plainly` takes it apart.
Key = tuple[str, ...]
#: For each word or phrase the others that mean the same, as administrators wrote them.
Meanings = Mapping[Key, Sequence[str]]


@dataclass(frozen=True)
class Sought:
    """One thing to find or, after a minus, to leave out."""

    text: str
    is_phrase: bool = False
    is_excluded: bool = False

    def query(self, others: Sequence[str] = ()) -> Query:
        own = ask(self.text, "phrase" if self.is_phrase else "websearch", is_excluded=self.is_excluded)
        return joined([own, *(ask(other, "phrase") for other in others)], or_)


def ask(words: str, kind: str, *, is_excluded: bool = False) -> SearchQuery:
    return SearchQuery(words, config=SEARCH_CONFIG, search_type=kind, invert=is_excluded)


def joined(queries: Sequence[Query], join: Callable[[Query, Query], Query]) -> Query:
    """By halves, so that a long search does not grow deep."""
    if len(queries) == 1:
        return queries[0]
    half = len(queries) // 2
    return join(joined(queries[:half], join), joined(queries[half:], join))


def plainly(words: str) -> Key:
    """Without accents, capitals and the s of the plural: enough to know a synonym when it is typed."""
    spread = unicodedata.normalize("NFKD", words.casefold())
    bare = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return tuple(singular(word) for word in re.findall(r"\w+", bare.replace("’", "'")))


def singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def alternatives(words: str) -> list[list[Sought]]:
    """What `or` keeps apart, each with the terms that belong together."""
    found: list[list[Sought]] = [[]]
    for piece in PIECE.finditer(words):
        word, phrase, minus = piece["word"] or "", piece["phrase"], bool(piece["minus"])
        if word.casefold() == "or" and not minus:
            found.append([])
        elif (text := word or phrase or "").strip():
            found[-1].append(Sought(text, is_phrase=phrase is not None, is_excluded=minus))
    return [terms for terms in found if terms]


def expanded(terms: list[Sought], meanings: Meanings) -> list[tuple[Sought, Sequence[str]]]:
    """Each term with the others that mean the same; of words in a row, the longest run that is known."""
    left, found = list(terms), []
    while left:
        run = next(
            (n for n in range(min(len(left), LONGEST_RUN), 1, -1) if is_known_run(left[:n], meanings)), 1
        )
        term = left[0] if run == 1 else Sought(" ".join(term.text for term in left[:run]))
        others = () if term.is_excluded else meanings.get(plainly(term.text), ())
        found.append((term, others))
        left = left[run:]
    return found


def is_known_run(terms: list[Sought], meanings: Meanings) -> bool:
    if any(term.is_phrase or term.is_excluded for term in terms):
        return False
    return plainly(" ".join(term.text for term in terms)) in meanings


def together(terms: list[tuple[Sought, Sequence[str]]]) -> Query:
    return joined([term.query(others) for term, others in terms], and_)


def search_query(words: str, meanings: Meanings) -> Query:
    """As PostgreSQL reads it; where a word has synonyms, any of them will do."""
    words = unicodedata.normalize("NFC", words)
    if len(words) <= LONGEST:
        asked = [expanded(terms, meanings) for terms in alternatives(words)]
        if any(others for terms in asked for _, others in terms):
            return joined([together(terms) for terms in asked], or_)
    return ask(words, "websearch")

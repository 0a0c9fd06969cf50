"""Two versions of a text, word by word: what stayed, what went and what came."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

#: Words on either side of a changed part beyond which it is shown as replaced, so that none takes long.
MOST_WORDS = 600
PARAGRAPH, WORD = re.compile(r"[^\n]*\n*"), re.compile(r"\s+|[^\s]+")


class Fate(StrEnum):
    STAYED = "stayed"
    WENT = "went"
    CAME = "came"


@dataclass(frozen=True)
class Piece:
    """A run of text with one fate."""

    fate: Fate
    text: str


def compare(before: str, after: str) -> list[Piece]:
    """The pieces in reading order. What stayed and went is `before`; what stayed and came is `after`."""
    pieces = of_paragraphs(PARAGRAPH.findall(before), PARAGRAPH.findall(after))
    runs = groupby((piece for piece in pieces if piece.text), key=lambda piece: piece.fate)
    return [Piece(fate, "".join(piece.text for piece in run)) for fate, run in runs]


def of_paragraphs(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        went, came = "".join(before[a:b]), "".join(after[c:d])
        if tag == "equal":
            yield Piece(Fate.STAYED, went)
        else:
            yield from of_words(WORD.findall(went), WORD.findall(came))


def of_words(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    if max(len(before), len(after)) > MOST_WORDS:
        yield Piece(Fate.WENT, "".join(before))
        yield Piece(Fate.CAME, "".join(after))
        return
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(Fate.STAYED, "".join(before[a:b]))
        else:
            yield Piece(Fate.WENT, "".join(before[a:b]))
            yield Piece(Fate.CAME, "".join(after[c:d]))

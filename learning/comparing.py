"""Two versions of a text, word by word: what stayed, what went and what came."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby, takewhile

PARAGRAPH, WORD = re.compile(r"[^\n]*\n*"), re.compile(r"\s+|\S+")
#: What one comparison of two texts may take, in steps of some hundred-millionths of a second.
EFFORT = 20_000_000
#: Pairs of paragraphs that are tried with each other, and the words they share from which they are a pair.
MOST_PAIRS, ALIKE = 5_000, 0.4
#: Paragraphs and characters from which on what stayed is worth folding away.
FOLDED_FROM, SHORTEST_FOLD = 4, 300


class Fate(StrEnum):
    STAYED = "stayed"
    WENT = "went"
    CAME = "came"


@dataclass(frozen=True)
class Piece:
    """A run of text with one fate."""

    fate: Fate
    text: str


@dataclass(frozen=True)
class Passage:
    """Pieces that are read together, or paragraphs between changes that nobody needs to read again."""

    pieces: tuple[Piece, ...]
    folded: int = 0

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass
class Effort:
    """How much comparing there is left to do: no text, however it was made, takes long."""

    left: int = EFFORT

    def spent(self, before: Sequence[str], after: Sequence[str]) -> bool:
        """Whether this would take too long: each word matched may look at all pairs."""
        counted, others = Counter(before), Counter(after)
        alike = sum(count * others[word] for word, count in counted.items() if not word.isspace())
        cost = (len(before) + alike) * min(len(before), len(after))
        if cost > self.left:
            return True
        self.left -= cost
        return False


Matched = tuple[bool, Sequence[str], Sequence[str]]


def matched(before: Sequence[str], after: Sequence[str], effort: Effort) -> Iterator[Matched]:
    """Whether they are the same, and the two sides. What would take too long is replaced whole."""
    head = common(before, after)
    tail = common(before[head:][::-1], after[head:][::-1])
    went, came = before[head : len(before) - tail], after[head : len(after) - tail]
    yield True, before[:head], after[:head]
    if effort.spent(went, came):
        yield False, went, came
    else:
        for tag, a, b, c, d in SequenceMatcher(str.isspace, went, came, autojunk=False).get_opcodes():
            yield tag == "equal", went[a:b], came[c:d]
    yield True, before[len(before) - tail :], after[len(after) - tail :]


def common(before: Sequence[str], after: Sequence[str]) -> int:
    """How many they begin with in common."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))
    return sum(1 for _ in same)


def compare(before: str, after: str) -> list[Piece]:
    """The pieces in reading order. What stayed and went is `before`; what stayed and came is `after`."""
    pieces = of_paragraphs(PARAGRAPH.findall(before), PARAGRAPH.findall(after), Effort())
    runs = groupby((piece for piece in pieces if piece.text), key=lambda piece: piece.fate)
    return [Piece(fate, "".join(piece.text for piece in run)) for fate, run in runs]


def of_paragraphs(before: Sequence[str], after: Sequence[str], effort: Effort) -> Iterator[Piece]:
    for same, these, those in matched(before, after, effort):
        if same:
            yield Piece(Fate.STAYED, "".join(these))
        else:
            for went, came in pairs(these, those):
                yield from of_words(WORD.findall(went), WORD.findall(came), effort)


def pairs(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each paragraph beside the one that it has become, in order; beside nothing where there is none."""
    if len(before) * len(after) > MOST_PAIRS:
        yield "".join(before), ""
        yield "", "".join(after)
        return
    told, at = [set(paragraph.split()) for paragraph in after], 0
    for paragraph in before:
        words = set(paragraph.split())
        likest = max(range(at, len(after)), key=lambda one: likeness(words, told[one]), default=None)
        if likest is None or likeness(words, told[likest]) < ALIKE:
            yield paragraph, ""
            continue
        yield from (("", came) for came in after[at:likest])
        yield paragraph, after[likest]
        at = likest + 1
    yield from (("", came) for came in after[at:])


def likeness(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(len(one), len(other), 1)


def of_words(before: Sequence[str], after: Sequence[str], effort: Effort) -> Iterator[Piece]:
    for same, these, those in matched(before, after, effort):
        if same:
            yield Piece(Fate.STAYED, "".join(these))
        else:
            yield Piece(Fate.WENT, "".join(these))
            yield Piece(Fate.CAME, "".join(those))


def passages(pieces: Iterable[Piece]) -> list[Passage]:
    """For reading: of a long run that stayed, the paragraphs beside a change are kept with it."""
    found: list[Passage] = []
    beside: list[Piece] = []
    for piece in pieces:
        head, middle, tail = parted(piece)
        if not middle:
            beside.append(piece)
            continue
        found += [Passage((*beside, *stayed(head))), Passage(stayed("".join(middle)), len(middle))]
        beside = [*stayed(tail)]
    return [passage for passage in [*found, Passage(tuple(beside))] if passage.pieces]


def stayed(text: str) -> tuple[Piece, ...]:
    return (Piece(Fate.STAYED, text),) if text else ()


def parted(piece: Piece) -> tuple[str, list[str], str]:
    """Its first paragraph, those that can be folded away, and its last."""
    paragraphs = [one for one in PARAGRAPH.findall(piece.text) if one]
    first, middle, last = paragraphs[:1], paragraphs[1:-1], paragraphs[-1:]
    is_long = len(paragraphs) >= FOLDED_FROM and sum(map(len, middle)) >= SHORTEST_FOLD
    if piece.fate != Fate.STAYED or not is_long:
        return piece.text, [], ""
    return "".join(first), middle, "".join(last)

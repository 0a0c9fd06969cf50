"""What stayed, went and came between two versions of a text; nothing is lost on either side."""

import itertools
import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.comparing import Fate, Passage, Piece, compare, passages

TEXTS = st.text(st.sampled_from("ab \n.é"), max_size=60)


def side(pieces: list[Piece], *fates: Fate) -> str:
    return "".join(piece.text for piece in pieces if piece.fate in fates)


@given(TEXTS, TEXTS)
def test_both_versions_can_be_read_from_the_pieces(before: str, after: str) -> None:
    pieces = compare(before, after)
    assert side(pieces, Fate.STAYED, Fate.WENT) == before
    assert side(pieces, Fate.STAYED, Fate.CAME) == after


@given(TEXTS, TEXTS)
def test_no_piece_is_empty_and_neighbours_differ(before: str, after: str) -> None:
    pieces = compare(before, after)
    assert all(piece.text for piece in pieces)
    assert all(one.fate != other.fate for one, other in itertools.pairwise(pieces))


@given(TEXTS)
def test_the_same_text_stays(text: str) -> None:
    assert {piece.fate for piece in compare(text, text)} <= {Fate.STAYED}


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("They met often.", "They met weekly.", "They met [-often.][+weekly.]"),
        ("One\n\nTwo", "One\n\nTwo\n\nThree", "One\n\nTwo[+\n\nThree]"),
        ("", "New", "[+New]"),
        ("Old", "", "[-Old]"),
        ("By the project", "Measured locally", "[-By the project][+Measured locally]"),
        ("One\nold two\nEnd", "New\nOne\nold 2\nEnd", "[+New\n]One\nold [-two][+2]\nEnd"),
        ("It was a a a day", "It was a b a day", "It was a [-a][+b] a day"),
    ],
)
def test_a_change_is_told_by_words(before: str, after: str, told: str) -> None:
    marks = {Fate.STAYED: "{}", Fate.WENT: "[-{}]", Fate.CAME: "[+{}]"}
    said = "".join(marks[piece.fate].format(piece.text) for piece in compare(before, after))
    assert said == told


def text(words: int, of: int, line: int) -> str:
    """Words of a small vocabulary, thrown by dice that fall the same each time."""
    dice = random.Random(words * of + line)
    thrown = [str(dice.randrange(of)) for _ in range(words)]
    return "\n".join(" ".join(thrown[at : at + line]) for at in range(0, words, line))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("one two " * 5_000, "two three " * 4_000),
        ("a\n" * 20_000, "b\na\n" * 10_000),
        (text(20_000, 2, 20_000), text(19_999, 2, 19_999)),
        (text(16_000, 8, 150), text(15_999, 8, 150)),
        (text(10_000, 90, 60), text(9_999, 90, 60)),
        ("".join(f"a k{at} " for at in range(4_000)), "".join(f"b k{at} " for at in range(4_000))),
    ],
)
def test_forty_thousand_characters_do_not_take_long(before: str, after: str) -> None:
    started = time.process_time()
    compare(before, after)
    assert time.process_time() - started < 2


def test_a_word_put_into_a_very_long_paragraph_is_found() -> None:
    before = text(6_000, 1_500, 6_000)
    after = before.replace(" 7 ", " seven ", 1)
    assert [piece.fate for piece in compare(before, after)] == ["stayed", "went", "came", "stayed"]


PARAGRAPHS = [
    f"Paragraph {at} of what was done, at some length so that it takes room. " * 2 for at in range(9)
]


def told(before: list[str], after: list[str]) -> list[Passage]:
    return passages(compare("\n\n".join(before), "\n\n".join(after)))


def test_what_stayed_between_two_changes_is_folded_away() -> None:
    parts = told(["Old", *PARAGRAPHS, "Old end"], ["New", *PARAGRAPHS, "New end"])
    assert [part.folded for part in parts] == [0, 7, 0]
    assert PARAGRAPHS[1] in parts[1].text
    assert PARAGRAPHS[0] in parts[0].text
    assert PARAGRAPHS[8] in parts[2].text


def test_a_short_text_is_read_whole() -> None:
    parts = told(["One", "Two", "Three", "Four"], ["One", "Two", "Three", "Five"])
    assert [part.folded for part in parts] == [0]


@given(TEXTS, TEXTS)
def test_folding_loses_nothing(before: str, after: str) -> None:
    pieces = compare(before, after)
    assert "".join(part.text for part in passages(pieces)) == side(pieces, *Fate)

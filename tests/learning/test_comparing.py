"""What stayed, went and came between two versions of a text; nothing is lost on either side."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.comparing import Fate, Piece, compare

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
    ],
)
def test_a_change_is_told_by_words(before: str, after: str, told: str) -> None:
    marks = {Fate.STAYED: "{}", Fate.WENT: "[-{}]", Fate.CAME: "[+{}]"}
    said = "".join(marks[piece.fate].format(piece.text) for piece in compare(before, after))
    assert said == told


def test_forty_thousand_characters_do_not_take_long() -> None:
    before, after = "one two " * 5_000, "two three " * 4_000
    started = time.perf_counter()
    compare(before, after)
    assert time.perf_counter() - started < 2

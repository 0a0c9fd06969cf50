"""CSV files that go out: nothing in them acts, and spreadsheet programs read every letter."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduce.ui import sheets


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@given(st.text())
def test_no_cell_that_goes_out_begins_like_a_formula(text: str) -> None:
    assert not sheets.neutral(text).lstrip(" ").startswith(sheets.FORMULA)


@pytest.mark.parametrize("cell", ["Group = One", "a-b", "12", "'quoted'", "Àrd", ""])
def test_a_harmless_cell_goes_out_as_it_is(cell: str) -> None:
    assert sheets.neutral(cell) == cell


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8")), min_size=2, max_size=3), max_size=4))
def test_whatever_goes_out_comes_back_cell_by_cell(rows: list[list[str]]) -> None:
    assert read(sheets.sheet(rows)) == [[sheets.neutral(cell) for cell in row] for row in rows]


def test_a_file_begins_with_the_mark_of_utf_8_and_has_it_once() -> None:
    content = sheets.sheet([["Na h-Eileanan Siar"], ["Dùn Dèagh"]])
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\xef\xbb\xbf") == 1


def test_rows_are_asked_for_only_as_lines_leave() -> None:
    rows = iter([[0], [1], [2]])
    leaving = sheets.lines(rows)
    assert [next(leaving), next(leaving)] == ["\ufeff".encode(), b"0\r\n"]
    assert list(rows) == [[1], [2]]

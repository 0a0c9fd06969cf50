"""Small numbers of people: what is held back can be found by nobody who subtracts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.suppressing import Withheld, figure, summed, suppress, words

FEW, SUM = Withheld.FEW, Withheld.SUM
COUNTS = st.integers(2, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.none() | st.integers(0, 12), min_size=width, max_size=width), min_size=1, max_size=4
    )
)


@pytest.mark.parametrize(
    ("count", "told"), [(0, FEW), (1, FEW), (4, FEW), (5, 5), (6, 6), (1_000_000, 1_000_000), (None, None)]
)
def test_a_number_below_the_threshold_is_held_back_and_zero_too(count: int | None, told: object) -> None:
    """To tell that nobody came is to tell of everyone who was expected."""
    assert figure(count, 5) == told


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ([], None),
        ([None, None], None),
        ([5], 5),
        ([5, None, 7], 12),
        ([5, 4], SUM),
        ([4], SUM),
        ([0, 50], SUM),
        ([4, 4], SUM),
    ],
)
def test_a_sum_with_a_small_part_is_held_back(counts: list[int | None], told: object) -> None:
    assert summed(counts, 5) == told


@pytest.mark.parametrize(
    ("told", "threshold", "read"),
    [
        (None, 5, ""),
        (FEW, 5, "fewer than 5"),
        (FEW, 10, "fewer than 10"),
        (SUM, 5, "not shown"),
        (12, 5, "12"),
    ],
)
def test_each_figure_is_published_in_words(told: int | Withheld | None, threshold: int, read: str) -> None:
    assert words(told, threshold) == read


def test_a_table_holds_back_cells_and_the_sums_they_are_part_of() -> None:
    told = suppress([[10, 3], [20, 30]], 5)
    assert told.cells == [[10, FEW], [20, 30]]
    assert told.row_sums == [SUM, 50]
    assert told.column_sums == [30, SUM]
    assert told.total == SUM


def test_an_empty_table_has_no_total() -> None:
    assert suppress([], 5).total is None


def test_a_table_whose_rows_are_not_of_one_length_is_a_mistake() -> None:
    with pytest.raises(ValueError, match=r"zip\(\)"):
        suppress([[1, 2], [3]], 5)


@given(COUNTS, st.integers(2, 8))
def test_what_is_published_is_the_same_whatever_small_number_stood_there(
    counts: list[list[int | None]], threshold: int
) -> None:
    for small in {0, 1, threshold - 1}:
        other = [
            [small if count is not None and count < threshold else count for count in row] for row in counts
        ]
        assert suppress(other, threshold) == suppress(counts, threshold)


@given(COUNTS, st.integers(2, 8))
def test_every_number_that_is_published_is_true(counts: list[list[int | None]], threshold: int) -> None:
    told = suppress(counts, threshold)
    for row, shown, total in zip(counts, told.cells, told.row_sums, strict=True):
        assert all(it in (FEW, count) for count, it in zip(row, shown, strict=True))
        assert total in (SUM, None, sum(count or 0 for count in row))


@given(COUNTS)
def test_a_higher_threshold_never_shows_more(counts: list[list[int | None]]) -> None:
    def shown(threshold: int) -> int:
        told = suppress(counts, threshold)
        cells = [cell for row in told.cells for cell in row]
        return sum(isinstance(it, int) for it in (*cells, *told.row_sums, *told.column_sums, told.total))

    assert shown(3) >= shown(5) >= shown(10)

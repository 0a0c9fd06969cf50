"""Pictures drawn by the server: a level stands where it belongs, and a gap stays a gap."""

from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from coproduce.ui.charts import HEIGHT, MARGIN, WIDTH, Steps

LEVELS = st.lists(st.none() | st.integers(1, 4), max_size=12)


def steps(*levels: int | None) -> Steps:
    return Steps(levels, highest=4, label="Skills")


def test_the_lowest_level_is_at_the_bottom_and_the_highest_at_the_top() -> None:
    low, high = steps(1, 4).marks
    assert (low.x, low.y) == (MARGIN, HEIGHT - MARGIN)
    assert (high.x, high.y) == (WIDTH - MARGIN, MARGIN)


def test_a_single_level_is_a_dot_without_a_line() -> None:
    assert len(steps(3).marks) == 1
    assert steps(3).lines == []


def test_what_was_not_judged_leaves_a_gap() -> None:
    assert steps(1, 2, None, 3, 4).lines == ["6.0,42.0 33.0,30.0", "87.0,18.0 114.0,6.0"]


def test_nothing_at_all_is_an_empty_picture() -> None:
    assert (steps().marks, steps(None, None).marks, steps(None).lines) == ([], [], [])


def test_each_level_has_its_line_across() -> None:
    assert steps(1).rules == [42.0, 30.0, 18.0, 6.0]


@given(LEVELS)
def test_everything_stays_within_the_picture(levels: list[int | None]) -> None:
    marks = Steps(levels, highest=4, label="").marks
    assert len(marks) == len([level for level in levels if level])
    assert all(0 <= mark.x <= WIDTH and 0 <= mark.y <= HEIGHT for mark in marks)


@given(LEVELS)
def test_a_higher_level_is_never_drawn_lower(levels: list[int | None]) -> None:
    told = [level for level in levels if level]
    heights = [mark.y for mark in Steps(levels, highest=4, label="").marks]
    pairs = sorted(zip(told, heights, strict=True))
    assert [height for _, height in pairs] == sorted(heights, reverse=True)


def test_gaps_at_both_ends_leave_no_line_there() -> None:
    assert steps(None, 2, 3, None).lines == ["42.0,30.0 78.0,18.0"]


def test_a_level_between_two_gaps_is_a_dot_alone() -> None:
    chart = steps(None, 2, None)
    assert (len(chart.marks), chart.lines) == (1, [])


def test_a_scale_of_one_level_is_drawn_at_the_bottom() -> None:
    chart = Steps([1, 1], highest=1, label="Any")
    assert {mark.y for mark in chart.marks} == {HEIGHT - MARGIN}
    assert chart.rules == [HEIGHT - MARGIN]


def test_the_picture_is_named_and_its_label_escaped() -> None:
    page = render_to_string("components/_steps.html", {"steps": Steps([1, 2], highest=4, label='<b>"A"')})
    assert 'role="img"' in page
    assert "<b>" not in page
    assert page.count("<circle") == 2
    assert page.count("<polyline") == 1

"""Pages as they were on a day: the day asked for, today where none is, words where it makes no sense."""

import datetime as dt

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.timezone import localdate

from coproduce.ui.dated import OnDay


def asked(query: str) -> OnDay:
    view = OnDay()
    view.setup(RequestFactory().get("/bodies/1/", query_params={"on": query} if query else {}))
    return view


def shown(view: OnDay) -> str:
    return render_to_string("components/_on_day.html", view.get_context_data(), request=view.request)


@pytest.mark.parametrize("typed", ["2026-09-01", "1/9/2026", "01/09/2026", "1 9 2026", "1 September 2026"])
def test_a_day_may_be_typed_as_people_write_it(typed: str) -> None:
    assert asked(typed).on == dt.date(2026, 9, 1)


def test_without_a_day_the_page_shows_today() -> None:
    view = asked("")
    assert view.on == localdate()
    assert "This is how it" not in shown(view)


@pytest.mark.parametrize("typed", ["31/2/2026", "soon", "1/9/26", "2026-13-01", "\x00", "9" * 500])
def test_what_is_no_day_is_told_in_words_and_shows_today(typed: str) -> None:
    view = asked(typed)
    assert view.on == localdate()
    assert "There is a problem" in shown(view)


@pytest.mark.parametrize("typed", ["0001-01-01", "1899-12-31", "2101-01-01", "9999-12-31"])
def test_a_year_far_off_is_a_slip_of_the_finger(typed: str) -> None:
    view = asked(typed)
    assert view.on == localdate()
    assert "The year must be four figures between 1900 and 2100" in shown(view)


def test_a_past_day_says_so_and_shows_the_way_back() -> None:
    page = shown(asked("2001-09-01"))
    assert "This is how it was on <strong>1 September 2001</strong>" in page
    assert '<a href="/bodies/1/">Show today</a>' in page
    assert 'value="2001-09-01"' in page


def test_a_coming_day_says_that_it_is_only_what_is_known_today() -> None:
    assert "This is how it will be on <strong>1 September 2099</strong>" in shown(asked("2099-09-01"))


def test_the_page_has_the_day_in_its_context() -> None:
    context = asked("2026-09-01").get_context_data(more=1)
    assert (context["on"], context["today"], context["more"]) == (dt.date(2026, 9, 1), localdate(), 1)


def test_a_day_that_is_none_keeps_what_was_typed() -> None:
    assert 'value="31/2/2026"' in shown(asked("31/2/2026"))


def test_what_was_typed_is_shown_as_text() -> None:
    page = shown(asked('"><script>x</script>'))
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


@pytest.mark.parametrize(("typed", "year"), [("1900-01-01", 1900), ("2100-12-31", 2100)])
def test_the_first_and_the_last_year_are_days_like_others(typed: str, year: int) -> None:
    assert asked(typed).on.year == year


@pytest.mark.parametrize(
    ("typed", "real"), [("2028-02-29", True), ("2026-02-29", False), ("29 February 2028", True)]
)
def test_a_leap_day_is_a_day_in_its_years_alone(typed: str, real: bool) -> None:
    assert bool(asked(typed).on_day_form.errors) is not real


def test_today_asked_for_by_its_date_is_today() -> None:
    view = asked(f"{localdate():%Y-%m-%d}")
    assert "This is how it" not in shown(view)
    assert "There is a problem" not in shown(view)

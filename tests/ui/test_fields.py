"""Dates in three boxes, times as people write them, files that are too large."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

from coproduce.ui.fields import DateBoxes, DateField, Paragraphs, PoundsField, TimeField, UploadField


@pytest.mark.parametrize("month", ["3", "03", "Mar", "march", "MARCH"])
def test_a_month_may_be_a_number_or_a_word(month: str) -> None:
    assert DateField().clean(["27", month, "2027"]) == dt.date(2027, 3, 27)


@pytest.mark.parametrize(
    ("boxes", "words"),
    [
        (["27", "", ""], "The date must include a month and a year"),
        (["", "3", "2027"], "The date must include a day"),
        (["27", "3", "27"], "The year must be four figures between 1900 and 2100"),
        (["27", "3", "20277"], "The year must be four figures between 1900 and 2100"),
        (["31", "2", "2027"], "Enter a real date, like 27 3 2027"),
        (["0", "1", "2027"], "Enter a real date, like 27 3 2027"),
        (["x", "1", "2027"], "Enter a real date, like 27 3 2027"),
        (["1", "13", "2027"], "Enter a real date, like 27 3 2027"),
        (["1", "m", "2027"], "Enter a real date, like 27 3 2027"),
        (["1", "1", "٢٠٢٧"], "The year must be four figures between 1900 and 2100"),
    ],
)
def test_a_date_that_cannot_be_is_refused_in_words(boxes: list[str], words: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        DateField().clean(boxes)
    assert refusal.value.messages == [words]


@given(st.lists(st.text(max_size=6), min_size=3, max_size=3))
def test_whatever_is_typed_gives_a_date_or_a_refusal(boxes: list[str]) -> None:
    try:
        found = DateField(required=False).clean(boxes)
    except ValidationError:
        return
    assert found is None or 1900 <= found.year <= 2100


def test_an_empty_optional_date_is_none() -> None:
    assert DateField(required=False).clean(["", "", ""]) is None


def test_boxes_show_a_stored_date_and_read_back_what_was_typed() -> None:
    boxes = DateBoxes()
    assert boxes.decompress(dt.date(2027, 3, 27)) == [27, 3, 2027]
    typed = {"on_day": " 27", "on_month": "March"}
    assert boxes.value_from_datadict(typed, MultiValueDict(), "on") == ["27", "March", ""]


def test_an_unchanged_date_counts_as_unchanged() -> None:
    assert not DateField().has_changed(dt.date(2027, 3, 27), ["27", "3", "2027"])
    assert DateField().has_changed(dt.date(2027, 3, 27), ["28", "3", "2027"])


@pytest.mark.parametrize("typed", ["14:30", "14.30", "1430", "2:30pm", "2.30 pm", "14:30:00", " 14:30 "])
def test_a_time_is_read_as_people_write_it(typed: str) -> None:
    assert TimeField().clean(typed) == dt.time(14, 30)


@pytest.mark.parametrize("typed", ["25:00", "half past two", "14:60", "\0"])
def test_a_time_that_cannot_be_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        TimeField().clean(typed)


def test_a_stored_time_shows_without_seconds() -> None:
    assert TimeField().prepare_value(dt.time(14, 30)) == "14:30"


def test_a_line_end_counts_as_one_character() -> None:
    typed: dict[str, Any] = {"text": "a\r\nb"}
    assert Paragraphs().value_from_datadict(typed, MultiValueDict(), "text") == "a\nb"


def test_a_file_that_is_too_large_is_refused_with_both_sizes() -> None:
    with pytest.raises(ValidationError) as refusal:
        UploadField(max_bytes=2048).clean(SimpleUploadedFile("a.txt", b"x" * 3072))
    (words,) = refusal.value.messages
    assert words.replace("\xa0", " ") == "The file must be 2.0 KB or smaller. The one you chose is 3.0 KB"


def test_a_file_within_the_limit_is_taken_and_the_limit_is_told_beforehand() -> None:
    field = UploadField(max_bytes=2048)
    assert field.clean(SimpleUploadedFile("a.txt", b"x")).name == "a.txt"
    assert "2.0" in field.help_text


@pytest.mark.parametrize(
    ("typed", "pence"),
    [("4.50", 450), ("£4.5", 450), (" 1,200 ", 120000), (".45", 45), ("4", 400), ("0.07", 7), ("", None)],
)
def test_an_amount_is_whole_pence(typed: str, pence: int | None) -> None:
    assert PoundsField(most_pence=200_000, required=False).clean(typed) == pence


@pytest.mark.parametrize("typed", ["nine", "4.505", "4,50p", "-3", ".", "£", "٣", "1e3", "0", "0.00", "2001"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        PoundsField(most_pence=200_000).clean(typed)


@given(st.integers(1, 200_000))
def test_an_amount_is_shown_as_it_is_read(pence: int) -> None:
    field = PoundsField(most_pence=200_000)
    assert field.clean(field.prepare_value(pence)) == pence

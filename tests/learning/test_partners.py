"""Rows of partners on a form: as many as there are and a few more, each with a name."""

from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from learning.forms.partners import MOST, SPARE, PartnersField


class Form(forms.Form):
    partners = PartnersField(label="Partners", required=False)


def posted(rows: dict[str, str]) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update({f"partners_{name}": value for name, value in rows.items()})
    return data


def form(rows: dict[str, str], initial: list[dict[str, Any]] | None = None) -> Form:
    return Form(posted(rows), initial={"partners": initial or []})


HALL = {"name": "The hall", "brought": "Rooms", "leads": True}
SENT = {"0_name": "The hall", "0_brought": "Rooms", "0_leads": "yes"}


def test_rows_become_a_list() -> None:
    filled = form(SENT | {"2_name": " A  club "})
    assert filled.is_valid()
    assert filled.cleaned_data["partners"] == [HALL, {"name": "A club", "brought": "", "leads": False}]


def test_empty_rows_are_dropped_even_with_a_tick() -> None:
    filled = form({"0_name": "", "0_leads": "yes"})
    assert filled.is_valid()
    assert filled.cleaned_data["partners"] == []


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ({"0_brought": "Rooms"}, "Say who brought “Rooms”"),
        ({"0_name": "x" * 201}, "200 characters or fewer"),
        ({"0_name": "x", "0_brought": "x" * 301}, "300 characters or fewer"),
        ({"0_name": "a\x07b"}, "cannot be shown"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(rows: dict[str, str], words: str) -> None:
    assert words in str(form(rows).errors["partners"])


def test_a_refused_row_keeps_what_was_typed() -> None:
    assert 'value="Rooms"' in str(form({"0_brought": "Rooms"})["partners"])


def test_there_are_rows_to_spare_up_to_the_most() -> None:
    shown = str(Form(initial={"partners": [HALL]})["partners"])
    assert shown.count('type="checkbox"') == 1 + SPARE
    many = str(Form(initial={"partners": [HALL] * MOST})["partners"])
    assert many.count('type="checkbox"') == MOST


def test_the_same_rows_are_no_change() -> None:
    assert not form(SENT, [HALL]).has_changed()
    assert form({"0_name": "Another"}, [HALL]).has_changed()
    assert not Form(QueryDict(), initial={"partners": []}).has_changed()


def test_names_are_escaped() -> None:
    assert "<script>" not in str(form({"0_name": "<script>"})["partners"])

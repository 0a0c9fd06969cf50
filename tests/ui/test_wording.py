"""The sentences a form says about its fields."""

import pytest
from django import forms

from coproduce.ui.fields import DateField, TimeField
from coproduce.ui.wording import noun, words_for


@pytest.mark.parametrize(
    ("label", "inside_a_sentence"),
    [
        ("Title", "a title"),
        ("Email address", "an email address"),
        ("Area", "an area"),
        ("Your name", "your name"),
        ("What changed", "what changed"),
        ("Notes", "notes"),
        ("Number of places", "the number of places"),
        ("Date the meeting starts", "the date the meeting starts"),
        ("Name of the venue", "the name of the venue"),
        ("Address", "an address"),
        ("NHS board", "a NHS board"),
    ],
)
def test_a_label_reads_well_inside_a_sentence(label: str, inside_a_sentence: str) -> None:
    assert noun(label) == inside_a_sentence


@pytest.mark.parametrize(
    ("label", "choice"),
    [("Themes", "theme"), ("Case studies", "case study"), ("Status", "status"), ("Area", "area")],
)
def test_of_many_at_least_one_is_asked_for(label: str, choice: str) -> None:
    assert noun(label, many=True) == f"at least one {choice}"


@pytest.mark.parametrize(
    ("field", "label", "sentence"),
    [
        (forms.CharField(), "Title", "Enter a title"),
        (forms.ChoiceField(), "Theme", "Choose a theme"),
        (forms.MultipleChoiceField(), "Themes", "Choose at least one theme"),
        (DateField(), "Date the meeting starts", "Enter the date the meeting starts, like 27 3 2027"),
        (TimeField(), "Time it ends", "Enter the time it ends, like 14:30"),
        (forms.EmailField(), "Email address", "Enter an email address, like name@example.com"),
        (
            forms.URLField(assume_scheme="https"),
            "Web address",
            "Enter a web address, like https://www.example.com",
        ),
        (forms.FileField(), "Agenda", "Choose an agenda"),
        (forms.BooleanField(), "They agreed", "Tick the box “They agreed” to go on"),
        (forms.CharField(), "What happened?", "Answer the question “What happened?”"),
    ],
)
def test_an_empty_field_is_asked_for_by_name(field: forms.Field, label: str, sentence: str) -> None:
    assert words_for(field, label)["required"] == sentence


def test_a_noun_of_ones_own_stands_in() -> None:
    assert words_for(forms.ChoiceField(), "Who came", "who came")["required"] == "Choose who came"


def test_a_per_cent_sign_in_a_label_does_not_break_the_message() -> None:
    words = words_for(forms.CharField(), "Share in %")["max_length"]
    assert words % {"limit_value": 3, "show_value": 4} == (
        "Share in per cent must be 3 characters or fewer. You have entered 4"
    )

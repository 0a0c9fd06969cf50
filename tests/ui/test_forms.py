"""Forms that refuse in words, notice a stale page, and make one row of two presses."""

import uuid
from typing import Any

import pytest
from django import forms
from django.db import models
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from coproduce.ui.forms import FilterForm, FreshForm, OnceForm, WordedForm

from .conftest import Note


class Everything(WordedForm, forms.Form):
    submit_text = "Save engagement"
    nouns = {"kind": "what kind of engagement it is"}

    title = forms.CharField(max_length=20)
    summary = forms.CharField(widget=forms.Textarea, max_length=10, required=False)
    kind = forms.ChoiceField(choices=[("a", "Workshop")])
    places = forms.IntegerField(required=False)
    code = forms.CharField(required=False, max_length=3, error_messages={"max_length": "Three letters"})


def errors_of(**data: str) -> dict[str, list[str]]:
    form = Everything({"title": "Garden day", "kind": "a", **data})
    return {name: [str(error) for error in errors] for name, errors in form.errors.items()}


def test_what_is_right_goes_through() -> None:
    assert errors_of(summary="One\nTwo", places="12") == {}


def test_empty_fields_are_named() -> None:
    assert errors_of(title="", kind="") == {
        "title": ["Enter a title"],
        "kind": ["Choose what kind of engagement it is"],
    }


def test_text_that_is_too_long_is_told_by_how_much() -> None:
    assert errors_of(title="x" * 25) == {
        "title": ["Title must be 20 characters or fewer. You have entered 25"]
    }


def test_line_ends_of_a_browser_count_once() -> None:
    assert errors_of(summary="1234\r\n6789\r\n") == {}


@pytest.mark.parametrize("sign", ["\0", "\x07", "\x1b", "\x85", "\ud800"])
def test_what_cannot_be_shown_or_stored_is_refused_once(sign: str) -> None:
    assert errors_of(title=f"a{sign}b") == {
        "title": ["Title contains characters that cannot be shown. Type it again without them"]
    }


@pytest.mark.parametrize("text", ["tab\tand\nline", "🏴󠁧󠁢󠁳󠁣󠁴󠁿 Gàidhlig", "👩‍👩‍👧"])
def test_tabs_gaelic_and_joined_signs_are_fine(text: str) -> None:
    assert errors_of(title=text) == {}


@given(st.text())
def test_whatever_passes_can_be_stored(text: str) -> None:
    form = Everything({"title": text, "kind": "a"})
    if form.is_valid():
        assert "\0" not in form.cleaned_data["title"].encode().decode()


@pytest.mark.parametrize("number", ["2147483648", "-2147483649", "9" * 5000])
def test_a_number_no_column_holds_is_refused(number: str) -> None:
    assert list(errors_of(places=number)) == ["places"]


def test_words_given_to_a_field_by_its_author_stay() -> None:
    assert errors_of(code="abcd") == {"code": ["Three letters"]}


def test_a_forged_choice_is_refused_without_repeating_it() -> None:
    assert errors_of(kind="<b>") == {"kind": ["Choose what kind of engagement it is from the list"]}


class Letter(models.Model):
    note = models.ForeignKey(Note, models.CASCADE)
    reply_to = models.ForeignKey(Note, models.CASCADE, blank=True, related_name="replies")
    way = models.CharField(choices=[("post", "By post"), ("van", "By van")])

    class Meta:
        app_label = "ui"

    def __str__(self) -> str:
        return self.way


class LetterForm(WordedForm, forms.ModelForm[Letter]):
    class Meta:
        model = Letter
        fields = ("note", "reply_to", "way")


class LetterFilter(FilterForm, forms.ModelForm[Letter]):
    class Meta:
        model = Letter
        fields = ("note", "way")


def first_entries(form: forms.BaseForm) -> list[str]:
    return [str(field[0].data["label"]) for field in form]


def test_a_list_begins_with_words_instead_of_dashes(note: Note) -> None:
    assert first_entries(LetterForm()) == ["Choose a note", "None", "Choose a way"]
    assert first_entries(LetterFilter()) == ["All", "All"]


def test_naming_the_blank_leaves_the_other_entries_alone() -> None:
    entries = [(option.data["value"], option.data["label"]) for option in LetterForm()["way"]]
    assert entries[1:] == [("post", "By post"), ("van", "By van")]


class Sharing(WordedForm, forms.Form):
    notes = forms.ModelMultipleChoiceField(Note.objects.all(), to_field_name="title")
    first = forms.ModelChoiceField(Note.objects.all(), to_field_name="title")


@pytest.mark.parametrize("key", ["\0", "Garden\0day", "nowhere", "9" * 5000])
def test_a_forged_key_is_refused_before_the_database_sees_it(note: Note, key: str) -> None:
    form = Sharing({"notes": [key], "first": key})
    assert form.errors["notes"] == ["Choose at least one note from the list"]
    assert form.errors["first"] == ["Choose the first from the list"]


def test_keys_of_the_list_are_taken(note: Note) -> None:
    assert Sharing({"notes": ["Garden day"], "first": "Garden day"}).is_valid()


class NoteForm(FreshForm, forms.ModelForm[Note]):
    class Meta:
        model = Note
        fields = ("title",)


def edit(note: Note, **typed: str) -> NoteForm:
    """The form as sent from a page that was made for this state of the note."""
    seen = NoteForm(instance=note)["seen_at"].value()
    row = Note.objects.get(pk=note.pk)
    return NoteForm({"seen_at": seen, "title": note.title, **typed}, instance=row)


def test_an_edit_of_a_fresh_page_is_saved(note: Note) -> None:
    assert edit(note, title="Garden week").save().title == "Garden week"


def test_an_edit_of_a_stale_page_is_refused_and_kept(note: Note) -> None:
    Note.objects.get(pk=note.pk).save()
    form = edit(note, title="Garden week")
    assert not form.is_valid()
    assert str(form.non_field_errors()[0]).startswith(
        "Someone else changed this note while you were editing it"
    )
    assert form["title"].value() == "Garden week"


def test_whoever_saves_again_after_the_warning_replaces_the_change(note: Note) -> None:
    Note.objects.get(pk=note.pk).save()
    form = edit(note, title="Garden week")
    assert not form.is_valid()
    again = {"seen_at": form["seen_at"].value(), "title": form["title"].value()}
    assert NoteForm(again, instance=Note.objects.get(pk=note.pk)).is_valid()


def test_pressing_save_twice_is_no_conflict(note: Note) -> None:
    first, second = edit(note, title="Garden week"), edit(note, title="Garden week")
    first.save()
    second = NoteForm(second.data, instance=Note.objects.get(pk=note.pk))
    assert second.is_valid()


@pytest.mark.parametrize("seen", ["", "yesterday", "\0", "2027-03-27T10:00:00+00:00"])
def test_a_forged_moment_counts_as_stale(note: Note, seen: str) -> None:
    assert not edit(note, title="Garden week", seen_at=seen).is_valid()


class NewNoteForm(OnceForm, forms.ModelForm[Note]):
    class Meta:
        model = Note
        fields = ("title",)


def press(title: str = "Tree day", submission: Any = None) -> dict[str, Any]:
    return {"title": title, "submission": submission or NewNoteForm()["submission"].value()}


def test_two_presses_make_one_row(note: Note) -> None:
    sent = press()
    made = NewNoteForm(sent).save()
    assert NewNoteForm(sent).already_saved() == made
    assert Note.objects.count() == 2


def test_a_second_press_that_raced_the_first_gets_its_row(note: Note) -> None:
    sent = press()
    slow = NewNoteForm({**sent, "title": "Tree day "})
    assert slow.is_valid()
    made = NewNoteForm(sent).save()
    assert slow.save() == made


def test_two_pages_make_two_rows(note: Note) -> None:
    assert NewNoteForm(press("One")).save() != NewNoteForm(press("Two")).save()


def test_another_breach_of_the_database_is_not_hidden(note: Note) -> None:
    taken = NewNoteForm(press("Tree day"))
    assert taken.is_valid()
    Note.objects.create(title="Tree day")
    with pytest.raises(Exception, match="title"):
        taken.save()


@pytest.mark.parametrize("key", ["", "nonsense", "\0", "x" * 5000])
def test_a_forged_submission_finds_nothing(note: Note, key: str) -> None:
    assert NewNoteForm({"title": "Tree day", "submission": key}).already_saved() is None


def test_a_new_form_has_saved_nothing_yet(note: Note) -> None:
    assert NewNoteForm().already_saved() is None
    assert uuid.UUID(str(NewNoteForm()["submission"].value()))


class NoteFilter(FilterForm, forms.Form):
    q = forms.CharField(label="Words")

    def narrow(self, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        words = self.cleaned_data.get("q")
        return queryset.filter(title__icontains=words) if words else queryset


@pytest.mark.parametrize(("query", "found"), [("q=garden", 1), ("q=tree", 0), ("", 1), ("q=%00", 1)])
def test_a_filter_narrows_by_what_it_understood(note: Note, query: str, found: int) -> None:
    form = NoteFilter(QueryDict(query))
    form.is_valid()
    assert form.narrow(Note.objects.all()).count() == found


def test_nothing_in_a_filter_is_required() -> None:
    assert NoteFilter({}).is_valid()
    assert FilterForm.narrow(NoteFilter({}), Note.objects.none()).query.is_empty()

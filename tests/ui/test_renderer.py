"""One field template for crispy and for Django's own rendering: labels, hints, errors, what ties them."""

from collections.abc import Callable
from typing import Any

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms

from coproduce.ui.fields import DateField
from coproduce.ui.forms import FilterForm, WordedForm

from .conftest import Page

Read = Callable[[Any], Page]
Show = Callable[..., str]
CHOICES = [("Care", [("a", "At home"), ("b", "In hospital")]), ("c", "Housing")]


class Form(WordedForm, forms.Form):
    submit_text = "Save engagement"

    title = forms.CharField(max_length=20, help_text="What people will call it")
    summary = forms.CharField(widget=forms.Textarea, max_length=200)
    starts = DateField(label="Date it starts", help_text="Shetland time is the same")
    kind = forms.ChoiceField(choices=[("a", "Workshop")])
    themes = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, choices=CHOICES)
    stage = forms.ChoiceField(widget=forms.RadioSelect, choices=[("d", "Draft"), ("f", "Final")])
    told = forms.BooleanField(label="They were told")
    agenda = forms.FileField(required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)


class PlainForm(forms.Form):
    """As a library would write it."""

    title = forms.CharField(help_text="What people will call it")
    secret = forms.CharField(widget=forms.HiddenInput)


@pytest.fixture
def refused(show: Show, read: Read) -> Page:
    return read(
        show("{% crispy form %}", form=Form({"title": "x" * 30, "starts_day": "27", "themes": ["b"]}))
    )


@pytest.fixture
def fresh(show: Show, read: Read) -> Page:
    return read(show("{% crispy form %}", form=Form()))


def test_every_control_has_a_label(fresh: Page) -> None:
    labelled = {label["for"] for label in fresh.all("label")}
    shown = [tag for tag, attrs in fresh.tags if attrs.get("type") == "hidden"]
    controls = fresh.all("input") + fresh.all("select") + fresh.all("textarea")
    assert shown
    assert {control["id"] for control in controls if control.get("type") != "hidden"} == labelled


def test_groups_have_a_legend(fresh: Page) -> None:
    assert [legend["text"] for legend in fresh.all("legend")] == ["Date it starts", "Themes", "Stage"]


def test_what_is_optional_says_so(fresh: Page) -> None:
    optional = [label["text"] for label in fresh.all("label") if "(optional)" in label["text"]]
    assert optional == ["Agenda (optional)"]


def test_nothing_typed_is_cut_off_by_the_browser(fresh: Page) -> None:
    assert not [attrs for _, attrs in fresh.tags if "maxlength" in attrs or "required" in attrs]
    assert fresh.one("div", data_module="ds-character-count")["data-maxlength"] == "200"


def test_hint_and_error_are_tied_to_the_control(refused: Page) -> None:
    title = refused.one("input", name="title")
    assert title["aria-describedby"] == "id_title_helptext id_title_error"
    assert title["aria-invalid"] == "true"
    assert refused.one("p", id="id_title_error")["text"].startswith("Error: Title must be 20 characters")


def test_hint_and_error_of_a_group_are_tied_to_the_group(refused: Page) -> None:
    described = [fieldset.get("aria-describedby") for fieldset in refused.all("fieldset")]
    assert described == ["id_starts_helptext id_starts_error", None, "id_stage_error"]


def test_what_was_typed_is_kept(refused: Page) -> None:
    assert refused.one("input", name="title")["value"] == "x" * 30
    assert refused.one("input", name="starts_day")["value"] == "27"
    assert "checked" in refused.one("input", value="b")


def test_the_summary_leads_to_each_field_that_is_wrong(refused: Page) -> None:
    links = {link["href"]: link["text"] for link in refused.all("a")}
    assert links["#id_starts_0"] == "Date it starts must include a month and a year"
    assert links["#id_stage_0"] == "Choose a stage"
    assert links["#id_kind"] == "Choose a kind"
    assert {href[1:] for href in links} <= {attrs.get("id") for _, attrs in refused.tags}


def test_the_summary_is_announced_and_takes_the_focus(refused: Page) -> None:
    summary = refused.one("div", id="error-summary")
    assert (summary["role"], summary["tabindex"]) == ("alert", "-1")


def test_the_summary_leads_to_the_first_choice_of_a_group(show: Show, read: Read) -> None:
    page = read(show("{% crispy form %}", form=Form({})))
    assert page.one("a", href="#id_themes_0_0")["text"] == "Choose at least one theme"
    assert page.one("input", id="id_themes_0_0")["value"] == "a"


def test_a_form_without_errors_has_no_summary(fresh: Page) -> None:
    assert not fresh.all("div", id="error-summary")


def test_errors_of_hidden_fields_are_told_in_the_summary(show: Show, read: Read) -> None:
    page = read(show("{% crispy form %}", form=Form({"key": "\0"})))
    assert (
        "Key contains characters that cannot be shown"
        in page.one("ul", class_="ds_error-summary__list")["text"]
    )


def test_choices_keep_their_groups(fresh: Page) -> None:
    assert fresh.one("p", class_="co_option-group")["text"] == "Care"
    assert [box["value"] for box in fresh.all("input", class_="ds_checkbox__input", name="themes")] == [
        "a",
        "b",
        "c",
    ]


def test_the_button_says_what_it_does_and_guards_against_a_second_press(fresh: Page) -> None:
    button = fresh.one("button")
    assert (button["text"], button["data-prevent-double-click"]) == ("Save engagement", "true")
    assert "name" not in button


def test_a_form_with_files_can_carry_them(fresh: Page) -> None:
    form = fresh.one("form")
    assert (form["method"], form["enctype"]) == ("post", "multipart/form-data")


def test_hostile_input_comes_back_as_words(show: Show, read: Read) -> None:
    attack = '"><script>alert(1)</script>'
    page = read(
        show("{% crispy form %}", form=Form({"title": attack, "summary": attack, "starts_day": attack}))
    )
    assert not page.all("script")
    assert page.one("input", name="title")["value"] == attack


def test_a_plain_form_is_rendered_with_the_same_field(read: Read) -> None:
    page = read(PlainForm({"title": ""}))
    assert page.one("input", name="title")["class"] == "ds_input ds_input--error"
    assert page.one("label")["for"] == "id_title"
    assert page.one("input", name="secret")["type"] == "hidden"
    assert page.one("a")["href"] == "#id_title"


def test_a_filter_form_is_sent_by_get_without_a_token(show: Show, read: Read) -> None:
    class Filter(FilterForm, forms.Form):
        q = forms.CharField(label="Words")

    page = read(show("{% crispy form %}", form=Filter(), csrf_token="secret"))
    assert page.one("form")["method"] == "get"
    assert page.one("button")["text"] == "Search"
    assert not page.all("input", type="hidden")
    assert "(optional)" not in page.one("label")["text"]


class LaidOut(WordedForm, forms.Form):
    title = forms.CharField()
    place = forms.CharField()
    key = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.layout = Layout(Fieldset("Where", "place", css_id="where"), Div("title", css_class="wide"))
        return helper


def test_a_layout_orders_and_groups_fields_and_keeps_hidden_ones(show: Show, read: Read) -> None:
    page = read(show("{% crispy form %}", form=LaidOut({})))
    assert [field["name"] for field in page.all("input")] == ["place", "title", "key"]
    assert page.one("legend")["text"] == "Where"
    assert page.one("fieldset")["id"] == "where"
    assert page.one("div", class_="wide")
    assert page.one("div", id="error-summary")


def test_many_forms_at_once_carry_their_bookkeeping(show: Show, read: Read) -> None:
    rows = forms.formset_factory(PlainForm, extra=2)()
    page = read(show("{{ rows|crispy }}", rows=rows))
    assert page.one("input", name="form-TOTAL_FORMS")["value"] == "2"
    assert len(page.all("input", class_="ds_input")) == 2

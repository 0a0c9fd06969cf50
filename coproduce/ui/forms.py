"""Forms that refuse in words, keep what was typed, and notice a stale page or a button pressed twice."""

import datetime as dt
import unicodedata
import uuid
from functools import partial
from typing import Any, ClassVar, TypeVar, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import IntegrityError, models, transaction
from django.db.models.fields import BLANK_CHOICE_DASH
from django.http import QueryDict
from django.utils.choices import BlankChoiceIterator
from django.utils.formats import date_format
from django.utils.timezone import localtime

from .fields import Paragraphs
from .wording import unprintable, words_for

M = TypeVar("M", bound=models.Model)
#: What a PostgreSQL integer column holds.
SMALLEST, LARGEST = -(2**31), 2**31 - 1


class WordedForm(forms.BaseForm):
    """First base of every form: errors name the field and say what to do; `{% crispy form %}` renders it.

    `nouns` names fields whose label makes no good noun, e.g. `{"themes": "at least one theme"}`.
    """

    submit_text: str = "Save"
    nouns: ClassVar[dict[str, str]] = {}
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.word(self.fields)

    def add_fields(self, fields: dict[str, forms.Field]) -> None:
        """Fields that depend on a row; they are worded like those that the class declares."""
        self.fields.update(fields)
        self.word(fields)

    def word(self, fields: dict[str, forms.Field]) -> None:
        for name, field in fields.items():
            label = str(self[name].label)
            worded = words_for(field, label, self.nouns.get(name, ""))
            field.error_messages = {**field.error_messages, **worded, **own_words(field)}
            refuse_unstorable(field, label)
            name_the_blank(field, self.blank_words(field))

    def add_error(self, field: str | None, error: Any) -> None:
        """As Django does, but a NUL in a forged choice is told in our words too."""
        if field and getattr(error, "code", "") == "null_characters_not_allowed":
            error = self.fields[field].error_messages["null_characters_not_allowed"]
        super().add_error(field, error)

    def blank_words(self, field: forms.Field) -> str:
        """What the first entry of a list says while nothing is chosen."""
        return str(field.error_messages["required"]) if field.required else "None"

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.attrs = {"novalidate": True}
        helper.form_class = "co_form"
        helper.render_hidden_fields = True
        helper.add_input(Submit("", self.submit_text))
        return helper


def own_words(field: forms.Field) -> dict[str, Any]:
    """Messages that the form's author gave this field, beside those every field of its kind has."""
    general: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        general |= getattr(kind, "default_error_messages", {})
    return {code: words for code, words in field.error_messages.items() if words != general.get(code)}


def refuse_unstorable(field: forms.Field, label: str) -> None:
    """Refuse what PostgreSQL could not store, and let a text area count lines as people do."""
    if isinstance(field, forms.CharField):
        field.validators.append(partial(refuse_unprintable, label))
    if type(field) is forms.IntegerField and field.max_value is None:
        field.validators += [MinValueValidator(SMALLEST), MaxValueValidator(LARGEST)]
    if type(field.widget) is forms.Textarea:
        field.widget = Paragraphs(attrs=field.widget.attrs)


def name_the_blank(field: forms.Field, words: str) -> None:
    """A list that would begin with a row of dashes begins with words."""
    dashes = BLANK_CHOICE_DASH[0][1]
    if isinstance(field, forms.ModelChoiceField):
        field.empty_label = words if field.empty_label == dashes else field.empty_label
    elif isinstance(field, forms.ChoiceField) and isinstance(field.choices, BlankChoiceIterator):
        field.choices = [(value, words if text == dashes else text) for value, text in field.choices]


def refuse_unprintable(label: str, value: str) -> None:
    """Control characters and halves of characters; tabs and line ends are fine, Django itself refuses NUL."""
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in set(value) - set("\t\n\r\0")):
        raise ValidationError(unprintable(label.rstrip("?")), code="unprintable")


class FreshForm(WordedForm):
    """For edits: refused when someone else has saved the row since this person's page was made.

    The model has `changed_at = DateTimeField(auto_now=True)`; the view locks the row before the form.
    Whoever saves once more after the warning has decided to replace the other's changes.
    """

    instance: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = forms.CharField(widget=forms.HiddenInput, required=False, initial=self.version())
        self.fields["seen_at"] = field

    def version(self) -> str:
        return self.stamp(self.instance.changed_at)

    def stamp(self, moment: dt.datetime) -> str:
        """In words that sort as moments do."""
        return moment.astimezone(dt.UTC).isoformat(timespec="microseconds")

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.is_stale():
            self.add_error(None, ValidationError(self.stale_words(), code="stale"))
            self.note_current_version()
        return cleaned

    def note_current_version(self) -> None:
        """The form that goes back to the person has now seen the other's changes announced."""
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix("seen_at")] = self.version()
        self.data = data

    def is_stale(self) -> bool:
        """Not when the row already says what this form says: then the same button was pressed twice."""
        seen = self.cleaned_data.get("seen_at")
        return seen != self.version() and bool(set(self.changed_data) - {"seen_at"})

    def stale_words(self) -> str:
        moment = localtime(self.instance.changed_at)
        kind = self.instance._meta.verbose_name  # noqa: SLF001  Django documents it
        when = f"{date_format(moment, 'j F Y')} at {moment:%H:%M}"
        return (
            f"Someone else changed this {kind} while you were editing it, on {when}. Nothing has been saved "
            "and what you typed is still here. Look at their changes in another tab, then save again if "
            "yours should take their place."
        )


class OnceForm(WordedForm):
    """For creation: pressing the button twice makes one row.

    The model has `submission = UUIDField(unique=True, default=uuid4, editable=False)`. The view asks
    `already_saved()` before it validates and goes on to the row that the first press made.
    """

    instance: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["submission"] = forms.UUIDField(
            widget=forms.HiddenInput,
            required=False,
            initial=uuid.uuid4,
            error_messages={"invalid": "This page was incomplete. Copy what you typed and open it again"},
        )

    def already_saved(self) -> Any | None:
        """The row that an earlier press of the same button made, if there is one."""
        key = self.submission_key()
        return type(self.instance).objects.filter(submission=key).first() if key else None

    def submission_key(self) -> uuid.UUID | None:
        try:
            return self.fields["submission"].clean(self["submission"].data) if self.is_bound else None
        except ValidationError:
            return None

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002  Django's own signature
        """The new row, or the one that the same press made a moment ago in another process."""
        self.instance.submission = self.submission_key() or uuid.uuid4()
        try:
            with transaction.atomic():
                return super().save(commit)  # type: ignore[misc]
        except IntegrityError:
            earlier = self.already_saved()
            if earlier is None:
                raise
            return earlier


class FilterForm(WordedForm):
    """A search form above a list, sent by GET; nothing in it is required.

    Each app writes `narrow`; after `is_valid()`, `cleaned_data` holds whatever could be understood.
    """

    submit_text = "Search"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False

    def blank_words(self, field: forms.Field) -> str:
        return "All"

    def narrow(self, queryset: models.QuerySet[M]) -> models.QuerySet[M]:
        """The rows that fit what was asked; a form without fields narrows nothing."""
        return queryset

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.form_method = "get"
        helper.disable_csrf = True
        helper.form_class = "co_form co_form--filter"
        return helper

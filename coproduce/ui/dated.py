"""Pages that also answer "as it was on": the day asked for by `?on=`; and forms of what has happened."""

import datetime as dt
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.views.generic.base import ContextMixin, View
from django.views.generic.edit import FormMixin

from .fields import YEARS
from .forms import FilterForm

FORMS_OF_A_DAY = ("%Y-%m-%d", "%d/%m/%Y", "%d %m %Y", "%d %B %Y", "%d %b %Y")


class OnDayForm(FilterForm, forms.Form):
    submit_text = "Show"

    on = forms.DateField(
        label="As it was on",
        input_formats=FORMS_OF_A_DAY,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "ds_input--fixed-10"}),
        help_text="A day, like 1/9/2026. Empty: today",
        error_messages={"invalid": "Enter a real date, like 1/9/2026"},
    )

    def clean_on(self) -> dt.date | None:
        on: dt.date | None = self.cleaned_data["on"]
        if on and on.year not in YEARS:
            words = f"The year must be four figures between {YEARS.start} and {YEARS.stop - 1}"
            raise forms.ValidationError(words)
        return on


class OnDay(ContextMixin, View):
    """Beside a page's own base: `self.on` is the day; templates include `components/_on_day.html`.

    A day that cannot be understood is told in words, and the page shows today.
    """

    @cached_property
    def today(self) -> dt.date:
        return timezone.localdate()

    @cached_property
    def on_day_form(self) -> OnDayForm:
        form = OnDayForm(self.request.GET)
        form.is_valid()
        return form

    @cached_property
    def on(self) -> dt.date:
        asked: dt.date | None = self.on_day_form.cleaned_data.get("on")
        return asked or self.today

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"on": self.on, "today": self.today, "on_day_form": self.on_day_form}
        return super().get_context_data(**told, **kwargs)


class HasHappened(forms.BaseForm):
    """`happened` names the field of the day, which is `today` or earlier."""

    happened: ClassVar[str]

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        day = self.cleaned_data.get(self.happened)
        if day and day > self.today:
            label = str(self.fields[self.happened].label)
            self.add_error(self.happened, f"The {label[:1].lower()}{label[1:]} must be today or earlier")
        return cleaned


class UntilToday(FormMixin[Any]):
    """Beside a page's own base: its form is told the last day on which something can have happened."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "today": timezone.localdate()}

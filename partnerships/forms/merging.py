"""Choosing the other entry, and of each field that differs whose value stays."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from coproduce.ui.forms import FilterForm, WordedForm
from partnerships.merging import Preview
from partnerships.models.organisations import OrganisationQuerySet

from .searches import WordsFilter

OPTIONS = {"kept": "Keep: {}", "merged": "Take over: {}", "both": "Both together"}
NOTHING = "nothing"


class OtherEntryFilter(WordsFilter):
    q = forms.CharField(
        label="Search for the other entry", max_length=200, help_text="Words from its name, or a council area"
    )

    def narrow(self, queryset: OrganisationQuerySet) -> OrganisationQuerySet:  # type: ignore[override]
        return queryset.matching(self.words) if self.words else queryset.none()


class WithForm(FilterForm, forms.Form):
    """Which other entry the address names."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["with"] = forms.SlugField(max_length=100, required=False)

    @property
    def slug(self) -> str:
        return str(self.cleaned_data.get("with", "")) if self.is_valid() else ""


class MergeForm(WordedForm, forms.Form):
    """A question for each field in which the two differ; refused when one of them has changed meanwhile."""

    submit_text = "Merge these entries"

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, preview: Preview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.preview = preview
        self.fields["seen"].initial = preview.version
        for field in preview.differing:
            told = {"kept": field.kept or NOTHING, "merged": field.merged or NOTHING, "both": ""}
            words = [(option, OPTIONS[option].format(told[option])) for option in field.options]
            self.fields[field.name] = forms.ChoiceField(
                label=field.label, choices=words, initial=field.suggested, widget=forms.RadioSelect
            )
            missing = {"required": f"Choose what stays: {field.label.lower()}"}
            self.fields[field.name].error_messages.update(missing)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.cleaned_data.get("seen") != self.preview.version:
            self.data = {**self.data.dict(), "seen": self.preview.version}  # type: ignore[attr-defined]
            words = "One of the entries has been changed since this page was opened. Look at both again"
            raise ValidationError(f"{words}, then merge them if they are still the same organisation.")
        return cleaned

    @property
    def choices(self) -> dict[str, str]:
        return {field.name: self.cleaned_data[field.name] for field in self.preview.differing}

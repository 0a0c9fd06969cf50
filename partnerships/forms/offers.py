"""What several forms ask in the same way: which partnership, and a web address."""

from typing import Any
from urllib.parse import urlsplit

from django import forms

from coproduce.accounts.models import User
from partnerships.models import Partnership


class WebAddressField(forms.URLField):
    """A link people can paste as they have it; `https` is understood where none is named."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"assume_scheme": "https", "max_length": 1000, **kwargs})
        self.validators.append(opens_in_a_browser)


def opens_in_a_browser(address: str) -> None:
    if urlsplit(address).scheme not in {"http", "https"}:
        raise forms.ValidationError("Enter a web address, like https://example.org")


def offer_partnerships(form: forms.ModelForm[Any], user: User) -> None:
    """Only those the person works for as an officer; the one and only is chosen already."""
    field = form.fields["partnership"]
    mine = Partnership.objects.of_officer(user)
    field.queryset = mine  # type: ignore[attr-defined]
    if len(mine) == 1:
        field.empty_label = None  # type: ignore[attr-defined]
        form.initial["partnership"] = mine[0].pk

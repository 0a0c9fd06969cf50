"""Forms of an organisation's entry: corrected by its lead, claimed by who works there, its parts."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from coproduce.ui.fields import DateField
from coproduce.ui.forms import FreshForm, OnceForm
from partnerships import correcting
from partnerships.models import Identifier, Organisation, PartnershipPart, Scheme
from partnerships.models.ties import FORMS, is_formed, tidied

from .bodies import ActedForm, SinceField, UntilField
from .offers import WebAddressField

LONGEST_NAME = 200
MOST_LINES = 50


class OrganisationEditForm(FreshForm, ActedForm, forms.ModelForm[Organisation]):
    """Other names and numbers stand one to a line, so that adding and removing one needs no script."""

    submit_text = "Save the entry"

    website = WebAddressField(label="Website", max_length=200, required=False)
    other_names = forms.CharField(
        label="Other names",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One to a line: a short name, a former name, the Gaelic name",
    )

    class Meta:
        model = Organisation
        fields: ClassVar[list[str]] = [
            *("name", "name_confirmed", "kind", "website", "website_confirmed", "council_areas", "note"),
        ]
        labels = {
            "name_confirmed": "This is the present name",
            "website_confirmed": "This is the present website",
            "council_areas": "Areas it serves",
            "note": "What people should know",
        }
        help_texts = {
            "council_areas": "None means all of Scotland",
            "note": "Everyone can read this. Do not name anyone",
        }
        widgets = {"council_areas": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken: list[Identifier] = []
        self.initial["other_names"] = "\n".join(row.name for row in self.instance.other_names.all())
        numbers = list(self.instance.identifiers.all())
        self.add_fields({scheme.value: numbers_field(scheme) for scheme in Scheme})
        for scheme in Scheme:
            self.initial[scheme.value] = "\n".join(row.value for row in numbers if row.scheme == scheme)
        self.order_fields([*(name for name in self.fields if name != "note"), "note"])

    def clean_other_names(self) -> list[str]:
        """Each once, whatever the capitals."""
        names = {name.lower(): name for name in reversed(lines(self.cleaned_data["other_names"]))}
        for name in names.values():
            if len(name) > LONGEST_NAME:
                raise ValidationError(
                    f"Other names must be {LONGEST_NAME} characters or fewer. “{name[:30]}…” has {len(name)}"
                )
        return list(reversed(names.values()))

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for scheme in Scheme:
            if scheme.value in self.cleaned_data:
                self.check_numbers(scheme)
        return cleaned

    def check_numbers(self, scheme: Scheme) -> None:
        try:
            numbers = dict.fromkeys(tidied(line) for line in lines(self.cleaned_data[scheme.value]))
        except ValidationError as error:
            self.add_error(scheme.value, error)
            return
        taken = list(Identifier.objects.of_others(self.instance, scheme, numbers))
        self.taken += taken
        told = [
            f"“{one}” is not such a number. Enter {FORMS[scheme][1]}"
            for one in numbers
            if not is_formed(scheme, one)
        ]
        told += [f"{row.value} is the number of {row.organisation} already" for row in taken]
        self.cleaned_data[scheme.value] = list(numbers)
        if told:
            self.add_error(scheme.value, told)

    def save(self, commit: bool = True) -> Organisation:  # noqa: FBT001, FBT002  Django's own signature
        organisation: Organisation = self.instance
        typed = self.cleaned_data
        correcting.correct(
            organisation,
            council_areas=typed["council_areas"],
            other_names=typed["other_names"],
            numbers={scheme.value: typed[scheme.value] for scheme in Scheme},
            by=self.by,
        )
        return organisation


def numbers_field(scheme: Scheme) -> forms.CharField:
    told = FORMS[scheme][1]
    return forms.CharField(
        label=scheme.label,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=f"{told[:1].upper()}{told[1:]}. If it has several, one to a line",
    )


def lines(text: str) -> list[str]:
    """What stands on the lines, without empty ones and with one space between words."""
    found = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if len(found) > MOST_LINES:
        raise ValidationError(f"Enter {MOST_LINES} lines or fewer. You have entered {len(found)}")
    return found


class ClaimForm(ActedForm, forms.Form):
    submit_text = "Ask to be let in"

    statement = forms.CharField(
        label="What you do there",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="In your own words, so that whoever decides can tell that it is you",
    )


class ClaimRefuseForm(ActedForm, forms.Form):
    submit_text = "Refuse the claim"

    reason = forms.CharField(
        label="Reason",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The person who asked will read it. It is kept",
    )


class PartCreateForm(ActedForm, OnceForm, forms.ModelForm[PartnershipPart]):
    submit_text = "Add it"

    since = SinceField()
    until = UntilField()
    organisation = forms.ModelChoiceField(Organisation.objects.standing(), label="Organisation")

    class Meta:
        model = PartnershipPart
        fields: ClassVar[list[str]] = ["organisation", "part", "detail", "since", "until"]
        labels = {"part": "What it does in the partnership", "detail": "More about it"}
        help_texts = {"detail": "Everyone can read this. Do not name anyone"}

    nouns: ClassVar[dict[str, str]] = {"part": "what it does in the partnership"}

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        self.check_days()
        return cleaned

    def _post_clean(self) -> None:
        """Once the row is filled in it can be held against those that are there."""
        super()._post_clean()  # type: ignore[misc]
        if not self.errors and self.is_there_already():
            self.add_error("part", "The organisation has this part on some of these days already")

    def is_there_already(self) -> bool:
        same = PartnershipPart.objects.same_as(self.instance)
        return any(self.instance.overlaps(row) for row in same)


class PartEndForm(ActedForm, forms.Form):
    submit_text = "End it"

    until = DateField(label="First day on which it no longer applies")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = self.today

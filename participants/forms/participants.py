"""Forms about who takes part: each field says who will see what is typed into it."""

import datetime as dt
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.validators import RegexValidator

from coproduce.accounts.models import User
from coproduce.ui.fields import DateField
from coproduce.ui.forms import FilterForm, FreshForm, OnceForm, WordedForm
from participants import register
from participants.models import Participant
from participants.models.participants import ParticipantQuerySet
from partnerships.forms.offers import offer_partnerships
from partnerships.models import Organisation, StatutoryGroup

BEHIND_THE_DOOR = "Officers and leads of your partnership see this one person at a time, and must say why."
BESIDE_THE_REFERENCE = "Your whole team and national auditors see this beside the reference, without a name."
REASON_HELP = "The person may ask who looked and why, and your lead can see it. Name nobody here"
DETAILS = tuple(register.Details.__dataclass_fields__)
PHONE = RegexValidator(
    r"^\+?[0-9 ()\-]{6,}( ?(ext|x)\.? ?[0-9]+)?$",
    "Enter a phone number, like 01632 960001",
    code="phone",
)


class ParticipantFilter(FilterForm, forms.Form):
    """By what a list may know: never by a name."""

    q = forms.CharField(
        label="Reference or organisation", max_length=100, help_text="Like P-0042, or words of a name"
    )
    group = forms.ModelChoiceField(
        StatutoryGroup.objects.consultees(),
        label="Can speak for",
        to_field_name="code",
        empty_label="Every group",
    )
    taking_part = forms.ChoiceField(
        label="Taking part", choices=[("", "Now"), ("ended", "No longer"), ("all", "Now or before")]
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def narrow(self, queryset: ParticipantQuerySet) -> ParticipantQuerySet:  # type: ignore[override]
        asked = self.cleaned_data
        rows = queryset.matching(asked["q"]) if asked.get("q") else queryset
        rows = rows.speaking_for(asked["group"]) if asked.get("group") else rows
        match asked.get("taking_part"):
            case "ended":
                return rows.ended(self.today)
            case "all":
                return rows
            case _:
                return rows.current(self.today)


class ReasonForm(WordedForm, forms.Form):
    submit_text = "Show name and contact details"

    reason = forms.CharField(
        label="Why do you need to know who this is?", min_length=5, max_length=300, help_text=REASON_HELP
    )


class FindForm(WordedForm, forms.Form):
    submit_text = "Search"

    words = forms.CharField(
        label="Name, email address or phone number",
        min_length=3,
        max_length=100,
        help_text="Part of it is enough. You will see references, not names",
    )
    reason = forms.CharField(
        label="Why are you looking for this person?", min_length=5, max_length=300, help_text=REASON_HELP
    )


class DetailsFields(forms.Form):
    """Who someone is and how to reach them; email is one way of several."""

    name = forms.CharField(label="Name", max_length=200, help_text=BEHIND_THE_DOOR)
    address_as = forms.CharField(
        label="How to address them",
        max_length=100,
        required=False,
        help_text=f"If not by their name, such as “Mrs Example”. {BEHIND_THE_DOOR}",
    )
    email = forms.EmailField(
        label="Email address",
        required=False,
        help_text=f"Leave empty for people without email: you will see them on a list of people to call or "
        f"write to. {BEHIND_THE_DOOR}",
    )
    phone = forms.CharField(
        label="Phone number",
        max_length=40,
        required=False,
        validators=[PHONE],
        help_text=BEHIND_THE_DOOR,
    )
    postal_address = forms.CharField(
        label="Postal address",
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=BEHIND_THE_DOOR,
    )
    preferred_format = forms.ChoiceField(
        label="How they like their papers",
        choices=register.FORMATS,
        initial=register.STANDARD_FORMAT,
        help_text=BEHIND_THE_DOOR,
    )
    preferred_language = forms.CharField(
        label="Language they like",
        max_length=60,
        required=False,
        help_text=f"If not English. {BEHIND_THE_DOOR}",
    )
    preferred_way = forms.ChoiceField(
        label="How they like to be reached",
        choices=register.WAYS,
        required=False,
        help_text="Those who would rather not have email are on the list of people to call or write to. "
        f"{BEHIND_THE_DOOR}",
    )
    helper_name = forms.CharField(
        label="Someone who helps them to stay in touch",
        max_length=200,
        required=False,
        help_text=f"Only if both of them want this. {BEHIND_THE_DOOR}",
    )
    helper_phone = forms.CharField(
        label="Phone number of that person",
        max_length=40,
        required=False,
        validators=[PHONE],
        help_text=BEHIND_THE_DOOR,
    )

    @property
    def details(self) -> register.Details:
        return register.Details(**{name: self.cleaned_data[name] for name in DETAILS})

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        ways = ("email", "phone", "postal_address", "helper_phone", "organisation")
        if not any(cleaned.get(way) or way in self.errors for way in ways):
            self.add_error(
                "phone", "Enter a phone number, an email or postal address, or an organisation to reach them"
            )
        through_helper = cleaned.get("preferred_way") == "helper" and "helper_phone" not in self.errors
        if through_helper and not cleaned.get("helper_phone"):
            self.add_error("helper_phone", "Enter the phone number of the person who helps them")
        return cleaned


class EnrolForm(OnceForm, DetailsFields, forms.ModelForm[Participant]):
    submit_text = "Enrol"
    nouns: ClassVar[dict[str, str]] = {"groups": "groups"}

    groups = forms.ModelMultipleChoiceField(
        StatutoryGroup.objects.consultees(),
        label="Groups they can speak for",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=f"As they say themselves; several, or none yet. {BESIDE_THE_REFERENCE}",
    )

    own_wish = forms.CharField(
        label="They want to take part again: how do you know?",
        max_length=500,
        required=False,
        help_text=f"What they said, and when. They can read it. {BEHIND_THE_DOOR}",
    )

    class Meta:
        model = Participant
        fields: ClassVar[list[str]] = ["partnership", "groups", "organisation"]
        help_texts = {"partnership": BESIDE_THE_REFERENCE, "organisation": BESIDE_THE_REFERENCE}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        offer_partnerships(self, user)
        offer_organisations(self)

    def save(self, commit: bool = True) -> Participant:  # noqa: FBT001, FBT002  Django's own signature
        return register.enrol(
            self.cleaned_data["partnership"],
            self.details,
            by=self.user,
            groups=self.cleaned_data["groups"],
            organisation=self.cleaned_data["organisation"],
            submission=self.submission_key(),
            own_wish=self.cleaned_data["own_wish"],
        )

    @property
    def helper(self) -> FormHelper:
        """Whether they were forgotten is asked about only when they were."""
        helper = super().helper
        before = [Fieldset("They asked to be forgotten before", "own_wish")]
        helper.layout = Layout(
            Fieldset("Who they are", "name", "address_as"),
            Fieldset("How to reach them", *DETAILS[2:]),
            Fieldset("What your whole team sees", "partnership", "groups", "organisation"),
            *(before if "own_wish" in self.errors or self["own_wish"].value() else []),
        )
        return helper


class CorrectForm(WordedForm, DetailsFields):
    submit_text = "Save these details"

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, action: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action = action

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.form_action = self.action
        return helper


class ParticipantEditForm(FreshForm, forms.ModelForm[Participant]):
    """What is not behind the door: groups, organisation and how long."""

    submit_text = "Save"

    groups = forms.ModelMultipleChoiceField(
        StatutoryGroup.objects.consultees(),
        label="Groups they can speak for",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=f"As they say themselves. What they said at earlier engagements stays as it was. "
        f"{BESIDE_THE_REFERENCE}",
    )
    until = DateField(
        label="First day on which they no longer take part",
        required=False,
        help_text="Leave empty while they take part. From that day on nothing is sent to them",
    )

    class Meta:
        model = Participant
        fields: ClassVar[list[str]] = ["groups", "organisation", "until"]
        help_texts = {"organisation": BESIDE_THE_REFERENCE}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_organisations(self)

    def clean_until(self) -> dt.date | None:
        until: dt.date | None = self.cleaned_data["until"]
        if until is not None and until < self.instance.since:
            raise forms.ValidationError("They cannot stop before they started", code="early")
        return until


def offer_organisations(form: forms.ModelForm[Any]) -> None:
    field = form.fields["organisation"]
    field.queryset = Organisation.objects.standing()  # type: ignore[attr-defined]
    field.empty_label = "None: they come as themselves"  # type: ignore[attr-defined]

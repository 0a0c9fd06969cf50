"""Forms of localities, bodies, seats and tenures: what the activity modules refuse is told on them."""

import datetime as dt
from typing import Any, ClassVar

from django import forms

from coproduce.accounts.models import User
from coproduce.ui.fields import DateField
from coproduce.ui.forms import FreshForm, OnceForm, WordedForm
from partnerships import seating
from partnerships.models import (
    Body,
    BodyKind,
    Locality,
    Organisation,
    Partnership,
    Seat,
    StatutoryGroup,
    Tenure,
)
from partnerships.models.bodies import CLEAR_DAYS

from .offers import WebAddressField

EMPTY_SINCE = "Leave empty if it was there before our records"
EMPTY_UNTIL = "The first day on which it no longer applies. Leave empty while no end is known"


class ActedForm(WordedForm):
    """Knows who saves it and on which day."""

    def __init__(self, *args: Any, by: User, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.today = by, today

    def check_days(self) -> None:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until <= since:
            self.add_error("until", "The day it ends must be after the first day")


class SinceField(DateField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": "First day", "required": False, "help_text": EMPTY_SINCE, **kwargs})


class UntilField(DateField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": "Day it ends", "required": False, "help_text": EMPTY_UNTIL, **kwargs})


class LocalityForm(ActedForm, forms.ModelForm[Locality]):
    since, until = SinceField(), UntilField()

    class Meta:
        model = Locality
        fields: ClassVar[list[str]] = ["name", "gaelic_name", "description", "since", "until"]
        help_texts = {"description": "Towns, villages or wards. Everyone can read this"}

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        self.check_days()
        name, ends = self.cleaned_data.get("name"), self.cleaned_data.get("until")
        same = Locality.objects.of_partnership(self.instance.partnership).open_and_named(name or "")
        if name and not ends and same.exclude(pk=self.instance.pk).exists():
            self.add_error("name", "There is a locality of this name already")
        return cleaned


class LocalityCreateForm(OnceForm, LocalityForm):
    submit_text = "Add locality"


class LocalityEditForm(FreshForm, LocalityForm):
    submit_text = "Save locality"


class BodyForm(ActedForm, forms.ModelForm[Body]):
    since, until = SinceField(), UntilField()

    class Meta:
        model = Body
        fields: ClassVar[list[str]] = ["name", "purpose", "locality", "clear_days", "since", "until"]
        help_texts = {"purpose": "Everyone can read this"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        localities = Locality.objects.of_partnership(self.instance.partnership)
        self.fields["locality"].queryset = localities  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        self.check_days()
        kind = cleaned.get("kind", self.instance.kind)
        if kind == BodyKind.LOCALITY_GROUP and not cleaned.get("locality"):
            self.add_error("locality", "Choose the locality that the group is for")
        if kind == BodyKind.JOINT_BOARD and cleaned.get("clear_days", CLEAR_DAYS) < CLEAR_DAYS:
            words = "Members of a joint board get their papers five clear days ahead at the least"
            self.add_error("clear_days", words)
        return cleaned


class BodyCreateForm(OnceForm, BodyForm):
    submit_text = "Add body"

    from_rules = forms.BooleanField(
        label="Make the seats that the law asks for",
        required=False,
        initial=True,
        help_text="By the rules in force today. Leave it out to add every seat yourself",
    )

    class Meta(BodyForm.Meta):
        fields: ClassVar[list[str]] = ["kind", "name", "purpose", "locality", "clear_days", "since"]

    until = None  # type: ignore[assignment]

    def save(self, commit: bool = True) -> Body:  # noqa: FBT001, FBT002  Django's own signature
        self.instance.submission = self.submission_key() or self.instance.submission
        from_rules = self.cleaned_data["from_rules"]
        return seating.found(self.instance, by=self.by, today=self.today, from_rules=from_rules)


class BodyEditForm(FreshForm, BodyForm):
    submit_text = "Save body"

    def save(self, commit: bool = True) -> Body:  # noqa: FBT001, FBT002  Django's own signature
        body: Body = self.instance
        seating.change_body(body, by=self.by)
        return body


class SeatForm(ActedForm, forms.ModelForm[Seat]):
    since, until = SinceField(), UntilField()
    groups = forms.ModelMultipleChoiceField(
        StatutoryGroup.objects.none(),
        label="Groups it answers for",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="One is usual. Several are lawful, and are shown as worth a second look",
    )

    class Meta:
        model = Seat
        fields: ClassVar[list[str]] = [
            *("title", "groups", "locality", "filling", "term_years", "may_send", "since", "until"),
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body = self.instance.body
        localities = Locality.objects.of_partnership(body.partnership)
        self.fields["groups"].queryset = StatutoryGroup.objects.of_kind(body.kind)  # type: ignore[attr-defined]
        self.fields["locality"].queryset = localities  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        self.check_days()
        return cleaned


class SeatCreateForm(OnceForm, SeatForm):
    submit_text = "Add seat"

    def save(self, commit: bool = True) -> Seat:  # noqa: FBT001, FBT002  Django's own signature
        self.instance.submission = self.submission_key() or self.instance.submission
        seat = seating.add_seat(self.instance, by=self.by)
        seat.groups.set(self.cleaned_data["groups"])
        return seat


class SeatEditForm(FreshForm, SeatForm):
    submit_text = "Save seat"

    def save(self, commit: bool = True) -> Seat:  # noqa: FBT001, FBT002  Django's own signature
        seat: Seat = self.instance
        seating.change_seat(seat, by=self.by)
        seat.groups.set(self.cleaned_data["groups"])
        return seat


class TenureForm(ActedForm, OnceForm, forms.ModelForm[Tenure]):
    submit_text = "Record it"

    since = DateField(label="First day")
    until = UntilField(help_text="The first day it is free again. Empty: when the longest term ends")
    organisation = forms.ModelChoiceField(
        Organisation.objects.all(), label="Organisation represented", required=False
    )

    class Meta:
        model = Tenure
        fields: ClassVar[list[str]] = ["standing", "since", "until", "organisation", "nominated_by"]
        labels = {"standing": "In which standing"}
        help_texts = {"nominated_by": "A group or organisation. Everyone can read this: name no person"}

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        self.check_days()
        return cleaned

    def save(self, commit: bool = True) -> Tenure:  # noqa: FBT001, FBT002  Django's own signature
        self.instance.submission = self.submission_key() or self.instance.submission
        return seating.appoint(self.instance, by=self.by)


class TenureEndForm(ActedForm, forms.Form):
    submit_text = "End it"

    until = DateField(label="First day on which the seat is free")


class PartnershipForm(ActedForm, forms.ModelForm[Partnership]):
    submit_text = "Save"

    website = WebAddressField(label="Website", required=False)

    class Meta:
        model = Partnership
        fields: ClassVar[list[str]] = ["website", "contact_role", "contact_email", "contact_phone"]

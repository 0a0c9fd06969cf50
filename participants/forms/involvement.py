"""Forms for whom to invite, what they answered by phone or on paper, and who came."""

import re
from collections.abc import Iterable
from itertools import chain
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from coproduce.ui.forms import FilterForm, WordedForm
from participants import reminders
from participants.models import Answer, Attendance, Barrier, Involvement, Participant, Through
from participants.models.involvement import InvolvementQuerySet
from participants.models.participants import ParticipantQuerySet, number_in
from partnerships.models import StatutoryGroup

#: A list with more boxes than this is narrowed by group, or by typing references.
MOST_OFFERED = 100
STRANGER = "One of the people you chose does not take part in this partnership. Choose again"


class GroupFilter(FilterForm, forms.Form):
    group = forms.ModelChoiceField(
        StatutoryGroup.objects.consultees(),
        label="Can speak for",
        to_field_name="code",
        empty_label="Every group",
    )


class OfferFilter(GroupFilter):
    """Whom to offer for an invitation."""

    submit_text = "Show"

    def narrow(self, queryset: ParticipantQuerySet) -> ParticipantQuerySet:  # type: ignore[override]
        group = self.cleaned_data.get("group")
        return queryset.speaking_for(group) if group else queryset


class PeopleFilter(GroupFilter):
    """Which of the people invited to show."""

    submit_text = "Show"

    show = forms.ChoiceField(
        label="Which people",
        choices=[
            ("", "Everyone invited"),
            ("contact", "To call or write to"),
            ("none", "No answer yet"),
            ("accepted", "Accepted"),
            ("declined", "Declined"),
        ],
    )

    def narrow(self, queryset: InvolvementQuerySet) -> InvolvementQuerySet:  # type: ignore[override]
        group, show = self.cleaned_data.get("group"), self.cleaned_data.get("show")
        rows = queryset.speaking_for(group) if group else queryset
        if show == "contact":
            return reminders.to_contact(rows)
        return rows.answered(show) if show else rows


class ParticipantsField(forms.ModelMultipleChoiceField[Participant]):
    """A box for each participant: the reference and the groups they speak for."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Participant) -> str:
        groups = "; ".join(group.label for group in obj.groups.all())
        return f"{obj.reference}: {groups or 'no group yet'}"


class InviteForm(WordedForm, forms.Form):
    """`everyone` may be invited; `offered` are those with a box to tick."""

    submit_text = "Invite"
    nouns: ClassVar[dict[str, str]] = {"participants": "at least one person"}

    participants = ParticipantsField(
        Participant.objects.none(),
        label="People to invite",
        required=False,
        error_messages={
            "invalid_choice": STRANGER,
            "invalid_pk_value": STRANGER,
        },
    )
    references = forms.CharField(
        label="Other references",
        max_length=2000,
        required=False,
        help_text="If you have a list, like P-0007, P-0042",
    )
    anyway = forms.CharField(
        label="Why you ask them all the same",
        max_length=300,
        required=False,
        help_text="They can read this",
    )

    def __init__(
        self, *args: Any, everyone: ParticipantQuerySet, offered: Iterable[Participant], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["participants"]
        field.queryset = everyone  # type: ignore[attr-defined]
        field.choices = [(one.pk, field.label_from_instance(one)) for one in offered]  # type: ignore[attr-defined]
        self.everyone = everyone

    @property
    def helper(self) -> FormHelper:
        """Why people are asked too often is a question only when they are."""
        helper, asked = super().helper, "anyway" in self.errors or self["anyway"].value()
        helper.layout = Layout("participants", "references", *(["anyway"] if asked else []))
        return helper

    def clean_references(self) -> list[Participant]:
        words = [word for word in re.split(r"[\s,;]+", self.cleaned_data["references"]) if word]
        numbers = {word: number_in(word) for word in words}
        found = {one.number: one for one in self.everyone.numbered(set(filter(None, numbers.values())))}
        unknown = [word for word, number in numbers.items() if number not in found]
        if unknown:
            raise forms.ValidationError(f"Nobody takes part in this partnership as {', '.join(unknown[:5])}")
        return list(found.values())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not self.chosen:
            self.add_error("participants", "Choose at least one person, or enter a reference")
        return cleaned

    @property
    def chosen(self) -> list[Participant]:
        return list({*self.cleaned_data["participants"], *self.cleaned_data["references"]})


class AnswerForm(WordedForm, forms.Form):
    """What someone said on the phone or wrote."""

    submit_text = "Record this answer"

    answer = forms.ChoiceField(
        label="Their answer",
        choices=[(Answer.ACCEPTED, "Yes, they will come"), (Answer.DECLINED, "No, they will not come")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose their answer"},
    )
    through = forms.ChoiceField(
        label="How they told you",
        choices=[
            (Through.PHONE, "By phone or face to face"),
            (Through.PAPER, "On paper, by post or in a message"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how they told you"},
    )
    barrier = forms.ChoiceField(
        label="What stood in the way",
        choices=[("", "They did not say"), *Barrier.choices],
        required=False,
        help_text="Only if they said no and told you why. Never write down an illness",
    )

    def clean_barrier(self) -> str:
        barrier: str = self.cleaned_data["barrier"]
        if barrier and self.cleaned_data.get("answer") == Answer.ACCEPTED:
            raise forms.ValidationError("Leave this out when they say yes")
        return barrier


class AttendanceForm(WordedForm, forms.Form):
    """One question for each person, with what the page showed when it was opened.

    Only answers that were changed on the page are taken, and none takes the place of what someone else
    recorded meanwhile before that was shown.
    """

    submit_text = "Save attendance"

    def __init__(self, *args: Any, involvements: Iterable[Involvement], **kwargs: Any) -> None:
        self.involvements = list(involvements)
        self.base_fields = dict(chain.from_iterable(map(questions, self.involvements)))  # type: ignore[misc]
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for row in self.involvements:
            seen, told = cleaned.get(f"seen_{row.pk}"), cleaned.get(f"attendance_{row.pk}")
            if told and told != seen and row.attendance not in {seen, told}:
                self.refuse_to_overwrite(row)
        return cleaned

    def refuse_to_overwrite(self, row: Involvement) -> None:
        words = f"“{row.get_attendance_display()}” was recorded for {row.participant} meanwhile. Choose again"
        self.add_error(f"attendance_{row.pk}", words)
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data[self.add_prefix(f"seen_{row.pk}")] = row.attendance  # type: ignore[index]

    @property
    def marks(self) -> dict[int, str]:
        """What was changed on the page, by the key of the involvement."""
        told = {
            row.pk: (self.cleaned_data[f"seen_{row.pk}"], self.cleaned_data[f"attendance_{row.pk}"])
            for row in self.involvements
        }
        return {key: now for key, (before, now) in told.items() if before != now}


def questions(row: Involvement) -> list[tuple[str, forms.Field]]:
    groups = "; ".join(group.label for group in row.groups.all())
    question = forms.ChoiceField(
        label=f"{row.participant}: {groups}" if groups else str(row.participant),
        choices=Attendance.choices,
        widget=forms.RadioSelect,
        initial=row.attendance,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, initial=row.attendance)
    return [(f"attendance_{row.pk}", question), (f"seen_{row.pk}", seen)]

"""A moderator's decision."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from coproduce.accounts.models import User
from coproduce.ui.forms import FreshForm
from learning import meanwhile, moderation
from learning.models import CaseStudy, Check, Decision, Revision, StepName


class Judging(FreshForm):
    """One of several decisions, by the name of the button; refused over someone else's."""

    by: ClassVar[User]
    #: What someone else has decided since this page was made.
    theirs: Decision | None = None

    def is_stale(self) -> bool:
        """A decision without a note is one too."""
        return self.cleaned_data.get("seen_at") != self.version()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.errors:
            self.refuse_impossible()
        return cleaned

    def refuse_impossible(self) -> None:
        raise NotImplementedError


class Deciding(Judging):
    """One of the steps; a note; and the checklist for third persons."""

    @property
    def step(self) -> moderation.Step | None:
        return next((step for name, step in moderation.STEPS.items() if f"_{name}" in self.data), None)

    def stale_words(self) -> str:
        last = meanwhile.last_decision_about(self.instance)
        if last is None or self.stamp(last.at) <= self.cleaned_data["seen_at"]:
            return super().stale_words()
        self.theirs = last
        return (
            "Someone else has decided meanwhile, so your decision was not recorded. Both are shown here, and "
            "what you typed is still below."
        )

    def refuse_impossible(self) -> None:
        if self.step is None:
            raise ValidationError("Choose what you decide: use one of the buttons.")
        note = self.cleaned_data.get("note", "")
        if reason := moderation.objection(self.step, self.instance, by=self.by, note=note):
            self.add_error("note" if self.step.note_needed and not note.strip() else None, reason)
        elif self.step.name == StepName.PUBLISH and set(self.cleaned_data["checked"]) != set(Check):
            self.add_error("checked", "Look for each of these, and tick it, before you publish.")


def note() -> forms.CharField:
    return forms.CharField(
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 6, "cols": 80}),
        help_text="Needed to return, retire or withdraw. The authors read it, so say what would help them.",
    )


def checked() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label="Checked for people who have not agreed",
        choices=Check.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Needed to publish. Nobody may be recognised who has not agreed to it.",
    )


class DecisionForm(Deciding, forms.ModelForm[CaseStudy]):
    """On a case study."""

    checked, note = checked(), note()

    class Meta:
        model = CaseStudy
        fields: ClassVar = ()


class RevisionDecisionForm(Deciding, forms.ModelForm[Revision]):
    """On the next revision of a published one."""

    checked, note = checked(), note()

    class Meta:
        model = Revision
        fields: ClassVar = ()

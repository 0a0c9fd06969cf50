"""A moderator's decision."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from coproduce.accounts.models import User
from coproduce.ui.forms import FreshForm
from learning import moderation
from learning.models import CaseStudy


class DecisionForm(FreshForm, forms.ModelForm[CaseStudy]):
    """A moderator's decision: one of the steps, by the name of the button, and a note."""

    note = forms.CharField(
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 6, "cols": 80}),
        help_text="Needed to return or to withdraw. The authors read it, so say what would help them.",
    )

    by: ClassVar[User]

    class Meta:
        model = CaseStudy
        fields: ClassVar = ()

    @property
    def step(self) -> moderation.Step | None:
        return next((step for name, step in moderation.STEPS.items() if f"_{name}" in self.data), None)

    def is_stale(self) -> bool:
        """A decision without a note is one too."""
        return self.cleaned_data.get("seen_at") != self.version()

    def stale_words(self) -> str:
        last = self.instance.last_decision
        if last is None:
            return super().stale_words()
        return (
            f"Someone else has decided meanwhile: {last}. Your decision was not recorded; what you typed is "
            f"still here."
        )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.errors:
            self.refuse_impossible()
        return cleaned

    def refuse_impossible(self) -> None:
        if self.step is None:
            raise ValidationError("Choose what you decide: use one of the buttons.")
        note = self.cleaned_data.get("note", "")
        if reason := moderation.objection(self.step, self.instance, by=self.by, note=note):
            self.add_error("note" if self.step.note_needed and not note.strip() else None, reason)

"""The form in which an engagement is judged against the National Standards."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms

from coproduce.ui.forms import WordedForm
from partnerships import judging
from partnerships.models import Engagement, Standard
from partnerships.models.hearing import Level


class StandardsForm(WordedForm, forms.Form):
    """The seven standards: a level, and the evidence without which it is not kept."""

    submit_text = "Save what we judged"

    def __init__(self, *args: Any, engagement: Engagement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for found in judging.judged(engagement.judgements.all()):
            self.add_fields(standard_fields(found))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for standard in Standard:
            level, evidence = (cleaned.get(name, "").strip() for name in names_of(standard))
            self.check(standard, level, evidence)
        return cleaned

    def check(self, standard: Standard, level: str, evidence: str) -> None:
        level_name, evidence_name = names_of(standard)
        if level and not evidence and evidence_name not in self.errors:
            self.add_error(evidence_name, f"Say what shows it, or leave “{standard.label}” unjudged")
        if evidence and not level and level_name not in self.errors:
            self.add_error(level_name, f"Choose a level for “{standard.label}”")

    def told(self) -> dict[Standard, tuple[int, str] | None]:
        return {standard: self.told_of(standard) for standard in Standard}

    def told_of(self, standard: Standard) -> tuple[int, str] | None:
        level, evidence = (self.cleaned_data[name] for name in names_of(standard))
        return (int(level), evidence) if level else None

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.layout = Layout(*(Fieldset(standard.label, *names_of(standard)) for standard in Standard))
        return helper


def names_of(standard: Standard) -> tuple[str, str]:
    return f"{standard}_level", f"{standard}_evidence"


def standard_fields(found: judging.Judged) -> dict[str, forms.Field]:
    level, evidence = names_of(found.standard)
    levels = [(str(known.value), f"{known.value}: {known.label}") for known in Level]
    return {
        level: forms.ChoiceField(
            label=found.meaning,
            choices=[*levels[::-1], ("", "We have not judged this")],
            widget=forms.RadioSelect,
            required=False,
            initial=str(found.judgement.level) if found.judgement else "",
        ),
        evidence: forms.CharField(
            label=f"What shows it: {found.standard.label.lower()}",
            widget=forms.Textarea(attrs={"rows": 2}),
            max_length=1000,
            required=False,
            initial=found.judgement.evidence if found.judgement else "",
        ),
    }

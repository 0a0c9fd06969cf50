"""Forms of a partnership's look at its own capacity, and of what it means to improve."""

from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms

from coproduce.accounts.models import User
from coproduce.ui.dated import HasHappened
from coproduce.ui.fields import DateField
from coproduce.ui.forms import FreshForm, OnceForm
from partnerships import assessing
from partnerships.assessing import Row
from partnerships.models import CapacityAssessment, ImprovementAction


class AssessmentFields(HasHappened, forms.ModelForm[CapacityAssessment]):
    happened = "made_on"

    made_on = DateField(label="Day you looked at it together")

    class Meta:
        model = CapacityAssessment
        fields: ClassVar[list[str]] = ["made_on", "took_part", "summary"]
        labels = {"took_part": "Who took part in judging", "summary": "In a few words"}
        help_texts = {
            "took_part": "Such as: six officers, two unpaid carers of the planning group. Name nobody",
            "summary": "What stands out, and what you will look at again. Name nobody",
        }


class AssessmentCreateForm(OnceForm, AssessmentFields):
    submit_text = "Begin"


class JudgeForm(FreshForm, AssessmentFields):
    """Every row of the scale: a level, and the evidence without which it is not kept."""

    submit_text = "Save"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for found in assessing.judged(self.instance):
            self.add_row(found.row)
            if found.judgement:
                self.initial[level_name(found.row)] = str(found.judgement.level)
                self.initial[evidence_name(found.row)] = found.judgement.evidence

    def add_row(self, row: Row) -> None:
        levels = [(str(level), words) for level, words in enumerate(row.levels, start=1)]
        level = forms.ChoiceField(
            label=row.question,
            choices=[*levels, ("", "We have not judged this")],
            widget=forms.RadioSelect,
            required=False,
        )
        evidence = forms.CharField(
            label=f"What shows it: {row.aspect.label.lower()} ({row.subject.label.lower()})",
            widget=forms.Textarea(attrs={"rows": 2}),
            max_length=2000,
            required=False,
        )
        self.add_fields({level_name(row): level, evidence_name(row): evidence})

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        for row in assessing.scale():
            level, evidence = cleaned.get(level_name(row)), cleaned.get(evidence_name(row), "").strip()
            if level and not evidence and evidence_name(row) not in self.errors:
                self.add_error(evidence_name(row), f"Say what shows it, or leave “{row.question}” unjudged")
            if evidence and not level and level_name(row) not in self.errors:
                self.add_error(level_name(row), f"Choose a level for “{row.question}”")
        return cleaned

    def keep(self, *, by: User) -> CapacityAssessment:
        """Save everything that the page holds."""
        assessment = self.save()
        assessing.judge(assessment, {row: self.told(row) for row in assessing.scale()}, by=by)
        return assessment

    def told(self, row: Row) -> tuple[int, str] | None:
        level = self.cleaned_data[level_name(row)]
        return (int(level), self.cleaned_data[evidence_name(row)].strip()) if level else None

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.layout = Layout(
            Fieldset("The occasion", "made_on", "took_part", "summary"),
            *(
                Fieldset(
                    f"{row.subject.label}: {row.aspect.label.lower()}", level_name(row), evidence_name(row)
                )
                for row in assessing.scale()
            ),
        )
        return helper


def level_name(row: Row) -> str:
    return f"{row.key}_level"


def evidence_name(row: Row) -> str:
    return f"{row.key}_evidence"


class ActionFields(forms.ModelForm[ImprovementAction]):
    due_on = DateField(label="Day by which it is done")

    class Meta:
        model = ImprovementAction
        fields: ClassVar[list[str]] = ["action", "owner", "due_on"]
        labels = {"action": "What you will do", "owner": "Who sees to it"}
        help_texts = {"owner": "A role, such as engagement officer. Name nobody"}


class ActionCreateForm(OnceForm, ActionFields):
    submit_text = "Add the action"


class ActionEditForm(FreshForm, HasHappened, ActionFields):
    submit_text = "Save the action"
    happened = "done_on"

    done_on = DateField(label="Day it was done", required=False, help_text="Leave empty until it is done")

    class Meta(ActionFields.Meta):
        fields: ClassVar[list[str]] = [*ActionFields.Meta.fields, "done_on", "result"]
        labels = {**ActionFields.Meta.labels, "result": "What came of it"}

"""Where someone sees themselves in the four parts of capacity, and in whose words."""

from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms

from coproduce.ui.forms import FilterForm, WordedForm
from participants.journeying import Said
from participants.models import Part, Through
from participants.models.capacity import STEPS
from partnerships.models import Partnership, StrategicPlan

NOTHING = ("", "I say nothing of this today")


class JourneyForm(WordedForm, forms.Form):
    """Five sentences for each part; any of them may stay open."""

    submit_text = "Keep this"

    helped_by = forms.CharField(
        label="Did someone help you to fill this in?",
        required=False,
        max_length=100,
        help_text="Such as “my daughter” or “a support worker”. Leave it empty if nobody did",
    )
    plan = forms.ModelChoiceField(
        StrategicPlan.objects.none(),
        label="Is it about one plan?",
        required=False,
        empty_label="Not only one",
    )

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plans = StrategicPlan.objects.of_partnership(partnership)
        self.fields["plan"].queryset = plans  # type: ignore[attr-defined]
        for part in Part:
            self.add_fields(questions(part))

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        parts = [Fieldset(part.label, part.value, f"{part.value}_words") for part in Part]
        helper.layout = Layout(*parts, "plan", "helped_by", *self.last_fields)
        return helper

    last_fields: ClassVar[tuple[str, ...]] = ()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for part in Part:
            if cleaned.get(f"{part}_words") and not cleaned.get(part):
                self.add_error(part, "Choose the sentence that fits best, or take your words away")
        if not self.errors and not self.told:
            self.add_error(Part.SKILLS.value, "Choose a sentence in at least one of the four parts")
        return cleaned

    @property
    def told(self) -> dict[Part, Said]:
        """What they say, of the parts that they say something of."""
        said = self.cleaned_data
        return {part: Said(int(said[part]), said[f"{part}_words"]) for part in Part if said.get(part)}


def questions(part: Part) -> dict[str, forms.Field]:
    sentences = [(str(step), words) for step, words in enumerate(STEPS[part], start=1)]
    return {
        part.value: forms.ChoiceField(
            label=f"{part.label}: which sentence fits best?",
            choices=[*sentences, NOTHING],
            required=False,
            widget=forms.RadioSelect,
        ),
        f"{part.value}_words": forms.CharField(
            label=f"{part.label}: in your own words",
            required=False,
            max_length=500,
            widget=forms.Textarea({"rows": 2}),
        ),
    }


class ToldJourneyForm(JourneyForm):
    """What someone says on the phone or has written; earlier words are not shown to whoever writes."""

    submit_text = "Write this down for them"
    last_fields = ("through",)

    through = forms.ChoiceField(
        label="How they told you",
        choices=[
            (Through.PHONE, "By phone or face to face"),
            (Through.PAPER, "On paper, by post or in a message"),
        ],
        widget=forms.RadioSelect,
    )


class SumsFilter(FilterForm, forms.Form):
    submit_text = "Show"

    plan = forms.ModelChoiceField(
        StrategicPlan.objects.none(), label="About which plan", empty_label="All of it"
    )

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plans = StrategicPlan.objects.of_partnership(partnership)
        self.fields["plan"].queryset = plans  # type: ignore[attr-defined]

"""Forms in which an organisation says what support it offers."""

from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms

from coproduce.ui.forms import FreshForm, OnceForm, WordedForm
from partnerships.models import Cost, CouncilArea, Support, SupportOffer

WRITE = "Write it for the people who will ask: everyone can read it"


class KindsForm(forms.ModelForm[SupportOffer]):
    """As administrators keep offers: kinds are ticked, not typed."""

    kinds = forms.MultipleChoiceField(
        label="Kinds of support", choices=Support.choices, widget=forms.CheckboxSelectMultiple
    )


class SupportOfferFields(WordedForm, KindsForm):
    nouns: ClassVar[dict[str, str]] = {
        "kinds": "at least one kind of support",
        "description": "what it is",
        "for_whom": "whom it is for",
        "how_to_ask": "how people ask for it",
        "cost": "what it costs",
    }

    cost = forms.ChoiceField(label="Cost", choices=Cost.choices, widget=forms.RadioSelect)
    council_areas = forms.ModelMultipleChoiceField(
        label="Council areas",
        queryset=CouncilArea.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Leave every box empty if you offer it anywhere in Scotland",
    )

    class Meta:
        model = SupportOffer
        fields: ClassVar[list[str]] = [
            *("title", "kinds", "description", "for_whom", "council_areas"),
            *("how_to_ask", "cost", "cost_detail"),
        ]
        labels = {
            "description": "What it is",
            "for_whom": "Whom it is for",
            "how_to_ask": "How to ask",
            "cost_detail": "More about the cost",
        }
        help_texts = {
            "title": "Such as: two mornings on how meetings work",
            "description": WRITE,
            "for_whom": "Such as: unpaid carers, community groups without staff",
            "how_to_ask": "A shared mailbox or number, and how soon you answer. Name nobody",
            "cost_detail": "Such as: £40 a place, or nothing for groups without income",
        }

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        cost, detail = self.cleaned_data.get("cost"), self.cleaned_data.get("cost_detail", "")
        if cost == Cost.CHARGED and not detail and "cost_detail" not in self.errors:
            self.add_error("cost_detail", f"Say what it costs, or choose “{Cost.ASK.label}”")
        return cleaned

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.layout = Layout(
            Fieldset("What you offer", "title", "kinds", "description"),
            Fieldset("For whom and where", "for_whom", "council_areas"),
            Fieldset("How to ask, and what it costs", "how_to_ask", "cost", "cost_detail"),
        )
        return helper


class SupportOfferCreateForm(OnceForm, SupportOfferFields):
    submit_text = "Offer this support"


class SupportOfferEditForm(FreshForm, SupportOfferFields):
    submit_text = "Save"

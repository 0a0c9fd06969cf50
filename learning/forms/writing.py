"""What an organisation writes, and why it takes something back."""

import uuid
from typing import Any, ClassVar, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.db import IntegrityError

from coproduce.accounts.access import team_ids
from coproduce.accounts.models import User
from coproduce.ui.forms import FreshForm, OnceForm, WordedForm
from learning.models import CaseStudy
from learning.rules import WRITERS
from partnerships.models import Organisation, Partnership

#: Long lists of boxes to tick, set in columns.
CHOICES = ("themes", "council_areas")


class CaseStudyForm(WordedForm, forms.ModelForm[CaseStudy]):
    """What an organisation writes. A draft needs a title and a summary; submitting asks for the rest."""

    submit_text = "Save draft"
    nouns: ClassVar = {
        "title": "a title",
        "summary": "a summary in plain language",
        "organisation": "the organisation that publishes it",
        "partnership": "the partnership",
    }

    source_url = forms.URLField(
        label="Link to more about it", required=False, max_length=500, assume_scheme="https"
    )

    class Meta:
        model = CaseStudy
        fields: tuple[str, ...] = (
            "title",
            "summary",
            "text",
            "themes",
            "council_areas",
            "partnership",
            "source_url",
        )
        widgets: ClassVar = {
            "summary": forms.Textarea({"rows": 4}),
            "text": forms.Textarea({"rows": 20}),
            "themes": forms.CheckboxSelectMultiple,
            "council_areas": forms.CheckboxSelectMultiple,
        }
        help_texts: ClassVar = {
            "themes": "What is it about? You need at least one before you submit it.",
            "council_areas": "Where did it happen? You need at least one before you submit it.",
        }
        labels: ClassVar = {
            "summary": "Summary in plain language",
            "text": "The whole story",
            "council_areas": "Council areas",
            "partnership": "Health and social care partnership",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["summary"].required = True
        partnership = cast(forms.ModelChoiceField[Partnership], self.fields["partnership"])
        partnership.empty_label = "No single partnership"

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.form_id = "case-study"
        parts = [Div(name, css_class="co_choices") if name in CHOICES else name for name in self.fields]
        helper.layout = Layout(*parts)
        return helper


class CaseStudyCreateForm(OnceForm, CaseStudyForm):
    """A new draft of an organisation for which the person writes; asked only if there are several."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label="Organisation that publishes it")
    field_order = ("organisation",)

    class Meta(CaseStudyForm.Meta):
        fields = ("organisation", *CaseStudyForm.Meta.fields)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.author = self.instance.last_edited_by = by
        choices = Organisation.objects.filter(team__in=team_ids(by, *WRITERS))
        if len(choices) == 1:
            del self.fields["organisation"]
            self.instance.organisation = choices[0]
        else:
            self.fields["organisation"].queryset = choices  # type: ignore[attr-defined]

    def save(self, commit: bool = True) -> CaseStudy:  # noqa: FBT001, FBT002  Django's own signature
        """Two people may take the same title at the same moment: the second gets a longer address."""
        key = self.submission_key() or uuid.uuid4()
        self.instance.slug = CaseStudy.objects.free_slug(self.cleaned_data["title"], key)
        try:
            saved: CaseStudy = super().save(commit)
        except IntegrityError:
            self.instance.slug = CaseStudy.objects.free_slug(self.cleaned_data["title"], key)
            saved = super().save(commit)
        return saved


class CaseStudyEditForm(FreshForm, CaseStudyForm):
    """A change to a draft, or to what the moderators returned."""


class WithdrawForm(WordedForm, forms.Form):
    """Why it is taken back; kept with the decision, never shown in public."""

    submit_text = "Withdraw this case study"
    nouns: ClassVar = {"note": "the reason"}
    note = forms.CharField(
        label="Why are you withdrawing it?",
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Your organisation, auditors and administrators can read this. Readers cannot.",
        error_messages={"required": "Enter why you are withdrawing it"},
    )

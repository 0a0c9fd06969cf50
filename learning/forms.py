"""Forms of the library: finding, writing, withdrawing, deciding, and the weekly mail."""

import uuid
from typing import Any, ClassVar, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import IntegrityError
from django.db.models import Count, Q, QuerySet

from coproduce.accounts.access import team_ids
from coproduce.accounts.models import User
from coproduce.ui.forms import FilterForm, FreshForm, OnceForm, WordedForm
from partnerships.models import CouncilArea, Organisation, Partnership

from . import moderation
from .models import CaseStudy, Theme
from .models.case_studies import CaseStudyQuerySet
from .rules import WRITERS


class SlugsField(forms.MultipleChoiceField):
    """Any slugs at all: one that nothing has finds nothing, which is an honest answer to an old link."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: Any) -> bool:
        try:
            validate_slug(value)
        except ValidationError:
            return False
        return len(value) <= 100


def counted(facets: QuerySet[Any], rows: CaseStudyQuerySet) -> list[tuple[str, str, int]]:
    """Slug and name of each, and how many of these case studies have it."""
    found = Count("case_studies", filter=Q(case_studies__in=rows.keys()))
    return list(facets.annotate(found=found).values_list("slug", "name", "found").order_by("name"))


FACETS = ("theme", "area")


class CaseStudyFilter(FilterForm, forms.Form):
    """Words, and two facets that combine: any of the themes chosen, in any of the areas chosen."""

    q = forms.CharField(
        label="Search case studies",
        max_length=200,
        help_text="Use quotation marks for a phrase, a minus to leave a word out, or for either of two words",
    )
    theme = SlugsField(label="Theme")
    area = SlugsField(label="Council area")

    def narrow(self, queryset: CaseStudyQuerySet) -> CaseStudyQuerySet:  # type: ignore[override]
        rows = self.faceted(queryset)
        return rows.matching(self.words) if self.words else rows.newest_first()

    @property
    def words(self) -> str:
        words: str = self.cleaned_data.get("q", "")
        return words

    @property
    def is_asking(self) -> bool:
        return any(self.cleaned_data.values())

    def faceted(self, rows: CaseStudyQuerySet, *, without: str = "") -> CaseStudyQuerySet:
        """Those in the chosen themes and areas; `without` leaves one open, to count its choices."""
        chosen = {name: self.cleaned_data.get(name) or [] for name in FACETS if name != without}
        return rows.about(themes=chosen.get("theme", []), areas=chosen.get("area", []))

    def offer(self, rows: CaseStudyQuerySet) -> None:
        """Show each theme and area with how many case studies choosing it would leave."""
        if self.words:
            rows = rows.containing(self.words)
        self.choices("theme", counted(Theme.objects.all(), self.faceted(rows, without="theme")))
        self.choices("area", counted(CouncilArea.objects.all(), self.faceted(rows, without="area")))

    def choices(self, name: str, counted: list[tuple[str, str, int]]) -> None:
        """Those that lead somewhere, and those chosen already, so that they can be let go."""
        chosen = self.cleaned_data.get(name) or []
        field = self.fields[name]
        assert isinstance(field, SlugsField)
        field.choices = [
            (slug, f"{label} ({found})") for slug, label, found in counted if found or slug in chosen
        ]

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        open_ = any(self.cleaned_data.get(name) for name in FACETS)
        offered = [name for name in FACETS if self[name].subwidgets]
        facets = Div(*offered, template="learning/_filter_facets.html", open=open_)
        helper.layout = Layout("q", facets) if offered else Layout("q")
        return helper


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


class WeeklyForm(WordedForm, forms.Form):
    """Whether the weekly mail comes; which themes are in it is chosen theme by theme."""

    submit_text = "Save"
    weekly = forms.BooleanField(
        label="Send me the weekly email",
        required=False,
        help_text="Tuesdays at 08:00. No email comes in a week without news.",
    )

"""The account of a practice as a form: the short part open, the others unfold when there is more to tell."""

from collections.abc import Iterable
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.dateparse import parse_date

from coproduce.ui.fields import DateField
from coproduce.ui.forms import WordedForm
from learning import content
from learning.content import Document, Part, Reading
from learning.models import CaseStudy, Term, Use
from partnerships.models import CouncilArea, Partnership

from .partners import PartnersField

COLUMNS = tuple(name for name, field in content.FIELDS.items() if field.reading != Reading.TERMS)
#: Long lists of boxes to tick, set in columns.
COLUMNED = (Reading.TERMS, Reading.PLACES)


def several(label: str, *, required: bool = False, help_text: str = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, required=required, widget=forms.CheckboxSelectMultiple, help_text=help_text
    )


def places(model: Any, label: str, help_text: str = "") -> forms.ModelMultipleChoiceField[Any]:
    return forms.ModelMultipleChoiceField(
        model.objects.all(),
        to_field_name="slug",
        label=label,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=help_text,
    )


class Folded(Div):  # type: ignore[misc]  # crispy-forms has no types
    """Fields under a heading that opens and closes, without script."""

    template = "learning/_form_part.html"

    def __init__(self, title: str, *fields: Any, **kwargs: Any) -> None:
        super().__init__(*fields, **kwargs)
        self.title = title


class PracticeForm(WordedForm, forms.ModelForm[CaseStudy]):
    """What an organisation writes. A draft needs a title and a summary; submitting asks for a little more."""

    submit_text = "Save draft"
    nouns: ClassVar = {
        "title": "a title",
        "summary": "a summary in plain language",
        "organisation": "the organisation that publishes it",
        "source_url": "a link",
    }

    council_areas = places(
        CouncilArea, "Council areas", "Where did it happen? You need at least one before you submit it."
    )
    partnerships = places(Partnership, "Health and social care partnerships")
    partners = PartnersField(
        label="Who worked together, and what each brought",
        required=False,
        help_text="Leave rows empty as you like",
    )
    shows = several(
        "What it shows of people", help_text="Each needs that person’s consent before it is published."
    )
    source_url = forms.URLField(
        label="Link to more about it", required=False, max_length=500, assume_scheme="https"
    )
    review_by = DateField(
        label="Look at it again by", required=False, help_text="Two years on, unless you choose another day"
    )

    class Meta:
        model = CaseStudy
        fields: tuple[str, ...] = COLUMNS
        widgets: ClassVar = {
            "kind": forms.RadioSelect,
            "summary": forms.Textarea({"rows": 4}),
            "text": forms.Textarea({"rows": 16}),
        }

    def __init__(self, *args: Any, before: Document, **kwargs: Any) -> None:
        self.before = before
        initial = {**asked(before), **(kwargs.pop("initial", None) or {})}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["summary"].required = True
        shows = self.fields["shows"]
        assert isinstance(shows, forms.MultipleChoiceField)
        shows.choices = Use.choices
        self.add_fields(self.term_fields())
        self.order_fields(["organisation", *content.FIELDS])

    def term_fields(self) -> dict[str, forms.Field]:
        """A field for each taxonomy; its terms are all fetched at once."""
        carried = content.slugs_of_terms(self.before)
        offered = [term for term in Term.objects.all() if term.is_in_use or term.slug in carried]
        return {
            field.name: terms_field(field, (term for term in offered if term.taxonomy == field.name))
            for field in content.FIELDS.values()
            if field.reading == Reading.TERMS
        }

    def clean_shows(self) -> list[str]:
        return content.shown(self.cleaned_data.get("kind", ""), self.cleaned_data["shows"])

    def document(self) -> Document:
        """What a valid form says."""
        return content.document(self.cleaned_data, self.before)

    def save(self, commit: bool = True) -> CaseStudy:  # noqa: FBT001, FBT002  Django's own signature
        saved: CaseStudy = super().save(commit)
        saved.terms.set(Term.objects.filter(slug__in=content.slugs_of_terms(self.document())))
        return saved

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.form_id = "case-study"
        first = [name for name in ("organisation",) if name in self.fields]
        parts = [self.folded(part) for part in content.MORE]
        last = [name for name in self.fields if name not in content.FIELDS and name not in first]
        helper.layout = Layout(*first, *set_out(content.SHORT), *parts, *last)
        return helper

    def folded(self, part: Part) -> Folded:
        """Open where something is written, or wrong."""
        told = any(is_filled(self[field.name]) for field in part.fields)
        return Folded(part.title, *set_out(part), open=told)


def is_filled(field: forms.BoundField) -> bool:
    """Something is written in it, or wrong with it; a date in three boxes is filled when one box is."""
    value = field.value()
    return bool(field.errors) or (any(value) if isinstance(value, list) else bool(value))


def set_out(part: Part) -> list[Any]:
    return [
        Div(field.name, css_class="co_choices") if field.reading in COLUMNED else field.name
        for field in part.fields
    ]


def terms_field(field: content.Field, terms: Iterable[Term]) -> forms.MultipleChoiceField:
    asked = several(field.label)
    asked.choices = [(term.slug, term.name) for term in terms]
    return asked


def asked(before: Document) -> dict[str, Any]:
    """The document as the form's fields begin."""
    days = {
        name: parse_date(before[name])
        for name, field in content.FIELDS.items()
        if field.reading == Reading.DATE and before.get(name)
    }
    return {**before, **days}

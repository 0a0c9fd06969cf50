"""Finding case studies: words, and facets that combine."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db.models import Count, Q, QuerySet
from django.utils.http import urlencode

from coproduce.ui.forms import FilterForm
from learning.models import Term
from learning.models.rows import CaseStudyQuerySet
from partnerships.models import CouncilArea


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

    @property
    def wider(self) -> list[tuple[str, str]]:
        """What was asked, each with the query string that asks for all of it but that."""
        asked = [name for name in self.fields if self.cleaned_data.get(name)]
        return [(str(self[name].label), self.query_with(**{name: ""})) for name in asked if len(asked) > 1]

    def query_with(self, **changed: str) -> str:
        """The same search as a query string, but for these."""
        asked = {**self.cleaned_data, **changed}
        return f"?{urlencode({name: value for name, value in asked.items() if value}, doseq=True)}"

    def faceted(self, rows: CaseStudyQuerySet, *, without: str = "") -> CaseStudyQuerySet:
        """Those in the chosen themes and areas; `without` leaves one open, to count its choices."""
        chosen = {name: self.cleaned_data.get(name) or [] for name in FACETS if name != without}
        return rows.about(themes=chosen.get("theme", []), areas=chosen.get("area", []))

    def offer(self, rows: CaseStudyQuerySet) -> None:
        """Show each theme and area with how many case studies choosing it would leave."""
        if self.words:
            rows = rows.containing(self.words)
        self.choices("theme", counted(Term.objects.themes(), self.faceted(rows, without="theme")))
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

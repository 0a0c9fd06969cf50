"""Finding case studies: words, and facets that combine."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils.http import urlencode

from coproduce.ui.forms import FilterForm
from learning.finding import Found, Question
from learning.models import Synonyms, facets
from learning.models.facets import FACETS, Facet, Labels
from learning.models.rows import CaseStudyQuerySet
from learning.search import Meanings, search_query

#: Choices of a facet that are seen at once; the others are one press away.
SEEN = 10
#: More than any facet offers; what asks for more was not made by our form.
MOST_VALUES = 50


class SlugsField(forms.MultipleChoiceField):
    """Any slugs at all: one that nothing has finds nothing, which is an honest answer to an old link."""

    widget = forms.CheckboxSelectMultiple

    def to_python(self, value: Any) -> list[str]:
        return list(dict.fromkeys(super().to_python(value)))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > MOST_VALUES:
            raise ValidationError(f"Choose {MOST_VALUES} or fewer of “{self.label}”", code="too_many")

    def valid_value(self, value: Any) -> bool:
        try:
            validate_slug(value)
        except ValidationError:
            return False
        return len(value) <= 100


@dataclass(frozen=True)
class Choice:
    """One answer of a facet; `number` is at least so many where it `is_least`."""

    value: str
    label: str
    number: int
    is_chosen: bool
    is_least: bool = False

    @property
    def counted(self) -> str:
        """Where only the newest were looked at, none among them means nothing."""
        if self.is_least:
            return f"{self.number}+" if self.number else ""
        return str(self.number)


@dataclass(frozen=True)
class Offer:
    """A facet with its choices: those that are seen at once, and the rest."""

    facet: Facet
    choices: list[Choice]
    errors: list[str]

    @property
    def is_open(self) -> bool:
        return bool(self.errors) or any(choice.is_chosen for choice in self.choices)

    @property
    def seen(self) -> list[Choice]:
        return self.choices if len(self.choices) <= SEEN + 1 else self.choices[:SEEN]

    @property
    def rest(self) -> list[Choice]:
        return self.choices[len(self.seen) :]


@dataclass(frozen=True)
class Chip:
    """One choice, and the query string that asks for all the rest."""

    facet: str
    label: str
    without: str


class CaseStudyFilter(FilterForm, forms.Form):
    """Words, and facets that combine: any of the values chosen in each, and all facets together."""

    q = forms.CharField(
        label="Search case studies",
        max_length=200,
        help_text="Use quotation marks for a phrase, a minus to leave a word out, or for either of two words",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_fields(
            {name: SlugsField(label=facet.label, required=False) for name, facet in FACETS.items()}
        )
        self.offers: list[Offer] = []
        self.chips: list[Chip] = []

    def narrow(self, queryset: CaseStudyQuerySet) -> CaseStudyQuerySet:  # type: ignore[override]
        return self.question.narrow(queryset).newest_first()

    @property
    def words(self) -> str:
        words: str = self.cleaned_data.get("q", "")
        return words

    @property
    def chosen(self) -> dict[str, list[str]]:
        return {name: values for name in FACETS if (values := self.cleaned_data.get(name))}

    @cached_property
    def meanings(self) -> Meanings:
        return Synonyms.objects.meanings()

    @cached_property
    def question(self) -> Question:
        query = search_query(self.words, self.meanings) if self.words else None
        return Question(query, self.chosen)

    @property
    def is_asking(self) -> bool:
        return any(self.cleaned_data.values())

    @property
    def has_wrong_choice(self) -> bool:
        return any(name in self.errors for name in FACETS)

    @property
    def wider(self) -> list[tuple[str, str]]:
        """What was asked, each with the query string that asks for all of it but that."""
        asked = [name for name in self.fields if self.cleaned_data.get(name)]
        return [(str(self[name].label), self.query_with(**{name: ""})) for name in asked if len(asked) > 1]

    def query_with(self, **changed: str | list[str]) -> str:
        """The same search as a query string, but for these."""
        asked = {**self.cleaned_data, **changed}
        return f"?{urlencode({name: value for name, value in asked.items() if value}, doseq=True)}"

    def offer(self, found: Found, labels: Labels) -> None:
        """Show the choices of each facet with how many case studies each would leave, and what is chosen."""
        offers = (self.offer_of(facet, found, labels[name]) for name, facet in FACETS.items())
        self.offers = [offer for offer in offers if offer.choices or offer.errors]
        self.chips = list(self.chips_of(labels))

    def offer_of(self, facet: Facet, found: Found, labels: Mapping[str, str]) -> Offer:
        """Those that lead somewhere, and those chosen already, so that they can be let go."""
        numbers, chosen = found.numbers.get(facet.name, {}), self.chosen.get(facet.name, [])
        is_cut = found.is_cut(facet.name)
        kept = [
            Choice(value, label, numbers.get(value, 0), value in chosen, is_cut)
            for value, label in labels.items()
            if value in chosen or value in numbers or (is_cut and not facet.is_open)
        ]
        by_use = kept if facet.has_order else sorted(kept, key=lambda choice: -choice.number)
        errors = [str(words) for words in self.errors.get(facet.name, ())]
        return Offer(facet, sorted(by_use, key=lambda choice: not choice.is_chosen), errors)

    def chips_of(self, labels: Labels) -> Iterable[Chip]:
        for name, values in self.chosen.items():
            for value in values:
                rest = self.query_with(**{name: [other for other in values if other != value]})
                yield Chip(FACETS[name].label, labels[name].get(value, value), rest)

    def named(self) -> list[str]:
        """What was chosen, in words; where nothing was, nothing is looked up."""
        return [chip.label for chip in self.chips_of(facets.labels())] if self.chosen else []

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.form_id = "case-study-search"
        helper.layout = Layout("q")
        return helper

"""What case studies are about, in words that administrators keep: one list of terms for each question."""

import pghistory
from django.db import models

from coproduce.accounts.access import Person


class Taxonomy(models.TextChoices):
    """The questions that terms answer; each is a facet of the search and a set of boxes on the form."""

    THEME = "theme", "Themes"
    MOMENT = "moment", "Moments in the journey"
    POPULATION = "population", "Population groups"
    PRODUCT = "product", "What was co-produced"
    METHOD = "method", "Methods"
    SETTING = "setting", "Settings"
    OUTCOME = "outcome", "National health and wellbeing outcomes"
    PRINCIPLE = "principle", "Integration delivery principles"  # Act s.31
    STANDARD = "standard", "National Standards for Community Engagement"
    PERSONAL = "personal", "Personal outcomes"  # Talking Points


class TermQuerySet(models.QuerySet["Term"]):
    def visible_to(self, user: Person) -> "TermQuerySet":
        """Terms are public; the argument is there because every page asks."""
        return self

    def of(self, taxonomy: Taxonomy) -> "TermQuerySet":
        return self.filter(taxonomy=taxonomy)

    def themes(self) -> "TermQuerySet":
        return self.of(Taxonomy.THEME)

    def in_use(self) -> "TermQuerySet":
        """Offered to writers; one that is not stays on what carries it already."""
        return self.filter(is_in_use=True)


@pghistory.track()
class Term(models.Model):
    """One answer to one question: readers filter by terms, and follow those that are themes."""

    taxonomy = models.CharField(max_length=20, choices=Taxonomy, default=Taxonomy.THEME)
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=80)
    definition = models.TextField(help_text="One or two plain sentences: what belongs here and what does not")
    order = models.PositiveSmallIntegerField(
        default=0, help_text="Lower comes first; those of the same number are set by name"
    )
    is_in_use = models.BooleanField(
        "in use", default=True, help_text="Without the tick, writers are no longer offered it"
    )

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ("taxonomy", "order", "name")
        constraints = (models.UniqueConstraint(fields=("taxonomy", "name"), name="term_named_once"),)

    def __str__(self) -> str:
        return self.name

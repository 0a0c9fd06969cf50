"""What an account of a practice holds: who, where, when, how power was shared, what changed, what it took."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from partnerships.models import CouncilArea, Partnership, Promise

from .taxonomy import Term

EARLIEST, LATEST = 1900, 2100
LONG = 10_000


class Kind(models.TextChoices):
    PRACTICE = "practice", "A practice: what was done together"
    STORY = "story", "One person’s story, told by them or for them"


class Evidence(models.TextChoices):
    """How it is known what changed; a description, and no rating."""

    PROJECT = "project", "Told by the project"
    PARTICIPANTS = "participants", "Told by those who took part"
    MEASURED = "measured", "Measured locally"
    EVALUATED = "evaluated", "Independently evaluated"


class Power(models.TextChoices):
    """Who had the say in one part of the work."""

    ORGANISATIONS = "organisations", "Organisations alone"
    ASKED = "asked", "Organisations, after asking people"
    SHARED = "shared", "People and organisations together"
    PEOPLE = "people", "People and communities themselves"


class Licence(models.TextChoices):
    RESERVED = "reserved", "All rights reserved: ask before you copy it"
    CC_BY = "cc-by-4.0", "CC BY 4.0: reuse it and say where it is from"
    CC_BY_NC_SA = "cc-by-nc-sa-4.0", "CC BY-NC-SA 4.0: reuse it without charge, on the same terms"
    OGL = "ogl-3.0", "Open Government Licence 3.0"


class Use(models.TextChoices):
    """What an entry may show of a person; each asks for that person's consent."""

    WORDS = "words", "Their own words, or what happened to them"
    REAL_NAME = "real_name", "Their real name"
    FIRST_NAME = "first_name", "Their first name"
    INVENTED_NAME = "invented_name", "An invented name"
    PICTURE = "picture", "A picture of them"
    FILM = "film", "Film of them, or their voice"


def section(label: str, help_text: str = "") -> "models.TextField[str, str]":
    """A part of the account in Markdown; empty where it is not recorded."""
    return models.TextField(label, max_length=LONG, blank=True, help_text=help_text)


def year(label: str, help_text: str) -> "models.PositiveSmallIntegerField[int | None, int | None]":
    ends = [MinValueValidator(EARLIEST), MaxValueValidator(LATEST)]
    return models.PositiveSmallIntegerField(
        label, null=True, blank=True, validators=ends, help_text=help_text
    )


def power(label: str) -> "models.CharField[str, str]":
    return models.CharField(label, max_length=20, choices=Power, blank=True)


class Practice(models.Model):
    """The words and facts of a case study, all of them optional but the title until it is submitted."""

    kind = models.CharField(max_length=20, choices=Kind, default=Kind.PRACTICE)
    title = models.CharField(max_length=200)
    summary = models.TextField(
        "summary in plain language",
        max_length=600,
        blank=True,
        help_text="Two or three sentences: what was done, by whom, and what changed",
    )
    changed_for_people = section("what changed for people")
    contact_role = models.CharField(
        "whom to ask",
        max_length=120,
        blank=True,
        help_text="A role rather than a person, such as “engagement officer”. Everyone can read this.",
    )
    council_areas = models.ManyToManyField(CouncilArea, blank=True, related_name="case_studies")

    text = models.TextField("what was done", max_length=40_000, blank=True)
    partnerships = models.ManyToManyField(
        Partnership,
        blank=True,
        related_name="case_studies",
        verbose_name="health and social care partnerships",
    )
    localities = models.CharField(
        "localities or neighbourhoods", max_length=300, blank=True, help_text="As people there call them"
    )
    started_in = year("year it began", "Four figures, such as 2019")
    ended_in = year("year it ended", "Leave it empty if it goes on, or if nobody knows")
    partners = models.JSONField(
        "who worked together, and what each brought",
        default=list,
        blank=True,
        help_text="A list of {name, brought, leads}",
    )
    who_took_part = section("who took part, and how they were reached")
    promised = models.CharField("promise made to people", max_length=20, choices=Promise, blank=True)
    kept = models.CharField("what happened in fact", max_length=20, choices=Promise, blank=True)
    power_in_design = power("say in the design")
    power_in_delivery = power("say in the delivery")
    power_in_decision = power("say in the decision")
    power_in_evaluation = power("say in the evaluation")
    power_shared = section("more about how power was shared")
    changed_for_services = section("what changed for services")
    changed_for_staff = section("what changed for staff")
    evidence = models.CharField("how it is known", max_length=20, choices=Evidence, blank=True)
    did_not_work = section("what did not work", "Readers learn most from this")
    learned = section("what was learned")
    time_taken = models.CharField("time it took", max_length=300, blank=True, help_text="A range will do")
    money = models.CharField("money it took", max_length=300, blank=True, help_text="A range will do")
    people_needed = models.CharField("people it took", max_length=300, blank=True)
    terms = models.ManyToManyField(Term, blank=True, related_name="case_studies")
    shows = ArrayField(
        models.CharField(max_length=20, choices=Use),
        verbose_name="what it shows of people",
        default=list,
        blank=True,
        help_text="Whatever is ticked needs the consent of the person before it can be published",
    )
    licence = models.CharField(max_length=20, choices=Licence, blank=True)
    source_url = models.URLField("link to more about it", max_length=500, blank=True)
    review_by = models.DateField(
        "look at it again by", null=True, blank=True, help_text="Two years on, unless you choose another day"
    )

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                condition=Q(ended_in__isnull=True)
                | Q(started_in__isnull=True)
                | Q(ended_in__gte=F("started_in")),
                name="%(class)s_ends_after_it_starts",
            ),
        )

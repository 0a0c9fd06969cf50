"""Organisations that partnerships work with: third sector interfaces, national partners and others."""

import datetime as dt
from urllib.parse import urlsplit

import pghistory
from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse

from coproduce.accounts.access import Person, team_ids
from coproduce.accounts.models import Team

from .partnerships import Partnership
from .places import CouncilArea
from .registers import RegisterQuerySet


class OrganisationKind(models.TextChoices):
    THIRD_SECTOR_INTERFACE = "third_sector_interface", "Third sector interface"
    LOCAL_THIRD_SECTOR = "local_third_sector", "Local third sector organisation"
    NATIONAL_THIRD_SECTOR = "national_third_sector", "National third sector organisation"
    THIRD_SECTOR_NETWORK = "third_sector_network", "Third sector network"
    COMMUNITY_GROUP = "community_group", "Community group"
    CARER_BODY = "carer_body", "Carers' centre or organisation"
    INDEPENDENT_PROVIDER = "independent_provider", "Independent care provider"
    INDEPENDENT_PROVIDER_BODY = "independent_provider_body", "Body of independent care providers"
    HOUSING_BODY = "housing_body", "Housing body"
    PROFESSIONAL_BODY = "professional_body", "Professional body"
    NETWORK = "network", "Network"
    IMPROVEMENT_BODY = "improvement_body", "Improvement body"
    SCRUTINY_BODY = "scrutiny_body", "Scrutiny body"
    FEEDBACK_PLATFORM = "feedback_platform", "Feedback platform"
    HEALTH_BOARD = "health_board", "Health board"
    COUNCIL = "council", "Council"
    INTEGRATION_JOINT_BOARD = "integration_joint_board", "Integration joint board"
    LOCAL_GOVERNMENT_BODY = "local_government_body", "Local government body"
    GOVERNMENT_DIRECTORATE = "government_directorate", "Government directorate"


def a_year_before(on: dt.date) -> dt.date:
    """The same day of the year before; 28 February for the 29th."""
    is_leap_day = (on.month, on.day) == (2, 29)
    return on.replace(year=on.year - 1, day=28 if is_leap_day else on.day)


class OrganisationQuerySet(RegisterQuerySet["Organisation"]):
    def belonging_to(self, user: Person) -> "OrganisationQuerySet":
        """Those in whose team the person holds a role today."""
        return self.filter(team__in=team_ids(user))

    def with_areas(self) -> "OrganisationQuerySet":
        return self.prefetch_related("council_areas")

    def with_everything(self) -> "OrganisationQuerySet":
        return (
            self.with_areas()
            .select_related("merged_into", "team")
            .prefetch_related("other_names", "identifiers")
        )

    def serving(self, partnership: Partnership) -> "OrganisationQuerySet":
        """Those that name one of the partnership's council areas as theirs."""
        areas = self.model.council_areas.through.objects.filter(councilarea__partnership=partnership)
        return self.filter(pk__in=areas.values("organisation_id"))

    def working_with(self, partnership: Partnership, on: dt.date) -> "OrganisationQuerySet":
        """Those that serve one of its council areas, and those with a part in it on the day."""
        with_part = self.model.objects.filter(
            models.Q(parts__since__isnull=True) | models.Q(parts__since__lte=on),
            models.Q(parts__until__isnull=True) | models.Q(parts__until__gt=on),
            parts__partnership=partnership,
        )
        serving = self.model.objects.serving(partnership)
        return self.filter(models.Q(pk__in=serving.values("pk")) | models.Q(pk__in=with_part.values("pk")))

    def of_kind(self, kind: str) -> "OrganisationQuerySet":
        return self.filter(kind=kind)

    def standing(self) -> "OrganisationQuerySet":
        """Without entries that were found to be another's duplicate."""
        return self.filter(merged_into__isnull=True)

    def stale(self, on: dt.date) -> "OrganisationQuerySet":
        """Those that nobody has confirmed in the twelve months before the day."""
        recent = models.Q(confirmed_on__gt=a_year_before(on))
        return self.filter(models.Q(confirmed_on__isnull=True) | ~recent)

    def matching(self, words: str) -> "OrganisationQuerySet":
        """Every word occurs in a name, a number, or an area it serves; accents and capitals do not count."""
        found = self
        for word in words.split():
            areas = self.model.council_areas.through.objects.filter(
                models.Q(councilarea__name__unaccent__icontains=word)
                | models.Q(councilarea__gaelic_name__unaccent__icontains=word)
            )
            found = found.filter(
                models.Q(name__unaccent__icontains=word)
                | models.Q(pk__in=self.model.objects.filter(other_names__name__unaccent__icontains=word))
                | models.Q(pk__in=self.model.objects.filter(identifiers__value__iexact=word))
                | models.Q(pk__in=areas.values("organisation_id"))
            )
        return found


@pghistory.track()
class Organisation(models.Model):
    """No council area means it works across Scotland. What is not confirmed is never shown as if it were."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=100, unique=True)
    kind = models.CharField(max_length=40, choices=OrganisationKind)
    website = models.URLField(blank=True)
    council_areas = models.ManyToManyField(CouncilArea, related_name="organisations", blank=True)
    name_confirmed = models.BooleanField("name is confirmed", default=False)
    website_confirmed = models.BooleanField("website is confirmed", default=False)
    note = models.TextField(blank=True)
    source_url = models.TextField("sources", blank=True)
    confirmed_on = models.DateField("last confirmed on", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="duplicates", null=True, blank=True
    )
    changed_at = models.DateTimeField(auto_now=True)
    team = models.OneToOneField(Team, on_delete=models.PROTECT, related_name="organisation")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = (Lower("name"), "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True) | models.Q(confirmed_on__isnull=False),
                name="organisation_confirmed_by_someone_on_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) | ~models.Q(merged_into=models.F("id")),
                name="organisation_not_merged_into_itself",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("partnerships:organisation_detail", args=[self.slug])

    @property
    def website_name(self) -> str:
        """The part of the address that people know it by."""
        return (urlsplit(self.website).hostname or self.website).removeprefix("www.")

    def is_stale(self, on: dt.date) -> bool:
        """Whether nobody has confirmed it in the twelve months before the day."""
        return self.confirmed_on is None or self.confirmed_on <= a_year_before(on)

"""Organisations that partnerships work with: third sector interfaces, national partners and others."""

from urllib.parse import urlsplit

import pghistory
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
    CARER_BODY = "carer_body", "Carers' organisation"
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


class OrganisationQuerySet(RegisterQuerySet["Organisation"]):
    def belonging_to(self, user: Person) -> "OrganisationQuerySet":
        """Those in whose team the person holds a role today."""
        return self.filter(team__in=team_ids(user))

    def with_areas(self) -> "OrganisationQuerySet":
        return self.prefetch_related("council_areas")

    def serving(self, partnership: Partnership) -> "OrganisationQuerySet":
        """Those that name one of the partnership's council areas as theirs."""
        areas = self.model.council_areas.through.objects.filter(councilarea__partnership=partnership)
        return self.filter(pk__in=areas.values("organisation_id"))

    def of_kind(self, kind: str) -> "OrganisationQuerySet":
        return self.filter(kind=kind)

    def matching(self, words: str) -> "OrganisationQuerySet":
        """Every word occurs in its name or in the name of an area it serves."""
        found = self
        for word in words.split():
            areas = self.model.council_areas.through.objects.filter(councilarea__name__icontains=word)
            found = found.filter(
                models.Q(name__icontains=word) | models.Q(pk__in=areas.values("organisation_id"))
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
    team = models.OneToOneField(Team, on_delete=models.PROTECT, related_name="organisation")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = (Lower("name"), "pk")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("partnerships:organisation_detail", args=[self.slug])

    @property
    def website_name(self) -> str:
        """The part of the address that people know it by."""
        return (urlsplit(self.website).hostname or self.website).removeprefix("www.")

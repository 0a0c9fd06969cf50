"""The integration authorities of Scotland, known as health and social care partnerships."""

import datetime as dt

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse

from coproduce.accounts.access import Person, team_ids
from coproduce.accounts.models import RoleName, Team

from .places import CouncilArea, HealthBoard
from .registers import Dated, DatedQuerySet, DateRange, RegisterQuerySet, ends_after_it_starts


class PartnershipQuerySet(RegisterQuerySet["Partnership"]):
    def worked_in_by(self, user: Person) -> "PartnershipQuerySet":
        """Those in whose team the person holds a role today."""
        return self.filter(team__in=team_ids(user))

    def with_places(self) -> "PartnershipQuerySet":
        return self.select_related("health_board", "team").prefetch_related("council_areas")

    def with_place_names(self) -> "PartnershipQuerySet":
        """Each with `area_names`, in the query itself."""
        areas = CouncilArea.objects.filter(partnership=models.OuterRef("pk")).values("name")
        return self.select_related("health_board", "team").annotate(area_names=ArraySubquery(areas))

    def of_officer(self, user: Person) -> "PartnershipQuerySet":
        """Those where the person may plan engagements."""
        return self.filter(team__in=team_ids(user, RoleName.OFFICER, RoleName.LEAD))

    def of_areas(self, areas: models.QuerySet[CouncilArea]) -> "PartnershipQuerySet":
        return self.filter(pk__in=areas.values("partnership"))

    def with_models(self, on: dt.date) -> "PartnershipQuerySet":
        """Each with `models_on_day`: the integration model in force, where one is known."""
        rows = IntegrationModel.objects.current(on)
        return self.prefetch_related(
            models.Prefetch("integration_models", queryset=rows, to_attr="models_on_day")
        )

    def with_model(self, on: dt.date) -> "PartnershipQuerySet":
        """Each with `model_in_force`, in the query itself: there is never more than one, and maybe none."""
        begun = models.Q(integration_models__since__isnull=True) | models.Q(integration_models__since__lte=on)
        holds = models.Q(integration_models__until__isnull=True) | models.Q(integration_models__until__gt=on)
        in_force = models.FilteredRelation("integration_models", condition=begun & holds)
        return self.annotate(model_in_force=in_force).select_related("model_in_force")  # type: ignore[misc]

    def with_constitution(self, on: dt.date) -> "PartnershipQuerySet":
        """Each with `model_on_day` ("" where none is known) and the number `councils` that share it."""
        models_on_day = IntegrationModel.objects.current(on).filter(partnership=models.OuterRef("pk"))
        model = Coalesce(models.Subquery(models_on_day.values("model")[:1]), models.Value(""))
        return self.annotate(model_on_day=model, councils=models.Count("council_areas"))

    def with_upcoming(self, now: dt.datetime) -> "PartnershipQuerySet":
        """Each with the number `coming_up` of published engagements that are not over."""
        published = models.Q(engagements__state="published", engagements__ends_at__gt=now)
        return self.annotate(coming_up=models.Count("engagements", filter=published)).order_by("name", "pk")

    def matching(self, words: str) -> "PartnershipQuerySet":
        """Every word occurs in a name of the partnership, of one of its councils, or of its health board.

        Accents and capitals do not count.
        """
        found = self
        for word in words.split():
            areas = CouncilArea.objects.filter(
                models.Q(name__unaccent__icontains=word) | models.Q(gaelic_name__unaccent__icontains=word)
            )
            found = found.filter(
                models.Q(name__unaccent__icontains=word)
                | models.Q(alternative_name__unaccent__icontains=word)
                | models.Q(health_board__name__unaccent__icontains=word)
                | models.Q(pk__in=areas.values("partnership"))
            )
        return found


@pghistory.track()
class Partnership(models.Model):
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=100, unique=True)
    alternative_name = models.CharField(max_length=200, blank=True)
    gss_code = models.CharField("official code", max_length=9, unique=True)
    health_board = models.ForeignKey(HealthBoard, on_delete=models.PROTECT, related_name="partnerships")
    website = models.URLField(blank=True)
    contact_role = models.CharField(
        max_length=200,
        blank=True,
        help_text="Whom to ask for, by post and not by name: everyone can see this",
    )
    contact_email = models.EmailField(
        blank=True, help_text="A shared mailbox, not a person's own: everyone can see this"
    )
    contact_phone = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)
    source_url = models.TextField("sources", blank=True)
    team = models.OneToOneField(Team, on_delete=models.PROTECT, related_name="partnership")
    small_number_threshold = models.PositiveSmallIntegerField(
        default=5,
        validators=(MinValueValidator(5), MaxValueValidator(10)),
        help_text="Numbers of people below this are not shown in public. Between 5 and 10.",
    )

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(small_number_threshold__range=(5, 10)),
                name="small_number_threshold_between_5_and_10",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("partnerships:partnership_detail", args=[self.slug])

    @property
    def places(self) -> str:
        """Its council areas in words."""
        return " and ".join(area.name for area in self.council_areas.all())

    @property
    def short_name(self) -> str:
        """Its place alone, for lists where every row would say the same."""
        return self.name.removesuffix(" Health and Social Care Partnership").removesuffix(" University")


class Model(models.TextChoices):
    """How health board and council integrate (Public Bodies (Joint Working) (Scotland) Act 2014 s.1(4))."""

    JOINT_BOARD = "integration_joint_board", "Integration joint board"
    LEAD_AGENCY = "lead_agency", "Lead agency"


@pghistory.track()
class IntegrationModel(Dated):
    """A partnership's model from a day until a day; no `since` is "since before our records"."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="integration_models")
    model = models.CharField(max_length=30, choices=Model)

    objects = DatedQuerySet["IntegrationModel"].as_manager()

    class Meta:
        ordering = ("partnership", models.F("since").asc(nulls_first=True))
        constraints = (
            ends_after_it_starts("integration_model_ends_after_it_starts"),
            ExclusionConstraint(
                name="one_integration_model_at_a_time",
                expressions=(
                    ("partnership", RangeOperators.EQUAL),
                    (DateRange("since", "until"), RangeOperators.OVERLAPS),
                ),
            ),
        )

    def __str__(self) -> str:
        return self.get_model_display()

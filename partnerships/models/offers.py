"""Support that organisations offer to people and groups so that they can take part."""

import datetime as dt
from uuid import uuid4

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from .organisations import Organisation
from .partnerships import Partnership
from .places import CouncilArea
from .registers import RegisterQuerySet


class Support(models.TextChoices):
    TRAINING = "training", "Training"
    MENTORING = "mentoring", "Mentoring"
    PEER_SUPPORT = "peer_support", "Peer support"
    FACILITATION = "facilitation", "Facilitation"
    EVALUATION = "evaluation", "Evaluation"
    ACCESSIBLE_COMMUNICATION = "accessible_communication", "Accessible communication"
    ADVOCACY = "advocacy", "Advocacy"
    COMMUNITY_DEVELOPMENT = "community_development", "Community development"


class Cost(models.TextChoices):
    FREE = "free", "Free"
    EXPENSES = "expenses", "Free, expenses only"
    CHARGED = "charged", "There is a charge"
    ASK = "ask", "Ask about the cost"


#: What nobody pays for but, at most, their expenses.
FREE = (Cost.FREE, Cost.EXPENSES)


class SupportOfferQuerySet(RegisterQuerySet["SupportOffer"]):
    def open(self, on: dt.date) -> "SupportOfferQuerySet":
        """Those that somebody can ask for on the day."""
        return self.filter(Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=on))

    def withdrawn(self, on: dt.date) -> "SupportOfferQuerySet":
        return self.filter(withdrawn_on__lte=on)

    def of_organisation(self, organisation: Organisation) -> "SupportOfferQuerySet":
        return self.filter(organisation=organisation)

    def with_organisation(self) -> "SupportOfferQuerySet":
        return self.select_related("organisation__team").prefetch_related("council_areas")

    def of_kind(self, kind: str) -> "SupportOfferQuerySet":
        return self.filter(kinds__contains=[kind])

    def free(self) -> "SupportOfferQuerySet":
        return self.filter(cost__in=FREE)

    def not_free(self) -> "SupportOfferQuerySet":
        """Those with a charge, and those that say to ask."""
        return self.exclude(cost__in=FREE)

    def serving(self, partnership: Partnership) -> "SupportOfferQuerySet":
        """Those for the partnership's council areas, and those for all of Scotland."""
        areas = self.model.council_areas.through.objects
        here = areas.filter(councilarea__partnership=partnership).values("supportoffer_id")
        return self.filter(Q(pk__in=here) | ~Q(pk__in=areas.values("supportoffer_id")))

    def local_first(self) -> "SupportOfferQuerySet":
        """Those that name an area before those for all of Scotland."""
        areas = self.model.council_areas.through.objects.filter(supportoffer=models.OuterRef("pk"))
        return self.annotate(is_local=models.Exists(areas)).order_by("-is_local", "title", "pk")

    def matching(self, words: str) -> "SupportOfferQuerySet":
        """Every word occurs in what the offer says, in its kinds, or in a name of its organisation or areas.

        Accents and capitals do not count.
        """
        found = self
        for word in words.split():
            areas = self.model.council_areas.through.objects.filter(
                Q(councilarea__name__unaccent__icontains=word)
                | Q(councilarea__gaelic_name__unaccent__icontains=word)
            )
            known = Organisation.objects.filter(other_names__name__unaccent__icontains=word)
            found = found.filter(
                Q(title__unaccent__icontains=word)
                | Q(description__unaccent__icontains=word)
                | Q(for_whom__unaccent__icontains=word)
                | Q(organisation__name__unaccent__icontains=word)
                | Q(organisation__in=known)
                | Q(kinds__overlap=[kind for kind in Support if word.casefold() in kind.label.casefold()])
                | Q(pk__in=areas.values("supportoffer_id"))
            )
        return found


@pghistory.track()
class SupportOffer(models.Model):
    """No council area means anywhere in Scotland. A withdrawn offer stays to be read, marked as withdrawn."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="support_offers")
    title = models.CharField(max_length=200)
    kinds = ArrayField(models.CharField(max_length=40, choices=Support), verbose_name="kinds of support")
    description = models.TextField("what it is", max_length=4000)
    for_whom = models.TextField("whom it is for", max_length=1000)
    council_areas = models.ManyToManyField(CouncilArea, related_name="support_offers", blank=True)
    how_to_ask = models.TextField(
        max_length=1000, help_text="A shared mailbox or number; everyone can see this"
    )
    cost = models.CharField(max_length=20, choices=Cost)
    cost_detail = models.CharField(max_length=300, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    submission = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = SupportOfferQuerySet.as_manager()

    class Meta:
        ordering = ("title", "pk")
        constraints = (models.CheckConstraint(condition=Q(kinds__len__gt=0), name="offer_has_a_kind"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partnerships:support_offer_detail", args=[self.pk])

    @property
    def kind_names(self) -> list[str]:
        return [Support(kind).label for kind in self.kinds]

    @property
    def is_free(self) -> bool:
        return self.cost in FREE

    def is_open(self, on: dt.date) -> bool:
        return self.withdrawn_on is None or self.withdrawn_on > on

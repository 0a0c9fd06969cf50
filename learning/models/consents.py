"""Who agreed to what being shown of them: dated grants, each for one use, that outlive the story.

A person may agree more than once; the latest agreement about a use is the one that counts, so that consent
can be renewed, and narrowed. What is live is worked out from the dates whenever it is asked, never kept.
"""

import base64
import datetime as dt
import secrets
import uuid
from typing import TYPE_CHECKING, Any

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.aggregates import BoolAnd
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Now
from django.urls import reverse

from coproduce.accounts.access import Person, team_ids
from coproduce.accounts.models import RoleName, Today

from .practice import Use

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from partnerships.models import Organisation

    from .case_studies import CaseStudy


class Channel(models.TextChoices):
    """Where it may be seen."""

    PAGE = "page", "On its page, and when people search this site"
    DIGEST = "digest", "In emails to people who follow its theme, area or organisation"
    FEED = "feed", "In feeds and spreadsheets that others load from this site"
    PRINT = "print", "On paper, when someone prints the page"
    REUSE = "reuse", "In what others make of it: they may copy it and use it again"


class How(models.TextChoices):
    """How someone agreed."""

    PAPER = "paper", "They signed on paper"
    IN_PERSON = "in_person", "In person"
    PHONE = "phone", "By phone"
    MESSAGE = "message", "By letter or email"


class Through(models.TextChoices):
    """How a grant ended before its time."""

    LINK = "link", "Through their own link"
    PHONE = "phone", "By phone"
    MESSAGE = "message", "By letter or email"
    IN_PERSON = "in_person", "In person"
    MISTAKE = "mistake", "It was recorded by mistake: they had never agreed to it"


def day(on: dt.date | None) -> Any:
    """That day, or today in Scotland by the database's clock at the moment of the query.

    A view keeps its queryset for as long as the process runs: a date from Python would grow old.
    """
    return Value(on) if on else Today()


def new_code() -> str:
    """64 random bits in letters and figures that nobody mixes up: no 0, 1, 8 or 9."""
    return base64.b32encode(secrets.token_bytes(8)).decode().rstrip("=").lower()


class TellerQuerySet(models.QuerySet["Teller"]):
    def visible_to(self, user: Person) -> "TellerQuerySet":
        """Their names: for those who write for the organisation, and nobody else."""
        return self.filter(case_study__organisation__team__in=writing(user))

    def of(self, case_study: "CaseStudy") -> "TellerQuerySet":
        return self.filter(case_study=case_study).order_by("pk")

    def with_grants(self) -> "TellerQuerySet":
        """With all that they ever agreed to, and the entry; its search column stays in the database."""
        rows = self.select_related("case_study__organisation").defer("case_study__search")
        return rows.prefetch_related("grants")


def writing(user: Person) -> frozenset[int]:
    return team_ids(user, RoleName.EDITOR, RoleName.LEAD)


class Teller(models.Model):
    """Someone whose story an entry tells or whom it shows; `code` opens their own page, without an account.

    The code is kept rather than signed: it is printed on paper that has to work for years, and a signature
    dies with the secret that made it.
    """

    case_study = models.ForeignKey("learning.CaseStudy", on_delete=models.PROTECT, related_name="tellers")
    name = models.CharField("whose story it is, or who is shown", max_length=200)
    code = models.CharField(max_length=20, unique=True, default=new_code, editable=False)
    created_at = models.DateTimeField(db_default=Now())

    objects = TellerQuerySet.as_manager()

    if TYPE_CHECKING:
        grants: RelatedManager["Grant"]

    class Meta:
        ordering = ("pk",)
        triggers = (
            pgtrigger.Protect(name="tellers_are_only_added", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"Teller {self.pk}"

    def get_absolute_url(self) -> str:
        """Their own page."""
        return reverse("learning:story", args=[self.spaced_code])

    @property
    def spaced_code(self) -> str:
        """In groups of four, as people read it out."""
        return "-".join(self.code[at : at + 4] for at in range(0, len(self.code), 4))

    @property
    def slug(self) -> str:
        return self.case_study.slug

    @property
    def has_ended(self) -> bool:
        """Nothing is left to take back; uses what `with_grants` fetched."""
        return all(grant.is_withdrawn for grant in self.grants.all())

    @property
    def organisation(self) -> "Organisation | None":
        return self.case_study.organisation


class GrantQuerySet(models.QuerySet["Grant"]):
    def visible_to(self, user: Person) -> "GrantQuerySet":
        return self.filter(teller__case_study__organisation__team__in=writing(user))

    def about(self, case_study: "CaseStudy") -> "GrantQuerySet":
        return self.filter(teller__case_study=case_study)

    def given(self) -> "GrantQuerySet":
        """Without those that were recorded by mistake."""
        return self.exclude(withdrawn_through=Through.MISTAKE)

    def counting(self) -> "GrantQuerySet":
        """For each person and use the agreement that counts: the one given last."""
        same = Grant.objects.given().filter(teller=OuterRef("teller"), use=OuterRef("use"))
        later = Q(agreed_on__gt=OuterRef("agreed_on")) | Q(
            agreed_on=OuterRef("agreed_on"), pk__gt=OuterRef("pk")
        )
        return self.given().filter(~Exists(same.filter(later)))

    def unwithdrawn(self) -> "GrantQuerySet":
        return self.filter(withdrawn_at__isnull=True)

    def live(self, on: dt.date | None = None) -> "GrantQuerySet":
        """They count, were not taken back, and last until that day or longer."""
        return self.counting().unwithdrawn().filter(expires_on__gte=day(on))

    def over(self, on: dt.date | None = None) -> "GrantQuerySet":
        """They count, were not taken back, their time is over, and what they are about is still shown."""
        shown = Q(teller__case_study__shows__contains=[F("use")])
        return self.counting().unwithdrawn().filter(shown, expires_on__lt=day(on))

    def ending(self, *, since: dt.date, until: dt.date) -> "GrantQuerySet":
        """They count, were not taken back, and their last day is one of these."""
        return self.counting().unwithdrawn().filter(expires_on__gte=since, expires_on__lte=until)

    def agreed(self, channel: Channel, on: dt.date | None = None) -> models.QuerySet["Grant", str]:
        """The uses to which everyone asked has agreed for this channel.

        Where two people are in a picture, both have to agree: when the time of one is over, the picture may
        not be shown, whatever the other said. Someone who took it back no longer counts, because the picture
        they were in went with that.
        """
        yes = Q(expires_on__gte=day(on), channels__contains=[channel.value])
        rows = self.counting().unwithdrawn().order_by().values("use")
        return rows.annotate(everyone=BoolAnd(yes)).filter(everyone=True).values_list("use", flat=True)


def consented(channel: Channel, on: dt.date | None = None) -> Q:
    """For case studies: for all that it shows of people there is a live grant for this channel."""
    asked = Grant.objects.filter(teller__case_study=OuterRef("pk"))
    return Q(shows=[]) | Q(shows__contained_by=ArraySubquery(asked.agreed(channel, on)))


@pghistory.track(exclude=["wording", "agreed_for_them"])
class Grant(models.Model):
    """One person's agreement to one use, in some channels, until a day that is part of it.

    Only its end is ever added, once; everything else stays as it was recorded, and no row is deleted.
    """

    teller = models.ForeignKey(Teller, on_delete=models.PROTECT, related_name="grants")
    use = models.CharField(max_length=20, choices=Use)
    channels = ArrayField(models.CharField(max_length=20, choices=Channel))
    wording = models.TextField(help_text="What they were shown or read, word for word")
    agreed_for_them = models.CharField(
        max_length=300, blank=True, help_text="Who agreed on their behalf, and why they could"
    )
    how = models.CharField(max_length=20, choices=How)
    agreed_on = models.DateField()
    expires_on = models.DateField(help_text="The last day on which it may be shown")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    submission = models.UUIDField(default=uuid.uuid4, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_through = models.CharField(max_length=20, choices=Through, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ("agreed_on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("submission", "use"), name="grant_recorded_once"),
            models.CheckConstraint(condition=Q(use__in=Use.values), name="grant_use_is_known"),
            models.CheckConstraint(condition=~Q(channels=[]), name="grant_names_a_channel"),
            models.CheckConstraint(condition=~Q(wording=""), name="grant_keeps_its_wording"),
            models.CheckConstraint(
                condition=Q(expires_on__gt=F("agreed_on")), name="grant_ends_after_it_is_given"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_through="", withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_through=Through.LINK, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                & Q(withdrawn_through__in=[one for one in Through.values if one != Through.LINK]),
                name="grant_withdrawn_through_link_or_recorded_by_someone",
            ),
        )
        triggers = (
            pgtrigger.Protect(name="grant_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="grant_stays_as_recorded",
                exclude=["withdrawn_at", "withdrawn_through", "withdrawn_by"],
            ),
            pgtrigger.Protect(
                name="grant_is_withdrawn_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__withdrawn_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"Grant {self.pk}"

    @property
    def channel_names(self) -> list[str]:
        """In the order in which they are asked."""
        return [str(channel.label) for channel in Channel if channel in self.channels]

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def is_mistake(self) -> bool:
        return self.withdrawn_through == Through.MISTAKE

    def is_live(self, on: dt.date) -> bool:
        """By its own columns; whether it is the one that counts, its rows beside it say (`counting`)."""
        return not self.is_withdrawn and self.expires_on >= on

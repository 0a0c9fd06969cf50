"""Bodies of a partnership, their seats and meetings. Who holds a seat is told without a person: a tenure."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pghistory
import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from coproduce.accounts.access import Person

from .groups import StatutoryGroup, Substitute
from .localities import Locality
from .organisations import Organisation
from .partnerships import Partnership
from .registers import Dated, DatedQuerySet, DateRange, RegisterQuerySet, ends_after_it_starts


class BodyKind(models.TextChoices):
    PLANNING_GROUP = "strategic_planning_group", "Strategic planning group"
    JOINT_BOARD = "integration_joint_board", "Integration joint board"
    MONITORING_COMMITTEE = "integration_joint_monitoring_committee", "Integration joint monitoring committee"
    LOCALITY_GROUP = "locality_group", "Locality group"
    NETWORK = "network", "Network"


#: Those the law knows, of which a partnership has one at a time.
STATUTORY = (BodyKind.PLANNING_GROUP, BodyKind.JOINT_BOARD, BodyKind.MONITORING_COMMITTEE)
#: By how many clear days notice and business precede a joint board's meeting: SSI 2014/285 Schedule para 2.
CLEAR_DAYS = 5


class BodyQuerySet(DatedQuerySet["Body"]):
    def of_partnership(self, partnership: Partnership) -> "BodyQuerySet":
        return self.filter(partnership=partnership)

    def of_officer(self, user: Person) -> "BodyQuerySet":
        """Those of the partnerships where the person may plan engagements."""
        return self.filter(partnership__in=Partnership.objects.of_officer(user))

    def with_partnership(self) -> "BodyQuerySet":
        return self.select_related("partnership__team", "locality")

    def with_constitution(self, on: dt.date) -> "BodyQuerySet":
        """Each as its partnership is `with_constitution`, and for which day: `constituted_on`."""
        partnerships = Partnership.objects.with_constitution(on)
        of_it: models.QuerySet[Any] = partnerships.filter(pk=models.OuterRef("partnership"))
        return self.annotate(
            model_on_day=models.Subquery(of_it.values("model_on_day")),
            councils=models.Subquery(of_it.values("councils")),
            constituted_on=models.Value(on, models.DateField()),
        )

    def of_kind(self, kind: str) -> "BodyQuerySet":
        return self.filter(kind=kind)

    def with_vacancies(self, on: dt.date) -> "BodyQuerySet":
        """Each with the number of `seats_on_day`, and of those that are `vacant`."""
        mine = Seat.objects.filter(body=models.OuterRef("pk"))
        return self.annotate(
            seats_on_day=counted(mine.current(on), "body"), vacant=counted(mine.vacant(on), "body")
        )


def counted(rows: models.QuerySet[Any], parent: str) -> Coalesce:
    """How many rows, one for each parent, as a column of the parent."""
    number = rows.order_by().values(parent).annotate(number=models.Count("pk")).values("number")
    return Coalesce(models.Subquery(number), 0)


@pghistory.track()
class Body(Dated):
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="bodies")
    kind = models.CharField(max_length=50, choices=BodyKind)
    name = models.CharField(max_length=200)
    purpose = models.TextField(max_length=2000, blank=True)
    locality = models.ForeignKey(
        Locality, on_delete=models.PROTECT, related_name="bodies", null=True, blank=True
    )
    clear_days = models.PositiveSmallIntegerField(
        "clear days for papers",
        default=CLEAR_DAYS,
        help_text="Whole days between the day papers are sent and the day of the meeting",
    )
    changed_at = models.DateTimeField(auto_now=True)
    submission = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = BodyQuerySet.as_manager()

    class Meta:
        ordering = ("partnership", "kind", "name", "pk")
        verbose_name_plural = "bodies"
        constraints = (
            ends_after_it_starts("body_ends_after_it_starts"),
            ExclusionConstraint(
                name="one_statutory_body_of_a_kind_at_a_time",
                condition=Q(kind__in=STATUTORY),
                expressions=(
                    ("partnership", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (DateRange("since", "until"), RangeOperators.OVERLAPS),
                ),
            ),
            models.CheckConstraint(
                condition=~Q(kind=BodyKind.JOINT_BOARD) | Q(clear_days__gte=CLEAR_DAYS),
                name="joint_board_papers_five_clear_days_ahead",
            ),
            models.CheckConstraint(
                condition=~Q(kind=BodyKind.LOCALITY_GROUP) | Q(locality__isnull=False),
                name="locality_group_has_a_locality",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("partnerships:body_detail", args=[self.pk])


class Filling(models.TextChoices):
    """How a seat is filled."""

    NOMINATED = "nominated", "Nominated"
    ELECTED = "elected", "Elected"
    APPOINTED = "appointed", "Appointed after an open invitation"
    EX_OFFICIO = "ex_officio", "Comes with a post"
    CHOSEN = "chosen", "Chosen by the partnership"


#: How a seat is filled where the law says so, by group.
FILLINGS = {
    **dict.fromkeys(
        (
            *("spg_health_board_nominee", "spg_local_authority_nominee"),
            *("spg_local_authorities_joint_nominee", "spg_other_authority_nominee_hb_lead"),
            *("spg_other_authority_nominee_la_lead", "ijb_councillors", "ijb_health_board"),
            *("ijb_gp", "ijb_nurse", "ijb_secondary_doctor"),
        ),
        Filling.NOMINATED,
    ),
    **dict.fromkeys(("ijb_cswo", "ijb_chief_officer", "ijb_s95"), Filling.EX_OFFICIO),
}


class SeatQuerySet(DatedQuerySet["Seat"]):
    def of_body(self, body: Body) -> "SeatQuerySet":
        return self.filter(body=body)

    def of_partnership(self, partnership: Partnership) -> "SeatQuerySet":
        return self.filter(body__partnership=partnership)

    def with_tenures(self) -> "SeatQuerySet":
        """Each with its groups, and all its tenures with the organisations they speak for."""
        return self.select_related("body__partnership__team", "locality").prefetch_related(
            "groups", models.Prefetch("tenures", Tenure.objects.select_related("organisation"))
        )

    def vacant(self, on: dt.date) -> "SeatQuerySet":
        """In being on the day, and held by nobody."""
        held = Tenure.objects.current(on).filter(seat=models.OuterRef("pk"), standing=Standing.HOLDER)
        return self.current(on).filter(~models.Exists(held))

    def with_body(self) -> "SeatQuerySet":
        return self.select_related("body__partnership__team", "locality")


@pghistory.track()
class Seat(Dated):
    """A seat answers for the groups it names; it can be vacant."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="seats")
    order = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=200)
    groups = models.ManyToManyField(StatutoryGroup, related_name="seats", blank=True)
    locality = models.ForeignKey(
        Locality, on_delete=models.PROTECT, related_name="seats", null=True, blank=True
    )
    filling = models.CharField("how it is filled", max_length=20, choices=Filling, default=Filling.CHOSEN)
    term_years = models.PositiveSmallIntegerField("longest term in years", null=True, blank=True)
    may_send = models.CharField(
        "whom its holder may send",
        max_length=20,
        choices=Substitute,
        blank=True,
        help_text="Empty: as the law says",
    )
    changed_at = models.DateTimeField(auto_now=True)
    submission = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ("body", "order", "pk")
        constraints = (ends_after_it_starts("seat_ends_after_it_starts"),)

    def __str__(self) -> str:
        return self.title


class Standing(models.TextChoices):
    """In which standing someone sits: the seat is held by its holder alone."""

    HOLDER = "holder", "Holder"
    DEPUTY = "deputy", "Deputy"
    PROXY = "proxy", "Proxy"


class TenureQuerySet(DatedQuerySet["Tenure"]):
    def with_seat(self) -> "TenureQuerySet":
        return self.select_related("seat__body__partnership__team", "organisation")

    def of_seat(self, seat: Seat) -> "TenureQuerySet":
        return self.filter(seat=seat)

    def of_standing(self, standing: str) -> "TenureQuerySet":
        return self.filter(standing=standing)

    def latest_first(self) -> "TenureQuerySet":
        return self.order_by("-since", "-pk")


@pghistory.track()
class Tenure(Dated):
    """That a seat is held, from a day until a day, and for whom; never by whom. Ended, never deleted."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="tenures")
    standing = models.CharField(max_length=20, choices=Standing, default=Standing.HOLDER)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="tenures", null=True, blank=True,
        verbose_name="organisation represented",
    )  # fmt: skip
    nominated_by = models.CharField(
        max_length=200, blank=True, help_text="An organisation, group or network; never a person's name"
    )
    changed_at = models.DateTimeField(auto_now=True)
    submission = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = TenureQuerySet.as_manager()

    class Meta:
        ordering = ("seat", models.F("since").asc(nulls_first=True), "pk")
        triggers = (pgtrigger.Protect(name="tenure_ended_never_deleted", operation=pgtrigger.Delete),)
        constraints = (
            ends_after_it_starts("tenure_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(since__isnull=False), name="tenure_has_a_first_day"),
            ExclusionConstraint(
                name="one_tenure_of_a_seat_at_a_time",
                expressions=(
                    ("seat", RangeOperators.EQUAL),
                    ("standing", RangeOperators.EQUAL),
                    (DateRange("since", "until"), RangeOperators.OVERLAPS),
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.seat}, {self.get_standing_display().lower()}"


class EvaluationQuerySet(RegisterQuerySet["Evaluation"]):
    def of_body(self, body: Body) -> "EvaluationQuerySet":
        return self.filter(body=body)

    def with_body(self) -> "EvaluationQuerySet":
        return self.select_related("body__partnership__team")


class Evaluation(models.Model):
    """How a body stood against the rules on a day, kept as it was found; later rules never change it."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="evaluations")
    on = models.DateField("as on")
    findings = models.JSONField()
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    submission = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        ordering = ("-on", "-kept_at", "-pk")
        triggers = (
            pgtrigger.Protect(name="evaluation_only_added", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.body}, {self.on:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("partnerships:evaluation_detail", args=[self.pk])

"""What people say of what is recorded about them: that they took part is a claim until they have said so.

The claim is the attendance on the involvement; it says when it was recorded, and an answer names that moment:
recorded anew, it is a new claim, and what was said of the old one stays on record and counts no more.
"""

import datetime as dt

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from coproduce.accounts.access import Person, team_ids
from coproduce.accounts.models import RoleName
from partnerships.models import Partnership, PlanStage, StatutoryGroup, StrategicPlan

from .declarations import ERASED
from .involvement import Involvement, InvolvementQuerySet, Through


class Verdict(models.TextChoices):
    """What the other side says of a claim."""

    CONFIRMED = "confirmed", "Confirmed"
    CORRECTED = "corrected", "Confirmed, and put right"
    DISPUTED = "disputed", "Disputed"


class ConfirmationQuerySet(models.QuerySet["Confirmation"]):
    def about_what_is_recorded(self) -> "ConfirmationQuerySet":
        """Of the attendance as it is recorded now; not of one that was recorded anew since."""
        return self.filter(claimed_at=F("involvement__attendance_recorded_at"))

    def until(self, moment: dt.datetime) -> "ConfirmationQuerySet":
        return self.filter(at__lt=moment)

    def latest_of(self, involvement: OuterRef) -> "ConfirmationQuerySet":
        return self.filter(involvement=involvement).order_by("-at", "-pk")


class Confirmation(models.Model):
    """One answer to one claim: the person's own, or as they told it to someone without a part in it."""

    involvement = models.ForeignKey(Involvement, on_delete=models.PROTECT, related_name="confirmations")
    claimed_at = models.DateTimeField(help_text="When the attendance was recorded that this is about")
    verdict = models.CharField(max_length=20, choices=Verdict)
    groups = models.ManyToManyField(StatutoryGroup, related_name="+", blank=True)
    words = models.CharField(max_length=500, blank=True)
    through = models.CharField(max_length=20, choices=Through)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    at = models.DateTimeField()

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(through=Through.LINK, by__isnull=True)
                | ~Q(through=Through.LINK) & Q(by__isnull=False),
                name="by_their_link_or_as_told_to_someone",
            ),
        )
        triggers = (
            pgtrigger.Protect(name="confirmations_are_only_added", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="confirmations_stay_but_for_words",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["words"]),
            ),
            pgtrigger.Protect(
                name="words_of_confirmations_are_only_erased",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__words__df=pgtrigger.F("new__words"))
                & ~pgtrigger.Q(new__words=ERASED),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_verdict_display()} on {self.at:%Y-%m-%d}"


class ConfirmationCode(models.Model):
    """A short code on a sheet for one person: read out on the phone, it shows that they have the sheet."""

    involvement = models.ForeignKey(Involvement, on_delete=models.PROTECT, related_name="+")
    claimed_at = models.DateTimeField()
    fingerprint = models.CharField(max_length=64)
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    printed_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0, help_text="How often another code was given for it")

    class Meta:
        ordering = ("-printed_at", "-pk")

    def __str__(self) -> str:
        return f"A code printed on {self.printed_at:%Y-%m-%d}"


class EvidenceKind(models.TextChoices):
    SHEET = "sheet", "A sheet that people signed"
    MINUTES = "minutes", "Minutes or a note of the meeting"
    VIEWS = "views", "What they said is recorded"
    OTHER = "other", "Something else"


class EvidenceQuerySet(models.QuerySet["InvolvementEvidence"]):
    def visible_to(self, user: Person) -> "EvidenceQuerySet":
        return self.filter(involvement__in=Involvement.objects.visible_to(user))

    def with_involvement(self) -> "EvidenceQuerySet":
        return self.select_related("involvement__participant__partnership__team", "involvement__engagement")

    def standing(self, moment: dt.datetime) -> "EvidenceQuerySet":
        """Recorded by then and not withdrawn by then."""
        return self.filter(recorded_at__lt=moment).exclude(withdrawn_at__lt=moment)


@pghistory.track(exclude=["words", "withdrawn_because"])
class InvolvementEvidence(models.Model):
    """What stands behind a claim, as those who claim have it."""

    involvement = models.ForeignKey(Involvement, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=20, choices=EvidenceKind)
    words = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ("recorded_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="involvement_evidence_withdrawn_by_someone",
            ),
        )

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def partnership(self) -> Partnership:
        return self.involvement.partnership


class NotApplicableQuerySet(models.QuerySet["NotApplicable"]):
    def visible_to(self, user: Person) -> "NotApplicableQuerySet":
        teams = team_ids(user, RoleName.OFFICER, RoleName.LEAD)
        return self.filter(plan__partnership__team__in=teams)

    def of_plan(self, plan: StrategicPlan) -> "NotApplicableQuerySet":
        return self.filter(plan=plan)

    def standing(self, moment: dt.datetime) -> "NotApplicableQuerySet":
        return self.filter(at__lt=moment).exclude(withdrawn_at__lt=moment)


@pghistory.track()
class NotApplicable(models.Model):
    """That a group need not be heard at a stage of a plan, and why; it never hides that someone was."""

    plan = models.ForeignKey(StrategicPlan, on_delete=models.PROTECT, related_name="+")
    stage = models.ForeignKey(PlanStage, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(StatutoryGroup, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = NotApplicableQuerySet.as_manager()

    class Meta:
        ordering = ("at", "pk")
        verbose_name_plural = "not applicable"
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "stage", "group"),
                condition=Q(withdrawn_at__isnull=True),
                name="one_reason_at_a_time_for_a_cell",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="not_applicable_has_a_reason"),
        )

    def __str__(self) -> str:
        return self.reason


def latest_verdict(moment: dt.datetime | None = None) -> Subquery:
    """Of the involvement of the outer query: the last answer to what is recorded now."""
    rows = Confirmation.objects.latest_of(OuterRef("pk")).filter(
        claimed_at=OuterRef("attendance_recorded_at")
    )
    return Subquery((rows.until(moment) if moment else rows).values("verdict")[:1])


def latest_correction(moment: dt.datetime) -> Subquery:
    """Of the involvement of the outer query: the key of the last answer that named groups."""
    rows = Confirmation.objects.latest_of(OuterRef("pk")).until(moment)
    rows = rows.filter(claimed_at=OuterRef("attendance_recorded_at"), verdict=Verdict.CORRECTED)
    return Subquery(rows.filter(groups__isnull=False).values("pk")[:1])


def with_verdict(rows: InvolvementQuerySet) -> InvolvementQuerySet:
    """Adds `verdict`, the last answer to what is recorded now; None where there is none."""
    return rows.annotate(verdict=latest_verdict())

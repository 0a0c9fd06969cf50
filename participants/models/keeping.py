"""What ends: wishes to be forgotten, marks that recognise who comes back, periods, warnings before them."""

import datetime as dt

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from coproduce.accounts.access import Person, team_ids
from coproduce.accounts.models import RoleName
from partnerships.models import Partnership

from .declarations import Retention
from .involvement import Through
from .participants import Participant

LONGEST = 120


class ErasureWishQuerySet(models.QuerySet["ErasureWish"]):
    def visible_to(self, user: Person) -> "ErasureWishQuerySet":
        mine = team_ids(user, RoleName.OFFICER, RoleName.LEAD)
        return self.filter(participant__partnership__team__in=mine)

    def waiting(self) -> "ErasureWishQuerySet":
        return self.filter(done_at__isnull=True)

    def done(self) -> "ErasureWishQuerySet":
        return self.filter(done_at__isnull=False)

    def of_partnership(self, partnership: Partnership) -> "ErasureWishQuerySet":
        return self.filter(participant__partnership=partnership).select_related("participant")


@pghistory.track()
class ErasureWish(models.Model):
    """Somebody asked to be forgotten; nobody in `done_by` means that they did it on their own page."""

    participant = models.OneToOneField(Participant, on_delete=models.PROTECT, related_name="erasure_wish")
    asked_at = models.DateTimeField()
    through = models.CharField(max_length=20, choices=Through)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = ErasureWishQuerySet.as_manager()

    class Meta:
        ordering = ("asked_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(through=Through.LINK, recorded_by__isnull=True)
                | ~Q(through=Through.LINK) & Q(recorded_by__isnull=False),
                name="erasure_wish_by_phone_or_paper_has_a_recorder",
            ),
            models.CheckConstraint(
                condition=Q(done_by__isnull=True) | Q(done_at__isnull=False),
                name="erasure_has_a_moment_when_someone_did_it",
            ),
        )

    def __str__(self) -> str:
        return f"{self.participant} asked to be forgotten"


class Forgotten(models.Model):
    """A keyed hash of a way to reach someone who asked to be forgotten: it recognises, and tells nothing."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    mark = models.CharField(max_length=64)
    on = models.DateField()

    class Meta:
        verbose_name_plural = "forgotten"
        constraints = (
            models.UniqueConstraint(fields=("partnership", "mark"), name="one_mark_per_partnership"),
        )

    def __str__(self) -> str:
        return "A mark of someone forgotten"


@pghistory.track()
class RetentionPeriod(models.Model):
    """How many months after someone stopped taking part a class is kept, where a partnership chose."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Retention)
    months = models.PositiveSmallIntegerField(
        validators=(MinValueValidator(1), MaxValueValidator(LONGEST)),
    )
    review_by = models.DateField()
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("partnership", "kind"), name="one_period_per_class"),
            models.CheckConstraint(
                condition=Q(months__range=(1, LONGEST)), name="retention_is_between_one_month_and_ten_years"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.months} months"


class RetentionWarning(models.Model):
    """The lead and, by mail where there is one, the person were told that something goes on a day."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Retention)
    due_on = models.DateField()
    round = models.PositiveSmallIntegerField(help_text="1 for the first warning, 2 for the last")
    on = models.DateField()

    class Meta:
        ordering = ("due_on", "participant")
        constraints = (
            models.UniqueConstraint(
                fields=("participant", "kind", "due_on", "round"), name="each_warning_is_given_once"
            ),
            models.CheckConstraint(condition=Q(round__in=(1, 2)), name="there_are_two_warnings"),
        )

    def __str__(self) -> str:
        return f"Warning {self.round} to {self.participant}"

    def is_past(self, on: dt.date) -> bool:
        return self.due_on <= on

"""A participant as everyone at work on an engagement sees them: a reference and the groups they speak for."""

import datetime as dt
import re
from typing import TYPE_CHECKING
from uuid import uuid4

import pghistory
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from coproduce.accounts.access import Person, national, team_ids
from coproduce.accounts.models import RoleName
from partnerships.models import Organisation, Partnership, StatutoryGroup

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from .involvement import Involvement

#: "P-0042", as staff and participants write it: also "p42" and "42".
REFERENCE = re.compile(r"(?:p-?)?0*([0-9]{1,9})", re.IGNORECASE)


def number_in(words: str) -> int | None:
    """The number of the participant whose reference this is."""
    found = REFERENCE.fullmatch(words.strip())
    return int(found[1]) if found else None


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def visible_to(self, user: Person) -> "ParticipantQuerySet":
        """Their partnership's team and national oversight see the reference; nobody else knows of it."""
        if national(user, RoleName.AUDITOR, RoleName.ADMINISTRATOR):
            return self.all()
        return self.filter(partnership__team__in=team_ids(user))

    def current(self, on: dt.date) -> "ParticipantQuerySet":
        """Taking part on a day: from the day `since`, up to and not including the day `until`."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=on), since__lte=on)

    def ended(self, on: dt.date) -> "ParticipantQuerySet":
        return self.filter(until__lte=on)

    def of_partnership(self, partnership: Partnership) -> "ParticipantQuerySet":
        return self.filter(partnership=partnership)

    def not_invited_to(self, engagement_key: int) -> "ParticipantQuerySet":
        return self.exclude(involvements__engagement=engagement_key)

    def speaking_for(self, *groups: StatutoryGroup) -> "ParticipantQuerySet":
        """Able to speak for one of these groups at least."""
        speakers = Participant.groups.through.objects.filter(statutorygroup__in=groups)
        return self.filter(pk__in=speakers.values("participant_id"))

    def with_groups(self) -> "ParticipantQuerySet":
        return self.select_related("partnership__team", "organisation").prefetch_related("groups")

    def in_order(self) -> "ParticipantQuerySet":
        return self.order_by("partnership__name", "number")

    def with_numbers(self) -> "ParticipantQuerySet":
        """Adds `invited`, the engagements they were invited to."""
        return self.annotate(invited=models.Count("involvements"))

    def matching(self, words: str) -> "ParticipantQuerySet":
        """The one with this reference, else those of an organisation with these words in its name."""
        number = number_in(words)
        if number is not None:
            return self.filter(number=number)
        return self.filter(organisation__name__icontains=words.strip())

    def numbered(self, numbers: set[int]) -> "ParticipantQuerySet":
        return self.filter(number__in=numbers)


@pghistory.track()
class Participant(models.Model):
    """A person within one partnership, without a name; never deleted, only ended by a date."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="participants")
    number = models.PositiveIntegerField(validators=(MinValueValidator(1),))
    groups = models.ManyToManyField(
        StatutoryGroup,
        related_name="participants",
        verbose_name="groups they can speak for",
        help_text="As they themselves say. They may speak for several, or for none yet.",
        blank=True,
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="participants",
        verbose_name="organisation they come from",
        null=True,
        blank=True,
    )
    since = models.DateField("taking part since", default=timezone.localdate)
    until = models.DateField(
        "taking part until", null=True, blank=True, help_text="First day on which they no longer take part"
    )
    enrolled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)
    submission = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = ParticipantQuerySet.as_manager()

    if TYPE_CHECKING:
        involvements: RelatedManager[Involvement]

    class Meta:
        ordering = ("partnership", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("partnership", "number"), name="one_participant_per_number_in_a_partnership"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="participants_are_numbered_from_one"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="participant_ends_after_they_start",
            ),
        )

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("participants:participant_detail", args=[self.pk])

    @property
    def reference(self) -> str:
        """How staff name them to one another, e.g. "P-0042"; it means something in their partnership only."""
        return f"P-{self.number:04}"

    def is_current(self, on: dt.date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)

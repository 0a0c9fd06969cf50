"""What a participant was invited to, what they answered, and whether they came."""

import datetime as dt

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone

from coproduce.accounts.access import Person, national, team_ids
from coproduce.accounts.models import RoleName
from partnerships.models import Engagement, EngagementState, Partnership, StatutoryGroup

from .participants import Participant


class Answer(models.TextChoices):
    NONE = "none", "No answer yet"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"


class Through(models.TextChoices):
    """How an answer reached us; staff record what came by phone or on paper."""

    LINK = "link", "By their link"
    PHONE = "phone", "By phone"
    PAPER = "paper", "On paper"


class Barrier(models.TextChoices):
    """What stood in the way, for us to mend; never a diagnosis."""

    DAY_OR_TIME = "day_or_time", "The day or the time"
    GETTING_THERE = "getting_there", "Getting there, or getting online"
    REPLACEMENT_CARE = "replacement_care", "Nobody to take over while I am away"
    SUPPORT = "support", "The support I would need was not offered"
    COST = "cost", "What it would cost me"
    NOTICE = "notice", "It was too soon, or I was told too late"
    SUBJECT = "subject", "It is not something I want to take part in"
    OTHER = "other", "Something else"


class Attendance(models.TextChoices):
    NONE = "none", "Not recorded"
    CAME = "came", "Came"
    LEFT_EARLY = "left_early", "Came and left early"
    ABSENT = "absent", "Did not come"


A_DAY = dt.timedelta(days=1)
CAME = Q(attendance__in=(Attendance.CAME, Attendance.LEFT_EARLY))


class InvolvementQuerySet(models.QuerySet["Involvement"]):
    def visible_to(self, user: Person) -> "InvolvementQuerySet":
        """As the participant: their partnership's team and national oversight."""
        if national(user, RoleName.AUDITOR, RoleName.ADMINISTRATOR):
            return self.all()
        return self.filter(participant__partnership__team__in=team_ids(user))

    def with_participant(self) -> "InvolvementQuerySet":
        return self.select_related("participant__partnership__team", "engagement").prefetch_related("groups")

    def of_engagement(self, engagement: Engagement) -> "InvolvementQuerySet":
        return self.filter(engagement=engagement)

    def of_participant(self, participant: Participant) -> "InvolvementQuerySet":
        return self.filter(participant=participant)

    def of_partnership(self, partnership: Partnership) -> "InvolvementQuerySet":
        return self.filter(participant__partnership=partnership)

    def came(self) -> "InvolvementQuerySet":
        return self.filter(CAME)

    def begun(self, now: dt.datetime) -> "InvolvementQuerySet":
        """In an engagement that is published and has started."""
        return self.filter(engagement__state=EngagementState.PUBLISHED, engagement__starts_at__lte=now)

    def in_order(self) -> "InvolvementQuerySet":
        return self.order_by("participant__number", "pk")

    def speaking_for(self, group: StatutoryGroup) -> "InvolvementQuerySet":
        speakers = Involvement.groups.through.objects.filter(statutorygroup=group)
        return self.filter(pk__in=speakers.values("involvement_id"))

    def answered(self, answer: str) -> "InvolvementQuerySet":
        return self.filter(answer=answer)

    def not_declined(self) -> "InvolvementQuerySet":
        return self.exclude(answer=Answer.DECLINED)

    def of_current_participants(self, on: dt.date) -> "InvolvementQuerySet":
        return self.filter(participant__in=Participant.objects.current(on))

    def open_to_answers(self, now: dt.datetime) -> "InvolvementQuerySet":
        """In an engagement that is published and has not started."""
        return self.filter(engagement__state=EngagementState.PUBLISHED, engagement__starts_at__gt=now)

    def reminder_due(self, now: dt.datetime) -> "InvolvementQuerySet":
        """Accepted before the moment a day ahead of the start; that moment has come, the start has not."""
        return self.open_to_answers(now).filter(
            answer=Answer.ACCEPTED,
            engagement__starts_at__lte=now + A_DAY,
            answered_at__lte=F("engagement__starts_at") - A_DAY,
        )

    def called_off(self, now: dt.datetime) -> "InvolvementQuerySet":
        """Invited and not declined, in an engagement that was cancelled before it was to start."""
        upcoming = self.filter(engagement__state=EngagementState.CANCELLED, engagement__starts_at__gt=now)
        return upcoming.not_declined()

    def counted(self, **more: Count) -> dict[str, int]:
        """How many were invited, and how many of them answered what and did what; one query."""
        return self.aggregate(**COUNTS, **more)

    def counted_by_group(self) -> dict[int, dict[str, int]]:
        """The same by the key of each statutory group; who speaks for two groups counts in both."""
        grouped = self.order_by().filter(groups__isnull=False).values("groups").annotate(**COUNTS)
        return {
            group: dict(zip(COUNTS, counts, strict=True))
            for group, *counts in grouped.values_list("groups", *COUNTS)
        }


COUNTS = {
    "invited": Count("pk"),
    "accepted": Count("pk", filter=Q(answer=Answer.ACCEPTED)),
    "declined": Count("pk", filter=Q(answer=Answer.DECLINED)),
    "came": Count("pk", filter=CAME),
    "absent": Count("pk", filter=Q(attendance=Attendance.ABSENT)),
}


@pghistory.track(exclude=["barrier"])
class Involvement(models.Model):
    """One participant in one engagement; `groups` keeps for whom they were asked to speak."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="involvements")
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="involvements")
    groups = models.ManyToManyField(StatutoryGroup, related_name="involvements", blank=True)
    invited_at = models.DateTimeField(default=timezone.now)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invitation = models.PositiveSmallIntegerField(
        default=1, help_text="How many times it was sent out; links of earlier ones are dead"
    )
    answer = models.CharField(max_length=20, choices=Answer, default=Answer.NONE)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_through = models.CharField(max_length=20, choices=Through, blank=True)
    answer_recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    barrier = models.CharField(max_length=30, choices=Barrier, blank=True)
    attendance = models.CharField(max_length=20, choices=Attendance, default=Attendance.NONE)
    attendance_recorded_at = models.DateTimeField(null=True, blank=True)
    attendance_recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    changed_at = models.DateTimeField(auto_now=True)

    objects = InvolvementQuerySet.as_manager()

    class Meta:
        ordering = ("-engagement__starts_at", "participant__number")
        constraints = (
            models.UniqueConstraint(
                fields=("engagement", "participant"), name="one_involvement_per_engagement_and_participant"
            ),
            models.CheckConstraint(
                condition=Q(answer=Answer.NONE, answered_at__isnull=True, answered_through="")
                | ~Q(answer=Answer.NONE) & Q(answered_at__isnull=False) & ~Q(answered_through=""),
                name="answered_iff_answered_at_and_through",
            ),
            models.CheckConstraint(
                condition=Q(answered_through__in=("", Through.LINK), answer_recorded_by__isnull=True)
                | Q(answered_through__in=(Through.PHONE, Through.PAPER), answer_recorded_by__isnull=False),
                name="answer_by_phone_or_paper_has_a_recorder",
            ),
            models.CheckConstraint(
                condition=Q(barrier="") | Q(answer=Answer.DECLINED), name="barrier_only_when_declined"
            ),
            models.CheckConstraint(
                condition=Q(
                    attendance=Attendance.NONE,
                    attendance_recorded_at__isnull=True,
                    attendance_recorded_by__isnull=True,
                )
                | ~Q(attendance=Attendance.NONE)
                & Q(attendance_recorded_at__isnull=False, attendance_recorded_by__isnull=False),
                name="attendance_iff_recorded_by_someone",
            ),
        )

    def __str__(self) -> str:
        return f"{self.participant} in engagement {self.engagement_id}"

    @property
    def partnership(self) -> Partnership:
        return self.participant.partnership

    @property
    def has_come(self) -> bool:
        return self.attendance in {Attendance.CAME, Attendance.LEFT_EARLY}

    @property
    def is_declined(self) -> bool:
        return self.answer == Answer.DECLINED

    @property
    def is_accepted(self) -> bool:
        return self.answer == Answer.ACCEPTED

    @property
    def is_answered(self) -> bool:
        return self.answer != Answer.NONE

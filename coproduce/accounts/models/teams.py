"""Teams, and the dated roles people hold in them: nationally, in a partnership, or in an organisation."""

import pghistory
import pgtrigger
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Now, TruncDate
from django.utils import timezone


class TeamKind(models.TextChoices):
    NATIONAL = "national", "National"
    PARTNERSHIP = "partnership", "Partnership"
    ORGANISATION = "organisation", "Organisation"


class RoleName(models.TextChoices):
    READER = "reader", "Reader"
    OFFICER = "officer", "Engagement officer"
    MEMBER = "member", "Member"
    EDITOR = "editor", "Editor"
    LEAD = "lead", "Lead"
    MODERATOR = "moderator", "Moderator"
    AUDITOR = "auditor", "Auditor"
    ADMINISTRATOR = "administrator", "Administrator"


#: The roles each kind of team knows, lowest first where they build on one another.
LADDERS: dict[str, tuple[RoleName, ...]] = {
    TeamKind.PARTNERSHIP: (RoleName.READER, RoleName.OFFICER, RoleName.LEAD),
    TeamKind.ORGANISATION: (RoleName.MEMBER, RoleName.EDITOR, RoleName.LEAD),
    TeamKind.NATIONAL: (RoleName.MODERATOR, RoleName.AUDITOR, RoleName.ADMINISTRATOR),
}


def Today() -> TruncDate:  # noqa: N802  reads as the database function that it is
    """The day it is in Scotland, by the database's clock."""
    return TruncDate(Now())


#: Read everything on the platform but names and contact details of participants.
OVERSEERS = frozenset({RoleName.AUDITOR, RoleName.ADMINISTRATOR})


class TeamQuerySet(models.QuerySet["Team"]):
    def visible_to(self, user: object) -> "TeamQuerySet":
        """The teams they work in today; auditors and administrators see all, others none."""
        held: tuple[tuple[str, str, int], ...] = getattr(user, "current_roles", ())
        if any(name in OVERSEERS for name, _, _ in held):
            return self.all()
        return self.filter(pk__in=[team for _, _, team in held])

    def with_numbers(self) -> "TeamQuerySet":
        """Each with the number of people who hold a role in it today."""
        held = Role.objects.current().filter(team=models.OuterRef("pk")).order_by().values("team")
        counted = held.annotate(number=models.Count("pk")).values("number")
        return self.annotate(people=models.functions.Coalesce(models.Subquery(counted), 0))

    def national(self) -> "Team":
        """The one team of those who run the platform, made when it is first asked for."""
        return self.get_or_create(kind=TeamKind.NATIONAL, defaults={"name": "National team"})[0]

    def matching(self, words: str) -> "TeamQuerySet":
        return self.filter(name__icontains=words) if words else self


@pghistory.track()
class Team(models.Model):
    """The accounts that work for one partnership, for one organisation, or nationally."""

    kind = models.CharField(max_length=20, choices=TeamKind)
    name = models.CharField(max_length=200)

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=("kind",), condition=models.Q(kind="national"), name="one_national_team"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def ladder(self) -> tuple[RoleName, ...]:
        return LADDERS[self.kind]

    @property
    def keeper(self) -> RoleName:
        """The role that lets people in; a team that once had one must not lose its last."""
        return self.ladder[-1]


class RoleQuerySet(models.QuerySet["Role"]):
    def current(self) -> "RoleQuerySet":
        """Held today: from the day `since`, up to and not including the day `until`."""
        return self.filter(
            models.Q(until__isnull=True) | models.Q(until__gt=Today()),
            since__lte=Today(),
            user__is_active=True,
        )

    def past(self) -> "RoleQuerySet":
        """Ended by today."""
        return self.filter(until__lte=Today())

    def visible_to(self, user: object) -> "RoleQuerySet":
        """Those in teams the person may see, and their own."""
        return self.filter(
            models.Q(team__in=Team.objects.visible_to(user)) | models.Q(user=getattr(user, "pk", None))
        )

    def with_people(self) -> "RoleQuerySet":
        return self.select_related("user", "team", "granted_by", "ended_by")


@pghistory.track()
class Role(models.Model):
    """One person's role in one team, from a day, until a day; ended by a date and never deleted."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="roles")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="roles")
    name = models.CharField("role", max_length=20, choices=RoleName)
    since = models.DateField(default=timezone.localdate)
    until = models.DateField(null=True, blank=True, help_text="First day on which the role is no longer held")
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = RoleQuerySet.as_manager()

    class Meta:
        ordering = ("team", "since")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="role_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=("user", "team"), condition=models.Q(until__isnull=True), name="one_open_role_per_team"
            ),
        )
        triggers = (pgtrigger.Protect(name="role_is_never_deleted", operation=pgtrigger.Delete),)

    def __str__(self) -> str:
        return f"{self.get_name_display()}, {self.team}"

    def clean(self) -> None:
        super().clean()
        if self.team_id and self.name not in self.team.ladder:
            raise ValidationError({"name": f"{self.get_name_display()} is not a role in {self.team}."})

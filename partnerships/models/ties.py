"""What goes with an organisation's entry: other names, identifiers, parts, claims, merges, imports."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import NamedTuple
from uuid import uuid4

import pghistory
import pgtrigger
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from coproduce.accounts.access import Person, national, team_ids
from coproduce.accounts.models import RoleName

from .organisations import Organisation
from .partnerships import Partnership
from .registers import Dated, DatedQuerySet, RegisterQuerySet


@pghistory.track()
class OtherName(models.Model):
    """A name under which people also look for it: a short one, a former one, the Gaelic one."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="other_names")
    name = models.CharField(max_length=200)

    objects = RegisterQuerySet["OtherName"].as_manager()

    class Meta:
        ordering = (Lower("name"), "pk")
        constraints = (
            models.UniqueConstraint(
                "organisation", Lower("name"), name="one_other_name_once_an_organisation"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Scheme(models.TextChoices):
    """Whose number identifies an organisation."""

    OSCR = "oscr", "Scottish charity number (OSCR)"
    COMPANIES_HOUSE = "companies_house", "Companies House number"
    ODS = "ods", "NHS organisation code (ODS)"


#: The form of each number, and how it is told.
FORMS = {
    Scheme.OSCR: (re.compile(r"SC[0-9]{6}"), "SC and six digits, like SC012345"),
    Scheme.COMPANIES_HOUSE: (
        re.compile(r"([0-9]{2}|[A-Z]{2}|[A-Z][0-9])([0-9]{6}|[0-9]{5}[A-Z]|[0-9]{4}[A-Z]{2})"),
        "eight characters, like SC123456, 01234567 or, for a registered society, SP1234RS",
    ),
    Scheme.ODS: (re.compile(r"[A-Z0-9]{3,10}"), "three to ten letters and digits, like S12345"),
}


def tidied(number: str) -> str:
    """As registers write it: in capitals and without spaces of any kind."""
    return "".join(number.split()).upper()


def is_formed(scheme: str, number: str) -> bool:
    """Whether the number has the form of its scheme. None of the three has a check digit."""
    return FORMS[Scheme(scheme)][0].fullmatch(number) is not None


class IdentifierQuerySet(RegisterQuerySet["Identifier"]):
    def of_others(self, one: Organisation, scheme: str, numbers: Iterable[str]) -> "IdentifierQuerySet":
        """Those of these numbers that another entry has."""
        others = self.filter(scheme=scheme, value__in=list(numbers)).exclude(organisation=one)
        return others.select_related("organisation")


@pghistory.track()
class Identifier(models.Model):
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=20, choices=Scheme)
    value = models.CharField("number", max_length=20)

    objects = IdentifierQuerySet.as_manager()

    class Meta:
        ordering = ("scheme", "value")
        constraints = (
            models.UniqueConstraint(fields=("scheme", "value"), name="one_organisation_an_identifier"),
        )

    def __str__(self) -> str:
        return f"{self.get_scheme_display()}: {self.value}"

    def clean(self) -> None:
        self.value = tidied(self.value)
        if self.scheme in FORMS and not is_formed(self.scheme, self.value):
            raise ValidationError({"value": f"Enter the number as {FORMS[Scheme(self.scheme)][1]}"})


class Part(models.TextChoices):
    """What an organisation does in a partnership."""

    HOSTS_NETWORK = "hosts_network", "Hosts the engagement network"
    PROVIDES_CARE = "provides_care", "Provides care"
    NOMINATES = "nominates", "Nominates to the strategic planning group"
    SUPPORTS_PEOPLE = "supports_people", "Supports people to take part"
    CONSULTED = "consulted", "Is consulted"
    CONSTITUENT = "constituent", "Constituent authority"


class PartsOnDay(NamedTuple):
    """Parts as they stand on a day; one taken back on the day it began is in none of the three."""

    current: "list[PartnershipPart]"
    coming: "list[PartnershipPart]"
    past: "list[PartnershipPart]"


class PartnershipPartQuerySet(DatedQuerySet["PartnershipPart"]):
    def of_organisation(self, organisation: Organisation) -> "PartnershipPartQuerySet":
        return self.filter(organisation=organisation)

    def of_partnership(self, partnership: Partnership) -> "PartnershipPartQuerySet":
        return self.filter(partnership=partnership)

    def same_as(self, part: "PartnershipPart") -> "PartnershipPartQuerySet":
        """The same part of the same organisation in the same partnership, whenever."""
        same = self.filter(partnership=part.partnership, organisation=part.organisation, part=part.part)
        return same.exclude(pk=part.pk)

    def as_on(self, on: dt.date) -> PartsOnDay:
        """In one query, whatever the number of parts."""
        rows = [row for row in self if row.until is None or row.until != row.since]
        return PartsOnDay(
            current=[row for row in rows if row.is_current(on)],
            coming=[row for row in rows if row.since is not None and row.since > on],
            past=[row for row in rows if row.until is not None and row.until <= on],
        )

    def with_partnership(self) -> "PartnershipPartQuerySet":
        return self.select_related("partnership")

    def with_organisation(self) -> "PartnershipPartQuerySet":
        return self.select_related("organisation")

    def with_both(self) -> "PartnershipPartQuerySet":
        return self.select_related("organisation", "partnership__team")


@pghistory.track()
class PartnershipPart(Dated):
    """The part an organisation has in a partnership, from a day until a day."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="parts")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="parts")
    part = models.CharField(max_length=30, choices=Part)
    detail = models.CharField(max_length=300, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    submission = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = PartnershipPartQuerySet.as_manager()

    class Meta:
        ordering = ("partnership__name", "part", models.F("since").asc(nulls_first=True), "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="partnership_part_ends_no_earlier_than_it_starts",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_part_display()}, {self.partnership}"


class ClaimOutcome(models.TextChoices):
    WAITING = "waiting", "Waiting"
    APPROVED = "approved", "Approved"
    REFUSED = "refused", "Refused"


class ClaimQuerySet(models.QuerySet["Claim"]):
    def visible_to(self, user: Person) -> "ClaimQuerySet":
        """Their own; those of organisations they lead; all, for administrators."""
        if national(user, RoleName.ADMINISTRATOR):
            return self.all()
        if user.pk is None:
            return self.none()
        return self.filter(Q(user=user.pk) | Q(organisation__team__in=team_ids(user, RoleName.LEAD)))

    def waiting(self) -> "ClaimQuerySet":
        return self.filter(outcome=ClaimOutcome.WAITING)

    def made_by(self, user: Person) -> "ClaimQuerySet":
        """Their own, the latest first."""
        return self.filter(user=user.pk).order_by("-made_at", "-pk")

    def on(self, organisation: Organisation) -> "ClaimQuerySet":
        return self.filter(organisation=organisation)

    def to_decide(self, user: Person) -> "ClaimQuerySet":
        """Those that wait for this person, the earliest first; nobody decides about themselves."""
        return self.visible_to(user).waiting().exclude(user=user.pk)

    def decided(self, user: Person) -> "ClaimQuerySet":
        """What came of those that the person decides about, the latest first."""
        rows = self.visible_to(user).exclude(outcome=ClaimOutcome.WAITING).exclude(user=user.pk)
        return rows.order_by("-decided_at", "-pk")

    def with_everything(self) -> "ClaimQuerySet":
        return self.select_related("organisation__team", "user", "decided_by")


class Claim(models.Model):
    """Someone with an account says that they work for an organisation and asks to be let into its team."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="claims")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="claims")
    statement = models.TextField("what they do there", max_length=1000)
    made_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=ClaimOutcome, default=ClaimOutcome.WAITING)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    reason = models.CharField(max_length=500, blank=True)
    submission = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ("made_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "user"),
                condition=Q(outcome="waiting"),
                name="one_claim_waiting_a_person",
            ),
            models.CheckConstraint(
                condition=Q(outcome="waiting", decided_at__isnull=True, decided_by__isnull=True)
                | ~Q(outcome="waiting") & Q(decided_at__isnull=False, decided_by__isnull=False),
                name="claim_decided_iff_by_someone",
            ),
        )

    def __str__(self) -> str:
        return f"Claim {self.pk}"


class Merge(models.Model):
    """That one entry was found to be another's duplicate: what both said and what moved. Never changed."""

    kept = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="merges")
    merged = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="merged_in")
    before = models.JSONField(help_text="Every field of both as they were, and every row that was moved")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = RegisterQuerySet["Merge"].as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
        triggers = (
            pgtrigger.Protect(name="merge_only_added", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"Merge {self.pk}"


class OrganisationImportQuerySet(models.QuerySet["OrganisationImport"]):
    def visible_to(self, user: Person) -> "OrganisationImportQuerySet":
        """For administrators: a file may say more than the register shows."""
        return self.all() if national(user, RoleName.ADMINISTRATOR) else self.none()


class OrganisationImport(models.Model):
    """A file of organisations: what was found when it was tried, and whether it has been imported since."""

    file_name = models.CharField(max_length=255)
    text = models.TextField()
    report = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField(null=True, blank=True)
    submission = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = OrganisationImportQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return self.file_name

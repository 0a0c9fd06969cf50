"""What goes with an organisation's entry: other names, identifiers, parts, claims, merges, imports."""

import re
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
from .registers import Dated, DatedQuerySet, RegisterQuerySet, ends_after_it_starts


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
    Scheme.OSCR: (re.compile(r"SC\d{6}"), "SC and six digits, like SC012345"),
    Scheme.COMPANIES_HOUSE: (
        re.compile(r"(\d{8}|[A-Z]{2}\d{6})"),
        "eight characters, like SC123456 or 01234567",
    ),
    Scheme.ODS: (re.compile(r"[A-Z0-9]{3,10}"), "three to ten letters and digits, like S12345"),
}


@pghistory.track()
class Identifier(models.Model):
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=20, choices=Scheme)
    value = models.CharField("number", max_length=20)

    objects = RegisterQuerySet["Identifier"].as_manager()

    class Meta:
        ordering = ("scheme", "value")
        constraints = (
            models.UniqueConstraint(fields=("scheme", "value"), name="one_organisation_an_identifier"),
        )

    def __str__(self) -> str:
        return f"{self.get_scheme_display()}: {self.value}"

    def clean(self) -> None:
        self.value = self.value.replace(" ", "").upper()
        if self.scheme in FORMS:
            pattern, told = FORMS[Scheme(self.scheme)]
            if not pattern.fullmatch(self.value):
                raise ValidationError({"value": f"Enter the number as {told}"})


class Part(models.TextChoices):
    """What an organisation does in a partnership."""

    HOSTS_NETWORK = "hosts_network", "Hosts the engagement network"
    PROVIDES_CARE = "provides_care", "Provides care"
    NOMINATES = "nominates", "Nominates to the strategic planning group"
    SUPPORTS_PEOPLE = "supports_people", "Supports people to take part"
    CONSULTED = "consulted", "Is consulted"
    CONSTITUENT = "constituent", "Constituent authority"


class PartnershipPartQuerySet(DatedQuerySet["PartnershipPart"]):
    def with_partnership(self) -> "PartnershipPartQuerySet":
        return self.select_related("partnership")

    def with_organisation(self) -> "PartnershipPartQuerySet":
        return self.select_related("organisation")


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
        constraints = (ends_after_it_starts("partnership_part_ends_after_it_starts"),)

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

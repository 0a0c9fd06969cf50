"""Who a participant is, and who looked. Only `participants.register` may import this module."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models.functions import Lower, Now

from coproduce.accounts.access import Person, team_ids
from coproduce.accounts.models import RoleName
from partnerships.models import Partnership

from .declarations import ERASED
from .formats import Format, Way
from .participants import Participant


class IdentityQuerySet(models.QuerySet["Identity"]):
    def with_email(self) -> "IdentityQuerySet":
        return self.exclude(email="")

    def by_email(self) -> "IdentityQuerySet":
        """Have an address and did not ask to be reached in another way."""
        return self.with_email().filter(preferred_way__in=(Way.ANY, Way.EMAIL))

    def matching(self, words: str) -> "IdentityQuerySet":
        """Every word occurs in the name, how they are addressed, email address, phone or helper's name."""
        found = self
        for word in words.split():
            found = found.filter(
                models.Q(name__icontains=word)
                | models.Q(address_as__icontains=word)
                | models.Q(email__icontains=word)
                | models.Q(phone__icontains=word)
                | models.Q(helper_name__icontains=word)
            )
        return found


@pghistory.track(
    exclude=[
        "name",
        "address_as",
        "email",
        "phone",
        "postal_address",
        "preferred_format",
        "preferred_language",
        "preferred_way",
        "helper_name",
        "helper_phone",
    ]
)
class Identity(models.Model):
    """Name and contact details; the history says that they were changed and by whom, never what they were."""

    participant = models.OneToOneField(Participant, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    address_as = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    postal_address = models.TextField(max_length=500, blank=True)
    preferred_format = models.CharField(max_length=20, choices=Format, default=Format.STANDARD)
    preferred_language = models.CharField(max_length=60, blank=True)
    preferred_way = models.CharField(max_length=10, choices=Way, blank=True, default=Way.ANY)
    helper_name = models.CharField(max_length=200, blank=True)
    helper_phone = models.CharField(max_length=40, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = IdentityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "identities"
        constraints = (
            models.CheckConstraint(condition=~models.Q(name=""), name="identity_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="identity_email_is_lower_case"
            ),
        )

    def __str__(self) -> str:
        return f"Who {self.participant} is"


class DisclosureQuerySet(models.QuerySet["Disclosure"]):
    def visible_to(self, user: Person) -> "DisclosureQuerySet":
        """The leads of the partnership answer for who looks."""
        return self.filter(partnership__team__in=team_ids(user, RoleName.LEAD))

    def of(self, participant: Participant) -> "DisclosureQuerySet":
        return self.filter(participant=participant).select_related("by").order_by("-at", "-pk")


class Disclosure(models.Model):
    """Someone looked, searched or wrote to a participant, and why; nobody named means the platform itself."""

    class What(models.TextChoices):
        LOOK = "look", "Saw name and contact details"
        SEARCH = "search", "Searched by name and found them"
        CONTACT = "contact", "Used the email address"
        CORRECT = "correct", "Corrected name or contact details"
        COPY = "copy", "Took a copy of everything for them"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    what = models.CharField(max_length=20, choices=What)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    at = models.DateTimeField(db_default=Now())

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("participant", "-at"), name="disclosures_of_a_participant"),)
        constraints = (
            models.CheckConstraint(condition=~models.Q(reason=""), name="disclosure_has_a_reason"),
            models.CheckConstraint(
                condition=models.Q(what="search") | models.Q(participant__isnull=False),
                name="only_a_search_may_find_nobody",
            ),
            models.CheckConstraint(
                condition=models.Q(what="contact") | models.Q(by__isnull=False),
                name="only_the_platform_writes_by_itself",
            ),
        )
        triggers = (
            pgtrigger.Protect(name="disclosure_is_permanent", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="disclosures_stay_but_for_reasons", exclude=["reason"]),
            pgtrigger.Protect(
                name="reasons_of_disclosures_are_only_erased",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__reason__df=pgtrigger.F("new__reason"))
                & ~pgtrigger.Q(new__reason=ERASED),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.reason}"

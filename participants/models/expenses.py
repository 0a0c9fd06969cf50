"""What taking part costs people, and what they get for it: offered, claimed, approved, paid, in pence."""

import datetime as dt
from uuid import uuid4

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localdate

from coproduce.accounts.access import Person, team_ids
from coproduce.accounts.models import RoleName
from partnerships.models import Partnership

from .declarations import ERASED
from .involvement import Involvement, Through
from .participants import Participant

#: A thousand pounds: more than any meeting costs anyone, less than a slip of the finger.
MOST_PENCE = 100_000


class ExpenseKind(models.TextChoices):
    TRAVEL = "travel", "Travel"
    REPLACEMENT_CARE = "replacement_care", "Replacement care"
    TIME = "time", "Payment for time"
    EQUIPMENT = "equipment", "Equipment or phone"
    OTHER = "other", "Something else"


class ExpenseState(models.TextChoices):
    OFFERED = "offered", "Offered"
    DECLINED = "declined", "Not wanted"
    CLAIMED = "claimed", "Claimed"
    TAKEN_BACK = "taken_back", "Taken back"
    APPROVED = "approved", "Approved, to be paid"
    REFUSED = "refused", "Not approved"
    PAID = "paid", "Paid"


#: Claimed at some time: there is an amount, and a moment from which the days to payment count.
ASKED_FOR = (ExpenseState.CLAIMED, ExpenseState.APPROVED, ExpenseState.REFUSED, ExpenseState.PAID)


class ExpenseQuerySet(models.QuerySet["Expense"]):
    def visible_to(self, user: Person) -> "ExpenseQuerySet":
        """What someone laid out is for those who know people there: its officers and leads."""
        teams = team_ids(user, RoleName.OFFICER, RoleName.LEAD)
        return self.filter(participant__partnership__team__in=teams)

    def with_everything(self) -> "ExpenseQuerySet":
        return self.select_related("participant__partnership__team", "involvement__engagement")

    def of_participant(self, participant: Participant) -> "ExpenseQuerySet":
        return self.filter(participant=participant)

    def of_partnership(self, partnership: Partnership) -> "ExpenseQuerySet":
        return self.filter(participant__partnership=partnership)

    def at(self, *states: str) -> "ExpenseQuerySet":
        return self.filter(state__in=states)

    def of_kind(self, kind: str) -> "ExpenseQuerySet":
        return self.filter(kind=kind)

    def longest_waiting_first(self) -> "ExpenseQuerySet":
        return self.order_by(F("claimed_at").asc(nulls_last=True), "pk")

    def newest_first(self) -> "ExpenseQuerySet":
        return self.order_by("-pk")


@pghistory.track(exclude=["words"])
class Expense(models.Model):
    """One thing that taking part cost someone, or that they are thanked with."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="expenses")
    involvement = models.ForeignKey(
        Involvement, on_delete=models.PROTECT, related_name="expenses", null=True, blank=True
    )
    kind = models.CharField(max_length=20, choices=ExpenseKind)
    on = models.DateField("day", help_text="The day of the meeting or of the cost")
    words = models.CharField("what for", max_length=200, blank=True)
    state = models.CharField(max_length=20, choices=ExpenseState)
    pence = models.PositiveIntegerField("amount", null=True, blank=True)
    warned = models.BooleanField(
        "has read what payment can mean for benefits and tax", default=False, editable=False
    )
    claimed_at = models.DateTimeField(null=True, blank=True)
    claim_recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text="Nobody where the person claimed it themselves",
    )
    paid_on = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    submission = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = ExpenseQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("involvement", "kind"),
                condition=Q(state__in=("offered", "declined")),
                name="one_offer_of_a_kind_for_an_involvement",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("offered", "declined"), claimed_at__isnull=True, pence__isnull=True)
                | ~Q(state__in=("offered", "declined"))
                & Q(claimed_at__isnull=False, pence__gte=1, pence__lte=MOST_PENCE),
                name="claimed_iff_amount_and_moment",
            ),
            models.CheckConstraint(
                condition=Q(state="paid", paid_on__isnull=False) | ~Q(state="paid") & Q(paid_on__isnull=True),
                name="paid_iff_paid_on",
            ),
            models.CheckConstraint(
                condition=~Q(kind="time") | Q(claimed_at__isnull=True) | Q(warned=True),
                name="fee_only_after_the_warning",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.participant}"

    def get_absolute_url(self) -> str:
        return reverse("participants:expense_detail", args=[self.pk])

    @property
    def partnership(self) -> Partnership:
        return self.participant.partnership

    @property
    def occasion(self) -> str:
        """What it was for, as one says it to staff and to the person."""
        return str(self.involvement.engagement) if self.involvement else self.words

    @property
    def amount(self) -> str:
        return "" if self.pence is None else in_pounds(self.pence)

    @property
    def is_offered(self) -> bool:
        return self.state == ExpenseState.OFFERED

    @property
    def is_claimed(self) -> bool:
        return self.state == ExpenseState.CLAIMED

    @property
    def can_be_claimed(self) -> bool:
        return self.state in {ExpenseState.OFFERED, ExpenseState.DECLINED}

    @property
    def refusal(self) -> str:
        """Why it was not approved; "" where it was not refused."""
        told = [step.reason for step in self.steps.all() if step.name == ExpenseStepName.REFUSE]
        return told[-1] if told else ""

    def days(self, today: dt.date) -> int | None:
        """From the claim to the payment, or until today; None where nothing is to be paid."""
        if self.claimed_at is None or self.state not in ASKED_FOR or self.state == ExpenseState.REFUSED:
            return None
        return ((self.paid_on or today) - localdate(self.claimed_at)).days


def in_pounds(pence: int) -> str:
    """ "£4.50"."""
    return f"£{pence // 100:,}.{pence % 100:02}"


class ExpenseStepName(models.TextChoices):
    OFFER = "offer", "Offered"
    DECLINE = "decline", "Not wanted"
    CLAIM = "claim", "Claimed"
    TAKE_BACK = "take_back", "Taken back"
    APPROVE = "approve", "Approved"
    REFUSE = "refuse", "Not approved"
    PAY = "pay", "Paid"


class ExpenseStep(models.Model):
    """Who did what with an expense, and when; nobody named means the person themselves."""

    expense = models.ForeignKey(Expense, on_delete=models.PROTECT, related_name="steps")
    name = models.CharField(max_length=20, choices=ExpenseStepName)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    through = models.CharField(max_length=20, choices=Through, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        triggers = (
            pgtrigger.Protect(name="expense_steps_are_only_added", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="expense_steps_stay_but_for_reasons",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["reason"]),
            ),
            pgtrigger.Protect(
                name="reasons_of_expenses_are_only_erased",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__reason__df=pgtrigger.F("new__reason"))
                & ~pgtrigger.Q(new__reason=ERASED),
            ),
        )
        constraints = (
            models.CheckConstraint(condition=~Q(name="refuse") | ~Q(reason=""), name="refused_with_a_reason"),
            models.CheckConstraint(
                condition=~Q(through=Through.LINK) | Q(by__isnull=True),
                name="a_link_is_the_persons_own",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_name_display()} on {self.at:%Y-%m-%d}"

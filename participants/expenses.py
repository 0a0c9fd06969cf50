"""What taking part costs: offered by staff, claimed by the person, approved by someone else, paid on a day.

Only the powers to pay stand in law (the Act says nothing of rates), so each partnership sets its own. Payment
itself is the finance system's; nothing here holds a bank account, and words that look like one are refused.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from coproduce.accounts.models import User

from .models import Expense, ExpenseKind, ExpenseRate, ExpenseState, ExpenseStep, Involvement, Participant
from .models.expenses import ExpenseStepName as Name
from .models.involvement import Through

#: Eight digits after six, as sort code and account number, or a country's two letters and their check digits.
BANK_DETAILS = re.compile(
    r"\b\d{2}[- ]?\d{2}[- ]?\d{2}\D{0,40}?\b\d{4} ?\d{4}\b|\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}\b",
    re.IGNORECASE,
)


class ExpenseError(Exception):
    """Nothing was done; the message says why and can be shown."""


@dataclass(frozen=True)
class Step:
    """From which states it may be taken, where it leads, and the verb that staff need for it."""

    name: Name
    starts: frozenset[str]
    leads_to: ExpenseState
    permission: str


def step(name: Name, starts: str, leads_to: ExpenseState, verb: str) -> tuple[Name, Step]:
    return name, Step(name, frozenset(starts.split()), leads_to, f"participants.{verb}_expense")


STEPS: dict[Name, Step] = dict(
    (
        step(Name.DECLINE, "offered", ExpenseState.DECLINED, "record"),
        step(Name.CLAIM, "offered declined", ExpenseState.CLAIMED, "record"),
        step(Name.TAKE_BACK, "claimed", ExpenseState.TAKEN_BACK, "record"),
        step(Name.APPROVE, "claimed", ExpenseState.APPROVED, "approve"),
        step(Name.REFUSE, "claimed", ExpenseState.REFUSED, "approve"),
        step(Name.PAY, "approved", ExpenseState.PAID, "pay"),
    )
)


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What is claimed: `pence` laid out or for time, what for, and whether the warning was read."""

    kind: str
    pence: int
    on: dt.date
    words: str = ""
    warned: bool = False
    involvement: Involvement | None = None


@transaction.atomic
def offer(rows: Iterable[Involvement], kind: ExpenseKind, *, by: User, now: dt.datetime) -> int:
    """Say to these people, before they are asked, that this is paid; how many it was new to."""
    offered = 0
    for row in rows:
        require(by, "participants.record_expense", row.participant)
        if Expense.objects.filter(involvement=row, kind=kind).exists():
            continue
        made = Expense.objects.create(
            participant=row.participant,
            involvement=row,
            kind=kind,
            on=localdate(row.engagement.starts_at),
            state=ExpenseState.OFFERED,
        )
        note(made, Name.OFFER, by=by, now=now)
        offered += 1
    return offered


@transaction.atomic
def claim(  # noqa: PLR0913  who, what, how and when, all given by name
    participant: Participant,
    claimed: Claim,
    *,
    now: dt.datetime,
    through: Through = Through.LINK,
    by: User | None = None,
    submission: UUID | None = None,
) -> Expense:
    """Ask for the money; an offer of the same kind for the same engagement becomes the claim.

    The same `submission` claims once. Staff are named with what they write down for someone.
    """
    Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
    earlier = Expense.objects.filter(submission=submission).first() if submission else None
    if earlier is not None:
        return earlier
    require_claimable(participant, claimed, by=by, today=localdate(now))
    row = offered_before(participant, claimed) or Expense(participant=participant, kind=claimed.kind)
    row.involvement, row.on, row.words = claimed.involvement, claimed.on, claimed.words.strip()
    row.pence, row.warned, row.claimed_at, row.claim_recorded_by = claimed.pence, claimed.warned, now, by
    row.state, row.submission = ExpenseState.CLAIMED, submission or uuid4()
    row.save()
    note(row, Name.CLAIM, by=by, now=now, through=through)
    return row


def require_claimable(participant: Participant, claimed: Claim, *, by: User | None, today: dt.date) -> None:
    if by is not None:
        require(by, "participants.record_expense", participant)
    if claimed.involvement is not None and claimed.involvement.participant_id != participant.pk:
        raise ExpenseError("They were not invited to that.")
    if claimed.on > today:
        raise ExpenseError("That day is still to come. Claim when it is over, so that the amount is right.")
    if claimed.kind == ExpenseKind.TIME and not claimed.warned:
        raise ExpenseError("Read what payment for time can mean for benefits and tax first.")
    refuse_bank_details(claimed.words)


def offered_before(participant: Participant, claimed: Claim) -> Expense | None:
    if claimed.involvement is None:
        return None
    rows = Expense.objects.of_participant(participant).at(ExpenseState.OFFERED, ExpenseState.DECLINED)
    return rows.filter(involvement=claimed.involvement, kind=claimed.kind).select_for_update().first()


def decline(
    expense: Expense, *, now: dt.datetime, through: Through = Through.LINK, by: User | None = None
) -> None:
    """They do not want it; until it is claimed they may change their mind."""
    take(STEPS[Name.DECLINE], expense, by=by, now=now, through=through)


def take_back(
    expense: Expense, *, now: dt.datetime, through: Through = Through.LINK, by: User | None = None
) -> None:
    """A claim made by mistake; nobody has approved it yet."""
    take(STEPS[Name.TAKE_BACK], expense, by=by, now=now, through=through)


def approve(expense: Expense, *, by: User, now: dt.datetime) -> None:
    """Another than who wrote the claim down says that it is right."""
    take(STEPS[Name.APPROVE], expense, by=by, now=now)


def refuse(expense: Expense, *, by: User, now: dt.datetime, reason: str) -> None:
    """With the reason, which the person reads."""
    take(STEPS[Name.REFUSE], expense, by=by, now=now, reason=reason)


@transaction.atomic
def pay(expense: Expense, *, by: User, now: dt.datetime, paid_on: dt.date) -> None:
    """Note the day on which the finance system paid it."""
    if paid_on > localdate(now):
        raise ExpenseError("That day is still to come.")
    expense.paid_on = paid_on
    take(STEPS[Name.PAY], expense, by=by, now=now, paid_on=paid_on)


@transaction.atomic
def take(  # noqa: PLR0913  who, when, how and why, all given by name
    chosen: Step,
    expense: Expense,
    *,
    by: User | None,
    now: dt.datetime,
    through: Through | str = "",
    reason: str = "",
    paid_on: dt.date | None = None,
) -> None:
    """Take the step on the row as it is now: it is locked and read again first."""
    locked = Expense.objects.with_everything().select_for_update(of=("self",))
    expense.refresh_from_db(from_queryset=locked)
    if objection := objection_to(chosen, expense, by=by, reason=reason):
        raise ExpenseError(objection)
    if by is not None:
        require(by, chosen.permission, expense.participant)
    if paid_on is not None and expense.claimed_at and paid_on < localdate(expense.claimed_at):
        raise ExpenseError("It cannot have been paid before it was claimed.")
    expense.state, expense.paid_on = chosen.leads_to, paid_on
    expense.save()
    note(expense, chosen.name, by=by, now=now, through=through, reason=reason)


def objection_to(chosen: Step, expense: Expense, *, by: User | None, reason: str) -> str:
    """Why the step cannot be taken, in words; empty when it can."""
    if expense.state not in chosen.starts:
        return f"Meanwhile it is “{expense.get_state_display().lower()}”, so this cannot be done any more."
    if chosen.name in {Name.APPROVE, Name.REFUSE} and expense.claim_recorded_by_id == getattr(by, "pk", 0):
        return "You wrote this claim down yourself, so a colleague decides on it."
    if chosen.name == Name.REFUSE and not reason.strip():
        return "Say why, in words for the person."
    return ""


def note(  # noqa: PLR0913  each is a column of the row
    expense: Expense,
    name: Name,
    *,
    by: User | None,
    now: dt.datetime,
    through: Through | str = "",
    reason: str = "",
) -> None:
    refuse_bank_details(reason)
    ExpenseStep.objects.create(
        expense=expense, name=name, by=by, through=through, reason=reason.strip(), at=now
    )


def refuse_bank_details(words: str) -> None:
    if BANK_DETAILS.search(words):
        raise ExpenseError(
            "That looks like the number of a bank account. Leave it out: whoever pays asks for it separately."
        )


def require(by: User, permission: str, participant: Participant) -> None:
    """Views ask as well; here nobody gets past for having forgotten to."""
    if not by.has_perm(permission, participant):
        raise PermissionDenied


@transaction.atomic
def set_rate(rate: ExpenseRate, *, by: User, now: dt.datetime) -> ExpenseRate:
    """A new rate from its day on; the one before ends then, and what was claimed by it stands."""
    if not by.has_perm("participants.set_expense_rate", rate.partnership):
        raise PermissionDenied
    for before in ExpenseRate.objects.of_the_same(rate).select_for_update():
        if before.since > rate.since:
            raise ExpenseError(
                f"There is a later rate, {before}, from {before.since:%-d %B %Y}. Choose a later day."
            )
        before.until = rate.since
        before.save()
    rate.set_by = by
    refuse_bank_details(rate.words)
    rate.save()
    return rate


@transaction.atomic
def end_rate(rate: ExpenseRate, *, by: User, now: dt.datetime) -> None:
    """From today on it is not paid any more."""
    if not by.has_perm("participants.set_expense_rate", rate.partnership):
        raise PermissionDenied
    rate.until = max(localdate(now), rate.since)
    rate.save()

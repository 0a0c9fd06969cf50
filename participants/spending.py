"""What became of claims: how long people wait for their money, what they laid out, and who sat unpaid."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from django.db.models import Count, Exists, OuterRef, Q, Sum

from partnerships.models import Engagement, Partnership

from .models import Expense, ExpenseKind, ExpenseState, Involvement
from .models.expenses import ASKED_FOR, ExpenseQuerySet, in_pounds
from .models.involvement import CAME, InvolvementQuerySet


@dataclass(frozen=True)
class Waiting:
    """Days from claim to payment, of what was paid within the last year; None where nothing was."""

    paid: int
    middle: float | None
    longest: int | None
    unpaid: int
    oldest: int | None


@dataclass(frozen=True)
class LaidOut:
    """What was claimed in one calendar year for one kind, unless it was refused or taken back."""

    year: int
    kind: str
    people: int
    pence: int

    @property
    def amount(self) -> str:
        return in_pounds(self.pence)


@dataclass(frozen=True)
class Unpaid:
    """Of the meetings where somebody came for an organisation, those where only the others got nothing."""

    meetings: int
    engagements: Sequence[Engagement]


@dataclass(frozen=True)
class Report:
    partnership: Partnership
    waiting: Waiting
    laid_out: Sequence[LaidOut]
    unpaid: Unpaid


def report(partnership: Partnership, *, today: dt.date) -> Report:
    """For the partnership's officers and leads, who see each claim as well: nothing is held back."""
    return Report(partnership, waiting(partnership, today), laid_out(partnership), unpaid(partnership))


def waiting(partnership: Partnership, today: dt.date) -> Waiting:
    rows = Expense.objects.of_partnership(partnership)
    since = today - dt.timedelta(days=365)
    paid = rows.at(ExpenseState.PAID).filter(paid_on__gt=since, paid_on__lte=today)
    days = days_taken(paid, today)
    open_days = days_taken(rows.at(ExpenseState.CLAIMED, ExpenseState.APPROVED), today)
    return Waiting(
        paid=len(days),
        middle=median(days) if days else None,
        longest=max(days, default=None),
        unpaid=len(open_days),
        oldest=max(open_days, default=None),
    )


def days_taken(rows: ExpenseQuerySet, today: dt.date) -> list[int]:
    found = (row.days(today) for row in rows)
    return [days for days in found if days is not None]


def laid_out(partnership: Partnership) -> list[LaidOut]:
    """By year, the latest first, and kind; a fee for time stands apart as a kind of its own."""
    asked = [state for state in ASKED_FOR if state != ExpenseState.REFUSED]
    rows = Expense.objects.of_partnership(partnership).at(*asked).order_by()
    sums = rows.values_list("on__year", "kind").annotate(Count("participant", distinct=True), Sum("pence"))
    found = [LaidOut(year, ExpenseKind(kind).label, people, pence) for year, kind, people, pence in sums]
    return sorted(found, key=lambda one: (-one.year, one.kind))


def unpaid(partnership: Partnership) -> Unpaid:
    """Meetings where the only people who sat there unpaid were those with lived experience.

    Whoever comes for an organisation is taken to be paid by it. Of those who came as themselves, none had a
    fee for their time approved, and none had said that they do not want one.
    """
    came = Involvement.objects.of_partnership(partnership).filter(CAME).order_by()
    mixed = thanked_by_engagement(came)
    keys = [key for key, (is_mixed, is_thanked) in mixed.items() if is_mixed and not is_thanked]
    rows = Engagement.objects.filter(pk__in=keys).order_by("-starts_at", "-pk")
    return Unpaid(meetings=sum(is_mixed for is_mixed, _ in mixed.values()), engagements=list(rows))


def thanked_by_engagement(came: InvolvementQuerySet) -> dict[int, tuple[bool, bool]]:
    """For each: did people come for organisations and as themselves, and was one of the latter thanked?"""
    fee = Expense.objects.filter(involvement=OuterRef("pk"), kind=ExpenseKind.TIME)
    thanked = Exists(fee.at(ExpenseState.APPROVED, ExpenseState.PAID, ExpenseState.DECLINED))
    own = Q(participant__organisation__isnull=True)
    found: dict[int, tuple[bool, bool]] = defaultdict(lambda: (False, False))
    counts = (
        came.annotate(thanked=thanked)
        .values_list("engagement")
        .annotate(
            themselves=Count("pk", filter=own),
            organised=Count("pk", filter=~own),
            fees=Count("pk", filter=own & Q(thanked=True)),
        )
    )
    for key, themselves, organised, fees in counts:
        found[key] = (bool(themselves and organised), bool(fees))
    return found

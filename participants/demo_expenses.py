"""What taking part cost the demonstration's people: rates, offers, and claims at every step."""

import datetime as dt

from django.utils.timezone import localdate

from coproduce.accounts.demo import DOMAIN
from coproduce.accounts.models import User
from partnerships.models import Partnership

from . import expenses
from .models import ExpenseKind, ExpenseRate, Involvement
from .models.rates import Per

RATES = (
    (ExpenseKind.TRAVEL, 45, Per.MILE, "By car. Buses and trains: the fare."),
    (ExpenseKind.REPLACEMENT_CARE, 1500, Per.HOUR, "Getting ready and getting there count, too."),
    (ExpenseKind.TIME, 2000, Per.HOUR, "Only if you want it."),
)
A_DAY = dt.timedelta(days=1)


def load(now: dt.datetime) -> None:
    """Once: what people have done with it since stays."""
    fife = Partnership.objects.get(slug="fife")
    if ExpenseRate.objects.of_partnership(fife).exists():
        return
    lead, officer = (User.objects.get(email=f"{role}.fife{DOMAIN}") for role in ("lead", "officer"))
    since = localdate(now) - 200 * A_DAY
    for kind, pence, per, words in RATES:
        rate = ExpenseRate(partnership=fife, kind=kind, pence=pence, per=per, words=words, since=since)
        expenses.set_rate(rate, by=lead, now=now)
    came = list(Involvement.objects.of_partnership(fife).begun(now).not_declined().in_order()[:4])
    for number, row in enumerate(came):
        claimed_at = row.engagement.ends_at + A_DAY
        told = expenses.Claim(
            kind=ExpenseKind.TRAVEL,
            pence=360 + 90 * number,
            on=localdate(row.engagement.starts_at),
            words="Bus there and back",
            involvement=row,
        )
        claimed = expenses.claim(row.participant, told, now=claimed_at)
        if number:
            expenses.approve(claimed, by=officer, now=claimed_at + 2 * A_DAY)
        if number > 1:
            paid = claimed_at + (3 + 4 * number) * A_DAY
            expenses.pay(claimed, by=lead, now=paid, paid_on=localdate(paid))
    coming = (
        Involvement.objects.of_partnership(fife).open_to_answers(now).answered("accepted").with_participant()
    )
    expenses.offer(coming, ExpenseKind.TRAVEL, by=officer, now=now)

"""The weekly mail: what is new in what someone follows (`news`), every Tuesday at 08:00 in Scotland.

Each subscription carries a cursor, `covered_until`. A digest answers for the half-open window [cursor, slot);
it is written, and the cursor moved to the slot, in one transaction under the row's lock. So a sweep that runs
twice, at the same time, or weeks late, mails each case study once.

Should an entry be withdrawn between writing and sending, the whole mail lapses at the fence (`still_wanted`),
and the next digest starts where the lapsed one did: the others reach their reader a week later, the withdrawn
one never.
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import Q

from coproduce.outbox.models import Email, Status
from coproduce.outbox.queue import Lane, enqueue

from .models import Digest, Subscription
from .models.rows import CaseStudyQuerySet
from .news import News, news, told_to

KIND = "case_study_digest"
SCOTLAND = ZoneInfo("Europe/London")
TUESDAY = 1
AT = time(8)


def slot(now: datetime) -> datetime:
    """The latest Tuesday, 08:00 in Scotland, that is not after `now`."""
    today = now.astimezone(SCOTLAND).date()
    tuesday = today - timedelta(days=(today.weekday() - TUESDAY) % 7)
    boundary = datetime.combine(tuesday, AT, SCOTLAND)
    return boundary if boundary <= now else datetime.combine(tuesday - timedelta(days=7), AT, SCOTLAND)


def next_slot(boundary: datetime) -> datetime:
    """A week later by the calendar, whatever the clocks do in between."""
    return datetime.combine(boundary.astimezone(SCOTLAND).date() + timedelta(days=7), AT, SCOTLAND)


def plan(*, now: datetime) -> int:
    """Write every digest that is due; the number of mails written."""
    boundary = slot(now)
    due = list(Subscription.objects.due(boundary).values_list("pk", flat=True))
    return sum(plan_one(key, boundary) for key in due)


@transaction.atomic
def plan_one(key: int, boundary: datetime) -> bool:
    """Cover one subscription up to the boundary; nothing if someone else is at it or has done it by now."""
    rows = Subscription.objects.due(boundary).select_for_update(of=("self",), skip_locked=True)
    subscription = rows.select_related("user").filter(pk=key).first()
    if subscription is None:
        return False
    since = start(subscription, boundary)
    found = news(subscription, since=since, until=boundary)
    subscription.covered_until = boundary
    subscription.save(update_fields=["covered_until"])
    return bool(found.case_studies) and write(subscription, found, since=since, boundary=boundary)


def start(subscription: Subscription, boundary: datetime) -> datetime:
    """Where the last one ended, or began, if it could not go out."""
    last = subscription.digests.filter(slot=subscription.covered_until).first()
    if last is None:
        return subscription.covered_until
    unsent = Q(status=Status.LAPSED) | Q(status=Status.QUEUED, expires_at__lte=boundary)
    lapsed = Email.objects.filter(unsent, key=mail_key(last)).exists()
    return last.since if lapsed else subscription.covered_until


def write(subscription: Subscription, found: News, *, since: datetime, boundary: datetime) -> bool:
    """The mail and the record of what it lists; it is of no use once the next one is due.

    Checking the keys of the record locks the entries: nobody takes one back until this is committed, and then
    finds the mail. So they are read again after that: what was taken back a moment before is in no mail.
    """
    digest = Digest.objects.create(subscription=subscription, since=since, slot=boundary)
    digest.case_studies.set(found.case_studies)
    connection.check_constraints()
    found = news(subscription, since=since, until=boundary).among(found.case_studies)
    digest.case_studies.set(found.case_studies)
    if not found.case_studies:
        digest.delete()
        return False
    return enqueue(
        KIND,
        key=mail_key(digest),
        to=subscription.user.email,
        context={"news": found, "since": since, "until": boundary},
        lane=Lane.DIGEST,
        expires_at=next_slot(boundary),
        about=digest,
    )


def mail_key(digest: Digest) -> str:
    day = digest.slot.astimezone(SCOTLAND).date()
    return f"{KIND}:{digest.subscription.user_id}:{day:%Y-%m-%d}"


def still_wanted(email: Email) -> bool:
    """Asked just before it leaves: still subscribed, and everything it lists still public."""
    digest = (
        Digest.objects.filter(pk=email.about.rpartition(":")[2]).select_related("subscription__user").first()
    )
    if digest is None:
        return False
    listed, public = digest.case_studies.count(), still_public(digest).count()
    return digest.subscription.is_wanted and listed == public


def still_public(digest: Digest) -> CaseStudyQuerySet:
    """What it lists and its reader may still be told of."""
    return told_to(digest.subscription.user).filter(digests=digest)

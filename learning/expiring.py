"""Telling authors that consent is about to end: 60 and 14 days before, once each; when late, the later."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection

from django.db import transaction
from django.utils.timezone import localdate

from coproduce.accounts.models import Role, User
from coproduce.outbox.models import Email
from coproduce.outbox.queue import Lane, enqueue

from . import consents, revising
from .models import CaseStudy, Grant
from .rules import WRITERS

KIND = "case_study_consent_expiring"
#: Days before the last one.
FIRST, LAST = 60, 14


def remind(*, now: dt.datetime) -> int:
    """Write every reminder that is due; the number of emails written."""
    today = localdate(now)
    ending = Grant.objects.ending(since=today, until=today + dt.timedelta(days=FIRST))
    entries = CaseStudy.objects.showing(ending)
    return sum(remind_about(entry, today=today) for entry in entries)


@transaction.atomic
def remind_about(entry: CaseStudy, *, today: dt.date) -> int:
    """One email to each author for each last day; locked, so that nothing is written of what is erased."""
    revising.locked(entry)
    if not entry.is_open:
        return 0
    return sum(
        tell(author, entry, uses, until, today=today)
        for until, uses in days(entry, today=today).items()
        for author in authors(entry)
    )


def days(entry: CaseStudy, *, today: dt.date) -> dict[dt.date, list[str]]:
    """For each last day that is near: what ends then."""
    found: dict[dt.date, list[Grant]] = defaultdict(list)
    rows = Grant.objects.about(entry).ending(since=today, until=today + dt.timedelta(days=FIRST))
    for row in rows.filter(use__in=consents.asked_for(entry)):
        found[row.expires_on].append(row)
    return {
        until: [consents.THEIRS[use] for use in consents.uses_of(ending)]
        for until, ending in sorted(found.items())
    }


def authors(entry: CaseStudy) -> Collection[User]:
    """Whoever wrote it, if they still write for the organisation; else all who do."""
    if entry.organisation is None:
        return set()
    held = Role.objects.current().filter(team=entry.organisation.team_id, name__in=WRITERS)
    writers = {role.user for role in held.with_people()}
    return {one for one in writers if one.pk == entry.author_id} or writers


def tell(author: User, entry: CaseStudy, uses: list[str], until: dt.date, *, today: dt.date) -> bool:
    step = LAST if (until - today).days <= LAST else FIRST
    return enqueue(
        KIND,
        key=f"{KIND}:{entry.pk}:{author.pk}:{step}:{until:%Y-%m-%d}",
        to=author.email,
        context={"case_study": entry, "uses": uses, "until": until},
        lane=Lane.REMINDER,
        about=entry,
    )


def still_ending(email: Email) -> bool:
    """Asked just before it leaves: does consent to what it shows still end on that day?"""
    entry, until = int(email.about.rpartition(":")[2]), dt.date.fromisoformat(email.key.rpartition(":")[2])
    rows = Grant.objects.ending(since=until, until=until).filter(teller__case_study=entry)
    return CaseStudy.objects.showing(rows).exists()

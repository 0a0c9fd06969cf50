"""Taking consent back, and all that follows from it, in one transaction.

Someone's words and name run through the whole of an entry: when those are taken back the entry is withdrawn
and its words are erased from the database. A picture or film can be taken out, and the rest stays.
"""

import datetime as dt
from collections.abc import Collection, Sequence

from django.db import models, transaction

from coproduce.accounts.models import User
from coproduce.outbox import recalling

from . import attaching, commenting, consents, moderation, revising
from .models import (
    ERASED_NOTE,
    CaseStudy,
    Decision,
    Grant,
    Revision,
    State,
    StepName,
    Teller,
    Through,
    Use,
)
from .models.practice import Practice
from .models.rows import address_mark

#: What can be taken out of an entry; all else of a person runs through the whole of it.
PARTS = frozenset({Use.PICTURE, Use.FILM})
#: These name neither the person nor the story.
NOTE = "Someone whose story it tells took back their consent. Its words are erased."
DROPPED_NOTE = "Dropped, because the words of the entry are erased."
ERASED_TITLE = "Withdrawn story"
ERASED_SOURCE = "Erased."


def takes_all(uses: Collection[Use]) -> bool:
    """Whether taking these back takes the whole entry away."""
    return bool(set(uses) - PARTS)


@transaction.atomic
def withdraw(
    teller: Teller, uses: Collection[Use], *, through: Through, now: dt.datetime, by: User | None = None
) -> list[Use]:
    """Take back what this person agreed to; what was taken back just now. Repeated, it changes nothing.

    The entry is locked first, as everywhere, so that it is published before this or not at all.
    """
    entry = revising.locked(teller.case_study)
    given = Grant.objects.given().unwithdrawn().filter(teller=teller)
    if not takes_all(uses):
        given = given.filter(use__in=uses)
    taken = consents.uses_of(given)
    given.update(withdrawn_at=now, withdrawn_through=through, withdrawn_by=by)
    if takes_all(taken):
        close(entry, by=by, now=now)
        erase(entry, now=now)
    elif taken:
        take_out(entry, taken)
    return taken


@transaction.atomic
def strike_out(teller: Teller, uses: Collection[Use], *, by: User, now: dt.datetime) -> list[Use]:
    """End grants that should never have been recorded. Nothing is erased: nobody had agreed to anything."""
    revising.locked(teller.case_study)
    latest = Grant.objects.counting().unwithdrawn().filter(teller=teller, use__in=uses)
    struck = consents.uses_of(latest)
    Grant.objects.filter(pk__in=[row.pk for row in latest]).update(
        withdrawn_at=now, withdrawn_through=Through.MISTAKE, withdrawn_by=by
    )
    return struck


def close(entry: CaseStudy, *, by: User | None, now: dt.datetime) -> None:
    """Readers cannot open it any more; what was never public goes back to an empty draft."""
    if entry.is_open:
        moderation.take(moderation.STEPS[StepName.WITHDRAW], entry, by=by, now=now, note=NOTE)
        return
    target = State.WITHDRAWN if entry.state == State.WITHDRAWN else State.DRAFT
    Decision.objects.create(
        case_study=entry,
        step=StepName.WITHDRAW,
        from_state=entry.state,
        to_state=target,
        by=by,
        at=now,
        note=NOTE,
    )
    entry.state = target


def erase(entry: CaseStudy, *, now: dt.datetime) -> None:
    """Empty everything that could repeat a word of it, wherever it is kept; safe to repeat.

    Whatever else comes to keep words of an entry is emptied from here.
    """
    attaching.erase(entry)
    drop_revision_in_progress(entry, now=now)
    Revision.objects.of(entry).update(content={}, note="")
    noted = Decision.objects.filter(case_study=entry).exclude(note__in=("", NOTE, DROPPED_NOTE, ERASED_NOTE))
    noted.update(note=ERASED_NOTE)
    commenting.erase(entry)
    recalling.take_back(mentions(entry))
    for places in Practice._meta.local_many_to_many:  # noqa: SLF001  Django documents it
        getattr(entry, places.name).clear()
    empty(entry)


def drop_revision_in_progress(entry: CaseStudy, *, now: dt.datetime) -> None:
    """Nobody has its words in hand any more; that there was one is kept."""
    for revision in Revision.objects.of(entry).in_progress():
        Decision.objects.create(
            case_study=entry,
            revision=revision.number,
            step=StepName.DROP,
            from_state=revision.state,
            to_state=revision.state,
            at=now,
            note=DROPPED_NOTE,
        )
        revision.delete()


def empty(entry: CaseStudy) -> None:
    """The row itself: every column of the practice as in a new draft, and an address that says nothing."""
    for column in Practice._meta.local_fields:  # noqa: SLF001  Django documents it
        setattr(entry, column.name, column.get_default())
    entry.title = ERASED_TITLE
    entry.source_note = ERASED_SOURCE if entry.source_note else ""
    if not entry.erased_address:
        entry.erased_address = address_mark(entry.slug)
        entry.slug = f"withdrawn-{entry.pk}"
    entry.save()


def take_out(entry: CaseStudy, uses: Collection[Use]) -> None:
    """Take pictures or film out of it, and out of every version of it; the rest stays."""
    attaching.take_out(entry, pictures=Use.PICTURE in uses, film=Use.FILM in uses)
    entry.shows = without(entry.shows, uses)
    entry.save(update_fields=["shows", "changed_at"])
    for revision in Revision.objects.of(entry):
        revision.content["shows"] = without(revision.content.get("shows") or [], uses)
        revision.save(update_fields=["content"])


def without(shows: Collection[str], uses: Collection[Use]) -> list[str]:
    return [use for use in shows if use not in uses]


def mentions(entry: CaseStudy) -> list[models.Model]:
    """The rows that emails with words of this entry are about."""
    return [entry, *entry.digests.all(), *entry.comments.all()]


def gone_out(entry: CaseStudy) -> Sequence[recalling.Gone]:
    """The emails about it that cannot be called back: how many, and when."""
    return recalling.gone_out(mentions(entry))

"""The next revision of a published case study: begun, dropped, and put in place of the present one."""

from datetime import datetime

from django.db import transaction

from coproduce.accounts.models import User

from . import attaching, content
from .models import CaseStudy, Decision, Revision, State, StepName


class RevisingError(Exception):
    """A revision cannot be begun or dropped; the message says why, in words for the person who tried."""


def locked(case_study: CaseStudy) -> CaseStudy:
    """The entry as it is now, kept until the transaction ends; always locked before its revision."""
    rows = CaseStudy.objects.with_publisher().select_for_update(of=("self",))
    case_study.refresh_from_db(from_queryset=rows)
    case_study.forget_told()
    return case_study


def both_locked(revision: Revision) -> Revision:
    """The revision as it is now, and before it the entry, so that two people never wait for each other."""
    entry = locked(revision.case_study)
    try:
        revision.refresh_from_db(from_queryset=Revision.objects.select_for_update(of=("self",)))
    except Revision.DoesNotExist:
        raise RevisingError("Its authors have dropped this revision.") from None
    revision.case_study = entry
    return revision


def hold(slug: str) -> None:
    """Lock the entry of this address, if there is one, before a page locks its revision."""
    list(CaseStudy.objects.filter(slug=slug).select_for_update().keys())


@transaction.atomic
def begin(case_study: CaseStudy, *, by: User, now: datetime) -> Revision:
    """The revision in progress: a new one that says what readers see now, or the one there is already."""
    locked(case_study)
    if case_study.state != State.PUBLISHED:
        raise RevisingError("Only a published case study can be revised.")
    if found := Revision.objects.of(case_study).in_progress().first():
        return found
    number = case_study.revision + 1
    says = content.content_of(case_study)
    revision = Revision.objects.create(
        case_study=case_study, number=number, content=says, author=by, last_edited_by=by
    )
    record(revision, StepName.REVISE, to_state=State.DRAFT, by=by, now=now)
    return revision


@transaction.atomic
def drop(revision: Revision, *, by: User, now: datetime) -> None:
    """Let go of a revision that its authors have in hand; readers notice nothing."""
    both_locked(revision)
    if revision.state not in {State.DRAFT, State.RETURNED}:
        raise RevisingError("It is no longer in your hands, so it cannot be dropped.")
    record(revision, StepName.DROP, to_state=revision.state, by=by, now=now)
    attaching.discard(revision.case_study)
    revision.delete()


def record(revision: Revision, step: StepName, *, to_state: State | str, by: User, now: datetime) -> None:
    Decision.objects.create(
        case_study=revision.case_study,
        revision=revision.number,
        step=step,
        from_state=revision.state,
        to_state=to_state,
        by=by,
        at=now,
    )


def keep_first(case_study: CaseStudy, *, now: datetime) -> None:
    """What its first readers see is revision 1; called while the entry is being published."""
    case_study.revision = case_study.words_revision = 1
    Revision.objects.create(
        case_study=case_study,
        number=1,
        state=State.PUBLISHED,
        content=content.content_of(case_study),
        author=case_study.author,
        last_edited_by=case_study.last_edited_by,
        submitted_at=case_study.submitted_at,
        published_at=now,
    )


def put_in_place(revision: Revision) -> None:
    """Readers see this revision from now on; called while it is being published, with both rows locked."""
    case_study = revision.case_study
    if content.changes_words(content.content_of(case_study), revision.content):
        case_study.words_revision = revision.number
    case_study.revision = revision.number
    case_study.last_edited_by = revision.last_edited_by
    content.put(revision.content, case_study)


def changes(revision: Revision) -> list[content.Field]:
    """The fields in which it differs from what readers see now or, once published, saw before."""
    return content.changed(before(revision), revision.content)


def before(revision: Revision) -> content.Document:
    """What readers saw when this revision was written; nothing before the first."""
    if revision.is_in_progress:
        return content.content_of(revision.case_study)
    earlier = Revision.objects.of(revision.case_study).published().before(revision.number).last()
    return earlier.content if earlier else {}

"""From draft to published and back: every step a case study can take, who may take it, and who is told."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.dateparse import parse_date
from django.utils.timezone import localdate

from coproduce.accounts.models import User
from coproduce.outbox.queue import Lane, enqueue
from partnerships.models.registers import years_after

from . import adopting, consents, content, revising
from .models import CaseStudy, Check, Decision, Revision, State, StepName, Taxonomy


class ModerationError(Exception):
    """A step that cannot be taken; the message says why, in words for the person who tried."""


Subject = CaseStudy | Revision


@dataclass(frozen=True)
class Step:
    """From which states to which; who wrote it cannot take `independent` steps.

    Revisions go the way that a case study goes before it is first published; `whole` steps are of entries.
    """

    name: StepName
    sources: frozenset[State]
    target: State
    note_needed: bool = False
    independent: bool = False
    whole: bool = False
    stamp: str = ""
    mail: str = ""

    def permission(self, subject: Subject) -> str:
        return f"learning.{self.name}_{subject._meta.model_name}"  # noqa: SLF001  Django documents it


STEPS: dict[StepName, Step] = {
    step.name: step
    for step in (
        Step(
            StepName.SUBMIT,
            frozenset({State.DRAFT, State.RETURNED}),
            State.SUBMITTED,
            stamp="submitted_at",
        ),
        Step(
            StepName.SEND_BACK,
            frozenset({State.SUBMITTED}),
            State.RETURNED,
            note_needed=True,
            independent=True,
            mail="case_study_returned",
        ),
        Step(
            StepName.PUBLISH,
            frozenset({State.SUBMITTED}),
            State.PUBLISHED,
            independent=True,
            stamp="published_at",
            mail="case_study_published",
        ),
        Step(
            StepName.WITHDRAW,
            frozenset({State.PUBLISHED, State.RETIRED}),
            State.WITHDRAWN,
            note_needed=True,
            whole=True,
            stamp="withdrawn_at",
        ),
        Step(
            StepName.RETIRE,
            frozenset({State.PUBLISHED}),
            State.RETIRED,
            note_needed=True,
            whole=True,
            stamp="retired_at",
        ),
        Step(StepName.REINSTATE, frozenset({State.RETIRED}), State.PUBLISHED, whole=True),
    )
}
#: How long a published entry stands before its authors look at it again.
REVIEW_YEARS = 2


def submit(subject: Subject, *, by: User, now: datetime) -> Decision:
    """Hand it to the moderators; refused while something that readers need is missing."""
    return take(STEPS[StepName.SUBMIT], subject, by=by, now=now)


def send_back(subject: Subject, *, by: User, now: datetime, note: str) -> Decision:
    """Give it back to its authors with a note on what to change."""
    return take(STEPS[StepName.SEND_BACK], subject, by=by, now=now, note=note)


def publish(subject: Subject, *, by: User, now: datetime, note: str = "") -> Decision:
    """Open it to everyone. This is the only step that readers may hear of by mail."""
    return take(STEPS[StepName.PUBLISH], subject, by=by, now=now, note=note)


def withdraw(case_study: CaseStudy, *, by: User, now: datetime, note: str) -> Decision:
    """Take it off every page, list, search and mail not yet sent, at once."""
    return take(STEPS[StepName.WITHDRAW], case_study, by=by, now=now, note=note)


def retire(case_study: CaseStudy, *, by: User, now: datetime, note: str) -> Decision:
    """No longer practice to follow: it keeps its page, which says why, and leaves lists and searches."""
    return take(STEPS[StepName.RETIRE], case_study, by=by, now=now, note=note)


def reinstate(case_study: CaseStudy, *, by: User, now: datetime, note: str = "") -> Decision:
    """Undo a retirement."""
    return take(STEPS[StepName.REINSTATE], case_study, by=by, now=now, note=note)


@transaction.atomic
def take(  # noqa: PLR0913  who, when and what they said, all given by name
    step: Step,
    subject: Subject,
    *,
    by: User | None,
    now: datetime,
    note: str = "",
    checked: Collection[str] = (),
) -> Decision:
    """Take the step on the row as it is now, not as the caller saw it: it is locked and read again first.

    Nobody's account takes it (`by` is None) when someone takes back their story through their own link.
    """
    lock(subject)
    if reason := objection(step, subject, by=by, note=note, on=localdate(now)):
        raise ModerationError(reason)
    decision = decided(step, subject, by=by, now=now, note=note)
    decision.checked = [check for check in Check if check in checked]
    subject.state = step.target
    if step.stamp:
        setattr(subject, step.stamp, now)
    carry_out(step, subject, now=now)
    subject.save()
    decision.save()
    if step.mail:
        tell_author(subject, decision, kind=step.mail)
    adopting.tell_of(decision)
    return decision


def lock(subject: Subject) -> None:
    """As it is now, kept until the transaction ends."""
    if isinstance(subject, CaseStudy):
        revising.locked(subject)
        return
    try:
        revising.both_locked(subject)
    except revising.RevisingError as gone:
        raise ModerationError(str(gone)) from None


def entry_of(subject: Subject) -> CaseStudy:
    return subject.case_study if isinstance(subject, Revision) else subject


def decided(step: Step, subject: Subject, *, by: User | None, now: datetime, note: str) -> Decision:
    """The record of a step that is about to be taken."""
    number = subject.number if isinstance(subject, Revision) else subject.revision or 1
    return Decision(
        case_study=entry_of(subject),
        revision=None if step.whole else number,
        step=step.name,
        from_state=subject.state,
        to_state=step.target,
        by=by,
        at=now,
        note=note.strip(),
    )


def carry_out(step: Step, subject: Subject, *, now: datetime) -> None:
    """What a step does beside the state."""
    if step.name == StepName.PUBLISH:
        put_before_readers(subject, now=now)
    elif isinstance(subject, CaseStudy) and step.name in {StepName.REINSTATE, StepName.WITHDRAW}:
        subject.retired_at = None


def put_before_readers(subject: Subject, *, now: datetime) -> None:
    """What readers see and what its revision keeps are the same, the day to look at it again too."""
    consents.tick(subject)
    if isinstance(subject, Revision):
        day = parse_date(subject.content.get("review_by") or "")
        subject.content["review_by"] = to_look_again(day, today=localdate(now)).isoformat()
        revising.put_in_place(subject)
    else:
        subject.review_by = to_look_again(subject.review_by, today=localdate(now))
        revising.keep_first(subject, now=now)


def to_look_again(day: date | None, *, today: date) -> date:
    """The day that its authors chose, if it is still to come."""
    return day if day and day > today else years_after(today, REVIEW_YEARS)


def objection(
    step: Step, subject: Subject, *, by: User | None, note: str = "", on: date | None = None
) -> str:
    """Why this person cannot take this step now, in words; empty when they can."""
    if subject.state not in step.sources or (step.whole and isinstance(subject, Revision)):
        return state_objection(step, subject)
    if isinstance(subject, Revision) and not subject.case_study.is_published:
        return f"The case study itself is “{subject.case_study.get_state_display().lower()}” by now."
    reason = bias(subject, by=by) if step.independent else ""
    if reason := reason or (consents.objection(subject, on) if step.target == State.PUBLISHED else ""):
        return reason
    if step.note_needed and not note.strip():
        return f"Write a note: the authors need to know why it was {step.target.label.lower()}."
    if step.name == StepName.SUBMIT and (wanting := missing(subject)):
        return f"It cannot be submitted yet. Still missing: {', '.join(wanting)}."
    return ""


def state_objection(step: Step, subject: Subject) -> str:
    state = subject.get_state_display().lower()
    last = entry_of(subject).decisions.last()
    when = f" since {last.at:%-d %B %Y}" if last else ""
    kind = subject._meta.verbose_name  # noqa: SLF001  Django documents it
    return f"This {kind} is “{state}”{when}. From there it cannot be {step.target.label.lower()}."


def bias(subject: Subject, *, by: User | None) -> str:
    """Why somebody else has to decide; empty when the person had no part in the entry."""
    entry = entry_of(subject)
    if by is None:
        return "Someone has to decide."
    if entry.is_of(by):
        return f"Someone else has to decide: you work for {entry.organisation}, which wrote it."
    if by.pk in {subject.author_id, subject.last_edited_by_id}:
        return "Someone else has to decide: you wrote or last edited it."
    return ""


def missing(subject: Subject) -> list[str]:
    """What readers need and the entry does not have yet."""
    says = subject.content if isinstance(subject, Revision) else content.content_of(subject)
    needed = {
        "a plain-language summary": says["summary"],
        "what changed for people, or what was done": says["changed_for_people"] or says["text"],
        "at least one theme": says[Taxonomy.THEME],
        "at least one council area": says["council_areas"],
    }
    return [name for name, present in needed.items() if not present]


def tell_author(subject: Subject, decision: Decision, *, kind: str) -> None:
    """Mail to whoever wrote it, if they did not decide themselves and may still see it."""
    author = subject.author
    if author is None or author == decision.by or not author.is_active:
        return
    if not type(subject).objects.visible_to(author).filter(pk=subject.pk).exists():
        return
    enqueue(
        kind,
        key=f"{kind}:{decision.pk}",
        to=author.email,
        context={"case_study": entry_of(subject), "subject": subject, "decision": decision},
        lane=Lane.REMINDER,
        about=entry_of(subject),
    )

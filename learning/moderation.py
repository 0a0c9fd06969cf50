"""From draft to published and back: every step a case study can take, who may take it, and who is told."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from coproduce.accounts.models import User
from coproduce.outbox.queue import Lane, enqueue

from .models import CaseStudy, Decision, State, StepName


class ModerationError(Exception):
    """A step that cannot be taken; the message says why, in words for the person who tried."""


@dataclass(frozen=True)
class Step:
    """From which states to which, by which permission; who wrote it cannot take `independent` steps."""

    name: StepName
    sources: frozenset[State]
    target: State
    permission: str
    note_needed: bool = False
    independent: bool = False
    stamp: str = ""
    mail: str = ""


STEPS: dict[StepName, Step] = {
    step.name: step
    for step in (
        Step(
            StepName.SUBMIT,
            frozenset({State.DRAFT, State.RETURNED}),
            State.SUBMITTED,
            "learning.submit_casestudy",
            stamp="submitted_at",
        ),
        Step(
            StepName.SEND_BACK,
            frozenset({State.SUBMITTED}),
            State.RETURNED,
            "learning.send_back_casestudy",
            note_needed=True,
            independent=True,
            mail="case_study_returned",
        ),
        Step(
            StepName.PUBLISH,
            frozenset({State.SUBMITTED}),
            State.PUBLISHED,
            "learning.publish_casestudy",
            independent=True,
            stamp="published_at",
            mail="case_study_published",
        ),
        Step(
            StepName.WITHDRAW,
            frozenset({State.PUBLISHED}),
            State.WITHDRAWN,
            "learning.withdraw_casestudy",
            note_needed=True,
            stamp="withdrawn_at",
        ),
    )
}


def submit(case_study: CaseStudy, *, by: User, now: datetime) -> Decision:
    """Hand it to the moderators; refused while something that readers need is missing."""
    return take(STEPS[StepName.SUBMIT], case_study, by=by, now=now)


def send_back(case_study: CaseStudy, *, by: User, now: datetime, note: str) -> Decision:
    """Give it back to its authors with a note on what to change."""
    return take(STEPS[StepName.SEND_BACK], case_study, by=by, now=now, note=note)


def publish(case_study: CaseStudy, *, by: User, now: datetime, note: str = "") -> Decision:
    """Open it to everyone. This is the only step that readers may hear of by mail."""
    return take(STEPS[StepName.PUBLISH], case_study, by=by, now=now, note=note)


def withdraw(case_study: CaseStudy, *, by: User, now: datetime, note: str) -> Decision:
    """Take it off every page, list, search and mail not yet sent, at once."""
    return take(STEPS[StepName.WITHDRAW], case_study, by=by, now=now, note=note)


@transaction.atomic
def take(step: Step, case_study: CaseStudy, *, by: User, now: datetime, note: str = "") -> Decision:
    """Take the step on the row as it is now, not as the caller saw it: it is locked and read again first."""
    case_study.refresh_from_db(from_queryset=CaseStudy.objects.select_for_update())
    if reason := objection(step, case_study, by=by, note=note):
        raise ModerationError(reason)
    decision = Decision(
        case_study=case_study,
        step=step.name,
        from_state=case_study.state,
        to_state=step.target,
        by=by,
        at=now,
        note=note.strip(),
    )
    case_study.state = step.target
    if step.stamp:
        setattr(case_study, step.stamp, now)
    case_study.save(update_fields=["state", "changed_at", *filter(None, [step.stamp])])
    decision.save()
    if step.mail:
        tell_author(case_study, decision, kind=step.mail)
    return decision


def objection(step: Step, case_study: CaseStudy, *, by: User, note: str = "") -> str:
    """Why this person cannot take this step now, in words; empty when they can."""
    if case_study.state not in step.sources:
        return state_objection(step, case_study)
    if step.independent and (reason := bias(case_study, by=by)):
        return reason
    if step.note_needed and not note.strip():
        return f"Write a note: the authors need to know why it was {step.target.label.lower()}."
    if step.name == StepName.SUBMIT and (wanting := missing(case_study)):
        return f"It cannot be submitted yet. Still missing: {', '.join(wanting)}."
    return ""


def state_objection(step: Step, case_study: CaseStudy) -> str:
    state = case_study.get_state_display().lower()
    last = case_study.decisions.last()
    when = f" since {last.at:%-d %B %Y}" if last else ""
    return f"This case study is “{state}”{when}. From there it cannot be {step.target.label.lower()}."


def bias(case_study: CaseStudy, *, by: User) -> str:
    """Why somebody else has to decide; empty when the person had no part in the entry."""
    if case_study.is_of(by):
        return f"Someone else has to decide: you work for {case_study.organisation}, which wrote it."
    if by.pk in {case_study.author_id, case_study.last_edited_by_id}:
        return "Someone else has to decide: you wrote or last edited it."
    return ""


def missing(case_study: CaseStudy) -> list[str]:
    """What readers need and the entry does not have yet."""
    needed = {
        "a plain-language summary": case_study.summary,
        "the text": case_study.text,
        "at least one theme": case_study.themes.exists(),
        "at least one council area": case_study.council_areas.exists(),
    }
    return [name for name, present in needed.items() if not present]


def tell_author(case_study: CaseStudy, decision: Decision, *, kind: str) -> None:
    """Mail to whoever wrote it, if they did not decide themselves and may still see it."""
    author = case_study.author
    if author is None or author == decision.by or not author.is_active:
        return
    if not CaseStudy.objects.visible_to(author).filter(pk=case_study.pk).exists():
        return
    enqueue(
        kind,
        key=f"{kind}:{decision.pk}",
        to=author.email,
        context={"case_study": case_study, "decision": decision},
        lane=Lane.REMINDER,
        about=case_study,
    )


def last_decision_on(key: int) -> Decision | None:
    """The latest step of the case study with this key, for whoever may know of the step but not read on."""
    return Decision.objects.filter(case_study=key).last()

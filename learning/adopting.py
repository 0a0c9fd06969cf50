"""Trying a practice of others: recorded, taken further, stopped, and asked about when that changes."""

from collections import defaultdict
from datetime import date, datetime

from django.db import transaction

from coproduce.accounts.models import Role, User
from coproduce.outbox.models import Email
from coproduce.outbox.queue import Lane, enqueue
from partnerships.models import Organisation, Partnership

from .models import (
    Adoption,
    AdoptionAnswer,
    AdoptionStep,
    Answer,
    CaseStudy,
    Decision,
    Kind,
    Revision,
    Stage,
    StepName,
)
from .models.adoptions import AdoptionQuerySet
from .models.stages import COURSE
from .rules import ADOPTERS, adopting_teams

#: What adopters are told by mail, by the step that it is about.
KINDS = {
    StepName.PUBLISH: "adoption_practice_revised",
    StepName.RETIRE: "adoption_practice_retired",
    StepName.WITHDRAW: "adoption_practice_withdrawn",
}
#: The roles whose holders are told: those that may answer.
TOLD = {name for names in ADOPTERS.values() for name in names}


class AdoptingError(Exception):
    """Why it cannot be recorded, in words for the person who tried; `field` is the one that it is about."""

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words)
        self.field = field


def candidates(case_study: CaseStudy, *, by: User) -> list[Partnership | Organisation]:
    """For whom this person can record that they try it: their teams that have not, and do not publish it."""
    teams = adopting_teams(by)
    own = case_study.organisation.team_id if case_study.organisation else None
    having = {own, *(one.team_id for one in Adoption.objects.of(case_study).open().with_adopter())}
    places = Partnership.objects.filter(team__in=teams)
    organisations = Organisation.objects.standing().filter(team__in=teams)
    return [one for one in (*places, *organisations) if one.team_id not in having]


@transaction.atomic
def record(adoption: Adoption, *, stage: str, since: date, by: User, now: datetime) -> Adoption:
    """The adoption, not saved before, and its first step."""
    adoption.case_study.refresh_from_db(from_queryset=CaseStudy.objects.select_for_update(of=("self",)))
    refuse(adoption)
    adoption.recorded_at = now
    adoption.save()
    AdoptionStep.objects.create(adoption=adoption, stage=stage, since=since, by=by, at=now)
    return adoption


def refuse(adoption: Adoption) -> None:
    entry, adopter = adoption.case_study, adoption.adopter
    if not entry.is_published:
        raise AdoptingError(f"The case study is “{entry.get_state_display().lower()}” by now.")
    if entry.kind != Kind.PRACTICE:
        raise AdoptingError("This is one person’s story. Only a practice can be tried elsewhere.")
    if entry.organisation is not None and entry.organisation.team_id == adopter.team_id:
        raise AdoptingError(f"{adopter} publishes this practice itself.", "adopter")
    if Adoption.objects.of(entry).open().adopted_by(adopter).exists():
        raise AdoptingError(f"Somebody has recorded this for {adopter} already. Change it there.", "adopter")


def locked(adoption: Adoption) -> Adoption:
    """The row as it is now, kept until the transaction ends."""
    adoption.refresh_from_db(from_queryset=Adoption.objects.select_for_update(of=("self",)))
    return adoption


@transaction.atomic
def step(  # noqa: PLR0913  who, when and what they said, all given by name
    adoption: Adoption, *, stage: str, since: date, by: User, now: datetime, why: str = ""
) -> AdoptionStep:
    """One step further, or another day for the present one. Recorded twice, it is recorded once."""
    locked(adoption)
    if last := recorded(adoption, stage=stage, since=since, why=why):
        return last
    refuse_step(adoption, stage=stage, since=since, why=why)
    if stage == Stage.STOPPED:
        adoption.stopped_on, adoption.why_stopped = since, why
    adoption.save()
    return AdoptionStep.objects.create(adoption=adoption, stage=stage, since=since, by=by, at=now)


def recorded(adoption: Adoption, *, stage: str, since: date | None, why: str) -> AdoptionStep | None:
    """The latest step, if that is what this says."""
    last = adoption.steps.last()
    said = last and (last.stage, last.since, adoption.why_stopped) == (stage, since, why)
    return last if said else None


def refuse_step(adoption: Adoption, *, stage: str, since: date, why: str) -> None:
    steps = list(adoption.steps.all())
    last = Stage(steps[-1].stage)
    if adoption.stopped_on:
        raise AdoptingError(
            f"It stopped on {adoption.stopped_on:%-d %B %Y}. Record it anew from the page of the practice "
            "if you have taken it up again."
        )
    if stage not in ahead(last):
        raise AdoptingError(f"It is “{last.label.lower()}” already, and does not go back.", "stage")
    earlier = [one for one in steps if COURSE.index(Stage(one.stage)) < COURSE.index(Stage(stage))]
    if earlier and since < earlier[-1].since:
        before = earlier[-1]
        raise AdoptingError(
            f"The day must be {before.since:%-d %B %Y} or later: since then it was "
            f"“{before.get_stage_display().lower()}”",
            "since",
        )
    if stage == Stage.STOPPED and not why.strip():
        raise AdoptingError("Enter why you stopped", "why_stopped")


def ahead(stage: Stage) -> tuple[Stage, ...]:
    """Where it can go from here: the present stage too, whose day may have been wrong."""
    return COURSE[COURSE.index(stage) :]


@transaction.atomic
def answer(adoption: Adoption, *, to: str, says: str, by: User, now: datetime) -> None:
    """What the adopter's people say to the decision with the key `to`; said twice, it is said once."""
    locked(adoption)
    if says not in Answer.values:
        raise AdoptingError("Nothing is recorded. Use one of the buttons to answer.")
    last = adoption.answers.last()
    if last and (str(last.decision_id), last.answer) == (to, says):
        return
    question = adoption.question
    if question is None or str(question.pk) != to:
        raise AdoptingError("Nothing is recorded: there is something newer by now. Look at it, then answer.")
    if says == Answer.FOLLOW:
        follow(adoption, question)
    AdoptionAnswer.objects.create(adoption=adoption, decision=question, answer=says, by=by, at=now)


def follow(adoption: Adoption, question: Decision) -> None:
    if question.step != StepName.PUBLISH or question.revision is None:
        raise AdoptingError("Nothing is recorded: there is no new revision to follow.")
    adoption.follows = question.revision
    adoption.save(update_fields=["follows", "changed_at"])


def adapt(adoption: Adoption, entry: CaseStudy) -> None:
    """The entry that tells what they made of it points back; called with the adoption locked."""
    adoption.became = entry
    adoption.save(update_fields=["became", "changed_at"])


def tell_of(decision: Decision) -> None:
    """Ask those who follow the practice whether it matters to them: one mail each, in this transaction."""
    if decision.step not in KINDS:
        return
    told = asked_of(decision)
    number = decision.revision if told else None
    revision = Revision.objects.of(decision.case_study).filter(number=number).first() if number else None
    for person, adoptions in told.items():
        write(decision, person, adoptions, revision)


def asked_of(decision: Decision) -> dict[User, list[Adoption]]:
    """Whom it is told to, and of which of their teams' adoptions: never to whoever decided."""
    adoptions = {adoption.team_id: adoption for adoption in concerned(decision)}
    roles = Role.objects.current().filter(team__in=adoptions, name__in=TOLD).exclude(user=decision.by_id)
    found: dict[User, list[Adoption]] = defaultdict(list)
    for role in roles.select_related("user").order_by("user", "pk"):
        found[role.user].append(adoptions[role.team_id])
    return found


def concerned(decision: Decision) -> AdoptionQuerySet:
    """Those that are not stopped, and do not follow the new revision already."""
    rows = Adoption.objects.of(decision.case_study).open().with_adopter().with_practice()
    return rows.behind(decision.revision or 1) if decision.step == StepName.PUBLISH else rows


def write(decision: Decision, person: User, adoptions: list[Adoption], revision: Revision | None) -> None:
    """Mail that names the entry is about the entry, and goes when its words go; a withdrawal names none."""
    entry, kind = decision.case_study, KINDS[StepName(decision.step)]
    enqueue(
        kind,
        key=f"{kind}:{decision.pk}:{person.pk}",
        to=person.email,
        context={"case_study": entry, "decision": decision, "revision": revision, "adoptions": adoptions},
        lane=Lane.REMINDER,
        about=decision if decision.step == StepName.WITHDRAW else entry,
    )


def still_asked(email: Email) -> bool:
    """Asked just before it leaves: nobody has answered, and the mail names nothing that was closed since."""
    _, decision_key, person_key = email.key.split(":")
    decision = Decision.objects.filter(pk=decision_key).select_related("case_study").first()
    if decision is None:
        return False
    theirs = next((found for person, found in asked_of(decision).items() if str(person.pk) == person_key), [])
    rows = Adoption.objects.with_practice().with_question().filter(pk__in=[one.pk for one in theirs])
    names_nothing = decision.step == StepName.WITHDRAW
    return any(one.question == decision and (names_nothing or one.is_readable) for one in rows)

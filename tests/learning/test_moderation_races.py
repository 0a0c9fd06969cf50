"""Thirty-two moderators at one desk: each step has one winner, and the record reads as one line.

Each thread takes fifty steps on forty entries, on what it saw a moment before, as people do. What has to hold
afterwards is one function each, in `HOLDS`.
"""

import itertools
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from random import Random

import pytest
from django.utils import timezone

from coproduce.accounts.models import RoleName, Team, User
from learning import moderation, revising, withdrawing
from learning.models import (
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
from learning.moderation import STEPS, ModerationError
from learning.revising import RevisingError
from partnerships.models import Organisation
from tests.factories.accounts import account, give
from tests.factories.consents import grant, teller
from tests.factories.learning import CaseStudyFactory, TermFactory
from tests.factories.partnerships import CouncilAreaFactory, OrganisationFactory
from tests.threads import at_once

MODERATORS, STEPS_EACH, ENTRIES, ORGANISATIONS = 32, 50, 40, 8
#: Those that authors take; moderators take the others.
OF_AUTHORS = {StepName.SUBMIT, StepName.REVISE, StepName.DROP}
#: Rare, because nothing follows it.
RARE = {StepName.WITHDRAW: 1, StepName.RETIRE: 4}
#: What the table of steps does not say: from which states a revision is begun and dropped.
BESIDE = {StepName.REVISE: {State.PUBLISHED}, StepName.DROP: {State.DRAFT, State.RETURNED}}


@dataclass
class Moderator:
    """One thread: who it is, what it throws, and what was accepted and refused of what it tried."""

    key: int
    dice: Random
    accepted: list[StepName] = field(default_factory=list)
    refused: list[StepName] = field(default_factory=list)

    def work(self, entries: list[int]) -> "Moderator":
        me = User.objects.get(pk=self.key)
        for _ in range(STEPS_EACH):
            entry = CaseStudy.objects.select_related("author").get(pk=self.choose(entries))
            self.hear_the_teller(entry, me)
            subject = self.one_of(entry)
            step = self.likely_step(subject)
            by = entry.author if step in OF_AUTHORS else me
            assert by
            self.attempt(step, subject, by)
        return self

    def choose(self, entries: list[int]) -> int:
        """Half of the time one of a few that everyone is at."""
        return self.dice.choice(entries[:6] if self.dice.random() < 0.5 else entries)

    def hear_the_teller(self, entry: CaseStudy, me: User) -> None:
        """Now and then somebody agrees that their story is told, or, rarely, takes it back."""
        told = Teller.objects.filter(case_study=entry).first()
        if told is None or self.dice.random() > 0.25:
            return
        if self.dice.random() < 0.9:
            grant(by=told, recorded_by=me)
        else:
            withdrawing.withdraw(told, [Use.WORDS], through=Through.LINK, now=timezone.now())

    def one_of(self, entry: CaseStudy) -> moderation.Subject:
        found = Revision.objects.of(entry).in_progress().first() if entry.is_open else None
        return found if found and self.dice.random() < 0.7 else entry

    def likely_step(self, subject: moderation.Subject) -> StepName:
        """Mostly one that fits what was seen; it may not fit any more."""
        fitting = [step for step in StepName if self.dice.random() < 0.04 or fits(step, subject)]
        chosen = fitting or list(StepName)
        return self.dice.choices(chosen, [RARE.get(step, 12) for step in chosen])[0]

    def attempt(self, step: StepName, subject: moderation.Subject, by: User) -> None:
        try:
            take(step, subject, by)
        except (ModerationError, RevisingError):
            self.refused.append(step)
        else:
            self.accepted.append(step)


def fits(step: StepName, subject: moderation.Subject) -> bool:
    is_whole = step == StepName.REVISE or (step in STEPS and STEPS[step].whole)
    sources = BESIDE.get(step) or STEPS[step].sources
    return subject.state in sources and not (is_whole and isinstance(subject, Revision))


def take(step: StepName, subject: moderation.Subject, by: User) -> None:
    now = timezone.now()
    if step == StepName.REVISE:
        revising.begin(moderation.entry_of(subject), by=by, now=now)
    elif step == StepName.DROP:
        if isinstance(subject, CaseStudy):
            raise RevisingError("There is none.")
        revising.drop(subject, by=by, now=now)
    else:
        moderation.take(STEPS[step], subject, by=by, now=now, note="Because.")


# --- who and what there is ---


def cast(team: Team) -> tuple[list[User], list[Organisation]]:
    """Every fourth moderator also writes for one of the organisations."""
    organisations = OrganisationFactory.create_batch(ORGANISATIONS)
    people = [account() for _ in range(MODERATORS)]
    for number, person in enumerate(people):
        give(person, RoleName.MODERATOR, team)
        if number % 4 == 0:
            give(person, RoleName.EDITOR, organisations[number // 4].team)
    return people, organisations


def entries(people: list[User], organisations: list[Organisation]) -> list[int]:
    """Most of an organisation, half of those by a moderator who works there; some by a moderator alone.

    Every third tells somebody's story, to which they have not agreed yet.
    """
    themes, areas, others = [TermFactory()], [CouncilAreaFactory()], account()
    made = []
    for number in range(ENTRIES):
        at = number % (ORGANISATIONS + 2)
        publisher = organisations[at] if at < ORGANISATIONS else None
        author = others if number % 2 and publisher else people[at * 4 % MODERATORS]
        source = "" if publisher else "From public sources."
        known = {"organisation": publisher, "source_note": source, "author": author, "last_edited_by": author}
        tells = [Use.WORDS] if number % 3 == 0 else []
        entry = CaseStudyFactory(themes=themes, council_areas=areas, shows=tells, **known)
        made.append(entry.pk)
        if tells:
            teller(entry)
    return made


# --- what has to hold ---


def lines() -> Iterable[list[Decision]]:
    """The decisions on each entry itself, and on each of its revisions, in the order taken."""
    rows = Decision.objects.select_related("by", "case_study")
    of_row = sorted(rows, key=lambda one: (one.case_study_id, line_of(one), one.pk))
    for _, line in itertools.groupby(of_row, key=lambda one: (one.case_study_id, line_of(one))):
        yield list(line)


def line_of(decision: Decision) -> int:
    return decision.revision if decision.revision and decision.revision > 1 else 1


def each_step_accepted_is_one_decision(done: list[Moderator]) -> None:
    """But whoever begins a revision that another has begun already is given that one.

    What a teller takes back is nobody's decision.
    """
    told = Counter(step for one in done for step in one.accepted)
    kept = Counter(Decision.objects.exclude(by=None).values_list("step", flat=True))
    assert kept[StepName.REVISE] <= told.pop(StepName.REVISE)
    assert {step: kept[step] for step in told} == dict(told)


def each_state_follows_from_the_one_before(done: list[Moderator]) -> None:
    for line in lines():
        begun = [one for one in line if one.step == StepName.REVISE]
        ends = [one for one in line if one.step == StepName.DROP]
        pairs = [pair for pair in itertools.pairwise(line) if pair[0] not in ends]
        assert [one.to_state for one, _ in pairs] == [after.from_state for _, after in pairs]
        assert len(begun) - len(ends) in {0, 1}


def each_row_is_where_its_last_decision_left_it(done: list[Moderator]) -> None:
    for line in lines():
        last, number = line[-1], line_of(line[-1])
        row = CaseStudy.objects.get(pk=last.case_study_id) if number == 1 else None
        found = row or Revision.objects.filter(case_study=last.case_study_id, number=number).first()
        assert (found.state if found else StepName.DROP) == (last.to_state if found else last.step), (
            f"{last} of {last.case_study}"
        )


def nobody_decided_on_their_own(done: list[Moderator]) -> None:
    independent = [name for name, step in STEPS.items() if step.independent]
    for decision in Decision.objects.filter(step__in=independent).select_related("by", "case_study"):
        assert decision.by
        assert not decision.case_study.is_of(decision.by)
        assert decision.by_id != decision.case_study.author_id


def revisions_are_numbered_without_gaps(done: list[Moderator]) -> None:
    for entry in CaseStudy.objects.all():
        numbers = Revision.objects.of(entry).published().values_list("number", flat=True)
        assert list(numbers.order_by("number")) == list(range(1, entry.revision + 1))


def nothing_is_open_that_its_teller_did_not_agree_to(done: list[Moderator]) -> None:
    entries = CaseStudy.objects.filter(state=State.PUBLISHED)
    assert set(entries) == set(CaseStudy.objects.published())
    agreed = Grant.objects.values("teller__case_study")
    never = Teller.objects.exclude(case_study__in=agreed).values("case_study")
    assert not Decision.objects.filter(case_study__in=never, to_state=State.PUBLISHED).exists()


def what_was_taken_back_stays_closed(done: list[Moderator]) -> None:
    ends = Decision.objects.filter(step=StepName.WITHDRAW, by=None)
    assert ends.exists()
    for end in ends:
        assert not end.case_study.is_open
        later = Decision.objects.filter(case_study=end.case_study, pk__gt=end.pk)
        assert not later.filter(step__in=(StepName.PUBLISH, StepName.REINSTATE)).exists()


def the_race_was_one(done: list[Moderator]) -> None:
    """Otherwise what is above would hold of nothing."""
    tried = sum(len(one.accepted) + len(one.refused) for one in done)
    assert tried == MODERATORS * STEPS_EACH
    assert {step for one in done for step in one.accepted} == set(StepName)
    assert sum(len(one.refused) for one in done) > tried / 20


#: A rule that holds of the library whatever happens at once belongs here.
HOLDS: tuple[Callable[[list[Moderator]], None], ...] = (
    the_race_was_one,
    each_step_accepted_is_one_decision,
    each_state_follows_from_the_one_before,
    each_row_is_where_its_last_decision_left_it,
    nobody_decided_on_their_own,
    revisions_are_numbered_without_gaps,
    nothing_is_open_that_its_teller_did_not_agree_to,
    what_was_taken_back_stays_closed,
)


@pytest.mark.django_db(transaction=True)
def test_of_many_who_decide_at_once_each_has_the_last_word_in_turn(national_team: Team) -> None:
    """A deadlock, or any error but a refusal in words, would come out of the thread."""
    people, organisations = cast(national_team)
    keys = entries(people, organisations)
    desk = [Moderator(person.pk, Random(number)) for number, person in enumerate(people)]
    done = at_once(*(partial(one.work, keys) for one in desk))
    for holds in HOLDS:
        holds(done)

"""Recording, going on, stopping, answering: what is kept, what is refused in words, and who comes first."""

import datetime as dt
from functools import partial
from typing import Any

import pytest

from coproduce.accounts.models import RoleName, User
from learning import adopting
from learning.adopting import AdoptingError
from learning.models import Adoption, AdoptionAnswer, AdoptionStep, CaseStudy, Stage, State, StepName
from partnerships.models import Organisation, Partnership
from tests.factories.accounts import give
from tests.factories.adoptions import AdoptionFactory, decided_on, published_again, stepped, stopped
from tests.factories.learning import CaseStudyFactory
from tests.threads import at_once

SINCE = dt.date(2027, 2, 1)
DAY = dt.timedelta(days=1)


def record(case_study: CaseStudy, *, by: User, now: dt.datetime, **adopter: Any) -> Adoption:
    adoption = Adoption(case_study=CaseStudy.objects.get(pk=case_study.pk), follows=1, **adopter)
    return adopting.record(adoption, stage=Stage.CONSIDERING, since=SINCE, by=by, now=now)


# --- recording ---


def test_recording_makes_the_adoption_and_its_first_step(
    published: CaseStudy, fife: Partnership, officer: User, now: dt.datetime
) -> None:
    adoption = record(published, partnership=fife, by=officer, now=now)
    step = adoption.steps.get()
    assert (step.stage, step.since, step.by, step.at) == (Stage.CONSIDERING, SINCE, officer, now)
    assert (adoption.adopter, adoption.recorded_at, adoption.stopped_on) == (fife, now, None)


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.RETIRED, State.WITHDRAWN])
def test_only_what_is_published_is_recorded(
    state: State, fife: Partnership, officer: User, now: dt.datetime
) -> None:
    entry = CaseStudyFactory() if state == State.DRAFT else CaseStudyFactory(**{state.value: True})
    with pytest.raises(AdoptingError, match=f"“{state.label.lower()}” by now"):
        record(entry, partnership=fife, by=officer, now=now)
    assert not Adoption.objects.exists()


def test_nobody_records_that_they_try_one_persons_story(
    fife: Partnership, officer: User, now: dt.datetime
) -> None:
    story = CaseStudyFactory(published=True, kind="story", shows=["words"])
    with pytest.raises(AdoptingError, match="one person’s story"):
        record(story, partnership=fife, by=officer, now=now)


def test_an_organisation_does_not_adopt_its_own(
    published: CaseStudy, organisation: Organisation, editor: User, now: dt.datetime
) -> None:
    with pytest.raises(AdoptingError, match="Fife Voluntary Action publishes this practice itself"):
        record(published, organisation=organisation, by=editor, now=now)


def test_a_second_open_one_is_refused_in_words(
    published: CaseStudy, fife: Partnership, officer: User, now: dt.datetime
) -> None:
    record(published, partnership=fife, by=officer, now=now)
    with pytest.raises(AdoptingError, match="already") as refusal:
        record(published, partnership=fife, by=officer, now=now)
    assert refusal.value.field == "adopter"


def test_what_has_stopped_can_be_taken_up_again(
    published: CaseStudy, fife: Partnership, officer: User, now: dt.datetime
) -> None:
    stopped(case_study=published, partnership=fife)
    record(published, partnership=fife, by=officer, now=now)
    assert Adoption.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_record_it_at_once_one_does(
    published: CaseStudy, fife: Partnership, officer: User, now: dt.datetime
) -> None:
    def attempt() -> str:
        try:
            record(published, partnership=fife, by=officer, now=now)
        except AdoptingError:
            return "refused"
        return "recorded"

    assert sorted(at_once(*[attempt] * 8)) == ["recorded"] + ["refused"] * 7
    assert AdoptionStep.objects.count() == 1


def test_a_person_can_record_it_for_those_of_their_teams_that_have_not(
    published: CaseStudy,
    fife: Partnership,
    dundee: Partnership,
    other_organisation: Organisation,
    officer: User,
) -> None:
    give(officer, RoleName.OFFICER, dundee.team)
    give(officer, RoleName.EDITOR, other_organisation.team)
    AdoptionFactory(case_study=published, partnership=dundee)
    assert adopting.candidates(published, by=officer) == [fife, other_organisation]


def test_the_publisher_and_mere_members_record_nothing(
    published: CaseStudy, editor: User, reader: User, other_organisation: Organisation
) -> None:
    give(editor, RoleName.MEMBER, other_organisation.team)
    assert adopting.candidates(published, by=editor) == []
    assert adopting.candidates(published, by=reader) == []


# --- going on, and stopping ---


@pytest.fixture
def trying(db: None, now: dt.datetime) -> Adoption:
    adoption = AdoptionFactory(stage=Stage.CONSIDERING, recorded_at=now - DAY)
    stepped(adoption, Stage.TRYING, SINCE)
    return adoption


def go(adoption: Adoption, stage: str, since: dt.date, *, by: User, now: dt.datetime, why: str = "") -> None:
    adopting.step(adoption, stage=stage, since=since, why=why, by=by, now=now)


def stages(adoption: Adoption) -> list[str]:
    return [step.stage for step in AdoptionStep.objects.filter(adoption=adoption)]


def test_a_step_is_added_and_the_earlier_ones_stay(trying: Adoption, officer: User, now: dt.datetime) -> None:
    go(trying, Stage.ADOPTED, SINCE + DAY, by=officer, now=now)
    assert stages(trying) == ["considering", "trying", "adopted"]


def test_a_wrong_day_is_put_right_by_another_step(trying: Adoption, officer: User, now: dt.datetime) -> None:
    go(trying, Stage.TRYING, SINCE - DAY, by=officer, now=now)
    assert [(step.stage, step.since) for step in trying.steps.all()][1:] == [
        ("trying", SINCE),
        ("trying", SINCE - DAY),
    ]


def test_pressed_twice_it_is_recorded_once(trying: Adoption, officer: User, now: dt.datetime) -> None:
    for _ in range(2):
        go(trying, Stage.STOPPED, SINCE + DAY, by=officer, now=now, why="Nobody came.")
    assert stages(trying) == ["considering", "trying", "stopped"]


def test_stopping_is_kept_with_its_day_and_why(trying: Adoption, officer: User, now: dt.datetime) -> None:
    go(trying, Stage.STOPPED, SINCE + DAY, by=officer, now=now, why="Nobody came.")
    trying.refresh_from_db()
    assert (trying.stopped_on, trying.why_stopped) == (SINCE + DAY, "Nobody came.")


@pytest.mark.parametrize(
    ("stage", "since", "why", "words", "field"),
    [
        ("considering", SINCE, "", "It is “trying it” already, and does not go back", "stage"),
        (
            "adopted",
            dt.date(2020, 1, 1),
            "",
            "1 February 2027 or later: since then it was “trying it”",
            "since",
        ),
        ("stopped", SINCE, "  ", "Enter why you stopped", "why_stopped"),
        ("stopped", dt.date(2020, 1, 1), "Because.", "1 February 2027 or later", "since"),
    ],
)
def test_a_step_that_makes_no_sense_is_refused_beside_its_field(
    stage: str, since: dt.date, why: str, words: str, field: str,
    trying: Adoption, officer: User, now: dt.datetime,
) -> None:  # fmt: skip
    with pytest.raises(AdoptingError, match=words) as refusal:
        go(trying, stage, since, by=officer, now=now, why=why)
    assert refusal.value.field == field
    assert stages(trying) == ["considering", "trying"]


def test_nothing_follows_when_it_has_stopped(officer: User, now: dt.datetime) -> None:
    adoption = stopped()
    with pytest.raises(AdoptingError, match=r"It stopped on 1 June 2026\. Record it anew"):
        go(adoption, Stage.ADOPTED, SINCE, by=officer, now=now)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_stop_it_at_once_one_is_heard(trying: Adoption, officer: User, now: dt.datetime) -> None:
    def stop(why: str) -> str:
        try:
            go(Adoption.objects.get(), Stage.STOPPED, SINCE + DAY, by=officer, now=now, why=why)
        except AdoptingError:
            return "refused"
        return why

    heard = at_once(partial(stop, "One."), partial(stop, "Two."))
    assert heard.count("refused") == 1
    assert Adoption.objects.get().why_stopped in heard
    assert stages(trying).count("stopped") == 1


# --- answering ---


def test_following_the_new_revision_moves_it_on(trying: Adoption, officer: User, now: dt.datetime) -> None:
    decision = published_again(trying, at=now)
    adopting.answer(trying, to=str(decision.pk), says="follow", by=officer, now=now)
    trying.refresh_from_db()
    said = trying.answers.get()
    assert trying.follows == 2
    assert (said.decision, said.answer, said.by, said.at) == (decision, "follow", officer, now)


@pytest.mark.parametrize("says", ["no_difference", "looking"])
def test_other_answers_leave_it_where_it_is(
    says: str, trying: Adoption, officer: User, now: dt.datetime
) -> None:
    decision = published_again(trying, at=now)
    adopting.answer(trying, to=str(decision.pk), says=says, by=officer, now=now)
    trying.refresh_from_db()
    assert (trying.follows, trying.answers.get().answer) == (1, says)


@pytest.mark.parametrize("says", ["follow", "no_difference", "looking"])
def test_an_answer_given_twice_is_kept_once(
    says: str, trying: Adoption, officer: User, now: dt.datetime
) -> None:
    decision = published_again(trying, at=now)
    for _ in range(2):
        adopting.answer(trying, to=str(decision.pk), says=says, by=officer, now=now)
    assert AdoptionAnswer.objects.count() == 1


def test_whoever_was_looking_can_say_more(trying: Adoption, officer: User, now: dt.datetime) -> None:
    decision = published_again(trying, at=now)
    for says in ("looking", "follow"):
        adopting.answer(trying, to=str(decision.pk), says=says, by=officer, now=now)
    assert [one.answer for one in trying.answers.all()] == ["looking", "follow"]


def test_an_answer_to_what_is_no_longer_the_latest_is_refused(
    trying: Adoption, officer: User, now: dt.datetime
) -> None:
    old = published_again(trying, at=now)
    published_again(trying, at=now + DAY, number=3)
    with pytest.raises(AdoptingError, match="something newer by now"):
        adopting.answer(trying, to=str(old.pk), says="follow", by=officer, now=now)
    assert not AdoptionAnswer.objects.exists()


@pytest.mark.parametrize("says", ["", "perhaps", "FOLLOW"])
def test_an_answer_that_is_none_of_the_buttons_is_refused(
    says: str, trying: Adoption, officer: User, now: dt.datetime
) -> None:
    decision = published_again(trying, at=now)
    with pytest.raises(AdoptingError, match="Use one of the buttons"):
        adopting.answer(trying, to=str(decision.pk), says=says, by=officer, now=now)


def test_the_end_of_a_practice_is_not_followed(officer: User, now: dt.datetime) -> None:
    adoption = AdoptionFactory(case_study=CaseStudyFactory(retired=True), recorded_at=now - DAY)
    decision = decided_on(adoption, StepName.RETIRE, State.RETIRED, at=now)
    with pytest.raises(AdoptingError, match="no new revision to follow"):
        adopting.answer(adoption, to=str(decision.pk), says="follow", by=officer, now=now)
    adopting.answer(adoption, to=str(decision.pk), says="no_difference", by=officer, now=now)
    assert AdoptionAnswer.objects.get().decision == decision

"""Adoptions: whose they are, who sees them, how far they have come, and what they are still asked."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, InternalError, transaction

from coproduce.accounts.access import Person
from coproduce.accounts.models import User
from learning.models import Adoption, AdoptionAnswer, Answer, CaseStudy, Stage, State, StepName
from partnerships.models import Organisation, Partnership
from tests.factories.adoptions import AdoptionFactory, decided_on, published_again, stepped, stopped
from tests.factories.learning import CaseStudyFactory
from tests.factories.partnerships import (
    CouncilAreaFactory,
    OrganisationFactory,
    PartnershipFactory,
    someone,
)

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def one(adoption: Adoption) -> Adoption:
    return Adoption.objects.with_stage().with_practice().with_question().with_areas().get(pk=adoption.pk)


# --- what the database keeps ---


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"partnership": None}, "adopted_by_a_partnership_or_an_organisation"),
        ({"stopped_on": dt.date(2026, 6, 1)}, "stopped_iff_it_says_why"),
        ({"why_stopped": "Nobody came."}, "stopped_iff_it_says_why"),
        ({"follows": 0}, "follows_a_revision"),
    ],
)
def test_the_database_refuses_what_makes_no_sense(fields: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        AdoptionFactory(**fields)


def test_nobody_is_a_partnership_and_an_organisation(fife: Partnership, organisation: Organisation) -> None:
    with pytest.raises(IntegrityError, match="adopted_by_a_partnership_or_an_organisation"):
        AdoptionFactory(partnership=fife, organisation=organisation)


@pytest.mark.parametrize("of", ["partnership", "organisation"])
def test_there_is_one_open_adoption_of_a_practice_for_each_adopter(of: str, published: CaseStudy) -> None:
    adopter = {of: PartnershipFactory() if of == "partnership" else OrganisationFactory()}
    stopped(case_study=published, **adopter)
    AdoptionFactory(case_study=published, **adopter)
    with pytest.raises(IntegrityError, match="one_open_adoption"):
        AdoptionFactory(case_study=published, **adopter)


def test_an_entry_does_not_become_itself(published: CaseStudy) -> None:
    with pytest.raises(IntegrityError, match="became_another_entry"):
        AdoptionFactory(case_study=published, became=published)


@pytest.mark.parametrize("rows", ["steps", "answers"])
def test_steps_and_answers_are_only_ever_added(rows: str, now: dt.datetime) -> None:
    adoption = AdoptionFactory(recorded_at=now)
    decision = published_again(adoption, at=now)
    AdoptionAnswer.objects.create(
        adoption=adoption, decision=decision, answer=Answer.LOOKING, by=someone(), at=now
    )
    row = getattr(adoption, rows).get()
    with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
        row.save()
    with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
        row.delete()


def test_history_keeps_who_and_when_but_no_words() -> None:
    adoption = AdoptionFactory(happened="Canary words")
    adoption.happened = "Other words"
    adoption.save()
    columns = {field.name for field in adoption.events.model._meta.fields}  # type: ignore[attr-defined]
    assert {"follows", "stopped_on", "partnership"} <= columns
    assert columns.isdisjoint({"changed", "happened", "why_stopped", "contact_role"})


# --- who sees it ---


@pytest.mark.parametrize("state", list(State))
def test_it_is_as_open_as_its_entry(state: State) -> None:
    traits = {} if state == State.DRAFT else {state.value: True}
    AdoptionFactory(case_study=CaseStudyFactory(**traits))
    seen = Adoption.objects.visible_to(AnonymousUser()).exists()
    assert seen == (state in {State.PUBLISHED, State.RETIRED})


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("reader", True),
        ("officer", True),
        ("auditor", True),
        ("administrator", True),
        ("officer_elsewhere", False),
        ("editor", False),
        ("moderator", False),
        ("newcomer", False),
    ],
)
def test_when_the_entry_is_withdrawn_its_adopter_still_sees_its_own(
    who: str, sees: bool, fife: Partnership, organisation: Organisation, request: pytest.FixtureRequest
) -> None:
    gone = CaseStudyFactory(withdrawn=True, organisation=organisation)
    AdoptionFactory(case_study=gone, partnership=fife)
    person: Person = request.getfixturevalue(who)
    assert Adoption.objects.visible_to(person).exists() == sees


def test_ones_own_are_those_of_ones_teams(
    editor: User, organisation: Organisation, fife: Partnership
) -> None:
    own = AdoptionFactory(organisation=organisation)
    AdoptionFactory(partnership=fife)
    assert list(Adoption.objects.of_teams(editor)) == [own]


# --- how far it has come ---


def test_the_latest_step_counts() -> None:
    adoption = AdoptionFactory(stage=Stage.CONSIDERING)
    stepped(adoption, Stage.ADOPTED, dt.date(2026, 9, 1))
    found = one(adoption)
    assert (found.stage, found.stage_label, found.since) == ("adopted", "Adopted", dt.date(2026, 9, 1))


def test_those_at_work_come_before_those_that_stopped() -> None:
    ended = stopped()
    old = AdoptionFactory()
    new = AdoptionFactory(stage=Stage.CONSIDERING)
    stepped(new, Stage.TRYING, dt.date(2026, 10, 1))
    assert list(Adoption.objects.with_stage().current_first()) == [new, old, ended]


def test_a_partnership_is_in_its_council_areas_and_an_organisation_in_those_it_serves() -> None:
    area = CouncilAreaFactory(name="Angus", slug="angus")
    organisation = OrganisationFactory()
    organisation.council_areas.set([area, CouncilAreaFactory(name="Moray")])
    here = AdoptionFactory(partnership=area.partnership)
    there, everywhere = (
        AdoptionFactory(organisation=organisation),
        AdoptionFactory(organisation=OrganisationFactory()),
    )
    assert [one(row).area_names for row in (here, there, everywhere)] == [["Angus"], ["Angus", "Moray"], []]
    assert [one(row).place for row in (here, there, everywhere)] == ["Angus", "Angus and Moray", "Scotland"]
    assert set(Adoption.objects.in_area("angus")) == {here, there}


@pytest.mark.parametrize(("stage", "tried"), [("considering", False), ("trying", True), ("adopted", True)])
def test_tried_elsewhere_asks_for_more_than_an_intention(stage: str, tried: bool) -> None:
    AdoptionFactory(stage=stage)
    assert CaseStudy.objects.tried_elsewhere().exists() == tried


def test_what_was_tried_and_stopped_was_tried(published: CaseStudy) -> None:
    CaseStudyFactory(published=True)
    stopped(case_study=published)
    stopped(case_study=published)
    assert list(CaseStudy.objects.tried_elsewhere()) == [published]


# --- what it says of the entry ---


def test_it_names_the_practice_while_everyone_may_read_it() -> None:
    entry = CaseStudyFactory(published=True, title="Tea and company")
    assert one(AdoptionFactory(case_study=entry)).practice == "Tea and company"


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("withdrawn", "A practice that has been withdrawn"),
        ("submitted", "A practice that is closed to readers"),
    ],
)
def test_it_does_not_name_what_is_closed(state: str, words: str) -> None:
    entry = CaseStudyFactory(title="Canary", **{state: True})
    adoption = one(AdoptionFactory(case_study=entry))
    assert adoption.practice == words
    assert "Canary" not in str(adoption)


def test_it_is_behind_when_readers_see_a_later_revision(now: dt.datetime) -> None:
    abreast, behind = AdoptionFactory(), AdoptionFactory()
    published_again(behind, at=now)
    assert (abreast.is_behind, behind.is_behind) == (False, True)


def test_those_that_follow_an_earlier_revision_are_behind_it() -> None:
    first, second = AdoptionFactory(), AdoptionFactory(follows=2)
    assert set(Adoption.objects.behind(3)) == {first, second}
    assert list(Adoption.objects.behind(2)) == [first]


# --- what it is asked ---


def test_a_new_revision_is_a_question_until_it_is_followed(now: dt.datetime) -> None:
    adoption = AdoptionFactory(recorded_at=now - DAY)
    decision = published_again(adoption, at=now)
    assert one(adoption).question == decision
    Adoption.objects.update(follows=2)
    assert one(adoption).question is None


@pytest.mark.parametrize(
    ("answer", "settles"), [("no_difference", True), ("follow", True), ("looking", False)]
)
def test_an_answer_settles_the_question_unless_somebody_is_still_looking(
    answer: str, settles: bool, now: dt.datetime
) -> None:
    adoption = AdoptionFactory(recorded_at=now - DAY)
    decision = published_again(adoption, at=now)
    said = AdoptionAnswer.objects.create(
        adoption=adoption, decision=decision, answer=answer, by=someone(), at=now
    )
    found = one(adoption)
    assert found.question == (None if settles else decision)
    assert found.last_answer == (None if settles else said)


def test_an_answer_to_one_revision_is_none_to_the_next(now: dt.datetime) -> None:
    adoption = AdoptionFactory(recorded_at=now - DAY)
    second = published_again(adoption, at=now)
    AdoptionAnswer.objects.create(
        adoption=adoption, decision=second, answer=Answer.NO_DIFFERENCE, by=someone(), at=now
    )
    third = published_again(adoption, at=now + DAY, number=3)
    assert one(adoption).question == third
    assert one(adoption).last_answer is None


def test_what_was_published_before_they_recorded_it_is_no_news(now: dt.datetime) -> None:
    adoption = AdoptionFactory(recorded_at=now)
    published_again(adoption, at=now - DAY)
    assert one(adoption).question is None


def test_whoever_has_stopped_is_asked_nothing(now: dt.datetime) -> None:
    adoption = stopped(recorded_at=now - DAY)
    published_again(adoption, at=now)
    assert one(adoption).question is None


@pytest.mark.parametrize(("step", "state"), [("retire", "retired"), ("withdraw", "withdrawn")])
def test_the_end_of_a_practice_is_a_question(step: str, state: str, now: dt.datetime) -> None:
    adoption = AdoptionFactory(case_study=CaseStudyFactory(**{state: True}), recorded_at=now - DAY)
    decision = decided_on(adoption, step, state, at=now)
    assert one(adoption).question == decision


def test_a_practice_that_came_back_is_none(now: dt.datetime) -> None:
    adoption = AdoptionFactory(recorded_at=now - DAY)
    decided_on(adoption, StepName.RETIRE, State.RETIRED, at=now)
    decided_on(adoption, StepName.REINSTATE, State.PUBLISHED, at=now + DAY)
    assert one(adoption).question is None

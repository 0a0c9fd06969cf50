"""A partnership's look at its own capacity: the scale, what is kept, who may read it, how it changed."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from coproduce.accounts.models import User
from partnerships import assessing
from partnerships.assessing import AssessingError, Course
from partnerships.models import CapacityAssessment, Partnership
from partnerships.models.capacity import Aspect, Subject
from tests.factories.capacity import CapacityAssessmentFactory, CapacityJudgementFactory

pytestmark = pytest.mark.django_db
SKILLS, CONFIDENCE = assessing.scale()[:2]


@pytest.fixture
def assessment(fife: Partnership) -> CapacityAssessment:
    return CapacityAssessmentFactory(partnership=fife)


def levels_of(assessment: CapacityAssessment) -> dict[str, int]:
    return {f"{row.subject}_{row.aspect}": row.level for row in assessment.judgements.all()}


def test_the_scale_asks_for_four_parts_twice_and_three_families() -> None:
    rows = assessing.scale()
    assert len(rows) == len({row.key for row in rows}) == 11
    assert sum(row.subject == Subject.OUTCOMES for row in rows) == 3


@pytest.mark.parametrize("row", assessing.scale(), ids=lambda row: row.key)
def test_every_level_is_described(row: assessing.Row) -> None:
    assert row.question.endswith("?")
    assert len(set(row.levels)) == 4
    assert all(words.endswith(".") for words in row.levels)


def test_what_is_judged_is_kept(assessment: CapacityAssessment, officer: User) -> None:
    assessing.judge(assessment, {SKILLS: (3, "All were trained."), CONFIDENCE: None}, by=officer)
    assert levels_of(assessment) == {"staff_skills": 3}
    first = assessing.judged(assessment)[0]
    assert first.words == SKILLS.levels[2]


def test_judging_again_replaces_and_taking_back_removes(
    assessment: CapacityAssessment, officer: User
) -> None:
    assessing.judge(assessment, {SKILLS: (3, "Trained."), CONFIDENCE: (1, "Shy.")}, by=officer)
    assessing.judge(assessment, {SKILLS: (4, "They teach."), CONFIDENCE: None}, by=officer)
    assert levels_of(assessment) == {"staff_skills": 4}


def test_an_open_row_has_no_words(assessment: CapacityAssessment) -> None:
    assert {found.words for found in assessing.judged(assessment)} == {""}


def test_a_level_beyond_the_scale_is_refused_by_the_database(assessment: CapacityAssessment) -> None:
    with pytest.raises(IntegrityError, match="capacity_level_from_1_to_4"), transaction.atomic():
        CapacityJudgementFactory(assessment=assessment, level=5)


def test_one_aspect_is_judged_once(assessment: CapacityAssessment) -> None:
    CapacityJudgementFactory(assessment=assessment)
    with pytest.raises(IntegrityError, match="one_capacity_judgement_an_aspect"), transaction.atomic():
        CapacityJudgementFactory(assessment=assessment)


def test_nothing_judged_is_nothing_to_share(assessment: CapacityAssessment, lead: User) -> None:
    with pytest.raises(AssessingError, match="nothing to share"):
        assessing.share(assessment, by=lead, now=timezone.now())


def test_shared_is_for_everyone_until_it_ends(assessment: CapacityAssessment, lead: User) -> None:
    CapacityJudgementFactory(assessment=assessment)
    everyone = CapacityAssessment.objects.visible_to(AnonymousUser())
    assert not everyone.all()
    assessing.share(assessment, by=lead, now=timezone.now())
    assert list(everyone.all()) == [assessment]
    assessing.stop_sharing(assessment, by=lead)
    assert not everyone.all()


def test_sharing_twice_keeps_the_first_day(assessment: CapacityAssessment, lead: User) -> None:
    CapacityJudgementFactory(assessment=assessment)
    earlier = timezone.now() - dt.timedelta(days=3)
    assessing.share(assessment, by=lead, now=earlier)
    assessing.share(assessment, by=lead, now=timezone.now())
    assert CapacityAssessment.objects.get().shared_at == earlier


@pytest.mark.parametrize("name", ["reader", "officer", "lead", "auditor", "administrator"])
def test_who_sees_what_is_not_shared(
    assessment: CapacityAssessment, name: str, request: pytest.FixtureRequest
) -> None:
    assert CapacityAssessment.objects.visible_to(request.getfixturevalue(name)).exists()


@pytest.mark.parametrize(
    "name", ["officer_elsewhere", "editor", "organisation_lead", "moderator", "newcomer"]
)
def test_who_does_not(assessment: CapacityAssessment, name: str, request: pytest.FixtureRequest) -> None:
    assert not CapacityAssessment.objects.visible_to(request.getfixturevalue(name)).exists()


def test_a_course_runs_from_the_oldest_to_the_newest(fife: Partnership) -> None:
    newer = CapacityAssessmentFactory(partnership=fife, made_on=dt.date(2026, 10, 1))
    older = CapacityAssessmentFactory(partnership=fife, made_on=dt.date(2025, 10, 1))
    CapacityJudgementFactory(assessment=older, level=1)
    CapacityJudgementFactory(assessment=newer, level=3)
    skills, confidence, *_ = assessing.courses([newer, older])
    assert skills == Course(SKILLS, (1, 3))
    assert confidence == Course(CONFIDENCE, (None, None))


def test_rows_come_under_their_subjects(assessment: CapacityAssessment) -> None:
    subjects = assessing.by_subject(assessing.judged(assessment))
    assert [(subject, len(rows)) for subject, rows in subjects] == [
        (Subject.STAFF, 4),
        (Subject.WAYS_OF_WORKING, 4),
        (Subject.OUTCOMES, 3),
    ]


@given(st.dictionaries(st.sampled_from(assessing.scale()), st.integers(1, 4)))
def test_what_is_kept_is_what_was_judged(told: dict[assessing.Row, int]) -> None:
    assessment = CapacityAssessmentFactory()
    judgements = {row: (level, "Seen.") for row, level in told.items()}
    assessing.judge(assessment, judgements, by=assessment.created_by)
    assert levels_of(assessment) == {row.key: level for row, level in told.items()}


def test_the_families_of_talking_points_are_those_of_the_framework() -> None:
    families = {row.aspect for row in assessing.scale() if row.subject == Subject.OUTCOMES}
    assert families == {Aspect.QUALITY_OF_LIFE, Aspect.PROCESS, Aspect.CHANGE}

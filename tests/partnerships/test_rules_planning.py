"""Who may use which verb on bodies, plans, what was heard, and capacity: a table for each kind of row."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model

from coproduce.accounts.models import RoleName
from partnerships.models import Engagement, Partnership, StrategicPlan
from partnerships.models.hearing import Standard
from tests.factories.accounts import holder
from tests.factories.bodies import (
    BodyFactory,
    EvaluationFactory,
    LocalityFactory,
    MeetingFactory,
    SeatFactory,
    TenureFactory,
)
from tests.factories.capacity import (
    CapacityAssessmentFactory,
    CapacityJudgementFactory,
    ImprovementActionFactory,
)
from tests.factories.partnerships import EngagementFactory, PlanStageFactory, StageEvidenceFactory
from tests.factories.planning import (
    EvidenceWithdrawalFactory,
    ExpressedViewFactory,
    LocalityDecisionFactory,
    PerformanceReportFactory,
    PlannedStageFactory,
    PlanReviewFactory,
    SchemeReviewFactory,
    SignificantDecisionFactory,
)

from .test_rules import CAST

pytestmark = pytest.mark.django_db
People = dict[str, Any]
EVERYONE = {*CAST, "lead_elsewhere", "public"}
NOBODY: set[str] = set()
LEAD = {"lead"}
OFFICERS = {"officer", *LEAD}
TEAM = {"reader", *OFFICERS}
KEEPER = {"administrator"}
OVERSIGHT = {"auditor", *KEEPER}
NATIONAL = {"moderator", *OVERSIGHT}


def everyone(request: pytest.FixtureRequest, dundee: Partnership) -> People:
    """The cast, the lead of the other partnership, and someone without account."""
    lead_elsewhere = holder(RoleName.LEAD, dundee.team, email="lead@dundee.example")
    cast = {name: request.getfixturevalue(name) for name in CAST}
    return {**cast, "lead_elsewhere": lead_elsewhere, "public": AnonymousUser()}


@pytest.fixture
def people(request: pytest.FixtureRequest, dundee: Partnership) -> People:
    return everyone(request, dundee)


def who_may(people: People, row: Model | None, *verbs: str) -> dict[str, set[str]]:
    return {
        verb: {name for name, user in people.items() if user.has_perm(f"partnerships.{verb}", row)}
        for verb in verbs
    }


def test_verbs_asked_of_a_partnership(people: People, fife: Partnership) -> None:
    table = {
        "view_partnership": EVERYONE,
        "view_duties": TEAM | NATIONAL,
        "view_changes": TEAM | OVERSIGHT,
        "plan_for_partnership": OFFICERS,
        "keep_duties": OFFICERS,
        "assess_capacity": OFFICERS,
        "add_partnershippart": OFFICERS | KEEPER,
        "lead_partnership": LEAD,
        "add_body": LEAD | KEEPER,
        "add_locality": LEAD | KEEPER,
    }
    assert who_may(people, fife, *table) == table


SEATED: dict[str, tuple[Callable[[Partnership], Model], dict[str, set[str]]]] = {
    "a body": (
        lambda of: BodyFactory(partnership=of),
        {
            "view_body": EVERYONE,
            "change_body": LEAD | KEEPER,
            "add_seat": LEAD | KEEPER,
            "add_meeting": OFFICERS | KEEPER,
            "add_evaluation": OFFICERS,
            "view_changes": TEAM | OVERSIGHT,
            "delete_body": NOBODY,
        },
    ),
    "a locality": (
        lambda of: LocalityFactory(partnership=of),
        {"view_locality": EVERYONE, "change_locality": LEAD | KEEPER, "delete_locality": NOBODY},
    ),
    "a seat": (
        lambda of: SeatFactory(body__partnership=of),
        {
            "view_seat": EVERYONE,
            "change_seat": LEAD | KEEPER,
            "add_tenure": OFFICERS | KEEPER,
            "delete_seat": NOBODY,
        },
    ),
    "a tenure": (
        lambda of: TenureFactory(seat__body__partnership=of),
        {"view_tenure": EVERYONE, "change_tenure": OFFICERS | KEEPER, "delete_tenure": NOBODY},
    ),
    "a meeting": (
        lambda of: MeetingFactory(body__partnership=of),
        {"view_meeting": EVERYONE, "change_meeting": OFFICERS | KEEPER, "delete_meeting": NOBODY},
    ),
    "an evaluation": (
        lambda of: EvaluationFactory(body__partnership=of),
        {"view_evaluation": EVERYONE, "change_evaluation": NOBODY, "delete_evaluation": NOBODY},
    ),
}


@pytest.mark.parametrize("kind", SEATED)
def test_verbs_on_bodies_and_who_sits_in_them(people: People, fife: Partnership, kind: str) -> None:
    make, table = SEATED[kind]
    assert who_may(people, make(fife), *table) == table


KEPT: dict[str, tuple[Callable[[StrategicPlan], Model], dict[str, set[str]]]] = {
    "the plan": (
        lambda plan: plan,
        {
            "view_strategicplan": EVERYONE,
            "change_strategicplan": OFFICERS,
            "add_stageevidence": OFFICERS,
            "date_stage": OFFICERS,
            "review_strategicplan": OFFICERS,
            "view_changes": TEAM | OVERSIGHT,
            "delete_strategicplan": NOBODY,
        },
    ),
    "evidence": (
        lambda plan: StageEvidenceFactory(plan=plan),
        {
            "view_stageevidence": EVERYONE,
            "withdraw_stageevidence": OFFICERS,
            "change_stageevidence": NOBODY,
            "delete_stageevidence": NOBODY,
        },
    ),
    "a withdrawal": (
        lambda plan: EvidenceWithdrawalFactory(evidence__plan=plan),
        {
            "view_evidencewithdrawal": EVERYONE,
            "change_evidencewithdrawal": NOBODY,
            "delete_evidencewithdrawal": NOBODY,
        },
    ),
    "dates of a stage": (
        lambda plan: PlannedStageFactory(plan=plan),
        {"view_plannedstage": EVERYONE, "delete_plannedstage": NOBODY},
    ),
    "a review": (
        lambda plan: PlanReviewFactory(plan=plan),
        {"view_planreview": EVERYONE, "change_planreview": NOBODY, "delete_planreview": NOBODY},
    ),
    "a decision outside the plan": (
        lambda plan: SignificantDecisionFactory(partnership=plan.partnership),
        {
            "view_significantdecision": EVERYONE,
            "change_significantdecision": OFFICERS,
            "delete_significantdecision": NOBODY,
        },
    ),
    "a decision for a locality": (
        lambda plan: LocalityDecisionFactory(locality__partnership=plan.partnership),
        {
            "view_localitydecision": EVERYONE,
            "change_localitydecision": OFFICERS,
            "delete_localitydecision": NOBODY,
        },
    ),
    "a performance report": (
        lambda plan: PerformanceReportFactory(partnership=plan.partnership),
        {"view_performancereport": EVERYONE, "delete_performancereport": NOBODY},
    ),
    "a review of the scheme": (
        lambda plan: SchemeReviewFactory(partnership=plan.partnership),
        {"view_schemereview": EVERYONE, "delete_schemereview": NOBODY},
    ),
}


@pytest.mark.parametrize("kind", KEPT)
def test_verbs_on_a_plan_and_what_accompanies_it(people: People, plan: StrategicPlan, kind: str) -> None:
    make, table = KEPT[kind]
    assert who_may(people, make(plan), *table) == table


@pytest.mark.parametrize(
    ("code", "withdrawn", "readers"),
    [
        ("second_draft", False, TEAM | NATIONAL),
        ("finalised", False, EVERYONE),
        ("published", False, EVERYONE),
        ("finalised", True, TEAM | NATIONAL),
    ],
)
def test_the_statement_is_everyones_once_the_plan_is_finalised(
    people: People, plan: StrategicPlan, code: str, withdrawn: bool, readers: set[str]
) -> None:
    evidence = StageEvidenceFactory(plan=plan, stage=PlanStageFactory(code=code))
    if withdrawn:
        EvidenceWithdrawalFactory(evidence=evidence)
    assert who_may(people, plan, "view_statement") == {"view_statement": readers}


@pytest.mark.parametrize("state", ["draft", "published", "cancelled"])
def test_what_was_heard_is_worked_on_by_officers_in_every_state(
    people: People, state: str, request: pytest.FixtureRequest
) -> None:
    engagement: Engagement = request.getfixturevalue(state)
    verbs = [f"{verb}_engagement" for verb in ("count", "hear", "judge", "close", "reopen")]
    assert who_may(people, engagement, *verbs) == dict.fromkeys(verbs, OFFICERS)


@pytest.mark.parametrize("announced", [False, True])
def test_verbs_on_what_people_said(people: People, fife: Partnership, announced: bool) -> None:
    view = ExpressedViewFactory(engagement=EngagementFactory(partnership=fife, published=announced))
    table = {
        "view_expressedview": EVERYONE if announced else TEAM | OVERSIGHT,
        "change_expressedview": OFFICERS,
        "answer_expressedview": OFFICERS,
        "feed_back_expressedview": OFFICERS,
        "delete_expressedview": NOBODY,
    }
    assert who_may(people, view, *table) == table


def test_numbers_as_they_were_counted_are_for_the_team_and_oversight(
    people: People, published: Engagement
) -> None:
    turnout = published.turnouts.create(took_part=3)
    table = {"view_turnout": TEAM | OVERSIGHT, "change_turnout": NOBODY, "delete_turnout": NOBODY}
    assert who_may(people, turnout, *table) == table


@pytest.mark.parametrize(("closed", "readers"), [(False, TEAM | OVERSIGHT), (True, EVERYONE)])
def test_the_teams_judgement_of_itself_is_everyones_once_the_engagement_is_closed(
    people: People, published: Engagement, closed: bool, readers: set[str]
) -> None:
    row = published.judgements.create(standard=Standard.values[0], level=3, evidence="Lunch was offered.")
    if closed:
        published.closed_at, published.promise_kept = published.published_at, published.promise
        published.save()
    assert who_may(people, row, "view_standardjudgement") == {"view_standardjudgement": readers}


@pytest.mark.parametrize(("shared", "readers"), [(False, TEAM | OVERSIGHT), (True, EVERYONE)])
def test_verbs_on_a_look_at_capacity(
    people: People, fife: Partnership, shared: bool, readers: set[str]
) -> None:
    assessment = CapacityAssessmentFactory(partnership=fife, shared=shared)
    table = {
        "view_capacityassessment": readers,
        "change_capacityassessment": OFFICERS,
        "share_capacityassessment": LEAD,
        "delete_capacityassessment": NOBODY,
    }
    assert who_may(people, assessment, *table) == table
    judged, action = (
        make(assessment=assessment) for make in (CapacityJudgementFactory, ImprovementActionFactory)
    )
    assert who_may(people, judged, "view_capacityjudgement") == {"view_capacityjudgement": readers}
    table = {"view_improvementaction": readers, "change_improvementaction": OFFICERS}
    assert who_may(people, action, *table) == table

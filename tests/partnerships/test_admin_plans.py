"""Plans in Django admin, for national roles who are officers as well: the order of law holds there too."""

import datetime as dt
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coproduce.accounts.models import RoleName, User
from partnerships.models import (
    CapacityAssessment,
    EvidenceWithdrawal,
    LocalityDecision,
    Partnership,
    PlannedStage,
    PlanReview,
    PlanStage,
    SignificantDecision,
    StageEvidence,
    StrategicPlan,
)
from tests.conftest import ClientOf
from tests.factories.accounts import give
from tests.factories.capacity import (
    CapacityAssessmentFactory,
    CapacityJudgementFactory,
    ImprovementActionFactory,
)
from tests.factories.partnerships import StageEvidenceFactory
from tests.factories.planning import (
    EvidenceWithdrawalFactory,
    LocalityDecisionFactory,
    PlannedStageFactory,
    PlanReviewFactory,
    SignificantDecisionFactory,
)

from .test_views_registers import read

pytestmark = pytest.mark.django_db
READ_HERE = (EvidenceWithdrawal, PlannedStage, PlanReview, StageEvidence)


def address(model: type[models.Model], page: str, *args: object) -> str:
    return reverse(f"admin:partnerships_{model._meta.model_name}_{page}", args=args)


@pytest.fixture
def two_hats(moderator: User, fife: Partnership) -> User:
    """Moderates the library for everyone, and leads in Fife."""
    give(moderator, RoleName.LEAD, fife.team)
    return User.objects.get(pk=moderator.pk)


@pytest.fixture
def desk(client_of: ClientOf, two_hats: User) -> Client:
    return client_of(two_hats)


@pytest.fixture
def recorded(plan: StrategicPlan, stage: PlanStage) -> StageEvidence:
    """Evidence withdrawn, a review and dates of one plan."""
    evidence: StageEvidence = StageEvidenceFactory(plan=plan, stage=stage)
    EvidenceWithdrawalFactory(evidence=evidence)
    PlanReviewFactory(plan=plan)
    PlannedStageFactory(plan=plan, stage=stage)
    return evidence


def typed(plan: StrategicPlan, **changes: Any) -> dict[str, Any]:
    return {
        "title": plan.title,
        "summary": "",
        "starts_on": "",
        "partnership": plan.partnership_id,
        **changes,
    }


@pytest.mark.parametrize("model", READ_HERE, ids=lambda model: model.__name__)
def test_what_the_law_puts_in_order_is_only_read_here_and_the_page_says_why(
    desk: Client, recorded: StageEvidence, model: type[models.Model]
) -> None:
    row = model._default_manager.get()
    page = read(desk, address(model, "change", row.pk))
    assert "the plan’s page" in page
    assert 'name="_save"' not in page
    read(desk, address(model, "add"), 403)
    read(desk, address(model, "delete", row.pk), 403)


def test_the_second_draft_is_not_sent_to_consultees_from_here(
    desk: Client, plan: StrategicPlan, two_hats: User
) -> None:
    told = {"plan": plan.pk, "dated": "2026-06-01", "statement": "Sent", "recorded_by": two_hats.pk}
    assert desk.post(address(StageEvidence, "add"), told).status_code == 403
    assert not StageEvidence.objects.exists()


def test_a_plan_of_ones_own_partnership_is_added(desk: Client, fife: Partnership) -> None:
    told = {"partnership": fife.pk, "title": "Plan 2027", "summary": "", "starts_on": "2027-04-01"}
    assert desk.post(address(StrategicPlan, "add"), told).status_code == 302
    made = StrategicPlan.objects.get()
    assert (made.partnership, made.starts_on) == (fife, dt.date(2027, 4, 1))


def test_a_plan_of_another_partnership_is_refused_in_words(desk: Client, dundee: Partnership) -> None:
    told = {"partnership": dundee.pk, "title": "Plan 2027", "summary": ""}
    answer = desk.post(address(StrategicPlan, "add"), told)
    assert "Choose a partnership whose plans you may keep" in answer.content.decode()
    assert 'value="Plan 2027"' in answer.content.decode()
    assert not StrategicPlan.objects.exists()


def test_a_plan_takes_the_place_of_one_of_the_same_partnership(
    desk: Client, fife: Partnership, plan: StrategicPlan, plan_elsewhere: StrategicPlan
) -> None:
    told = {"partnership": fife.pk, "title": "The next plan", "summary": ""}
    refused = desk.post(address(StrategicPlan, "add"), {**told, "replaces": plan_elsewhere.pk})
    assert "Choose a plan of the same partnership" in refused.content.decode()
    assert desk.post(address(StrategicPlan, "add"), {**told, "replaces": plan.pk}).status_code == 302
    assert StrategicPlan.objects.get(title="The next plan").replaces == plan


def test_one_plan_is_not_replaced_twice(desk: Client, fife: Partnership, plan: StrategicPlan) -> None:
    told = {"partnership": fife.pk, "title": "Once", "summary": "", "replaces": plan.pk}
    desk.post(address(StrategicPlan, "add"), told)
    answer = desk.post(address(StrategicPlan, "add"), {**told, "title": "Twice"})
    assert answer.status_code == 200
    assert not StrategicPlan.objects.filter(title="Twice").exists()


def test_a_plan_is_changed_and_stays_with_its_partnership(
    desk: Client, plan: StrategicPlan, dundee: Partnership
) -> None:
    told = typed(plan, title="Better title", partnership=dundee.pk)
    assert desk.post(address(StrategicPlan, "change", plan.pk), told).status_code == 302
    plan.refresh_from_db()
    assert (plan.title, plan.partnership.slug) == ("Better title", "fife")


def test_a_plan_elsewhere_is_read_and_not_changed(desk: Client, plan_elsewhere: StrategicPlan) -> None:
    page = address(StrategicPlan, "change", plan_elsewhere.pk)
    assert 'name="_save"' not in read(desk, page)
    assert desk.post(page, typed(plan_elsewhere, title="Mine")).status_code == 403


def test_no_state_of_a_stage_is_there_to_be_typed(desk: Client, plan: StrategicPlan) -> None:
    form = desk.get(address(StrategicPlan, "change", plan.pk)).context["adminform"].form
    assert set(form.fields) == {"title", "summary", "starts_on"}


def test_what_was_changed_here_is_in_the_history_with_who(
    desk: Client, client_of: ClientOf, reader: User, plan: StrategicPlan
) -> None:
    desk.post(address(StrategicPlan, "change", plan.pk), typed(plan, title="Better title"))
    page = read(client_of(reader), f"{plan.get_absolute_url()}history/")
    assert "Better title" in page
    assert "Morag Moderator" in page


@pytest.mark.parametrize(
    ("model", "whose"), [(SignificantDecision, "partnership"), (LocalityDecision, "locality")]
)
def test_a_decision_is_changed_and_stays_where_it_was_taken(
    desk: Client, fife: Partnership, model: type[models.Model], whose: str
) -> None:
    row: Any = (
        SignificantDecisionFactory(partnership=fife)
        if model is SignificantDecision
        else LocalityDecisionFactory(locality__partnership=fife)
    )
    before = getattr(row, whose)
    told = {
        "title": "Another title", "decided_on": "2026-05-01", "reason": "Flooding", "consulted": "Residents",
        "contributed": "The day", whose: before.pk + 1,
    }  # fmt: skip
    assert desk.post(address(model, "change", row.pk), told).status_code == 302
    row.refresh_from_db()
    assert (row.title, getattr(row, whose)) == ("Another title", before)


def test_a_decision_without_its_reason_is_refused(desk: Client, fife: Partnership) -> None:
    row = SignificantDecisionFactory(partnership=fife)
    told = {"title": "Another title", "decided_on": "2026-05-01", "reason": ""}
    answer = desk.post(address(SignificantDecision, "change", row.pk), told)
    assert "This field is required" in answer.content.decode()
    row.refresh_from_db()
    assert row.reason == "The hall had to close at once."


@pytest.mark.parametrize("model", [SignificantDecision, LocalityDecision], ids=lambda model: model.__name__)
def test_a_decision_elsewhere_is_read_and_not_changed(
    desk: Client, dundee: Partnership, model: type[models.Model]
) -> None:
    SignificantDecisionFactory(partnership=dundee)
    LocalityDecisionFactory(locality__partnership=dundee)
    page = address(model, "change", model._default_manager.get().pk)
    assert 'name="_save"' not in read(desk, page)
    assert desk.post(page, {"title": "Mine"}).status_code == 403


@pytest.fixture
def assessment(fife: Partnership) -> CapacityAssessment:
    made: CapacityAssessment = CapacityAssessmentFactory(partnership=fife)
    CapacityJudgementFactory(assessment=made)
    ImprovementActionFactory(assessment=made)
    return made


def occasion(**changes: str) -> dict[str, str]:
    """What the page of an assessment with one judgement and one action sends."""
    forms = {
        f"{rows}-{number}_FORMS": "1" for rows in ("judgements", "actions") for number in ("TOTAL", "INITIAL")
    }
    return {"made_on": "2026-10-05", "took_part": "Two carers", "summary": "", **forms, **changes}


def test_the_occasion_of_an_assessment_is_changed_and_its_levels_are_read(
    desk: Client, assessment: CapacityAssessment
) -> None:
    page = address(CapacityAssessment, "change", assessment.pk)
    shown = read(desk, page)
    assert "Half of the team has had training." in shown
    assert 'name="judgements-0-level"' not in shown
    assert desk.post(page, occasion()).status_code == 302
    assessment.refresh_from_db()
    assert assessment.took_part == "Two carers"


def test_nothing_is_shared_by_typing_a_day(desk: Client, assessment: CapacityAssessment) -> None:
    told = occasion(shared_at_0="2026-10-06", shared_at_1="10:00", **{"judgements-0-level": "4"})
    assert desk.post(address(CapacityAssessment, "change", assessment.pk), told).status_code == 302
    assessment.refresh_from_db()
    assert assessment.shared_at is None
    assert assessment.judgements.get().level == 2


def test_an_assessment_elsewhere_is_not_found_until_it_is_shared(desk: Client, dundee: Partnership) -> None:
    made = CapacityAssessmentFactory(partnership=dundee)
    page = address(CapacityAssessment, "change", made.pk)
    assert desk.get(page).status_code == 302
    made.shared_at = timezone.now()
    made.save()
    assert 'name="_save"' not in read(desk, page)

"""Plans as everyone reads them, and how officers record what was done."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate

from coproduce.accounts.models import User
from partnerships import progress
from partnerships.models import Engagement, Partnership, PlanStage, StageEvidence, StrategicPlan
from tests.conftest import ClientOf
from tests.factories.partnerships import (
    EngagementFactory,
    PlanStageFactory,
    StageEvidenceFactory,
    StrategicPlanFactory,
)

from .conftest import QueriesOf
from .test_views_registers import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(plan: StrategicPlan, stage: PlanStage) -> str:
    return f"/plans/{plan.pk}/stages/{stage.code}/evidence/"


@pytest.fixture
def told() -> dict[str, Any]:
    """Evidence as a browser sends it."""
    today = localdate()
    return {
        **{f"dated_{part}": str(getattr(today, part)) for part in ("day", "month", "year")},
        "statement": "The group met.",
        "link": "https://example.org/minute",
        "finishes": "yes",
        "submission": str(uuid.uuid4()),
    }


def test_the_list_says_how_far_each_plan_has_come(
    client: Client, plan: StrategicPlan, stage: PlanStage
) -> None:
    PlanStageFactory()
    StageEvidenceFactory(plan=plan, stage=stage)
    page = read(client, "/plans/")
    assert plan.title in page
    assert "1 of 2" in page


def test_an_empty_list_says_what_comes_here(client: Client) -> None:
    assert "No plan is recorded yet" in read(client, "/plans/")
    assert "Nothing matches" in read(client, "/plans/?q=nowhere")


def test_a_plan_shows_all_its_stages_with_their_law(registers: None, client: Client) -> None:
    page = read(client, StrategicPlanFactory().get_absolute_url())
    for stage in PlanStage.objects.all():
        assert f'id="{stage.code}"' in page
        assert stage.source_url in page
    assert page.count("Not started") == 18
    assert page.count("Not needed so far") == 4


def test_a_plan_shows_evidence_and_the_next_stage(
    client: Client, plan: StrategicPlan, stage: PlanStage
) -> None:
    following = PlanStageFactory(order=9999, label="Third draft prepared")
    StageEvidenceFactory(plan=plan, stage=stage, statement="<b>Met</b>", link="https://example.org/minute")
    page = read(client, plan.get_absolute_url())
    assert "&lt;b&gt;Met&lt;/b&gt;" in page
    assert 'href="https://example.org/minute"' in page
    assert f'href="#{following.code}"' in page
    assert "1 of the 2 stages" in page


def test_a_plan_hides_drafts_of_engagements_from_others(
    client: Client, client_of: ClientOf, reader: User, plan: StrategicPlan
) -> None:
    EngagementFactory(partnership=plan.partnership, plan=plan, title="Drafted walk")
    assert "Drafted walk" not in read(client, plan.get_absolute_url())
    assert "Drafted walk" in read(client_of(reader), plan.get_absolute_url())


def test_only_officers_are_offered_to_change_a_plan(
    client_of: ClientOf, officer: User, reader: User, plan: StrategicPlan, stage: PlanStage
) -> None:
    offers = ("Record evidence", "Edit the plan", "Plan an engagement")
    for who, is_offered in ((officer, True), (reader, False)):
        page = read(client_of(who), plan.get_absolute_url())
        assert [words in page for words in offers] == [is_offered] * 3


def test_an_officer_adds_a_plan_once(client_of: ClientOf, officer: User, fife: Partnership) -> None:
    client = client_of(officer)
    data = {"partnership": fife.pk, "title": "Plan 2027", "submission": str(uuid.uuid4())}
    for _ in range(2):
        answer = client.post("/plans/new/", data)
        assert answer.status_code == 302
    assert answer["Location"] == StrategicPlan.objects.get().get_absolute_url()


def test_an_officer_edits_a_plan(client_of: ClientOf, officer: User, plan: StrategicPlan) -> None:
    client = client_of(officer)
    form = client.get(f"/plans/{plan.pk}/edit/").context["form"]
    data = {"title": "Better title", "summary": "", "seen_at": form["seen_at"].value()}
    assert client.post(f"/plans/{plan.pk}/edit/", data).status_code == 302
    plan.refresh_from_db()
    assert plan.title == "Better title"


def test_a_stale_edit_is_refused_and_keeps_what_was_typed(
    client_of: ClientOf, officer: User, plan: StrategicPlan
) -> None:
    client = client_of(officer)
    seen_at = client.get(f"/plans/{plan.pk}/edit/").context["form"]["seen_at"].value()
    plan.title = "Theirs"
    plan.save()
    answer = client.post(f"/plans/{plan.pk}/edit/", {"title": "Mine", "seen_at": seen_at})
    page = answer.content.decode()
    assert "Someone else changed this strategic plan" in page
    assert 'value="Mine"' in page
    assert StrategicPlan.objects.get().title == "Theirs"


def test_recorded_evidence_finishes_the_stage(
    client_of: ClientOf,
    officer: User,
    plan: StrategicPlan,
    stage: PlanStage,
    address: str,
    told: dict[str, Any],
) -> None:
    answer = client_of(officer).post(address, told)
    assert answer["Location"] == f"/plans/{plan.pk}/#{stage.code}"
    evidence = StageEvidence.objects.get()
    assert (evidence.plan, evidence.stage, evidence.recorded_by) == (plan, stage, officer)
    assert progress.count_duties(progress.standing(plan, localdate())) == (1, 1)


def test_evidence_sent_twice_is_recorded_once(
    client_of: ClientOf, officer: User, address: str, told: dict[str, Any]
) -> None:
    client = client_of(officer)
    assert [client.post(address, told).status_code for _ in range(2)] == [302, 302]
    assert StageEvidence.objects.count() == 1


def test_refused_evidence_keeps_what_was_typed(
    client_of: ClientOf, officer: User, address: str, told: dict[str, Any]
) -> None:
    page = client_of(officer).post(address, {**told, "finishes": ""}).content.decode()
    assert "There is a problem" in page
    assert "Choose where this leaves the stage" in page
    assert "The group met." in page
    assert not StageEvidence.objects.exists()


@pytest.mark.parametrize(
    ("name", "status"), [("reader", 403), ("officer_elsewhere", 403), ("editor", 403), ("auditor", 403)]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_records_evidence(
    name: str,
    status: int,
    method: str,
    client_of: ClientOf,
    address: str,
    told: dict[str, Any],
    request: pytest.FixtureRequest,
) -> None:
    client = client_of(request.getfixturevalue(name))
    assert getattr(client, method)(address, told).status_code == status
    assert not StageEvidence.objects.exists()


def test_a_stage_that_the_law_does_not_know_is_not_found(
    client_of: ClientOf, officer: User, plan: StrategicPlan
) -> None:
    read(client_of(officer), f"/plans/{plan.pk}/stages/third_draft/evidence/", 404)


def test_a_plan_that_is_not_there_is_not_found(client: Client) -> None:
    read(client, "/plans/999999999999999999999999/", 404)


def make_plans(number: int, partnership: Partnership, by: User) -> None:
    stage = PlanStageFactory()
    rows = StrategicPlan.objects.bulk_create(
        StrategicPlanFactory.build_batch(number, partnership=partnership)
    )
    StageEvidence.objects.bulk_create(
        StageEvidenceFactory.build(plan=row, stage=stage, recorded_by=by) for row in rows
    )


def test_the_list_takes_as_many_queries_for_a_thousand_rows_as_for_ten(
    client_of: ClientOf, officer: User, fife: Partnership, queries_of: QueriesOf
) -> None:
    client = client_of(officer)
    make_plans(10, fife, officer)
    few = queries_of(client, "/plans/")
    make_plans(990, fife, officer)
    assert queries_of(client, "/plans/") == few <= 12


def test_a_plan_takes_as_many_queries_for_much_evidence_as_for_little(
    registers: None, client_of: ClientOf, queries_of: QueriesOf, auditor: User
) -> None:
    plan = StrategicPlanFactory()
    stages = list(PlanStage.objects.all())
    client = client_of(auditor)
    few = queries_of(client, plan.get_absolute_url())
    for stage in stages * 5:
        StageEvidenceFactory(plan=plan, stage=stage)
    EngagementFactory.create_batch(20, plan=plan, partnership=plan.partnership)
    assert Engagement.objects.count() == 20
    assert queries_of(client, plan.get_absolute_url()) == few <= 12

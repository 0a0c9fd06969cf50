"""Coverage on the page: a table that reads as one, with small numbers for staff alone."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coproduce.accounts.models import User
from partnerships.models import Engagement, Partnership, PlanStage, StatutoryGroup, StrategicPlan
from tests.conftest import ClientOf
from tests.factories.participants import InvolvementFactory, ParticipantFactory
from tests.factories.partnerships import (
    EngagementFactory,
    PlanStageFactory,
    StatutoryGroupFactory,
    StrategicPlanFactory,
)
from tests.participants.conftest import Count, text_of


@pytest.fixture
def stage(db: None) -> PlanStage:
    return PlanStageFactory(label="Second draft sent", who_must_be_involved="13 standard consultee groups")


@pytest.fixture
def plan(fife: Partnership, stage: PlanStage, carers: StatutoryGroup, users: StatutoryGroup) -> StrategicPlan:
    """Three carers came; users were not asked."""
    plan = StrategicPlanFactory(partnership=fife)
    bring(plan, stage, carers, people=3)
    return plan


def bring(plan: StrategicPlan, stage: PlanStage, group: StatutoryGroup, *, people: int) -> Engagement:
    ago = timezone.now() - dt.timedelta(days=100)
    row: Engagement = EngagementFactory(
        partnership=plan.partnership, plan=plan, stage=stage, published=True, starts_at=ago
    )
    Engagement.objects.update(published_at=ago)
    for _ in range(people):
        person = ParticipantFactory(partnership=plan.partnership, groups=[group])
        then = {"invited_at": ago, "attendance_recorded_at": ago}
        InvolvementFactory(participant=person, engagement=row, came=True, **then)
    return row


def staff(plan: StrategicPlan) -> str:
    return reverse("participants:coverage", args=[plan.pk])


def public(plan: StrategicPlan) -> str:
    return reverse("participants:coverage_public", args=[plan.pk])


def cells(text: str) -> list[str]:
    """The words of each cell of the table's body."""
    body = text.split("<tbody>")[1].split("</tbody>", maxsplit=1)[0]
    return [
        " ".join(re.sub(r"<[^>]+>", " ", cell).split())
        for cell in re.findall(r"<td.*?</td>", body, re.DOTALL)
    ]


def test_staff_see_the_evidence_of_each_cell(client_of: ClientOf, reader: User, plan: StrategicPlan) -> None:
    told = cells(text_of(client_of(reader).get(staff(plan))))
    assert told == [
        "Took part, as we recorded : Carers of users of social care, Second draft sent"
        " 1 engagement 3 invited 3 came",
        "Not asked",
    ]


def test_everyone_sees_the_state_and_no_small_number(client: Client, plan: StrategicPlan) -> None:
    assert cells(text_of(client.get(public(plan)))) == [
        "Took part, as we recorded fewer than 5",
        "Not asked",
        "not shown",
    ]


def test_numbers_from_the_threshold_on_are_shown_with_their_sum(
    client: Client, plan: StrategicPlan, stage: PlanStage, carers: StatutoryGroup
) -> None:
    bring(plan, stage, carers, people=4)
    assert cells(text_of(client.get(public(plan)))) == [
        "Took part, as we recorded 5 or more",
        "Not asked",
        "5 or more",
    ]


def test_the_partnerships_own_threshold_counts(
    client: Client, plan: StrategicPlan, stage: PlanStage, carers: StatutoryGroup
) -> None:
    bring(plan, stage, carers, people=4)
    Partnership.objects.update(small_number_threshold=10)
    assert cells(text_of(client.get(public(plan))))[0] == "Took part, as we recorded fewer than 10"


def test_the_public_page_has_no_references_and_no_invitations(client: Client, plan: StrategicPlan) -> None:
    text = text_of(client.get(public(plan)))
    assert not re.search(r"P-\d{4}|invited\b.{0,10}\d|\d+ came", text)


@pytest.mark.parametrize("address", [staff, public])
def test_the_table_reads_as_a_table(
    client_of: ClientOf, lead: User, plan: StrategicPlan, address: object
) -> None:
    text = text_of(client_of(lead).get(address(plan)))  # type: ignore[operator]
    assert "<caption" in text
    assert text.count('<th scope="col">') >= 3
    assert '<th scope="row">Second draft sent' in text
    assert "Who must be involved: 13 standard consultee groups" in text


def test_groups_not_heard_yet_are_named_first(client: Client, plan: StrategicPlan) -> None:
    text = text_of(client.get(public(plan)))
    missing = text.split("Not heard yet")[1].split("Stage by stage")[0]
    assert "Users of social care" in missing
    assert "Carers of users" not in missing


@pytest.mark.parametrize(
    ("role", "status"), [("officer_elsewhere", 403), ("moderator", 403), ("auditor", 200)]
)
def test_small_numbers_are_for_the_team_and_national_oversight(
    role: str, status: int, request: pytest.FixtureRequest, client_of: ClientOf, plan: StrategicPlan
) -> None:
    assert client_of(request.getfixturevalue(role)).get(staff(plan)).status_code == status


def test_a_plan_that_is_not_there_is_not_found(client: Client, plan: StrategicPlan) -> None:
    assert client.get(reverse("participants:coverage_public", args=[plan.pk + 1])).status_code == 404


@pytest.mark.parametrize("address", [staff, public])
def test_the_whole_picture_needs_few_queries(
    client_of: ClientOf, lead: User, plan: StrategicPlan, stage: PlanStage, address: object, queries: Count
) -> None:
    few = queries(client_of(lead), address(plan))  # type: ignore[operator]
    PlanStageFactory.create_batch(21)
    for group in StatutoryGroupFactory.create_batch(11):
        bring(plan, stage, group, people=2)
    assert queries(client_of(lead), address(plan)) == few <= 12  # type: ignore[operator]

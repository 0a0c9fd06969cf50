"""The statement of what was done under section 33, and that it is published with the plan (Act s.35)."""

import datetime as dt

import pytest
from django.test import Client
from django.utils.timezone import get_current_timezone, localdate

from coproduce.accounts.models import User
from partnerships import duties, planning, statement
from partnerships.models import PlanStage, StageEvidence, StatutoryGroup, StrategicPlan
from tests.conftest import ClientOf
from tests.factories.partnerships import (
    EngagementFactory,
    StageEvidenceFactory,
    StrategicPlanFactory,
    someone,
)
from tests.factories.planning import EvidenceWithdrawalFactory

from .conftest import QueriesOf
from .test_views_registers import read

ON = dt.date(2026, 9, 1)


@pytest.fixture
def opened(registers: None) -> StrategicPlan:
    return StrategicPlanFactory(title="Plan 2026")


@pytest.fixture
def finalised(opened: StrategicPlan) -> StrategicPlan:
    """With evidence for every stage that the statement tells of, a day apart."""
    for place, code in enumerate(statement.TOLD):
        row = tell(opened, code, ON - dt.timedelta(days=20 - place))
        if code == "consultation_sent":
            row.groups.set(StatutoryGroup.objects.consultees())
    return opened


def tell(plan: StrategicPlan, code: str, dated: dt.date = ON, statement: str = "") -> StageEvidence:
    stage = PlanStage.objects.get(code=code)
    row: StageEvidence = StageEvidenceFactory(
        plan=plan, stage=stage, dated=dated, statement=statement or f"We did {code}."
    )
    return row


def statement_of(plan: StrategicPlan) -> str:
    return f"/plans/{plan.pk}/statement/"


def test_it_tells_of_the_stages_of_section_33_in_their_order(opened: StrategicPlan) -> None:
    told = statement.statement(opened, ON)
    assert [row.stage.code for row in told.stages] == list(statement.TOLD)
    assert {row.stage.provision[:4] for row in told.stages} == {"s.33"}
    assert told.missing == list(told.stages)
    assert (list(told.named), len(told.missing_groups), list(told.engagements)) == ([], 13, [])


def test_with_everything_done_nothing_is_missing(finalised: StrategicPlan) -> None:
    told = statement.statement(finalised, ON)
    assert (told.missing, list(told.missing_groups), len(told.named)) == ([], [], 13)


def test_groups_that_were_left_out_are_named(opened: StrategicPlan) -> None:
    first, *others = StatutoryGroup.objects.consultees()
    tell(opened, "consultation_sent").groups.set([first])
    told = statement.statement(opened, ON)
    assert list(told.named) == [first]
    assert list(told.missing_groups) == others
    assert "consultation_sent" in {row.stage.code for row in told.missing}


def test_what_was_withdrawn_is_not_told(client: Client, finalised: StrategicPlan) -> None:
    wrong = tell(finalised, "first_draft", statement="The draft of another plan.")
    EvidenceWithdrawalFactory(evidence=wrong, reason="Not ours.")
    page = read(client, statement_of(finalised))
    assert "The draft of another plan." not in page
    assert "Not ours." not in page
    assert "We did first_draft." in page


def test_only_engagements_that_were_announced_are_told(opened: StrategicPlan) -> None:
    shown = EngagementFactory(plan=opened, partnership=opened.partnership, published=True)
    EngagementFactory(plan=opened, partnership=opened.partnership)
    EngagementFactory(plan=opened, partnership=opened.partnership, cancelled=True)
    EngagementFactory(partnership=opened.partnership, published=True)
    assert list(statement.statement(opened, localdate()).engagements) == [shown]


def test_the_page_names_sections_days_and_groups(client: Client, finalised: StrategicPlan) -> None:
    page = read(client, statement_of(finalised))
    assert "section 35(2)" in page
    assert "12 August 2026: We did proposals_prepared." in page
    assert "does not show yet" not in page
    assert all(str(group).replace("'", "&#x27;") in page for group in StatutoryGroup.objects.consultees())


def test_the_page_of_an_unfinished_plan_says_what_is_missing_to_its_team(
    client_of: ClientOf, auditor: User, opened: StrategicPlan
) -> None:
    page = read(client_of(auditor), statement_of(opened))
    assert "The evidence does not show yet that these are done" in page
    assert "(s.33(2)(b))" in page
    assert "Nobody yet, as far as it is recorded." in page
    assert "No engagement is recorded for this plan." in page


def test_the_page_tells_what_could_be_told_on_another_day(client: Client, finalised: StrategicPlan) -> None:
    page = read(client, f"{statement_of(finalised)}?on=2026-08-14")
    assert "This is how it was on <strong>14 August 2026</strong>" in page
    assert "We did first_draft." in page
    assert "We did spg_views_on_first_draft." not in page
    assert "(s.33(3)(b))" in page
    assert "Nobody yet, as far as it is recorded." in page


def test_engagements_show_from_the_day_they_were_announced(opened: StrategicPlan) -> None:
    announced = dt.datetime(2026, 8, 31, 23, 30, tzinfo=get_current_timezone())
    EngagementFactory(plan=opened, partnership=opened.partnership, published=True, published_at=announced)
    told = [statement.statement(opened, ON - dt.timedelta(days=ago)).engagements for ago in (2, 1)]
    assert [len(found) for found in told] == [0, 1]


def test_markup_in_evidence_is_shown_as_it_was_typed(client: Client, finalised: StrategicPlan) -> None:
    tell(finalised, "finalised", statement="<script>alert(1)</script> & “Bòrd”")
    page = read(client, statement_of(finalised))
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; “Bòrd”" in page


def test_withdrawing_that_it_was_finalised_closes_the_page_again(
    client: Client, finalised: StrategicPlan
) -> None:
    read(client, statement_of(finalised))
    EvidenceWithdrawalFactory(evidence=finalised.evidence.get(stage__code="finalised"))
    read(client, statement_of(finalised), 403)
    assert "Statement of how people were involved" not in read(client, finalised.get_absolute_url())


def test_a_plan_page_leads_to_its_statement_once_it_is_everyones(
    client: Client, finalised: StrategicPlan
) -> None:
    assert statement_of(finalised) in read(client, finalised.get_absolute_url())


@pytest.mark.parametrize(
    ("code", "before", "section"),
    [("published", "finalised", "s.33(7)"), ("statement_published", "published", "s.35(1)")],
)
def test_publication_waits_for_what_the_law_puts_before_it(
    opened: StrategicPlan, code: str, before: str, section: str
) -> None:
    stage = PlanStage.objects.get(code=code)
    row = StageEvidence(plan=opened, stage=stage, dated=ON, statement="Out.", finishes=True)
    with pytest.raises(planning.PlanningError) as refused:
        planning.record(row, groups=(), by=someone(), today=ON)
    assert f"{PlanStage.objects.get(code=before)}" in str(refused.value)
    assert f"(2014 Act {section})" in str(refused.value)


def test_a_plan_published_without_its_statement_is_told_as_overdue_the_next_day(
    finalised: StrategicPlan,
) -> None:
    tell(finalised, "published", ON)
    for on, state in ((ON, duties.DutyState.DUE), (ON + dt.timedelta(days=1), duties.DutyState.OVERDUE)):
        (duty,) = (row for row in duties.duties(finalised.partnership, on) if row.code == "statement")
        assert (duty.state, duty.provision) == (state, "2014 Act s.35(2)")
    tell(finalised, "statement_published", ON)
    (duty,) = (row for row in duties.duties(finalised.partnership, ON) if row.code == "statement")
    assert (duty.state, duty.met_on) == (duties.DutyState.MET, ON)


def test_the_page_takes_as_many_queries_for_much_as_for_little(
    client: Client, finalised: StrategicPlan, queries_of: QueriesOf
) -> None:
    few = queries_of(client, statement_of(finalised))
    for code in statement.TOLD * 4:
        tell(finalised, code)
    groups = list(StatutoryGroup.objects.consultees())
    EngagementFactory.create_batch(
        8, plan=finalised, partnership=finalised.partnership, published=True, groups=groups
    )
    assert queries_of(client, statement_of(finalised)) - few <= 1
    assert queries_of(client, statement_of(finalised)) <= 12

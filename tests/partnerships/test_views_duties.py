"""Pages of duties, decisions, reviews, dates and the statement: who opens them, and what they keep."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate

from coproduce.accounts.models import RoleName, User
from partnerships.models import (
    EvidenceWithdrawal,
    LocalityDecision,
    Partnership,
    PerformanceReport,
    PlannedStage,
    PlanReview,
    PlanStage,
    SchemeReview,
    SignificantDecision,
    StageEvidence,
    StatutoryGroup,
    StrategicPlan,
)
from tests.conftest import ClientOf
from tests.factories.accounts import holder
from tests.factories.bodies import LocalityFactory
from tests.factories.partnerships import (
    EngagementFactory,
    PlanStageFactory,
    StageEvidenceFactory,
    StrategicPlanFactory,
)
from tests.factories.planning import (
    LocalityDecisionFactory,
    PerformanceReportFactory,
    SchemeReviewFactory,
    SignificantDecisionFactory,
)

from .test_views_registers import read

pytestmark = pytest.mark.django_db


def boxes(name: str, day: dt.date) -> dict[str, str]:
    return {f"{name}_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def sent(**told: Any) -> dict[str, Any]:
    return {"submission": str(uuid.uuid4()), **told}


@pytest.mark.parametrize(
    ("name", "status"),
    [("reader", 200), ("lead", 200), ("auditor", 200), ("officer_elsewhere", 403), ("editor", 403)],
)
def test_the_team_and_national_oversight_see_the_duties(
    name: str, status: int, client_of: ClientOf, fife: Partnership, request: pytest.FixtureRequest
) -> None:
    page = read(client_of(request.getfixturevalue(name)), "/partnerships/fife/duties/", status)
    assert ("s.42(4)" in page) == (status == 200)


def test_duties_answer_as_on_another_day(client_of: ClientOf, reader: User, fife: Partnership) -> None:
    page = read(client_of(reader), "/partnerships/fife/duties/?on=2026-07-01")
    assert "31 Jul 2026" in page
    assert "how it was on" in page or "how it will be on" in page


def test_an_officer_records_a_report_once(client_of: ClientOf, officer: User, fife: Partnership) -> None:
    data = sent(link="https://example.org/report")
    data |= boxes("year_ending", dt.date(2026, 3, 31)) | boxes("published_on", dt.date(2026, 7, 20))
    client = client_of(officer)
    for _ in range(2):
        assert client.post("/partnerships/fife/performance-reports/new/", data).status_code == 302
    assert PerformanceReport.objects.get().partnership == fife
    again = client.post("/partnerships/fife/performance-reports/new/", data | sent())
    assert "recorded already" in again.content.decode()


def test_a_year_that_does_not_end_on_31_march_is_refused(
    client_of: ClientOf, officer: User, fife: Partnership
) -> None:
    data = sent(link="https://example.org/report")
    data |= boxes("year_ending", dt.date(2026, 4, 1)) | boxes("published_on", dt.date(2026, 7, 20))
    answer = client_of(officer).post("/partnerships/fife/performance-reports/new/", data)
    assert "ends on 31 March" in answer.content.decode()


def test_an_officer_records_a_review_of_the_scheme(
    client_of: ClientOf, officer: User, fife: Partnership
) -> None:
    data = sent(note="Approved") | boxes("done_on", dt.date(2024, 2, 29))
    assert client_of(officer).post("/partnerships/fife/scheme-reviews/new/", data).status_code == 302
    assert SchemeReview.objects.get().done_on == dt.date(2024, 2, 29)


def edited(client: Client, address: str, **changed: object) -> str:
    """Open the form, send it back with these answers, and read the page that follows."""
    form = client.get(address).context["form"]
    data = {"seen_at": form["seen_at"].value()} | {key: str(value) for key, value in changed.items()}
    return client.post(address, data, follow=True).content.decode()


def test_a_mistyped_report_is_put_right(client_of: ClientOf, officer: User, fife: Partnership) -> None:
    report = PerformanceReportFactory(partnership=fife, published_on=dt.date(2026, 9, 20))
    ending, published = boxes("year_ending", report.year_ending), boxes("published_on", dt.date(2026, 7, 20))
    page = edited(
        client_of(officer), f"/performance-reports/{report.pk}/edit/",
        link="https://example.org/right", **ending, **published,
    )  # fmt: skip
    assert "The report is saved." in page
    assert "https://example.org/right" in page
    report.refresh_from_db()
    assert report.published_on == dt.date(2026, 7, 20)


def test_a_report_is_not_moved_to_the_year_of_another(
    client_of: ClientOf, officer: User, fife: Partnership
) -> None:
    PerformanceReportFactory(partnership=fife, year_ending=dt.date(2025, 3, 31))
    report = PerformanceReportFactory(partnership=fife)
    told = boxes("year_ending", dt.date(2025, 3, 31)) | boxes("published_on", dt.date(2026, 7, 20))
    page = edited(client_of(officer), f"/performance-reports/{report.pk}/edit/", link="https://x.org", **told)
    assert "The report to that day is recorded already" in page


def test_a_mistyped_review_of_the_scheme_is_put_right(
    client_of: ClientOf, officer: User, fife: Partnership
) -> None:
    review = SchemeReviewFactory(partnership=fife, done_on=dt.date(2024, 2, 29))
    day = boxes("done_on", dt.date(2023, 2, 28))
    assert "It is saved." in edited(client_of(officer), f"/scheme-reviews/{review.pk}/edit/", note="", **day)
    review.refresh_from_db()
    assert review.done_on == dt.date(2023, 2, 28)


def test_two_reviews_of_the_scheme_on_one_day_are_refused_in_words(
    client_of: ClientOf, officer: User, fife: Partnership
) -> None:
    SchemeReviewFactory(partnership=fife, done_on=dt.date(2024, 2, 29))
    data = sent(note="Again") | boxes("done_on", dt.date(2024, 2, 29))
    answer = client_of(officer).post("/partnerships/fife/scheme-reviews/new/", data)
    assert "An approval or review on that day is recorded already" in answer.content.decode()
    assert SchemeReview.objects.count() == 1


@pytest.mark.parametrize(
    ("page", "name", "words"),
    [
        ("performance-reports", "published_on", "The day it was published must be today or earlier"),
        ("scheme-reviews", "done_on", "approved or reviewed must be today or earlier"),
        ("capacity", "made_on", "The day you looked at it together must be today or earlier"),
    ],
)
def test_nothing_of_tomorrow_is_recorded(
    client_of: ClientOf, officer: User, fife: Partnership, page: str, name: str, words: str
) -> None:
    data = sent(link="https://example.org", note="", took_part="Us", summary="Kept as typed")
    data |= boxes("year_ending", dt.date(2026, 3, 31)) | boxes(name, localdate() + dt.timedelta(days=1))
    answer = client_of(officer).post(f"/partnerships/fife/{page}/new/", data)
    assert words in answer.content.decode()
    assert not PerformanceReport.objects.exists()
    assert not SchemeReview.objects.exists()


def test_what_was_recorded_is_edited_by_its_own_officers_only(
    client_of: ClientOf, officer_elsewhere: User, reader: User, fife: Partnership
) -> None:
    report, review = PerformanceReportFactory(partnership=fife), SchemeReviewFactory(partnership=fife)
    for address in (f"/performance-reports/{report.pk}/edit/", f"/scheme-reviews/{review.pk}/edit/"):
        assert client_of(officer_elsewhere).get(address).status_code == 403
        assert client_of(reader).get(address).status_code == 403
    assert "performance-reports/" not in read(client_of(reader), "/partnerships/fife/duties/")


def test_everyone_reads_decisions_outside_the_plan(client: Client, fife: Partnership) -> None:
    assert "No such decision" in read(client, "/partnerships/fife/decisions/")
    SignificantDecisionFactory(partnership=fife, title="The ward closes")
    page = read(client, "/partnerships/fife/decisions/")
    assert "The ward closes" in page
    assert "Record a decision" not in page


def test_an_officer_records_and_edits_a_decision(
    client_of: ClientOf, officer: User, fife: Partnership
) -> None:
    client = client_of(officer)
    data = sent(title="The ward closes", reason="Flooding") | boxes("decided_on", dt.date(2026, 6, 1))
    assert client.post("/partnerships/fife/decisions/new/", data).status_code == 302
    made = SignificantDecision.objects.get()
    form = client.get(f"/decisions/{made.pk}/edit/").context["form"]
    data |= {"users_involved": "We met them.", "seen_at": form["seen_at"].value()}
    assert client.post(f"/decisions/{made.pk}/edit/", data).status_code == 302
    made.refresh_from_db()
    assert made.users_involved == "We met them."


def test_an_officer_records_and_edits_a_decision_for_a_locality(
    client_of: ClientOf, officer: User, fife: Partnership
) -> None:
    client, locality = client_of(officer), LocalityFactory(partnership=fife)
    data = sent(locality=locality.pk, title="The clinic moves", consulted="Residents", contributed="The day")
    data |= boxes("decided_on", dt.date(2026, 6, 1))
    assert client.post("/partnerships/fife/locality-decisions/new/", data).status_code == 302
    made = LocalityDecision.objects.get()
    assert "The clinic moves" in read(client, "/partnerships/fife/locality-decisions/")
    form = client.get(f"/locality-decisions/{made.pk}/edit/").context["form"]
    data |= {"contributed": "The place", "seen_at": form["seen_at"].value()}
    assert client.post(f"/locality-decisions/{made.pk}/edit/", data).status_code == 302
    made.refresh_from_db()
    assert made.contributed == "The place"


def test_localities_of_others_are_not_offered(
    client_of: ClientOf, officer: User, fife: Partnership, dundee: Partnership
) -> None:
    elsewhere = LocalityFactory(partnership=dundee)
    data = sent(locality=elsewhere.pk, title="Theirs", consulted="x", contributed="y")
    data |= boxes("decided_on", dt.date(2026, 6, 1))
    answer = client_of(officer).post("/partnerships/fife/locality-decisions/new/", data)
    assert answer.status_code == 200
    assert not LocalityDecision.objects.exists()


def test_officers_elsewhere_keep_nothing(
    client_of: ClientOf, officer_elsewhere: User, plan: StrategicPlan, stage: PlanStage
) -> None:
    evidence = StageEvidenceFactory(plan=plan, stage=stage)
    locality_decision = LocalityDecisionFactory(locality__partnership=plan.partnership)
    decision = SignificantDecisionFactory(partnership=plan.partnership)
    client = client_of(officer_elsewhere)
    for address in (
        f"/plans/{plan.pk}/stages/{stage.code}/dates/",
        f"/plans/{plan.pk}/reviews/new/",
        f"/plans/{plan.pk}/statement/",
        f"/evidence/{evidence.pk}/withdraw/",
        f"/decisions/{decision.pk}/edit/",
        f"/locality-decisions/{locality_decision.pk}/edit/",
        "/partnerships/fife/decisions/new/",
        "/partnerships/fife/scheme-reviews/new/",
    ):
        assert client.get(address).status_code == 403, address


def test_an_officer_sets_the_dates_of_a_stage_and_changes_them(
    client_of: ClientOf, officer: User, plan: StrategicPlan, stage: PlanStage
) -> None:
    client, address = client_of(officer), f"/plans/{plan.pk}/stages/{stage.code}/dates/"
    for year in (2027, 2028):
        seen = client.get(address).context["form"]["seen_at"].value()
        answer = client.post(address, {"seen_at": seen, **boxes("due_on", dt.date(year, 1, 5))})
        assert answer["Location"] == f"/plans/{plan.pk}/#{stage.code}"
    assert PlannedStage.objects.get().due_on == dt.date(2028, 1, 5)
    assert "To be done by 5 January 2028" in read(client, plan.get_absolute_url())


def test_dates_the_wrong_way_round_are_refused_and_kept(
    client_of: ClientOf, officer: User, plan: StrategicPlan, stage: PlanStage
) -> None:
    told = {
        "seen_at": "new",
        **boxes("opens_on", dt.date(2027, 2, 1)),
        **boxes("due_on", dt.date(2027, 1, 1)),
    }
    answer = client_of(officer).post(f"/plans/{plan.pk}/stages/{stage.code}/dates/", told)
    assert "before it opens" in answer.content.decode()
    assert not PlannedStage.objects.exists()


def test_withdrawn_evidence_is_struck_with_its_reason(
    client_of: ClientOf, officer: User, plan: StrategicPlan, stage: PlanStage
) -> None:
    evidence, client = StageEvidenceFactory(plan=plan, stage=stage), client_of(officer)
    for _ in range(2):
        answer = client.post(f"/evidence/{evidence.pk}/withdraw/", {"reason": "Another plan was meant"})
        assert answer.status_code == 302
    assert EvidenceWithdrawal.objects.get().withdrawn_by == officer
    page = read(client, plan.get_absolute_url())
    assert "<del>" in page
    assert "Another plan was meant" in page
    assert "0 of the 1 stages" in page


def test_a_withdrawal_without_a_reason_is_refused(
    client_of: ClientOf, officer: User, plan: StrategicPlan, stage: PlanStage
) -> None:
    evidence = StageEvidenceFactory(plan=plan, stage=stage)
    page = client_of(officer).post(f"/evidence/{evidence.pk}/withdraw/", {"reason": ""}).content.decode()
    assert "There is a problem" in page


def test_a_review_restarts_the_clock_on_the_page(
    client_of: ClientOf, officer: User, fife: Partnership
) -> None:
    plan, client = StrategicPlanFactory(partnership=fife, starts_on=dt.date(2022, 4, 1)), client_of(officer)
    assert "31 March 2025" in read(client, plan.get_absolute_url())
    data = sent(outcome="keep", planning_group_views="Keep it", reason="It works")
    data |= boxes("decided_on", dt.date(2025, 3, 1))
    assert client.post(f"/plans/{plan.pk}/reviews/new/", data).status_code == 302
    assert PlanReview.objects.get().recorded_by == officer
    assert "29 February 2028" in read(client, plan.get_absolute_url())
    assert "31 March 2025" in read(client, f"{plan.get_absolute_url()}?on=2025-02-28")


def test_a_replacement_links_both_ways(client_of: ClientOf, officer: User, plan: StrategicPlan) -> None:
    client = client_of(officer)
    page = read(client, f"/plans/new/?partnership={plan.partnership_id}&replaces={plan.pk}")
    assert f'<option value="{plan.pk}" selected>' in page
    data = sent(partnership=plan.partnership_id, title="The next plan", replaces=plan.pk)
    assert client.post("/plans/new/", data).status_code == 302
    new = StrategicPlan.objects.get(replaces=plan)
    assert new.get_absolute_url() in read(client, plan.get_absolute_url())
    assert plan.get_absolute_url() in read(client, new.get_absolute_url())


def test_the_statement_is_the_teams_until_the_plan_is_finalised(
    client: Client, client_of: ClientOf, reader: User, plan: StrategicPlan
) -> None:
    stage = PlanStageFactory(code="finalised", label="Plan finalised")
    address = f"/plans/{plan.pk}/statement/"
    EngagementFactory(plan=plan, partnership=plan.partnership, published=True, title="The open morning")
    read(client, address, 403)
    assert "does not show yet" in read(client_of(reader), address)
    StageEvidenceFactory(plan=plan, stage=stage, statement="The board agreed it.")
    page = read(client, address)
    assert "The board agreed it." in page
    assert "The open morning" in page


def test_the_second_draft_is_refused_in_words_before_the_group_was_consulted(
    client_of: ClientOf, registers: None
) -> None:
    plan = StrategicPlanFactory()
    client = client_of(holder(RoleName.OFFICER, plan.partnership.team, email="officer@example.org"))
    data = sent(statement="Sent", to_all="on", finishes="yes") | boxes("dated", localdate())
    page = client.post(f"/plans/{plan.pk}/stages/consultation_sent/evidence/", data).content.decode()
    assert "SPG consulted on the proposals" in page
    assert "s.33(2)(b)" in page
    assert not StageEvidence.objects.exists()


def test_one_box_sends_the_second_draft_to_all_thirteen_groups(client_of: ClientOf, registers: None) -> None:
    plan = StrategicPlanFactory()
    client = client_of(holder(RoleName.OFFICER, plan.partnership.team, email="officer@example.org"))
    for code in ("spg_views_on_proposals", "spg_views_on_first_draft", "second_draft"):
        StageEvidenceFactory(plan=plan, stage=PlanStage.objects.get(code=code), dated=localdate())
    data = sent(statement="Sent", to_all="on", finishes="yes") | boxes("dated", localdate())
    address = f"/plans/{plan.pk}/stages/consultation_sent/evidence/"
    assert "checked" not in read(client, address)
    assert client.post(address, data).status_code == 302
    sent_to = StageEvidence.objects.get(stage__code="consultation_sent").groups
    assert set(sent_to.all()) == set(StatutoryGroup.objects.consultees())

"""Every page of a plan: who opens it, what it says on another day, empty, on paper, and with forty rows."""

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate

from coproduce.accounts.models import RoleName, User
from partnerships.models import (
    Partnership,
    PlannedStage,
    PlanReview,
    PlanStage,
    StageEvidence,
    StrategicPlan,
)
from tests.conftest import ClientOf
from tests.factories.accounts import give
from tests.factories.partnerships import PlanStageFactory, StageEvidenceFactory, StrategicPlanFactory
from tests.factories.planning import EvidenceWithdrawalFactory, PlannedStageFactory, PlanReviewFactory

from .conftest import QueriesOf
from .test_views_duties import boxes, sent
from .test_views_registers import read

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 3, 1)


@pytest.fixture
def evidence(plan: StrategicPlan, stage: PlanStage) -> StageEvidence:
    made: StageEvidence = StageEvidenceFactory(
        plan=plan, stage=stage, dated=ON, statement="The group met in Leven."
    )
    return made


@pytest.fixture
def desk(client_of: ClientOf, officer: User) -> Client:
    return client_of(officer)


def pages(plan: StrategicPlan, stage: PlanStage, evidence: StageEvidence) -> dict[str, str]:
    return {
        "the plan": f"/plans/{plan.pk}/",
        "its history": f"/plans/{plan.pk}/history/",
        "its statement": f"/plans/{plan.pk}/statement/",
        "editing": f"/plans/{plan.pk}/edit/",
        "evidence": f"/plans/{plan.pk}/stages/{stage.code}/evidence/",
        "dates": f"/plans/{plan.pk}/stages/{stage.code}/dates/",
        "a review": f"/plans/{plan.pk}/reviews/new/",
        "a withdrawal": f"/evidence/{evidence.pk}/withdraw/",
        "a new plan": "/plans/new/",
    }


READ = {"the plan"}
OF_THE_TEAM = {*READ, "its history", "its statement"}
WORK = {"editing", "evidence", "dates", "a review", "a withdrawal", "a new plan"}
OPEN: dict[str, set[str]] = {
    "reader": OF_THE_TEAM,
    "officer": OF_THE_TEAM | WORK,
    "lead": OF_THE_TEAM | WORK,
    "officer_elsewhere": {*READ, "a new plan"},
    "editor": READ,
    "moderator": {*READ, "its statement"},
    "auditor": OF_THE_TEAM,
    "newcomer": READ,
}


@pytest.mark.parametrize("name", OPEN)
def test_who_opens_which_page_of_a_plan(
    client_of: ClientOf, plan: StrategicPlan, stage: PlanStage, evidence: StageEvidence, name: str,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    client = client_of(request.getfixturevalue(name))
    answers = {page: client.get(where).status_code for page, where in pages(plan, stage, evidence).items()}
    assert answers == {page: 200 if page in OPEN[name] else 403 for page in answers}


def test_without_an_account_one_reads_the_plan_and_is_asked_to_sign_in_to_work(
    client: Client, plan: StrategicPlan, stage: PlanStage, evidence: StageEvidence
) -> None:
    answers = {page: client.get(where) for page, where in pages(plan, stage, evidence).items()}
    assert answers["the plan"].status_code == 200
    assert answers["its statement"].status_code == 403
    to_sign_in = {page for page, answer in answers.items() if answer.status_code == 302}
    assert to_sign_in == WORK | {"its history"}
    assert all(answers[page]["Location"].startswith("/accounts/login") for page in to_sign_in)


def test_a_plan_is_as_it_was_on_another_day(
    client: Client, plan: StrategicPlan, stage: PlanStage, evidence: StageEvidence
) -> None:
    PlannedStageFactory(plan=plan, stage=stage, due_on=ON - dt.timedelta(days=1))
    before = read(client, f"{plan.get_absolute_url()}?on=2026-02-28")
    assert "The group met in Leven." not in before
    assert "This is how it was on <strong>28 February 2026</strong>" in before
    assert "0 of the 1 stages" in before
    assert "Its day has passed" not in before
    after = read(client, f"{plan.get_absolute_url()}?on=2026-03-01")
    assert "The group met in Leven." in after
    assert "Done late" in after


def test_between_its_day_and_its_evidence_a_stage_was_overdue(
    client: Client, plan: StrategicPlan, stage: PlanStage, evidence: StageEvidence
) -> None:
    PlannedStageFactory(plan=plan, stage=stage, due_on=ON - dt.timedelta(days=3))
    assert "Its day has passed" in read(client, f"{plan.get_absolute_url()}?on=2026-02-28")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("2026-02-30", "Enter a real date, like 1/9/2026"),
        ("yesterday", "Enter a real date, like 1/9/2026"),
        ("0026-01-01", "The year must be four figures"),
        ("<b>", "Enter a real date, like 1/9/2026"),
    ],
)
def test_a_day_that_cannot_be_understood_is_told_and_today_is_shown(
    client: Client, plan: StrategicPlan, evidence: StageEvidence, asked: str, words: str
) -> None:
    answer = client.get(plan.get_absolute_url(), {"on": asked})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert words in page
    assert "The group met in Leven." in page
    assert "<b>" not in page


def test_a_review_shows_from_its_day_on(client: Client, fife: Partnership) -> None:
    plan = StrategicPlanFactory(partnership=fife, starts_on=dt.date(2023, 4, 1))
    PlanReviewFactory(plan=plan, decided_on=ON, reason="It serves us well.")
    before = read(client, f"{plan.get_absolute_url()}?on=2026-02-28")
    after = read(client, f"{plan.get_absolute_url()}?on=2026-03-01")
    assert ("It serves us well." in before, "It serves us well." in after) == (False, True)
    assert "31 March 2026" in before
    assert "28 February 2029" in after
    assert "The group wants to keep it." in after


@pytest.mark.parametrize(("on", "overdue"), [("2026-03-31", False), ("2026-04-01", True)])
def test_a_review_is_overdue_from_the_day_after_three_years(
    client: Client, fife: Partnership, on: str, overdue: bool
) -> None:
    plan = StrategicPlanFactory(partnership=fife, starts_on=dt.date(2023, 4, 1))
    page = read(client, f"{plan.get_absolute_url()}?on={on}")
    review = page[page.index('id="review-clock"') : page.index("Who has been heard")]
    assert ("Overdue" in review) is overdue


def test_a_plan_that_is_to_be_replaced_says_since_when(client: Client, fife: Partnership) -> None:
    plan = StrategicPlanFactory(partnership=fife, starts_on=dt.date(2023, 4, 1))
    PlanReviewFactory(plan=plan, decided_on=ON, outcome="replace")
    page = read(client, plan.get_absolute_url())
    assert "It was decided on 1 March 2026 to replace the plan." in page
    assert "A review is due" not in page


def test_a_plan_without_days_says_what_is_not_decided(client: Client, plan: StrategicPlan) -> None:
    page = read(client, plan.get_absolute_url())
    assert "Not decided" in page
    assert "which is not decided yet" in page
    assert "None yet." in page


def test_a_stage_that_does_not_apply_says_why(client: Client, plan: StrategicPlan) -> None:
    stage = PlanStageFactory(duty="when it arises")
    PlannedStageFactory(plan=plan, stage=stage, not_applicable_because="Nothing was <directed>.")
    page = read(client, plan.get_absolute_url())
    assert "Does not apply: Nothing was &lt;directed&gt;." in page


def test_withdrawn_evidence_stays_to_be_read_without_its_link(client: Client, plan: StrategicPlan) -> None:
    made = StageEvidenceFactory(plan=plan, statement="Wrong one", link="https://fife.example/wrong")
    EvidenceWithdrawalFactory(evidence=made, reason="Of another plan")
    page = read(client, plan.get_absolute_url())
    assert re.search(r"<del>.*Wrong one</del> Withdrawn on 2 June 2026: Of another plan", page)
    assert "https://fife.example/wrong" not in page


def test_only_who_may_withdraw_is_offered_to(
    client_of: ClientOf, desk: Client, reader: User, plan: StrategicPlan, evidence: StageEvidence
) -> None:
    link = f"/evidence/{evidence.pk}/withdraw/"
    assert link in read(desk, plan.get_absolute_url())
    assert link not in read(client_of(reader), plan.get_absolute_url())
    EvidenceWithdrawalFactory(evidence=evidence)
    assert link not in read(desk, plan.get_absolute_url())


def test_on_paper_nothing_is_left_to_press(desk: Client, plan: StrategicPlan) -> None:
    page = read(desk, plan.get_absolute_url())
    assert re.search(r'<link rel="stylesheet" href="[^"]*css/print[^"]*" media="print">', page)
    buttons = re.findall(r'<a class="([^"]*)"[^>]*>(?:Edit the plan|Plan an engagement)<', page)
    assert len(buttons) == 2
    assert all("ds_button" in names for names in buttons)


def test_words_in_other_alphabets_and_markup_are_shown_as_typed(client: Client, fife: Partnership) -> None:
    plan = StrategicPlanFactory(
        partnership=fife, title="Plana <i>slàinte</i> & 健康", summary="Een\n\nتخطيط <script>"
    )
    for page in (read(client, "/plans/"), read(client, plan.get_absolute_url())):
        assert "Plana &lt;i&gt;slàinte&lt;/i&gt; &amp; 健康" in page
    assert "<p>تخطيط &lt;script&gt;</p>" in read(client, plan.get_absolute_url())


def test_the_list_is_searched_by_every_word_of_title_and_partnership(
    client: Client, plan: StrategicPlan, plan_elsewhere: StrategicPlan
) -> None:
    assert plan_elsewhere.title not in read(client, "/plans/?q=plan+fife")
    assert plan.title not in read(client, "/plans/?q=dundee")
    assert "Nothing matches" in read(client, "/plans/?q=fife+dundee")


def test_plans_without_a_first_day_come_first_then_the_latest(client: Client, fife: Partnership) -> None:
    for title, starts_on in (("Old", dt.date(2020, 1, 1)), ("New", dt.date(2025, 1, 1)), ("Coming", None)):
        StrategicPlanFactory(partnership=fife, title=f"{title} plan", starts_on=starts_on)
    page = read(client, "/plans/")
    assert page.index("Coming plan") < page.index("New plan") < page.index("Old plan")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "Enter a title"),
        ({"title": "x" * 201}, "200 characters"),
        ({"starts_on_day": "31", "starts_on_month": "2", "starts_on_year": "2027"}, "like 27 3 2027"),
        ({"starts_on_day": "1"}, "must include a month and a year"),
        ({"partnership": "0"}, "There is a problem"),
        ({"replaces": "x"}, "There is a problem"),
    ],
)
def test_a_plan_is_refused_in_words_and_stays_on_the_page(
    desk: Client, fife: Partnership, changes: dict[str, str], words: str
) -> None:
    told = sent(partnership=fife.pk, title="Plan 2027", summary="Half a word") | changes
    page = desk.post("/plans/new/", told).content.decode()
    assert words in page
    assert "Half a word" in page
    assert not StrategicPlan.objects.exists()


def test_an_officer_of_two_partnerships_links_no_plan_across_them(
    client_of: ClientOf, officer: User, dundee: Partnership, plan: StrategicPlan
) -> None:
    give(officer, RoleName.OFFICER, dundee.team)
    told = sent(partnership=dundee.pk, title="Plan 2027", replaces=plan.pk)
    page = client_of(officer).post("/plans/new/", told).content.decode()
    assert "Choose a plan of the same partnership" in page
    assert StrategicPlan.objects.get() == plan


@pytest.mark.parametrize(
    "asked", ["?replaces=x&partnership=y", "?replaces=99999", "?replaces=&partnership=-1"]
)
def test_odd_addresses_for_a_new_plan_are_answered(desk: Client, fife: Partnership, asked: str) -> None:
    read(desk, f"/plans/new/{asked}")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"dated_day": "", "dated_month": "", "dated_year": ""}, "Enter the day it was done"),
        ({"statement": " "}, "Enter what was done"),
        ({"statement": "x" * 2001}, "2000 characters"),
        ({"link": "ftp:/x"}, "There is a problem"),
        ({"finishes": "maybe"}, "There is a problem"),
    ],
)
def test_evidence_is_refused_in_words_and_stays_on_the_page(
    desk: Client, plan: StrategicPlan, stage: PlanStage, changes: dict[str, str], words: str
) -> None:
    told = sent(statement="We met.", link="https://fife.example/x", finishes="yes") | boxes(
        "dated", localdate()
    )
    page = desk.post(f"/plans/{plan.pk}/stages/{stage.code}/evidence/", told | changes).content.decode()
    assert words in page
    assert "https://fife.example/x" in page or "We met." in page
    assert not StageEvidence.objects.exists()


def test_evidence_of_tomorrow_is_refused_at_its_field(
    desk: Client, plan: StrategicPlan, stage: PlanStage
) -> None:
    told = sent(statement="We met.", finishes="yes") | boxes("dated", localdate() + dt.timedelta(days=1))
    answer = desk.post(f"/plans/{plan.pk}/stages/{stage.code}/evidence/", told)
    assert answer.context["form"].errors["dated"] == ["The day it was done must be today or earlier"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"outcome": ""}, "Choose"),
        ({"planning_group_views": ""}, "Enter what the strategic planning group said"),
        ({"reason": ""}, "Enter the reason for the decision"),
        ({"decided_on_year": "2022"}, "started on 1 April 2023"),
    ],
)
def test_a_review_is_refused_in_words_and_stays_on_the_page(
    desk: Client, fife: Partnership, changes: dict[str, str], words: str
) -> None:
    plan = StrategicPlanFactory(partnership=fife, starts_on=dt.date(2023, 4, 1))
    told = sent(outcome="keep", planning_group_views="Keep it.", reason="It serves us.") | boxes(
        "decided_on", ON
    )
    page = desk.post(f"/plans/{plan.pk}/reviews/new/", told | changes).content.decode()
    assert words in page
    assert "Keep it." in page or "It serves us." in page
    assert not PlanReview.objects.exists()


def test_a_review_pressed_twice_is_one_with_one_piece_of_evidence(desk: Client, fife: Partnership) -> None:
    plan, stage = (
        StrategicPlanFactory(partnership=fife, starts_on=dt.date(2023, 4, 1)),
        PlanStageFactory(code="review"),
    )
    told = sent(outcome="keep", planning_group_views="Keep it.", reason="It serves us.") | boxes(
        "decided_on", ON
    )
    for _ in range(2):
        assert desk.post(f"/plans/{plan.pk}/reviews/new/", told).status_code == 302
    assert (PlanReview.objects.count(), StageEvidence.objects.get().stage) == (1, stage)


def test_a_mandatory_stage_offers_no_way_around_it(
    desk: Client, plan: StrategicPlan, stage: PlanStage
) -> None:
    address = f"/plans/{plan.pk}/stages/{stage.code}/dates/"
    assert "not_applicable_because" not in desk.get(address).context["form"].fields
    desk.post(address, {"seen_at": "new", "not_applicable_because": "We would rather not."})
    assert not PlannedStage.objects.exclude(not_applicable_because="").exists()


def test_of_two_who_set_dates_at_once_the_second_is_told(
    desk: Client, plan: StrategicPlan, stage: PlanStage
) -> None:
    address = f"/plans/{plan.pk}/stages/{stage.code}/dates/"
    first, second = ({"seen_at": "new", **boxes("due_on", dt.date(year, 1, 5))} for year in (2027, 2028))
    assert desk.post(address, first).status_code == 302
    assert "Someone else changed" in desk.post(address, second).content.decode()
    assert PlannedStage.objects.get().due_on == dt.date(2027, 1, 5)


def test_changes_of_a_plan_tell_the_day_it_starts_and_who_set_it(desk: Client, plan: StrategicPlan) -> None:
    seen = desk.get(f"/plans/{plan.pk}/edit/").context["form"]["seen_at"].value()
    told: dict[str, Any] = {"title": plan.title, "summary": "", "seen_at": seen}
    assert (
        desk.post(f"/plans/{plan.pk}/edit/", told | boxes("starts_on", dt.date(2027, 4, 1))).status_code
        == 302
    )
    page = read(desk, f"/plans/{plan.pk}/history/")
    assert "Ossian Officer" in page
    assert "1 April 2027" in page


@pytest.mark.parametrize("place", ["", "statement/", "edit/", "reviews/new/"])
def test_a_page_takes_as_many_queries_for_forty_rows_as_for_two(
    desk: Client, plan: StrategicPlan, stage: PlanStage, officer: User, place: str, queries_of: QueriesOf
) -> None:
    counts = []
    for more in (2, 38):
        for made in StageEvidenceFactory.create_batch(more, plan=plan, stage=stage, recorded_by=officer)[::2]:
            EvidenceWithdrawalFactory(evidence=made, withdrawn_by=officer)
        for _ in range(more):
            PlanReviewFactory(plan=plan, recorded_by=officer)
        counts.append(queries_of(desk, f"/plans/{plan.pk}/{place}"))
    assert counts[0] == counts[1] <= 12


def test_an_expired_submission_is_told_in_words(desk: Client, fife: Partnership) -> None:
    told = {"partnership": fife.pk, "title": "Plan 2027", "submission": f"{uuid.uuid4()}x"}
    page = desk.post("/plans/new/", told).content.decode()
    assert "This page was incomplete. Copy what you typed and open it again" in page
    assert 'value="Plan 2027"' in page

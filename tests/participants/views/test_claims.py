"""What someone took part in, as we say and as they say, on the pages of staff and on their own."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coproduce.accounts.models import RoleName, User
from participants import attendance, claiming
from participants.models import Attendance, Confirmation, Involvement, NotApplicable, Participant, Verdict
from partnerships.models import Engagement, Partnership, PlanStage, StatutoryGroup, StrategicPlan
from tests.conftest import ClientOf
from tests.factories.accounts import holder
from tests.factories.participants import InvolvementFactory
from tests.factories.partnerships import EngagementFactory, PlanStageFactory, StrategicPlanFactory
from tests.participants.conftest import Count, text_of

Path = Callable[..., str]


@pytest.fixture
def came(agnes: Participant, past: Engagement, lead: User, now: dt.datetime) -> Involvement:
    """A lead recorded that Agnes came."""
    row = InvolvementFactory(participant=agnes, engagement=past, accepted=True)
    attendance.record(past, {row.pk: Attendance.CAME}, by=lead, now=now)
    return Involvement.objects.get(pk=row.pk)


@pytest.fixture
def desk(client_of: ClientOf, officer: User) -> Client:
    return client_of(officer)


def page(name: str, *args: Any) -> str:
    return reverse(f"participants:{name}", args=args)


# --- Staff
def test_the_people_of_an_engagement_lead_to_what_they_say(desk: Client, came: Involvement) -> None:
    text = text_of(desk.get(page("engagement_people", came.engagement.pk)))
    assert page("involvement_claim", came.pk) in text


def test_a_sheet_has_a_code_that_a_colleague_records(
    desk: Client, client_of: ClientOf, fife: Partnership, came: Involvement
) -> None:
    assert 'class="co_sheet__code"' not in text_of(desk.get(page("involvement_sheet", came.pk)))
    sheet = desk.post(page("involvement_sheet", came.pk))
    found = re.search(r"co_sheet__code\">([^<]+)<", text_of(sheet))
    assert found
    assert "no-store" in sheet["Cache-Control"]
    colleague = holder(RoleName.OFFICER, fife.team, email="colleague@fife.example", name="Cara Colleague")
    told = {"verdict": "disputed", "code": found[1], "through": "phone"}
    answer = client_of(colleague).post(page("involvement_told", came.pk), told, follow=True)
    assert "written down by Cara Colleague" in text_of(answer)
    assert Confirmation.objects.get().verdict == Verdict.DISPUTED


def test_who_printed_the_sheet_is_refused_and_loses_nothing(desk: Client, came: Involvement) -> None:
    desk.post(page("involvement_sheet", came.pk))
    told = {"verdict": "confirmed", "code": "ABC DEF", "through": "paper", "words": "All of it"}
    text = text_of(desk.post(page("involvement_told", came.pk), told))
    assert "You printed the sheet" in text
    assert "All of it" in text


def test_a_wrong_code_counts_although_it_is_refused(
    desk: Client, lead: User, came: Involvement, now: dt.datetime, fife: Partnership, officer: User
) -> None:
    printer = holder(RoleName.LEAD, fife.team, email="other@fife.example", name="Otto Other")
    claiming.print_code(came, by=printer, now=now)
    told = {"verdict": "confirmed", "code": "222222", "through": "phone"}
    for _ in range(claiming.MOST_TRIES):
        assert "not the code" in text_of(desk.post(page("involvement_told", came.pk), told))
    assert "Too many" in text_of(desk.post(page("involvement_told", came.pk), told))


def test_evidence_is_added_and_withdrawn_with_a_reason(desk: Client, came: Involvement) -> None:
    told = {"kind": "minutes", "words": "Minutes, item 4"}
    assert "Minutes, item 4" in text_of(desk.post(page("involvement_evidence", came.pk), told, follow=True))
    row = came.evidence.get()
    path = page("involvement_evidence_withdraw", row.pk)
    assert "Enter why it does not count any more" in text_of(desk.post(path, {}))
    assert "Withdrawn" in text_of(desk.post(path, {"reason": "Another day"}, follow=True))
    assert "It was withdrawn already" in text_of(desk.post(path, {"reason": "Another day"}))


@pytest.mark.parametrize("who", ["reader", "auditor", "officer_elsewhere"])
def test_what_they_say_is_for_officers_and_leads(
    client_of: ClientOf, came: Involvement, who: str, request: pytest.FixtureRequest
) -> None:
    browser = client_of(request.getfixturevalue(who))
    assert browser.get(page("involvement_claim", came.pk)).status_code in {403, 404}


def test_the_claim_needs_few_queries(
    desk: Client, came: Involvement, queries: Count, now: dt.datetime, users: StatutoryGroup
) -> None:
    for _ in range(5):
        claiming.answer(came, Verdict.CORRECTED, now=now, groups=[users])
    assert queries(desk, page("involvement_claim", came.pk)) <= 12


# --- The person's own page
def test_the_person_confirms_and_changes_their_mind(
    client: Client, came: Involvement, own_path: Path
) -> None:
    path = own_path(came.participant, "own_took_part_answer", came.pk)
    assert "You said: <strong>confirmed</strong>" in text_of(
        client.post(path, {"verdict": "confirmed"}, follow=True)
    )
    assert "You said: <strong>disputed</strong>" in text_of(
        client.post(path, {"verdict": "disputed", "words": "I was ill at home"}, follow=True)
    )
    assert Confirmation.objects.count() == 2


def test_looking_and_sending_nothing_says_nothing(client: Client, came: Involvement, own_path: Path) -> None:
    path = own_path(came.participant, "own_took_part_answer", came.pk)
    assert "Did we get this right?" in text_of(client.get(path))
    assert "Choose one of the three answers" in text_of(client.post(path, {}))
    text = text_of(client.post(path, {"verdict": "corrected"}))
    assert "Say what is to be put right" in text
    assert not Confirmation.objects.exists()


def test_nobody_answers_for_someone_else(
    client: Client, came: Involvement, bruce: Participant, own_path: Path
) -> None:
    path = own_path(bruce, "own_took_part_answer", came.pk)
    assert client.post(path, {"verdict": "confirmed"}).status_code == 404
    assert "Nothing so far" in text_of(client.get(own_path(bruce, "own_took_part")))


# --- One cell of the picture
@pytest.fixture
def cell(agnes: Participant, carers: StatutoryGroup, lead: User, now: dt.datetime) -> tuple[int, int, int]:
    plan, stage = StrategicPlanFactory(partnership=agnes.partnership), PlanStageFactory(label="Second draft")
    ago = now - dt.timedelta(days=1)
    meeting = EngagementFactory(
        partnership=agnes.partnership, plan=plan, stage=stage, published=True, starts_at=ago
    )
    Engagement.objects.update(published_at=ago)
    row = InvolvementFactory(participant=agnes, engagement=meeting, accepted=True)
    attendance.record(meeting, {row.pk: Attendance.CAME}, by=lead, now=now)
    return plan.pk, stage.pk, carers.pk


def test_a_cell_shows_what_stands_behind_it(desk: Client, cell: tuple[int, int, int]) -> None:
    text = text_of(desk.get(page("coverage_cell", *cell)))
    assert "Took part, as we recorded" in text
    assert "P-0007" in text
    assert "Nothing yet" in text


def test_a_reader_sees_numbers_and_no_reference(
    client_of: ClientOf, reader: User, cell: tuple[int, int, int]
) -> None:
    text = text_of(client_of(reader).get(page("coverage_cell", *cell)))
    assert "Took part, as we recorded" in text
    assert "P-0007" not in text


def test_a_group_is_set_aside_with_a_reason_and_taken_up_again(
    desk: Client, cell: tuple[int, int, int], users: StatutoryGroup
) -> None:
    bare = (*cell[:2], users.pk)
    assert "Enter why this group" in text_of(desk.post(page("coverage_set_aside", *bare), {"reason": ""}))
    told = {"reason": "No social care is planned here"}
    assert "Not applicable" in text_of(desk.post(page("coverage_set_aside", *bare), told, follow=True))
    assert "A colleague has said so" in text_of(desk.post(page("coverage_set_aside", *bare), told))
    assert "is to be heard" in text_of(desk.post(page("coverage_take_up", *bare), follow=True))
    assert "not set aside any more" in text_of(desk.post(page("coverage_take_up", *bare), follow=True))
    assert NotApplicable.objects.get().withdrawn_at


def test_what_is_set_aside_hides_nobody_who_came(desk: Client, cell: tuple[int, int, int]) -> None:
    desk.post(page("coverage_set_aside", *cell), {"reason": "Not needed"})
    assert "<strong>Took part, as we recorded</strong>" in text_of(desk.get(page("coverage_cell", *cell)))


def test_a_cell_that_is_not_there_is_not_found(desk: Client, cell: tuple[int, int, int]) -> None:
    for wrong in ((cell[0] + 9, *cell[1:]), (cell[0], cell[1] + 9, cell[2]), (*cell[:2], cell[2] + 99)):
        assert desk.get(page("coverage_cell", *wrong)).status_code == 404


def test_any_cell_is_opened_from_two_lists(
    desk: Client, cell: tuple[int, int, int], users: StatutoryGroup
) -> None:
    bare = (*cell[:2], users.pk)
    path = page("coverage_open", cell[0])
    assert desk.get(path, {"stage": cell[1], "group": users.pk}).headers["Location"] == page(
        "coverage_cell", *bare
    )
    for wrong in ({}, {"stage": cell[1]}, {"stage": "x", "group": "9999999"}):
        assert "Choose a stage and a group" in text_of(desk.get(path, wrong, follow=True))


def test_the_cell_needs_few_queries(desk: Client, cell: tuple[int, int, int], queries: Count) -> None:
    assert queries(desk, page("coverage_cell", *cell)) <= 12


# --- Files
def test_the_table_of_staff_and_the_public_one_are_files(
    desk: Client, client: Client, cell: tuple[int, int, int], users: StatutoryGroup, officer: User
) -> None:
    plan = StrategicPlan.objects.get()
    group, stage = users, PlanStage.objects.get()
    NotApplicable.objects.create(
        plan=plan, stage=stage, group=group, reason="=1+1", at=timezone.now(), by=officer
    )
    text = text_of(desk.get(page("coverage_export", cell[0])))
    assert "Took part, as we recorded,1,1,1,0,0,0," in text.replace(
        '"Took part, as we recorded"', "Took part, as we recorded"
    )
    assert "'=1+1" in text
    answer = client.get(page("coverage_public_export", cell[0]))
    assert "P-0007" not in text_of(answer)
    assert answer["Content-Type"].startswith("text/csv")

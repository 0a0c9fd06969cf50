"""What staff record for a person, who may, and the lead's page of what is kept how long."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coproduce.accounts.models import User
from participants import agreeing, erasing, monitoring, register, retention
from participants.models import (
    Agreement,
    ErasureWish,
    Involvement,
    Participant,
    RetentionPeriod,
    Through,
    Topic,
)
from participants.models.identity import Identity
from partnerships.models import Engagement, Partnership
from partnerships.reviewing import months_before
from tests.conftest import ClientOf
from tests.factories.participants import IdentityFactory, ParticipantFactory
from tests.participants.conftest import CANARY, CANARY_EMAIL, looks, text_of

from .own.test_preferences import CHOSEN

DETAILS = {"name": "Canary Again", "preferred_format": "standard"}


@pytest.fixture
def officers(client_of: ClientOf, officer: User) -> Client:
    return client_of(officer)


@pytest.fixture
def leads(client_of: ClientOf, lead: User) -> Client:
    return client_of(lead)


def page_of(name: str, participant: Participant) -> str:
    return reverse(f"participants:{name}", args=[participant.pk])


# --- Choices by phone or on paper
def test_choices_are_recorded_as_they_came(officers: Client, agnes: Participant, officer: User) -> None:
    sent = {**CHOSEN, "publication": "named", "through": "paper", "told": "on"}
    page = officers.post(page_of("participant_preferences", agnes), sent, follow=True)
    assert "Their choices are recorded" in text_of(page)
    rows = {row.topic: row for row in Agreement.objects.all()}
    assert set(rows) == {Topic.PUBLICATION, Topic.REGISTER}
    assert (rows["publication"].through, rows["publication"].recorded_by) == (Through.PAPER, officer)


def test_how_they_said_so_must_be_told(officers: Client, agnes: Participant) -> None:
    page = officers.post(page_of("participant_preferences", agnes), {**CHOSEN, "publication": "named"})
    assert "There is a problem" in text_of(page)
    assert not Agreement.objects.exists()


def test_of_someone_forgotten_nothing_is_recorded(
    officers: Client, agnes: Participant, now: dt.datetime
) -> None:
    erasing.forget_me(agnes, now=now)
    page = officers.post(page_of("participant_preferences", agnes), {**CHOSEN, "through": "phone"})
    assert "no longer kept" in text_of(page)


# --- Being forgotten
def test_the_wish_is_recorded_and_shown(officers: Client, agnes: Participant) -> None:
    page = officers.post(page_of("participant_wish", agnes), {"through": "phone"}, follow=True)
    assert "They asked to be forgotten on" in text_of(page)
    assert "A lead of your partnership does it" in text_of(page)
    assert ErasureWish.objects.waiting().count() == 1


def test_it_can_be_taken_back(officers: Client, agnes: Participant) -> None:
    officers.post(page_of("participant_wish", agnes), {"through": "phone"})
    page = officers.post(page_of("participant_wish_take_back", agnes), follow=True)
    assert "Nothing has been deleted" in text_of(page)
    assert not ErasureWish.objects.exists()


def test_a_lead_carries_it_out(
    officers: Client, leads: Client, agnes: Participant, fife: Partnership
) -> None:
    officers.post(page_of("participant_wish", agnes), {"through": "phone"})
    assert f"Forget {agnes}" in text_of(leads.get(reverse("participants:retention", args=[fife.pk])))
    page = leads.post(page_of("participant_forget", agnes), {"sure": "on"}, follow=True)
    assert "They are forgotten" in text_of(page)
    assert not register.is_known(agnes)


def test_not_without_a_wish_nor_without_the_box(leads: Client, agnes: Participant) -> None:
    page = leads.post(page_of("participant_forget", agnes), {"sure": "on"})
    assert "Nobody has noted that they asked" in text_of(page)
    page = leads.post(page_of("participant_forget", agnes), {})
    assert "Tick the box" in text_of(page)
    assert register.is_known(agnes)


@pytest.mark.parametrize(
    "name", ["participant_preferences", "participant_wish", "participant_forget", "participant_copy"]
)
def test_pages_name_nobody_and_take_few_queries(
    name: str, leads: Client, agnes: Participant, queries: Any
) -> None:
    path = page_of(name, agnes)
    assert CANARY not in text_of(leads.get(path))
    assert queries(leads, path) <= 12
    assert looks() == []


# --- A copy
@pytest.mark.parametrize("kind", ["html", "json"])
def test_a_lead_makes_a_copy_with_a_reason(kind: str, leads: Client, bruce: Participant) -> None:
    answer = leads.post(page_of("participant_copy", bruce), {"reason": "She asked by phone", "kind": kind})
    assert "Canary Bruce" in text_of(answer)
    assert answer["Content-Disposition"].endswith(f'P-0008.{kind}"')
    assert looks(bruce) == [("copy", "She asked by phone")]


def test_without_a_reason_there_is_none(leads: Client, bruce: Participant) -> None:
    page = leads.post(page_of("participant_copy", bruce), {"reason": "", "kind": "html"})
    assert "Canary Bruce" not in text_of(page)
    assert looks() == []


# --- Enrolling and inviting
def test_enrolling_someone_forgotten_asks_how_staff_know(
    officers: Client, agnes: Participant, now: dt.datetime
) -> None:
    erasing.forget_me(agnes, now=now)
    sent = {**DETAILS, "email": CANARY_EMAIL, "partnership": agnes.partnership_id}
    path = reverse("participants:participant_enrol")
    assert "own_wish" not in text_of(officers.get(path))
    page = officers.post(path, sent)
    assert "Someone with this email address asked to be forgotten" in text_of(page)
    assert 'name="own_wish"' in text_of(page)
    assert CANARY_EMAIL in text_of(page)
    assert officers.post(path, {**sent, "own_wish": "He rang and asked"}).status_code == 302
    assert Identity.objects.get().name == "Canary Again"


def test_a_helper_needs_a_number(officers: Client, fife: Partnership) -> None:
    sent = {**DETAILS, "partnership": fife.pk, "phone": "01632 960001", "preferred_way": "helper"}
    page = officers.post(reverse("participants:participant_enrol"), sent)
    assert "Enter the phone number of the person who helps them" in text_of(page)


def test_someone_reached_through_a_helper_is_enrolled(officers: Client, fife: Partnership) -> None:
    sent = {"preferred_way": "helper", "helper_name": "Canary Helper", "helper_phone": "01632 960002"}
    officers.post(reverse("participants:participant_enrol"), {**DETAILS, "partnership": fife.pk, **sent})
    assert Identity.objects.get().helper_name == "Canary Helper"


def test_inviting_over_the_budget_asks_why(
    officers: Client, agnes: Participant, engagement: Engagement, now: dt.datetime
) -> None:
    agreeing.choose(agnes, {Topic.BUDGET: "0"}, now=now)
    path = reverse("participants:involvement_invite", args=[engagement.pk])
    assert 'name="anyway"' not in text_of(officers.get(path))
    page = officers.post(path, {"participants": [agnes.pk]})
    assert "more often than they are happy with: P-0007" in text_of(page)
    assert not Involvement.objects.exists()
    assert officers.post(path, {"participants": [agnes.pk], "anyway": "She asked to"}).status_code == 302
    assert Involvement.objects.count() == 1


# --- How long things are kept
def retention_path(partnership: Partnership) -> str:
    return reverse("participants:retention", args=[partnership.pk])


def periods(**more: Any) -> dict[str, Any]:
    ahead = timezone.localdate() + dt.timedelta(days=300)
    date = {"review_by_day": ahead.day, "review_by_month": ahead.month, "review_by_year": ahead.year}
    return {**{kind: bounds.months for kind, bounds in retention.PERIODS.items()}, **date, **more}


def test_a_lead_sets_the_periods(leads: Client, fife: Partnership) -> None:
    page = leads.post(retention_path(fife), periods(contact="18"), follow=True)
    assert "The periods are saved" in text_of(page)
    assert RetentionPeriod.objects.get(kind="contact").months == 18


@pytest.mark.parametrize("wrong", [{"contact": "99"}, {"contact": "soon"}, {"review_by_year": "2099"}])
def test_a_wrong_period_is_told(wrong: dict[str, str], leads: Client, fife: Partnership) -> None:
    page = leads.post(retention_path(fife), periods(why="line 7", **wrong))
    assert "There is a problem" in text_of(page)
    assert "line 7" in text_of(page)
    assert not RetentionPeriod.objects.exists()


def test_the_dry_run_shows_references_and_no_name(
    leads: Client, agnes: Participant, fife: Partnership, queries: Any
) -> None:
    until = months_before(timezone.localdate(), 11)
    for _ in range(30):
        IdentityFactory(
            participant=ParticipantFactory(partnership=fife, since=dt.date(2020, 1, 1), until=until)
        )
    page = text_of(leads.get(retention_path(fife)))
    assert "After two warnings" in page
    assert "anary" not in page
    assert queries(leads, retention_path(fife)) <= 12


def test_it_says_what_nobody_has_chosen_yet(leads: Client, fife: Partnership) -> None:
    assert "Please look at 9 of these" in text_of(leads.get(retention_path(fife)))


@pytest.mark.parametrize(
    ("role", "status"), [("officer", 403), ("reader", 403), ("officer_elsewhere", 403), ("auditor", 403)]
)
def test_the_page_is_for_leads(
    role: str, status: int, request: pytest.FixtureRequest, client_of: ClientOf, fife: Partnership
) -> None:
    client = client_of(request.getfixturevalue(role))
    assert client.get(retention_path(fife)).status_code == status


# --- Equality
@pytest.mark.parametrize(
    ("role", "status"),
    [("lead", 200), ("officer", 200), ("auditor", 200), ("reader", 403), ("officer_elsewhere", 403)],
)
def test_who_sees_the_answers_together(
    role: str, status: int, request: pytest.FixtureRequest, client_of: ClientOf, fife: Partnership
) -> None:
    for _ in range(9):
        answers = dict.fromkeys(monitoring.QUESTIONS, "unsaid")
        monitoring.answer(fife, answers, on=dt.date(2025, 3, 3))
    page = client_of(request.getfixturevalue(role)).get(
        reverse("participants:equality_results", args=[fife.pk])
    )
    assert page.status_code == status
    assert ("January to June 2025" in text_of(page)) is (status == 200)

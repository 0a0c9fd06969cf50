"""The moderators' door: the queue, the decision with its note, and two people who decide at once."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coproduce.accounts.models import RoleName, User
from coproduce.outbox.models import Email
from learning import moderation
from learning.models import CaseStudy, Decision, State, Term
from tests.conftest import ClientOf
from tests.factories.learning import CaseStudyFactory, decided

QUEUE = "/admin/learning/casestudy/"


def change(case_study: CaseStudy) -> str:
    return reverse("admin:learning_casestudy_change", args=[case_study.pk])


@pytest.fixture
def desk(client_of: ClientOf, moderator: User) -> Client:
    return client_of(moderator)


def decide(client: Client, case_study: CaseStudy, button: str, note: str = "", **data: Any) -> str:
    seen = (
        data.pop("seen_at", None)
        or client.get(change(case_study)).context["adminform"].form["seen_at"].value()
    )
    form = {"note": note, "seen_at": seen, button: "Decide", **data}
    return client.post(change(case_study), form, follow=True).content.decode()


# --- the queue ---


def test_the_queue_shows_what_waits_first_with_age_area_and_organisation(
    desk: Client, submitted: CaseStudy, published: CaseStudy
) -> None:
    waited = timezone.now() - dt.timedelta(days=3)
    CaseStudy.objects.filter(pk=submitted.pk).update(submitted_at=waited)
    html = desk.get(QUEUE).content.decode()
    assert "1 waiting for review" in html
    assert html.index(submitted.title) < html.index(published.title)
    assert "3\xa0days" in html
    assert submitted.council_areas.get().name in html
    assert "Fife Voluntary Action" in html


def test_moderators_find_no_drafts_in_it(desk: Client, draft: CaseStudy) -> None:
    assert "Canary" not in desk.get(QUEUE).content.decode()
    response = desk.get(change(draft), follow=True)
    assert "Canary" not in response.content.decode()
    assert "no such case study with the moderators" in response.content.decode()


@pytest.mark.parametrize("words", ["Cùram", "curam"])
def test_its_search_is_the_librarys_own(desk: Client, submitted: CaseStudy, words: str) -> None:
    CaseStudy.objects.update(title="Cùram anns a' choimhearsnachd")
    assert "choimhearsnachd" in desk.get(QUEUE, {"q": words}).content.decode()
    assert "choimhearsnachd" not in desk.get(QUEUE, {"q": "zebra"}).content.decode()


@pytest.mark.parametrize("who", ["newcomer", "editor", "organisation_lead", "lead", "officer"])
def test_the_queue_is_closed_to_everyone_else(
    who: str, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    assert client_of(request.getfixturevalue(who)).get(QUEUE).status_code in {302, 403}


def test_the_queue_and_the_form_take_few_queries(desk: Client, submitted: CaseStudy) -> None:
    CaseStudyFactory.create_batch(20, submitted=True)
    for url in (QUEUE, change(submitted)):
        with CaptureQueriesContext(connection) as seen:
            desk.get(url)
        assert len(seen) <= 12


# --- deciding ---


@pytest.mark.parametrize(
    ("button", "state", "words"),
    [("_publish", State.PUBLISHED, "is now published"), ("_send_back", State.RETURNED, "is now returned")],
)
def test_a_decision_is_recorded_and_leads_back_to_the_queue(
    button: str, state: State, words: str, desk: Client, submitted: CaseStudy, moderator: User
) -> None:
    html = decide(desk, submitted, button, "Thank you.")
    assert words in html
    submitted.refresh_from_db()
    assert submitted.state == state
    decision = submitted.decisions.get()
    assert (decision.by, decision.note) == (moderator, "Thank you.")
    assert Email.objects.count() == 1


def test_a_published_entry_can_be_withdrawn_with_a_note(desk: Client, published: CaseStudy) -> None:
    assert "is now withdrawn" in decide(desk, published, "_withdraw", "Someone can be recognised.")
    published.refresh_from_db()
    assert published.state == State.WITHDRAWN


@pytest.mark.parametrize(("button", "row"), [("_send_back", "submitted"), ("_withdraw", "published")])
def test_returning_and_withdrawing_without_a_note_is_refused_beside_the_field(
    button: str, row: str, desk: Client, request: pytest.FixtureRequest
) -> None:
    case_study: CaseStudy = request.getfixturevalue(row)
    assert "Write a note" in decide(desk, case_study, button, "  ")
    assert not Decision.objects.exists()


def test_no_button_is_no_decision(desk: Client, submitted: CaseStudy) -> None:
    assert "use one of the buttons" in decide(desk, submitted, "_save", "A thought")
    assert not Decision.objects.exists()


def test_a_step_that_does_not_fit_the_state_is_refused(desk: Client, published: CaseStudy) -> None:
    assert "cannot be returned" in decide(desk, published, "_send_back", "Back, please.")
    assert not Decision.objects.exists()


def test_nobody_decides_on_their_own_organisations_entry(
    desk: Client, submitted: CaseStudy, moderator: User
) -> None:
    assert submitted.organisation
    moderator.roles.create(team=submitted.organisation.team, name=RoleName.MEMBER)
    assert "you work for Fife Voluntary Action" in desk.get(change(submitted)).content.decode()
    assert "you work for Fife Voluntary Action" in decide(desk, submitted, "_publish")
    assert not Decision.objects.exists()


def test_the_words_are_not_for_moderators_to_change(desk: Client, submitted: CaseStudy) -> None:
    decide(
        desk,
        submitted,
        "_publish",
        title="Mine now",
        summary="Mine",
        text="Mine",
        state="draft",
        slug="mine2",
    )
    submitted.refresh_from_db()
    assert (submitted.title, submitted.slug) == ("Canary submitted", "submitted")
    assert submitted.state == State.PUBLISHED


def test_hostile_text_is_shown_as_text(desk: Client, submitted: CaseStudy) -> None:
    CaseStudy.objects.update(text="<script>alert(1)</script> [x](javascript:alert(1))", summary="<b>bold</b>")
    html = desk.get(change(submitted)).content.decode()
    assert "<script>alert" not in html
    assert 'href="javascript' not in html
    assert "&lt;b&gt;bold" in html


def test_the_admin_log_keeps_no_second_record(desk: Client, submitted: CaseStudy) -> None:
    decide(desk, submitted, "_publish")
    assert not LogEntry.objects.exists()


# --- two at once ---


def test_a_decision_over_someone_elses_is_refused_in_words(desk: Client, submitted: CaseStudy) -> None:
    seen = desk.get(change(submitted)).context["adminform"].form["seen_at"].value()
    moderation.publish(submitted, by=decided(CaseStudyFactory()).by, now=timezone.now())  # type: ignore[arg-type]
    html = decide(desk, submitted, "_send_back", "I would rather not.", seen_at=seen)
    assert "Someone else has decided meanwhile: Published, " in html
    assert "I would rather not." in html
    submitted.refresh_from_db()
    assert submitted.state == State.PUBLISHED


def test_when_it_has_left_the_moderators_meanwhile_the_note_is_not_lost(
    desk: Client, submitted: CaseStudy
) -> None:
    seen = desk.get(change(submitted)).context["adminform"].form["seen_at"].value()
    moderation.send_back(submitted, by=decided(CaseStudyFactory()).by, now=timezone.now(), note="Who?")  # type: ignore[arg-type]
    html = decide(desk, submitted, "_publish", "Well done!", seen_at=seen)
    assert "Someone else has decided meanwhile: Returned to the authors" in html
    assert "Well done!" in html
    submitted.refresh_from_db()
    assert submitted.state == State.RETURNED


@pytest.mark.parametrize("key", ["0", "999999", "99999999999999999999", "x", "1 or 1=1"])
def test_a_forged_key_leads_back_to_the_queue(desk: Client, key: str) -> None:
    response = desk.get(f"{QUEUE}{key}/change/", follow=True)
    assert response.status_code in {200, 404}


# --- those who only look ---


@pytest.mark.parametrize("who", ["auditor", "administrator"])
def test_oversight_reads_everything_and_decides_nothing(
    who: str, client_of: ClientOf, submitted: CaseStudy, draft: CaseStudy, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(who))
    html = client.get(change(submitted)).content.decode()
    assert "nothing for you to decide" in html
    assert "Your decision" not in html
    assert client.get(change(draft)).status_code == 200
    assert client.post(change(submitted), {"_publish": "Publish"}).status_code == 403
    assert not Decision.objects.exists()


@pytest.mark.parametrize("page", ["add/", "{}/delete/"])
def test_nothing_is_added_or_deleted_there(page: str, desk: Client, submitted: CaseStudy) -> None:
    assert desk.get(QUEUE + page.format(submitted.pk)).status_code == 403


# --- themes ---


KEPT = {"taxonomy": "theme", "order": "0", "is_in_use": "on"}


def test_administrators_word_the_themes_and_addresses_stay(
    client_of: ClientOf, administrator: User, theme: Term
) -> None:
    url = reverse("admin:learning_term_change", args=[theme.pk])
    form = {"name": "Leading together", "definition": "Who took the first step.", "slug": "changed", **KEPT}
    assert client_of(administrator).post(url, form).status_code == 302
    theme.refresh_from_db()
    assert (theme.name, theme.slug) == ("Leading together", "leadership")


def test_moderators_only_read_the_themes(desk: Client, theme: Term) -> None:
    url = reverse("admin:learning_term_change", args=[theme.pk])
    assert desk.get(url).status_code == 200
    assert desk.post(url, {"name": "Mine"}).status_code == 403

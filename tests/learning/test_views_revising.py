"""Pages from which a published case study is looked after: revisions, retiring, decisions."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coproduce.accounts.models import User
from learning.content import content_of
from learning.models import CaseStudy, Decision, Revision, State, StepName
from tests.conftest import ClientOf
from tests.factories.learning import decided, revised

PAGE = "/case-studies/published/"
NEXT = f"{PAGE}revisions/2/"


@pytest.fixture
def writer(client_of: ClientOf, editor: User) -> Client:
    return client_of(editor)


@pytest.fixture
def next_one(published: CaseStudy, editor: User) -> Revision:
    return revised(published, author=editor, last_edited_by=editor)


def typed(client: Client, **fields: Any) -> dict[str, Any]:
    """What the form of the revision would send back, with these answers instead."""
    form = client.get(f"{NEXT}edit/").context["form"]
    names = ("kind", "title", "summary", "text", "note", "theme", "council_areas", "seen_at")
    return {name: form[name].value() or "" for name in names} | fields


# --- beginning and writing ---


def test_a_revision_is_begun_with_what_readers_see(writer: Client, published: CaseStudy) -> None:
    response = writer.post(f"{PAGE}revise/")
    assert response["Location"] == f"{NEXT}edit/"
    revision = Revision.objects.get(number=2)
    assert revision.content == content_of(published)
    assert Decision.objects.get().step == StepName.REVISE


def test_beginning_again_is_refused_while_one_is_in_progress(writer: Client, next_one: Revision) -> None:
    assert writer.post(f"{PAGE}revise/").status_code == 403
    assert Revision.objects.count() == 1


@pytest.mark.parametrize("who", ["newcomer", "member", "moderator", "officer", "administrator"])
def test_others_do_not_begin_one(
    who: str, client_of: ClientOf, published: CaseStudy, request: pytest.FixtureRequest
) -> None:
    assert client_of(request.getfixturevalue(who)).post(f"{PAGE}revise/").status_code == 403
    assert not Revision.objects.exists()


def test_what_is_written_stays_in_the_revision(writer: Client, next_one: Revision) -> None:
    sent = typed(writer, title="A better title", note="The old one was long.", learned="Begin earlier.")
    assert writer.post(f"{NEXT}edit/", sent)["Location"] == NEXT
    next_one.refresh_from_db()
    assert (next_one.title, next_one.content["learned"]) == ("A better title", "Begin earlier.")
    assert next_one.note == "The old one was long."
    assert CaseStudy.objects.get().title == next_one.case_study.title != "A better title"


def test_who_wrote_last_is_noted(client_of: ClientOf, organisation_lead: User, next_one: Revision) -> None:
    client = client_of(organisation_lead)
    client.post(f"{NEXT}edit/", typed(client, summary="Shorter."))
    next_one.refresh_from_db()
    assert next_one.last_edited_by == organisation_lead


def test_a_refused_form_keeps_what_was_typed(writer: Client, next_one: Revision) -> None:
    html = writer.post(f"{NEXT}edit/", typed(writer, title="", learned="Canary words")).content.decode()
    assert "Enter a title" in html
    assert "Canary words" in html


def test_a_stale_page_is_refused_and_keeps_what_was_typed(writer: Client, next_one: Revision) -> None:
    sent = typed(writer, title="Mine")
    Revision.objects.get().save()
    html = writer.post(f"{NEXT}edit/", sent).content.decode()
    assert "Someone else changed this case study" in html
    assert 'value="Mine"' in html


def test_a_preview_saves_nothing(writer: Client, next_one: Revision) -> None:
    html = writer.post(f"{NEXT}edit/", typed(writer, learned="Canary", preview="yes")).content.decode()
    assert "Preview: nothing is saved yet" in html
    next_one.refresh_from_db()
    assert next_one.content["learned"] == ""


# --- reading, submitting, dropping ---


def test_the_page_tells_what_would_change(writer: Client, published: CaseStudy) -> None:
    revised(published, content={"money": "£5 a week"}, note="We found the bills.")
    html = writer.get(NEXT).content.decode()
    assert "What would change" in html
    assert "Money it took" in html
    assert "£5 a week" in html
    assert "We found the bills." in html


def test_a_revision_that_says_the_same_says_so(writer: Client, next_one: Revision) -> None:
    assert "says the same as what readers see now" in writer.get(NEXT).content.decode()


def test_it_is_submitted_after_one_more_question(writer: Client, next_one: Revision) -> None:
    assert writer.get(f"{NEXT}submit/").status_code == 200
    assert writer.post(f"{NEXT}submit/")["Location"] == NEXT
    next_one.refresh_from_db()
    assert next_one.state == State.SUBMITTED
    assert CaseStudy.objects.get().state == State.PUBLISHED


def test_what_is_missing_is_said_before_it_is_submitted(writer: Client, published: CaseStudy) -> None:
    revised(published, content={"theme": []})
    assert "at least one theme" in writer.get(f"{NEXT}submit/").content.decode()
    writer.post(f"{NEXT}submit/")
    assert Revision.objects.get().state == State.DRAFT


def test_a_dropped_revision_is_gone_and_readers_notice_nothing(writer: Client, next_one: Revision) -> None:
    before = content_of(next_one.case_study)
    assert writer.post(f"{NEXT}drop/")["Location"] == PAGE
    assert not Revision.objects.exists()
    assert content_of(CaseStudy.objects.get()) == before
    assert Decision.objects.get().step == StepName.DROP


@pytest.mark.parametrize("path", ["edit/", "submit/", "drop/"])
def test_what_is_with_the_moderators_is_out_of_its_authors_hands(
    path: str, writer: Client, published: CaseStudy
) -> None:
    revised(published, state=State.SUBMITTED)
    assert writer.get(NEXT + path).status_code == 403


@pytest.mark.parametrize(
    ("who", "status"),
    [("newcomer", 404), ("officer", 404), ("member", 200), ("auditor", 200), ("moderator", 404)],
)
def test_a_draft_is_seen_by_its_organisation_and_oversight(
    who: str, status: int, client_of: ClientOf, next_one: Revision, request: pytest.FixtureRequest
) -> None:
    assert client_of(request.getfixturevalue(who)).get(NEXT).status_code == status


def test_a_returned_revision_shows_the_moderators_note(writer: Client, published: CaseStudy) -> None:
    revised(published, state=State.RETURNED)
    decided(published, revision=2, note="Please say who paid.")
    for page in (NEXT, f"{NEXT}edit/"):
        assert "Please say who paid." in writer.get(page).content.decode()


# --- looking after the whole ---


def test_the_page_for_looking_after_lists_revisions_and_decisions(writer: Client, next_one: Revision) -> None:
    html = writer.get(f"{PAGE}manage/").content.decode()
    assert f'href="{NEXT}"' in html
    assert "Retire it" in html
    assert "Write the next revision" not in html


@pytest.mark.parametrize(("who", "status"), [("newcomer", 403), ("officer", 403), ("member", 200)])
def test_it_is_for_the_organisation_and_oversight(
    who: str, status: int, client_of: ClientOf, published: CaseStudy, request: pytest.FixtureRequest
) -> None:
    assert client_of(request.getfixturevalue(who)).get(f"{PAGE}manage/").status_code == status


def test_a_retired_entry_keeps_its_page_and_leaves_the_lists(
    writer: Client, client: Client, published: CaseStudy
) -> None:
    writer.post(f"{PAGE}retire/", {"note": "The law has changed."})
    html = client.get(PAGE).content.decode()
    assert "This practice was retired on" in html
    assert "The law has changed." in html
    assert f'href="{PAGE}"' not in client.get("/case-studies/").content.decode()


def test_the_reason_stays_whatever_happens_to_a_revision_afterwards(
    writer: Client, client: Client, next_one: Revision
) -> None:
    writer.post(f"{PAGE}retire/", {"note": "The law has changed."})
    writer.post(f"{NEXT}drop/")
    assert "The law has changed." in client.get(PAGE).content.decode()


def test_a_note_on_the_whole_entry_is_not_taken_for_one_on_another_revision(
    writer: Client, published: CaseStudy
) -> None:
    revised(published, state=State.RETURNED)
    decided(published, revision=2, note="Please say who paid.")
    decided(published, step=StepName.PUBLISH, revision=1, note="Well told.")
    html = writer.get(NEXT).content.decode()
    assert "Please say who paid." in html
    assert "Well told." not in html


def test_retiring_asks_for_a_reason(writer: Client, published: CaseStudy) -> None:
    assert "Enter why you are retiring it" in writer.post(f"{PAGE}retire/", {"note": " "}).content.decode()
    assert CaseStudy.objects.get().state == State.PUBLISHED


def test_a_retirement_can_be_undone(writer: Client, client: Client, published: CaseStudy) -> None:
    writer.post(f"{PAGE}retire/", {"note": "A slip."})
    assert writer.post(f"{PAGE}reinstate/", {"note": ""})["Location"] == PAGE
    assert f'href="{PAGE}"' in client.get("/case-studies/").content.decode()
    assert CaseStudy.objects.get().retired_at is None


def test_the_badge_belongs_to_the_revision_that_was_reviewed(client: Client, published: CaseStudy) -> None:
    assert "Not by a moderator" in client.get(PAGE).content.decode()
    decided(published, step=StepName.PUBLISH, revision=1, note="")
    assert "Revision 1, by a moderator" in client.get(PAGE).content.decode()
    CaseStudy.objects.update(revision=2)
    assert "Not by a moderator" in client.get(PAGE).content.decode()


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}manage/", NEXT, f"{NEXT}edit/", f"{NEXT}submit/"])
def test_each_page_takes_few_queries(path: str, writer: Client, next_one: Revision) -> None:
    with CaptureQueriesContext(connection) as seen:
        assert writer.get(path).status_code == 200
    assert len(seen) <= 12

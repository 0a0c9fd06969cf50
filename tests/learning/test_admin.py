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
from learning import moderation, revising
from learning.models import CaseStudy, Check, Decision, Look, Revision, State, Term
from tests.conftest import ClientOf
from tests.factories.accounts import holder
from tests.factories.companions import attached
from tests.factories.learning import CaseStudyFactory, decided, revised
from tests.factories.partnerships import CouncilAreaFactory

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
    form = {"note": note, "seen_at": seen, button: "Decide", "checked": list(Check), **data}
    return client.post(change(case_study), form, follow=True).content.decode()


# --- the queue ---


def test_what_is_published_waits_for_nobody(desk: Client, published: CaseStudy) -> None:
    assert ">Not waiting</td>" in desk.get(QUEUE).content.decode()


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


def test_moderators_see_what_comes_with_it(desk: Client, submitted: CaseStudy) -> None:
    row = attached(submitted, kind="png", name="hall.png", description="A <hall>", shows_people=True)
    html = desk.get(change(submitted)).content.decode()
    assert f'<a href="{row.get_absolute_url()}">hall.png</a> “A &lt;hall&gt;”. People can be' in html
    assert f'<a href="{submitted.get_absolute_url()}">Its page, with pictures' in html


def test_moderators_find_no_drafts_in_it(desk: Client, draft: CaseStudy) -> None:
    assert "Canary" not in desk.get(QUEUE).content.decode()
    response = desk.get(change(draft), follow=True)
    assert "Canary" not in response.content.decode()
    assert "no such case study with the moderators" in response.content.decode()


def test_whoever_has_waited_longest_comes_first(desk: Client) -> None:
    for title, days in (("One day", 1), ("Nine days", 9), ("Four days", 4)):
        waits = timezone.now() - dt.timedelta(days=days)
        CaseStudyFactory(title=title, submitted=True, submitted_at=waits)
    html = desk.get(QUEUE).content.decode()
    assert html.index("Nine days") < html.index("Four days") < html.index("One day")


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


def test_the_start_of_the_administration_says_what_waits(
    desk: Client, submitted: CaseStudy, waiting: Revision
) -> None:
    CaseStudyFactory(submitted=True, submitted_at=timezone.now() - dt.timedelta(days=15))
    for page in ("/admin/", "/admin/learning/"):
        html = " ".join(desk.get(page).content.decode().split())
        assert f'<a href="{QUEUE}">Case studies</a>: 2 waiting' in html
        assert f'<a href="{QUEUE}?waiting=14">1 has waited longer than 14 days</a>' in html
        assert f'<a href="{NEXT}">Revisions of published case studies</a>: 1 waiting</li>' in html
    assert "Waiting for a moderator" not in desk.get("/admin/partnerships/").content.decode()


def test_each_queue_leads_to_the_other(desk: Client, submitted: CaseStudy) -> None:
    CaseStudy.objects.update(submitted_at=timezone.now() - dt.timedelta(days=15))
    for page, here in ((QUEUE, "Case studies"), (NEXT, "Revisions of published case studies")):
        html = desk.get(page).content.decode()
        assert f'<a href="{page}" aria-current="page">{here}</a>' in html
        assert "1 has waited longer than 14 days" in html
        assert f'href="{QUEUE}"' in html
        assert f'href="{NEXT}"' in html


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
    html = desk.get(change(submitted)).content.decode()
    assert "you work for Fife Voluntary Action" in html
    assert "Your decision" not in html
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
    theirs, yours = html[html.index("Their decision") :].split("Yours, not recorded")
    assert "<strong>Published, " in theirs
    assert "By Una Example, " in theirs
    assert "<strong>Return to the authors</strong>" in yours
    assert yours.count("I would rather not.") == 2
    submitted.refresh_from_db()
    assert submitted.state == State.PUBLISHED


def test_when_it_has_left_the_moderators_meanwhile_the_note_is_not_lost(
    desk: Client, submitted: CaseStudy
) -> None:
    seen = desk.get(change(submitted)).context["adminform"].form["seen_at"].value()
    moderation.send_back(submitted, by=decided(CaseStudyFactory()).by, now=timezone.now(), note="Who?")  # type: ignore[arg-type]
    html = decide(desk, submitted, "_publish", "Well done!", seen_at=seen)
    assert "Someone else has decided meanwhile" in html
    assert "Returned to the authors" in html
    assert "Who?" in html
    assert "Publish" in html
    assert "Well done!" in html
    submitted.refresh_from_db()
    assert submitted.state == State.RETURNED


def test_a_row_changed_by_other_means_is_nobodys_decision(desk: Client, submitted: CaseStudy) -> None:
    decided(submitted, at=timezone.now() - dt.timedelta(days=1))
    seen = desk.get(change(submitted)).context["adminform"].form["seen_at"].value()
    CaseStudy.objects.get().save()
    html = decide(desk, submitted, "_publish", "Well done!", seen_at=seen)
    assert "Someone else changed this case study" in html
    assert "Their decision" not in html
    assert "Well done!" in html


def test_opening_what_has_left_the_moderators_says_so(desk: Client, submitted: CaseStudy) -> None:
    moderation.send_back(submitted, by=decided(CaseStudyFactory()).by, now=timezone.now(), note="Who?")  # type: ignore[arg-type]
    html = desk.get(change(submitted), follow=True).content.decode()
    assert "There is no such case study with the moderators. It was: Returned to the authors, " in html


def test_why_an_organisation_took_its_own_back_is_not_for_moderators(
    desk: Client, second: Client, published: CaseStudy, moderator: User, editor: User
) -> None:
    for by, told in ((editor, False), (moderator, True)):
        CaseStudy.objects.update(state=State.PUBLISHED, withdrawn_at=None)
        moderation.withdraw(published, by=by, now=timezone.now(), note="She has moved away.")
        html = second.post(change(published), {"_retire": "Retire", "note": "Old."}).content.decode()
        assert f"By {by}, " in html
        assert ("She has moved away." in html) is told
        assert ("Their note is for their organisation" in html) is not told


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


def test_oversight_takes_back_its_own_organisations_entry_elsewhere(
    client_of: ClientOf, auditor: User, published: CaseStudy
) -> None:
    assert published.organisation
    auditor.roles.create(team=published.organisation.team, name=RoleName.LEAD)
    assert "nothing for you to decide" in client_of(auditor).get(change(published)).content.decode()


@pytest.mark.parametrize("page", ["add/", "{}/delete/"])
def test_nothing_is_added_or_deleted_there(page: str, desk: Client, submitted: CaseStudy) -> None:
    assert desk.get(QUEUE + page.format(submitted.pk)).status_code == 403


# --- the checklist, and who else is looking ---


@pytest.mark.parametrize("missing", list(Check))
def test_publishing_asks_for_the_whole_checklist(missing: Check, desk: Client, submitted: CaseStudy) -> None:
    ticked = [check for check in Check if check != missing]
    assert "tick it, before you publish" in decide(desk, submitted, "_publish", checked=ticked)
    assert not Decision.objects.exists()


def test_returning_asks_for_no_checklist(desk: Client, submitted: CaseStudy) -> None:
    assert "is now returned" in decide(desk, submitted, "_send_back", "Who paid?", checked=[])


def test_there_is_no_checklist_where_nothing_can_be_published(desk: Client, published: CaseStudy) -> None:
    html = desk.get(change(published)).content.decode()
    assert 'name="checked"' not in html
    assert 'name="_retire"' in html


def test_the_form_says_who_decided_so_far(desk: Client, submitted: CaseStudy, editor: User) -> None:
    decided(submitted, by=editor, note="Once more.")
    html = desk.get(change(submitted)).content.decode()
    assert ", by Ewan Editor. Once more." in html


def test_what_was_checked_is_kept_with_the_decision(desk: Client, submitted: CaseStudy) -> None:
    decide(desk, submitted, "_publish")
    assert Decision.objects.get().checked == list(Check)


@pytest.fixture
def second(client_of: ClientOf, moderator: User) -> Client:
    team = moderator.roles.get().team
    return client_of(holder(RoleName.MODERATOR, team, email="second@example.scot", name="Second Moderator"))


def test_who_has_it_open_is_shown_to_the_next(desk: Client, second: Client, submitted: CaseStudy) -> None:
    assert "has had this open" not in desk.get(change(submitted)).content.decode()
    assert "Morag Moderator has had this open" in second.get(change(submitted)).content.decode()
    assert "Second Moderator has had this open" in desk.get(change(submitted)).content.decode()


def test_who_has_decided_has_it_open_no_longer(desk: Client, second: Client, submitted: CaseStudy) -> None:
    second.get(change(submitted))
    decide(desk, submitted, "_publish")
    assert [look.user.email for look in Look.objects.all()] == ["second@example.scot"]


def test_oversight_leaves_no_trace_of_looking(
    client_of: ClientOf, auditor: User, submitted: CaseStudy
) -> None:
    client_of(auditor).get(change(submitted))
    assert not Look.objects.exists()


def test_those_who_have_waited_long_can_be_picked_out(desk: Client, submitted: CaseStudy) -> None:
    long_ago = timezone.now() - dt.timedelta(days=20)
    CaseStudyFactory(title="Long awaited", submitted=True, submitted_at=long_ago)
    html = desk.get(QUEUE, {"waiting": "14"}).content.decode()
    assert "Long awaited" in html
    assert submitted.title not in html
    assert desk.get(QUEUE, {"waiting": "x"}).status_code == 200


# --- revisions of what is public ---

NEXT = "/admin/learning/revision/"


@pytest.fixture
def waiting(published: CaseStudy, editor: User) -> Revision:
    says = {"summary": "They met every day.", "money": "£5"}
    return revised(published, content=says, state=State.SUBMITTED, note="We counted again.", author=editor)


def change_of(revision: Revision) -> str:
    return reverse("admin:learning_revision_change", args=[revision.pk])


def decide_on(client: Client, revision: Revision, button: str, note: str = "") -> str:
    seen = client.get(change_of(revision)).context["adminform"].form["seen_at"].value()
    form = {"note": note, "seen_at": seen, button: "Decide", "checked": list(Check)}
    return client.post(change_of(revision), form, follow=True).content.decode()


def test_the_queue_of_revisions_shows_what_waits(desk: Client, waiting: Revision) -> None:
    html = desk.get(NEXT).content.decode()
    assert "1 waiting for review" in html
    assert f"Revision 2 of {waiting.case_study.title}" in html
    assert "Fife Voluntary Action" in html
    assert ">Revisions of published case studies</a>: 1 waiting" in desk.get(QUEUE).content.decode()


def test_moderators_see_what_changes_word_by_word_and_why(desk: Client, waiting: Revision) -> None:
    html = desk.get(change_of(waiting)).content.decode()
    assert "We counted again." in html
    assert "taken out: </span>Neighbours" in html
    changes, whole = html.split("All that it would say")
    assert "Money it took" in changes
    assert "What was done" not in changes
    assert "They cooked, and found out who never came." in whole


def test_the_authors_words_on_why_are_not_taken_for_the_moderators(desk: Client, waiting: Revision) -> None:
    assert not desk.get(change_of(waiting)).context["adminform"].form["note"].value()
    decide_on(desk, waiting, "_send_back", "How do you know?")
    waiting.refresh_from_db()
    assert waiting.note == "We counted again."
    assert Decision.objects.get().note == "How do you know?"


def test_a_published_revision_is_what_readers_see(
    desk: Client, client: Client, waiting: Revision, editor: User
) -> None:
    assert "is now published" in decide_on(desk, waiting, "_publish")
    html = client.get(waiting.case_study.get_absolute_url()).content.decode()
    assert "They met every day." in html
    assert "Revision 2, by a moderator" in html
    assert [mail.recipient for mail in Email.objects.all()] == [editor.email]


def test_a_returned_revision_leaves_readers_as_they_were(
    desk: Client, client: Client, waiting: Revision
) -> None:
    assert "is now returned" in decide_on(desk, waiting, "_send_back", "How do you know?")
    waiting.refresh_from_db()
    assert waiting.state == State.RETURNED
    assert "They met every day." not in client.get(waiting.case_study.get_absolute_url()).content.decode()


def test_nobody_decides_on_a_revision_they_edited_last(
    desk: Client, waiting: Revision, moderator: User
) -> None:
    Revision.objects.update(last_edited_by=moderator)
    assert "you wrote or last edited it" in desk.get(change_of(waiting)).content.decode()
    assert 'name="_publish"' not in desk.get(change_of(waiting)).content.decode()
    assert "you wrote or last edited it" in decide_on(desk, waiting, "_publish")
    assert not Decision.objects.exists()


def test_a_revision_of_an_entry_withdrawn_meanwhile_is_not_published(
    desk: Client, waiting: Revision, editor: User
) -> None:
    moderation.withdraw(waiting.case_study, by=editor, now=timezone.now(), note="They asked us.")
    html = desk.get(NEXT).content.decode()
    assert "0 waiting for review" in html
    assert waiting.case_study.title not in html
    html = desk.post(change_of(waiting), {"_publish": "Decide", "note": "Good."}).content.decode()
    assert "It is no longer with the moderators" in html
    assert "<strong>Withdrawn, " in html
    assert "They asked us." not in html
    waiting.refresh_from_db()
    assert waiting.state == State.SUBMITTED


def test_a_revision_dropped_meanwhile_is_told_and_the_note_is_not_lost(
    desk: Client, waiting: Revision
) -> None:
    Revision.objects.all().delete()
    html = desk.post(change_of(waiting), {"_publish": "Decide", "note": "Well done!"}).content.decode()
    assert "its authors have dropped it" in html
    assert "Well done!" in html


def test_a_revision_dropped_while_its_entry_was_waited_for_is_told_too(
    desk: Client, waiting: Revision, monkeypatch: pytest.MonkeyPatch
) -> None:
    def waited(*_: object, **__: object) -> None:
        Revision.objects.all().delete()

    monkeypatch.setattr(revising, "locked", waited)
    html = desk.post(change_of(waiting), {"_publish": "Decide", "note": "Well done!"}).content.decode()
    assert "Well done!" in html


def test_oversight_finds_what_waits_above_what_is_done(
    client_of: ClientOf, auditor: User, waiting: Revision
) -> None:
    done = revised(CaseStudyFactory(published=True, title="Done"), state=State.DRAFT)
    done.state, done.published_at = State.PUBLISHED, timezone.now()
    done.submitted_at = timezone.now() - dt.timedelta(days=9)
    done.save()
    html = client_of(auditor).get(NEXT).content.decode()
    assert html.index(f"Revision 2 of {waiting.case_study}") < html.index("Revision 2 of Done")


def test_the_desk_of_revisions_takes_few_queries(desk: Client, waiting: Revision, theme: Term) -> None:
    area = CouncilAreaFactory()
    says = {"theme": [theme.slug], "council_areas": [area.slug], "partnerships": [area.partnership.slug]}
    Revision.objects.update(content=waiting.content | says)
    for url in (NEXT, change_of(waiting)):
        with CaptureQueriesContext(connection) as seen:
            assert desk.get(url).status_code == 200
        assert len(seen) <= 12


# --- terms ---


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

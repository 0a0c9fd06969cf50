"""The moderators' door to comments: the queue, keeping and hiding, and two moderators at once."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coproduce.accounts.models import RoleName, Team, User
from coproduce.outbox.models import Email
from learning import commenting
from learning.models import CaseStudy, Comment, CommentDecision, CommentOutcome, CommentState, State
from tests.conftest import ClientOf
from tests.factories.accounts import account, give, holder
from tests.factories.learning import comment, flag
from tests.threads import at_once

QUEUE = "/admin/learning/comment/"


def change(row: Comment) -> str:
    return reverse("admin:learning_comment_change", args=[row.pk])


@pytest.fixture
def desk(client_of: ClientOf, moderator: User) -> Client:
    return client_of(moderator)


@pytest.fixture
def flagged(published: CaseStudy, newcomer: User) -> Comment:
    said = comment(published, "Nurse Zqnurse was rude.", author=newcomer)
    flag(said, reason="It names a nurse.")
    return said


def seen(client: Client, row: Comment) -> str:
    value: str = client.get(change(row)).context["adminform"].form["seen_at"].value()
    return value


def decide(client: Client, row: Comment, button: str, note: str = "", seen_at: str = "") -> str:
    form = {"note": note, "seen_at": seen_at or seen(client, row), button: "Decide"}
    return client.post(change(row), form, follow=True).content.decode()


# --- the queue ---
def test_what_was_flagged_comes_first_the_longest_waiting_at_the_top(
    desk: Client, published: CaseStudy, flagged: Comment
) -> None:
    comment(published, "Nobody minds this.", created_at=timezone.now() - dt.timedelta(days=30))
    longer = comment(published, "This one waits longer.", created_at=timezone.now() - dt.timedelta(days=9))
    for _ in range(2):
        flag(longer, at=timezone.now() - dt.timedelta(days=3))
    html = desk.get(QUEUE).content.decode()
    assert "2 flagged and not decided" in html
    order = [html.index(words) for words in ("waits longer", "Zqnurse", "Nobody minds")]
    assert order == sorted(order)
    assert "3\xa0days" in html


def test_what_was_decided_no_longer_waits(desk: Client, flagged: Comment, moderator: User) -> None:
    commenting.decide(flagged, CommentOutcome.KEEP, by=moderator, now=timezone.now())
    html = desk.get(QUEUE).content.decode()
    assert "0 flagged and not decided" in html
    assert "Zqnurse" in html


def test_comments_on_what_was_withdrawn_are_not_there(desk: Client, flagged: Comment) -> None:
    page = change(flagged)
    CaseStudy.objects.update(state=State.WITHDRAWN, withdrawn_at=timezone.now())
    assert "Zqnurse" not in desk.get(QUEUE).content.decode()
    answer = desk.post(page, {"note": "My words", "_hide": "Hide"}, follow=True).content.decode()
    assert "There is no such comment any more" in answer
    assert "You had written: “My words”" in answer


def test_the_queue_and_the_form_take_few_queries_whatever_the_number(
    desk: Client, published: CaseStudy, flagged: Comment
) -> None:
    taken = []
    for number in (1, 20):
        for _ in range(number):
            flag(comment(published))
        with CaptureQueriesContext(connection) as queries:
            desk.get(QUEUE)
        taken.append(len(queries))
    assert taken[0] == taken[1] <= 12
    with CaptureQueriesContext(connection) as queries:
        desk.get(change(flagged))
    assert len(queries) <= 12


@pytest.mark.parametrize("words", ["zqnurse", "practice"])
def test_it_is_searched_by_what_was_said_and_where(desk: Client, flagged: Comment, words: str) -> None:
    assert "Zqnurse" in desk.get(QUEUE, {"q": words}).content.decode()
    assert "Zqnurse" not in desk.get(QUEUE, {"q": "zebra"}).content.decode()


@pytest.mark.parametrize("who", ["newcomer", "editor", "organisation_lead", "lead", "officer"])
def test_it_is_closed_to_everyone_else(who: str, client_of: ClientOf, request: pytest.FixtureRequest) -> None:
    assert client_of(request.getfixturevalue(who)).get(QUEUE).status_code in {302, 403}


# --- deciding ---
def test_the_form_shows_words_flags_and_decisions_and_who_flagged_stays_unsaid(
    desk: Client, flagged: Comment, moderator: User
) -> None:
    flagger = account(name="Zqflagger")
    commenting.decide(flagged, CommentOutcome.KEEP, by=moderator, now=timezone.now(), note="It is mild.")
    flag(flagged, by=flagger, reason="It is not.")
    html = desk.get(change(flagged)).content.decode()
    for words in (
        "Nurse Zqnurse was rude.",
        "It names a nurse.",
        "It is not. (waits)",
        "It is mild.",
        "Neil",
    ):
        assert words in html
    assert "Zqflagger" not in html


def test_hiding_is_recorded_and_leads_back_to_the_queue(
    desk: Client, flagged: Comment, moderator: User
) -> None:
    html = decide(desk, flagged, "_hide", "Please leave out names.")
    assert "Your decision is recorded: hidden by a moderator." in html
    decision = CommentDecision.objects.get()
    assert (decision.by, decision.note, decision.outcome) == (moderator, "Please leave out names.", "hide")
    assert Email.objects.count() == 1
    assert not LogEntry.objects.exists()


def test_keeping_is_recorded_too(desk: Client, flagged: Comment) -> None:
    assert "Your decision is recorded: shown." in decide(desk, flagged, "_keep")
    assert not Comment.objects.waiting().exists()


def test_hiding_without_a_note_is_refused_beside_the_field(desk: Client, flagged: Comment) -> None:
    assert "Write a note" in decide(desk, flagged, "_hide", " ")
    assert not CommentDecision.objects.exists()


def test_no_button_is_no_decision(desk: Client, flagged: Comment) -> None:
    assert "use one of the buttons" in decide(desk, flagged, "_save", "A thought")
    assert not CommentDecision.objects.exists()


def test_nobody_decides_about_their_own(desk: Client, flagged: Comment, moderator: User) -> None:
    Comment.objects.update(author=moderator)
    assert "you wrote this comment" in desk.get(change(flagged)).content.decode()
    assert "you wrote this comment" in decide(desk, flagged, "_keep")
    assert not CommentDecision.objects.exists()


def test_nobody_decides_on_their_own_organisations_entry(
    desk: Client, flagged: Comment, moderator: User
) -> None:
    assert flagged.case_study.organisation
    give(moderator, RoleName.MEMBER, flagged.case_study.organisation.team)
    assert "you work for Fife Voluntary Action" in desk.get(change(flagged)).content.decode()
    assert "you work for Fife Voluntary Action" in decide(desk, flagged, "_hide", "No.")
    assert not CommentDecision.objects.exists()


def test_its_words_and_author_are_not_for_moderators_to_change(
    desk: Client, flagged: Comment, moderator: User
) -> None:
    form = {"_keep": "Keep", "text": "Mine", "author": moderator.pk, "state": "hidden"}
    desk.post(change(flagged), {**form, "seen_at": seen(desk, flagged)})
    flagged.refresh_from_db()
    assert (flagged.text, flagged.state) == ("Nurse Zqnurse was rude.", CommentState.SHOWN)
    assert flagged.author != moderator


def test_hostile_text_is_shown_as_text(desk: Client, flagged: Comment) -> None:
    Comment.objects.update(text="<script>alert(1)</script>")
    for url in (QUEUE, change(flagged)):
        assert "<script>alert" not in desk.get(url).content.decode()


def test_what_its_author_took_back_is_not_to_be_decided(desk: Client, flagged: Comment) -> None:
    commenting.take_back(flagged)
    html = desk.get(change(flagged)).content.decode()
    assert "nothing for you to decide" in html
    assert "Taken back by its author" in html
    assert "Zqnurse" not in html


# --- two at once ---
def test_a_decision_over_someone_elses_is_refused_in_words_and_keeps_the_note(
    desk: Client, flagged: Comment
) -> None:
    before = seen(desk, flagged)
    commenting.decide(flagged, CommentOutcome.KEEP, by=account(), now=timezone.now())
    html = decide(desk, flagged, "_hide", "Please leave out names.", seen_at=before)
    assert "Someone else has decided meanwhile. Theirs: Kept, " in html
    assert "Please leave out names." in html
    flagged.refresh_from_db()
    assert flagged.is_shown


@pytest.mark.django_db(transaction=True)
def test_of_two_who_press_at_the_same_moment_one_decides(
    client_of: ClientOf, flagged: Comment, national_team: Team
) -> None:
    desks = [client_of(holder(RoleName.MODERATOR, national_team)) for _ in range(2)]
    versions = [seen(one, flagged) for one in desks]

    def press(one: int) -> Any:
        button = ("_hide", "_keep")[one]
        return decide(desks[one], flagged, button, "Please leave out names.", seen_at=versions[one])

    answers = at_once(lambda: press(0), lambda: press(1))
    assert sum("Your decision is recorded" in answer for answer in answers) == 1
    assert sum("Someone else has decided meanwhile" in answer for answer in answers) == 1
    assert CommentDecision.objects.count() == 1


# --- those who only look ---
@pytest.mark.parametrize("who", ["auditor", "administrator"])
def test_oversight_reads_and_decides_nothing(
    who: str, client_of: ClientOf, flagged: Comment, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(who))
    html = client.get(change(flagged)).content.decode()
    assert "nothing for you to decide" in html
    assert client.post(change(flagged), {"_hide": "Hide", "note": "No."}).status_code == 403


@pytest.mark.parametrize("page", ["add/", "{}/delete/"])
def test_nothing_is_added_or_deleted_there(page: str, desk: Client, flagged: Comment) -> None:
    assert desk.get(QUEUE + page.format(flagged.pk)).status_code == 403

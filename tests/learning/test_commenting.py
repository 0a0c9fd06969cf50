"""Comments: written in measure, taken back for good, flagged, decided about on the record, and erased."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, InternalError, transaction

from coproduce.accounts.models import RoleName, User
from coproduce.outbox.models import Email
from learning import commenting
from learning.commenting import CommentingError
from learning.models import (
    ERASED_NOTE,
    CaseStudy,
    Comment,
    CommentDecision,
    CommentFlag,
    CommentOutcome,
    CommentState,
    State,
    Use,
)
from learning.models.comments import DECIDABLE
from tests.factories.accounts import account, give
from tests.factories.learning import CaseStudyFactory, comment, flag
from tests.threads import at_once

KEEP, HIDE = CommentOutcome.KEEP, CommentOutcome.HIDE
MINUTE = dt.timedelta(minutes=1)
NOTE = "Please leave out the nurse’s name."


@pytest.fixture
def said(published: CaseStudy, newcomer: User) -> Comment:
    return comment(published, "Zqword, we tried this.", author=newcomer)


def written(case_study: CaseStudy, by: User, now: dt.datetime) -> Comment:
    made = Comment(case_study=case_study, text="Thank you.")
    commenting.write(made, by=by, now=now)
    return made


# --- writing ---
def test_a_comment_is_its_authors_from_this_moment(
    published: CaseStudy, newcomer: User, now: dt.datetime
) -> None:
    made = written(published, newcomer, now)
    made.refresh_from_db()
    assert (made.author, made.created_at, made.state) == (newcomer, now, CommentState.SHOWN)


def test_five_in_ten_minutes_are_enough(published: CaseStudy, newcomer: User, now: dt.datetime) -> None:
    for minute in range(5):
        written(published, newcomer, now + minute * MINUTE)
    with pytest.raises(CommentingError, match="5 comments in the last ten minutes"):
        written(published, newcomer, now + 9 * MINUTE)
    written(published, newcomer, now + 10 * MINUTE)
    assert Comment.objects.count() == 6


def test_others_are_not_kept_waiting(
    published: CaseStudy, newcomer: User, reader: User, now: dt.datetime
) -> None:
    for _ in range(5):
        written(published, newcomer, now)
    assert written(published, reader, now).pk


def test_taking_back_does_not_make_room_for_more(
    published: CaseStudy, newcomer: User, now: dt.datetime
) -> None:
    for _ in range(5):
        commenting.take_back(written(published, newcomer, now))
    with pytest.raises(CommentingError):
        written(published, newcomer, now)


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_are_five(published: CaseStudy, newcomer: User, now: dt.datetime) -> None:
    def write() -> bool:
        try:
            return bool(written(published, newcomer, now).pk)
        except CommentingError:
            return False

    assert sum(at_once(*[write] * 8)) == Comment.objects.count() == 5


# --- who wrote ---
@pytest.mark.parametrize(
    ("name", "active", "told"),
    [
        ("Una", True, "Una"),
        ("", True, "A member"),
        ("Una", False, "Someone who has left"),
    ],
)
def test_readers_learn_the_name_that_was_chosen_and_never_an_address(
    name: str, active: bool, told: str, said: Comment
) -> None:
    said.author.name, said.author.is_active = name, active
    assert said.writer == told


def test_for_whom_someone_writes_shows_only_if_they_said_so(said: Comment, published: CaseStudy) -> None:
    assert published.organisation
    give(said.author, RoleName.MEMBER, published.organisation.team)
    assert said.writer == "Neil Newcomer"
    said.speaks_for = published.organisation.team
    assert said.writer == f"Neil Newcomer, {published.organisation.team}"


# --- the latest ---
def test_the_page_has_the_latest_twenty_and_the_newest_last(published: CaseStudy, now: dt.datetime) -> None:
    author = account()
    for number in range(22):
        comment(published, f"Comment {number}", author=author, created_at=now + number * MINUTE)
    latest = commenting.latest(published, reader=AnonymousUser())
    assert [one.text for one in latest.comments] == [f"Comment {number}" for number in range(2, 22)]
    assert latest.has_more


@pytest.mark.parametrize("number", [0, 1, 20])
def test_up_to_twenty_there_are_no_more(number: int, published: CaseStudy) -> None:
    author = account()
    for _ in range(number):
        comment(published, author=author)
    latest = commenting.latest(published, reader=AnonymousUser())
    assert (len(latest.comments), latest.has_more) == (number, False)


# --- taking back ---
@pytest.mark.parametrize("state", DECIDABLE)
def test_what_is_taken_back_has_no_words_left(state: CommentState, said: Comment) -> None:
    Comment.objects.update(state=state)
    commenting.take_back(said)
    commenting.take_back(said)
    said.refresh_from_db()
    assert (said.text, said.state) == ("", CommentState.TAKEN_BACK)


# --- flagging ---
def test_a_flag_waits_until_a_moderator_decides(said: Comment, reader: User, now: dt.datetime) -> None:
    commenting.flag(said, by=reader, reason="It names somebody.", now=now)
    assert list(Comment.objects.waiting()) == [said]


def test_flagging_again_adds_nothing(said: Comment, reader: User, now: dt.datetime) -> None:
    first = commenting.flag(said, by=reader, reason="It names somebody.", now=now)
    assert commenting.flag(said, by=reader, reason="It does!", now=now + MINUTE) == first
    assert CommentFlag.objects.get().reason == "It names somebody."


def test_after_a_decision_it_can_be_flagged_anew(
    said: Comment, reader: User, moderator: User, now: dt.datetime
) -> None:
    commenting.flag(said, by=reader, reason="It names somebody.", now=now)
    commenting.decide(said, KEEP, by=moderator, now=now)
    assert not Comment.objects.waiting().exists()
    commenting.flag(said, by=reader, reason="It still does.", now=now)
    assert Comment.objects.waiting().get() == said


def test_what_is_no_longer_shown_is_not_flagged(said: Comment, reader: User, now: dt.datetime) -> None:
    commenting.take_back(said)
    with pytest.raises(CommentingError, match="no longer shown"):
        commenting.flag(said, by=reader, reason="It names somebody.", now=now)


# --- deciding ---
def test_hiding_is_recorded_answers_the_flags_and_tells_the_author_once(
    said: Comment, moderator: User, now: dt.datetime
) -> None:
    flag(said)
    decision = commenting.decide(said, HIDE, by=moderator, now=now, note=f" {NOTE} ")
    said.refresh_from_db()
    assert (said.state, said.words, said.text) == (CommentState.HIDDEN, "", "Zqword, we tried this.")
    assert (decision.by, decision.at, decision.note) == (moderator, now, NOTE)
    assert CommentFlag.objects.get().decision == decision
    assert Email.objects.get().recipient == "newcomer@example.org"


def test_keeping_answers_the_flags_and_tells_nobody(said: Comment, moderator: User, now: dt.datetime) -> None:
    flag(said)
    commenting.decide(said, KEEP, by=moderator, now=now)
    assert not Comment.objects.waiting().exists()
    assert not Email.objects.exists()


def test_what_was_hidden_can_be_shown_again(said: Comment, moderator: User, now: dt.datetime) -> None:
    commenting.decide(said, HIDE, by=moderator, now=now, note=NOTE)
    commenting.decide(said, KEEP, by=moderator, now=now)
    said.refresh_from_db()
    assert said.words == "Zqword, we tried this."
    assert said.decisions.count() == 2


@pytest.mark.parametrize(
    ("state", "outcome", "note", "words"),
    [
        (CommentState.SHOWN, HIDE, "  ", "Write a note"),
        (CommentState.SHOWN, KEEP, "", "no flag waits"),
        (CommentState.HIDDEN, HIDE, NOTE, "hidden already"),
        (CommentState.TAKEN_BACK, HIDE, NOTE, "taken back by its author"),
        (CommentState.TAKEN_DOWN, KEEP, "", "taken down with its case study"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(
    state: CommentState, outcome: CommentOutcome, note: str, words: str, said: Comment, moderator: User,
    now: dt.datetime,
) -> None:  # fmt: skip
    Comment.objects.update(state=state, text="Words" if state in DECIDABLE else "")
    with pytest.raises(CommentingError, match=words):
        commenting.decide(said, outcome, by=moderator, now=now, note=note)
    assert not CommentDecision.objects.exists()


def test_nobody_decides_about_their_own_comment(said: Comment, newcomer: User, now: dt.datetime) -> None:
    with pytest.raises(CommentingError, match="you wrote this comment"):
        commenting.decide(said, HIDE, by=newcomer, now=now, note=NOTE)


def test_nobody_decides_about_comments_on_their_own_organisations_entry(
    said: Comment, moderator: User, now: dt.datetime
) -> None:
    assert said.case_study.organisation
    give(moderator, RoleName.MEMBER, said.case_study.organisation.team)
    with pytest.raises(CommentingError, match="you work for Fife Voluntary Action"):
        commenting.decide(said, HIDE, by=moderator, now=now, note=NOTE)


@pytest.mark.django_db(transaction=True)
def test_of_six_who_hide_at_once_one_has_decided(said: Comment, now: dt.datetime) -> None:
    people = [account() for _ in range(6)]

    def hide(by: User) -> bool:
        try:
            return bool(commenting.decide(Comment.objects.get(), HIDE, by=by, now=now, note=NOTE))
        except CommentingError:
            return False

    assert sum(at_once(*[lambda by=by: hide(by) for by in people])) == 1
    assert CommentDecision.objects.count() == Email.objects.count() == 1


def test_a_decision_is_never_changed_or_deleted(said: Comment, moderator: User, now: dt.datetime) -> None:
    commenting.decide(said, HIDE, by=moderator, now=now, note=NOTE)
    for change in (
        lambda rows: rows.update(note="Other"),
        lambda rows: rows.update(outcome=KEEP),
        lambda rows: rows.delete(),
    ):
        with pytest.raises(InternalError, match=r"Cannot (update|delete) rows"), transaction.atomic():
            change(CommentDecision.objects.all())


# --- what the database holds together ---
@pytest.mark.parametrize(("state", "text"), [(CommentState.SHOWN, ""), (CommentState.TAKEN_BACK, "Words")])
def test_words_are_there_unless_erased(state: CommentState, text: str, said: Comment) -> None:
    with pytest.raises(IntegrityError, match="comment_has_words_unless_erased"):
        Comment.objects.update(state=state, text=text)


def test_hiding_takes_a_note(said: Comment, moderator: User, now: dt.datetime) -> None:
    with pytest.raises(IntegrityError, match="comment_hidden_with_a_note"):
        said.decisions.create(outcome=HIDE, by=moderator, at=now)


def test_a_person_flags_a_comment_once_until_it_is_decided(said: Comment, reader: User) -> None:
    flag(said, by=reader)
    with pytest.raises(IntegrityError, match="comment_flagged_once"):
        flag(said, by=reader)


def test_no_words_or_names_stand_in_how_rows_read(said: Comment, moderator: User, now: dt.datetime) -> None:
    decision = commenting.decide(said, HIDE, by=moderator, now=now, note=NOTE)
    assert f"{said} {flag(said)} {decision}" == (
        f"Comment {said.pk} Flag {CommentFlag.objects.get().pk} Hidden, 17 March 2027"
    )


# --- the mail ---
@pytest.fixture
def mail(said: Comment, moderator: User, now: dt.datetime, settings: Any) -> Email:
    settings.BASE_URL = "http://testserver"
    CaseStudy.objects.update(title="Tea & company")
    Comment.objects.update(created_at=now - dt.timedelta(days=2))
    commenting.decide(said, HIDE, by=moderator, now=now, note=NOTE)
    return Email.objects.get()


WHOLE = """\
A moderator has hidden the comment that you wrote on 15 March 2027 on “Tea & company”. Others no longer see its words.

They wrote:

Please leave out the nurse’s name.

You can write another comment, and delete the words of the hidden one for good, on the page of the case study:
http://testserver/case-studies/published/

If you think this is wrong, write to hello@coproduce.example.

--
You get this because you wrote the comment.
"""  # noqa: E501  as it is sent


def test_the_mail_says_which_comment_was_hidden_and_why(mail: Email, moderator: User) -> None:
    assert mail.subject == "A moderator has hidden a comment of yours"
    assert mail.text.partition("\nTo stop these emails")[0] == WHOLE
    assert "Tea &amp; company" in mail.html
    assert NOTE in mail.html


def test_the_mail_names_neither_the_moderator_nor_what_was_said(mail: Email, moderator: User) -> None:
    for part in (mail.subject, mail.text, mail.html):
        assert moderator.name not in part
        assert moderator.email not in part
        assert "Zqword" not in part


def test_it_is_not_sent_once_the_comment_is_shown_again_or_gone(
    mail: Email, said: Comment, moderator: User, now: dt.datetime
) -> None:
    assert commenting.still_hidden(mail)
    Comment.objects.update(state=CommentState.SHOWN)
    assert not commenting.still_hidden(mail)
    Comment.objects.update(state=CommentState.TAKEN_BACK, text="")
    assert not commenting.still_hidden(mail)


def test_it_is_not_sent_while_consent_to_the_case_study_has_ended(mail: Email) -> None:
    CaseStudy.objects.update(shows=[Use.WORDS])
    assert not commenting.still_hidden(mail)


def test_it_is_not_sent_once_the_case_study_is_withdrawn(mail: Email, now: dt.datetime) -> None:
    CaseStudy.objects.update(state=State.WITHDRAWN, withdrawn_at=now)
    assert not commenting.still_hidden(mail)


def test_a_mail_about_no_comment_is_not_sent(mail: Email) -> None:
    mail.about = "learning.comment:0"
    assert not commenting.still_hidden(mail)


def test_a_closed_account_is_told_nothing(said: Comment, moderator: User, now: dt.datetime) -> None:
    User.objects.filter(pk=said.author_id).update(is_active=False)
    commenting.decide(said, HIDE, by=moderator, now=now, note=NOTE)
    assert not Email.objects.exists()


# --- erasing ---
def test_erasing_takes_down_every_word_on_a_case_study_and_keeps_the_rows(
    said: Comment, published: CaseStudy, moderator: User, now: dt.datetime
) -> None:
    hidden = comment(published, "Zqword too", state=CommentState.HIDDEN)
    flag(hidden, reason="They quote zqword.")
    elsewhere = comment(CaseStudyFactory(published=True), "Zqword elsewhere")
    commenting.decide(said, HIDE, by=moderator, now=now, note="You wrote zqword.")
    commenting.erase(published)
    commenting.erase(published)
    assert set(Comment.objects.of(published).values_list("text", "state")) == {("", CommentState.TAKEN_DOWN)}
    assert CommentFlag.objects.get().reason == ""
    assert CommentDecision.objects.get().note == ERASED_NOTE
    elsewhere.refresh_from_db()
    assert elsewhere.words == "Zqword elsewhere"


def test_what_was_taken_back_before_stays_so(said: Comment, published: CaseStudy) -> None:
    commenting.take_back(said)
    commenting.erase(published)
    said.refresh_from_db()
    assert said.state == CommentState.TAKEN_BACK


def test_what_was_taken_down_leaves_no_trace_on_a_page(said: Comment, published: CaseStudy) -> None:
    commenting.erase(published)
    assert commenting.latest(published, reader=AnonymousUser()).comments == []

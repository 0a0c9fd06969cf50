"""Pages of comments: read by everyone, written by members, taken back, flagged; refusals lose nothing."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coproduce.accounts.models import RoleName, User
from learning.models import CaseStudy, Comment, CommentFlag, CommentState, State, Use
from partnerships.models import Organisation
from tests.conftest import ClientOf
from tests.factories.accounts import account, give
from tests.factories.learning import CaseStudyFactory, comment, decided

PAGE = "/case-studies/published/"
LIST, NEW = f"{PAGE}comments/", f"{PAGE}comments/new/"


def page(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def said(published: CaseStudy, newcomer: User) -> Comment:
    return comment(published, "We tried it <b>too</b>.\n\nIt rained.", author=newcomer)


@pytest.fixture
def write(client_of: ClientOf, newcomer: User, published: CaseStudy) -> Callable[..., str]:
    client = client_of(newcomer)

    def send(**data: str) -> str:
        return client.post(NEW, data, follow=True).content.decode()

    return send


# --- reading ---
@pytest.mark.parametrize("url", [PAGE, LIST])
def test_everyone_reads_who_said_what_and_when_as_plain_text(client: Client, said: Comment, url: str) -> None:
    html = page(client, url)
    assert "<strong>Neil Newcomer</strong>" in html
    assert f"{timezone.localtime(said.created_at):%-d %B %Y, %H:%M}" in html
    assert "We tried it &lt;b&gt;too&lt;/b&gt;." in html
    assert "<p>It rained.</p>" in html
    assert said.author.email not in html


@pytest.mark.parametrize("url", [PAGE, LIST])
@pytest.mark.parametrize(
    ("state", "words"),
    [
        (CommentState.HIDDEN, "Hidden by a moderator"),
        (CommentState.TAKEN_BACK, "Taken back by its author"),
    ],
)
def test_what_is_gone_leaves_a_line_without_words_or_name(
    client_of: ClientOf, administrator: User, said: Comment, url: str, state: CommentState, words: str
) -> None:
    Comment.objects.update(state=state, text="Zqword" if state == CommentState.HIDDEN else "")
    html = page(client_of(administrator), url)
    assert words in html
    assert "Zqword" not in html
    assert "Neil" not in html


def test_without_comments_the_page_says_so(client: Client, published: CaseStudy) -> None:
    assert "Nobody has written a comment yet" in page(client, PAGE)
    assert "Nobody has written a comment yet" in page(client, LIST)


def test_beyond_twenty_they_have_a_page_of_their_own(client: Client, published: CaseStudy) -> None:
    author = account()
    for number in range(21):
        comment(published, f"Saying {number}.", author=author)
    assert "Saying 0." not in page(client, PAGE)
    assert f'href="{LIST}"' in page(client, PAGE)
    first, second = page(client, LIST), page(client, f"{LIST}?page=2")
    assert ("Saying 0." in first, "Saying 20." in first, "Saying 20." in second) == (True, False, True)


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.WITHDRAWN])
def test_there_are_none_where_the_entry_is_not_open(
    client_of: ClientOf, editor: User, organisation: Organisation, state: State
) -> None:
    traits = {} if state == State.DRAFT else {state.value: True}
    it = CaseStudyFactory(slug="it", organisation=organisation, **traits)
    comment(it, "Zqword")
    assert "Zqword" not in page(client_of(editor), "/case-studies/it/")
    assert "Zqword" not in page(client_of(editor), "/case-studies/it/comments/", 403)
    assert "Zqword" not in page(Client(), "/case-studies/it/comments/", 404)


def test_there_are_none_while_consent_to_the_entry_has_ended(
    client_of: ClientOf, editor: User, said: Comment
) -> None:
    CaseStudy.objects.update(shows=[Use.WORDS])
    client = client_of(editor)
    assert "It rained." not in page(client, PAGE)
    for url in (LIST, NEW):
        assert "It rained." not in page(client, url, 403)


def test_a_retired_entry_keeps_its_comments_and_takes_no_more(
    client_of: ClientOf, newcomer: User, said: Comment
) -> None:
    CaseStudy.objects.update(state=State.RETIRED, retired_at=timezone.now())
    decided(CaseStudy.objects.get(), note="Out of date.")
    html = page(client_of(newcomer), PAGE)
    assert "It rained." in html
    assert "Write a comment" not in html
    page(client_of(newcomer), NEW, 403)


def test_twenty_comments_take_as_many_queries_as_one_and_no_more_than_twelve(
    client_of: ClientOf, editor: User, organisation: Organisation, published: CaseStudy
) -> None:
    client, taken = client_of(editor), []
    for number in (1, 19):
        for _ in range(number):
            comment(published, speaks_for=organisation.team)
        for url in (PAGE, LIST):
            with CaptureQueriesContext(connection) as queries:
                page(client, url)
            taken.append(len(queries))
    assert taken[:2] == taken[2:]
    assert max(taken) <= 12


# --- writing ---
def test_a_comment_is_written_and_shown(write: Callable[..., str], newcomer: User) -> None:
    html = write(text="Did it work in winter?", submission=str(uuid.uuid4()))
    assert "Did it work in winter?" in html
    assert "You can take it back at any time" in html
    assert Comment.objects.get().author == newcomer


def test_the_field_says_who_will_read_it_under_which_name(
    client_of: ClientOf, newcomer: User, published: CaseStudy
) -> None:
    html = page(client_of(newcomer), NEW)
    assert "It is shown with your name, <strong>Neil Newcomer</strong>" in html
    assert "Everyone can read it with your name, also without an account." in html
    assert "Name nobody who has not agreed to it." in html


def test_a_button_pressed_twice_writes_once(write: Callable[..., str]) -> None:
    key = str(uuid.uuid4())
    for _ in range(2):
        write(text="Did it work in winter?", submission=key)
    assert Comment.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Enter your comment"),
        ("  \n ", "Enter your comment"),
        ("x" * 2001, "must be 2000 characters or fewer. You have entered 2001"),
        ("a\x07b", "cannot be shown"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_words_and_kept(
    write: Callable[..., str], text: str, words: str
) -> None:
    html = write(text=text, submission=str(uuid.uuid4()))
    assert "There is a problem" in html
    assert words in html
    assert text.strip() in html
    assert not Comment.objects.exists()


def test_two_thousand_characters_are_taken_whatever_the_line_ends(write: Callable[..., str]) -> None:
    write(text="x\r\n" * 999 + "yy", submission=str(uuid.uuid4()))
    assert len(Comment.objects.get().text) == 2000


def test_the_sixth_in_ten_minutes_is_refused_and_kept(
    write: Callable[..., str], newcomer: User, published: CaseStudy
) -> None:
    for _ in range(5):
        comment(published, author=newcomer)
    html = write(text="One more thing", submission=str(uuid.uuid4()))
    assert "5 comments in the last ten minutes" in html
    assert "One more thing</textarea>" in html
    assert Comment.objects.count() == 5


def test_whoever_holds_a_role_may_say_for_whom_they_write(
    write: Callable[..., str], newcomer: User, organisation: Organisation, client_of: ClientOf
) -> None:
    assert "Do you write for somebody?" not in page(client_of(newcomer), NEW)
    give(newcomer, RoleName.MEMBER, organisation.team)
    html = page(client_of(newcomer), NEW)
    assert "Do you write for somebody?" in html
    assert "Nobody but myself" in html
    html = write(text="As a member.", speaks_for=str(organisation.team.pk), submission=str(uuid.uuid4()))
    assert f"<strong>Neil Newcomer, {organisation.team}</strong>" in html


def test_nobody_writes_for_a_team_that_is_not_theirs(
    write: Callable[..., str], newcomer: User, organisation: Organisation, other_organisation: Organisation
) -> None:
    give(newcomer, RoleName.MEMBER, organisation.team)
    html = write(text="As us.", speaks_for=str(other_organisation.team.pk), submission=str(uuid.uuid4()))
    assert "There is a problem" in html
    assert not Comment.objects.exists()


def test_national_roles_are_not_worn_in_comments(
    client_of: ClientOf, moderator: User, published: CaseStudy
) -> None:
    assert "Do you write for somebody?" not in page(client_of(moderator), NEW)


def test_writing_takes_an_account_and_leads_back_after_signing_in(
    client: Client, published: CaseStudy
) -> None:
    answer = client.get(NEW)
    assert answer.status_code == 302
    assert answer["Location"] == f"/accounts/login/?next={NEW}"
    assert f'href="/accounts/login/?next={NEW}"' in page(client, PAGE)


# --- taking back ---
def test_the_author_takes_back_after_being_asked_once_more(
    client_of: ClientOf, newcomer: User, said: Comment
) -> None:
    client, url = client_of(newcomer), f"/comments/{said.pk}/take-back/"
    assert url in page(client, PAGE)
    assert "It rained." in page(client, url)
    html = client.post(url, follow=True).content.decode()
    assert "Taken back by its author" in html
    assert "It rained." not in html
    assert client.post(url).status_code == 403


def test_others_are_not_offered_to_take_it_back(client_of: ClientOf, moderator: User, said: Comment) -> None:
    assert "take-back" not in page(client_of(moderator), PAGE)
    assert client_of(moderator).post(f"/comments/{said.pk}/take-back/").status_code == 403


def test_looking_takes_nothing_back(client_of: ClientOf, newcomer: User, said: Comment) -> None:
    page(client_of(newcomer), f"/comments/{said.pk}/take-back/")
    said.refresh_from_db()
    assert said.is_shown


# --- flagging ---
def test_a_reader_flags_with_a_reason(client_of: ClientOf, reader: User, said: Comment) -> None:
    client, url = client_of(reader), f"/comments/{said.pk}/flag/"
    assert url in page(client, PAGE)
    assert "It rained." in page(client, url)
    html = client.post(url, {"reason": "It names a nurse."}, follow=True).content.decode()
    assert "A moderator will look at this comment" in html
    assert (CommentFlag.objects.get().by, CommentFlag.objects.get().reason) == (reader, "It names a nurse.")


def test_a_flag_without_a_reason_is_refused(client_of: ClientOf, reader: User, said: Comment) -> None:
    html = client_of(reader).post(f"/comments/{said.pk}/flag/", {"reason": " "}).content.decode()
    assert "Enter what is wrong with it" in html
    assert not CommentFlag.objects.exists()


def test_nobody_flags_their_own(client_of: ClientOf, newcomer: User, said: Comment) -> None:
    assert "/flag/" not in page(client_of(newcomer), PAGE)
    page(client_of(newcomer), f"/comments/{said.pk}/flag/", 403)


def test_what_readers_flagged_is_told_to_no_reader(
    client_of: ClientOf, reader: User, newcomer: User, said: Comment
) -> None:
    client_of(reader).post(f"/comments/{said.pk}/flag/", {"reason": "Zqreason"})
    for person in (reader, newcomer):
        assert "Zqreason" not in page(client_of(person), PAGE)


# --- one's own organisation's list ---
def test_editors_see_how_many_comments_there_are(
    client_of: ClientOf, editor: User, published: CaseStudy
) -> None:
    assert LIST not in page(client_of(editor), "/case-studies/mine/")
    for state, text in ((CommentState.SHOWN, "a"), (CommentState.SHOWN, "b"), (CommentState.HIDDEN, "c")):
        comment(published, text, state=state)
    html = page(client_of(editor), "/case-studies/mine/")
    assert LIST in html
    assert ">2 comments<" in html


def test_an_author_who_left_is_not_named(client: Client, said: Comment) -> None:
    User.objects.filter(pk=said.author_id).update(is_active=False)
    html = page(client, PAGE)
    assert "Someone who has left" in html
    assert "Neil" not in html


def test_the_clock_of_comments_is_the_database_rows(write: Callable[..., str]) -> None:
    write(text="Now.", submission=str(uuid.uuid4()))
    assert timezone.now() - Comment.objects.get().created_at < dt.timedelta(minutes=1)

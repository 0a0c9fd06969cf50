"""The catcher's pages."""

import json
from email.message import EmailMessage
from pathlib import Path

import pytest

from coproduce.local import mail_pages
from coproduce.local.mail_pages import Answer, answer
from coproduce.local.mail_store import Caught, MailStore

HOSTILE = "<script>alert('x')</script>"


@pytest.fixture
def store(tmp_path: Path) -> MailStore:
    return MailStore(tmp_path / "mail")


def caught(
    store: MailStore,
    *,
    subject: str = "Hello",
    text: str = "Words",
    html: str = "",
    to: str = "ada@example.org",
) -> Caught:
    mail = EmailMessage()
    mail["Subject"] = subject
    mail["Message-ID"] = "<one@coproduce.example>"
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    return store.accept(mail.as_bytes(), sender="site@example.org", recipients=[to])


def shown(reply: Answer) -> str:
    assert isinstance(reply.body, str)
    return reply.body


def test_an_empty_inbox_says_what_it_is_for(store: MailStore) -> None:
    assert "nothing leaves this machine" in shown(answer(store, "/"))


def test_the_inbox_lists_newest_first(store: MailStore) -> None:
    caught(store, subject="Older")
    caught(store, subject="Newer")
    body = shown(answer(store, "/"))
    assert body.index("Newer") < body.index("Older")


def test_the_inbox_can_be_narrowed_and_keeps_what_was_typed(store: MailStore) -> None:
    caught(store, subject="For Ada")
    caught(store, subject="For Bo", to="bo@example.org")
    body = shown(answer(store, "/?to=bo%40"))
    assert "For Ada" not in body
    assert 'value="bo@"' in body


def test_older_messages_are_on_the_next_page(store: MailStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_pages, "PER_PAGE", 1)
    caught(store, subject="Older")
    caught(store, subject="Newer")
    assert "page=2" in shown(answer(store, "/"))
    assert "Older" in shown(answer(store, "/?page=2"))
    assert "page=3" not in shown(answer(store, "/?page=2"))


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999999999", "1_0"])
def test_a_page_that_is_none_is_no_error(store: MailStore, page: str) -> None:
    assert answer(store, f"/?page={page}").status == 200


def test_nothing_a_message_says_becomes_markup(store: MailStore) -> None:
    message = caught(store, subject=HOSTILE, text=HOSTILE, to='"<script>"@example.org')
    for target in ("/", f"/messages/{message.name}", f"/?to={HOSTILE}"):
        assert "<script" not in shown(answer(store, target))


def test_addresses_in_the_text_are_links_and_stay_whole(store: MailStore) -> None:
    message = caught(store, text="See http://127.0.0.1:8000/reply/?a=1&b=2. Thanks")
    body = shown(answer(store, f"/messages/{message.name}"))
    assert '<a href="http://127.0.0.1:8000/reply/?a=1&amp;b=2">' in body


def test_the_html_part_is_shown_without_script_or_network(store: MailStore) -> None:
    message = caught(store, html="<p>As a page</p>")
    assert f'<iframe title="The message as a page" src="/messages/{message.name}/html" sandbox=' in shown(
        answer(store, f"/messages/{message.name}")
    )
    reply = answer(store, f"/messages/{message.name}/html")
    assert shown(reply).strip() == "<p>As a page</p>"
    assert reply.policy.startswith("sandbox ")
    assert "script" not in reply.policy


def test_the_source_is_plain_text(store: MailStore) -> None:
    message = caught(store)
    reply = answer(store, f"/messages/{message.name}/source")
    assert reply.content_type.startswith("text/plain")
    assert isinstance(reply.body, bytes)


def test_it_answers_whether_a_message_id_was_accepted(store: MailStore) -> None:
    caught(store)
    assert json.loads(shown(answer(store, "/accepted?message_id=%3Cone%40coproduce.example%3E"))) == {
        "accepted": True,
        "times": 1,
    }
    assert json.loads(shown(answer(store, "/accepted"))) == {"accepted": False, "times": 0}


def test_programs_read_the_newest_with_their_text(store: MailStore) -> None:
    caught(store, text="Your code is 123456")
    [listed] = json.loads(shown(answer(store, "/messages.json?to=ada")))
    assert (listed["to"], listed["subject"], listed["text"]) == (
        "ada@example.org",
        "Hello",
        "Your code is 123456\n",
    )


@pytest.mark.parametrize(
    "target",
    ["/nothing", "/messages", "/messages/none", "/messages/../../etc/passwd", "/messages/x/y", "//", "*"],
)
def test_an_address_that_is_none_is_not_found(store: MailStore, target: str) -> None:
    assert answer(store, target).status == 404


def test_pages_use_no_inline_style_or_script(store: MailStore) -> None:
    message = caught(store, html="<p>Page</p>")
    for target in ("/", f"/messages/{message.name}"):
        assert " style=" not in shown(answer(store, target))
        assert "<style" not in shown(answer(store, target))

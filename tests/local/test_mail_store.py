"""The caught messages on disk."""

import os
from email.message import EmailMessage
from pathlib import Path

import pytest

from coproduce.local import mail_store
from coproduce.local.mail_store import Caught, MailStore


def written(subject: str = "Your invitation", message_id: str = "<one@coproduce.example>") -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"] = subject
    mail["Message-ID"] = message_id
    mail.set_content("Plain words")
    return mail


def accept(store: MailStore, mail: EmailMessage | bytes, to: str = "ada@example.org") -> Caught:
    content = mail if isinstance(mail, bytes) else mail.as_bytes()
    return store.accept(content, sender="site@example.org", recipients=[to])


def test_a_message_is_kept_as_it_came(tmp_path: Path) -> None:
    store = MailStore(tmp_path / "mail")
    caught = accept(store, written())
    assert store.content(caught.name).endswith(written().as_bytes())


def test_kept_messages_are_for_this_account_alone(tmp_path: Path) -> None:
    store = MailStore(tmp_path / "mail")
    accept(store, written())
    modes = [path.stat().st_mode & 0o777 for path in (store.folder, *store.folder.iterdir())]
    assert modes == [0o700, 0o600]


def test_an_accepted_message_is_known_after_a_restart(tmp_path: Path) -> None:
    accept(MailStore(tmp_path / "mail"), written("Grüße"))
    [caught] = MailStore(tmp_path / "mail").newest()
    assert (caught.subject, caught.recipients) == ("Grüße", "ada@example.org")


@pytest.mark.parametrize("asked", ["<one@coproduce.example>", "one@coproduce.example"])
def test_it_says_how_often_a_message_id_was_accepted(tmp_path: Path, asked: str) -> None:
    store = MailStore(tmp_path / "mail")
    accept(store, written())
    accept(store, written())
    assert store.times_accepted(asked) == 2
    assert store.times_accepted("<other@coproduce.example>") == 0


def test_the_newest_come_first_and_can_be_narrowed_by_recipient(tmp_path: Path) -> None:
    store = MailStore(tmp_path / "mail")
    for subject, to in (
        ("first", "ada@example.org"),
        ("second", "Bo@example.org"),
        ("third", "ada@example.org"),
    ):
        accept(store, written(subject), to)
    assert [caught.subject for caught in store.newest()] == ["third", "second", "first"]
    assert [caught.subject for caught in store.newest(to="bo@")] == ["second"]


def test_only_so_many_are_kept(tmp_path: Path) -> None:
    store = MailStore(tmp_path / "mail", keep=2)
    for number in range(4):
        accept(store, written(str(number), f"<{number}@example.org>"))
    assert [caught.subject for caught in store.newest()] == ["3", "2"]
    assert len(list(store.folder.iterdir())) == 2
    assert store.times_accepted("<0@example.org>") == 0


def test_what_cannot_be_written_is_not_accepted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = MailStore(tmp_path / "mail")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        accept(store, written())
    assert store.newest() == []
    assert list(store.folder.iterdir()) == []


def test_a_half_written_message_of_a_killed_run_is_removed(tmp_path: Path) -> None:
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "1-a.part").write_text("half")
    MailStore(tmp_path / "mail")
    assert list((tmp_path / "mail").iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no header at all",
        b"Subject: =?nonsense?q?=ff?=\r\n\r\nbody",
        b"Subject: =?utf-8?b?////?=\r\n\r\n",
        b"Subject: \xff\xfe\x00\r\n\r\n\xff",
        b"Content-Type: text/plain; charset=nonsense\r\n\r\n\xff",
        b"Content-Type: multipart/mixed\r\n\r\nno boundary",
        b"Subject:" + b" x" * 100_000,
    ],
)
def test_broken_messages_are_kept_and_can_be_read(tmp_path: Path, content: bytes) -> None:
    store = MailStore(tmp_path / "mail")
    caught = accept(store, content)
    assert "\x00" not in caught.subject
    assert isinstance(mail_store.parts(store.content(caught.name)), dict)


def test_a_sender_cannot_forge_the_envelope(tmp_path: Path) -> None:
    store = MailStore(tmp_path / "mail")
    caught = accept(store, written(), to="ada@example.org\r\nX-Caught-From: forged")
    assert caught.sender == "site@example.org"


def test_a_name_that_was_never_given_opens_no_file(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        MailStore(tmp_path / "mail").content("../../etc/passwd")


def test_text_and_html_are_found_among_the_parts() -> None:
    mail = written()
    mail.add_alternative("<p>As a page</p>", subtype="html")
    found = mail_store.parts(mail.as_bytes())
    assert found == {"text/plain": "Plain words\n", "text/html": "<p>As a page</p>\n"}

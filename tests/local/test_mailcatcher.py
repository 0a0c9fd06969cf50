"""The catcher as a process: real SMTP in, an inbox over HTTP."""

import json
import smtplib
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import quote

import pytest

from coproduce.local import ports
from coproduce.local.processes import Child, started, stop


@dataclass
class Running:
    folder: Path
    smtp_port: int
    url: str

    def send(self, mail: EmailMessage, to: str = "ada@example.org") -> None:
        with smtplib.SMTP("127.0.0.1", self.smtp_port, timeout=5) as client:
            client.send_message(mail, from_addr="site@example.org", to_addrs=[to])

    def read(self, path: str) -> str:
        with urllib.request.urlopen(self.url + path, timeout=5) as reply:
            return str(reply.read().decode())


@pytest.fixture(scope="module")
def catcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("catcher")
    with ports.bind(18025) as smtp, ports.bind(18125) as inbox:
        fds = (smtp.fileno(), inbox.fileno())
        options = ["--folder", str(folder / "mail"), "--smtp-fd", str(fds[0]), "--pages-fd", str(fds[1])]
        child = Child(
            "catcher",
            [sys.executable, "-m", "coproduce.local.mailcatcher", *options],
            log=folder / "log",
            pass_fds=fds,
        )
        running = Running(folder / "mail", ports.number(smtp), ports.url(inbox))
        process = started(child, ready=lambda: "Catching mail" in (folder / "log").read_text())
        yield running
        stop(process)
        assert process.returncode == 0


def mail(message_id: str = "<one@coproduce.example>", subject: str = "Your code") -> EmailMessage:
    written = EmailMessage()
    written["Subject"] = subject
    written["Message-ID"] = message_id
    written.set_content("Your code is 123456")
    return written


def test_a_message_sent_is_in_the_inbox_and_on_the_disk(catcher: Running) -> None:
    catcher.send(mail(subject="To be seen"))
    assert "To be seen" in catcher.read("")
    assert any(b"To be seen" in file.read_bytes() for file in catcher.folder.iterdir())


def test_it_answers_for_a_message_id_at_once(catcher: Running) -> None:
    asked = f"accepted?message_id={quote('<asked@coproduce.example>')}"
    assert json.loads(catcher.read(asked))["accepted"] is False
    catcher.send(mail("<asked@coproduce.example>"))
    assert json.loads(catcher.read(asked)) == {"accepted": True, "times": 1}


def test_addresses_and_words_beyond_ascii_are_taken(catcher: Running) -> None:
    catcher.send(mail(subject="Fàilte gu Dùn Dè"), to="mòrag@example.org")
    assert "Fàilte gu Dùn Dè" in catcher.read(f"?to={quote('mòrag')}")


def test_many_at_once_are_all_kept(catcher: Running) -> None:
    with smtplib.SMTP("127.0.0.1", catcher.smtp_port, timeout=5) as client:
        for number in range(40):
            client.send_message(mail(f"<many-{number}@example.org>"), "a@example.org", ["many@example.org"])
    assert len(json.loads(catcher.read("messages.json?to=many@"))) == 40


def test_a_page_of_another_site_cannot_read_the_mail(catcher: Running) -> None:
    request = urllib.request.Request(catcher.url, headers={"Host": "evil.example:8025"})
    with pytest.raises(urllib.error.HTTPError, match="421") as refused:
        urllib.request.urlopen(request, timeout=5)
    refused.value.close()


def test_a_full_disk_is_answered_with_try_again(catcher: Running) -> None:
    catcher.folder.rename(catcher.folder.with_name("away"))
    try:
        with pytest.raises(smtplib.SMTPDataError, match="could not be kept"):
            catcher.send(mail("<lost@example.org>"))
    finally:
        catcher.folder.with_name("away").rename(catcher.folder)
    assert json.loads(catcher.read("accepted?message_id=lost@example.org"))["accepted"] is False

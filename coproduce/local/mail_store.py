"""The caught messages: one file each, on the disk before the sender hears "250"; the newest are kept."""

import email
import email.message
import os
import re
import secrets
import threading
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from email.header import decode_header, make_header
from itertools import takewhile
from pathlib import Path

from coproduce.local.places import folder
from coproduce.local.processes import private

KEEP = 5000


@dataclass(frozen=True)
class Caught:
    """What the inbox shows of a message."""

    name: str
    at: datetime
    sender: str
    recipients: str
    subject: str
    message_id: str


class MailStore:
    """The folder of messages and what is known of each; safe to use from several threads."""

    def __init__(self, path: Path, *, keep: int = KEEP) -> None:
        self.folder = folder(path)
        self.keep = keep
        self.lock = threading.Lock()
        self.caught: dict[str, Caught] = {}
        self.seen: Counter[str] = Counter()
        for unfinished in self.folder.glob("*.part"):
            unfinished.unlink()
        for file in sorted(self.folder.glob("*.eml")):
            self.remember(described(file))

    def accept(self, content: bytes, *, sender: str, recipients: list[str]) -> Caught:
        """Returns when the message would survive a power cut; raises OSError when it could not be written."""
        name = f"{time.time_ns():020d}-{secrets.token_hex(4)}"
        envelope = f"X-Caught-From: {one_line(sender)}\r\nX-Caught-To: {one_line(', '.join(recipients))}\r\n"
        file = self.folder / f"{name}.eml"
        part = file.with_suffix(".part")
        try:
            with open(part, "xb", opener=private) as output:
                output.write(envelope.encode() + content)
                output.flush()
                os.fsync(output.fileno())
            part.rename(file)
            sync_folder(self.folder)
        except OSError:
            part.unlink(missing_ok=True)
            raise
        caught = described(file)
        with self.lock:
            self.remember(caught)
        return caught

    def remember(self, caught: Caught) -> None:
        self.caught[caught.name] = caught
        self.seen[caught.message_id] += 1
        while len(self.caught) > self.keep:
            oldest = self.caught.pop(next(iter(self.caught)))
            self.seen[oldest.message_id] -= 1
            (self.folder / f"{oldest.name}.eml").unlink(missing_ok=True)

    def newest(self, *, to: str = "") -> list[Caught]:
        """Newest first; `to` is a part of the recipient's address."""
        with self.lock:
            everything = list(self.caught.values())
        return [caught for caught in reversed(everything) if to.casefold() in caught.recipients.casefold()]

    def times_accepted(self, message_id: str) -> int:
        with self.lock:
            return self.seen[bare(message_id)]

    def content(self, name: str) -> bytes:
        """The message as it came, after our two lines of envelope; KeyError for a name we never gave."""
        with self.lock:
            known = self.caught[name].name
        return (self.folder / f"{known}.eml").read_bytes()


def sync_folder(path: Path) -> None:
    """A new name in a folder is safe only when the folder is written too."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def described(file: Path) -> Caught:
    with file.open("rb") as opened:
        head = list(takewhile(is_header, opened))
    headers = email.message_from_string(b"".join(head).decode("utf-8", "replace"))
    return Caught(
        name=file.stem,
        at=datetime.fromtimestamp(int(file.stem.split("-")[0]) / 1e9, UTC),
        sender=worded(headers["X-Caught-From"]),
        recipients=worded(headers["X-Caught-To"]),
        subject=worded(headers["Subject"]),
        message_id=bare(worded(headers["Message-ID"])),
    )


def is_header(line: bytes) -> bool:
    return bool(line.strip())


def worded(header: object) -> str:
    """A header for a person: encoded words decoded where that is possible, as it came where not."""
    raw = "" if header is None else str(header)
    try:
        return one_line(str(make_header(decode_header(raw))))
    except (LookupError, ValueError):
        return one_line(raw)


def one_line(words: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]+", " ", words).strip()


def bare(message_id: str) -> str:
    return message_id.strip().strip("<>")


def parts(content: bytes) -> dict[str, str]:
    """The first text and the first HTML of a message, by content type."""
    found: dict[str, str] = {}
    for part in email.message_from_bytes(content).walk():
        if part.get_content_type() in {"text/plain", "text/html"}:
            found.setdefault(part.get_content_type(), decoded(part))
    return found


def decoded(part: "email.message.Message[str, str]") -> str:
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    try:
        return raw.decode(part.get_content_charset() or "utf-8", "replace")
    except LookupError:
        return raw.decode("utf-8", "replace")

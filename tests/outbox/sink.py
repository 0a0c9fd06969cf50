"""A mail server for tests: real SMTP on loopback; keeps what it took, answers or breaks off as it is told."""

import asyncio
import email
import email.policy
import socket
from collections import Counter
from collections.abc import Callable
from email.message import EmailMessage
from threading import Event
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

MAIL, RCPT, DATA = "MAIL", "RCPT", "DATA"


class Sink:
    """`answers[phase]` is what it says instead of yes; `hooks[phase]` runs before it says anything."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.sessions = 0
        self.commands: Counter[str] = Counter()
        self.answers: dict[str, str] = {}
        self.hooks: dict[str, Callable[[], object]] = {}
        self.drops_at = ""
        self.takes_before_drop = False

    def start(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def stop(self) -> None:
        self.controller.stop(no_assert=True)

    @property
    def subjects(self) -> list[str]:
        return [message["Subject"] for message in self.taken]

    def wait_at(self, phase: str) -> tuple[Event, Event]:
        """Two events: the client has come this far; it may go on (or never hears an answer)."""
        arrived, released = Event(), Event()

        def wait() -> None:
            arrived.set()
            released.wait(10)

        self.hooks[phase] = wait
        return arrived, released

    async def reply(self, phase: str, server: SMTP, yes: str) -> str:
        self.commands[phase] += 1
        if phase in self.hooks:
            await asyncio.to_thread(self.hooks[phase])
        if self.drops_at == phase and server.transport is not None:
            server.transport.close()
        return self.answers.get(phase, yes)

    async def handle_EHLO(  # noqa: N802
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.sessions += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        envelope.mail_from = address
        return await self.reply(MAIL, server, "250 OK")

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answer = await self.reply(RCPT, server, "250 OK")
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = self.answers.get(DATA, "250")
        if answer.startswith("2") and (self.drops_at != DATA or self.takes_before_drop):
            self.take(envelope)
        return await self.reply(DATA, server, "250 OK")

    def take(self, envelope: Envelope) -> None:
        content: Any = envelope.content
        message = email.message_from_bytes(content, policy=email.policy.default)
        message["X-Envelope-To"] = ", ".join(envelope.rcpt_tos)
        message["X-Envelope-From"] = envelope.mail_from
        self.taken.append(message)

"""Our side of the conversation with the mail relay, step by step, so that each failure has its place."""

import smtplib
import ssl
from contextlib import suppress
from types import TracebackType
from typing import Self

from django.conf import settings

from .links import host
from .models import Email

Phase = Email.Phase

#: Relays end long sessions, some without a word: after this many messages we begin a new one.
MESSAGES_PER_SESSION = 100
BROKEN = (OSError, smtplib.SMTPException)


class UnreachableError(Exception):
    """There is no relay to talk to: our own trouble, no message's fault."""


class RefusedError(Exception):
    """The relay understood and said no."""

    def __init__(self, phase: Phase, code: int, words: bytes | str) -> None:
        self.phase = phase
        self.code = code
        self.words = words.decode(errors="replace") if isinstance(words, bytes) else words
        super().__init__(f"{code} {self.words}")

    @property
    def is_final(self) -> bool:
        """Asking again would not help. A refused sender is our own fault, which someone will mend."""
        return self.code >= 500 and self.phase is not Phase.MAIL

    @property
    def blames_address(self) -> bool:
        """The recipient does not exist or does not want us; 5.7.x is about rules, not people (RFC 3463)."""
        return self.is_final and self.phase is Phase.RCPT and not self.words.startswith("5.7.")


class Relay:
    """One session, used for many messages and opened when the first one needs it."""

    def __init__(self) -> None:
        self.session: smtplib.SMTP | None = None
        self.offered = 0
        self.phase = Phase.CONNECT

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        if self.session is not None and error is None:
            with suppress(*BROKEN):
                self.session.quit()
        self.drop()

    def ready(self) -> smtplib.SMTP:
        """A session that nothing is left over in; a new one if the relay has closed the old one."""
        self.phase = Phase.CONNECT
        if self.session is not None and not (self.offered < MESSAGES_PER_SESSION and self.reset()):
            self.drop()
        if self.session is None:
            self.session, self.offered = opened(), 0
        return self.session

    def reset(self) -> bool:
        try:
            return self.session is not None and self.session.rset()[0] == 250
        except BROKEN:
            return False

    def drop(self) -> None:
        if self.session is not None:
            self.session.close()
            self.session = None

    def offer(self, *, sender: str, recipient: str) -> None:
        """Name both; nothing has been handed over when it returns or raises."""
        session = self.ready()
        self.offered += 1
        self.phase = Phase.MAIL
        self.judge(*session.mail(sender))
        self.phase = Phase.RCPT
        self.judge(*session.rcpt(recipient))

    def hand_over(self, content: bytes) -> None:
        """Give the content. Returns when the relay has it; any error but a refusal leaves that open."""
        if self.session is None:
            raise smtplib.SMTPServerDisconnected("There is no session.")
        self.phase = Phase.DATA
        try:
            code, words = self.session.data(content)
        except smtplib.SMTPDataError as refusal:
            self.judge(refusal.smtp_code, refusal.smtp_error)
        else:
            self.judge(code, words)

    def judge(self, code: int, words: bytes | str) -> None:
        """Refusals are raised, with the phase they came in."""
        if 200 <= code < 300:
            return
        if code == 421:
            self.drop()
        if not 400 <= code < 600:
            raise smtplib.SMTPResponseException(code, words)
        raise RefusedError(self.phase, code, words)


def opened() -> smtplib.SMTP:
    """A session that has said hello, over TLS and signed in where settings say so."""
    try:
        session = smtplib.SMTP(
            settings.EMAIL_HOST, settings.EMAIL_PORT, local_hostname=host(), timeout=settings.EMAIL_TIMEOUT
        )
    except BROKEN as error:
        raise UnreachableError(f"The relay does not answer: {error}") from error
    try:
        if settings.EMAIL_USE_TLS:
            session.starttls(context=ssl.create_default_context())
        if settings.EMAIL_HOST_USER:
            session.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
        session.ehlo_or_helo_if_needed()
    except BROKEN as error:
        session.close()
        raise UnreachableError(f"The relay does not let us in: {error}") from error
    return session

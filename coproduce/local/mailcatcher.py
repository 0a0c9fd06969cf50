"""A mail server that keeps every message and delivers none: real SMTP on loopback, an inbox beside it."""

import argparse
import asyncio
import functools
import logging
import signal
import threading
from pathlib import Path
from socket import socket

from aiosmtpd.smtp import SMTP, Envelope, Session

from coproduce.local.mail_pages import Pages
from coproduce.local.mail_store import MailStore

LARGEST = 30_000_000
log = logging.getLogger("mailcatcher")


class Catcher:
    """What aiosmtpd asks when a message has come."""

    def __init__(self, store: MailStore) -> None:
        self.store = store

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Answer 250 only for what is on the disk."""
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        keep = functools.partial(
            self.store.accept, content, sender=envelope.mail_from or "", recipients=envelope.rcpt_tos
        )
        try:
            await asyncio.to_thread(keep)
        except OSError as problem:
            log.warning("A message could not be kept: %s", problem)
            return "452 4.3.1 The message could not be kept, try again later"
        return "250 2.0.0 Kept"


async def serve(store: MailStore, smtp: socket, pages: socket) -> None:
    """Both doors, until asked to stop."""
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    inbox = Pages(store, pages)
    threading.Thread(target=inbox.serve_forever, daemon=True).start()
    speak = functools.partial(
        SMTP, Catcher(store), data_size_limit=LARGEST, enable_SMTPUTF8=True, hostname="catcher.localhost"
    )
    server = await loop.create_server(speak, sock=smtp)
    log.info("Catching mail on %s, inbox on %s", smtp.getsockname(), pages.getsockname())
    await stopped.wait()
    server.close()
    inbox.server_close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="where the messages are kept")
    parser.add_argument("--smtp-fd", type=int, required=True, help="a bound socket for SMTP")
    parser.add_argument("--pages-fd", type=int, required=True, help="a bound socket for the inbox")
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    logging.getLogger("mail.log").setLevel(logging.WARNING)
    store = MailStore(given.folder)
    asyncio.run(serve(store, socket(fileno=given.smtp_fd), socket(fileno=given.pages_fd)))


if __name__ == "__main__":
    main()

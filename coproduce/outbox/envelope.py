"""A row as the message that goes over the wire: its headers, and the same words as text and as a page."""

from email.utils import formatdate, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from .links import host, one_click_url
from .models import Email, Lane


def sender_address() -> str:
    """Whom the relay reports to when it cannot deliver."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def message(email: Email) -> bytes:
    """One recipient; there is no way to name another, openly or blind."""
    multipart = EmailMultiAlternatives(
        email.subject,
        email.text,
        settings.DEFAULT_FROM_EMAIL,
        [email.recipient],
        headers=headers(email),
        alternatives=[(email.html, "text/html")],
    )
    return multipart.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]


def headers(email: Email) -> dict[str, str]:
    """Machines are asked not to answer; readers get the one-click way out (RFC 2919, 3834, 8058)."""
    always = {
        "Message-ID": email.message_id,
        "Date": formatdate(),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "DR, RN, NRN, OOF, AutoReply",
    }
    if email.lane == Lane.ASKED_FOR:
        return always
    return always | {
        "List-Id": f"<{email.topic.replace('_', '-')}.{host()}>",
        "List-Unsubscribe": f"<{one_click_url(email)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }

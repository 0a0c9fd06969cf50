"""Addresses that stand in mails: signed, without sign-in, and with nothing personal in them."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from .models import Email, Lane

SIGNER = Signer(sep=".", salt="coproduce.outbox.unsubscribe")


class UnknownLinkError(Exception):
    """A link that we did not make, or whose mail is no longer kept."""


def host() -> str:
    return urlsplit(settings.BASE_URL).hostname or "localhost"


def token(email: Email) -> str:
    return SIGNER.sign(email.token.hex)


def unsubscribe_url(email: Email) -> str:
    """The page that offers to stop; empty for what was asked for, which nobody can unsubscribe from."""
    return link("outbox:unsubscribe", email)


def one_click_url(email: Email) -> str:
    """Where a mail program unsubscribes at one click (RFC 8058)."""
    return link("outbox:unsubscribe_at_once", email)


def link(name: str, email: Email) -> str:
    if email.lane == Lane.ASKED_FOR:
        return ""
    return f"{settings.BASE_URL}{reverse(name, args=[token(email)])}"


def email_of(signed: str) -> Email:
    """The mail that a link came with."""
    try:
        return Email.objects.get(token=SIGNER.unsign(signed), lane__gt=Lane.ASKED_FOR)
    except (BadSignature, Email.DoesNotExist) as error:
        raise UnknownLinkError from error

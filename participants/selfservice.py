"""A participant's own page: a link to it goes to the address they gave, and opens it for a time.

Nobody else is given the link, neither staff nor a printer: what is said there is the person's own word.
"""

import datetime as dt

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import now as current_time

from coproduce.accounts.models import User
from coproduce.outbox.models import Email
from coproduce.outbox.queue import Lane, enqueue

from . import register
from .models import OwnLink, Participant

KIND = "own_page"
ABOUT = "participants.ownlink:"
SIGNER = Signer(salt="participants.own_page", sep=".")
LIFE = dt.timedelta(days=30)
#: Asked for again within this time, no second email goes out.
PAUSE = dt.timedelta(minutes=10)


class UnknownLinkError(Exception):
    """A link that we did not make, or that was cut on its way."""


class EndedLinkError(Exception):
    """A link of ours that opens nothing any more; `link` says whose it was."""

    def __init__(self, link: OwnLink) -> None:
        super().__init__("This link has ended.")
        self.link = link


@transaction.atomic
def send(participant: Participant, *, now: dt.datetime, by: User | None = None) -> bool:
    """Mail a new link to the address they have now; False for people without email.

    `by` is nobody when the person asks for it themselves.
    """
    if by is not None:
        register.require(by, "participants.link_participant", participant)
    Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
    earlier = OwnLink.objects.of_participant(participant)
    if earlier.open(now).made_since(now - PAUSE).exists():
        return True
    address = register.contact(participant, purpose="Email with a link to their own page", by=by)
    if not address:
        return False
    made = make(participant, now=now, by=by)
    context = {"partnership": participant.partnership, "own_url": url(made), "until": made.expires_at}
    key = f"{KIND}:{made.pk}"
    enqueue(
        KIND,
        key=key,
        to=address,
        context=context,
        lane=Lane.ASKED_FOR,
        expires_at=made.expires_at,
        about=made,
    )
    return True


def make(participant: Participant, *, now: dt.datetime, by: User | None) -> OwnLink:
    """A link for an email to the address they have now."""
    return OwnLink.objects.create(participant=participant, made_at=now, made_by=by, expires_at=now + LIFE)


def url(link: OwnLink, page: str = "own_page") -> str:
    """Where the link leads: to the own page, or straight to a page behind it."""
    return f"{settings.BASE_URL}{reverse(f'participants:{page}', args=[token(link)])}"


def token(link: OwnLink) -> str:
    """The key of the row, signed; it holds nothing that points to a person."""
    return SIGNER.sign(str(link.pk))


def link_of(signed: str, *, now: dt.datetime) -> OwnLink:
    """The link with its participant, while it is open."""
    try:
        rows = OwnLink.objects.select_related("participant__partnership__team", "participant__organisation")
        found = rows.get(pk=SIGNER.unsign(signed))
    except (BadSignature, OwnLink.DoesNotExist) as error:
        raise UnknownLinkError from error
    if not found.is_open(now):
        raise EndedLinkError(found)
    return found


def end(participant: Participant, *, now: dt.datetime) -> int:
    """Close every link to their page, such as when they lost a phone or their address is another now."""
    return OwnLink.objects.of_participant(participant).open(now).update(ended_at=now)


def still_opens(email: Email) -> bool:
    """Just before a link leaves: does it open the page still, and is this their address still?"""
    key = email.about.removeprefix(ABOUT)
    row = OwnLink.objects.select_related("participant").filter(pk=key).first() if key.isdigit() else None
    return (
        row is not None
        and row.is_open(current_time())
        and register.is_reached_at(row.participant, email.recipient)
    )

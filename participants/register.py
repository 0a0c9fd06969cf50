"""The only door to who a participant is: a look, search or use leaves a disclosure or does not happen."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Max, Q
from django.utils import timezone

from coproduce.accounts.access import team_ids
from coproduce.accounts.models import RoleName, User
from partnerships.models import Organisation, Partnership, StatutoryGroup

from . import agreeing, forgetting
from .details import Details, Disclosed, Found, stored
from .models import Participant
from .models.declarations import ERASED
from .models.formats import Format, Way
from .models.identity import Disclosure, Identity

#: A search that matches more people than this shows nobody.
MOST_FOUND = 20
#: What a form may offer as formats of papers.
FORMATS = Format.choices
STANDARD_FORMAT = Format.STANDARD
WAYS = Way.choices
#: Columns that the person may set without their name being looked at.
PREFERENCES = ("preferred_format", "preferred_language", "preferred_way")
GONE = "Their name and contact details are no longer kept."
FORGOTTEN = (
    "Someone with this {ways} asked to be forgotten. Do not enrol them again unless they want it "
    "themselves. If they do, say below how you know."
)


__all__ = ["Details", "Disclosed", "Found"]


class RegisterError(Exception):
    """Refused; the message can be shown to whoever asked."""


class ForgottenError(RegisterError):
    """Someone who can be reached in this way asked to be forgotten here."""


@transaction.atomic
def enrol(  # noqa: PLR0913  all but the first two are given by name
    partnership: Partnership,
    details: Details,
    *,
    by: User,
    groups: Iterable[StatutoryGroup] = (),
    organisation: Organisation | None = None,
    submission: UUID | None = None,
    own_wish: str = "",
) -> Participant:
    """A new reference with a person behind it; the same `submission` makes one participant only.

    Who asked to be forgotten comes back by their `own_wish` only, in words that are kept.
    """
    require(by, "participants.enrol_participant", Participant(partnership=partnership))
    Partnership.objects.select_for_update(no_key=True).get(pk=partnership.pk)
    earlier = Participant.objects.filter(submission=submission).first() if submission else None
    if earlier is not None:
        return earlier
    marks = marks_of(partnership, details)
    returns = require_not_forgotten(partnership, marks, own_wish=own_wish)
    last = Participant.objects.filter(partnership=partnership).aggregate(last=Max("number"))["last"] or 0
    participant = Participant.objects.create(
        partnership=partnership,
        number=last + 1,
        organisation=organisation,
        enrolled_by=by,
        submission=submission or uuid4(),
    )
    participant.groups.set(groups)
    Identity.objects.create(participant=participant, **stored(details))
    if returns:
        forgetting.welcome_back(marks, partnership)
        agreeing.note_return(participant, own_wish, by=by, now=timezone.now())
    return participant


def marks_of(partnership: Partnership, details: Details) -> dict[str, list[str]]:
    """What recognises someone with these details who asked to be forgotten; imports ask by it, too."""
    asked = ("name", "email", "phone", "postal_address")
    return forgetting.marks_of(partnership, **{name: getattr(details, name) for name in asked})


def require_not_forgotten(partnership: Partnership, marks: dict[str, list[str]], *, own_wish: str) -> bool:
    """Whether this is someone coming back; raises, in words, unless they wish it."""
    ways = forgetting.recognised(marks, partnership)
    if ways and not own_wish.strip():
        told = {"email": "email address", "phone": "phone number", "post": "name and postal address"}
        raise ForgottenError(FORGOTTEN.format(ways=" and ".join(told.get(way, way) for way in ways)))
    return bool(ways)


@transaction.atomic
def disclose(participant: Participant, *, by: User, reason: str) -> Disclosed:
    """Who this is, once; if the disclosure cannot be recorded, nothing is shown."""
    require(by, "participants.disclose_participant", participant)
    note(Disclosure.What.LOOK, [participant], participant.partnership, by=by, reason=reason)
    identity = identity_of(participant)
    return Disclosed(participant=participant, details=details_of(identity), version=version(identity))


@transaction.atomic
def correct(participant: Participant, details: Details, *, by: User, seen: str = "") -> bool:
    """Replace name and contact details; True when the email address is another now.

    Refused when someone else has changed them after the version that was `seen`.
    """
    require(by, "participants.correct_participant", participant)
    identity = identity_of(participant, lock=True)
    wanted = stored(details)
    if all(getattr(identity, name) == value for name, value in wanted.items()):
        return False
    if seen and seen != version(identity):
        raise RegisterError(
            "Someone else changed these details while you were editing them. Nothing has been saved. "
            "Look at the details again before you correct them."
        )
    reason = "Correcting name and contact details"
    note(Disclosure.What.CORRECT, [participant], participant.partnership, by=by, reason=reason)
    has_moved: bool = identity.email != wanted["email"]
    for name, value in wanted.items():
        setattr(identity, name, value)
    identity.save()
    return has_moved


@transaction.atomic
def find(words: str, *, by: User, reason: str) -> Found:
    """The references behind a name, a phone number or an email address, where the person works as an officer.

    Each one found has a disclosure; a search that finds nobody, or too many, leaves one as well.
    """
    partnerships = list(Partnership.objects.filter(team__in=team_ids(by, RoleName.OFFICER, RoleName.LEAD)))
    if not partnerships:
        raise PermissionDenied
    matches = Identity.objects.matching(words).filter(participant__partnership__in=partnerships)
    keys = matches.values("participant")
    found = list(Participant.objects.filter(pk__in=keys).with_groups()[: MOST_FOUND + 1])
    result = Found(participants=found if len(found) <= MOST_FOUND else [], too_many=len(found) > MOST_FOUND)
    for partnership in partnerships:
        theirs = [one for one in result.participants if one.partnership_id == partnership.pk]
        note(Disclosure.What.SEARCH, theirs or [None], partnership, by=by, reason=reason)
    return result


@transaction.atomic
def contact(participant: Participant, *, purpose: str, by: User | None = None) -> str:
    """The email address to write to, "" where there is none; `by` is nobody when the platform writes."""
    known = Identity.objects.filter(participant=participant)
    email = known.values_list("email", flat=True).first() or ""
    if email:
        note(Disclosure.What.CONTACT, [participant], participant.partnership, by=by, reason=purpose)
    return email


def emailable() -> models.QuerySet[Identity, int]:
    """Keys of the participants who have an email address, to narrow other rows by; tells no address."""
    return Identity.objects.with_email().values_list("participant", flat=True)


def mailable() -> models.QuerySet[Identity, int]:
    """The same, without those who asked to be reached in another way."""
    return Identity.objects.by_email().values_list("participant", flat=True)


def is_reached_at(participant: Participant, address: str) -> bool:
    """Whether this is the address they have now: a queued mail does not go to one that was corrected."""
    return bool(address) and Identity.objects.filter(participant=participant, email=address.lower()).exists()


def disclosures(participant: Participant, *, to: User) -> models.QuerySet[Disclosure]:
    """Who looked and why, newest first, for the leads of the partnership."""
    return Disclosure.objects.visible_to(to).of(participant)


def who_looked(participant: Participant) -> models.QuerySet[Disclosure]:
    """For the person themselves."""
    return Disclosure.objects.of(participant)


@transaction.atomic
def prefer(participant: Participant, wanted: Mapping[str, str], *, by: User | None = None) -> None:
    """What the person says of how to reach them; no name is looked at. Nobody in `by` is the person."""
    if by is not None:
        require(by, "participants.correct_participant", participant)
    if set(wanted) - set(PREFERENCES):
        raise RegisterError("Only how they like to be reached can be set here.")
    identity = identity_of(participant, lock=True)
    for name, value in wanted.items():
        setattr(identity, name, value.strip())
    identity.save()


def preferences(participant: Participant) -> dict[str, str]:
    """How they like to be reached, without who they are; nothing where that is no longer kept."""
    return Identity.objects.filter(participant=participant).values(*PREFERENCES).first() or {}


def copied(participant: Participant, *, by: User, reason: str) -> None:
    """Staff take a copy of everything for the person."""
    require(by, "participants.copy_participant", participant)
    note(Disclosure.What.COPY, [participant], participant.partnership, by=by, reason=reason)


@transaction.atomic
def leave_marks(participant: Participant, *, on: dt.date) -> str:
    """Before the details go: what recognises them later, and no reason of a look names them any more.

    Gives the email address for a last message, "" where there is none.
    """
    identity = Identity.objects.filter(participant=participant).first()
    if identity is None:
        return ""
    details = details_of(identity)
    forgetting.leave(marks_of(participant.partnership, details), participant.partnership, on=on)
    reasons_naming(participant.partnership, details).update(reason=ERASED)
    return identity.email


def reasons_naming(partnership: Partnership, details: Details) -> models.QuerySet[Disclosure]:
    """Reasons that hold a name or way to reach them; of searches that found nobody, any part of a name."""
    told = [details.name, details.address_as, details.email, details.phone, details.helper_name]
    whole = [Q(reason__icontains=words) for words in told if words]
    parts = [word for word in re.findall(r"[^\W\d_]+", details.name) if len(word) > 2]
    searched = [Q(participant=None, reason__iregex=rf"\y{part}\y") for part in parts]
    every = Disclosure.objects.filter(partnership=partnership)
    return every.filter(Q(*whole, *searched, _connector=Q.OR))


def shared(address: str) -> bool:
    """Whether someone else is still reached at it."""
    return Identity.objects.filter(email=address).exists()


def identity_of(participant: Participant, *, lock: bool = False) -> Identity:
    rows = Identity.objects.select_for_update() if lock else Identity.objects.all()
    found = rows.filter(participant=participant).first()
    if found is None:
        raise RegisterError(GONE)
    return found


def is_known(participant: Participant) -> bool:
    """False once name and contact details are deleted."""
    return Identity.objects.filter(participant=participant).exists()


def require(by: User, permission: str, participant: Participant) -> None:
    """Views ask as well; here nobody gets past for having forgotten to."""
    if not by.has_perm(permission, participant):
        raise PermissionDenied


def note(
    what: Disclosure.What,
    participants: Sequence[Participant | None],
    partnership: Partnership,
    *,
    by: User | None,
    reason: str,
) -> None:
    """One row for each participant who was seen; None stands for nobody found."""
    Disclosure.objects.bulk_create(
        Disclosure(partnership=partnership, participant=participant, what=what, by=by, reason=reason.strip())
        for participant in participants
    )


def details_of(identity: Identity) -> Details:
    return Details(**{name: getattr(identity, name) for name in Details.__dataclass_fields__})


def version(identity: Identity) -> str:
    return identity.changed_at.isoformat(timespec="microseconds")

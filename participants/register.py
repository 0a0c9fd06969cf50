"""The only door to who a participant is: a look, search or use leaves a disclosure or does not happen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Max

from coproduce.accounts.access import team_ids
from coproduce.accounts.models import RoleName, User
from partnerships.models import Organisation, Partnership, StatutoryGroup

from .models import Participant
from .models.identity import Disclosure, Format, Identity

#: A search that matches more people than this shows nobody.
MOST_FOUND = 20
#: What a form may offer as formats of papers.
FORMATS = Format.choices
STANDARD_FORMAT = Format.STANDARD


class RegisterError(Exception):
    """Refused; the message can be shown to whoever asked."""


@dataclass(frozen=True, kw_only=True)
class Details:
    """Name and contact details, to be shown or stored; `phone` or an address may be all there is."""

    name: str
    address_as: str = ""
    email: str = ""
    phone: str = ""
    postal_address: str = ""
    preferred_format: str = STANDARD_FORMAT

    @property
    def greeting(self) -> str:
        return self.address_as or self.name

    @property
    def papers(self) -> str:
        return Format(self.preferred_format).label


@dataclass(frozen=True, kw_only=True)
class Disclosed:
    """Who a participant is, for one page, one time; `version` tells a later correction what was seen."""

    participant: Participant
    details: Details
    version: str


@dataclass(frozen=True, kw_only=True)
class Found:
    """References that a search led to: none of them when it was too wide to be a search for a person."""

    participants: list[Participant]
    too_many: bool


@transaction.atomic
def enrol(  # noqa: PLR0913  all but the first two are given by name
    partnership: Partnership,
    details: Details,
    *,
    by: User,
    groups: Iterable[StatutoryGroup] = (),
    organisation: Organisation | None = None,
    submission: UUID | None = None,
) -> Participant:
    """A new reference with a person behind it; the same `submission` makes one participant only."""
    require(by, "participants.enrol_participant", Participant(partnership=partnership))
    Partnership.objects.select_for_update(no_key=True).get(pk=partnership.pk)
    earlier = Participant.objects.filter(submission=submission).first() if submission else None
    if earlier is not None:
        return earlier
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
    return participant


@transaction.atomic
def disclose(participant: Participant, *, by: User, reason: str) -> Disclosed:
    """Who this is, once; if the disclosure cannot be recorded, nothing is shown."""
    require(by, "participants.disclose_participant", participant)
    note(Disclosure.What.LOOK, [participant], participant.partnership, by=by, reason=reason)
    identity = Identity.objects.get(participant=participant)
    return Disclosed(participant=participant, details=details_of(identity), version=version(identity))


@transaction.atomic
def correct(participant: Participant, details: Details, *, by: User, seen: str = "") -> bool:
    """Replace name and contact details; True when the email address is another now.

    Refused when someone else has changed them after the version that was `seen`.
    """
    require(by, "participants.correct_participant", participant)
    identity = Identity.objects.select_for_update().get(participant=participant)
    wanted = stored(details)
    if all(getattr(identity, name) == value for name, value in wanted.items()):
        return False
    if seen and seen != version(identity):
        raise RegisterError(
            "Someone else changed these details while you were editing them. Nothing has been saved. "
            "Look at the details again before you correct them."
        )
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
    email: str = Identity.objects.values_list("email", flat=True).get(participant=participant)
    if email:
        note(Disclosure.What.CONTACT, [participant], participant.partnership, by=by, reason=purpose)
    return email


def emailable() -> models.QuerySet[Identity, int]:
    """Keys of the participants who have an email address, to narrow other rows by; tells no address."""
    return Identity.objects.with_email().values_list("participant", flat=True)


def is_reached_at(participant: Participant, address: str) -> bool:
    """Whether this is the address they have now: a queued mail does not go to one that was corrected."""
    return bool(address) and Identity.objects.filter(participant=participant, email=address.lower()).exists()


def disclosures(participant: Participant, *, to: User) -> models.QuerySet[Disclosure]:
    """Who looked and why, newest first, for the leads of the partnership."""
    return Disclosure.objects.visible_to(to).of(participant)


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


def stored(details: Details) -> Mapping[str, Any]:
    values = {name: value.strip() for name, value in asdict(details).items()}
    return {**values, "email": values["email"].lower()}


def details_of(identity: Identity) -> Details:
    return Details(**{name: getattr(identity, name) for name in Details.__dataclass_fields__})


def version(identity: Identity) -> str:
    return identity.changed_at.isoformat(timespec="microseconds")

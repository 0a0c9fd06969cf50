"""That someone took part is a claim of the partnership; they, or their organisation, say whether it is so.

No account of the claiming side can set "confirmed" by itself: the person answers on their own page, or reads
out the code of a sheet that was printed for them; neither who recorded the claim nor who printed the sheet
may write that down.
"""

import datetime as dt
import secrets
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from coproduce.accounts.models import User
from partnerships.models import StatutoryGroup

from .models import (
    Confirmation,
    ConfirmationCode,
    Involvement,
    InvolvementEvidence,
    Through,
    Verdict,
)
from .models.confirmations import EvidenceKind

#: Without letters and digits that are taken for one another on the phone or in print.
ALPHABET = "ABCDEFGHJKMNPQRTUVWXYZ346789"
CODE_LENGTH = 6
MOST_TRIES = 5


class ClaimingError(Exception):
    """Nothing was recorded; the message says why and can be shown."""


@transaction.atomic
def answer(
    involvement: Involvement,
    verdict: Verdict,
    *,
    now: dt.datetime,
    words: str = "",
    groups: Iterable[StatutoryGroup] = (),
) -> Confirmation:
    """The person's own word, from their own page."""
    row = locked(involvement)
    return keep(row, verdict, now=now, words=words, groups=groups, through=Through.LINK)


def answer_as_told(  # noqa: PLR0913  who, what, how and when, all given by name
    involvement: Involvement,
    verdict: Verdict,
    *,
    code: str,
    through: Through,
    by: User,
    now: dt.datetime,
    words: str = "",
    groups: Iterable[StatutoryGroup] = (),
) -> Confirmation:
    """What they said on the phone or wrote, with the code of the sheet that was printed for them.

    A wrong code is counted, so it is refused only when that is kept.
    """
    with transaction.atomic():
        row = locked(involvement)
        sheet = sheet_for(row, by)
        if constant_time_compare(sheet.fingerprint, fingerprint(row, code)):
            return keep(row, verdict, now=now, words=words, groups=groups, through=through, by=by)
        sheet.tries += 1
        sheet.save()
    raise ClaimingError("That is not the code on their sheet. Ask them to read it out once more.")


def sheet_for(row: Involvement, by: User) -> ConfirmationCode:
    """The sheet of the claim as it is now, for someone who had no part in the claim or the sheet."""
    if not by.has_perm("participants.record_involvement", row):
        raise PermissionDenied
    claimed_at = moment_of_claim(row)
    if by.pk == row.attendance_recorded_by_id:
        raise ClaimingError("You recorded that they came, so a colleague writes down what they say of it.")
    found = ConfirmationCode.objects.filter(involvement=row, claimed_at=claimed_at)
    sheet = found.select_for_update().first()
    if sheet is None:
        raise ClaimingError("No sheet was printed for this. Print one, and have it sent to them.")
    if sheet.printed_by_id == by.pk:
        raise ClaimingError("You printed the sheet, so a colleague writes down what they say of it.")
    if sheet.tries >= MOST_TRIES:
        raise ClaimingError("Too many wrong codes were given for this sheet. Print a new one.")
    return sheet


@transaction.atomic
def print_code(involvement: Involvement, *, by: User, now: dt.datetime) -> str:
    """A new code for the sheet, shown this once; the one before is void."""
    row = locked(involvement)
    if not by.has_perm("participants.record_involvement", row):
        raise PermissionDenied
    claimed_at = moment_of_claim(row)
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    ConfirmationCode.objects.filter(involvement=row).delete()
    ConfirmationCode.objects.create(
        involvement=row,
        claimed_at=claimed_at,
        fingerprint=fingerprint(row, code),
        printed_by=by,
        printed_at=now,
    )
    return code


def fingerprint(involvement: Involvement, code: str) -> str:
    """Of the code as people read it out: capitals and spaces do not matter."""
    read = "".join(code.upper().split()).replace("-", "")
    moment = involvement.attendance_recorded_at
    return salted_hmac(
        "participants.claiming", f"{involvement.pk}:{moment}:{read}", algorithm="sha256"
    ).hexdigest()


def locked(involvement: Involvement) -> Involvement:
    rows = Involvement.objects.with_participant().select_for_update(of=("self",))
    return rows.get(pk=involvement.pk)


def moment_of_claim(row: Involvement) -> dt.datetime:
    """When it was recorded that they came; refused where that is not recorded."""
    if not row.has_come or row.attendance_recorded_at is None:
        raise ClaimingError("It is not recorded that they came, so there is nothing to confirm.")
    return row.attendance_recorded_at


def keep(  # noqa: PLR0913  each is a column of the row
    row: Involvement,
    verdict: Verdict,
    *,
    now: dt.datetime,
    through: Through,
    words: str = "",
    groups: Iterable[StatutoryGroup] = (),
    by: User | None = None,
) -> Confirmation:
    claimed_at = moment_of_claim(row)
    chosen = list(groups) if verdict == Verdict.CORRECTED else []
    if verdict == Verdict.CORRECTED and not (chosen or words.strip()):
        raise ClaimingError("Say what is to be put right.")
    made = Confirmation(involvement=row, claimed_at=claimed_at, verdict=verdict, at=now)
    made.words, made.through, made.by = words.strip(), through, by
    made.save()
    made.groups.set(chosen)
    return made


def sheet_of(row: Involvement) -> ConfirmationCode | None:
    """The sheet that was printed for the claim as it is now."""
    if row.attendance_recorded_at is None:
        return None
    found = ConfirmationCode.objects.filter(involvement=row, claimed_at=row.attendance_recorded_at)
    return found.select_related("printed_by").first()


def said(verdict: str | None) -> str:
    """What the person has said of a claim, in words for a list; "" where they have not."""
    return Verdict(verdict).label if verdict else ""


@transaction.atomic
def add_evidence(
    involvement: Involvement, kind: EvidenceKind, *, by: User, now: dt.datetime, words: str = ""
) -> InvolvementEvidence:
    """Say what stands behind the claim."""
    row = locked(involvement)
    if not by.has_perm("participants.record_involvement", row):
        raise PermissionDenied
    moment_of_claim(row)
    return InvolvementEvidence.objects.create(
        involvement=row, kind=kind, words=words.strip(), recorded_at=now, recorded_by=by
    )


@transaction.atomic
def withdraw_evidence(evidence: InvolvementEvidence, *, by: User, now: dt.datetime, reason: str) -> None:
    """It stays on record with the reason, and counts no more."""
    row = InvolvementEvidence.objects.select_for_update().get(pk=evidence.pk)
    if not by.has_perm("participants.record_involvement", row.involvement):
        raise PermissionDenied
    if row.withdrawn_at is not None:
        raise ClaimingError("It was withdrawn already.")
    if not reason.strip():
        raise ClaimingError("Say why it does not count any more.")
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_because = now, by, reason.strip()
    row.save()

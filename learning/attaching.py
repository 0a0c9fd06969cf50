"""Files with a case study: attached, described, removed, with the revision that its authors have in hand.

A published entry stays as it is while its next revision is written: what is added to it comes with that
revision, what is removed or described anew goes with it, and dropping the revision undoes all of that.
Formats (`formatting`) go the same way.
"""

import hashlib
import uuid
from datetime import datetime
from typing import Any

from django.db import transaction

from coproduce.accounts.models import User

from .files import Clean
from .models import Attachment, AttachmentContent, CaseStudy, Format, Revision
from .models.companions import Companion, known

#: Attachments of one revision.
MOST = 10
FULL = f"There are {MOST} attachments, which is the most that a case study can have. Remove one first."
REPLACED = "Another version has taken its place. Remove that first."


class AttachingError(Exception):
    """Something cannot be attached or changed; the message says why, in words for the person who tried."""


def in_hand(case_study: CaseStudy, *, by: User) -> int:
    """The number of the revision in its authors' hands. The entry stays locked; `by` has edited it last."""
    case_study.refresh_from_db(from_queryset=CaseStudy.objects.select_for_update())
    if not by.has_perm("learning.accompany_casestudy", case_study):
        raise AttachingError(
            "This case study is not in your hands now, so nothing has been changed. It may have been "
            "submitted or published in the meantime."
        )
    written = Revision.objects.of(case_study).in_progress()
    if not written.update(last_edited_by=by):
        CaseStudy.objects.filter(pk=case_study.pk).update(last_edited_by=by)
    return case_study.revision + 1


@transaction.atomic
def attach(attachment: Attachment, file: Clean, *, by: User, now: datetime) -> Attachment:
    """Save the new attachment with its file, once however often it is sent; never more than ten."""
    number = in_hand(attachment.case_study, by=by)
    if earlier := Attachment.objects.filter(submission=attachment.submission).first():
        return earlier
    refuse_more(attachment.case_study, number)
    attachment.kind, attachment.size = file.kind, len(file.content)
    attachment.sha256 = hashlib.sha256(file.content).hexdigest()
    attachment.since, attachment.added_by, attachment.added_at = number, by, now
    attachment.save()
    AttachmentContent.objects.create(attachment=attachment, content=file.content, preview=file.preview)
    return attachment


def refuse_more(case_study: CaseStudy, number: int) -> None:
    if Attachment.objects.of(case_study).of_revision(number).count() >= MOST:
        raise AttachingError(FULL)


@transaction.atomic
def describe(attachment: Attachment, *, by: User) -> Attachment:
    """Save what is said of it anew. What readers see already stays until the revision is published."""
    number = in_hand(attachment.case_study, by=by)
    earlier = attachment.pk
    if not begin_anew(attachment, number):
        attachment.save()
        return attachment
    stored = AttachmentContent.objects.get(attachment=earlier)
    attachment.save()
    AttachmentContent.objects.create(attachment=attachment, content=stored.content, preview=stored.preview)
    for held in Format.objects.filter(attachment=earlier).of_revision(number):
        begin_anew(held, number)
        held.attachment = attachment
        held.save()
    return attachment


def begin_anew(row: Companion, number: int) -> bool:
    """Whether the row becomes another: of this revision it is changed in place, one that readers see ends."""
    row.refresh_from_db(fields=["since", "until"])
    if row.until is not None:
        raise AttachingError("It has been removed in the meantime, so nothing has been changed.")
    if row.since == number:
        return False
    kin(row).filter(pk=row.pk).update(until=number)
    row.replaces_id, row.pk, row.since, row.submission = row.pk, None, number, uuid.uuid4()
    row._state.adding = True  # noqa: SLF001  as Django says for copies of rows
    return True


def kin(row: Companion) -> Any:
    """All rows of its kind: files, or formats."""
    return type(row)._default_manager  # noqa: SLF001  Django documents it


@transaction.atomic
def remove(row: Companion, *, by: User) -> None:
    """Gone at once, bytes and all, if no reader has seen it; otherwise once the revision is published."""
    number = in_hand(row.case_study, by=by)
    if isinstance(row, Attachment):
        for held in Format.objects.filter(attachment=row).of_revision(number):
            end(held, number)
    end(row, number)


def end(row: Companion, number: int) -> None:
    if row.since == number:
        row.delete()
    else:
        kin(row).filter(pk=row.pk).update(until=number)


@transaction.atomic
def keep(row: Companion, *, by: User) -> None:
    """Take back a removal that the next revision would bring."""
    number = in_hand(row.case_study, by=by)
    if kin(row).filter(replaces=row.pk).exists():
        raise AttachingError(REPLACED)
    if isinstance(row, Attachment):
        refuse_more(row.case_study, number)
    if isinstance(row, Format) and row.attachment is not None and row.attachment.is_ending:
        raise AttachingError("Its file is to be removed. Keep the file first, among the attachments.")
    if isinstance(row, Format) and Format.objects.like(row).of_revision(number).exists():
        raise AttachingError(REPLACED)
    kin(row).filter(pk=row.pk).update(until=None)


def changes(revision: Revision) -> dict[str, list[Companion]]:
    """What a revision brings, some of it in place of what readers saw before, and what goes with it."""
    brought: list[Companion] = []
    ended: list[Companion] = []
    for rows in (Attachment.objects.of(revision.case_study), Format.objects.of(revision.case_study)):
        new = list(rows.brought_by(revision.number).select_related("replaces"))
        replaced = {row.replaces_id for row in new}
        brought += known(new, revision.case_study)
        ended += [row for row in rows.ended_by(revision.number) if row.pk not in replaced]
    return {"brought": brought, "ended": ended}


def discard(case_study: CaseStudy) -> None:
    """The revision in progress is dropped: what it brought goes, what it would have removed stays."""
    number = case_study.revision + 1
    for rows in (Format.objects.of(case_study), Attachment.objects.of(case_study)):
        rows.brought_by(number).delete()
        rows.ended_by(number).update(until=None)


def take_out(case_study: CaseStudy, *, pictures: bool, film: bool) -> None:
    """Files in which people can be recognised, and films and recordings, leave every revision at once."""
    if pictures:
        Attachment.objects.of(case_study).showing_people().delete()
    if film:
        Format.objects.of(case_study).linked().delete()


def erase(case_study: CaseStudy) -> None:
    """Every file and format of every revision leaves the database; for a storyteller's withdrawal."""
    Format.objects.of(case_study).delete()
    Attachment.objects.of(case_study).delete()

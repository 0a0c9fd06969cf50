"""The same case study in other formats: added, changed, and which one a person looks for."""

from datetime import datetime

from django.db import transaction

from coproduce.accounts.access import Person
from coproduce.accounts.models import User

from .attaching import AttachingError, begin_anew, in_hand
from .models import Format, FormatKind, Preference


@transaction.atomic
def add(version: Format, *, by: User, now: datetime, is_current: bool) -> Format:
    """Save the new version, once however often it is sent; one of a kind and language at a time.

    `is_current`: it says what is being written now, not what readers have seen so far.
    """
    number = in_hand(version.case_study, by=by)
    if earlier := Format.objects.filter(submission=version.submission).first():
        return earlier
    refuse_second(version, number)
    version.reflects = number if is_current else max(number - 1, 1)
    version.since, version.added_by, version.added_at = number, by, now
    version.save()
    return version


@transaction.atomic
def change(version: Format, *, by: User, is_current: bool) -> Format:
    """Save what is changed; readers go on with what they have until the revision is published."""
    number = in_hand(version.case_study, by=by)
    refuse_second(version, number)
    begin_anew(version, number)
    if is_current:
        version.reflects = number
    version.save()
    return version


def refuse_second(version: Format, number: int) -> None:
    if Format.objects.like(version).of_revision(number).exclude(pk=version.pk).exists():
        raise AttachingError(f"There is a version like this already ({version}). Change or remove that one.")


def preferred_by(user: Person) -> str:
    """The kind of format that the person looks for; empty where none is."""
    if not isinstance(user, User):
        return ""
    return Preference.objects.filter(user=user).values_list("format", flat=True).first() or ""


def prefer(kind: str, *, by: User) -> None:
    """Remember it, or with an empty kind forget it."""
    if kind:
        Preference.objects.update_or_create(user=by, defaults={"format": FormatKind(kind)})
    else:
        Preference.objects.filter(user=by).delete()

"""Saying that an organisation's entry is still correct."""

import datetime as dt

import pghistory
from django.db import transaction

from coproduce.accounts.models import User

from .models import Organisation


class ConfirmingError(Exception):
    """Why an entry cannot be confirmed, in words for the person who tried."""


@transaction.atomic
def confirm(organisation: Organisation, *, by: User, today: dt.date) -> None:
    """The entry is correct today. What somebody is editing meanwhile is not disturbed by it."""
    organisation.refresh_from_db(from_queryset=Organisation.objects.select_for_update())
    if organisation.merged_into_id is not None:
        raise ConfirmingError("This entry has been merged into another one. Confirm that one instead.")
    organisation.confirmed_on, organisation.confirmed_by = today, by
    with pghistory.context(user=by.pk):
        organisation.save(update_fields=["confirmed_on", "confirmed_by"])

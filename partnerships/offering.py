"""What organisations offer and do in partnerships: withdrawing an offer, offering it again, ending a part."""

import datetime as dt

import pghistory
from django.db import transaction

from coproduce.accounts.models import User

from .models import PartnershipPart, SupportOffer


class OfferingError(Exception):
    """Why an offer or a part cannot be ended, in words for the person who tried."""


@transaction.atomic
def withdraw(offer: SupportOffer, *, by: User, today: dt.date) -> None:
    """Nobody is led to it from today on; its page stays. Withdrawing it again changes nothing."""
    offer.refresh_from_db(from_queryset=SupportOffer.objects.select_for_update())
    if offer.withdrawn_on is None:
        offer.withdrawn_on = today
        with pghistory.context(user=by.pk):
            offer.save(update_fields=["withdrawn_on", "changed_at"])


@transaction.atomic
def offer_again(offer: SupportOffer, *, by: User) -> None:
    """As it was when it was withdrawn. Where it is offered already nothing changes."""
    offer.refresh_from_db(from_queryset=SupportOffer.objects.select_for_update())
    if offer.withdrawn_on is not None:
        offer.withdrawn_on = None
        with pghistory.context(user=by.pk):
            offer.save(update_fields=["withdrawn_on", "changed_at"])


@transaction.atomic
def end_part(part: PartnershipPart, *, by: User, until: dt.date) -> None:
    """`until` is the first day without the part: the day it began where it was never had."""
    part.refresh_from_db(from_queryset=PartnershipPart.objects.select_for_update())
    if part.since is not None and until < part.since:
        raise OfferingError("It cannot end before the day it began.")
    part.until = until
    with pghistory.context(user=by.pk):
        part.save(update_fields=["until", "changed_at"])

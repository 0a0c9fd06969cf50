"""What an address wants no more of: stopping, coming back, and the addresses that refuse us."""

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now

from .models import Email, Suppression

EVERYTHING = ""


def words(topic: str) -> str:
    """What a recipient would call it, in the middle of a sentence."""
    return settings.OUTBOX_TOPICS.get(topic, f"emails about “{topic.replace('_', ' ')}”")


def stop(address: str, topic: str) -> None:
    """Nothing of this topic from now on, or of any topic at all; safe to repeat."""
    suppress(address, topic, Suppression.Reason.UNSUBSCRIBED)


def start_again(address: str, topic: str) -> None:
    """Undo what would keep this topic from this address; everything else stays as the person chose it."""
    Suppression.objects.current().unsubscribed().filter(
        address=address, topic__in=(topic, EVERYTHING)
    ).update(until=Now())


def refuse_bounced(address: str, detail: str) -> None:
    """The address does not take our mail: not even a code goes there until an administrator lifts it."""
    suppress(address, EVERYTHING, Suppression.Reason.BOUNCED, detail)


@transaction.atomic
def suppress(address: str, topic: str, reason: Suppression.Reason, detail: str = "") -> None:
    row = Suppression(address=address.lower(), topic=topic, reason=reason, detail=detail[:300])
    Suppression.objects.bulk_create([row], ignore_conflicts=True)


def stopped(email: Email) -> frozenset[str]:
    """The topics this mail's recipient has stopped, of those it could have come under."""
    here = Suppression.objects.current().unsubscribed().filter(address=email.recipient)
    return frozenset(here.filter(topic__in=(email.topic, EVERYTHING)).values_list("topic", flat=True))

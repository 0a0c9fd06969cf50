"""Who else is asking this: engagements of other partnerships on the same topics."""

from coproduce.accounts.access import Person

from .models import Engagement
from .models.engagements import EngagementQuerySet


def kindred(engagement: Engagement, *, seen_by: Person) -> EngagementQuerySet:
    """What other partnerships have published on one of its topics, newest first; nothing without a topic."""
    published = Engagement.objects.visible_to(seen_by).published().of_others(engagement.partnership)
    return published.about(engagement.topics).with_partnership().latest_first()

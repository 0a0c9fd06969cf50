"""Following themes, and choosing whether the weekly mail comes."""

from datetime import datetime

from django.db import transaction

from coproduce.accounts.access import Person
from coproduce.accounts.models import User
from coproduce.outbox import preferences
from coproduce.outbox.models import Suppression

from .digest import KIND
from .models import Follow, Subscription, Term


@transaction.atomic
def follow(theme: Term, *, by: User, now: datetime) -> None:
    """From now on; what was published before is no news. Following twice is following once."""
    subscription, _ = Subscription.objects.get_or_create(user=by, defaults={"covered_until": now})
    Follow.objects.get_or_create(subscription=subscription, theme=theme, defaults={"created_at": now})


def unfollow(theme: Term, *, by: User) -> None:
    Follow.objects.filter(subscription__user=by, theme=theme).delete()


def themes_of(user: Person) -> list[Term]:
    return list(Term.objects.followed_by(user)) if user.is_authenticated else []


def has_chosen(user: User) -> bool:
    return Subscription.objects.filter(user=user).exists()


def gets_weekly(user: User) -> bool:
    """Whether the mail comes: by choice here, and not stopped by the link in an earlier mail."""
    subscription = Subscription.objects.filter(user=user).first()
    wanted = subscription is None or subscription.weekly
    stopped = Suppression.objects.current().unsubscribed().filter(address=user.email)
    return wanted and not stopped.filter(topic__in=(KIND, preferences.EVERYTHING)).exists()


@transaction.atomic
def choose_weekly(*, by: User, weekly: bool, now: datetime) -> None:
    """Switch the weekly mail on or off. Switched on again, it starts afresh, without a backlog."""
    subscription, _ = Subscription.objects.select_for_update().get_or_create(
        user=by, defaults={"covered_until": now, "weekly": weekly}
    )
    if weekly and not gets_weekly(by):
        subscription.covered_until = now
        preferences.start_again(by.email, KIND)
    subscription.weekly = weekly
    subscription.save()

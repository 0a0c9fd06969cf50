"""Following themes, areas, organisations and case studies, and choosing whether the weekly mail comes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction
from django.urls import reverse

from coproduce.accounts.access import Person
from coproduce.accounts.models import User
from coproduce.outbox import preferences
from coproduce.outbox.models import Suppression
from partnerships.models import CouncilArea, Organisation

from .digest import KIND
from .models import CaseStudy, Follow, Subscription, Term
from .models.subscriptions import COLUMNS, Followed

#: How a button names each kind of thing that can be followed, and where it leads.
BUTTONS: dict[type[models.Model], tuple[str, str]] = {
    Term: ("theme", "learning:theme_follow"),
    CouncilArea: ("council area", "learning:area_follow"),
    Organisation: ("organisation", "learning:organisation_follow"),
    CaseStudy: ("case study", "learning:case_study_follow"),
}


@dataclass(frozen=True)
class Offer:
    """A thing that someone follows or could follow."""

    target: Followed
    is_followed: bool

    @property
    def kind(self) -> str:
        return BUTTONS[type(self.target)][0]

    @property
    def address(self) -> str:
        return reverse(BUTTONS[type(self.target)][1], args=[self.target.slug])


@transaction.atomic
def follow(target: Followed, *, by: User, now: datetime) -> None:
    """From now on; what was published before is no news. Following twice is following once."""
    subscription, _ = Subscription.objects.get_or_create(user=by, defaults={"covered_until": now})
    named = {COLUMNS[type(target)]: target}
    Follow.objects.get_or_create(subscription=subscription, **named, defaults={"created_at": now})


def unfollow(target: Followed, *, by: User) -> None:
    Follow.objects.by(by).of(target).delete()


def followed_by(user: Person) -> list[Followed]:
    """What they follow and can still open, the latest choice first."""
    return [one.target for one in Follow.objects.by(user).standing().with_targets().newest_first()]


def offers(targets: Iterable[Followed], *, followed: Iterable[Followed]) -> list[Offer]:
    known = set(followed)
    return [Offer(target, target in known) for target in targets]


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

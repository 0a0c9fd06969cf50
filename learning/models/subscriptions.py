"""Who follows what, and up to when they have been told what is new."""

from datetime import datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from coproduce.accounts.access import Person
from coproduce.accounts.models import User
from partnerships.models import CouncilArea, Organisation

from .case_studies import CaseStudy
from .taxonomy import Term

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def due(self, slot: datetime) -> "SubscriptionQuerySet":
        """Wants the weekly mail and has not been covered up to this slot."""
        return self.filter(weekly=True, user__is_active=True, covered_until__lt=slot)


@pghistory.track(exclude=["covered_until"])
class Subscription(models.Model):
    """One per person. What was published before `covered_until` is dealt with: mailed, or not followed."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="subscription"
    )
    weekly = models.BooleanField("Weekly email on Tuesdays at 08:00", default=True)
    covered_until = models.DateTimeField(editable=False)

    objects = SubscriptionQuerySet.as_manager()

    if TYPE_CHECKING:
        follows: RelatedManager["Follow"]
        digests: RelatedManager["Digest"]

    def __str__(self) -> str:
        return f"Subscription {self.pk}"

    @property
    def is_wanted(self) -> bool:
        """Whether the weekly mail may go out: switched on, and the account is in use."""
        return self.weekly and self.user.is_active


Followed = Term | CouncilArea | Organisation | CaseStudy
#: What can be followed, and the column of a follow that says so.
COLUMNS: dict[type[models.Model], str] = {
    Term: "theme",
    CouncilArea: "council_area",
    Organisation: "organisation",
    CaseStudy: "case_study",
}


def exactly_one() -> Q:
    """One of the columns names something and the others nothing."""
    names = COLUMNS.values()
    return reduce(or_, (Q(**{f"{name}__isnull": name != chosen for name in names}) for chosen in names))


class FollowQuerySet(models.QuerySet["Follow"]):
    def by(self, user: Person) -> "FollowQuerySet":
        return self.filter(subscription__user=user) if isinstance(user, User) else self.none()

    def of(self, target: Followed) -> "FollowQuerySet":
        return self.filter(**{COLUMNS[type(target)]: target})

    def standing(self) -> "FollowQuerySet":
        """Without those of case studies that not everyone can open any more."""
        return self.exclude(pk__in=self.gone().values("pk"))

    def gone(self) -> "FollowQuerySet":
        closed = ~Q(case_study__in=CaseStudy.objects.open_to_all().keys())
        return self.filter(closed, case_study__isnull=False)

    def with_targets(self) -> "FollowQuerySet":
        return self.select_related(*COLUMNS.values()).defer("case_study__search")

    def newest_first(self) -> "FollowQuerySet":
        return self.order_by("-created_at", "pk")


class Follow(models.Model):
    """What someone follows, and since when: what was published before that is no news to them."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="follows")
    theme = models.ForeignKey(Term, on_delete=models.CASCADE, null=True, related_name="follows")
    council_area = models.ForeignKey(CouncilArea, on_delete=models.CASCADE, null=True, related_name="follows")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, related_name="follows"
    )
    case_study = models.ForeignKey(CaseStudy, on_delete=models.CASCADE, null=True, related_name="follows")
    created_at = models.DateTimeField()

    objects = FollowQuerySet.as_manager()

    class Meta:
        constraints = (
            *(
                models.UniqueConstraint(fields=("subscription", name), name=f"{name}_followed_once")
                for name in COLUMNS.values()
            ),
            models.CheckConstraint(condition=exactly_one(), name="follows_exactly_one_thing"),
        )

    def __str__(self) -> str:
        return f"{self.target}"

    @property
    def target(self) -> Followed:
        """What is followed; uses what `with_targets` fetched."""
        found = (getattr(self, name) for name in COLUMNS.values())
        target: Followed = next(one for one in found if one is not None)
        return target

    def is_reason_for(self, case_study: CaseStudy) -> bool:
        """Whether they hear of this new case study because of it; uses what `with_places` fetched."""
        if case_study.published_at is None or case_study.published_at < self.created_at:
            return False
        return (
            self.theme_id in {term.pk for term in case_study.terms.all()}
            or self.council_area_id in {area.pk for area in case_study.council_areas.all()}
            or (self.organisation_id is not None and self.organisation_id == case_study.organisation_id)
        )


class Digest(models.Model):
    """One weekly mail: what it lists, and the window [since, slot) it answers for."""

    subscription = models.ForeignKey(Subscription, on_delete=models.PROTECT, related_name="digests")
    slot = models.DateTimeField()
    since = models.DateTimeField()
    case_studies = models.ManyToManyField(CaseStudy, related_name="digests")

    class Meta:
        ordering = ("slot",)
        constraints = (
            models.UniqueConstraint(fields=("subscription", "slot"), name="one_digest_per_slot"),
            models.CheckConstraint(
                condition=Q(since__lt=models.F("slot")), name="digest_window_is_not_empty"
            ),
        )

    def __str__(self) -> str:
        return f"Digest {self.pk}"

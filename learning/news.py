"""What is news to someone: published, or revised, since they followed what it is about."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils.text import get_text_list

from coproduce.accounts.models import User

from .models import CaseStudy, Channel, Decision, Follow, Revision, StepName, Subscription
from .models.rows import CaseStudyQuerySet


@dataclass(frozen=True)
class Group:
    """New case studies that someone hears of for the same reasons, newest first."""

    reasons: tuple[str, ...]
    case_studies: list[CaseStudy]

    @property
    def told(self) -> str:
        return get_text_list(list(self.reasons), "and")


@dataclass(frozen=True)
class News:
    """Each case study once: as new or, where it is followed itself, for its latest revision."""

    groups: list[Group]
    revised: list[Revision]

    @property
    def case_studies(self) -> list[CaseStudy]:
        new = [case_study for group in self.groups for case_study in group.case_studies]
        return new + [revision.case_study for revision in self.revised]

    def among(self, case_studies: list[CaseStudy]) -> "News":
        """Nothing but what is about these."""
        groups = [
            Group(group.reasons, [one for one in group.case_studies if one in case_studies])
            for group in self.groups
        ]
        revised = [revision for revision in self.revised if revision.case_study in case_studies]
        return News([group for group in groups if group.case_studies], revised)


def news(subscription: Subscription, *, since: datetime, until: datetime) -> News:
    """Of the window [since, until): what others have done, that is public now, and that they follow."""
    follows = list(Follow.objects.filter(subscription=subscription).with_targets().order_by("pk"))
    new = published(subscription.user, follows, since=since, until=until)
    revised = revisions(subscription, since=since, until=until)
    return News(grouped(new, follows), [one for one in revised if one.case_study not in new])


def told_to(user: User) -> CaseStudyQuerySet:
    """What may be named in a mail to this person."""
    return CaseStudy.objects.published().allowed_in(Channel.DIGEST).visible_to(user)


def published(user: User, follows: list[Follow], *, since: datetime, until: datetime) -> list[CaseStudy]:
    """In the window, in what was followed by then, by other people than the reader; newest first."""
    by_them = Decision.objects.filter(step=StepName.PUBLISH, by=user).values("case_study")
    rows = (
        told_to(user)
        .filter(about(follows), published_at__gte=since, published_at__lt=until)
        .exclude(Q(author=user) | Q(pk__in=by_them))
    )
    found = rows.with_places().newest_first()
    return [row for row in found if any(follow.is_reason_for(row) for follow in follows)]


def about(follows: list[Follow]) -> Q:
    """With any of the themes, in any of the areas, or of any of the organisations."""
    themes = [follow.theme_id for follow in follows if follow.theme_id]
    areas = [follow.council_area_id for follow in follows if follow.council_area_id]
    organisations = [follow.organisation_id for follow in follows if follow.organisation_id]
    terms, places = CaseStudy.terms.through.objects, CaseStudy.council_areas.through.objects
    return (
        Q(pk__in=terms.filter(term__in=themes).values("casestudy"))
        | Q(pk__in=places.filter(councilarea__in=areas).values("casestudy"))
        | Q(organisation__in=organisations)
    )


def revisions(subscription: Subscription, *, since: datetime, until: datetime) -> list[Revision]:
    """The latest in the window, by other people, of each case study followed by then; newest first."""
    user, entry = subscription.user, OuterRef("case_study")
    followed = subscription.follows.filter(case_study=entry, created_at__lte=OuterRef("published_at"))
    by_them = Decision.objects.filter(
        step=StepName.PUBLISH, by=user, case_study=entry, revision=OuterRef("number")
    )
    rows = (
        Revision.objects.published()
        .filter(Exists(followed), ~Exists(by_them), number__gte=2, case_study__in=told_to(user).keys())
        .filter(published_at__gte=since, published_at__lt=until)
        .exclude(Q(author=user) | Q(last_edited_by=user))
    )
    newest = rows.select_related("case_study").defer("content", "case_study__search")
    latest: dict[int, Revision] = {}
    for revision in newest.order_by("-published_at", "-number"):
        latest.setdefault(revision.case_study_id, revision)
    return list(latest.values())


def grouped(case_studies: list[CaseStudy], follows: list[Follow]) -> list[Group]:
    """By what they are followed for; the group with the newest comes first."""
    groups: dict[tuple[str, ...], list[CaseStudy]] = {}
    for case_study in case_studies:
        reasons = tuple(str(follow) for follow in follows if follow.is_reason_for(case_study))
        groups.setdefault(reasons, []).append(case_study)
    return [Group(reasons, found) for reasons, found in groups.items()]

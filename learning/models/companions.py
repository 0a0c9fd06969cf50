"""What comes with a case study, such as a file, from the revision that brings it to the one that ends it."""

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from coproduce.accounts.access import Person

from .case_studies import CaseStudy
from .revisions import Revision

M = TypeVar("M", bound="Companion")


class CompanionQuerySet(models.QuerySet[M]):
    def visible_to(self, user: Person) -> Self:
        """What comes with what readers see; and what the next revision brings, to those who see that."""
        read = F("case_study__revision")
        rows = self.filter(case_study__in=CaseStudy.objects.visible_to(user).keys()).exclude(until__lte=read)
        coming = Revision.objects.in_progress().visible_to(user).filter(case_study=OuterRef("case_study"))
        return rows.filter(Q(since__lte=read) | Q(case_study__revision=0) | Exists(coming))

    def of(self, case_study: CaseStudy) -> Self:
        return self.filter(case_study=case_study)

    def of_revision(self, number: int) -> Self:
        return self.filter(since__lte=number).exclude(until__lte=number)

    def brought_by(self, number: int) -> Self:
        return self.filter(since=number)

    def ended_by(self, number: int) -> Self:
        return self.filter(until=number)

    def listed(self, case_study: CaseStudy, number: int) -> list[M]:
        """What comes with this revision; each row knows its case study without a query."""
        return known(self.of(case_study).of_revision(number), case_study)

    def shown_with(self, case_study: CaseStudy) -> list[M]:
        """What its page shows: that of the revision that readers see, or of the first while it is written."""
        return self.listed(case_study, case_study.revision or 1)

    def in_hand_with(self, case_study: CaseStudy) -> list[M]:
        """For its authors: what comes with the revision that they write, and what they have removed in it."""
        rows = known(self.of(case_study).exclude(until__lte=case_study.revision), case_study)
        replaced = {row.replaces_id for row in rows}
        return [row for row in rows if row.pk not in replaced]

    def read(self) -> Self:
        """With the revisions that readers see, of whatever they may open."""
        number = F("case_study__revision")
        return self.filter(Q(until__isnull=True) | Q(until__gt=number), since__lte=number)

    def public(self) -> Self:
        """What readers see with published case studies."""
        return self.read().filter(case_study__in=CaseStudy.objects.published().keys())

    def with_case_study(self) -> Self:
        return self.select_related("case_study__organisation").defer("case_study__search")


def known(rows: Iterable[M], case_study: CaseStudy) -> list[M]:
    found = list(rows)
    for row in found:
        row.case_study = case_study
    return found


class Companion(models.Model):
    """Readers see it from revision `since` on, and no longer from revision `until` on."""

    case_study = models.ForeignKey(CaseStudy, on_delete=models.CASCADE, related_name="%(class)ss")
    since = models.PositiveSmallIntegerField(editable=False)
    until = models.PositiveSmallIntegerField(null=True, editable=False)
    #: What readers saw in its place before.
    replaces = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, related_name="+"
    )
    added_at = models.DateTimeField(editable=False)
    changed_at = models.DateTimeField(auto_now=True)
    submission = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True
        ordering = ("added_at", "pk")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(condition=Q(since__gte=1), name="%(class)s_since_a_revision"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="%(class)s_ends_after_it_came"
            ),
        )

    if TYPE_CHECKING:
        case_study_id: int
        replaces_id: int | None

    @property
    def slug(self) -> str:
        """Of the case study, in whose address it stands."""
        return self.case_study.slug

    @property
    def told(self) -> str:
        """What moderators need to know of it beside its name."""
        return ""

    @property
    def is_ending(self) -> bool:
        """Readers see it still, but not when the next revision is published."""
        return self.until is not None

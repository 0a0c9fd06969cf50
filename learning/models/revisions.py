"""Revisions: what a published case study said, by number, and the next one while it is written."""

import uuid
from typing import TYPE_CHECKING, Any, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from coproduce.accounts.access import Person, national, team_ids
from coproduce.accounts.models import RoleName, User

from .case_studies import CaseStudy
from .queueing import QueueQuerySet
from .states import State

if TYPE_CHECKING:
    from .decisions import Decision

#: What a revision can be; a case study itself is withdrawn or retired as a whole.
IN_PROGRESS = (State.DRAFT, State.SUBMITTED, State.RETURNED)


class RevisionQuerySet(QueueQuerySet["Revision"]):
    def visible_to(self, user: Person) -> "RevisionQuerySet":
        """Theirs to an organisation's people, what waits to moderators; the public reads the case study."""
        if national(user, RoleName.AUDITOR, RoleName.ADMINISTRATOR):
            return self
        rows = Q(case_study__organisation__team__in=team_ids(user))
        if national(user, RoleName.MODERATOR):
            rows |= Q(state=State.SUBMITTED, case_study__state=State.PUBLISHED)
        return self.filter(rows)

    def of(self, case_study: CaseStudy) -> "RevisionQuerySet":
        return self.filter(case_study=case_study)

    def in_progress(self) -> "RevisionQuerySet":
        return self.filter(state__in=IN_PROGRESS)

    def in_hand(self) -> "RevisionQuerySet":
        """With their authors, who can change them."""
        return self.filter(state__in=(State.DRAFT, State.RETURNED))

    def waiting(self) -> Self:
        """For review, and of an entry that is in the lists: the others wait for that first."""
        return super().waiting().filter(case_study__state=State.PUBLISHED)

    def published(self) -> "RevisionQuerySet":
        return self.filter(state=State.PUBLISHED)

    def before(self, number: int) -> "RevisionQuerySet":
        return self.filter(number__lt=number)

    def latest_first(self) -> "RevisionQuerySet":
        return self.order_by("-number")

    def with_areas(self) -> "RevisionQuerySet":
        """What a moderators' queue shows, in two queries."""
        rows = self.select_related("case_study__organisation").defer("case_study__search")
        return rows.prefetch_related("case_study__council_areas")

    def with_case_study(self) -> "RevisionQuerySet":
        """With the entry, whose search column stays in the database, and what was decided about it."""
        return self.with_areas().prefetch_related(
            "case_study__terms", "case_study__partnerships", "case_study__decisions"
        )


@pghistory.track(exclude=["content", "note"])
class Revision(models.Model):
    """One numbered version of a case study's words and facts (`content.content_of`).

    Once published it stays as it is, but for its content, which a storyteller's withdrawal empties. At most
    one is in progress, with the number after the one that readers see.
    """

    case_study = models.ForeignKey(CaseStudy, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    content = models.JSONField(default=dict)
    note = models.CharField(
        "what changes, and why",
        max_length=500,
        blank=True,
        help_text="Moderators read it now; once it is published, so can everyone",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    last_edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    submission = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ("case_study", "number")
        constraints = (
            models.UniqueConstraint(fields=("case_study", "number"), name="revision_numbered_once"),
            models.UniqueConstraint(
                fields=("case_study",), condition=Q(state__in=IN_PROGRESS), name="one_revision_in_progress"
            ),
            models.CheckConstraint(
                condition=Q(state__in=(*IN_PROGRESS, State.PUBLISHED)), name="revision_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=State.PUBLISHED, published_at__isnull=False)
                | ~Q(state=State.PUBLISHED) & Q(published_at__isnull=True),
                name="revision_published_iff_published_at",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(State.SUBMITTED, State.RETURNED)) | Q(submitted_at__isnull=False),
                name="revision_reviewed_only_when_submitted",
            ),
        )

    def __str__(self) -> str:
        return f"Revision {self.number} of {self.case_study}"

    def get_absolute_url(self) -> str:
        return reverse("learning:revision_detail", args=[self.case_study.slug, self.number])

    @property
    def is_in_progress(self) -> bool:
        return self.state in IN_PROGRESS

    @property
    def title(self) -> str:
        title: Any = self.content.get("title", "")
        return str(title)

    @property
    def slug(self) -> str:
        return self.case_study.slug

    @property
    def last_decision(self) -> "Decision | None":
        """About it or about the entry as a whole; uses what `with_case_study` fetched."""
        taken = reversed(self.case_study.decisions.all())
        return next((one for one in taken if one.revision in {None, self.number}), None)

    def is_of(self, user: User) -> bool:
        return self.case_study.is_of(user)

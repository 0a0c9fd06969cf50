"""The case study: what it says, who may see it, and how it is found."""

import datetime as dt
import uuid
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pghistory
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from coproduce.accounts.models import User
from partnerships.models import Organisation

from .practice import Kind, Practice, Use
from .rows import RESERVED_SLUGS, CaseStudyQuerySet
from .searching import PARTS, PartnersVector, weighed
from .states import OPEN, SINCE_PUBLISHED, State
from .taxonomy import Taxonomy, Term

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from .decisions import Decision
    from .revisions import Revision
    from .subscriptions import Digest


WORDS = [column.name for column in Practice._meta.local_fields]  # noqa: SLF001  Django documents it


@pghistory.track(exclude=[*WORDS, "slug", "erased_address", "source_note", "search"])
class CaseStudy(Practice):
    """A practice and what came of it. History keeps steps and people, not words: consent to those can end.

    Until it is first published its authors write here; after that a `Revision` is written, and this row
    holds what readers see, revision by revision.
    """

    slug = models.SlugField(max_length=100, unique=True, editable=False)
    #: The mark (`rows.address_mark`) of the slug it had until its words were erased; empty until then.
    erased_address = models.CharField(max_length=64, blank=True, default="", editable=False)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="case_studies",
        help_text="Who publishes it; empty where the platform team wrote it from public sources",
    )
    source_note = models.CharField(max_length=300, blank=True, editable=False)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT, editable=False)
    #: The number of the revision that readers see; 0 until it is first published.
    revision = models.PositiveSmallIntegerField(default=0, editable=False)
    #: The latest revision that changed title, summary or another part of the words.
    words_revision = models.PositiveSmallIntegerField(default=0, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    retired_at = models.DateTimeField(null=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    last_edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    submission = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    search = models.GeneratedField(
        expression=(
            weighed("A", "title")
            + weighed("B", "summary")
            + weighed("C", *PARTS[:3])
            + weighed("D", *PARTS[3:])
            + PartnersVector("partners")
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = CaseStudyQuerySet.as_manager()

    if TYPE_CHECKING:
        decisions: RelatedManager[Decision]
        revisions: RelatedManager[Revision]
        # `with_consent` adds these, `digests` is the reverse of what a digest lists
        in_page: bool
        in_print: bool
        in_reuse: bool
        agreed: list[str]
        consent_ended_on: dt.date | None
        digests: RelatedManager[Digest]

    class Meta(Practice.Meta):
        abstract = False
        verbose_name_plural = "case studies"
        ordering = ("-published_at", "pk")
        indexes = (
            GinIndex(fields=("search",), name="case_study_search"),
            models.Index(
                fields=("state", "-published_at", "id"), include=("shows",), name="case_study_newest_first"
            ),
            models.Index(
                fields=("erased_address",),
                condition=~Q(erased_address=""),
                name="case_study_erased_address",
            ),
        )
        constraints = (
            *Practice.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state__in=SINCE_PUBLISHED) & Q(published_at__isnull=False, revision__gte=1)
                | ~Q(state__in=SINCE_PUBLISHED) & Q(published_at__isnull=True, revision=0),
                name="published_iff_published_at_and_revised",
            ),
            models.CheckConstraint(
                condition=Q(words_revision__lte=F("revision")), name="words_are_of_a_revision"
            ),
            models.CheckConstraint(
                condition=Q(state=State.RETIRED) & Q(retired_at__isnull=False)
                | ~Q(state=State.RETIRED) & Q(retired_at__isnull=True),
                name="retired_iff_retired_at",
            ),
            models.CheckConstraint(
                condition=Q(state=State.WITHDRAWN) & Q(withdrawn_at__isnull=False)
                | ~Q(state=State.WITHDRAWN) & Q(withdrawn_at__isnull=True),
                name="withdrawn_iff_withdrawn_at",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(State.SUBMITTED, State.RETURNED)) | Q(submitted_at__isnull=False),
                name="reviewed_only_when_submitted",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(State.DRAFT, State.WITHDRAWN))
                | ~Q(summary="") & (~Q(text="") | ~Q(changed_for_people="")),
                name="submitted_only_with_summary_and_account",
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(source_note=""),
                name="of_an_organisation_or_from_sources",
            ),
            models.CheckConstraint(condition=~Q(slug__in=RESERVED_SLUGS), name="slug_is_not_a_page"),
            models.CheckConstraint(
                condition=~Q(kind=Kind.STORY) | Q(shows__contains=[Use.WORDS]), name="story_shows_words"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("learning:case_study_detail", args=[self.slug])

    @property
    def is_published(self) -> bool:
        return self.state == State.PUBLISHED

    @property
    def is_open(self) -> bool:
        """Whether readers can open its page."""
        return self.state in OPEN

    def terms_of(self, taxonomy: str) -> list[Term]:
        """Its terms of one taxonomy; uses what `with_places` fetched."""
        return [term for term in self.terms.all() if term.taxonomy == taxonomy]

    def places_of(self, name: str) -> "list[Any]":
        """Its council areas or partnerships, each with slug and name; best of rows `with_everything`."""
        if not self.is_told(name):
            return list(getattr(self, name).all())
        return [SimpleNamespace(**one) for one in getattr(self, f"{name}_told")]

    def is_told(self, name: str) -> bool:
        """Whether these places came with the row itself."""
        return f"{name}_told" in vars(self)

    def forget_told(self) -> None:
        """The row is read or written anew, so what came with it before no longer counts."""
        vars(self).pop("partnerships_told", None)

    @property
    def themes(self) -> list[Term]:
        return self.terms_of(Taxonomy.THEME)

    @property
    def unmet(self) -> list[str]:
        """What it shows without consent, in words; uses what `with_consent` fetched."""
        return [str(Use(use).label) for use in self.shows if use not in self.agreed]

    @property
    def unseen_since(self) -> dt.date | None:
        """The first day on which somebody's time was over; uses what `with_consent` fetched."""
        return self.consent_ended_on + dt.timedelta(days=1) if self.consent_ended_on else None

    @property
    def is_from_sources(self) -> bool:
        """Written by the platform team about others' work, not by those who did it."""
        return self.organisation_id is None

    @property
    def standing(self) -> str:
        """With whom it is now, in words for whoever follows it up."""
        return {
            State.DRAFT: "With its authors",
            State.SUBMITTED: "With the moderators",
            State.RETURNED: "With its authors, to change and submit again",
            State.PUBLISHED: "Open to everyone",
            State.WITHDRAWN: "Closed to readers",
            State.RETIRED: "Open to everyone at its address, and in no list",
        }[State(self.state)]

    @property
    def last_decision(self) -> "Decision | None":
        """The latest step; uses what `with_decisions` fetched."""
        return next(reversed(self.decisions.all()), None)

    @property
    def why_retired(self) -> str:
        """What was said when it was last retired, whatever has been done about a revision since."""
        taken = reversed(self.decisions.all())
        return next((one.note for one in taken if one.to_state == State.RETIRED), "")

    @property
    def reviewed_on(self) -> dt.datetime | None:
        """When a moderator published the revision that readers see; none where it came with the platform."""
        if hasattr(self, "review_at"):
            return cast("dt.datetime | None", self.review_at)
        found = (one for one in self.decisions.all() if one.is_review_of(self.revision))
        return next((one.at for one in found), None)

    @property
    def stands_since(self) -> dt.datetime:
        return self.last_decision.at if self.last_decision else self.created_at

    def is_of(self, user: User) -> bool:
        """The person works for the organisation that publishes it, in whatever role."""
        return self.organisation is not None and self.organisation.team_id in user.team_ids()

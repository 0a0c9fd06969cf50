"""The case study: what it says, who may see it, and how it is found."""

import datetime as dt
import uuid
from functools import partial
from typing import TYPE_CHECKING

import pghistory
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import (
    SearchHeadline,
    SearchRank,
    SearchVector,
    SearchVectorField,
)
from django.db import models
from django.db.models import Case, Exists, F, Func, OuterRef, Q, When
from django.urls import reverse
from django.utils.text import slugify

from coproduce.accounts.access import Person, national, team_ids
from coproduce.accounts.models import RoleName, User
from learning.search import SEARCH_CONFIG, Query
from partnerships.models import CouncilArea, Organisation, Partnership

from .finding import Synonyms
from .taxonomy import Theme

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from .decisions import Decision

#: Marks round a found word until the page has escaped the rest (private use, Unicode 23.5).
FOUND, END_FOUND = "\ue000", "\ue001"
#: Addresses that are pages of their own beside `/case-studies/<slug>/`.
RESERVED_SLUGS = ("new", "mine")


class State(models.TextChoices):
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Waiting for review"
    RETURNED = "returned", "Returned"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


class PlainText(Func):
    """Markdown without its marks, good enough for an excerpt."""

    function = "regexp_replace"
    template = r"%(function)s(%(expressions)s, '\]\([^)]*\)|[*_#>`\[]', ' ', 'g')"
    output_field = models.TextField()


class CaseStudyQuerySet(models.QuerySet["CaseStudy"]):
    def published(self) -> "CaseStudyQuerySet":
        return self.filter(state=State.PUBLISHED)

    def waiting(self) -> "CaseStudyQuerySet":
        return self.filter(state=State.SUBMITTED)

    def withdrawn(self) -> "CaseStudyQuerySet":
        return self.filter(state=State.WITHDRAWN)

    def visible_to(self, user: Person) -> "CaseStudyQuerySet":
        """Published to everyone; all of theirs to an organisation's people; what waits to moderators."""
        if national(user, RoleName.AUDITOR, RoleName.ADMINISTRATOR):
            return self
        rows = Q(state=State.PUBLISHED) | Q(organisation__team__in=team_ids(user))
        if national(user, RoleName.MODERATOR):
            rows |= Q(state=State.SUBMITTED)
        return self.filter(rows)

    def of_teams(self, user: Person) -> "CaseStudyQuerySet":
        """Those of the organisations that the person works for, whatever their state."""
        return self.filter(organisation__team__in=team_ids(user))

    def about(self, *, themes: list[str], areas: list[str]) -> "CaseStudyQuerySet":
        """With any of these themes and in any of these council areas, by slug; an empty list asks nothing."""
        rows = self
        if themes:
            link = CaseStudy.themes.through.objects.filter(casestudy=OuterRef("pk"), theme__slug__in=themes)
            rows = rows.filter(Exists(link))
        if areas:
            place = CaseStudy.council_areas.through.objects.filter(
                casestudy=OuterRef("pk"), councilarea__slug__in=areas
            )
            rows = rows.filter(Exists(place))
        return rows

    def containing(self, words: str) -> "CaseStudyQuerySet":
        """As people type them: quotation marks keep a phrase together, a minus excludes, `or` widens."""
        return self.answering(Synonyms.objects.asked_by(words))

    def answering(self, query: Query) -> "CaseStudyQuerySet":
        return self.filter(search=query)

    def matching(self, words: str) -> "CaseStudyQuerySet":
        """Best first, with `title_found` and so on marked for the `found` filter."""
        query = Synonyms.objects.asked_by(words)
        headline = partial(SearchHeadline, config=SEARCH_CONFIG, start_sel=FOUND, stop_sel=END_FOUND)
        return (
            self.answering(query)
            .annotate(
                rank=SearchRank(F("search"), query),
                title_found=headline("title", query, highlight_all=True),
                summary_found=headline("summary", query, highlight_all=True),
                text_found=headline(PlainText("text"), query, max_words=35, min_words=15, max_fragments=1),
            )
            .order_by("-rank", "-published_at", "pk")
        )

    def newest_first(self) -> "CaseStudyQuerySet":
        return self.order_by("-published_at", "pk")

    def last_touched_first(self) -> "CaseStudyQuerySet":
        return self.order_by("-changed_at", "pk")

    def queued(self) -> "CaseStudyQuerySet":
        """For the moderators: what waits comes first, the longest waiting at the top."""
        waiting = Case(When(state=State.SUBMITTED, then=0), default=1)
        return self.annotate(waiting=waiting).order_by("waiting", "submitted_at", "pk")

    def with_places(self) -> "CaseStudyQuerySet":
        """What a page shows beside the words, in three queries; the search column stays in the database."""
        rows = self.select_related("organisation", "partnership").defer("search")
        return rows.prefetch_related("themes", "council_areas")

    def with_decisions(self) -> "CaseStudyQuerySet":
        return self.prefetch_related("decisions")

    def gone(self, slug: str) -> bool:
        """It was public once and has been withdrawn."""
        return self.withdrawn().filter(slug=slug).exists()

    def free_slug(self, title: str, key: uuid.UUID) -> str:
        """The title as an address; where that is taken, with a part of the key."""
        plain = slugify(title)[:80].strip("-") or "case-study"
        taken = plain in RESERVED_SLUGS or self.filter(slug=plain).exists()
        return f"{plain}-{key.hex[:8]}" if taken else plain

    def keys(self) -> models.QuerySet["CaseStudy", int]:
        """A bare subquery of primary keys."""
        return self.order_by().values_list("pk", flat=True)


@pghistory.track(exclude=["title", "slug", "summary", "text", "search"])
class CaseStudy(models.Model):
    """A practice and what came of it. History keeps steps and people, not words: consent to those can end."""

    slug = models.SlugField(max_length=100, unique=True, editable=False)
    title = models.CharField(max_length=200)
    summary = models.TextField(
        max_length=600,
        blank=True,
        help_text="In plain language, two or three sentences: what was done, by whom, and what changed",
    )
    text = models.TextField(
        max_length=40_000,
        blank=True,
        help_text="What was done, what changed, what did not work, what you learned. Markdown is understood.",
    )
    council_areas = models.ManyToManyField(CouncilArea, blank=True, related_name="case_studies")
    themes = models.ManyToManyField(Theme, blank=True, related_name="case_studies")
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="case_studies",
        help_text="Who publishes it; empty where the platform team wrote it from public sources",
    )
    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, null=True, blank=True, related_name="case_studies"
    )
    source_url = models.URLField("link to the source", max_length=500, blank=True)
    source_note = models.CharField(max_length=300, blank=True, editable=False)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
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
            SearchVector("title", weight="A", config=SEARCH_CONFIG)
            + SearchVector("summary", weight="B", config=SEARCH_CONFIG)
            + SearchVector("text", weight="C", config=SEARCH_CONFIG)
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = CaseStudyQuerySet.as_manager()

    if TYPE_CHECKING:
        decisions: RelatedManager[Decision]

    class Meta:
        verbose_name_plural = "case studies"
        ordering = ("-published_at", "pk")
        indexes = (
            GinIndex(fields=("search",), name="case_study_search"),
            models.Index(fields=("state", "-published_at"), name="case_study_newest"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=(State.PUBLISHED, State.WITHDRAWN)) & Q(published_at__isnull=False)
                | ~Q(state__in=(State.PUBLISHED, State.WITHDRAWN)) & Q(published_at__isnull=True),
                name="published_iff_published_at",
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
                condition=Q(state=State.DRAFT) | ~Q(summary="") & ~Q(text=""),
                name="submitted_only_with_summary_and_text",
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(source_note=""),
                name="of_an_organisation_or_from_sources",
            ),
            models.CheckConstraint(condition=~Q(slug__in=RESERVED_SLUGS), name="slug_is_not_a_page"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("learning:case_study_detail", args=[self.slug])

    @property
    def is_published(self) -> bool:
        return self.state == State.PUBLISHED

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
        }[State(self.state)]

    @property
    def last_decision(self) -> "Decision | None":
        """The latest step; uses what `with_decisions` fetched."""
        return next(reversed(self.decisions.all()), None)

    @property
    def stands_since(self) -> dt.datetime:
        return self.last_decision.at if self.last_decision else self.created_at

    def is_of(self, user: User) -> bool:
        """The person works for the organisation that publishes it, in whatever role."""
        return self.organisation is not None and self.organisation.team_id in user.team_ids()

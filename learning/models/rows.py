"""Which case studies: those that someone may see, that are about something, that words find."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchHeadline, SearchRank
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import JSONObject
from django.utils.text import slugify

from coproduce.accounts.access import Person, national, team_ids
from coproduce.accounts.models import RoleName, User
from learning.search import SEARCH_CONFIG, Query
from partnerships.models import Partnership

from .consents import Channel, Grant, consented
from .facets import COLUMNS, LINKED, Chosen
from .finding import Synonyms
from .queueing import QueueQuerySet
from .searching import END_FOUND, FOUND, PARTS, PartnersText, PlainText, Spoken
from .stages import TRIED
from .states import OPEN, State

if TYPE_CHECKING:
    from .case_studies import CaseStudy
    from .consents import GrantQuerySet

#: Addresses that are pages of their own beside `/case-studies/<slug>/`.
RESERVED_SLUGS = ("new", "mine", "terms")


def address_mark(slug: str) -> str:
    """What is kept of an address whose words were erased: enough to say that it is gone, or taken."""
    return hashlib.sha256(slug.encode()).hexdigest()


class CaseStudyQuerySet(QueueQuerySet["CaseStudy"]):
    def published(self, on: dt.date | None = None) -> "CaseStudyQuerySet":
        """What readers find: published, and agreed to by all whom it shows (today, unless a day is said)."""
        return self.filter(consented(Channel.PAGE, on), state=State.PUBLISHED)

    def open_to_all(self) -> "CaseStudyQuerySet":
        """What everyone can open: in the lists or retired, and agreed to by all whom it shows."""
        return self.filter(consented(Channel.PAGE), state__in=OPEN)

    def allowed_in(self, channel: Channel, on: dt.date | None = None) -> "CaseStudyQuerySet":
        """Shows nothing of people, or nothing that they have not agreed to in this channel."""
        return self.filter(consented(channel, on))

    def with_consent(self, on: dt.date | None = None) -> "CaseStudyQuerySet":
        """Adds `in_page`, `in_print`, `in_reuse`: may it be read, printed, and used again by others?

        And `agreed`, all that its page may show, and `consent_ended_on`, the last day before somebody's time
        was over.
        """
        asked = {f"in_{one}": consented(one, on) for one in (Channel.PAGE, Channel.PRINT, Channel.REUSE)}
        flag = models.BooleanField()
        told: dict[str, Any] = {name: models.ExpressionWrapper(q, flag) for name, q in asked.items()}
        here = Grant.objects.filter(teller__case_study=OuterRef("pk"))
        over = here.over(on).order_by("expires_on").values("expires_on")[:1]
        told |= {"agreed": ArraySubquery(here.agreed(Channel.PAGE, on)), "consent_ended_on": Subquery(over)}
        return self.annotate(**told)

    def showing(self, grants: "GrantQuerySet") -> "CaseStudyQuerySet":
        """Open to readers but for consent, and they show something that one of these grants is about."""
        theirs = grants.filter(teller__case_study=OuterRef("pk")).order_by().values("use")
        rows = self.filter(state__in=OPEN, pk__in=grants.values("teller__case_study"))
        return rows.filter(shows__overlap=ArraySubquery(theirs))

    def lately_closed(self, *, since: dt.datetime, on: dt.date | None = None) -> "CaseStudyQuerySet":
        """Withdrawn since then, or readers may no longer be fed it because consent has ended since then.

        With `last_day`, the last one that was agreed to; None where it was withdrawn.
        """
        over = Grant.objects.over(on).filter(expires_on__gte=since.date())
        last = over.filter(teller__case_study=OuterRef("pk")).order_by("-expires_on").values("expires_on")[:1]
        ended = Q(state__in=OPEN, pk__in=over.values("teller__case_study")) & ~consented(Channel.FEED, on)
        rows = self.filter(Q(state=State.WITHDRAWN, withdrawn_at__gte=since) | ended)
        in_time = Case(When(state__in=OPEN, then=Subquery(last)), default=None)
        return rows.annotate(last_day=in_time).order_by("pk")

    def withdrawn(self) -> "CaseStudyQuerySet":
        return self.filter(state=State.WITHDRAWN)

    def visible_to(self, user: Person) -> "CaseStudyQuerySet":
        """What is open and agreed to, to everyone; all of theirs to an organisation's people; what waits, to
        moderators.
        """
        if national(user, RoleName.AUDITOR, RoleName.ADMINISTRATOR):
            return self
        rows = Q(state__in=OPEN) & consented(Channel.PAGE) | Q(organisation__team__in=team_ids(user))
        if national(user, RoleName.MODERATOR):
            rows |= Q(state=State.SUBMITTED)
        return self.filter(rows)

    def of_teams(self, user: Person) -> "CaseStudyQuerySet":
        """Those of the organisations that the person works for, whatever their state."""
        return self.filter(organisation__team__in=team_ids(user))

    def about(self, chosen: Chosen) -> "CaseStudyQuerySet":
        """With any of the values chosen in each facet; where none is chosen nothing is asked."""
        rows = self
        for name, values in chosen.items():
            if values and name in COLUMNS:
                rows = rows.filter(COLUMNS[name].asks(values))
            elif values:
                rows = rows.filter(pk__in=LINKED[name].holders(values).values("found"))
        return rows

    def in_format(self, kinds: Any) -> "CaseStudyQuerySet":
        """Those that readers find in one of these formats (`FormatKind`)."""
        read = Q(formats__until__isnull=True) | Q(formats__until__gt=F("revision"))
        found = self.model.objects.filter(read, formats__kind__in=kinds, formats__since__lte=F("revision"))
        return self.filter(pk__in=found.keys())

    def marked_for(self, user: Person) -> "CaseStudyQuerySet":
        """Each says in `is_in_format` whether it is in the format that the person looks for."""
        if not isinstance(user, User):
            return self
        looked_for = User.objects.filter(pk=user.pk).values("preference__format")
        found = self.model.objects.in_format(looked_for).filter(pk=OuterRef("pk"))
        return self.annotate(is_in_format=Exists(found))

    def tried_elsewhere(self) -> "CaseStudyQuerySet":
        """Others have tried or adopted it, even if they have stopped since."""
        tried = self.model.objects.filter(adoptions__steps__stage__in=TRIED)
        return self.filter(pk__in=tried.keys())

    def containing(self, words: str) -> "CaseStudyQuerySet":
        """As people type them: quotation marks keep a phrase together, a minus excludes, `or` widens."""
        return self.answering(Synonyms.objects.asked_by(words))

    def answering(self, query: Query) -> "CaseStudyQuerySet":
        return self.filter(search=query)

    def best_first(self, query: Query) -> "CaseStudyQuerySet":
        """The whole of it is ranked before the first is known: give it no more rows than you must."""
        return self.annotate(rank=SearchRank(F("search"), query)).order_by("-rank", "-published_at", "pk")

    def marked(self, query: Query) -> "CaseStudyQuerySet":
        """With `title_found` and so on, marked for the `found` filter; for as many as a page shows."""
        headline = partial(SearchHeadline, config=SEARCH_CONFIG, start_sel=FOUND, stop_sel=END_FOUND)
        text = PlainText(Spoken(*PARTS, PartnersText("partners")))
        return self.annotate(
            title_found=headline("title", query, highlight_all=True),
            summary_found=headline("summary", query, highlight_all=True),
            text_found=headline(text, query, max_words=35, min_words=15, max_fragments=1),
        )

    def among(self, keys: Sequence[int]) -> "CaseStudyQuerySet":
        return self.filter(pk__in=keys)

    def newest_first(self) -> "CaseStudyQuerySet":
        return self.order_by("-published_at", "pk")

    def last_touched_first(self) -> "CaseStudyQuerySet":
        return self.order_by("-changed_at", "pk")

    def with_places(self) -> "CaseStudyQuerySet":
        """What a list shows beside the words, in three queries."""
        return self.with_publisher().prefetch_related("terms", "council_areas")

    def with_publisher(self) -> "CaseStudyQuerySet":
        """In one query; the search column stays in the database."""
        return self.select_related("organisation").defer("search")

    def with_areas(self) -> "CaseStudyQuerySet":
        """What a moderators' queue shows, in two queries."""
        return self.with_publisher().prefetch_related("council_areas")

    def with_everything(self) -> "CaseStudyQuerySet":
        """All that it says, in three queries; partnerships come with the row (`CaseStudy.places_of`)."""
        named = Partnership.objects.filter(case_studies=OuterRef("pk")).order_by("name")
        told = ArraySubquery(named.values(told=JSONObject(slug="slug", name="name")))
        return self.with_places().annotate(partnerships_told=told)

    def with_review(self) -> "CaseStudyQuerySet":
        """Adds `review_at`: when a moderator published the revision that readers see (`reviewed_on`)."""
        decisions = cast(Any, self.model).decisions.rel.related_model.objects.reviews()
        theirs = decisions.filter(case_study=OuterRef("pk"), revision=OuterRef("revision"))
        return self.annotate(review_at=Subquery(theirs.order_by("-pk").values("at")[:1]))

    def with_decisions(self) -> "CaseStudyQuerySet":
        return self.prefetch_related("decisions")

    def with_comment_counts(self) -> "CaseStudyQuerySet":
        """How many comments readers see below each."""
        shown = Q(comments__state="shown")
        return self.annotate(comment_count=models.Count("comments", filter=shown))

    def gone(self, slug: str) -> bool:
        """It was public once, and was withdrawn or is no longer agreed to."""
        here = self.filter(Q(slug=slug) | Q(erased_address=address_mark(slug)))
        closed = Q(state=State.WITHDRAWN) | Q(state__in=OPEN) & ~consented(Channel.PAGE)
        return here.filter(closed).exists()

    def free_slug(self, title: str, key: uuid.UUID) -> str:
        """The title as an address; where that is taken, with a part of the key."""
        plain = slugify(title)[:80].strip("-") or "case-study"
        here = self.filter(Q(slug=plain) | Q(erased_address=address_mark(plain)))
        taken = plain in RESERVED_SLUGS or here.exists()
        return f"{plain}-{key.hex[:8]}" if taken else plain

    def keys(self) -> models.QuerySet["CaseStudy", int]:
        """A bare subquery of primary keys."""
        return self.order_by().values_list("pk", flat=True)

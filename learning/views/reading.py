"""Following and reusing what a search finds: feeds and a CSV file of the list as it is filtered."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, set_response_etag
from django.views.generic import View
from django.views.generic.list import MultipleObjectMixin

from coproduce.accounts.access import PUBLIC, AllowedList
from learning import exporting, feeds
from learning.forms.finding import CaseStudyFilter
from learning.models import CaseStudy, Channel
from learning.models.rows import CaseStudyQuerySet

#: Rows of an export that are fetched at a time, with their themes and areas.
AT_A_TIME = 2_000
#: Characters of a question that can be sent on in an address.
LONGEST = 4_000


class Found(AllowedList, MultipleObjectMixin[CaseStudy], View):
    """What the list of case studies finds for the same question, newest first."""

    access = PUBLIC
    queryset = CaseStudy.objects.published().allowed_in(Channel.FEED)

    @cached_property
    def form(self) -> CaseStudyFilter:
        form = CaseStudyFilter(self.request.GET)
        form.is_valid()
        return form

    def get_queryset(self) -> CaseStudyQuerySet:
        rows: Any = super().get_queryset()
        found = self.form.narrow(rows).keys()
        kept: CaseStudyQuerySet = rows.with_everything().filter(pk__in=found).newest_first()
        return kept

    def page(self) -> str:
        """The list that answers the same question; all of it, where the question is too long to send on."""
        asked = self.request.GET.urlencode()
        return reverse("learning:case_study_list") + (f"?{asked}" if 0 < len(asked) <= LONGEST else "")


class Feed(Found):
    """The newest; asked again, only what has changed travels.

    There is no Last-Modified: after a withdrawal the newest change is an older one, and a reader that goes
    by dates would keep what was withdrawn.
    """

    content_type = ""

    def channel(self) -> feeds.Channel:
        asked = ", ".join(filter(None, [self.form.words, *self.form.named()]))
        faults = [str(words) for errors in self.form.errors.values() for words in errors]
        return feeds.Channel(
            title=f"Case studies: {asked}" if asked else "Case studies",
            description=" ".join(["What people across Scotland tried together, newest first.", *faults]),
            page=settings.BASE_URL + self.page(),
            address=settings.BASE_URL + self.request.get_full_path(),
        )

    def body(self) -> bytes:
        raise NotImplementedError

    def get(self, request: HttpRequest) -> HttpResponseBase | None:
        answer = HttpResponse(self.body(), content_type=self.content_type)
        answer["Cache-Control"] = "public, no-cache"
        set_response_etag(answer)
        return get_conditional_response(request, etag=answer["ETag"], response=answer)


class CaseStudyAtom(Feed):
    content_type = "application/atom+xml; charset=utf-8"

    def body(self) -> bytes:
        return feeds.atom(self.channel(), list(self.get_queryset()[: feeds.NEWEST]), self.closed())

    def closed(self) -> CaseStudyQuerySet:
        """Whatever was asked: of what is withdrawn nobody knows any more what it was about."""
        since = timezone.now() - feeds.REMEMBERED
        return CaseStudy.objects.lately_closed(since=since)


class CaseStudyJSON(Feed):
    content_type = "application/feed+json; charset=utf-8"

    def body(self) -> bytes:
        return feeds.json_feed(self.channel(), list(self.get_queryset()[: feeds.NEWEST]))


class CaseStudyExport(Found):
    """All of what is found; a question that is not understood goes back to the list, which says why."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        if self.form.errors:
            return redirect(self.page())
        rows = () if request.method == "HEAD" else self.get_queryset().iterator(chunk_size=AT_A_TIME)
        answer = StreamingHttpResponse(exporting.export(rows), content_type="text/csv; charset=utf-8")
        name = f"case-studies-{timezone.localdate().isoformat()}.csv"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        answer["Cache-Control"] = "no-store"
        return answer

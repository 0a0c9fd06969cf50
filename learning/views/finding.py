"""Finding case studies, and reading one."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any, cast

from django.core.paginator import Page
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.generic import DetailView, ListView, TemplateView

from coproduce.accounts.access import PUBLIC, Allowed, AllowedList, Declared, public_rows
from learning import (
    commenting,
    consents,
    content,
    finding,
    glossary,
    keeping,
    noting,
    relating,
    spreading,
    suggesting,
    telling,
)
from learning.finding import Found
from learning.forms.finding import CaseStudyFilter
from learning.models import Attachment, CaseStudy, Format, facets
from learning.models.facets import Labels
from learning.models.rows import CaseStudyQuerySet

from .gone import gone


class CaseStudyList(AllowedList, ListView[CaseStudy]):
    access = PUBLIC
    queryset = CaseStudy.objects.published()
    paginate_by = 25
    template_name = "learning/case_study_list.html"
    context_object_name = "case_studies"

    @cached_property
    def form(self) -> CaseStudyFilter:
        form = CaseStudyFilter(self.request.GET)
        form.is_valid()
        return form

    @cached_property
    def found(self) -> Found:
        return finding.find(cast(CaseStudyQuerySet, self.object_list), self.form.question)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found, labels = self.found, facets.labels()
        self.form.offer(found, labels)
        keys: Any = found.keys
        context = super().get_context_data(object_list=keys, form=self.form, found=found, **kwargs)
        context["case_studies"] = self.shown(context["page_obj"])
        if self.form.words and not found.keys:
            context |= self.help(labels)
        return context

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Words by themselves are noted; a facet chosen afterwards says nothing of what is missing."""
        page = super().get(request, *args, **kwargs)
        is_first = request.GET.get("page", "1") == "1"
        if self.form.words and not self.form.chosen and is_first and noting.is_asked_by_a_person(request):
            noting.note(self.form.words, found=self.found.count, on=timezone.localdate())
        return page

    def shown(self, page: Page[int]) -> Iterable[CaseStudy]:
        if not self.found.keys:
            return ()
        rows = cast(CaseStudyQuerySet, self.object_list).with_places().marked_for(self.request.user)
        return self.found.shown(rows, page.start_index() - 1, page.end_index())

    def help(self, labels: Labels) -> dict[str, Any]:
        """What may have been meant, among what the facets leave."""
        among = cast(CaseStudyQuerySet, self.object_list).about(self.form.chosen)
        names = [name for of_facet in labels.values() for name in of_facet.values()]
        given = suggesting.help_with(self.form.words, among=among, meanings=self.form.meanings, names=names)
        return {"help": given, "suggested": self.form.query_with(q=given.suggestion)}


class TermList(Declared, TemplateView):
    """What the words mean by which case studies are sorted."""

    access = PUBLIC
    template_name = "learning/term_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(sections=glossary.sections(), **kwargs)


class CaseStudyDetail(Allowed, DetailView[CaseStudy]):
    access = public_rows("learning.view_casestudy")
    queryset = CaseStudy.objects.with_everything().with_review().with_consent()
    template_name = "learning/case_study_detail.html"
    context_object_name = "case_study"

    def get_queryset(self) -> CaseStudyQuerySet:
        rows = cast(CaseStudyQuerySet, super().get_queryset())
        return keeping.with_choices(rows, reader=self.request.user)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            if not CaseStudy.objects.gone(self.kwargs["slug"]):
                raise
            return gone(request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if not self.object.is_published:
            prefetch_related_objects([self.object], "decisions")
        says, names = consents.readable(self.object), telling.Names.carried_by(self.object)
        formats = Format.objects.with_attachment().preferred_first(self.request.user)
        return super().get_context_data(
            choices=keeping.choices(self.object),
            comments=commenting.latest(self.object, reader=self.request.user),
            chapters=telling.told(says, names, content.MORE),
            attachments=Attachment.objects.shown_with(self.object),
            formats=formats.shown_with(self.object),
            related=relating.related(self.object),
            tried=spreading.tried(self.object, reader=self.request.user),
            **kwargs,
        )

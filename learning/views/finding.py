"""Finding case studies, and reading one."""

from functools import cached_property
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.generic import DetailView, ListView

from coproduce.accounts.access import PUBLIC, Allowed, AllowedList, public_rows
from learning import consents, content, following, suggesting, telling
from learning.forms.finding import CaseStudyFilter
from learning.models import Attachment, CaseStudy, Format
from learning.models.rows import CaseStudyQuerySet


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

    def all_rows(self) -> CaseStudyQuerySet:
        return cast(CaseStudyQuerySet, super().get_queryset())

    def get_queryset(self) -> CaseStudyQuerySet:
        return self.form.narrow(self.all_rows().with_places().marked_for(self.request.user))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.form.offer(self.all_rows())
        context = super().get_context_data(form=self.form, **kwargs)
        if self.form.words and not context["paginator"].count:
            among = self.form.faceted(self.all_rows())
            context["help"] = suggesting.help_with(self.form.words, among=among)
            context["suggested"] = self.form.query_with(q=context["help"].suggestion)
        return context


class CaseStudyDetail(Allowed, DetailView[CaseStudy]):
    access = public_rows("learning.view_casestudy")
    queryset = CaseStudy.objects.with_everything().with_decisions().with_consent()
    template_name = "learning/case_study_detail.html"
    context_object_name = "case_study"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            if not CaseStudy.objects.gone(self.kwargs["slug"]):
                raise
            answer = render(request, "learning/case_study_gone.html", status=410)
            answer["X-Robots-Tag"] = "noindex"
            return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        followed = following.themes_of(self.request.user)
        says, names = consents.readable(self.object), telling.Names.carried_by(self.object)
        formats = Format.objects.with_attachment().preferred_first(self.request.user)
        return super().get_context_data(
            followed=followed,
            chapters=telling.told(says, names, content.MORE),
            attachments=Attachment.objects.shown_with(self.object),
            formats=formats.shown_with(self.object),
            unmet=consents.standing(self.object, localdate()) if not self.object.in_page else [],
            **kwargs,
        )

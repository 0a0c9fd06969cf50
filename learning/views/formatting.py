"""Case studies in other formats: for their authors, for readers, and for readers who look for one format."""

from functools import cached_property
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, FormView, UpdateView

from coproduce.accounts.access import (
    SIGNED_IN,
    Allowed,
    Declared,
    capability,
    declare,
    get_allowed,
    public_rows,
)
from coproduce.accounts.models import User
from coproduce.ui.once import CreateOnce
from learning import formatting
from learning.forms.formatting import FormatCreateForm, FormatEditForm, PreferenceForm
from learning.models import CaseStudy, Format, FormatKind
from learning.models.formats import LANGUAGES

from .companions import ACCOMPANYING, Below, GoneWithItsCaseStudy, Removing, SavedOrRefused, keep

LIST = "learning:format_list"
KEEPING = capability("learning.keep_format")


class FormatList(Allowed, DetailView[CaseStudy]):
    """The versions there are, and which could be added."""

    access = ACCOMPANYING
    queryset = CaseStudy.objects.all()
    template_name = "learning/format_list.html"
    context_object_name = "case_study"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Format.objects.with_attachment().in_hand_with(self.object)
        there = {row.kind for row in rows if not row.is_ending}
        missing = [kind for kind in FormatKind if kind == FormatKind.LANGUAGE or kind not in there]
        return super().get_context_data(formats=rows, missing=missing, **kwargs)


class FormatCreate(SavedOrRefused, Allowed, CreateOnce[FormatCreateForm]):
    access = ACCOMPANYING
    queryset = CaseStudy.objects.all()
    form_class = FormatCreateForm
    template_name = "learning/format_form.html"
    saved = "The version is added."

    @cached_property
    def case_study(self) -> CaseStudy:
        """Not locked here: the verb locks it."""
        rows = self.queryset.all()
        return get_allowed(self.request.user, self.access.permission, rows, slug=self.kwargs["slug"])

    @property
    def kind(self) -> FormatKind:
        if self.kwargs["kind"] not in FormatKind.values:
            raise Http404
        return FormatKind(self.kwargs["kind"])

    def get_form_kwargs(self) -> dict[str, Any]:
        new = Format(case_study=self.case_study, kind=self.kind, language=LANGUAGES.get(self.kind, ""))
        return {**super().get_form_kwargs(), "instance": new, "by": cast(User, self.request.user)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(case_study=self.case_study, kind=self.kind, **kwargs)

    def back(self) -> str:
        return reverse(LIST, args=[self.kwargs["slug"]])

    def page_of(self, row: Any) -> str:
        return self.back()


class FormatEdit(SavedOrRefused, Below, UpdateView[Format, FormatEditForm]):
    access = capability("learning.change_format")
    queryset = Format.objects.with_case_study()
    form_class = FormatEditForm
    template_name = "learning/format_form.html"
    saved = "The version is saved."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": cast(User, self.request.user)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kind = FormatKind(self.object.kind)
        return super().get_context_data(case_study=self.object.case_study, kind=kind, **kwargs)

    def back(self) -> str:
        return reverse(LIST, args=[self.kwargs["slug"]])


class FormatRemove(Removing):
    access = capability("learning.change_format")
    queryset = Format.objects.with_case_study()
    back = LIST


@require_POST
@declare(KEEPING)
def format_keep(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    rows = Format.objects.with_case_study()
    row = get_allowed(request.user, KEEPING.permission, rows, pk=pk, case_study__slug=slug)
    return keep(request, row, back=LIST)


class FormatDetail(GoneWithItsCaseStudy, DetailView[Format]):
    """A text in another language, or the transcript of what is kept elsewhere, with its link."""

    access = public_rows("learning.view_format")
    http_method_names = ("get", "head", "options")  # type: ignore[assignment]
    queryset = Format.objects.with_case_study()
    template_name = "learning/format_detail.html"
    context_object_name = "format"


class PreferenceEdit(Declared, FormView[PreferenceForm]):
    """The format that somebody looks for: marked in lists, and first on the page of a case study."""

    access = SIGNED_IN
    form_class = PreferenceForm
    template_name = "learning/preference.html"
    success_url = reverse_lazy("learning:preference")

    def get_initial(self) -> dict[str, Any]:
        return {"format": formatting.preferred_by(cast(User, self.request.user))}

    def form_valid(self, form: PreferenceForm) -> HttpResponse:
        formatting.prefer(form.cleaned_data["format"], by=cast(User, self.request.user))
        messages.success(self.request, "Your choice is saved.")
        return super().form_valid(form)

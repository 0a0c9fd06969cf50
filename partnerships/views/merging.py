"""Entries that may be one organisation: the likely ones, two side by side, and what was merged when."""

from functools import cached_property
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import DetailView, FormView, TemplateView

from coproduce.accounts.access import Allowed, AllowedSomewhere, Declared, capability, get_allowed
from coproduce.accounts.models import User
from partnerships import merging
from partnerships.forms.merging import MergeForm, OtherEntryFilter, WithForm
from partnerships.models import Merge, Organisation

MERGING = "partnerships.merge_organisation"
SHOWN = 20


class OrganisationDuplicates(AllowedSomewhere, TemplateView):
    access = capability(MERGING)
    template_name = "partnerships/organisation_duplicates.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        merges = Merge.objects.visible_to(self.request.user).select_related("kept", "merged")
        likely = merging.likely_duplicates()
        more = len(likely) == merging.MOST_PAIRS
        return super().get_context_data(likely=likely, more=more, merges=merges[:SHOWN], **kwargs)


class OrganisationMerge(Declared, FormView[MergeForm]):
    """Which entry is kept is in the path, the other one in the query. The verb locks both, in one order."""

    access = capability(MERGING)
    form_class = MergeForm
    template_name = "partnerships/organisation_merge.html"

    @cached_property
    def kept(self) -> Organisation:
        return self.entry(self.kwargs["slug"])

    @cached_property
    def merged(self) -> Organisation | None:
        slug = WithForm(self.request.GET).slug
        return self.entry(slug) if slug else None

    def entry(self, slug: str) -> Organisation:
        rows = Organisation.objects.select_related("team", "merged_into")
        return get_allowed(self.request.user, MERGING, rows, slug=slug)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(request, *args, **kwargs) if self.kept and self.merged else self.choose()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().post(request, *args, **kwargs) if self.kept and self.merged else self.choose()

    def choose(self) -> HttpResponse:
        """The page before: which other entry is it?"""
        search = OtherEntryFilter(self.request.GET)
        search.is_valid()
        found = search.narrow(Organisation.objects.visible_to(self.request.user).with_areas())
        others = [row for row in found[: SHOWN + 1] if row != self.kept and row.merged_into_id is None]
        context = {"kept": self.kept, "form": search, "others": others[:SHOWN]}
        context["likely"] = merging.duplicates(self.kept)
        self.template_name = "partnerships/organisation_merge_choose.html"
        return self.render_to_response({"view": self, **context})

    @cached_property
    def preview(self) -> merging.Preview:
        return merging.preview(self.kept, cast(Organisation, self.merged))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "preview": self.preview}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = self.preview.chosen(self.request.GET.get("linked", ""))
        if shown:
            page = self.preview.pages(shown).get_page(self.request.GET.get("page"))
            kwargs |= {"shown": shown, "page_obj": page, "rows": self.preview.rows(shown, page)}
        return super().get_context_data(preview=self.preview, **kwargs)

    def form_valid(self, form: MergeForm) -> HttpResponse:
        preview, by = self.preview, cast(User, self.request.user)
        try:
            merge = merging.merge(
                preview.kept, preview.merged, by=by, now=timezone.now(), choices=form.choices
            )
        except merging.MergingError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "The entries are merged. This record stays.")
        return redirect("partnerships:merge_detail", merge.pk)


class MergeDetail(Allowed, DetailView[Merge]):
    access = capability("partnerships.view_merge")
    queryset = Merge.objects.select_related("kept", "merged", "made_by")
    template_name = "partnerships/merge_detail.html"
    context_object_name = "merge"

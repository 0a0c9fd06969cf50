"""Organisations from a CSV file: upload, what it would do, and doing it."""

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView
from django.views.generic.detail import SingleObjectMixin

from coproduce.accounts.access import Allowed, AllowedSomewhere, capability, get_allowed
from coproduce.accounts.models import User
from coproduce.ui.once import CreateOnce
from partnerships import importing
from partnerships.forms.importing import ImportForm
from partnerships.models import OrganisationImport, OrganisationKind

IMPORTING = capability("partnerships.import_organisations")
ROWS_A_PAGE = 100


class OrganisationImportCreate(AllowedSomewhere, CreateOnce[ImportForm]):
    access = IMPORTING
    form_class = ImportForm
    template_name = "partnerships/organisation_import.html"
    saved = "The file has been tried out. Nothing is written to the register yet."

    def get_form_kwargs(self) -> dict[str, Any]:
        row = OrganisationImport(made_at=timezone.now(), made_by=cast(User, self.request.user))
        return {**super().get_form_kwargs(), "instance": row}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        earlier = OrganisationImport.objects.visible_to(self.request.user).defer("text")[:10]
        return super().get_context_data(kinds=OrganisationKind.labels, earlier=earlier, **kwargs)

    def page_of(self, row: OrganisationImport) -> str:
        return reverse("partnerships:organisation_import_detail", args=[row.pk])


class OrganisationImportDetail(Allowed, DetailView[OrganisationImport]):
    """Every bad row, or else what is new and what changes."""

    access = IMPORTING
    queryset = OrganisationImport.objects.defer("text")
    template_name = "partnerships/organisation_import_detail.html"
    context_object_name = "import_row"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report = self.object.report
        shown = report["faults"] or report["rows"]
        page = Paginator(shown, ROWS_A_PAGE).get_page(self.request.GET.get("page"))
        todo = report["counts"]["new"] + report["counts"]["changed"]
        return super().get_context_data(report=report, page_obj=page, todo=todo, **kwargs)


class OrganisationImportCarryOut(Allowed, SingleObjectMixin[OrganisationImport]):
    """The row is not locked here: the verb locks it after every other file that waits."""

    access = IMPORTING
    queryset = OrganisationImport.objects.all()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = get_allowed(request.user, IMPORTING.permission, self.get_queryset(), **self.row_lookup())
        try:
            importing.carry_out(row, now=timezone.now())
        except importing.ImportProblem as problem:
            importing.look_again(row)
            messages.error(request, str(problem))
        else:
            messages.success(request, "The organisations are imported.")
        return redirect("partnerships:organisation_import_detail", row.pk)


class OrganisationImportErrors(Allowed, DetailView[OrganisationImport]):
    access = IMPORTING
    queryset = OrganisationImport.objects.defer("text")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = self.get_object()
        return sheet(importing.errors_sheet(row.report), f"problems-{row.pk}.csv")


class OrganisationImportTemplate(AllowedSomewhere):
    access = IMPORTING

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return sheet(importing.template_sheet(), "organisations.csv")


def sheet(content: bytes, name: str) -> HttpResponse:
    told = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=told)

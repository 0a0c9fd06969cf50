"""Bodies as everyone reads them, on any day; set up and changed by the lead; evaluations kept by officers."""

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import DetailView

from coproduce.accounts.access import Allowed, capability, public_rows
from coproduce.accounts.models import User
from coproduce.ui.dated import OnDay
from partnerships import evaluation
from partnerships.forms.bodies import BodyCreateForm, BodyEditForm
from partnerships.models import Body, Evaluation, Meeting, Partnership
from partnerships.models.bodies import BodyQuerySet

from .meetings import told_of
from .seats import NewRow, RowForm

SEATS, MEETINGS, KEPT = 50, 12, 10


class BodyDetail(OnDay, Allowed, DetailView[Body]):
    access = public_rows("partnerships.view_body")
    template_name = "partnerships/body_detail.html"
    context_object_name = "body"

    def get_queryset(self) -> BodyQuerySet:
        return Body.objects.with_partnership().with_constitution(self.on)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report = evaluation.report(self.object, self.on)
        page = Paginator(report.seats, SEATS).get_page(self.request.GET.get("page"))
        meetings = list(Meeting.objects.of_body(self.object).latest_first()[: MEETINGS + 1])
        return super().get_context_data(
            report=report,
            page_obj=page,
            meetings=told_of(self.object, meetings[:MEETINGS]),
            has_more_meetings=len(meetings) > MEETINGS,
            kept=Evaluation.objects.of_body(self.object)[:KEPT],
            is_there=self.object.is_current(self.on),
            **kwargs,
        )


class BodyCreate(NewRow):
    access = capability("partnerships.add_body")
    rows = Partnership.objects.with_places()
    form_class = BodyCreateForm
    title = "Add a body"
    intro = "Everyone can see a body, its seats and which of them are vacant. No names are shown."

    def new_row(self) -> Body:
        return Body(partnership=self.row)

    def page_of(self, row: Body) -> str:
        return row.get_absolute_url()


class BodyEdit(RowForm):
    access = capability("partnerships.change_body")
    rows = Body.objects.with_partnership()
    form_class = BodyEditForm
    title = "Edit the body"
    intro = "If you give it a last day, its seats and those who hold them end with it."


class EvaluationKeep(OnDay, Allowed, DetailView[Body]):
    """Only ever posted to; the day is in the address as on the page it is posted from."""

    access = capability("partnerships.add_evaluation")
    http_method_names = ("post", "options")  # type: ignore[assignment]

    def get_queryset(self) -> BodyQuerySet:
        return Body.objects.with_partnership()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        body = self.get_object()
        if self.on_day_form.errors:
            messages.error(request, "Nothing is kept, because the day could not be understood.")
            return redirect(f"{body.get_absolute_url()}?{request.GET.urlencode()}")
        by = cast(User, request.user)
        kept = evaluation.keep(body, self.on, by=by, now=timezone.now())
        messages.success(request, "The evaluation is kept. Later changes of the rules do not change it.")
        return redirect(kept)


class EvaluationDetail(Allowed, DetailView[Evaluation]):
    access = public_rows("partnerships.view_evaluation")
    queryset = Evaluation.objects.with_body()
    template_name = "partnerships/body_evaluation.html"
    context_object_name = "evaluation"

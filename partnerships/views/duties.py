"""What the law wants of a partnership and when, with the reports and scheme reviews that meet it."""

from functools import cached_property
from typing import Any, ClassVar, TypeVar, cast

from django.contrib import messages
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpResponse
from django.urls import reverse
from django.views.generic import DetailView, UpdateView

from coproduce.accounts.access import Allowed, capability
from coproduce.ui.dated import OnDay, UntilToday
from coproduce.ui.forms import OnceForm
from coproduce.ui.once import CreateOnce
from partnerships import duties
from partnerships.forms.decisions import (
    PerformanceReportCreateForm,
    PerformanceReportEditForm,
    SchemeReviewCreateForm,
    SchemeReviewEditForm,
)
from partnerships.models import Partnership, PerformanceReport, SchemeReview
from partnerships.models.partnerships import PartnershipQuerySet

F = TypeVar("F", bound=OnceForm)
M = TypeVar("M", bound=Model)
E = TypeVar("E", bound="ModelForm[Any]")


class DutyList(OnDay, Allowed, DetailView[Partnership]):
    access = capability("partnerships.view_duties")
    queryset = Partnership.objects.all()
    template_name = "partnerships/duty_list.html"
    context_object_name = "partnership"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            duties=duties.duties(self.object, self.on),
            reports=PerformanceReport.objects.of_partnership(self.object),
            schemes=SchemeReview.objects.of_partnership(self.object),
            **kwargs,
        )


class OfPartnershipCreate(Allowed, UntilToday, CreateOnce[F]):
    """The row this page is about is the partnership; what is made belongs to it."""

    template_name = "partnerships/duty_form.html"
    model: ClassVar[type[Model]]
    title = ""
    hint = "Everyone can read this."
    list_name = "duty_list"

    def get_queryset(self) -> PartnershipQuerySet:
        return Partnership.objects.all()

    @cached_property
    def partnership(self) -> Partnership:
        return cast(Partnership, self.get_object())

    @property
    def back(self) -> str:
        return reverse(f"partnerships:{self.list_name}", args=[self.partnership.slug])

    def new_row(self) -> Model:
        return self.model(partnership=self.partnership)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.new_row()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"partnership": self.partnership, "title": self.title, "hint": self.hint, "back": self.back}
        return super().get_context_data(**told, **kwargs)

    def page_of(self, row: Any) -> str:
        return self.back


class OfPartnershipEdit(Allowed, UntilToday, UpdateView[M, E]):
    """What was recorded for a partnership, put right."""

    template_name = "partnerships/duty_form.html"
    title = ""
    saved = "It is saved."
    list_name = "duty_list"

    @property
    def partnership(self) -> Partnership:
        return cast(Partnership, cast(Any, self.object).partnership)

    def get_success_url(self) -> str:
        return reverse(f"partnerships:{self.list_name}", args=[self.partnership.slug])

    def form_valid(self, form: E) -> HttpResponse:
        messages.success(self.request, self.saved)
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"partnership": self.partnership, "title": self.title, "back": self.get_success_url()}
        return super().get_context_data(**told, **kwargs)


class PerformanceReportCreate(OfPartnershipCreate[PerformanceReportCreateForm]):
    access = capability("partnerships.keep_duties")
    form_class = PerformanceReportCreateForm
    model = PerformanceReport
    title = "Record a performance report"
    hint = "It is due within four months of 31 March (2014 Act s.42(4)). Everyone can see it."
    saved = "The report is recorded."


class PerformanceReportEdit(OfPartnershipEdit[PerformanceReport, PerformanceReportEditForm]):
    access = capability("partnerships.change_performancereport")
    queryset = PerformanceReport.objects.with_partnership()
    form_class = PerformanceReportEditForm
    title = "Edit the performance report"
    saved = "The report is saved."


class SchemeReviewCreate(OfPartnershipCreate[SchemeReviewCreateForm]):
    access = capability("partnerships.keep_duties")
    form_class = SchemeReviewCreateForm
    model = SchemeReview
    title = "Record that the integration scheme was approved or reviewed"
    hint = "The next review is due within five years of that day (2014 Act s.44). Everyone can see it."
    saved = "It is recorded."


class SchemeReviewEdit(OfPartnershipEdit[SchemeReview, SchemeReviewEditForm]):
    access = capability("partnerships.change_schemereview")
    queryset = SchemeReview.objects.with_partnership()
    form_class = SchemeReviewEditForm
    title = "Edit the approval or review of the integration scheme"

"""How long things are kept in a partnership, what goes next, and who waits to be forgotten; for its leads."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView

from coproduce.accounts.access import SAFE, Declared, capability, get_allowed
from participants import retention
from participants.forms import RetentionForm
from participants.models import ErasureWish
from partnerships.models import Partnership

from .participants import person

PER_PAGE = 50


class Retention(Declared, FormView[RetentionForm]):
    """The list is a dry run: it says what the sweep of tonight would do."""

    access = capability("participants.set_retention")
    form_class = RetentionForm
    template_name = "participants/retention.html"

    @cached_property
    def partnership(self) -> Partnership:
        rows, lock = Partnership.objects.all(), self.request.method not in SAFE
        return get_allowed(self.request.user, self.access.permission, rows, lock=lock, pk=self.kwargs["pk"])

    @cached_property
    def periods(self) -> list[retention.Period]:
        return retention.periods(self.partnership)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "periods": self.periods}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        due = sorted(retention.due(self.partnership, today=today), key=lambda one: one.due_on)
        return super().get_context_data(
            partnership=self.partnership,
            page_obj=Paginator(due, PER_PAGE).get_page(self.request.GET.get("page")),
            today=today,
            to_review=[period for period in self.periods if period.needs_review(today)],
            waiting=ErasureWish.objects.waiting().of_partnership(self.partnership),
            **kwargs,
        )

    def form_valid(self, form: RetentionForm) -> HttpResponse:
        review_by, why = form.cleaned_data["review_by"], form.cleaned_data["why"]
        by, today = person(self.request), timezone.localdate()
        try:
            retention.set_periods(
                self.partnership, form.wanted, by=by, review_by=review_by, why=why, today=today
            )
        except retention.RetentionError as refusal:
            form.add_error("review_by", str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "The periods are saved.")
        return redirect("participants:retention", self.partnership.pk)

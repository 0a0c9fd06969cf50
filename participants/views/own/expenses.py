"""What taking part costs, on the person's own page: what was offered, claiming, and what became of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import FormView, TemplateView, View

from participants import expenses
from participants.forms.expenses import ClaimForm, claimable
from participants.models import Expense, ExpenseRate

from .page import Own


class OwnExpenses(Own, TemplateView):
    template_name = "participants/own_expenses.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = self.now.date()
        rows = Expense.objects.of_participant(self.participant).with_everything().newest_first()
        rates = ExpenseRate.objects.of_partnership(self.participant.partnership).current(today)
        return super().get_context_data(
            expenses=[(row, row.days(today)) for row in rows.prefetch_related("steps")],
            rates=rates.in_order(),
            **kwargs,
        )


class OwnExpenseClaim(Own, FormView[ClaimForm]):
    form_class = ClaimForm
    template_name = "participants/own_expense_claim.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "involvements": claimable(self.participant, self.now)}

    def get_initial(self) -> dict[str, Any]:
        """An offer that was pressed fills in what it was for."""
        offered = Expense.objects.of_participant(self.participant).filter(pk=self.offered()).first()
        return {"involvement": offered.involvement_id, "kind": offered.kind} if offered else {}

    def offered(self) -> int:
        asked = self.request.GET.get("offer", "")
        return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else 0

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rates = ExpenseRate.objects.of_partnership(self.participant.partnership)
        return super().get_context_data(rates=rates.current(self.now.date()).in_order(), **kwargs)

    def form_valid(self, form: ClaimForm) -> HttpResponse:
        submission = form.cleaned_data["submission"]
        try:
            expenses.claim(self.participant, form.claim(), now=self.now, submission=submission)
        except expenses.ExpenseError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Thank you. Your claim is with us. You see here what becomes of it.")
        return redirect(self.url("own_expenses"))


class OwnExpenseStep(Own, View):
    """Not wanted, or taken back: pressed on one of the person's own."""

    steps = {"decline": expenses.decline, "take_back": expenses.take_back}

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return redirect(self.url("own_expenses"))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = get_object_or_404(Expense.objects.of_participant(self.participant), pk=kwargs["pk"])
        try:
            self.steps[kwargs["step"]](row, now=self.now)
        except expenses.ExpenseError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "That is done.")
        return redirect(self.url("own_expenses"))

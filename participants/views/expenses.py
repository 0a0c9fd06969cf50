"""What taking part costs, as staff record, decide and report it."""

from functools import cached_property
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView, FormView

from coproduce.accounts.access import Allowed, capability
from coproduce.ui.lists import SearchedList
from participants import expenses, spending
from participants.forms.expenses import (
    ExpenseFilter,
    OfferForm,
    PaidForm,
    RateForm,
    RefusalForm,
    ToldClaimForm,
    ToldForm,
    claimable,
)
from participants.models import Answer, Expense, ExpenseKind, ExpenseRate, Involvement, Through
from participants.models.expenses import ExpenseQuerySet
from participants.models.expenses import ExpenseStepName as Name
from partnerships.models import Partnership

from .involvement import OfEngagement
from .participants import AboutParticipant, person


class ExpenseList(SearchedList[Expense]):
    access = capability("participants.view_expense")
    queryset = Expense.objects.with_everything()
    filter_class = ExpenseFilter
    template_name = "participants/expense_list.html"
    context_object_name = "expenses"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        partnerships = Partnership.objects.worked_in_by(self.request.user)
        context = super().get_context_data(partnerships=partnerships, **kwargs)
        return {**context, "rows": [(row, row.days(today)) for row in context["expenses"]]}


class OneExpense(Allowed):
    """A page about one expense."""

    def get_queryset(self) -> ExpenseQuerySet:
        return Expense.objects.with_everything()

    @cached_property
    def expense(self) -> Expense:
        return cast(Expense, self.get_object())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = cast(Any, super()).get_context_data(expense=self.expense, **kwargs)
        return context


class ExpenseDetail(OneExpense, DetailView[Expense]):
    access = capability("participants.view_expense")
    template_name = "participants/expense_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, row = person(self.request), self.expense
        possible = {
            name.value: not expenses.objection_to(step, row, by=user, reason="asked")
            and user.has_perm(step.permission, row)
            for name, step in expenses.STEPS.items()
        }
        wrote = expenses.STEPS[Name.APPROVE]
        return super().get_context_data(
            steps=row.steps.select_related("by"),
            possible=possible,
            objection=expenses.objection_to(wrote, row, by=user, reason="") if row.is_claimed else "",
            days=row.days(timezone.localdate()),
            **kwargs,
        )


class ExpenseStepTaken(OneExpense, FormView[Any]):
    """One step, with what has to be said about it."""

    template_name = "participants/expense_step.html"
    title = ""
    told = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(title=self.title, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            self.take(form.cleaned_data)
        except expenses.ExpenseError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, self.told)
        return redirect(self.expense)

    def take(self, said: dict[str, Any]) -> None:
        raise NotImplementedError


class ExpenseApprove(OneExpense, DetailView[Expense]):
    access = capability("participants.approve_expense")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(self.expense)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            expenses.approve(self.expense, by=person(request), now=timezone.now())
        except expenses.ExpenseError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "It is approved, and waits to be paid.")
        return redirect(self.expense)


class ExpenseRefuse(ExpenseStepTaken):
    access = capability("participants.approve_expense")
    form_class = RefusalForm
    title, told = (
        "Do not approve this claim",
        "It is not approved. The person can read why on their own page.",
    )

    def take(self, said: dict[str, Any]) -> None:
        expenses.refuse(self.expense, by=person(self.request), now=timezone.now(), reason=said["reason"])


class ExpensePay(ExpenseStepTaken):
    access = capability("participants.pay_expense")
    form_class = PaidForm
    title, told = "Note that it was paid", "It is noted as paid."

    def get_initial(self) -> dict[str, Any]:
        return {"paid_on": timezone.localdate()}

    def take(self, said: dict[str, Any]) -> None:
        expenses.pay(self.expense, by=person(self.request), now=timezone.now(), paid_on=said["paid_on"])


class ExpenseDecline(ExpenseStepTaken):
    access = capability("participants.record_expense")
    form_class = ToldForm
    title, told = "They do not want this", "It is recorded that they do not want it."

    def take(self, said: dict[str, Any]) -> None:
        through = Through(said["through"])
        expenses.decline(self.expense, now=timezone.now(), through=through, by=person(self.request))


class ExpenseTakeBack(ExpenseStepTaken):
    access = capability("participants.record_expense")
    form_class = ToldForm
    title, told = "They take this claim back", "The claim is taken back."

    def take(self, said: dict[str, Any]) -> None:
        through = Through(said["through"])
        expenses.take_back(self.expense, now=timezone.now(), through=through, by=person(self.request))


class ExpenseRecord(AboutParticipant, FormView[ToldClaimForm]):
    """What someone claims on the phone or on paper."""

    access = capability("participants.record_expense")
    form_class = ToldClaimForm
    template_name = "participants/expense_record.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        rows = claimable(self.participant, timezone.now())
        return {**super().get_form_kwargs(), "involvements": rows}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rates = ExpenseRate.objects.of_partnership(self.participant.partnership)
        return super().get_context_data(rates=rates.current(timezone.localdate()).in_order(), **kwargs)

    def form_valid(self, form: ToldClaimForm) -> HttpResponse:
        told = form.cleaned_data
        try:
            claimed = expenses.claim(
                self.participant,
                form.claim(),
                now=timezone.now(),
                through=Through(told["through"]),
                by=person(self.request),
                submission=told["submission"],
            )
        except expenses.ExpenseError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "The claim is recorded. A colleague decides on it.")
        return redirect(claimed)


class ExpenseOffer(OfEngagement, FormView[OfferForm]):
    """What everyone who said yes is offered, before they come."""

    access = capability("participants.record_expense")
    form_class = OfferForm
    template_name = "participants/expense_offer.html"

    def coming(self) -> Any:
        rows = Involvement.objects.visible_to(self.request.user).of_engagement(self.engagement)
        return rows.answered(Answer.ACCEPTED).with_participant()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(coming=self.coming().count(), **kwargs)

    def form_valid(self, form: OfferForm) -> HttpResponse:
        rows, by, now = list(self.coming()), person(self.request), timezone.now()
        offered = sum(
            expenses.offer(rows, ExpenseKind(kind), by=by, now=now) for kind in form.cleaned_data["kinds"]
        )
        messages.success(self.request, f"{offered} new offer{'' if offered == 1 else 's'} made.")
        return redirect(self.people_url())


class OfPartnership(Allowed):
    """A page of one partnership."""

    def get_queryset(self) -> Any:
        return Partnership.objects.all()

    @cached_property
    def partnership(self) -> Partnership:
        return cast(Partnership, self.get_object())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = cast(Any, super()).get_context_data(partnership=self.partnership, **kwargs)
        return context


class ExpenseReport(OfPartnership, DetailView[Partnership]):
    access = capability("participants.view_expense_report")
    template_name = "participants/expense_report.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = spending.report(self.partnership, today=timezone.localdate())
        return super().get_context_data(report=told, **kwargs)


class ExpenseRates(OfPartnership, FormView[RateForm]):
    access = capability("participants.set_expense_rate")
    form_class = RateForm
    template_name = "participants/expense_rates.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        row = ExpenseRate(partnership=self.partnership, set_by=person(self.request))
        return {**super().get_form_kwargs(), "instance": row}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rates = ExpenseRate.objects.of_partnership(self.partnership).in_order()
        today = timezone.localdate()
        return super().get_context_data(rates=rates, current=set(rates.current(today)), **kwargs)

    def form_valid(self, form: RateForm) -> HttpResponse:
        try:
            rate = expenses.set_rate(form.save(commit=False), by=person(self.request), now=timezone.now())
        except expenses.ExpenseError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"{rate.get_kind_display()}: {rate}, from {rate.since:%-d %B %Y}.")
        return redirect(reverse("participants:expense_rates", args=[self.partnership.slug]))

"""What someone took part in, as we say and as they say: evidence, sheets with codes, and what we are told."""

from functools import cached_property
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import DetailView, FormView

from coproduce.accounts.access import SAFE, Allowed, Declared, capability, get_allowed
from participants import claiming
from participants.forms.claims import EvidenceForm, ToldAnswerForm, WithdrawEvidenceForm
from participants.models import Involvement, InvolvementEvidence, Through, Verdict
from participants.models.involvement import InvolvementQuerySet

from .participants import person


class OneInvolvement(Allowed):
    """A page about what one participant took part in, for those who may know people."""

    access = capability("participants.record_involvement")

    def get_queryset(self) -> InvolvementQuerySet:
        return Involvement.objects.with_participant().select_related("attendance_recorded_by")

    @cached_property
    def involvement(self) -> Involvement:
        return cast(Involvement, self.get_object())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = cast(Any, super()).get_context_data(
            involvement=self.involvement, engagement=self.involvement.engagement, **kwargs
        )
        return context


class InvolvementClaim(OneInvolvement, DetailView[Involvement]):
    template_name = "participants/involvement_claim.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.involvement
        answers = list(row.confirmations.select_related("by").prefetch_related("groups"))
        return super().get_context_data(
            answers=[(one, one.claimed_at == row.attendance_recorded_at) for one in answers],
            evidence=row.evidence.select_related("recorded_by", "withdrawn_by"),
            sheet=claiming.sheet_of(row),
            recorder=row.attendance_recorded_by,
            **kwargs,
        )


class OfClaim(OneInvolvement, FormView[Any]):
    """Something recorded about the claim; refusals stand above the form."""

    title = ""
    told = ""
    template_name = "participants/involvement_claim_form.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(title=self.title, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            self.record(form.cleaned_data)
        except claiming.ClaimingError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, self.told)
        return redirect("participants:involvement_claim", self.involvement.pk)

    def record(self, said: dict[str, Any]) -> None:
        raise NotImplementedError


class InvolvementEvidenceAdd(OfClaim):
    form_class = EvidenceForm
    title, told = "Add evidence", "The evidence is added."

    def record(self, said: dict[str, Any]) -> None:
        claiming.add_evidence(self.involvement, **said, by=person(self.request), now=timezone.now())


class InvolvementAnswerTold(OfClaim):
    form_class = ToldAnswerForm
    title, told = "Record what they say", "What they say is recorded."

    def record(self, said: dict[str, Any]) -> None:
        claiming.answer_as_told(
            self.involvement,
            Verdict(said["verdict"]),
            code=said["code"],
            through=Through(said["through"]),
            by=person(self.request),
            now=timezone.now(),
            words=said["words"],
            groups=said["groups"],
        )


class InvolvementSheet(OneInvolvement, DetailView[Involvement]):
    """A sheet to print and send; a reload asks again, and makes a new code."""

    template_name = "participants/involvement_sheet_ask.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.involvement
        try:
            code = claiming.print_code(self.involvement, by=person(request), now=timezone.now())
        except claiming.ClaimingError as refusal:
            messages.error(request, str(refusal))
            return redirect("participants:involvement_claim", self.involvement.pk)
        self.template_name = "participants/involvement_sheet.html"
        answer = self.render_to_response(self.get_context_data(code=f"{code[:3]} {code[3:]}"))
        answer["Cache-Control"] = "private, no-store"
        return answer


class InvolvementEvidenceWithdraw(Declared, FormView[WithdrawEvidenceForm]):
    access = capability("participants.record_involvement")
    form_class = WithdrawEvidenceForm
    template_name = "participants/involvement_claim_form.html"

    @cached_property
    def evidence(self) -> InvolvementEvidence:
        rows, lock = InvolvementEvidence.objects.with_involvement(), self.request.method not in SAFE
        verb = self.access.permission
        return get_allowed(self.request.user, verb, rows, lock=lock, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.evidence.involvement
        title = f"Withdraw evidence: {self.evidence}"
        return super().get_context_data(involvement=row, engagement=row.engagement, title=title, **kwargs)

    def form_valid(self, form: WithdrawEvidenceForm) -> HttpResponse:
        by, reason = person(self.request), form.cleaned_data["reason"]
        try:
            claiming.withdraw_evidence(self.evidence, by=by, now=timezone.now(), reason=reason)
        except claiming.ClaimingError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "It is withdrawn, and stays on record with the reason.")
        return redirect("participants:involvement_claim", self.evidence.involvement_id)

"""Asking to be let into an organisation's team, and deciding about it."""

from typing import Any, cast

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import ListView

from coproduce.accounts.access import AllowedList, capability, declare, get_allowed, team_ids
from coproduce.accounts.models import User
from partnerships import claims
from partnerships.forms.organisations import ClaimForm, ClaimRefuseForm
from partnerships.models import Claim
from partnerships.models.ties import ClaimQuerySet

from .organisations import EntryForm
from .seats import RowForm

DECIDING = "partnerships.decide_claim"
SHOWN = 25


class OrganisationClaim(EntryForm):
    access = capability("partnerships.claim_organisation")
    form_class = ClaimForm
    title = "Ask to be let into the team"
    intro = (
        "If you work or volunteer here, you can keep this entry. Its lead decides or, where it has none yet, "
        "an administrator. They see your name and email address and what you write."
    )
    refusals = (claims.ClaimError,)

    def new_row(self) -> None:
        return None

    def elsewhere(self) -> HttpResponse | None:
        user = cast(User, self.request.user)
        if self.row.team_id in team_ids(user):
            messages.info(self.request, "You are in this organisation’s team already.")
            return redirect(self.row)
        if Claim.objects.made_by(user).waiting().on(self.row).exists():
            messages.info(self.request, "You have asked already and wait for an answer.")
            return redirect("partnerships:claim_list")
        return super().elsewhere()

    def save(self, form: ClaimForm) -> HttpResponse:
        by = cast(User, self.request.user)
        statement = form.cleaned_data["statement"]
        claims.claim(self.row, by=by, statement=statement, now=timezone.now())
        messages.success(self.request, "You have asked to be let in. The answer will be shown here.")
        return redirect("partnerships:claim_list")


class ClaimList(AllowedList, ListView[Claim]):
    """What the person may decide, what they asked, and what came of both."""

    access = capability("partnerships.view_claim")
    queryset = Claim.objects.with_everything()
    paginate_by = SHOWN
    template_name = "partnerships/claim_list.html"
    context_object_name = "waiting"

    def get_queryset(self) -> ClaimQuerySet:
        return cast(ClaimQuerySet, super().get_queryset()).to_decide(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Claim.objects.with_everything()
        return super().get_context_data(
            mine=rows.made_by(self.request.user)[:SHOWN],
            decided=rows.decided(self.request.user)[:SHOWN],
            **kwargs,
        )


@require_POST
@declare(capability(DECIDING))
def claim_approve(request: HttpRequest, pk: int) -> HttpResponseBase:
    claim = get_allowed(request.user, DECIDING, Claim.objects.with_everything(), pk=pk)
    try:
        with transaction.atomic():
            role = claims.approve(claim, by=cast(User, request.user), now=timezone.now())
        words = f"{claim.user} is now {role.label.lower()} of {claim.organisation}."
        messages.success(request, words)
    except claims.ClaimError as refusal:
        messages.error(request, str(refusal))
    return redirect("partnerships:claim_list")


class ClaimRefuse(RowForm):
    access = capability(DECIDING)
    rows = Claim.objects.with_everything()
    form_class = ClaimRefuseForm
    template_name = "partnerships/claim_refuse.html"
    title = "Refuse the claim"
    refusals = (claims.ClaimError,)

    def new_row(self) -> None:
        return None

    def back(self) -> str:
        return reverse("partnerships:claim_list")

    def save(self, form: ClaimRefuseForm) -> HttpResponse:
        by = cast(User, self.request.user)
        claims.refuse(self.row, by=by, reason=form.cleaned_data["reason"], now=timezone.now())
        messages.success(self.request, "The claim is refused. Your reason is shown to the person who asked.")
        return redirect(self.back())

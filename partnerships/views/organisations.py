"""An organisation's entry, as its own people keep it: corrected, and confirmed with one button."""

from typing import Any, cast

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from coproduce.accounts.access import capability, declare, get_allowed
from coproduce.accounts.models import User
from partnerships import confirming, correcting
from partnerships.forms.organisations import OrganisationEditForm
from partnerships.models import Organisation

from .seats import RowForm

CONFIRMING = "partnerships.confirm_organisation"


class EntryForm(RowForm):
    """A form about an entry; one that was merged leads to the entry that was kept."""

    template_name = "partnerships/organisation_form.html"
    rows = Organisation.objects.with_everything().select_related("team")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        elsewhere = self.elsewhere()
        return elsewhere or super().get(request, *args, **kwargs)

    def elsewhere(self) -> HttpResponse | None:
        """Where this page sends people who have nothing to fill in here."""
        kept: Organisation | None = self.row.merged_into
        if kept is None:
            return None
        messages.warning(self.request, f"“{self.row}” has been merged into this entry.")
        return redirect(kept)


class OrganisationEdit(EntryForm):
    access = capability("partnerships.change_organisation")
    form_class = OrganisationEditForm
    template_name = "partnerships/organisation_edit.html"
    title = "Edit the entry"
    intro = "Everyone can read this. Changes are kept with your name and the day."
    refusals = (correcting.CorrectingError,)


@require_POST
@declare(capability(CONFIRMING))
def organisation_confirm(request: HttpRequest, slug: str) -> HttpResponseBase:
    with transaction.atomic():
        organisation = get_allowed(request.user, CONFIRMING, Organisation.objects.all(), slug=slug, lock=True)
        try:
            confirming.confirm(organisation, by=cast(User, request.user), today=timezone.localdate())
            messages.success(request, "Thank you. The entry is confirmed as correct today.")
        except confirming.ConfirmingError as refusal:
            messages.error(request, str(refusal))
    return redirect(organisation)

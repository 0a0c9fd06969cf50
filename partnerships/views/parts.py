"""The parts that organisations have in a partnership, from a day until a day."""

from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from coproduce.accounts.access import capability
from coproduce.accounts.models import User
from partnerships import offering
from partnerships.forms.organisations import PartCreateForm, PartEndForm
from partnerships.models import Partnership, PartnershipPart

from .seats import NewRow, RowForm


class PartnershipPartCreate(NewRow):
    access = capability("partnerships.add_partnershippart")
    rows = Partnership.objects.with_places()
    form_class = PartCreateForm
    title = "Add an organisation’s part"
    intro = "Everyone can see what organisations do in the partnership, and since when."

    def new_row(self) -> PartnershipPart:
        return PartnershipPart(partnership=self.row)


class PartnershipPartEnd(RowForm):
    access = capability("partnerships.change_partnershippart")
    rows = PartnershipPart.objects.with_both()
    form_class = PartEndForm
    template_name = "partnerships/part_end.html"
    title = "End the part"
    refusals = (offering.OfferingError,)

    def new_row(self) -> None:
        return None

    @property
    def above(self) -> Partnership:
        return cast(Partnership, self.row.partnership)

    def save(self, form: PartEndForm) -> HttpResponse:
        offering.end_part(self.row, until=form.cleaned_data["until"], by=cast(User, self.request.user))
        messages.success(self.request, "The part has its end. It stays in the record.")
        return redirect(self.back())

"""Localities of a partnership, as its lead keeps them."""

from typing import cast

from coproduce.accounts.access import capability
from partnerships.forms.bodies import LocalityCreateForm, LocalityEditForm
from partnerships.models import Locality, Partnership

from .seats import NewRow, RowForm


class LocalityCreate(NewRow):
    access = capability("partnerships.add_locality")
    rows = Partnership.objects.with_places()
    form_class = LocalityCreateForm
    title = "Add a locality"
    intro = "A plan divides the area into two or more localities (Act s.29(3)(a))."

    def new_row(self) -> Locality:
        return Locality(partnership=self.row)


class LocalityEdit(RowForm):
    access = capability("partnerships.change_locality")
    rows = Locality.objects.with_partnership()
    form_class = LocalityEditForm
    title = "Edit the locality"

    @property
    def above(self) -> Partnership:
        return cast(Partnership, self.row.partnership)

"""What a partnership's lead says about it: website and whom to ask, by post and not by name."""

from coproduce.accounts.access import capability
from partnerships.forms.bodies import PartnershipForm
from partnerships.models import Partnership

from .seats import RowForm


class PartnershipEdit(RowForm):
    access = capability("partnerships.lead_partnership")
    rows = Partnership.objects.with_places()
    form_class = PartnershipForm
    title = "Edit website and contact"
    intro = "Everyone can read this."

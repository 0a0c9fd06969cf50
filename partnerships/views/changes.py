"""What changed on a row, when and by whom, for those who work on it."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Model
from django.views.generic import DetailView

from coproduce.accounts.access import Allowed, capability
from coproduce.ui import history
from partnerships.models import Body, Engagement, Organisation, Partnership, StrategicPlan


class RowHistory(Allowed, DetailView[Model]):
    access = capability("partnerships.view_changes")
    template_name = "partnerships/row_history.html"
    context_object_name = "row"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pages = Paginator(range(history.number_of_pages(self.object)), 1)
        page = pages.get_page(self.request.GET.get("page"))
        return super().get_context_data(
            changes=history.changes(self.object, page=page.number), page_obj=page, **kwargs
        )


class PartnershipHistory(RowHistory):
    queryset = Partnership.objects.all()


class BodyHistory(RowHistory):
    queryset = Body.objects.with_partnership()


class PlanHistory(RowHistory):
    queryset = StrategicPlan.objects.with_partnership()


class EngagementHistory(RowHistory):
    queryset = Engagement.objects.with_partnership()


class OrganisationHistory(RowHistory):
    queryset = Organisation.objects.all()

"""What changed on a row, when and by whom, for those who work on it."""

from typing import Any, ClassVar, NamedTuple

from django.core.paginator import Paginator
from django.db.models import Model
from django.views.generic import DetailView

from coproduce.accounts.access import Allowed, capability
from coproduce.ui import history
from partnerships.models import (
    Body,
    Engagement,
    Identifier,
    IntegrationModel,
    Locality,
    Meeting,
    Organisation,
    OtherName,
    Partnership,
    PartnershipPart,
    PerformanceReport,
    PlannedStage,
    SchemeReview,
    Seat,
    StandardJudgement,
    StrategicPlan,
    SupportOffer,
    Tenure,
    Turnout,
)


class Below(NamedTuple):
    """Rows below the one of a page, whose changes are told there too; `way` leads up to it."""

    label: str
    model: type[Model]
    way: str


class RowHistory(Allowed, DetailView[Model]):
    access = capability("partnerships.view_changes")
    template_name = "partnerships/row_history.html"
    context_object_name = "row"
    below: ClassVar[dict[str, Below]] = {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        of = self.request.GET.get("of", "")
        kind = self.below.get(of)
        model, where = type(self.object), {"pgh_obj_id": self.object.pk}
        if kind:
            model, where = kind.model, {kind.way: self.object.pk}
        pages = Paginator(range(history.number_of_pages_where(model, **where)), 1)
        page = pages.get_page(self.request.GET.get("page"))
        changes = history.changes_where(model, page=page.number, **where)
        return super().get_context_data(
            changes=changes, page_obj=page, kinds=self.below, of=of if kind else "", **kwargs
        )


class PartnershipHistory(RowHistory):
    queryset = Partnership.objects.all()
    below: ClassVar[dict[str, Below]] = {
        "models": Below("Integration model", IntegrationModel, "partnership"),
        "localities": Below("Localities", Locality, "partnership"),
        "reports": Below("Performance reports", PerformanceReport, "partnership"),
        "scheme": Below("Reviews of the scheme", SchemeReview, "partnership"),
    }


class BodyHistory(RowHistory):
    queryset = Body.objects.with_partnership()
    below: ClassVar[dict[str, Below]] = {
        "seats": Below("Seats", Seat, "body"),
        "appointments": Below("Appointments", Tenure, "seat__body"),
        "meetings": Below("Meetings", Meeting, "body"),
    }


class PlanHistory(RowHistory):
    queryset = StrategicPlan.objects.with_partnership()
    below: ClassVar[dict[str, Below]] = {"dates": Below("Dates of stages", PlannedStage, "plan")}


class EngagementHistory(RowHistory):
    queryset = Engagement.objects.with_partnership()
    below: ClassVar[dict[str, Below]] = {
        "numbers": Below("Numbers", Turnout, "engagement"),
        "standards": Below("National Standards", StandardJudgement, "engagement"),
    }


class OrganisationHistory(RowHistory):
    queryset = Organisation.objects.all()
    below: ClassVar[dict[str, Below]] = {
        "names": Below("Other names", OtherName, "organisation"),
        "identifiers": Below("Numbers", Identifier, "organisation"),
        "parts": Below("Parts in partnerships", PartnershipPart, "organisation"),
        "support": Below("Support offered", SupportOffer, "organisation"),
    }

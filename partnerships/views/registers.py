"""Partnerships and organisations, for everyone."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, cast

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import DetailView

from coproduce.accounts.access import PUBLIC, Allowed, Person, public_rows, team_ids
from coproduce.ui.dated import OnDay
from coproduce.ui.lists import SearchedList
from coproduce.ui.tiles import Tile
from partnerships.forms import OrganisationFilter, PartnershipFilter
from partnerships.models import (
    Body,
    Claim,
    CouncilArea,
    Engagement,
    Locality,
    Organisation,
    Partnership,
    PartnershipPart,
    StrategicPlan,
    SupportOffer,
)
from partnerships.models.offers import SupportOfferQuerySet
from partnerships.models.organisations import a_year_before
from partnerships.models.partnerships import PartnershipQuerySet

SHOWN = 10
#: As many offers of support as these pages show; the list shows all.
OFFERED = 5


def tiles(areas: Iterable[CouncilArea]) -> list[Tile]:
    """A tile for each council area that leads to its partnership; who shares one is told so."""
    by_partnership: dict[int, list[CouncilArea]] = defaultdict(list)
    for area in areas:
        by_partnership[area.partnership_id].append(area)
    return [tile(area, sharing) for sharing in by_partnership.values() for area in sharing]


def tile(area: CouncilArea, sharing: list[CouncilArea]) -> Tile:
    others = " and ".join(other.name for other in sharing if other != area)
    return Tile(
        label=area.name,
        abbreviation=area.abbreviation,
        column=area.column,
        row=area.row,
        url=area.partnership.get_absolute_url(),
        note=f"one partnership with {others}" if others else "",
    )


class PartnershipList(SearchedList[Partnership]):
    """All 31 on one page, as a map and as a table that says the same."""

    access = PUBLIC
    queryset = Partnership.objects.with_places()
    filter_class = PartnershipFilter
    paginate_by = 50
    template_name = "partnerships/partnership_list.html"
    context_object_name = "partnerships"

    def get_queryset(self) -> PartnershipQuerySet:
        rows = cast(PartnershipQuerySet, super().get_queryset())
        return rows.with_models(timezone.localdate()).with_upcoming(timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        areas = CouncilArea.objects.with_partnership()
        return super().get_context_data(tiles=tiles(areas), **kwargs)


class PartnershipDetail(OnDay, Allowed, DetailView[Partnership]):
    access = public_rows("partnerships.view_partnership")
    template_name = "partnerships/partnership_detail.html"
    context_object_name = "partnership"

    def get_queryset(self) -> PartnershipQuerySet:
        return Partnership.objects.with_place_names().with_model(self.on)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        engagements = Engagement.objects.visible_to(self.request.user).of_partnership(self.object)
        return super().get_context_data(
            plans=StrategicPlan.objects.of_partnership(self.object).with_progress(),
            upcoming=engagements.upcoming(timezone.now())[:SHOWN],
            organisations=Organisation.objects.standing().serving(self.object),
            offers=self.offers()[:OFFERED],
            bodies=Body.objects.of_partnership(self.object).current(self.on).with_vacancies(self.on),
            localities=Locality.objects.of_partnership(self.object).current(self.on),
            parts=PartnershipPart.objects.of_partnership(self.object).with_organisation().as_on(self.on),
            **kwargs,
        )

    def offers(self) -> SupportOfferQuerySet:
        """What can be asked for today, whichever day the page is about: nobody asks in the past."""
        offers = SupportOffer.objects.open(timezone.localdate()).serving(self.object)
        return offers.select_related("organisation").local_first()


class OrganisationList(SearchedList[Organisation]):
    access = PUBLIC
    queryset = Organisation.objects.standing().with_areas()
    filter_class = OrganisationFilter
    template_name = "partnerships/organisation_list.html"
    context_object_name = "organisations"

    def filter_kwargs(self) -> dict[str, Any]:
        return {"today": timezone.localdate()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(a_year_ago=a_year_before(timezone.localdate()), **kwargs)


class OrganisationDetail(OnDay, Allowed, DetailView[Organisation]):
    access = public_rows("partnerships.view_organisation")
    queryset = Organisation.objects.with_everything()
    template_name = "partnerships/organisation_detail.html"
    context_object_name = "organisation"

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """A duplicate's old address leads to the entry that was kept."""
        kept = self.object.merged_into
        return redirect(kept) if kept else super().render_to_response(context, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        offers = SupportOffer.objects.of_organisation(self.object)
        return super().get_context_data(
            offers=offers.open(self.today)[:SHOWN],
            withdrawn=offers.withdrawn(self.today)[:SHOWN],
            partnerships=Partnership.objects.of_areas(self.object.council_areas.all()),
            parts=PartnershipPart.objects.of_organisation(self.object).with_partnership().as_on(self.on),
            is_stale=self.object.is_stale(self.today),
            **self.team_of(self.request.user),
            **kwargs,
        )

    def team_of(self, user: Person) -> dict[str, Any]:
        """Whether the person works here, or has asked to, or may ask: not who keeps the entry anyway."""
        in_team = self.object.team_id in team_ids(user)
        keeps_it = user.has_perm("partnerships.change_organisation", self.object)
        may_claim = user.is_authenticated and not in_team and not keeps_it
        asked = Claim.objects.made_by(user).waiting().on(self.object).first() if may_claim else None
        return {"in_team": in_team, "may_claim": may_claim, "asked": asked}

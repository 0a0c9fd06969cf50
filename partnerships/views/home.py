"""The first page: what Coproduce is, and what is coming up for the person who opens it."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.views.generic import TemplateView

from coproduce.accounts.access import PUBLIC, Declared, team_ids
from partnerships import duties
from partnerships.models import Claim, CouncilArea, Engagement, Organisation, Partnership, StrategicPlan

from .registers import tiles

SHOWN = 5
#: How many duties of a partnership the first page tells; the rest are a link away.
MOST_URGENT = 8


@dataclass(frozen=True)
class Desk:
    """A partnership of the person's, and what there needs someone, most urgent first."""

    partnership: Partnership
    needs: list[duties.Duty]

    @property
    def most_urgent(self) -> list[duties.Duty]:
        return self.needs[:MOST_URGENT]

    @property
    def more(self) -> int:
        return len(self.needs) - len(self.most_urgent)


class Home(Declared, TemplateView):
    access = PUBLIC
    template_name = "partnerships/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        upcoming = Engagement.objects.published().upcoming(timezone.now()).with_partnership()
        return super().get_context_data(
            tiles=tiles(CouncilArea.objects.with_partnership()),
            upcoming=upcoming[:SHOWN],
            **self.own(),
            **kwargs,
        )

    def own(self) -> dict[str, Any]:
        """For people who work in a partnership or an organisation: what needs them, and what is theirs."""
        user, today = self.request.user, timezone.localdate()
        if not team_ids(user):
            return {}
        own = Partnership.objects.worked_in_by(user)
        coming_up = Engagement.objects.worked_on_by(user).not_cancelled().upcoming(timezone.now())
        return {
            "desks": [
                Desk(partnership, [duty for duty in found if duty.needs_someone])
                for partnership, found in duties.duties_of_each(own, today)
            ],
            "claims": Claim.objects.to_decide(user).with_everything()[:SHOWN],
            "own_stale": Organisation.objects.belonging_to(user).standing().stale(today),
            "own_engagements": coming_up.with_partnership()[: SHOWN * 2],
            "own_plans": StrategicPlan.objects.worked_on_by(user).with_partnership().with_progress(),
        }

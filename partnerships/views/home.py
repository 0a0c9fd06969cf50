"""The first page: what Coproduce is, and what is coming up for the person who opens it."""

from typing import Any

from django.utils import timezone
from django.views.generic import TemplateView

from coproduce.accounts.access import PUBLIC, Declared, team_ids
from partnerships.models import CouncilArea, Engagement, Organisation, Partnership, StrategicPlan

from .registers import tiles

SHOWN = 5


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
        coming_up = Engagement.objects.worked_on_by(user).not_cancelled().upcoming(timezone.now())
        return {
            "own_partnerships": Partnership.objects.worked_in_by(user),
            "own_stale": Organisation.objects.belonging_to(user).standing().stale(today),
            "own_engagements": coming_up.with_partnership()[: SHOWN * 2],
            "own_plans": StrategicPlan.objects.worked_on_by(user).with_partnership().with_progress(),
        }

"""Capacity for staff: sums over people, and writing down what somebody says; never one person's journey."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import DetailView, FormView

from coproduce.accounts.access import capability
from coproduce.ui.sheets import sheet
from participants import capacity_sums, journeying
from participants.forms.capacity import SumsFilter, ToldJourneyForm
from participants.models import Through
from partnerships.models import Partnership
from partnerships.suppressing import words

from .expenses import OfPartnership
from .participants import AboutParticipant, person


class CapacitySums(OfPartnership, DetailView[Partnership]):
    access = capability("participants.view_capacity_sums")
    template_name = "participants/capacity_sums.html"

    @cached_property
    def form(self) -> SumsFilter:
        form = SumsFilter(self.request.GET, partnership=self.partnership)
        form.is_valid()
        return form

    def sums(self) -> list[capacity_sums.Sums] | None:
        plan, threshold = self.form.cleaned_data.get("plan"), self.partnership.small_number_threshold
        return capacity_sums.sums(self.partnership, plan=plan, threshold=threshold)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        threshold = self.partnership.small_number_threshold
        return super().get_context_data(form=self.form, sums=self.sums(), threshold=threshold, **kwargs)


class CapacitySumsExport(CapacitySums):
    """What the page says, as a file."""

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        rows: list[list[object]] = [["Part", "What they say", "People, or more"]]
        for one in context["sums"] or []:
            for sentence, people in (*one.steps, *one.changes):
                rows.append([one.part.label, sentence, words(people, context["threshold"])])
        answer = HttpResponse(sheet(rows), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="capacity.csv"'
        return answer


class CapacityRecord(AboutParticipant, FormView[ToldJourneyForm]):
    access = capability("participants.record_capacity")
    form_class = ToldJourneyForm
    template_name = "participants/capacity_record.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "partnership": self.participant.partnership}

    def form_valid(self, form: ToldJourneyForm) -> HttpResponse:
        said = form.cleaned_data
        more = {"helped_by": said["helped_by"], "plan": said["plan"], "through": Through(said["through"])}
        journeying.record(self.participant, form.told, now=timezone.now(), by=person(self.request), **more)
        messages.success(self.request, "It is written down. Only they can see it.")
        return redirect(self.participant)

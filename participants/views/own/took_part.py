"""What is recorded that someone took part in, on their own page: they say whether it is right."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import FormView, TemplateView

from participants import claiming
from participants.forms.claims import AnswerClaimForm
from participants.models import Involvement, Verdict
from participants.models.confirmations import with_verdict

from .page import Own


class OwnTookPart(Own, TemplateView):
    template_name = "participants/own_took_part.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows: Iterable[Any] = with_verdict(
            Involvement.objects.of_participant(self.participant).came()
        ).with_participant()
        return super().get_context_data(
            involvements=[(row, claiming.said(row.verdict)) for row in rows], **kwargs
        )


class OwnTookPartAnswer(Own, FormView[AnswerClaimForm]):
    form_class = AnswerClaimForm
    template_name = "participants/own_took_part_answer.html"

    @cached_property
    def involvement(self) -> Involvement:
        rows = Involvement.objects.of_participant(self.participant).came().with_participant()
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.involvement
        return super().get_context_data(involvement=row, engagement=row.engagement, **kwargs)

    def form_valid(self, form: AnswerClaimForm) -> HttpResponse:
        said = form.cleaned_data
        verdict, words, groups = Verdict(said["verdict"]), said["words"], said["groups"]
        try:
            claiming.answer(self.involvement, verdict, now=self.now, words=words, groups=groups)
        except claiming.ClaimingError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Thank you. What you say is recorded, and you can change it here.")
        return redirect(self.url("own_took_part"))

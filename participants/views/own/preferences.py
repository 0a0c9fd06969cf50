"""What the person chooses: which messages, how often, how they are reached and named."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.generic import FormView

from participants import agreeing, register
from participants.forms import PreferencesForm

from .page import Own


class OwnPreferences(Own, FormView[PreferencesForm]):
    form_class = PreferencesForm
    template_name = "participants/own_preferences.html"

    def get_initial(self) -> dict[str, Any]:
        return {**agreeing.chosen(self.participant), **register.preferences(self.participant)}

    def form_valid(self, form: PreferencesForm) -> HttpResponse:
        agreeing.choose(self.participant, form.choices, now=self.now)
        register.prefer(self.participant, form.preferences)
        messages.success(self.request, "Your choices are saved.")
        return redirect(self.url("own_preferences"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(basis=agreeing.WORDINGS["register"], **kwargs)

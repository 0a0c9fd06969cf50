"""Choosing what to hear of."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from coproduce.accounts.access import SIGNED_IN, Declared, declare, get_allowed
from coproduce.accounts.models import User
from learning import following
from learning.forms.following import WeeklyForm
from learning.models import Term


class Following(Declared, FormView[WeeklyForm]):
    """The themes someone follows, and what they get by mail for it."""

    access = SIGNED_IN
    form_class = WeeklyForm
    template_name = "learning/following.html"
    success_url = reverse_lazy("learning:following")

    def get_initial(self) -> dict[str, Any]:
        return {"weekly": following.gets_weekly(cast(User, self.request.user))}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        followed = following.themes_of(self.request.user)
        return super().get_context_data(themes=Term.objects.themes(), followed=followed, **kwargs)

    def form_valid(self, form: WeeklyForm) -> HttpResponse:
        weekly = form.cleaned_data["weekly"]
        following.choose_weekly(by=cast(User, self.request.user), weekly=weekly, now=timezone.now())
        messages.success(self.request, "The weekly email is on." if weekly else "The weekly email is off.")
        return super().form_valid(form)


@require_POST
@declare(SIGNED_IN)
def theme_follow(request: HttpRequest, slug: str) -> HttpResponse:
    """Follow or stop following, as the button says; pressed twice, it stays so."""
    theme = get_allowed(request.user, "", Term.objects.themes(), slug=slug)
    if request.POST.get("follow") == "yes":
        following.follow(theme, by=cast(User, request.user), now=timezone.now())
        messages.success(request, f"You follow {theme}. News comes by email on Tuesdays at 08:00.")
    elif request.POST.get("follow") == "no":
        following.unfollow(theme, by=cast(User, request.user))
        messages.success(request, f"You no longer follow {theme}.")
    else:
        messages.error(request, "Nothing has changed. Use one of the buttons to follow or stop following.")
    return redirect(reverse("learning:following"))

"""Choosing what to hear of."""

from typing import Any, cast

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from coproduce.accounts.access import SIGNED_IN, Declared, capability, declare, get_allowed
from coproduce.accounts.models import User
from learning import following
from learning.forms.following import WeeklyForm
from learning.models import CaseStudy, Follow, Term
from partnerships.models import CouncilArea, Organisation

FOLLOWING = "learning.follow_casestudy"


class Following(Declared, FormView[WeeklyForm]):
    """What someone follows and could follow, and what they get by mail for it."""

    access = SIGNED_IN
    form_class = WeeklyForm
    template_name = "learning/following.html"
    success_url = reverse_lazy("learning:following")

    def get_initial(self) -> dict[str, Any]:
        return {"weekly": following.gets_weekly(cast(User, self.request.user))}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        followed = following.followed_by(self.request.user)
        return super().get_context_data(
            followed=following.offers(followed, followed=followed),
            themes=following.offers(Term.objects.themes(), followed=followed),
            areas=following.offers(CouncilArea.objects.all(), followed=followed),
            gone=Follow.objects.by(self.request.user).gone().count(),
            **kwargs,
        )

    def form_valid(self, form: WeeklyForm) -> HttpResponse:
        weekly = form.cleaned_data["weekly"]
        following.choose_weekly(by=cast(User, self.request.user), weekly=weekly, now=timezone.now())
        messages.success(self.request, "The weekly email is on." if weekly else "The weekly email is off.")
        return super().form_valid(form)


@require_POST
@declare(SIGNED_IN)
def theme_follow(request: HttpRequest, slug: str) -> HttpResponse:
    return follow(request, Term.objects.themes(), slug)


@require_POST
@declare(SIGNED_IN)
def area_follow(request: HttpRequest, slug: str) -> HttpResponse:
    return follow(request, CouncilArea.objects.all(), slug)


@require_POST
@declare(SIGNED_IN)
def organisation_follow(request: HttpRequest, slug: str) -> HttpResponse:
    return follow(request, Organisation.objects.all(), slug)


@require_POST
@declare(capability(FOLLOWING))
def case_study_follow(request: HttpRequest, slug: str) -> HttpResponse:
    return follow(request, CaseStudy.objects.all(), slug, permission=FOLLOWING)


def follow(request: HttpRequest, rows: QuerySet[Any], slug: str, *, permission: str = "") -> HttpResponse:
    """Follow or stop following, as the button says; pressed twice, it stays so."""
    target = get_allowed(request.user, permission, rows, slug=slug)
    if request.POST.get("follow") == "yes":
        following.follow(target, by=cast(User, request.user), now=timezone.now())
        messages.success(request, f"You follow {target}. News comes by email on Tuesdays at 08:00.")
    elif request.POST.get("follow") == "no":
        following.unfollow(target, by=cast(User, request.user))
        messages.success(request, f"You no longer follow {target}.")
    else:
        messages.error(request, "Nothing has changed. Use one of the buttons to follow or stop following.")
    return back(request, reverse("learning:following"))


def back(request: HttpRequest, usual: str) -> HttpResponse:
    """To the page of this site on which the button was, if it says so."""
    page = request.POST.get("next", "")
    return redirect(page if url_has_allowed_host_and_scheme(page, allowed_hosts=None) else usual)

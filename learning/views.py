"""Pages of the library: finding and reading, writing and following up, and choosing what to hear of."""

from functools import cached_property
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import CreateView, DetailView, FormView, ListView, UpdateView
from django.views.generic.detail import SingleObjectMixin

from coproduce.accounts.access import (
    PUBLIC,
    SIGNED_IN,
    Allowed,
    AllowedList,
    AllowedSomewhere,
    Declared,
    capability,
    declare,
    get_allowed,
    public_rows,
)
from coproduce.accounts.models import User

from . import following, moderation
from .forms import (
    CaseStudyCreateForm,
    CaseStudyEditForm,
    CaseStudyFilter,
    WeeklyForm,
    WithdrawForm,
)
from .models import CaseStudy, Theme
from .models.case_studies import CaseStudyQuerySet


class CaseStudyList(AllowedList, ListView[CaseStudy]):
    access = PUBLIC
    queryset = CaseStudy.objects.published()
    paginate_by = 25
    template_name = "learning/case_study_list.html"
    context_object_name = "case_studies"

    @cached_property
    def form(self) -> CaseStudyFilter:
        form = CaseStudyFilter(self.request.GET)
        form.is_valid()
        return form

    def all_rows(self) -> CaseStudyQuerySet:
        return cast(CaseStudyQuerySet, super().get_queryset())

    def get_queryset(self) -> CaseStudyQuerySet:
        return self.form.narrow(self.all_rows().with_places())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.form.offer(self.all_rows())
        return super().get_context_data(form=self.form, **kwargs)


class CaseStudyDetail(Allowed, DetailView[CaseStudy]):
    access = public_rows("learning.view_casestudy")
    queryset = CaseStudy.objects.with_places().with_decisions()
    template_name = "learning/case_study_detail.html"
    context_object_name = "case_study"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            if not CaseStudy.objects.gone(self.kwargs["slug"]):
                raise
            return render(request, "learning/case_study_gone.html", status=410)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        followed = following.themes_of(self.request.user)
        return super().get_context_data(followed=followed, **kwargs)


class CaseStudyMine(AllowedList, ListView[CaseStudy]):
    """What the organisations that someone works for have written, and where each entry stands."""

    access = capability("learning.list_own_casestudies")
    paginate_by = 25
    template_name = "learning/case_study_mine.html"
    context_object_name = "case_studies"

    def get_queryset(self) -> CaseStudyQuerySet:
        rows = CaseStudy.objects.of_teams(self.request.user)
        return rows.with_places().with_decisions().last_touched_first()


class Previewing:
    """Shows what is typed as readers would see it, without saving it."""

    def form_valid(self: Any, form: Any) -> Any:
        if "preview" in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form, preview=form.instance))
        self.object = form.save()
        messages.success(self.request, self.saved)
        return redirect(self.object)


class CaseStudyCreate(Previewing, AllowedSomewhere, CreateView[CaseStudy, CaseStudyCreateForm]):
    access = capability("learning.add_casestudy")
    model = CaseStudy
    form_class = CaseStudyCreateForm
    template_name = "learning/case_study_create.html"
    saved = "Your draft is saved. Submit it when it is ready for review."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.user}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = None
        saved = self.get_form().already_saved()
        return redirect(saved) if saved else super().post(request, *args, **kwargs)


class CaseStudyEdit(Previewing, Allowed, UpdateView[CaseStudy, CaseStudyEditForm]):
    access = capability("learning.change_casestudy")
    queryset = CaseStudy.objects.with_decisions()
    form_class = CaseStudyEditForm
    template_name = "learning/case_study_edit.html"
    saved = "Your changes are saved."

    def form_valid(self, form: Any) -> Any:
        form.instance.last_edited_by = self.request.user
        return super().form_valid(form)


class CaseStudySubmit(Allowed, DetailView[CaseStudy]):
    """Asks once more, then hands it to the moderators."""

    access = capability("learning.submit_casestudy")
    queryset = CaseStudy.objects.all()
    template_name = "learning/case_study_submit.html"
    context_object_name = "case_study"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(missing=moderation.missing(self.object), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        case_study = self.get_object()
        try:
            moderation.submit(case_study, by=person(request), now=timezone.now())
            messages.success(request, "Submitted. A moderator reads it next, and you get an email.")
        except moderation.ModerationError as refusal:
            messages.error(request, str(refusal))
        return redirect(case_study)


class CaseStudyWithdraw(Allowed, SingleObjectMixin[CaseStudy], FormView[WithdrawForm]):
    """Takes a published case study off every page, with the reason kept."""

    access = capability("learning.withdraw_casestudy")
    queryset = CaseStudy.objects.all()
    form_class = WithdrawForm
    template_name = "learning/case_study_withdraw.html"
    context_object_name = "case_study"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: WithdrawForm) -> HttpResponse:
        note = form.cleaned_data["note"]
        moderation.withdraw(self.object, by=person(self.request), now=timezone.now(), note=note)
        messages.success(self.request, "Withdrawn. Readers no longer find it anywhere on this site.")
        return redirect("learning:case_study_list")


class Following(Declared, FormView[WeeklyForm]):
    """The themes someone follows, and what they get by mail for it."""

    access = SIGNED_IN
    form_class = WeeklyForm
    template_name = "learning/following.html"
    success_url = reverse_lazy("learning:following")

    def get_initial(self) -> dict[str, Any]:
        return {"weekly": following.gets_weekly(person(self.request))}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        followed = following.themes_of(self.request.user)
        return super().get_context_data(themes=Theme.objects.all(), followed=followed, **kwargs)

    def form_valid(self, form: WeeklyForm) -> HttpResponse:
        weekly = form.cleaned_data["weekly"]
        following.choose_weekly(by=person(self.request), weekly=weekly, now=timezone.now())
        messages.success(self.request, "The weekly email is on." if weekly else "The weekly email is off.")
        return super().form_valid(form)


def person(request: HttpRequest) -> User:
    """The account behind the request, on pages that only signed-in people reach."""
    return cast(User, request.user)


@require_POST
@declare(SIGNED_IN)
def theme_follow(request: HttpRequest, slug: str) -> HttpResponse:
    """Follow or stop following, as the button says; pressed twice, it stays so."""
    theme = get_allowed(request.user, "", Theme.objects.all(), slug=slug)
    if request.POST.get("follow") == "yes":
        following.follow(theme, by=person(request), now=timezone.now())
        messages.success(request, f"You follow {theme}. News comes by email on Tuesdays at 08:00.")
    elif request.POST.get("follow") == "no":
        following.unfollow(theme, by=person(request))
        messages.success(request, f"You no longer follow {theme}.")
    else:
        messages.error(request, "Nothing has changed. Use one of the buttons to follow or stop following.")
    return redirect(reverse("learning:following"))

"""Writing case studies, following up where they stand, submitting and withdrawing them."""

from collections.abc import Callable
from typing import Any, ClassVar, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import CreateView, DetailView, FormView, ListView, UpdateView
from django.views.generic.detail import SingleObjectMixin

from coproduce.accounts.access import Allowed, AllowedList, AllowedSomewhere, capability
from coproduce.accounts.models import User
from learning import content, moderation, telling
from learning.forms.writing import CaseStudyCreateForm, CaseStudyEditForm, WithdrawForm
from learning.models import CaseStudy
from learning.models.rows import CaseStudyQuerySet


class CaseStudyMine(AllowedList, ListView[CaseStudy]):
    """What the organisations that someone works for have written, and where each entry stands."""

    access = capability("learning.list_own_casestudies")
    paginate_by = 25
    template_name = "learning/case_study_mine.html"
    context_object_name = "case_studies"

    def get_queryset(self) -> CaseStudyQuerySet:
        rows = CaseStudy.objects.of_teams(self.request.user)
        rows = rows.with_places().with_decisions().with_consent()
        return rows.with_comment_counts().last_touched_first()


class Previewing:
    """Shows what is typed as readers would see it, without saving it."""

    def form_valid(self: Any, form: Any) -> Any:
        if "preview" in self.request.POST:
            says = form.document()
            chapters = telling.told(says, telling.Names.of(says), content.MORE)
            return self.render_to_response(self.get_context_data(form=form, preview=says, chapters=chapters))
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
    queryset = CaseStudy.objects.with_everything().with_decisions()
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
            moderation.submit(case_study, by=cast(User, request.user), now=timezone.now())
            messages.success(request, "Submitted. A moderator reads it next, and you get an email.")
        except moderation.ModerationError as refusal:
            messages.error(request, str(refusal))
        return redirect(case_study)


class Deciding(Allowed, SingleObjectMixin[CaseStudy], FormView[Any]):
    """A decision about a whole case study that its organisation takes itself, with a note."""

    queryset = CaseStudy.objects.all()
    context_object_name = "case_study"
    verb: ClassVar[Callable[..., Any]]
    done: ClassVar[str]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        note = form.cleaned_data["note"]
        self.verb(self.object, by=cast(User, self.request.user), now=timezone.now(), note=note)
        messages.success(self.request, self.done)
        return redirect(self.object if self.object.is_open else reverse("learning:case_study_list"))


class CaseStudyWithdraw(Deciding):
    """Takes a published case study off every page, with the reason kept."""

    access = capability("learning.withdraw_casestudy")
    form_class = WithdrawForm
    template_name = "learning/case_study_withdraw.html"
    verb = staticmethod(moderation.withdraw)
    done = "Withdrawn. Readers no longer find it anywhere on this site."

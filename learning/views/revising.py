"""Looking after a published case study: its next revision, retiring it, and what was decided."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, UpdateView

from coproduce.accounts.access import Allowed, capability, declare, get_allowed
from coproduce.accounts.models import User
from learning import content, moderation, revising, telling
from learning.forms.writing import ReinstateForm, RetireForm, RevisionForm
from learning.models import CaseStudy, Revision
from learning.models.revisions import RevisionQuerySet

from .writing import Deciding, Previewing


class CaseStudyManage(Allowed, DetailView[CaseStudy]):
    """Where an entry stands, what was decided, its revisions, and all that can be done with it."""

    access = capability("learning.follow_up_casestudy")
    queryset = CaseStudy.objects.with_places().with_decisions().with_consent()
    template_name = "learning/case_study_manage.html"
    context_object_name = "case_study"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        revisions = Revision.objects.of(self.object).visible_to(self.request.user).latest_first()
        return super().get_context_data(revisions=revisions, **kwargs)


@require_POST
@declare(capability("learning.revise_casestudy"))
def case_study_revise(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin the next revision; pressed twice, it is the same one."""
    rows = CaseStudy.objects.all()
    case_study = get_allowed(request.user, "learning.revise_casestudy", rows, slug=slug)
    try:
        revision = revising.begin(case_study, by=cast(User, request.user), now=timezone.now())
    except revising.RevisingError as refusal:
        messages.error(request, str(refusal))
        return redirect(case_study)
    messages.success(
        request, "You can write the next revision. Readers see the present one until it is published."
    )
    return redirect("learning:revision_edit", case_study.slug, revision.number)


class OfRevision(Allowed):
    """A page on one revision, named by its case study and its number."""

    model = Revision

    def get_queryset(self) -> RevisionQuerySet:
        return Revision.objects.with_case_study()

    def get_object(self, queryset: Any = None) -> Revision:
        if self.request.method == "POST":
            revising.hold(self.kwargs["slug"])
        revision: Revision = super().get_object(queryset)
        return revision

    def row_lookup(self) -> dict[str, Any]:
        return {"case_study__slug": self.kwargs["slug"], "number": self.kwargs["number"]}


class RevisionDetail(OfRevision, DetailView[Revision]):
    """What a revision says differently, and where it stands."""

    access = capability("learning.view_revision")
    template_name = "learning/revision_detail.html"
    context_object_name = "revision"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        before = revising.before(self.object)
        fields = content.changed(before, self.object.content)
        changes = telling.changes(before, self.object.content, fields)
        return super().get_context_data(changes=changes, **kwargs)


class RevisionEdit(OfRevision, Previewing, UpdateView[Revision, RevisionForm]):
    access = capability("learning.change_revision")
    form_class = RevisionForm
    template_name = "learning/revision_edit.html"
    context_object_name = "revision"
    saved = "The revision is saved. Submit it when it is ready for review."

    def form_valid(self, form: RevisionForm) -> Any:
        form.revision.last_edited_by = cast(User, self.request.user)
        return super().form_valid(form)


class RevisionSubmit(OfRevision, DetailView[Revision]):
    """Asks once more, then hands it to the moderators."""

    access = capability("learning.submit_revision")
    template_name = "learning/revision_submit.html"
    context_object_name = "revision"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(missing=moderation.missing(self.object), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        revision = self.get_object()
        try:
            moderation.submit(revision, by=cast(User, request.user), now=timezone.now())
            messages.success(request, "Submitted. A moderator reads it next, and you get an email.")
        except moderation.ModerationError as refusal:
            messages.error(request, str(refusal))
        return redirect(revision)


class RevisionDrop(OfRevision, DetailView[Revision]):
    """Asks once more, then lets the revision go; readers notice nothing."""

    access = capability("learning.drop_revision")
    template_name = "learning/revision_drop.html"
    context_object_name = "revision"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        revision = self.get_object()
        revising.drop(revision, by=cast(User, request.user), now=timezone.now())
        messages.success(request, "The revision is dropped. Readers see the case study as before.")
        return redirect(revision.case_study)


class CaseStudyRetire(Deciding):
    """Takes it out of the lists and says on its page why it is no longer practice to follow."""

    access = capability("learning.retire_casestudy")
    form_class = RetireForm
    template_name = "learning/case_study_retire.html"
    verb = staticmethod(moderation.retire)
    done = "Retired. Its page says so and why; it is no longer in lists, searches and emails."


class CaseStudyReinstate(Deciding):
    """Undoes a retirement."""

    access = capability("learning.reinstate_casestudy")
    form_class = ReinstateForm
    template_name = "learning/case_study_reinstate.html"
    verb = staticmethod(moderation.reinstate)
    done = "It is back in the lists."

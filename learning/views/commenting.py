"""Comments on a case study: read, written, taken back and flagged."""

from functools import cached_property
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import DetailView, FormView, ListView

from coproduce.accounts.access import Allowed, capability, public_rows
from coproduce.accounts.models import User
from coproduce.ui.once import CreateOnce
from learning import commenting
from learning.forms.commenting import CommentForm, FlagForm
from learning.models import CaseStudy, Comment
from learning.models.comments import CommentQuerySet


class OnCaseStudy(Allowed):
    """A page about the comments on one case study."""

    @cached_property
    def case_study(self) -> CaseStudy:
        found: CaseStudy = self.get_object(CaseStudy.objects.with_publisher().with_consent())
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = cast(Any, super()).get_context_data(case_study=self.case_study, **kwargs)
        return context


class CommentList(OnCaseStudy, ListView[Comment]):
    """All of them, the newest last."""

    access = public_rows("learning.view_comments_of_casestudy")
    paginate_by = commenting.SHOWN
    template_name = "learning/comment_list.html"
    context_object_name = "comments"

    def get_queryset(self) -> CommentQuerySet:
        rows = Comment.objects.of(self.case_study).visible_to(self.request.user).listed()
        return rows.with_writers().oldest_first()


class CommentCreate(OnCaseStudy, CreateOnce[CommentForm]):
    access = capability("learning.comment_on_casestudy")
    form_class = CommentForm
    template_name = "learning/comment_create.html"
    saved = "Your comment is there for everyone to read. You can take it back at any time."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.user, "on": self.case_study}

    def form_valid(self, form: CommentForm) -> HttpResponse:
        try:
            return super().form_valid(form)
        except commenting.CommentingError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)

    def page_of(self, row: Comment) -> str:
        return f"{self.case_study.get_absolute_url()}#comments"


class OnComment(Allowed):
    """A page about one comment, which leads back to its case study."""

    def get_queryset(self) -> CommentQuerySet:
        return Comment.objects.with_case_study().with_writers()

    @cached_property
    def comment(self) -> Comment:
        found: Comment = self.get_object()
        return found

    def back(self) -> str:
        return f"{self.comment.case_study.get_absolute_url()}#comments"


class CommentTakeBack(OnComment, DetailView[Comment]):
    """Asks once more: the words do not come back."""

    access = capability("learning.take_back_comment")
    template_name = "learning/comment_take_back.html"
    context_object_name = "comment"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        commenting.take_back(self.comment)
        messages.success(request, "Your comment is taken back, and its words are gone for good.")
        return redirect(self.back())


class CommentFlagCreate(OnComment, FormView[FlagForm]):
    access = capability("learning.flag_comment")
    form_class = FlagForm
    template_name = "learning/comment_flag.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(comment=self.comment, **kwargs)

    def form_valid(self, form: FlagForm) -> HttpResponse:
        reason, by = form.cleaned_data["reason"], cast(User, self.request.user)
        commenting.flag(self.comment, by=by, reason=reason, now=timezone.now())
        messages.success(self.request, "Thank you. A moderator will look at this comment.")
        return redirect(self.back())

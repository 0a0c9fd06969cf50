"""The moderators' door to comments: what was flagged comes first, and is kept or hidden with a note."""

from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.timesince import timesince

from coproduce.accounts.models import User
from learning import commenting
from learning.forms.commenting import CommentDecisionForm
from learning.models import Comment, CommentOutcome
from learning.models.comments import DECIDABLE, CommentQuerySet

from .desk import Queue

#: What a moderator can decide, and what the button says.
BUTTONS = {CommentOutcome.HIDE: "Hide it", CommentOutcome.KEEP: "Keep it"}


@admin.register(Comment)
class CommentAdmin(Queue):
    """Its words stay its author's: they can be hidden, and not changed."""

    form = CommentDecisionForm
    change_permission = "learning.moderate_comment"
    queue = "admin:learning_comment_changelist"
    list_display = ("beginning", "state", "age", "flagged", "entry")
    list_filter = ("state",)
    search_fields = ("text", "case_study__title")
    readonly_fields = (
        "said",
        "entry",
        "written_by",
        "written_on",
        "state",
        "flags_raised",
        "decisions_taken",
    )
    list_display_links = ("beginning",)

    def get_queryset(self, request: HttpRequest) -> CommentQuerySet:
        rows = cast(CommentQuerySet, super().get_queryset(request))
        return rows.with_case_study().with_writers().queued()

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        waiting = Comment.objects.waiting().visible_to(request.user).count()
        title = f"Comments: {waiting} flagged and not decided"
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Comment | None:
        """Locked while a decision is saved, so that the second of two sees what the first decided."""
        found: Comment | None = super().get_object(request, object_id, from_field)
        if found is not None and request.method == "POST":
            commenting.lock(found)
        return found

    # --- what is shown ---
    @admin.display(description="Comment")
    def beginning(self, comment: Comment) -> str:
        return Truncator(comment.text).words(12) or comment.get_state_display()

    @admin.display(description="Waiting for", empty_value="Not waiting")
    def age(self, comment: Any) -> str:
        return timesince(comment.waits_since) if comment.waits_since else ""

    @admin.display(description="Flags that wait")
    def flagged(self, comment: Any) -> str:
        return str(comment.waits or "")

    @admin.display(description="Case study")
    def entry(self, comment: Comment) -> SafeString:
        page = comment.case_study.get_absolute_url()
        return format_html('<a href="{}">{}</a>', page, comment.case_study)

    @admin.display(description="Comment")
    def said(self, comment: Comment) -> str:
        return comment.text or comment.get_state_display()

    @admin.display(description="By")
    def written_by(self, comment: Comment) -> str:
        return comment.writer

    @admin.display(description="On")
    def written_on(self, comment: Comment) -> str:
        return f"{timezone.localtime(comment.created_at):%-d %B %Y, %H:%M}"

    @admin.display(description="Flags")
    def flags_raised(self, comment: Comment) -> str:
        lines = [
            f"{timezone.localtime(one.at):%-d %B %Y}: {one.reason}{'' if one.decision_id else ' (waits)'}"
            for one in comment.flags.all()
        ]
        return "\n".join(lines) or "None"

    @admin.display(description="Decisions so far")
    def decisions_taken(self, comment: Comment) -> str:
        return "\n".join(f"{one}. {one.note}".strip() for one in comment.decisions.all()) or "None yet"

    # --- what happens ---
    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        comment: Comment = context["original"]
        context["queue"] = self.queue
        if self.has_change_permission(request) and comment.state in DECIDABLE:
            context["buttons"] = BUTTONS
            context["bias"] = commenting.bias(comment, by=cast(User, request.user))
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Comment, form: ModelForm[Comment], *args: Any) -> None:
        assert isinstance(form, CommentDecisionForm)
        assert form.outcome is not None
        if not request.user.has_perm(self.change_permission, obj):
            raise PermissionDenied
        note = form.cleaned_data["note"]
        commenting.decide(obj, form.outcome, by=cast(User, request.user), now=timezone.now(), note=note)

    def response_change(self, request: HttpRequest, obj: Comment) -> HttpResponse:
        messages.success(request, f"Your decision is recorded: {obj.get_state_display().lower()}.")
        return redirect(self.queue)

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        """Most often its case study has been withdrawn while this page was open."""
        note = request.POST.get("note", "").strip()
        typed = f" You had written: “{note}”." if note else ""
        messages.warning(request, f"There is no such comment any more, so nothing was decided.{typed}")
        return redirect(self.queue)

"""The moderators' door: a queue, and a decision with a note; the words themselves stay the authors'."""

from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince

from coproduce.accounts.admin_site import ScopedAdmin
from coproduce.accounts.models import User
from coproduce.ui.markdown import to_html

from . import moderation
from .forms.deciding import DecisionForm
from .models import CaseStudy, State, StepName, Synonyms, Term
from .models.rows import CaseStudyQuerySet

#: What a moderator can decide, and what the button says.
BUTTONS = {
    StepName.PUBLISH: "Publish",
    StepName.SEND_BACK: "Return to the authors",
    StepName.WITHDRAW: "Withdraw",
}


@admin.register(Term)
class TermAdmin(ScopedAdmin):
    """Kept by administrators; the slug is part of addresses, so it stays once it is chosen."""

    list_display = ("name", "definition")
    search_fields = ("name", "definition")

    def get_readonly_fields(self, request: HttpRequest, obj: Term | None = None) -> tuple[str, ...]:
        return ("slug",) if obj else ()


@admin.register(Synonyms)
class SynonymsAdmin(ScopedAdmin):
    """Kept by administrators, read by moderators; a group is switched off rather than deleted."""

    list_display = ("__str__", "is_in_use")
    list_filter = ("is_in_use",)
    search_fields = ("words",)


@admin.register(CaseStudy)
class CaseStudyAdmin(ScopedAdmin):
    """What waits for review first, the longest waiting at the top."""

    form = DecisionForm
    change_permission = "learning.moderate_casestudy"
    change_form_template = "admin/learning/case_study_decide.html"
    list_display = ("title", "state", "age", "areas", "publisher")
    list_filter = ("state", "council_areas")
    search_fields = ("title",)
    readonly_fields = (
        "summary_shown",
        "text_shown",
        "areas",
        "theme_names",
        "publisher",
        "partnership_names",
        "source",
        "decisions_taken",
    )

    def get_queryset(self, request: HttpRequest) -> CaseStudyQuerySet:
        rows = cast(CaseStudyQuerySet, super().get_queryset(request))
        return rows.with_places().with_decisions().queued()

    def get_ordering(self, request: HttpRequest) -> tuple[()]:
        """As `queued` has it."""
        return ()

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        waiting = CaseStudy.objects.waiting().visible_to(request.user).count()
        title = f"Case studies: {waiting} waiting for review"
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> CaseStudy | None:
        """Locked while a decision is saved, so that the second of two sees what the first decided."""
        found: CaseStudy | None = super().get_object(request, object_id, from_field)
        if found is not None and request.method == "POST":
            found.refresh_from_db(from_queryset=CaseStudy.objects.select_for_update())
        return found

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[CaseStudyQuerySet, bool]:
        return (queryset.containing(search_term) if search_term else queryset), False

    def get_fieldsets(self, request: HttpRequest, obj: CaseStudy | None = None) -> Any:
        shown = (None, {"fields": self.readonly_fields})
        if self.has_change_permission(request, obj):
            return (shown, ("Your decision", {"fields": ("note",)}))
        return (shown,)

    def get_form(
        self, request: HttpRequest, obj: CaseStudy | None = None, *args: Any, **kwargs: Any
    ) -> type[ModelForm[CaseStudy]]:
        form: type[ModelForm[CaseStudy]] = super().get_form(request, obj, *args, **kwargs)
        return type("Decision", (form,), {"by": request.user})

    # --- who may: asked of no row, because `get_queryset` has chosen the rows already ---
    def has_view_permission(self, request: HttpRequest, obj: CaseStudy | None = None) -> bool:
        return request.user.has_perm("learning.view_casestudy")

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm(self.change_permission)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: CaseStudy | None = None) -> bool:
        return False

    # --- what is shown ---
    @admin.display(description="Waiting for")
    def age(self, case_study: CaseStudy) -> str:
        waits = case_study.state == State.SUBMITTED and case_study.submitted_at
        return timesince(waits) if waits else ""

    @admin.display(description="Council areas")
    def areas(self, case_study: CaseStudy) -> str:
        return ", ".join(area.name for area in case_study.council_areas.all())

    @admin.display(description="Themes")
    def theme_names(self, case_study: CaseStudy) -> str:
        return ", ".join(theme.name for theme in case_study.themes)

    @admin.display(description="Partnerships")
    def partnership_names(self, case_study: CaseStudy) -> str:
        return ", ".join(partnership.name for partnership in case_study.partnerships.all())

    @admin.display(description="Organisation", ordering="organisation__name")
    def publisher(self, case_study: CaseStudy) -> str:
        return str(case_study.organisation or "Platform team")

    @admin.display(description="Summary")
    def summary_shown(self, case_study: CaseStudy) -> str:
        return case_study.summary

    @admin.display(description="Text")
    def text_shown(self, case_study: CaseStudy) -> SafeString:
        return to_html(case_study.text, below=2)

    @admin.display(description="Source")
    def source(self, case_study: CaseStudy) -> str:
        url = case_study.source_url
        return format_html('<a href="{0}" rel="noopener nofollow">{0}</a>', url) if url else ""

    @admin.display(description="Decisions so far")
    def decisions_taken(self, case_study: CaseStudy) -> str:
        lines = [f"{taken}. {taken.note}".strip() for taken in case_study.decisions.all()]
        return "\n".join(lines) or "None yet"

    # --- what happens ---
    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        case_study: CaseStudy = context["original"]
        offered = {
            step: words
            for step, words in BUTTONS.items()
            if request.user.has_perm(moderation.STEPS[step].permission(case_study), case_study)
        }
        context["buttons"] = offered
        if StepName.PUBLISH in offered:
            context["bias"] = moderation.bias(case_study, by=cast(User, request.user))
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(
        self, request: HttpRequest, obj: CaseStudy, form: ModelForm[CaseStudy], *args: Any
    ) -> None:
        assert isinstance(form, DecisionForm)
        assert form.step is not None
        if not request.user.has_perm(form.step.permission(obj), obj):
            raise PermissionDenied
        note = form.cleaned_data["note"]
        moderation.take(form.step, obj, by=cast(User, request.user), now=timezone.now(), note=note)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        """The decision itself is the record; a second one would keep titles of what was withdrawn."""

    def response_change(self, request: HttpRequest, obj: CaseStudy) -> HttpResponse:
        state = obj.get_state_display().lower()
        messages.success(request, f"Your decision is recorded: “{obj}” is now {state}.")
        return redirect("admin:learning_casestudy_changelist")

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        """Most often somebody else has returned or withdrawn it while this page was open."""
        taken = moderation.last_decision_on(int(object_id)) if object_id.isdecimal() else None
        if taken is None:
            messages.warning(request, "There is no such case study with the moderators.")
            return redirect("admin:learning_casestudy_changelist")
        note = request.POST.get("note", "").strip()
        typed = f" You had written: “{note}”." if note else ""
        messages.error(
            request,
            f"Someone else has decided meanwhile: {taken}. It is no longer with the moderators, so your "
            f"decision was not recorded.{typed}",
        )
        return redirect("admin:learning_casestudy_changelist")

"""The moderators' desk for case studies before they are published, and for what is public already."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from learning import content, telling
from learning.forms.deciding import DecisionForm
from learning.models import Attachment, CaseStudy
from learning.models.rows import CaseStudyQuerySet

from .desk import Desk, WaitingFilter


@admin.register(CaseStudy)
class CaseStudyAdmin(Desk):
    """What waits for review first, the longest waiting at the top."""

    form = DecisionForm
    change_permission = "learning.moderate_casestudy"
    list_display = ("title", "state", "age", "areas", "publisher")
    list_filter = (
        WaitingFilter,
        "state",
        "council_areas",
        ("organisation", admin.RelatedOnlyFieldListFilter),
    )
    search_fields = ("title",)
    readonly_fields = ("publisher", "account", "attached", "decisions_taken")
    noun, queue = "case study", "admin:learning_casestudy_changelist"

    def get_queryset(self, request: HttpRequest) -> CaseStudyQuerySet:
        rows = cast(CaseStudyQuerySet, super().get_queryset(request))
        return rows.with_areas().queued()

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[CaseStudyQuerySet, bool]:
        return (queryset.containing(search_term) if search_term else queryset), False

    @admin.display(description="Attachments")
    def attached(self, case_study: CaseStudy) -> SafeString:
        rows = Attachment.objects.shown_with(case_study)
        shown = ((row.get_absolute_url(), row, row.told) for row in rows)
        return format_html(
            '{}<a href="{}">Its page, with pictures and other formats</a>',
            format_html_join("", '<a href="{}">{}</a> {}<br>', shown),
            case_study.get_absolute_url(),
        )

    def told(self, subject: CaseStudy) -> dict[str, Any]:
        prefetch_related_objects([subject], "terms", "partnerships")
        names = telling.Names.carried_by(subject)
        return {"chapters": telling.told(content.content_of(subject), names)}

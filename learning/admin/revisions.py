"""The moderators' desk for the next revisions of published case studies."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse

from learning import content, revising, telling
from learning.forms.deciding import RevisionDecisionForm
from learning.models import CaseStudy, Revision
from learning.models.revisions import RevisionQuerySet

from .desk import Desk, WaitingFilter


@admin.register(Revision)
class RevisionAdmin(Desk):
    """What changes, field by field, and the author's own words on why."""

    form = RevisionDecisionForm
    change_permission = "learning.moderate_revision"
    change_list_template = "admin/learning/queue.html"
    list_display = ("__str__", "state", "age", "areas", "publisher")
    list_filter = (
        WaitingFilter,
        "state",
        "case_study__council_areas",
        ("case_study__organisation", admin.RelatedOnlyFieldListFilter),
    )
    noun, queue = "revision", "admin:learning_revision_changelist"

    def get_queryset(self, request: HttpRequest) -> RevisionQuerySet:
        rows = cast(RevisionQuerySet, super().get_queryset(request))
        return rows.with_areas().longest_waiting_first()

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        waiting = Revision.objects.reviewable().count()
        told = {
            "title": f"Revisions of published case studies: {waiting} waiting for review",
            "other_queue": "admin:learning_casestudy_changelist",
            "other_words": f"Case studies: {CaseStudy.objects.waiting().count()} waiting",
        }
        return super().changelist_view(request, {**told, **(extra_context or {})})

    def told(self, subject: Revision) -> dict[str, Any]:
        prefetch_related_objects([subject.case_study], "terms", "partnerships", "decisions")
        before = revising.before(subject)
        fields = content.changed(before, subject.content)
        return {"revision": subject, "changes": telling.changes(before, subject.content, fields)}

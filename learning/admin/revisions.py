"""The moderators' desk for the next revisions of published case studies."""

from typing import Any, cast

from django.contrib import admin
from django.http import HttpRequest

from learning import content, revising, telling
from learning.forms.deciding import RevisionDecisionForm
from learning.models import Revision
from learning.models.revisions import RevisionQuerySet

from .desk import Desk, WaitingFilter


@admin.register(Revision)
class RevisionAdmin(Desk):
    """What changes, field by field, and the author's own words on why."""

    form = RevisionDecisionForm
    change_permission = "learning.moderate_revision"
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
        return rows.with_areas().queued()

    def told(self, subject: Revision) -> dict[str, Any]:
        """What changes is there to be read first; the whole of it is folded away."""
        before, after = revising.before(subject), subject.content
        names = telling.Names.of(before, after)
        return {
            "revision": subject,
            "changes": telling.changes(before, after, content.changed(before, after), names),
            "chapters": telling.told(after, names),
        }

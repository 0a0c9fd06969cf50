"""What was decided about a case study, by whom and why: rows that are only ever added."""

import pgtrigger
from django.conf import settings
from django.db import models

from .case_studies import CaseStudy, State


class StepName(models.TextChoices):
    SUBMIT = "submit", "Submitted for review"
    SEND_BACK = "send_back", "Returned to the authors"
    PUBLISH = "publish", "Published"
    WITHDRAW = "withdraw", "Withdrawn"


class Decision(models.Model):
    """One step of one case study. `by` is empty for what came with the platform: its note says so."""

    case_study = models.ForeignKey(CaseStudy, on_delete=models.PROTECT, related_name="decisions")
    step = models.CharField(max_length=20, choices=StepName)
    from_state = models.CharField("from", max_length=20, choices=State)
    to_state = models.CharField("to", max_length=20, choices=State)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(by__isnull=False) | ~models.Q(note=""),
                name="decided_by_someone_or_explained",
            ),
            models.CheckConstraint(
                condition=~models.Q(step__in=(StepName.SEND_BACK, StepName.WITHDRAW)) | ~models.Q(note=""),
                name="returned_or_withdrawn_with_a_note",
            ),
        )
        triggers = (
            pgtrigger.Protect(name="decisions_are_only_added", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.get_step_display()}, {self.at:%-d %B %Y}"

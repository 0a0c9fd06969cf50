"""What was decided about a case study, by whom and why: rows that are only ever added."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from .case_studies import CaseStudy
from .states import State


class StepName(models.TextChoices):
    SUBMIT = "submit", "Submitted for review"
    SEND_BACK = "send_back", "Returned to the authors"
    PUBLISH = "publish", "Published"
    WITHDRAW = "withdraw", "Withdrawn"
    RETIRE = "retire", "Retired"
    REINSTATE = "reinstate", "Put back into the lists"
    REVISE = "revise", "Next revision begun"
    DROP = "drop", "Next revision dropped"


class Check(models.TextChoices):
    """What a moderator looks for before anything is published: people who have not agreed to be in it."""

    NAMES = "names", "Names: nobody is named who has not agreed, no relative, neighbour or member of staff"
    TOGETHER = "together", "Dates, ages, places and conditions: together they do not point to one person"
    QUOTED = "quoted", "Quotations: whoever said it has agreed, or cannot be known by it"
    PICTURED = "pictured", "Pictures, films and files: everyone who can be seen or heard has agreed"


#: What stands where a note was once its entry's words are erased: it might have quoted them.
ERASED_NOTE = "Erased with the words of the entry."
#: Steps that nobody takes without saying why.
EXPLAINED = (StepName.SEND_BACK, StepName.WITHDRAW, StepName.RETIRE)


class TakenQuerySet(models.QuerySet["Decision"]):
    def reviews(self) -> "TakenQuerySet":
        """Publications that a person decided, not the platform when it was set up."""
        return self.filter(step=StepName.PUBLISH, by__isnull=False)


class Decision(models.Model):
    """One step of one case study. `by` is empty for what no account did: its note says what it was.

    Rows stay as they are, but for the note, which is erased with the words of the entry. They are in the
    order in which they were taken, one at a time while the entry is locked; the clocks of two servers may
    disagree about `at`.
    """

    case_study = models.ForeignKey(CaseStudy, on_delete=models.PROTECT, related_name="decisions")
    revision = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The number of the revision it was about; empty for the whole entry"
    )
    step = models.CharField(max_length=20, choices=StepName)
    from_state = models.CharField("from", max_length=20, choices=State)
    to_state = models.CharField("to", max_length=20, choices=State)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    note = models.TextField(blank=True)
    checked = ArrayField(models.CharField(max_length=20, choices=Check), default=list, blank=True)

    objects = TakenQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(by__isnull=False) | ~models.Q(note=""),
                name="decided_by_someone_or_explained",
            ),
            models.CheckConstraint(
                condition=~models.Q(step__in=EXPLAINED) | ~models.Q(note=""),
                name="returned_withdrawn_or_retired_with_a_note",
            ),
        )
        triggers = (
            pgtrigger.Protect(name="decisions_are_only_added", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="decisions_stay_but_for_notes", exclude=["note"]),
            pgtrigger.Protect(
                name="decision_notes_are_only_erased",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__note__df=pgtrigger.F("new__note"))
                & ~pgtrigger.Q(new__note=ERASED_NOTE),
            ),
        )

    def __str__(self) -> str:
        about = f" (revision {self.revision})" if self.revision and self.revision > 1 else ""
        return f"{self.get_step_display()}{about}, {self.at:%-d %B %Y}"

    def is_review_of(self, number: int) -> bool:
        """Whether a person published this revision, as `reviews` has it."""
        return self.step == StepName.PUBLISH and self.by_id is not None and self.revision == number

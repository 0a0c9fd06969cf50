"""How far an adoption has come, and what its people answered to news of the practice: rows only added."""

import pgtrigger
from django.conf import settings
from django.db import models

from .decisions import Decision
from .stages import Stage


class AdoptionStep(models.Model):
    """How far it was from which day on. Rows are only ever added; the latest one counts."""

    adoption = models.ForeignKey("learning.Adoption", on_delete=models.PROTECT, related_name="steps")
    stage = models.CharField(max_length=20, choices=Stage)
    since = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        triggers = (
            pgtrigger.Protect(
                name="adoption_steps_are_only_added", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_stage_display()}, {self.since:%-d %B %Y}"


class Answer(models.TextChoices):
    """What adopters say to a new revision, or to the end of a practice."""

    FOLLOW = "follow", "We follow the new revision"
    NO_DIFFERENCE = "no_difference", "It makes no difference to us"
    LOOKING = "looking", "We are looking at it"


class AdoptionAnswer(models.Model):
    """What was said to one decision about the entry, by whom and when; only ever added."""

    adoption = models.ForeignKey("learning.Adoption", on_delete=models.PROTECT, related_name="answers")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=20, choices=Answer)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        triggers = (
            pgtrigger.Protect(
                name="adoption_answers_are_only_added", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_answer_display()}, {self.at:%-d %B %Y}"

    @property
    def is_settled(self) -> bool:
        return self.answer != Answer.LOOKING

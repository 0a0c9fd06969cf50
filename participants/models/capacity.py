"""Skills, confidence, support and experience, as people see their own: a journey that belongs to them."""

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from coproduce.accounts.access import Person
from partnerships.models import Partnership, StrategicPlan

from .involvement import Through
from .participants import Participant


class Part(models.TextChoices):
    """The four parts of capacity in the co-production programme."""

    SKILLS = "skills", "Skills"
    CONFIDENCE = "confidence", "Confidence"
    SUPPORT = "support", "Support"
    EXPERIENCE = "experience", "Experience"


#: Five steps for each part, as one says them of oneself. They are no marks: nobody has to be anywhere.
STEPS: dict[Part, tuple[str, ...]] = {
    Part.SKILLS: (
        "I do not know yet what I would need to be able to do",
        "I know what I would need, and have not begun to learn it",
        "I can do some of it, with someone beside me",
        "I can do most of it on my own",
        "I can do it, and show others how",
    ),
    Part.CONFIDENCE: (
        "I would rather not say anything in a meeting",
        "I say something when I am asked, and worry about it",
        "I say what I think among people I know",
        "I say what I think, also when others disagree",
        "I speak up for others, and help them to speak",
    ),
    Part.SUPPORT: (
        "I do not know whom to ask, and nobody has offered",
        "I know whom to ask, and find it hard to ask",
        "I get some of the support I need",
        "I get the support I need when I ask",
        "The support is there before I ask",
    ),
    Part.EXPERIENCE: (
        "I have not taken part in anything like this",
        "I have taken part once or twice",
        "I have taken part several times, and know how it goes",
        "Something changed because I took part",
        "I have helped to decide or to lead something like this",
    ),
}
HIGHEST = 5


class CapacityEntryQuerySet(models.QuerySet["CapacityEntry"]):
    def visible_to(self, user: Person) -> "CapacityEntryQuerySet":
        """No account reads one person's entries: they see them behind their own link."""
        return self.none()

    def of_participant(self, participant: Participant) -> "CapacityEntryQuerySet":
        return self.filter(participant=participant)

    def of_partnership(self, partnership: Partnership) -> "CapacityEntryQuerySet":
        return self.filter(participant__partnership=partnership)

    def about(self, plan: StrategicPlan) -> "CapacityEntryQuerySet":
        return self.filter(plan=plan)

    def counted(self) -> "CapacityEntryQuerySet":
        """What its person has not hidden."""
        return self.filter(is_hidden=False)

    def in_order(self) -> "CapacityEntryQuerySet":
        return self.order_by("at", "pk")


@pghistory.track(exclude=["step", "words", "helped_by"])
class CapacityEntry(models.Model):
    """Where someone saw themselves in one part on one day, in one of five described steps."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=20, choices=Part)
    step = models.PositiveSmallIntegerField(validators=(MinValueValidator(1), MaxValueValidator(HIGHEST)))
    words = models.CharField(max_length=500, blank=True)
    helped_by = models.CharField(max_length=100, blank=True)
    plan = models.ForeignKey(StrategicPlan, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    through = models.CharField(max_length=20, choices=Through)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    at = models.DateTimeField()
    is_hidden = models.BooleanField(default=False)

    objects = CapacityEntryQuerySet.as_manager()

    class Meta:
        ordering = ("at", "pk")
        verbose_name_plural = "capacity entries"
        constraints = (
            models.CheckConstraint(
                condition=Q(step__gte=1, step__lte=HIGHEST), name="five_steps_of_capacity"
            ),
            models.CheckConstraint(
                condition=Q(through=Through.LINK, recorded_by__isnull=True)
                | ~Q(through=Through.LINK) & Q(recorded_by__isnull=False),
                name="capacity_by_the_person_or_as_told",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_part_display()} of {self.participant}"

    @property
    def sentence(self) -> str:
        """The step as the person says it of themselves."""
        return STEPS[Part(self.part)][self.step - 1]

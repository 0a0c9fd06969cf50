"""Equality monitoring (DPA 2018 Sch. 1 para. 8): answers that belong to nobody, with no key to a person.

The key is random, the day is the first of its month, no history is kept: neither order nor time tells whose.
"""

import datetime as dt
from uuid import uuid4

from django.db import models
from django.db.models import Q

from partnerships.models import Engagement, Partnership

UNSAID = ("unsaid", "Prefer not to say")


class EthnicGroup(models.TextChoices):
    WHITE_SCOTTISH = "white_scottish", "White: Scottish or other British"
    WHITE_OTHER = "white_other", "White: Irish, Polish, Gypsy/Traveller, Roma, Showman/Showwoman or other"
    MIXED = "mixed", "Mixed or multiple ethnic groups"
    ASIAN = "asian", "Asian, Asian Scottish or Asian British"
    AFRICAN = "african", "African, African Scottish or African British"
    CARIBBEAN = "caribbean", "Caribbean or Black"
    OTHER = "other", "Another ethnic group"
    UNSAID = UNSAID


class Belief(models.TextChoices):
    NONE = "none", "None"
    SCOTLAND = "church_of_scotland", "Church of Scotland"
    CATHOLIC = "catholic", "Roman Catholic"
    CHRISTIAN = "christian", "Another Christian church"
    MUSLIM = "muslim", "Muslim"
    OTHER = "other", "Another religion or belief"
    UNSAID = UNSAID


class Disability(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    UNSAID = UNSAID


class Orientation(models.TextChoices):
    STRAIGHT = "straight", "Straight or heterosexual"
    GAY = "gay", "Gay or lesbian"
    BI = "bi", "Bisexual"
    OTHER = "other", "Another orientation"
    UNSAID = UNSAID


class AgeBand(models.TextChoices):
    UNDER_25 = "under_25", "Under 25"
    TO_44 = "25_44", "25 to 44"
    TO_64 = "45_64", "45 to 64"
    TO_74 = "65_74", "65 to 74"
    OVER = "75_over", "75 or over"
    UNSAID = UNSAID


class Sex(models.TextChoices):
    FEMALE = "female", "Female"
    MALE = "male", "Male"
    UNSAID = UNSAID


class EqualityAnswerQuerySet(models.QuerySet["EqualityAnswer"]):
    def of_partnership(self, partnership: Partnership) -> "EqualityAnswerQuerySet":
        return self.filter(partnership=partnership)

    def before(self, day: dt.date) -> "EqualityAnswerQuerySet":
        return self.filter(month__lt=day)


class EqualityAnswer(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    engagement = models.ForeignKey(
        Engagement, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    month = models.DateField(help_text="The first of the month")
    ethnic_group = models.CharField(max_length=20, choices=EthnicGroup)
    belief = models.CharField(max_length=20, choices=Belief, verbose_name="religion or belief")
    disability = models.CharField(max_length=20, choices=Disability, verbose_name="disabled person")
    orientation = models.CharField(max_length=20, choices=Orientation, verbose_name="sexual orientation")
    age_band = models.CharField(max_length=20, choices=AgeBand, verbose_name="age")
    sex = models.CharField(max_length=20, choices=Sex)

    objects = EqualityAnswerQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(month__day=1), name="equality_answers_have_no_day"),
        )

    def __str__(self) -> str:
        return "An answer"

# mypy: disallow-untyped-calls=False, disallow-untyped-decorators=False
"""Rows of a partnership's look at its own capacity."""

import datetime as dt

from django.utils import timezone
from factory.declarations import LazyFunction, Sequence, SubFactory, Trait

from partnerships.models import CapacityAssessment, CapacityJudgement, ImprovementAction
from partnerships.models.capacity import Aspect, Subject
from tests.factories.partnerships import PartnershipFactory, someone
from tests.factories.rows import RowFactory


class CapacityAssessmentFactory(RowFactory[CapacityAssessment]):
    class Meta:
        model = CapacityAssessment

    class Params:
        shared = Trait(shared_at=LazyFunction(timezone.now))

    partnership = SubFactory(PartnershipFactory)
    made_on = dt.date(2026, 10, 5)
    took_part = "Four officers and two unpaid carers."
    created_by = LazyFunction(someone)


class CapacityJudgementFactory(RowFactory[CapacityJudgement]):
    class Meta:
        model = CapacityJudgement

    assessment = SubFactory(CapacityAssessmentFactory)
    subject = Subject.STAFF
    aspect = Aspect.SKILLS
    level = 2
    evidence = "Half of the team has had training."


class ImprovementActionFactory(RowFactory[ImprovementAction]):
    class Meta:
        model = ImprovementAction

    assessment = SubFactory(CapacityAssessmentFactory)
    action = Sequence(lambda n: f"Train with carers, round {n}")
    owner = "Engagement officer"
    due_on = dt.date(2027, 3, 31)

# mypy: disallow-untyped-calls=False, disallow-untyped-decorators=False
"""Rows around a plan for tests: dates, reviews, decisions, reports; bodies and what they owe."""

import datetime as dt

from factory.declarations import LazyAttribute, LazyFunction, Sequence, SubFactory

from partnerships.models import (
    EvidenceWithdrawal,
    ExpressedView,
    LocalityDecision,
    PerformanceReport,
    PlannedStage,
    PlanReview,
    SchemeReview,
    SignificantDecision,
)
from tests.factories.bodies import LocalityFactory
from tests.factories.partnerships import (
    EngagementFactory,
    PartnershipFactory,
    PlanStageFactory,
    StageEvidenceFactory,
    StrategicPlanFactory,
    someone,
)
from tests.factories.rows import RowFactory


class PlannedStageFactory(RowFactory[PlannedStage]):
    class Meta:
        model = PlannedStage

    plan = SubFactory(StrategicPlanFactory)
    stage = SubFactory(PlanStageFactory)


class PlanReviewFactory(RowFactory[PlanReview]):
    class Meta:
        model = PlanReview

    plan = SubFactory(StrategicPlanFactory)
    decided_on = dt.date(2026, 6, 1)
    outcome = "keep"
    planning_group_views = "The group wants to keep it."
    reason = "It does what it should."
    recorded_by = LazyFunction(someone)


class EvidenceWithdrawalFactory(RowFactory[EvidenceWithdrawal]):
    class Meta:
        model = EvidenceWithdrawal

    evidence = SubFactory(StageEvidenceFactory)
    reason = "It belongs to another stage."
    withdrawn_by = LazyFunction(someone)
    withdrawn_at = dt.datetime(2026, 6, 2, 12, tzinfo=dt.UTC)


class SignificantDecisionFactory(RowFactory[SignificantDecision]):
    class Meta:
        model = SignificantDecision

    partnership = SubFactory(PartnershipFactory)
    title = Sequence(lambda n: f"Example decision {n}")
    decided_on = dt.date(2026, 6, 1)
    reason = "The hall had to close at once."


class LocalityDecisionFactory(RowFactory[LocalityDecision]):
    class Meta:
        model = LocalityDecision

    locality = SubFactory(LocalityFactory)
    title = Sequence(lambda n: f"Example locality decision {n}")
    decided_on = dt.date(2026, 6, 1)
    consulted = "Everyone who came to the hall."
    contributed = "The day was moved."


class PerformanceReportFactory(RowFactory[PerformanceReport]):
    class Meta:
        model = PerformanceReport

    partnership = SubFactory(PartnershipFactory)
    year_ending = dt.date(2026, 3, 31)
    published_on = LazyAttribute(lambda made: dt.date(made.year_ending.year, 7, 20))
    link = "https://example.org/report"


class SchemeReviewFactory(RowFactory[SchemeReview]):
    class Meta:
        model = SchemeReview

    partnership = SubFactory(PartnershipFactory)
    done_on = dt.date(2024, 6, 1)


class ExpressedViewFactory(RowFactory[ExpressedView]):
    class Meta:
        model = ExpressedView

    engagement = SubFactory(EngagementFactory, published=True)
    said = "The bus comes too late."

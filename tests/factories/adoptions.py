# mypy: disallow-untyped-calls=False, disallow-untyped-decorators=False
"""Who tries a practice of others: rows for tests, with the steps they have come by."""

import datetime as dt
from typing import Any

from django.utils import timezone
from factory.declarations import LazyAttribute, LazyFunction, SubFactory
from factory.helpers import post_generation

from learning.models import Adoption, AdoptionStep, Decision, Stage, State, StepName
from tests.factories.learning import CaseStudyFactory
from tests.factories.partnerships import PartnershipFactory, someone
from tests.factories.rows import RowFactory

SINCE = dt.date(2026, 5, 4)


def stepped(adoption: Adoption, stage: str, since: dt.date = SINCE, **fields: Any) -> AdoptionStep:
    known = {"by": fields.pop("by", None) or someone(), "at": timezone.now()}
    return AdoptionStep.objects.create(adoption=adoption, stage=stage, since=since, **known, **fields)


class AdoptionFactory(RowFactory[Adoption]):
    """Of a partnership, unless an organisation is named; it tries a published practice.

    `stage` is where it has come in one step; None leaves it without any.
    """

    class Meta:
        model = Adoption

    case_study = SubFactory(CaseStudyFactory, published=True)
    organisation = None
    partnership = LazyAttribute(lambda made: None if made.organisation else PartnershipFactory())
    follows = 1
    recorded_at = LazyFunction(timezone.now)

    @post_generation
    def stage(self: Adoption, create: bool, wanted: str | None) -> None:
        if create:
            stepped(self, wanted or Stage.TRYING)


def stopped(**fields: Any) -> Adoption:
    """Tried, and stopped in June."""
    ended = {"stopped_on": dt.date(2026, 6, 1), "why_stopped": "Nobody came."}
    made = AdoptionFactory(**{**ended, **fields})
    stepped(made, Stage.STOPPED, made.stopped_on or SINCE)
    return made


def published_again(adoption: Adoption, *, at: dt.datetime, number: int = 2) -> Decision:
    """The next revision of what it follows is out; nobody has been told."""
    entry = adoption.case_study
    entry.revision = number
    entry.save()
    return decided_on(adoption, StepName.PUBLISH, State.PUBLISHED, at=at, revision=number)


def decided_on(adoption: Adoption, step: str, to: str, *, at: dt.datetime, **fields: Any) -> Decision:
    known = {"from_state": State.PUBLISHED, "to_state": to, "by": someone(), "note": "Because."}
    return Decision.objects.create(case_study=adoption.case_study, step=step, at=at, **known, **fields)

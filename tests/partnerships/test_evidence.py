"""Evidence is added to and never changed: the database itself refuses."""

import pytest
from django.db import InternalError, transaction

from partnerships.models import PlanStage, StageEvidence, StrategicPlan
from tests.factories.partnerships import StageEvidenceFactory


@pytest.fixture
def evidence(plan: StrategicPlan, stage: PlanStage) -> StageEvidence:
    return StageEvidenceFactory(plan=plan, stage=stage)


def test_evidence_cannot_be_changed(evidence: StageEvidence) -> None:
    evidence.statement = "Something else"
    with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
        evidence.save()


def test_evidence_cannot_be_taken_away(evidence: StageEvidence) -> None:
    with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
        evidence.delete()


def test_evidence_cannot_be_changed_in_bulk(evidence: StageEvidence) -> None:
    with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
        StageEvidence.objects.update(finishes=False)


def test_evidence_says_for_which_stage_and_day_it_is(evidence: StageEvidence) -> None:
    assert str(evidence) == "Second draft prepared, 1 June 2026"

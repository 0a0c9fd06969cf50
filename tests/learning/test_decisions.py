"""Decisions are added and never changed, and say who or why."""

import datetime as dt

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone

from learning.models import CaseStudy, Decision, State, StepName
from tests.factories.accounts import account
from tests.factories.learning import decided


def test_a_decision_cannot_be_changed(submitted: CaseStudy) -> None:
    decision = decided(submitted)
    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(note="Something else.")


def test_a_decision_cannot_be_deleted(submitted: CaseStudy) -> None:
    decision = decided(submitted)
    with pytest.raises(InternalError, match="Cannot"), transaction.atomic():
        decision.delete()


def test_a_case_study_with_decisions_stays(submitted: CaseStudy) -> None:
    decided(submitted)
    with pytest.raises(IntegrityError):
        submitted.delete()


def test_nobody_decided_only_with_an_explanation(submitted: CaseStudy) -> None:
    assert decided(submitted, step=StepName.PUBLISH, by=None, note="It came with the platform.")
    with pytest.raises(IntegrityError, match="decided_by_someone_or_explained"):
        decided(submitted, step=StepName.PUBLISH, by=None, note="")


@pytest.mark.parametrize("step", [StepName.SEND_BACK, StepName.WITHDRAW, StepName.RETIRE])
def test_the_database_wants_a_note_for_what_is_taken_from_its_authors(
    submitted: CaseStudy, step: StepName
) -> None:
    with pytest.raises(IntegrityError, match="returned_withdrawn_or_retired_with_a_note"):
        decided(submitted, step=step, note="")


def test_decisions_read_in_the_order_taken_whatever_clocks_say(submitted: CaseStudy) -> None:
    now = timezone.now()
    first = decided(submitted, at=now)
    second = decided(submitted, at=now - dt.timedelta(seconds=1))
    assert list(submitted.decisions.all()) == [first, second]
    assert submitted.last_decision == second


def test_a_decision_reads_as_a_step_with_its_day(submitted: CaseStudy) -> None:
    at = dt.datetime(2027, 3, 7, 12, tzinfo=timezone.get_current_timezone())
    decision = Decision(
        case_study=submitted, step=StepName.SUBMIT, to_state=State.SUBMITTED, by=account(), at=at
    )
    assert str(decision) == "Submitted for review, 7 March 2027"

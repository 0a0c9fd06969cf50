"""Forms about whether it is right that someone took part: what is put right is said, what is typed stays."""

from typing import Any

import pytest

from participants.forms.claims import AnswerClaimForm, OpenCellForm, SetAsideForm, ToldAnswerForm
from partnerships.models import StatutoryGroup
from tests.factories.partnerships import PlanStageFactory


def told(**other: Any) -> ToldAnswerForm:
    return ToldAnswerForm({"verdict": "confirmed", "code": "ABC DEF", "through": "phone", **other})


@pytest.mark.parametrize("verdict", ["confirmed", "disputed"])
def test_yes_and_no_need_no_words(db: None, verdict: str) -> None:
    assert AnswerClaimForm({"verdict": verdict}).is_valid()


def test_what_is_to_be_put_right_is_said_or_ticked(carers: StatutoryGroup) -> None:
    assert "Say what is to be put right" in str(AnswerClaimForm({"verdict": "corrected"}).errors["words"])
    assert AnswerClaimForm({"verdict": "corrected", "words": "Only the first hour"}).is_valid()
    assert AnswerClaimForm({"verdict": "corrected", "groups": [carers.pk]}).is_valid()


def test_an_answer_that_is_none_is_refused(db: None) -> None:
    assert "verdict" in AnswerClaimForm({"verdict": "perhaps"}).errors


@pytest.mark.parametrize("name", ["verdict", "code", "through"])
def test_what_was_told_has_a_code_and_a_way(db: None, name: str) -> None:
    assert told().is_valid()
    assert list(told(**{name: ""}).errors) == [name]


def test_staff_are_asked_of_them_and_not_of_themselves(db: None) -> None:
    page = str(told())
    assert "Do they say that they took part?" in page
    assert "I did not take part" not in page


def test_a_cell_is_a_stage_and_a_group(carers: StatutoryGroup) -> None:
    stage = PlanStageFactory()
    whole, half = OpenCellForm({"stage": stage.pk, "group": carers.pk}), OpenCellForm({"stage": stage.pk})
    assert whole.is_valid()
    assert whole.cell == (stage, carers)
    assert half.is_valid()
    assert half.cell is None


def test_setting_aside_has_a_reason_of_a_length_that_is_read() -> None:
    assert "reason" in SetAsideForm({"reason": "  "}).errors
    assert "300" in str(SetAsideForm({"reason": "x" * 301}).errors["reason"])

"""The form of a journey: five sentences for each part, any of them left open, nothing typed lost."""

from typing import Any

import pytest

from participants.forms.capacity import JourneyForm, SumsFilter, ToldJourneyForm
from participants.journeying import Said
from participants.models import Part
from partnerships.models import Partnership
from tests.factories.partnerships import StrategicPlanFactory


def form(fife: Partnership, **told: Any) -> JourneyForm:
    return JourneyForm(told, partnership=fife)


def test_each_part_offers_its_five_sentences_and_nothing(fife: Partnership) -> None:
    fields = form(fife).fields
    for part in Part:
        choices = fields[part.value].choices  # type: ignore[attr-defined]
        assert [value for value, _ in choices] == ["1", "2", "3", "4", "5", ""]


def test_what_is_left_open_is_not_told(fife: Partnership) -> None:
    filled = form(fife, skills="2", support="", experience="5", experience_words="Ten years")
    assert filled.is_valid()
    assert filled.told == {Part.SKILLS: Said(2), Part.EXPERIENCE: Said(5, "Ten years")}


@pytest.mark.parametrize("step", ["0", "6", "x", "٣"])
def test_a_step_that_is_none_is_refused(fife: Partnership, step: str) -> None:
    assert "skills" in form(fife, skills=step).errors


def test_words_need_a_sentence(fife: Partnership) -> None:
    wrong = form(fife, support_words="Nobody came")
    assert "Choose the sentence that fits best" in str(wrong.errors["support"])
    assert wrong["support_words"].value() == "Nobody came"


def test_too_many_words_are_refused_with_the_limit(fife: Partnership) -> None:
    assert "500" in str(form(fife, skills="1", skills_words="x" * 501).errors["skills_words"])


def test_plans_are_those_of_the_partnership(fife: Partnership, dundee: Partnership) -> None:
    mine, other = StrategicPlanFactory(partnership=fife), StrategicPlanFactory(partnership=dundee)
    assert form(fife, skills="1", plan=mine.pk).is_valid()
    assert "plan" in form(fife, skills="1", plan=other.pk).errors


def test_what_is_told_says_how(fife: Partnership) -> None:
    wrong = ToldJourneyForm({"skills": "1"}, partnership=fife)
    assert "Choose how they told you" in str(wrong.errors["through"])
    assert ToldJourneyForm({"skills": "1", "through": "paper"}, partnership=fife).is_valid()
    assert "link" not in dict(wrong.fields["through"].choices)  # type: ignore[attr-defined]


def test_sums_are_narrowed_by_a_plan_of_the_partnership(fife: Partnership, dundee: Partnership) -> None:
    other = StrategicPlanFactory(partnership=dundee)
    asked = SumsFilter({"plan": other.pk}, partnership=fife)
    assert not asked.is_valid()
    assert "plan" not in asked.cleaned_data

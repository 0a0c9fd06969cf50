"""Equality questions: no key to a person, and no number that gives an answer away, whatever one subtracts."""

import datetime as dt
from itertools import product
from typing import Any

import pytest
from django.db import IntegrityError, models
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from participants import monitoring
from participants.models import EqualityAnswer, Participant
from participants.monitoring import QUESTIONS, Question, safe
from partnerships.models import Engagement, Partnership
from partnerships.suppressing import Withheld, suppress

ANSWERS = {
    "ethnic_group": "asian",
    "belief": "muslim",
    "disability": "no",
    "orientation": "straight",
    "age_band": "25_44",
    "sex": "female",
}
MAY, NEXT_YEAR = dt.date(2026, 5, 17), dt.date(2027, 2, 1)


def answer(partnership: Partnership, times: int = 1, *, on: dt.date = MAY, **more: str) -> None:
    for _ in range(times):
        monitoring.answer(partnership, {**ANSWERS, **more}, on=on)


def column(partnership: Partnership, name: str) -> dict[str, Any]:
    [period] = monitoring.results(partnership, today=NEXT_YEAR)
    return dict(period.questions[QUESTIONS.index(name)].answers)


def test_no_column_leads_to_a_person() -> None:
    kin = {one.related_model for one in EqualityAnswer._meta.fields if one.related_model}
    assert kin == {Partnership, Engagement}
    assert not hasattr(EqualityAnswer, "pgh_event_model")
    times = [one for one in EqualityAnswer._meta.fields if isinstance(one, models.DateTimeField)]
    assert times == []


def test_the_day_is_not_kept(fife: Partnership) -> None:
    answer(fife)
    assert EqualityAnswer.objects.get().month == dt.date(2026, 5, 1)
    with pytest.raises(IntegrityError):
        EqualityAnswer.objects.update(month=MAY)


def test_an_unfinished_half_year_is_not_told(fife: Partnership) -> None:
    answer(fife, 12)
    assert monitoring.results(fife, today=dt.date(2026, 6, 30)) == []
    assert len(monitoring.results(fife, today=dt.date(2026, 7, 1))) == 1


def test_too_few_answers_are_not_told_at_all(fife: Partnership) -> None:
    answer(fife, 4)
    assert monitoring.results(fife, today=NEXT_YEAR) == []


def test_half_years_and_engagements_do_not_share_an_answer(fife: Partnership, engagement: Engagement) -> None:
    answer(fife, 6)
    answer(fife, 6, on=dt.date(2026, 9, 9))
    for _ in range(6):
        monitoring.answer(fife, ANSWERS, on=MAY, engagement=engagement)
    told = monitoring.results(fife, today=NEXT_YEAR)
    assert [(one.title, one.engagement) for one in told] == [
        ("July to December 2026", None),
        ("January to June 2026", engagement),
        ("January to June 2026", None),
    ]


def test_large_numbers_are_told_and_small_ones_held_back(fife: Partnership) -> None:
    answer(fife, 10)
    answer(fife, 3, sex="male")
    assert column(fife, "sex") == {
        "Female": 10,
        "Male": Withheld.FEW,
        "Prefer not to say": Withheld.FEW,
    }


def test_another_partnership_has_its_own(fife: Partnership, dundee: Partnership) -> None:
    answer(fife, 10)
    assert monitoring.results(dundee, today=NEXT_YEAR) == []


def test_the_address_is_the_same_for_everyone_and_signed(fife: Partnership, engagement: Engagement) -> None:
    assert monitoring.path(fife) == monitoring.path(fife)
    signed = monitoring.path(fife, engagement).rstrip("/").rpartition("/")[2]
    assert monitoring.occasion_of(signed) == (fife, engagement)
    with pytest.raises(monitoring.UnknownLinkError):
        monitoring.occasion_of(f"{signed}x")


# --- The attack: all tables that fit what is shown
def shown(counts: tuple[int, ...], threshold: int) -> Question:
    [cells] = suppress([counts], threshold).cells
    return Question("A question", [(str(n), cell) for n, cell in enumerate(cells)])


def possible(questions: list[Question], threshold: int) -> list[list[set[int]]]:
    """What each number that is held back could be, for whoever knows that the same people answered all."""
    few = range(threshold)
    heard = [one for one in questions if not silent(one)]
    totals = [{one.told + sum(rest) for rest in product(few, repeat=one.withheld)} for one in heard]
    common = set.intersection(*totals) if totals else set(range(200))
    return [
        [
            {rest[n] for rest in product(few, repeat=one.withheld) if one.told + sum(rest) in common}
            for n in range(one.withheld)
        ]
        for one in heard
    ]


def silent(question: Question) -> bool:
    return all(cell == Withheld.SUM for _, cell in question.answers)


tables = st.integers(5, 40).flatmap(
    lambda total: st.lists(
        st.lists(st.integers(0, total), min_size=2, max_size=2).map(
            lambda cuts: (min(cuts), max(cuts) - min(cuts), total - max(cuts))
        ),
        min_size=2,
        max_size=4,
    )
)


@settings(max_examples=150, deadline=None)
@given(tables)
def test_no_number_held_back_can_be_narrowed_down(counts: list[tuple[int, ...]]) -> None:
    told = safe([shown(one, 5) for one in counts], 5)
    for question in possible(told, 5):
        assert all(values == set(range(5)) for values in question)


def test_a_whole_question_would_give_another_away() -> None:
    told = safe([shown((10, 10), 5), shown((17, 3), 5)], 5)
    assert [silent(one) for one in told] == [False, True]


# --- Pages
def test_the_form_keeps_answers_and_sets_no_cookie_that_lasts(client: Client, fife: Partnership) -> None:
    path = monitoring.path(fife)
    assert client.get(path).status_code == 200
    assert not EqualityAnswer.objects.exists()
    page = client.post(path, ANSWERS)
    assert "Thank you" in page.content.decode()
    assert EqualityAnswer.objects.get().partnership == fife
    assert "sessionid" not in client.cookies


def test_a_question_left_out_is_asked_again_and_nothing_is_lost(client: Client, fife: Partnership) -> None:
    page = client.post(monitoring.path(fife), {**ANSWERS, "sex": ""})
    text = page.content.decode()
    assert "Answer the question “What is your sex?”" in text
    assert text.count("checked") == 5
    assert not EqualityAnswer.objects.exists()


def test_a_forged_link_is_a_page_in_words(client: Client) -> None:
    assert client.get("/equality/1-.forged/").status_code == 404


def test_the_own_page_leads_there(client: Client, agnes: Participant, own_path: Any) -> None:
    assert monitoring.path(agnes.partnership) in client.get(own_path(agnes)).content.decode()

"""Capacity over all people: no sum tells of fewer than the threshold, alone or beside another."""

import datetime as dt
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants import capacity_sums, journeying
from participants.capacity_sums import Sums, gives_away, summed
from participants.journeying import Said
from participants.models import CapacityEntry, Part, Participant
from partnerships.models import Partnership, StrategicPlan
from partnerships.suppressing import Withheld
from tests.factories.participants import ParticipantFactory
from tests.factories.partnerships import StrategicPlanFactory


@pytest.fixture
def people(fife: Partnership) -> list[Participant]:
    return list(ParticipantFactory.create_batch(12, partnership=fife))


def say(
    people: Sequence[Participant], step: int, now: dt.datetime, *, plan: StrategicPlan | None = None
) -> None:
    for someone in people:
        journeying.record(someone, {Part.SKILLS: Said(step)}, now=now, plan=plan)


def skills(fife: Partnership, plan: StrategicPlan | None = None) -> Sums | None:
    told = capacity_sums.sums(fife, plan=plan, threshold=5)
    return told[0] if told else None


def test_the_latest_word_counts_and_how_it_changed(
    fife: Partnership, people: list[Participant], now: dt.datetime
) -> None:
    say(people, 1, now - dt.timedelta(days=90))
    say(people[:6], 4, now)
    told = skills(fife)
    assert told
    assert told.people == 10
    assert [figure for _, figure in told.steps] == [5, Withheld.FEW, Withheld.FEW, 5, Withheld.FEW]
    assert [figure for _, figure in told.changes] == [5, Withheld.FEW, Withheld.FEW, 5]


def test_few_people_give_no_number_at_all(
    fife: Partnership, people: list[Participant], now: dt.datetime
) -> None:
    say(people[:4], 2, now)
    told = skills(fife)
    assert told
    assert {told.people, *dict(told.steps).values(), *dict(told.changes).values()} == {Withheld.FEW}


def test_what_is_hidden_and_what_is_elsewhere_is_not_counted(
    fife: Partnership, dundee: Partnership, people: list[Participant], now: dt.datetime
) -> None:
    say([*people[:5], *ParticipantFactory.create_batch(3, partnership=dundee)], 2, now)
    journeying.hide(CapacityEntry.objects.order_by("pk").first(), hidden=True)  # type: ignore[arg-type]
    told = skills(fife)
    assert told
    assert told.people is Withheld.FEW


def test_a_plan_is_shown_unless_few_are_beside_it(
    fife: Partnership, people: list[Participant], now: dt.datetime
) -> None:
    plan = StrategicPlanFactory(partnership=fife)
    say(people[:6], 2, now, plan=plan)
    assert skills(fife, plan)
    say(people[6:8], 2, now)
    assert skills(fife, plan) is None
    say(people[8:12], 2, now)
    assert skills(fife, plan)


journeys = st.dictionaries(
    st.integers(0, 14), st.lists(st.integers(1, 5), min_size=1, max_size=3), max_size=15
)


@given(journeys, st.integers(5, 10))
def test_no_number_is_under_the_threshold_or_off_its_steps(
    people: dict[int, list[int]], threshold: int
) -> None:
    told = summed(Part.SKILLS, people, threshold)
    shown = (told.people, *dict(told.steps).values(), *dict(told.changes).values())
    assert all(one is Withheld.FEW or (isinstance(one, int) and one >= threshold) for one in shown)
    assert all(one % threshold == 0 for one in shown if isinstance(one, int))


@given(journeys, st.sets(st.integers(0, 14)), st.integers(5, 10))
def test_a_plan_beside_the_whole_leaves_nobody_or_enough(
    people: dict[int, list[int]], about: set[int], threshold: int
) -> None:
    chosen = {key: steps for key, steps in people.items() if key in about}
    rest = len(people) - len(chosen)
    assert gives_away(people, chosen, threshold) == (0 < rest < threshold)

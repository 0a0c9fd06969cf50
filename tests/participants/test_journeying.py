"""The journey of someone's capacity is theirs: recorded, hidden, deleted; staff read nothing."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from coproduce.accounts.models import User
from participants import journeying
from participants.journeying import JourneyError, Said
from participants.models import CapacityEntry, Part, Participant, Through
from participants.models.capacity import HIGHEST, STEPS
from partnerships.models import Partnership
from tests.factories.partnerships import StrategicPlanFactory

from .conftest import history

A_MONTH = dt.timedelta(days=30)


@pytest.fixture
def entry(agnes: Participant, now: dt.datetime) -> CapacityEntry:
    [made] = journeying.record(agnes, {Part.CONFIDENCE: Said(2, "It was loud")}, now=now - A_MONTH)
    return made


def test_each_part_has_five_described_steps() -> None:
    assert set(STEPS) == set(Part)
    assert all(len(set(sentences)) == HIGHEST for sentences in STEPS.values())


def test_the_person_records_what_they_like(agnes: Participant, now: dt.datetime) -> None:
    told = {Part.SKILLS: Said(3), Part.SUPPORT: Said(5, " Bea came along ")}
    journeying.record(agnes, told, now=now, helped_by=" Bea ")
    rows = CapacityEntry.objects.order_by("part")
    assert [(row.part, row.step, row.words, row.helped_by) for row in rows] == [
        ("skills", 3, "", "Bea"),
        ("support", 5, "Bea came along", "Bea"),
    ]
    assert {row.sentence for row in rows} == {STEPS[Part.SKILLS][2], STEPS[Part.SUPPORT][4]}


def test_nothing_said_is_nothing_recorded(agnes: Participant, now: dt.datetime) -> None:
    with pytest.raises(JourneyError, match="at least one"):
        journeying.record(agnes, {}, now=now)


def test_it_is_about_a_plan_of_their_own_partnership(
    agnes: Participant, dundee: Partnership, now: dt.datetime
) -> None:
    theirs, other = (
        StrategicPlanFactory(partnership=agnes.partnership),
        StrategicPlanFactory(partnership=dundee),
    )
    journeying.record(agnes, {Part.SKILLS: Said(1)}, now=now, plan=theirs)
    with pytest.raises(JourneyError, match="another partnership"):
        journeying.record(agnes, {Part.SKILLS: Said(1)}, now=now, plan=other)


def test_an_officer_writes_down_what_is_told(agnes: Participant, officer: User, now: dt.datetime) -> None:
    [row] = journeying.record(agnes, {Part.SKILLS: Said(1)}, now=now, through=Through.PHONE, by=officer)
    assert (row.recorded_by, row.through) == (officer, Through.PHONE)


@pytest.mark.parametrize("who", ["reader", "officer_elsewhere", "auditor", "moderator", "administrator"])
def test_others_write_nothing_down(
    agnes: Participant, who: str, now: dt.datetime, request: pytest.FixtureRequest
) -> None:
    by = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        journeying.record(agnes, {Part.SKILLS: Said(1)}, now=now, through=Through.PAPER, by=by)


def test_what_is_hidden_counts_no_more_and_may_come_back(entry: CapacityEntry) -> None:
    for hidden in (True, True, False):
        journeying.hide(entry, hidden=hidden)
        assert CapacityEntry.objects.counted().exists() is not hidden


def test_what_is_deleted_is_gone_from_the_history_too(entry: CapacityEntry) -> None:
    events = type(history(entry).get())
    assert not {"step", "words", "helped_by"} & {field.name for field in events._meta.fields}
    journeying.delete(entry)
    assert not CapacityEntry.objects.exists()
    assert not events.objects.exists()


def test_a_picture_has_each_part_in_order_of_time(
    entry: CapacityEntry, agnes: Participant, coll: Participant, now: dt.datetime
) -> None:
    journeying.record(agnes, {Part.CONFIDENCE: Said(4), Part.SKILLS: Said(1)}, now=now)
    journeying.record(coll, {Part.CONFIDENCE: Said(5)}, now=now)
    told = journeying.pictures(agnes)
    assert [(one.part, list(one.steps.levels)) for one in told] == [
        (Part.SKILLS, [1]),
        (Part.CONFIDENCE, [2, 4]),
    ]
    assert "2, 4 of 5" in told[1].steps.label

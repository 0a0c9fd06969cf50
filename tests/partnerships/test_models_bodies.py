"""What the database refuses of bodies, seats, tenures, meetings and localities; days at their edges."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError

from partnerships.models import Body, BodyKind, Locality, Seat, Standing, Tenure
from tests.factories.bodies import (
    BodyFactory,
    EvaluationFactory,
    LocalityFactory,
    MeetingFactory,
    SeatFactory,
    TenureFactory,
)

FIRST, END = dt.date(2026, 5, 1), dt.date(2026, 9, 1)
DAY = dt.timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("factory", [BodyFactory, SeatFactory, TenureFactory, LocalityFactory])
def test_nothing_ends_on_the_day_it_begins(factory: Any) -> None:
    with pytest.raises(IntegrityError, match="ends_after_it_starts"):
        factory(since=FIRST, until=FIRST)


@pytest.mark.parametrize(
    ("day", "there"), [(FIRST - DAY, False), (FIRST, True), (END - DAY, True), (END, False)]
)
def test_a_dated_row_is_there_from_its_first_day_until_its_last(day: dt.date, there: bool) -> None:
    seat = SeatFactory(since=FIRST, until=END)
    assert Seat.objects.current(day).contains(seat) is there
    assert seat.is_current(day) is there


def test_a_row_with_open_ends_is_always_there() -> None:
    locality = LocalityFactory()
    assert Locality.objects.current(dt.date.min).contains(locality)
    assert Locality.objects.current(dt.date.max).contains(locality)
    assert not Locality.objects.past(dt.date.max).exists()
    assert not Locality.objects.future(dt.date.min).exists()


def test_a_partnership_has_one_board_at_a_time_and_another_after_it() -> None:
    board = BodyFactory(kind=BodyKind.JOINT_BOARD, until=END)
    BodyFactory(partnership=board.partnership, kind=BodyKind.JOINT_BOARD, since=END)
    with pytest.raises(IntegrityError, match="one_statutory_body_of_a_kind_at_a_time"):
        BodyFactory(partnership=board.partnership, kind=BodyKind.JOINT_BOARD, since=END - DAY)


def test_a_partnership_may_have_many_networks() -> None:
    network = BodyFactory()
    BodyFactory(partnership=network.partnership)
    assert Body.objects.of_partnership(network.partnership).count() == 2


def test_a_joint_board_gives_five_clear_days() -> None:
    with pytest.raises(IntegrityError, match="joint_board_papers_five_clear_days_ahead"):
        BodyFactory(kind=BodyKind.JOINT_BOARD, clear_days=4)


def test_a_locality_group_has_a_locality() -> None:
    with pytest.raises(IntegrityError, match="locality_group_has_a_locality"):
        BodyFactory(kind=BodyKind.LOCALITY_GROUP)


def test_a_seat_has_one_holder_and_beside_it_a_deputy() -> None:
    held = TenureFactory()
    TenureFactory(seat=held.seat, standing=Standing.DEPUTY)
    with pytest.raises(IntegrityError, match="one_tenure_of_a_seat_at_a_time"):
        TenureFactory(seat=held.seat)


def test_the_next_holder_begins_on_the_day_the_seat_is_free() -> None:
    held = TenureFactory(until=END)
    follows = TenureFactory(seat=held.seat, since=END)
    assert list(Tenure.objects.of_seat(held.seat).current(END)) == [follows]


def test_a_tenure_has_a_first_day() -> None:
    with pytest.raises(IntegrityError, match="tenure_has_a_first_day"):
        TenureFactory(since=None)


def test_a_tenure_is_never_deleted() -> None:
    with pytest.raises(DatabaseError, match="tenure_ended_never_deleted"):
        TenureFactory().delete()


def test_a_kept_evaluation_is_never_changed() -> None:
    kept = EvaluationFactory()
    kept.on = END
    with pytest.raises(DatabaseError, match="evaluation_only_added"):
        kept.save()


def test_a_kept_evaluation_is_never_deleted() -> None:
    with pytest.raises(DatabaseError, match="evaluation_only_added"):
        EvaluationFactory().delete()


def test_a_seat_with_a_deputy_alone_is_vacant() -> None:
    seat = TenureFactory(standing=Standing.DEPUTY).seat
    assert Seat.objects.vacant(FIRST).contains(seat)


def test_a_seat_is_vacant_from_the_day_its_tenure_ends() -> None:
    seat = TenureFactory(until=END).seat
    assert not Seat.objects.vacant(END - DAY).contains(seat)
    assert Seat.objects.vacant(END).contains(seat)


def test_a_body_meets_once_a_day() -> None:
    meeting = MeetingFactory()
    with pytest.raises(IntegrityError, match="one_meeting_of_a_body_a_day"):
        MeetingFactory(body=meeting.body, on=meeting.on)


@pytest.mark.parametrize("facts", [{"cancelled_on": FIRST}, {"cancel_reason": "Snow"}])
def test_a_meeting_is_cancelled_with_a_day_and_a_reason(facts: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="meeting_cancelled_iff_with_reason"):
        MeetingFactory(**facts)


def test_papers_are_due_before_the_meeting() -> None:
    with pytest.raises(IntegrityError, match="papers_due_before_the_meeting"):
        MeetingFactory(on=FIRST, papers_due=FIRST)


def test_an_open_locality_has_its_name_alone_in_whatever_capitals() -> None:
    locality = LocalityFactory(name="Levenmouth")
    LocalityFactory(partnership=locality.partnership, name="Levenmouth", until=END)
    with pytest.raises(IntegrityError, match="one_open_locality_of_a_name"):
        LocalityFactory(partnership=locality.partnership, name="LEVENMOUTH")

"""Seats by body and group: held and vacant on a day, without anyone's name."""

import datetime as dt

from django.utils import timezone

from participants.seats_by_group import seats_by_group
from partnerships.models import Partnership, StatutoryGroup
from tests.factories.bodies import BodyFactory, SeatFactory, TenureFactory


def test_seats_count_once_for_each_of_their_groups(
    fife: Partnership, carers: StatutoryGroup, users: StatutoryGroup
) -> None:
    body = BodyFactory(partnership=fife)
    held, vacant = SeatFactory(body=body), SeatFactory(body=body)
    held.groups.set([carers, users])
    vacant.groups.set([carers])
    TenureFactory(seat=held)
    told = {one.group: (one.held, one.vacant) for one in seats_by_group(fife, on=timezone.localdate())}
    assert told == {carers: (1, 1), users: (1, 0)}


def test_another_partnership_and_another_day_have_seats_of_their_own(
    fife: Partnership, dundee: Partnership, carers: StatutoryGroup
) -> None:
    seat = SeatFactory(body=BodyFactory(partnership=dundee), since=dt.date(2026, 2, 1))
    seat.groups.set([carers])
    assert seats_by_group(fife, on=timezone.localdate()) == []
    assert seats_by_group(dundee, on=dt.date(2026, 1, 1)) == []

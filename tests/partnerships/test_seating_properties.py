"""Seats under any tenures: never two holders at once, a recount agrees, and history only grows."""

import datetime as dt
from contextlib import suppress

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coproduce.accounts.models import User
from partnerships import evaluation, seating
from partnerships.models import Body, Partnership, Seat, Standing, Substitute, Tenure
from partnerships.seating import SeatingError
from tests.factories.bodies import LocalityFactory, SeatFactory

pytestmark = pytest.mark.django_db
START = dt.date(2026, 1, 1)
FEW = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
DAYS = st.integers(0, 40)
SPANS = st.lists(
    st.tuples(DAYS, st.none() | st.integers(-2, 20), st.sampled_from(Standing.values)), max_size=7
)


@pytest.fixture
def seat(db: None) -> Seat:
    return SeatFactory(may_send=Substitute.PROXY)


def day(number: int) -> dt.date:
    return START + dt.timedelta(days=number)


def sit(seat: Seat, spans: list[tuple[int, int | None, str]], by: User) -> None:
    """Each is tried in its turn; what is refused leaves nothing behind."""
    for first, length, standing in spans:
        until = None if length is None else day(first + length)
        with suppress(SeatingError), transaction.atomic():
            seating.appoint(Tenure(seat=seat, since=day(first), until=until, standing=standing), by=by)


def sitting(seat: Seat, on: dt.date, standing: str) -> list[int]:
    """Counted by hand, row by row."""
    rows = Tenure.objects.filter(seat=seat, standing=standing).values_list("pk", "since", "until")
    return [pk for pk, since, until in rows if since and since <= on and (until is None or on < until)]


@FEW
@given(spans=SPANS)
def test_no_seat_has_two_in_the_same_standing_on_any_day(
    spans: list[tuple[int, int | None, str]], seat: Seat, administrator: User
) -> None:
    with transaction.atomic():
        sit(seat, spans, administrator)
        rows = list(Tenure.objects.of_seat(seat))
        for number in range(65):
            standings = [row.standing for row in rows if row.is_current(day(number))]
            assert len(standings) == len(set(standings))
        transaction.set_rollback(True)


@FEW
@given(spans=SPANS, on=st.integers(-1, 65))
def test_who_holds_the_seat_on_a_day_agrees_with_a_recount(
    spans: list[tuple[int, int | None, str]], on: int, seat: Seat, administrator: User
) -> None:
    with transaction.atomic():
        sit(seat, spans, administrator)
        (row,) = evaluation.report(seat.body, day(on)).seats
        assert [tenure.pk for tenure in [row.holder] if tenure] == sitting(seat, day(on), "holder")
        assert Seat.objects.vacant(day(on)).contains(seat) is (row.holder is None)
        transaction.set_rollback(True)


@FEW
@given(spans=SPANS, which=st.integers(0, 6), until=DAYS)
def test_ending_a_tenure_takes_nothing_away_before_its_end(
    spans: list[tuple[int, int | None, str]], which: int, until: int, seat: Seat, administrator: User
) -> None:
    with transaction.atomic():
        sit(seat, [(0, None, "holder"), *spans], administrator)
        rows = list(Tenure.objects.of_seat(seat))
        before = [sitting(seat, day(number), "holder") for number in range(until)]
        with suppress(SeatingError):
            seating.end(rows[which % len(rows)], until=day(until), by=administrator)
        assert [sitting(seat, day(number), "holder") for number in range(until)] == before
        assert Tenure.objects.of_seat(seat).count() == len(rows)
        transaction.set_rollback(True)


@FEW
@given(first=DAYS, length=st.integers(1, 20), later=st.integers(1, 20))
def test_an_end_is_never_put_off(
    first: int, length: int, later: int, seat: Seat, administrator: User
) -> None:
    with transaction.atomic():
        sit(seat, [(first, length, "holder")], administrator)
        tenure = Tenure.objects.get(seat=seat)
        with pytest.raises(SeatingError, match="It already ends on"):
            seating.end(tenure, until=day(first + length + later), by=administrator)
        transaction.set_rollback(True)


# --- The seats of the law, for every partnership ---
PRESCRIBED = {
    *("spg_health_professionals", "spg_health_care_users", "spg_health_care_carers"),
    *("spg_health_care_providers_commercial", "spg_health_care_providers_noncommercial"),
    *("spg_social_care_professionals", "spg_social_care_users", "spg_social_care_carers"),
    *("spg_social_care_providers_commercial", "spg_social_care_providers_noncommercial"),
    *("spg_social_housing_providers_noncommercial", "spg_third_sector_bodies"),
}
ONE = {"spg_health_board_nominee", "spg_local_authority_nominee"}
SEVERAL = {"spg_health_board_nominee", "spg_local_authorities_joint_nominee"}
LEAD = {"spg_other_authority_nominee_hb_lead", "spg_other_authority_nominee_la_lead"}


def group_of(partnership: Partnership, by: User) -> Body:
    return seating.create_planning_group(partnership, name="Group", by=by, today=START)


def test_the_planning_group_of_every_partnership_has_the_twelve_groups_and_its_nominees(
    registers: None, administrator: User
) -> None:
    unlike = {"clackmannanshire-and-stirling": SEVERAL, "highland": LEAD}
    for partnership in Partnership.objects.all():
        codes = list(group_of(partnership, administrator).seats.values_list("groups__code", flat=True))
        assert len(codes) == 14, partnership
        assert set(codes) == PRESCRIBED | unlike.get(partnership.slug, ONE), partnership
    assert Body.objects.count() == 31


@pytest.mark.parametrize("number", [0, 1, 2, 7])
@pytest.mark.parametrize("slug", ["fife", "clackmannanshire-and-stirling", "highland"])
def test_a_planning_group_has_one_seat_for_each_locality(
    slug: str, number: int, registers: None, administrator: User
) -> None:
    partnership = Partnership.objects.get(slug=slug)
    made = LocalityFactory.create_batch(number, partnership=partnership)
    group = group_of(partnership, administrator)
    places = group.seats.filter(groups__code="spg_locality_representative")
    assert {seat.locality for seat in places} == set(made)
    assert (group.seats.count(), places.count()) == (14 + number, number)

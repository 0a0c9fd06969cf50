"""Bodies get the seats of the law; seats are held, stood in for and ended within its terms."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from coproduce.accounts.models import User
from partnerships import seating
from partnerships.models import (
    Body,
    BodyKind,
    Filling,
    IntegrationModel,
    Locality,
    Partnership,
    Seat,
    Standing,
    Substitute,
    Tenure,
)
from partnerships.seating import SeatingError
from tests.factories.bodies import BodyFactory, LocalityFactory, SeatFactory, TenureFactory

TODAY = dt.date(2026, 5, 1)
VOTES = dt.date(2026, 9, 1)
pytestmark = pytest.mark.django_db
Sit = Callable[..., Tenure]


def made(slug: str, kind: BodyKind, by: User, today: dt.date = TODAY, **facts: Any) -> Body:
    partnership = Partnership.objects.get(slug=slug)
    body = Body(partnership=partnership, kind=kind, name="Example body", **facts)
    return seating.found(body, by=by, today=today)


def codes(body: Body) -> set[str]:
    return set(body.seats.values_list("groups__code", flat=True))


@pytest.fixture
def board(registers: None, administrator: User) -> Body:
    return made("fife", BodyKind.JOINT_BOARD, administrator)


@pytest.fixture
def carers(board: Body) -> Seat:
    return board.seats.get(groups__code="ijb_unpaid_carer")


@pytest.fixture
def sit(administrator: User) -> Sit:
    def appointed(seat: Seat, since: dt.date = TODAY, **facts: Any) -> Tenure:
        return seating.appoint(Tenure(seat=seat, since=since, **facts), by=administrator)

    return appointed


# --- Bodies from the rules ---
@pytest.mark.parametrize(
    ("slug", "nominees"),
    [
        ("fife", {"spg_health_board_nominee", "spg_local_authority_nominee"}),
        (
            "clackmannanshire-and-stirling",
            {"spg_health_board_nominee", "spg_local_authorities_joint_nominee"},
        ),
        ("highland", {"spg_other_authority_nominee_hb_lead", "spg_other_authority_nominee_la_lead"}),
    ],
)
def test_a_planning_group_has_the_nominees_of_its_partnership(
    slug: str, nominees: set[str], registers: None, administrator: User
) -> None:
    partnership = Partnership.objects.get(slug=slug)
    body = seating.create_planning_group(partnership, name="Group", by=administrator, today=TODAY)
    assert {code for code in codes(body) if "nominee" in code} == nominees
    assert body.seats.count() == len(nominees) + 12


def test_a_planning_group_has_a_seat_for_each_current_locality(registers: None, administrator: User) -> None:
    fife = Partnership.objects.get(slug="fife")
    for name in ("North", "South"):
        LocalityFactory(partnership=fife, name=name)
    LocalityFactory(partnership=fife, name="Gone", until=TODAY)
    body = seating.create_planning_group(fife, name="Group", by=administrator, today=TODAY)
    places = body.seats.filter(groups__code="spg_locality_representative")
    assert [seat.title for seat in places] == ["Representative of North", "Representative of South"]


def test_a_joint_board_has_as_many_seats_as_each_rule_asks_for(board: Body) -> None:
    assert board.seats.filter(groups__code="ijb_councillors").count() == 3
    assert board.seats.filter(groups__code="ijb_health_board").count() == 3
    assert board.seats.count() == 16
    assert "ijb_other" not in codes(board)


def test_it_is_told_how_a_seat_is_filled(board: Body) -> None:
    fillings = {code: board.seats.filter(groups__code=code)[0].filling for code in codes(board)}
    assert fillings["ijb_councillors"] == Filling.NOMINATED
    assert fillings["ijb_cswo"] == Filling.EX_OFFICIO
    assert fillings["ijb_unpaid_carer"] == Filling.CHOSEN


def test_a_monitoring_committee_is_for_a_lead_agency(registers: None, administrator: User) -> None:
    assert made("highland", BodyKind.MONITORING_COMMITTEE, administrator).seats.count() == 5


@pytest.mark.parametrize(
    ("slug", "kind", "words"),
    [
        ("highland", BodyKind.JOINT_BOARD, "it has a monitoring committee and no joint board"),
        ("fife", BodyKind.MONITORING_COMMITTEE, "it has a joint board and no monitoring committee"),
    ],
)
def test_a_body_of_the_other_model_is_refused(
    slug: str, kind: BodyKind, words: str, registers: None, administrator: User
) -> None:
    with pytest.raises(SeatingError, match=words):
        made(slug, kind, administrator)
    assert not Body.objects.exists()


def test_without_a_known_model_the_seats_cannot_be_told(fife: Partnership, administrator: User) -> None:
    with pytest.raises(SeatingError, match="No integration model is recorded"):
        seating.create_planning_group(fife, name="Group", by=administrator, today=TODAY)


def test_a_second_board_is_refused_in_words(board: Body, administrator: User) -> None:
    with pytest.raises(SeatingError, match="“Example body” is there already"):
        made("fife", BodyKind.JOINT_BOARD, administrator)


def test_another_board_may_follow(board: Body, administrator: User) -> None:
    Body.objects.update(until=VOTES)
    later = made("fife", BodyKind.JOINT_BOARD, administrator, since=VOTES)
    assert later.seats.count() == 16


def test_setting_up_again_adds_nothing(board: Body, administrator: User) -> None:
    assert seating.establish(board, by=administrator, today=VOTES) == []


def test_setting_up_again_adds_what_is_missing(board: Body, administrator: User) -> None:
    board.seats.filter(groups__code="ijb_staff").update(until=dt.date(2026, 4, 1))
    (seat,) = seating.establish(board, by=administrator, today=TODAY)
    assert (seat.since, seat.groups.get().code) == (TODAY, "ijb_staff")


def test_when_the_model_changes_the_new_nominees_are_added(registers: None, administrator: User) -> None:
    group = made("highland", BodyKind.PLANNING_GROUP, administrator)
    IntegrationModel.objects.filter(partnership=group.partnership).update(model="integration_joint_board")
    added = seating.establish(group, by=administrator, today=TODAY)
    assert {seat.groups.get().code for seat in added} == {
        "spg_health_board_nominee",
        "spg_local_authority_nominee",
    }


def test_a_body_can_be_made_without_seats(fife: Partnership, administrator: User) -> None:
    body = Body(partnership=fife, kind=BodyKind.NETWORK, name="Network")
    assert seating.found(body, by=administrator, today=TODAY, from_rules=False).seats.count() == 0


def test_when_a_body_ends_its_seats_and_tenures_end_with_it(
    board: Body, carers: Seat, sit: Sit, administrator: User
) -> None:
    tenure = sit(carers)
    board.until = VOTES
    seating.change_body(board, by=administrator)
    tenure.refresh_from_db()
    assert tenure.until == VOTES
    assert set(board.seats.values_list("until", flat=True)) == {VOTES}


def test_when_a_seat_ends_its_holder_goes(carers: Seat, sit: Sit, administrator: User) -> None:
    tenure = sit(carers)
    carers.until = VOTES
    seating.change_seat(carers, by=administrator)
    tenure.refresh_from_db()
    assert tenure.until == VOTES


# --- Terms ---
def test_a_term_on_a_joint_board_lasts_three_years_at_most(carers: Seat, sit: Sit) -> None:
    with pytest.raises(SeatingError, match="lasts 3 years at most, so until 1 May 2029") as refusal:
        sit(carers, until=dt.date(2029, 5, 2))
    assert refusal.value.field == "until"
    assert sit(carers, until=dt.date(2029, 5, 1)).until == dt.date(2029, 5, 1)


def test_without_a_last_day_the_longest_term_counts(carers: Seat, sit: Sit) -> None:
    assert sit(carers, since=dt.date(2028, 2, 29)).until == dt.date(2031, 3, 1)


def test_a_seat_may_ask_for_a_shorter_term(carers: Seat, sit: Sit) -> None:
    carers.term_years = 1
    carers.save()
    with pytest.raises(SeatingError, match="lasts 1 year at most"):
        sit(carers, until=dt.date(2027, 5, 2))


def test_where_no_rule_sets_a_term_it_is_open(board: Body, sit: Sit) -> None:
    assert sit(board.seats.get(groups__code="ijb_cswo")).until is None


def test_a_term_ends_with_its_seat(sit: Sit) -> None:
    seat = SeatFactory(until=VOTES)
    assert sit(seat).until == VOTES
    with pytest.raises(SeatingError, match="The seat ends on 1 September 2026"):
        sit(seat, until=dt.date(2026, 9, 2))


@pytest.mark.parametrize(
    ("since", "words"),
    [(dt.date(2026, 1, 31), "begins on 1 February 2026"), (dt.date(2026, 9, 1), "ended on 1 September 2026")],
)
def test_nobody_holds_a_seat_that_is_not_there(since: dt.date, words: str, sit: Sit) -> None:
    with pytest.raises(SeatingError, match=words):
        sit(SeatFactory(since=dt.date(2026, 2, 1), until=VOTES), since=since)


def test_a_tenure_ends_after_it_began(sit: Sit) -> None:
    with pytest.raises(SeatingError, match="The day it ends must be after the first day"):
        sit(SeatFactory(), until=TODAY)


# --- Twice ---
def test_a_seat_is_held_once(sit: Sit) -> None:
    seat = SeatFactory()
    sit(seat, until=VOTES)
    with pytest.raises(SeatingError, match="has a holder already, from 1 May 2026 until 1 September 2026"):
        sit(seat, since=dt.date(2026, 8, 31))
    assert sit(seat, since=VOTES).until is None


def test_a_renewal_cannot_run_into_what_is_planned(sit: Sit) -> None:
    seat = SeatFactory()
    sit(seat, since=VOTES)
    with pytest.raises(SeatingError, match="without a last day"):
        sit(seat)


# --- Deputies and proxies ---
def test_a_proxy_may_be_sent_from_september_2026(carers: Seat, sit: Sit) -> None:
    with pytest.raises(SeatingError, match="On 31 August 2026 the holder of this seat may not send a proxy"):
        sit(carers, since=dt.date(2026, 8, 31), standing=Standing.PROXY)
    assert sit(carers, since=VOTES, standing=Standing.PROXY).standing == Standing.PROXY


@pytest.mark.parametrize("code", ["ijb_staff", "ijb_gp"])
def test_a_board_cannot_grant_a_proxy_that_the_law_does_not(code: str, board: Body, sit: Sit) -> None:
    seat = board.seats.get(groups__code=code)
    seat.may_send = Substitute.PROXY
    seat.save()
    with pytest.raises(SeatingError, match="may not send a proxy"):
        sit(seat, since=VOTES, standing=Standing.PROXY)
    assert sit(seat, since=VOTES, standing=Standing.DEPUTY)


@pytest.mark.parametrize(
    ("may_send", "allowed"),
    [
        (Substitute.NOBODY, set()),
        (Substitute.DEPUTY, {Standing.DEPUTY}),
        (Substitute.PROXY, {Standing.DEPUTY, Standing.PROXY}),
        ("", set()),
    ],
)
@pytest.mark.parametrize("standing", [Standing.DEPUTY, Standing.PROXY])
def test_elsewhere_the_seat_says_who_may_stand_in(
    may_send: str, allowed: set[Standing], standing: Standing, sit: Sit
) -> None:
    seat = SeatFactory(may_send=may_send)
    if standing in allowed:
        assert sit(seat, standing=standing)
    else:
        with pytest.raises(SeatingError, match="may not send"):
            sit(seat, standing=standing)


# --- Ending ---
def test_a_tenure_is_ended_by_a_date(administrator: User) -> None:
    tenure = TenureFactory(since=dt.date(2026, 1, 1))
    seating.end(tenure, until=TODAY, by=administrator)
    tenure.refresh_from_db()
    assert tenure.until == TODAY


@pytest.mark.parametrize(
    ("until", "words"),
    [(dt.date(2026, 1, 1), "It began on 1 January 2026"), (dt.date(2026, 9, 2), "It already ends on")],
)
def test_an_end_that_cannot_be_is_refused(until: dt.date, words: str, administrator: User) -> None:
    tenure = TenureFactory(since=dt.date(2026, 1, 1), until=VOTES)
    with pytest.raises(SeatingError, match=words):
        seating.end(tenure, until=until, by=administrator)


def test_every_locality_of_another_partnership_is_left_alone(board: Body, administrator: User) -> None:
    LocalityFactory(partnership=BodyFactory().partnership)
    assert Locality.objects.of_partnership(board.partnership).count() == 0
    assert seating.establish(board, by=administrator, today=TODAY) == []

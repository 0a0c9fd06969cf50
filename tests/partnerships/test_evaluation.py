"""A body against the rules of the day: two lawful answers around 1 September 2026, each kept as found."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coproduce.accounts.models import User
from partnerships import evaluation, seating
from partnerships.models import (
    Body,
    BodyKind,
    IntegrationModel,
    Partnership,
    Seat,
    Standing,
    StatutoryGroup,
    StatutoryRule,
    Tenure,
)  # fmt: skip
from tests.factories.bodies import BodyFactory, LocalityFactory, SeatFactory, TenureFactory
from tests.factories.partnerships import IntegrationModelFactory, StatutoryGroupFactory

BEFORE, AFTER = dt.date(2026, 8, 31), dt.date(2026, 9, 1)
TODAY = dt.date(2026, 5, 1)
LIVED = {"ijb_third_sector", "ijb_service_user", "ijb_unpaid_carer"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def board(registers: None, administrator: User) -> Body:
    body = Body(partnership=Partnership.objects.get(slug="fife"), kind=BodyKind.JOINT_BOARD, name="Board")
    return seating.found(body, by=administrator, today=TODAY)


@pytest.fixture
def group(registers: None, administrator: User) -> Body:
    fife = Partnership.objects.get(slug="fife")
    LocalityFactory.create_batch(2, partnership=fife)
    return seating.create_planning_group(fife, name="Group", by=administrator, today=TODAY)


def votes(board: Body, on: dt.date) -> set[str]:
    rows = evaluation.report(board, on).seats
    return {seat.code for row in rows if row.voting == "voting" for seat in row.seat.groups.all()}


def test_before_september_2026_only_councillors_and_the_health_board_vote(board: Body) -> None:
    assert votes(board, BEFORE) == {"ijb_councillors", "ijb_health_board"}
    assert evaluation.voting_members(board, BEFORE) == 6
    assert evaluation.report(board, BEFORE).quorum == 3


def test_from_september_2026_people_with_lived_experience_vote(board: Body) -> None:
    assert votes(board, AFTER) == {"ijb_councillors", "ijb_health_board", *LIVED}
    assert evaluation.voting_members(board, AFTER) == 9
    assert evaluation.report(board, AFTER).quorum == 5


def test_each_day_names_its_own_instrument(board: Body) -> None:
    def instrument(on: dt.date) -> str:
        label = StatutoryGroup.objects.get(code="ijb_unpaid_carer").label
        return next(row.instrument for row in evaluation.evaluate(board, on) if row.group == label)

    assert "2025/405" not in instrument(BEFORE)
    assert "2025/405" in instrument(AFTER)


def test_an_empty_board_meets_only_what_may_be(board: Body) -> None:
    findings = evaluation.evaluate(board, TODAY)
    assert all(row.met == (row.needed == 0) for row in findings)
    assert sum(row.seats for row in findings) == 16


def test_a_holder_meets_a_rule_and_a_deputy_does_not(board: Body) -> None:
    seat = Seat.objects.get(groups__code="ijb_cswo")
    TenureFactory(seat=seat, standing=Standing.DEPUTY)
    assert evaluation.report(board, TODAY).held == 0
    TenureFactory(seat=seat)
    found = next(row for row in evaluation.evaluate(board, TODAY) if "social work" in row.group)
    assert (found.met, found.held, found.vacant) == (True, 1, 0)


def test_highlands_nominees_follow_its_model_on_the_day(registers: None, administrator: User) -> None:
    highland = Partnership.objects.get(slug="highland")
    IntegrationModel.objects.filter(partnership=highland).update(until=AFTER)
    IntegrationModelFactory(partnership=highland, since=AFTER)
    body = BodyFactory(partnership=highland, kind=BodyKind.PLANNING_GROUP)

    def nominees(on: dt.date) -> set[str]:
        return {row.provision for row in evaluation.evaluate(body, on) if "s.32(1)(" in row.provision} - {
            "s.32(1)(e)"
        }

    assert {"s.32(1)(b)", "s.32(1)(c)"} <= nominees(BEFORE)
    assert {"s.32(1)(a)(i)", "s.32(1)(a)(ii)"} <= nominees(AFTER)
    assert not {"s.32(1)(b)", "s.32(1)(c)"} & nominees(AFTER)


def test_editing_a_rule_never_changes_a_kept_evaluation(board: Body, administrator: User) -> None:
    now = dt.datetime(2026, 9, 2, 12, tzinfo=dt.UTC)
    kept = evaluation.keep(board, AFTER, by=administrator, now=now)
    before = kept.findings
    StatutoryRule.objects.filter(group__code="ijb_staff").update(minimum=7, provision="art.99")
    kept.refresh_from_db()
    assert kept.findings == before
    assert "art.99" not in str(kept.findings)
    assert any(row.needed == 7 for row in evaluation.evaluate(board, AFTER))


def test_what_is_kept_says_who_votes(board: Body, administrator: User) -> None:
    now = dt.datetime(2026, 9, 2, 12, tzinfo=dt.UTC)
    kept = evaluation.keep(board, BEFORE, by=administrator, now=now)
    assert (kept.on, kept.findings["voting_members"], kept.findings["quorum"]) == (BEFORE, 6, 3)
    assert kept.kept_by == administrator


# --- Warnings ---
def warned(body: Body, words: str, on: dt.date = TODAY) -> bool:
    return any(words in warning for warning in evaluation.report(body, on).warnings)


def test_a_seat_that_answers_for_several_groups_is_a_warning(group: Body) -> None:
    seat = Seat.objects.get(groups__code="spg_social_care_users")
    seat.groups.add(StatutoryGroup.objects.get(code="spg_social_care_carers"))
    assert warned(group, "answers for 2 groups")


def test_a_seat_without_a_group_is_a_warning(group: Body) -> None:
    SeatFactory(body=group, title="Observer")
    assert warned(group, "“Observer” answers for no group")


def test_a_network_is_asked_for_nothing() -> None:
    body = SeatFactory(title="Convener").body
    assert evaluation.report(body, TODAY).warnings == []
    assert evaluation.evaluate(body, TODAY) == []


def test_a_locality_without_a_seat_is_a_warning(group: Body) -> None:
    assert evaluation.report(group, TODAY).warnings == []
    LocalityFactory(partnership=group.partnership, name="Newtown")
    assert warned(group, "No seat speaks for the locality Newtown.")


def test_fewer_than_two_localities_is_a_warning(registers: None) -> None:
    body = BodyFactory(partnership=Partnership.objects.get(slug="fife"), kind=BodyKind.PLANNING_GROUP)
    assert warned(body, "no locality is recorded")
    LocalityFactory(partnership=body.partnership)
    assert warned(body, "only one locality is recorded")


def test_a_seat_for_a_locality_that_has_ended_is_a_warning(group: Body) -> None:
    locality = group.partnership.localities.earliest("pk")
    locality.until = TODAY
    locality.save()
    assert warned(group, f"speaks for {locality}, which is no locality on this day")


def test_a_board_of_a_lead_agency_is_a_warning(board: Body) -> None:
    IntegrationModel.objects.filter(partnership=board.partnership).update(model="lead_agency")
    assert warned(board, "it has a monitoring committee and no joint board")


def test_an_unknown_model_is_a_warning(board: Body) -> None:
    IntegrationModel.objects.filter(partnership=board.partnership).delete()
    assert warned(board, "No integration model is recorded for this day")


# --- Days ---
def test_a_seat_is_vacant_since_its_last_holder(group: Body) -> None:
    seat = group.seats.earliest("pk")
    TenureFactory(seat=seat, until=dt.date(2026, 4, 3))
    row = next(row for row in evaluation.report(group, TODAY).seats if row.seat == seat)
    assert (row.holder, row.vacant_since) == (None, dt.date(2026, 4, 3))
    held = next(row for row in evaluation.report(group, dt.date(2026, 4, 2)).seats if row.seat == seat)
    assert held.holder is not None


DAYS = st.dates(dt.date(2025, 1, 1), dt.date(2028, 1, 1))
SHARED = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SHARED
@given(on=DAYS, since=DAYS)
def test_held_and_vacant_are_all_seats_on_any_day(group: Body, on: dt.date, since: dt.date) -> None:
    Tenure.objects.filter(seat__body=group).update(until=dt.date(2024, 1, 2), since=dt.date(2024, 1, 1))
    seat = group.seats.latest("pk")
    if not seat.tenures.exists():
        TenureFactory(seat=seat, since=since)
    seat.tenures.update(since=since, until=None)
    found = evaluation.report(group, on)
    assert found.held + found.vacant == len(found.seats)
    assert found.vacant == Seat.objects.of_body(group).vacant(on).count()


@SHARED
@given(on=DAYS, until=DAYS, which=st.integers(0, 10))
def test_ending_a_tenure_never_raises_an_evaluation(
    group: Body, on: dt.date, until: dt.date, which: int
) -> None:
    for seat in group.seats.all():
        if not seat.tenures.exists():
            TenureFactory(seat=seat, since=dt.date(2024, 1, 1))
    group_tenures = Tenure.objects.filter(seat__body=group)
    group_tenures.update(until=None)
    before = {row.provision: row.met for row in evaluation.evaluate(group, on)}
    group_tenures.filter(pk=group_tenures[which].pk).update(until=until)
    after = {row.provision: row.met for row in evaluation.evaluate(group, on)}
    assert all(before[provision] or not met for provision, met in after.items())


def test_a_seat_names_the_groups_that_its_title_does_not() -> None:
    seat = SeatFactory(title="Councillors, 1 of 3")
    for label in ("Councillors", "Unpaid carers"):
        seat.groups.add(StatutoryGroupFactory(label=label))
    (row,) = evaluation.report(seat.body, AFTER).seats
    assert row.other_groups == ["Unpaid carers"]

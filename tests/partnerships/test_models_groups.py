"""Dated rules of law: one of a group at a time, one after another, and for whom."""

import datetime as dt

import pytest
from django.db import IntegrityError

from partnerships.models import Constitution, Kind, StatutoryGroup, StatutoryRule
from tests.factories.partnerships import StatutoryGroupFactory

FIRST, CHANGE, LAST = dt.date(2020, 1, 1), dt.date(2026, 9, 1), dt.date(2030, 1, 1)
DAY = dt.timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def carers(db: None) -> StatutoryGroup:
    return StatutoryGroupFactory(label="Carers", applies_to=Kind.JOINT_BOARD)


def rule(
    group: StatutoryGroup, since: dt.date | None, until: dt.date | None, **facts: object
) -> StatutoryRule:
    return StatutoryRule.objects.create(
        group=group, instrument="SSI 2014/285", provision="art.3", since=since, until=until, **facts
    )


def test_a_rule_follows_another_on_the_day_it_ends(carers: StatutoryGroup) -> None:
    old, new = rule(carers, None, CHANGE), rule(carers, CHANGE, None)
    in_force = [carers.rules.get_queryset().current(on).get() for on in (CHANGE - DAY, CHANGE)]  # type: ignore[attr-defined]
    assert in_force == [old, new]


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (None, None),
        (CHANGE - DAY, None),
        (None, FIRST + DAY),
        (FIRST, CHANGE),
        (FIRST + DAY, CHANGE - DAY),
        (CHANGE - DAY, CHANGE),
    ],
)
def test_two_rules_of_a_group_on_one_day_are_refused(
    since: dt.date | None, until: dt.date | None, carers: StatutoryGroup
) -> None:
    rule(carers, FIRST, CHANGE)
    with pytest.raises(IntegrityError, match="one_statutory_rule_of_a_group_at_a_time"):
        rule(carers, since, until)


@pytest.mark.parametrize(
    ("on", "number"), [(FIRST, 1), (CHANGE - DAY, 1), (CHANGE, 0), (LAST - DAY, 0), (LAST, 1)]
)
def test_between_two_rules_there_may_be_none(on: dt.date, number: int, carers: StatutoryGroup) -> None:
    rule(carers, FIRST, CHANGE)
    rule(carers, LAST, None)
    assert StatutoryRule.objects.current(on).filter(group=carers).count() == number


def test_two_groups_have_their_rules_on_the_same_days(carers: StatutoryGroup) -> None:
    rule(carers, FIRST, CHANGE)
    assert rule(StatutoryGroupFactory(), FIRST, CHANGE).pk


@pytest.mark.parametrize("until", [FIRST, FIRST - DAY])
def test_a_rule_ends_after_it_began(until: dt.date, carers: StatutoryGroup) -> None:
    with pytest.raises(IntegrityError, match="statutory_rule_ends_after_it_starts"):
        rule(carers, FIRST, until)


@pytest.mark.parametrize(
    ("only_for", "constitutions", "fits"),
    [
        ("", (), True),
        ("", (Constitution.LEAD_AGENCY,), True),
        (Constitution.LEAD_AGENCY, (), False),
        (Constitution.LEAD_AGENCY, (Constitution.LEAD_AGENCY,), True),
        (Constitution.ONE_COUNCIL, (Constitution.JOINT_BOARD, Constitution.SEVERAL_COUNCILS), False),
        (Constitution.JOINT_BOARD, (Constitution.JOINT_BOARD, Constitution.SEVERAL_COUNCILS), True),
    ],
)
def test_a_rule_is_for_everyone_or_for_some(
    only_for: str, constitutions: tuple[str, ...], fits: bool, carers: StatutoryGroup
) -> None:
    rule(carers, None, None, only_for=only_for)
    assert StatutoryRule.objects.fitting(constitutions).filter(group=carers).exists() is fits


def test_rules_of_other_kinds_of_body_are_left_out(carers: StatutoryGroup) -> None:
    own = rule(carers, None, None)
    rule(StatutoryGroupFactory(applies_to=Kind.PLANNING_GROUP), None, None)
    assert list(StatutoryRule.objects.for_kind(Kind.JOINT_BOARD)) == [own]


def test_there_are_thirteen_standard_consultees(registers: None) -> None:
    assert StatutoryGroup.objects.consultees().count() == 13


def test_the_law_that_changed_in_september_2026_is_two_rows_each(registers: None) -> None:
    for code in ("ijb_third_sector", "ijb_service_user", "ijb_unpaid_carer"):
        rows = StatutoryRule.objects.filter(group__code=code).order_by("since")
        assert [(row.voting, row.may_send, row.since, row.until) for row in rows] == [
            ("voting", "proxy", CHANGE, None),
            ("non_voting", "", None, CHANGE),
        ]

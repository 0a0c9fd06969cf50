"""The made-up bodies: some seats held, some vacant, a meeting past and one to come."""

import datetime as dt

import pytest

from coproduce.accounts.models import User
from partnerships import evaluation
from partnerships.demo import bodies
from partnerships.models import Body, Meeting, Partnership, Tenure

TODAY = dt.date(2026, 11, 24)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loaded(registers: None, administrator: User) -> None:
    for _ in range(2):
        bodies.make_bodies(Partnership.objects.get(slug="fife"), by=administrator, today=TODAY)


def test_there_are_a_planning_group_and_a_board_with_vacancies() -> None:
    for body in Body.objects.all():
        found = evaluation.report(body, TODAY)
        assert found.held > found.vacant > 0
    assert Body.objects.count() == 2


def test_each_body_has_met_and_will_meet() -> None:
    for body in Body.objects.all():
        assert [row.on < TODAY for row in Meeting.objects.of_body(body)] == [True, False]


def test_everything_says_that_it_is_made_up() -> None:
    assert all(bodies.MADE_UP in body.purpose for body in Body.objects.all())
    assert set(Tenure.objects.values_list("nominated_by", flat=True)) == {"Example network"}

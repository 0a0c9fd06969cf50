"""What waits for a person on the first page, most urgent first."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from coproduce.accounts.models import User
from partnerships.models import Organisation, Partnership
from tests.conftest import ClientOf
from tests.factories.partnerships import OrganisationFactory, StrategicPlanFactory

from .conftest import QueriesOf

pytestmark = pytest.mark.django_db


@pytest.fixture
def overdue(fife: Partnership) -> None:
    """A plan whose three years ended yesterday."""
    begun = timezone.localdate() - dt.timedelta(days=3 * 366)
    StrategicPlanFactory(partnership=fife, title="Old plan", starts_on=begun)


def home_of(client: Client) -> str:
    response = client.get("/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.usefixtures("overdue")
@pytest.mark.parametrize("name", ["reader", "officer", "lead"])
def test_the_team_is_led_to_what_is_due(
    name: str, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    desk = client_of(request.getfixturevalue(name))
    assert 'href="/partnerships/fife/duties/"' in home_of(desk)
    page = desk.get("/partnerships/fife/duties/").content.decode()
    assert page.index("Review of the plan: Old plan") < page.index("Review of the integration scheme")
    assert "Overdue" in page


@pytest.mark.parametrize("name", ["officer_elsewhere", "editor", "newcomer"])
def test_others_are_not(
    name: str, client_of: ClientOf, fife: Partnership, request: pytest.FixtureRequest
) -> None:
    assert "/partnerships/fife/duties/" not in home_of(client_of(request.getfixturevalue(name)))


@pytest.mark.usefixtures("overdue")
def test_the_public_is_told_nothing_of_it(client: Client) -> None:
    page = home_of(client)
    assert "Needs you" not in page
    assert "Is this still correct?" not in page


def test_an_entry_nobody_confirmed_is_asked_about(
    client_of: ClientOf, member: User, organisation: Organisation
) -> None:
    page = home_of(client_of(member))
    assert "Is this still correct?" in page
    assert organisation.get_absolute_url() in page


def test_an_entry_confirmed_lately_is_not(
    client_of: ClientOf, member: User, organisation: Organisation
) -> None:
    Organisation.objects.filter(pk=organisation.pk).update(confirmed_on=timezone.localdate())
    assert "Is this still correct?" not in home_of(client_of(member))


def test_entries_of_others_are_not_asked_about(client_of: ClientOf, member: User) -> None:
    elsewhere = OrganisationFactory(name="Somebody else's")
    assert elsewhere.get_absolute_url() not in home_of(client_of(member))


def test_the_page_takes_the_same_queries_for_many_plans(
    client_of: ClientOf, officer: User, fife: Partnership, queries_of: QueriesOf
) -> None:
    desk = client_of(officer)
    StrategicPlanFactory(partnership=fife, starts_on=dt.date(2026, 4, 1))
    few = queries_of(desk, "/")
    for _ in range(20):
        StrategicPlanFactory(partnership=fife, starts_on=dt.date(2026, 4, 1))
    assert queries_of(desk, "/") == few

"""What waits for a person on the first page, most urgent first."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from coproduce.accounts.models import Role, RoleName, User
from partnerships import claims, duties
from partnerships.models import BodyKind, CouncilArea, Organisation, Partnership
from tests.conftest import ClientOf
from tests.factories.accounts import account, give
from tests.factories.bodies import BodyFactory, LocalityFactory
from tests.factories.organisations import ClaimFactory
from tests.factories.partnerships import (
    CouncilAreaFactory,
    EngagementFactory,
    OrganisationFactory,
    StrategicPlanFactory,
)
from tests.factories.planning import PerformanceReportFactory, SchemeReviewFactory

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
def test_the_team_sees_what_is_due_with_the_most_urgent_first(
    name: str, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    page = home_of(client_of(request.getfixturevalue(name)))
    assert 'href="/partnerships/fife/duties/"' in page
    assert page.index("Review of the plan: Old plan") < page.index("Review of the integration scheme")
    assert "Overdue" in page


def test_what_is_met_or_not_due_yet_is_left_to_the_page_of_duties(
    client_of: ClientOf, officer: User, fife: Partnership
) -> None:
    day = timezone.localdate()
    SchemeReviewFactory(partnership=fife, done_on=day)
    StrategicPlanFactory(partnership=fife, title="New plan", starts_on=day)
    page = home_of(client_of(officer))
    assert "Review of the integration scheme" not in page
    assert "Review of the plan: New plan" not in page


def test_a_partnership_without_anything_due_is_told_so(
    client_of: ClientOf, officer: User, fife: Partnership
) -> None:
    day = timezone.localdate()
    SchemeReviewFactory(partnership=fife, done_on=day)
    PerformanceReportFactory(
        partnership=fife, year_ending=duties.last_year_end(day), published_on=duties.last_year_end(day)
    )
    assert "Nothing is due in the next 90 days" in home_of(client_of(officer))


def test_the_first_page_tells_eight_duties_and_how_many_more(
    client_of: ClientOf, officer: User, fife: Partnership
) -> None:
    LocalityFactory.create_batch(10, partnership=fife)
    page = home_of(client_of(officer))
    assert page.count('class="co_needs__item"') == 8
    needs = [duty for duty in duties.duties(fife, timezone.localdate()) if duty.needs_someone]
    assert f"{len(needs) - 8} more, and all duties" in page


def test_each_partnership_of_a_person_has_its_own_list(
    client_of: ClientOf, officer: User, fife: Partnership, dundee: Partnership
) -> None:
    give(officer, RoleName.READER, dundee.team)
    page = home_of(client_of(officer))
    assert page.count("Review of the integration scheme") == 2
    assert 'href="/partnerships/fife/duties/"' in page
    assert f'href="/partnerships/{dundee.slug}/duties/"' in page


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
        LocalityFactory(partnership=fife)
        BodyFactory(partnership=fife, kind=BodyKind.NETWORK)
    assert queries_of(desk, "/") == few
    assert few <= 12


# --- The national overview, as everyone opens it ---
@pytest.mark.usefixtures("registers")
def test_every_council_area_is_a_square_with_its_name(client: Client) -> None:
    page = home_of(client)
    squares = re.findall(r'co_tile__label"><span class="visually-hidden">: </span>([^<]+)<', page)
    assert sorted(squares) == sorted(CouncilArea.objects.values_list("name", flat=True))


@pytest.mark.usefixtures("registers")
def test_squares_are_read_from_north_to_south(client: Client) -> None:
    page = home_of(client)
    places = re.findall(r"item--column-(\d+) co_tiles__item--row-(\d+)", page)
    rows = [int(row) for _, row in places]
    assert rows == sorted(rows)
    assert len(set(places)) == 32
    assert page.index(">Shetland Islands") < page.index(">Highland") < page.index(">Scottish Borders")


@pytest.mark.usefixtures("registers")
def test_the_two_squares_of_one_partnership_say_so_and_lead_there(client: Client) -> None:
    page = home_of(client)
    for other in ("Clackmannanshire", "Stirling"):
        assert f"one partnership with {other}" in page
    assert page.count('href="/partnerships/clackmannanshire-and-stirling/"') == 2


def test_the_map_has_the_list_and_the_search_beside_it(client: Client) -> None:
    page = home_of(client)
    assert 'href="/partnerships/">as a list</a>' in page
    assert 'action="/partnerships/" role="search"' in page


def test_a_name_with_markup_is_shown_as_it_is_on_the_map(fife: Partnership, client: Client) -> None:
    CouncilAreaFactory(partnership=fife, name="<b>Fife</b> & Forth")
    page = home_of(client)
    assert "<b>Fife" not in page
    assert "&lt;b&gt;Fife&lt;/b&gt; &amp; Forth" in page


def test_five_engagements_come_soonest_first(client: Client) -> None:
    for number in range(7, 0, -1):
        starts_at = timezone.now() + dt.timedelta(days=number)
        EngagementFactory(title=f"In days: {number}", published=True, starts_at=starts_at)
    assert re.findall(r"In days: (\d)", home_of(client)) == ["1", "2", "3", "4", "5"]


def test_without_any_engagement_the_overview_says_so(client: Client) -> None:
    page = home_of(client)
    assert "No engagement is announced at the moment" in page
    assert 'href="/engagements/"' in page


def test_what_goes_on_now_is_still_shown(client: Client) -> None:
    starts_at = timezone.now() - dt.timedelta(hours=1)
    EngagementFactory(title="Just now", published=True, starts_at=starts_at)
    assert "Just now" in home_of(client)


def test_a_duplicate_of_ones_own_entry_is_not_asked_about(
    client_of: ClientOf, member: User, organisation: Organisation
) -> None:
    Organisation.objects.filter(pk=organisation.pk).update(merged_into=OrganisationFactory())
    assert "Is this still correct?" not in home_of(client_of(member))


def test_a_role_that_ended_leaves_the_public_page(
    client_of: ClientOf, officer: User, fife: Partnership
) -> None:
    Role.objects.filter(user=officer).update(until=timezone.localdate())
    page = home_of(client_of(officer))
    assert "Needs you" not in page
    assert "You need no account to look" in page


def test_a_lead_is_told_who_asks_to_be_let_in(
    client_of: ClientOf, organisation_lead: User, member: User, organisation: Organisation
) -> None:
    ClaimFactory(organisation=organisation, user=account("ask@example.org", "Asha Asking"))
    assert "Asha Asking asks to join the team of Fife Voluntary Action" in home_of(
        client_of(organisation_lead)
    )
    assert "Asha Asking" not in home_of(client_of(member))


def test_claims_on_other_organisations_are_not_told(
    client_of: ClientOf, organisation_lead: User, other_organisation: Organisation
) -> None:
    ClaimFactory(organisation=other_organisation)
    assert "Who asks to be let in" not in home_of(client_of(organisation_lead))


def test_a_claim_that_was_answered_is_told_no_more(
    client_of: ClientOf, organisation_lead: User, organisation: Organisation
) -> None:
    claim = ClaimFactory(organisation=organisation)
    claims.refuse(claim, by=organisation_lead, reason="Not known here.", now=timezone.now())
    assert "Who asks to be let in" not in home_of(client_of(organisation_lead))

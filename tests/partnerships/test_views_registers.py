"""The first page, partnerships and organisations as everyone reads them."""

import datetime as dt

import pytest
from django.test import Client
from django.utils.timezone import localdate

from coproduce.accounts.models import User
from partnerships.models import (
    CouncilArea,
    Engagement,
    IntegrationModel,
    Model,
    Organisation,
    Partnership,
    StrategicPlan,
)
from partnerships.views.registers import tiles
from tests.conftest import ClientOf
from tests.factories.partnerships import (
    CouncilAreaFactory,
    EngagementFactory,
    HealthBoardFactory,
    IntegrationModelFactory,
    OrganisationFactory,
    PartnershipFactory,
    StrategicPlanFactory,
)

from .conftest import QueriesOf

pytestmark = pytest.mark.django_db


def read(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


# --- The first page ---
def test_the_first_page_says_in_plain_words_what_this_is(client: Client) -> None:
    page = read(client, "/")
    assert "Who is heard in health and social care" in page
    assert 'action="/case-studies/"' in page
    assert 'action="/partnerships/"' in page


def test_the_map_leads_to_every_partnership(registers: None, client: Client) -> None:
    page = read(client, "/")
    for partnership in Partnership.objects.all():
        assert f'href="{partnership.get_absolute_url()}"' in page


def test_announced_engagements_come_first_and_nothing_else(
    client: Client, draft: Engagement, published: Engagement, cancelled: Engagement, now: dt.datetime
) -> None:
    over = EngagementFactory(title="Over", published=True, starts_at=now - dt.timedelta(days=2))
    page = read(client, "/")
    assert published.title in page
    assert not [row.title for row in (draft, cancelled, over) if f">{row.title}<" in page]


def test_a_team_sees_what_is_coming_up_with_its_drafts(
    client_of: ClientOf, reader: User, draft: Engagement, published: Engagement, plan: StrategicPlan
) -> None:
    page = read(client_of(reader), "/")
    for words in ("Needs you", draft.title, published.title, plan.title):
        assert words in page
    assert "/engagements/new/" not in page


def test_an_officer_starts_planning_from_the_first_page(client_of: ClientOf, officer: User) -> None:
    page = read(client_of(officer), "/")
    assert "/engagements/new/" in page
    assert "Add your strategic plan" in page


def test_a_team_sees_nothing_of_another_ones_drafts(
    client_of: ClientOf, officer_elsewhere: User, draft: Engagement
) -> None:
    assert draft.title not in read(client_of(officer_elsewhere), "/")


@pytest.mark.parametrize("name", ["newcomer", "editor", "moderator"])
def test_who_works_for_no_partnership_sees_the_public_page(
    name: str, client_of: ClientOf, request: pytest.FixtureRequest, published: Engagement
) -> None:
    page = read(client_of(request.getfixturevalue(name)), "/")
    assert "Needs you" not in page
    assert published.title in page


# --- Tiles ---
def test_tiles_that_share_a_partnership_say_so_and_lead_to_it(registers: None) -> None:
    found = {tile.abbreviation: tile for tile in tiles(CouncilArea.objects.with_partnership())}
    assert len(found) == 32
    assert found["CLK"].url == found["STG"].url == "/partnerships/clackmannanshire-and-stirling/"
    assert found["CLK"].note == "one partnership with Stirling"
    assert found["STG"].note == "one partnership with Clackmannanshire"
    assert found["FIF"].note == ""


# --- Partnerships ---
def test_the_table_says_the_same_as_the_map(registers: None, client: Client) -> None:
    page = read(client, "/partnerships/")
    table = page[page.index("<table") : page.index("</table>")]
    for area in CouncilArea.objects.with_partnership():
        assert area.name in table
        assert area.partnership.get_absolute_url() in table
    assert table.count("<tr>") == 31 + 1


def test_a_search_narrows_the_table_and_leaves_the_map(registers: None, client: Client) -> None:
    page = read(client, "/partnerships/?q=forth+valley")
    table = page[page.index("<table") : page.index("</table>")]
    assert table.count("<tr>") == 2 + 1
    assert "2 partnerships found" in page
    assert 'href="/partnerships/shetland/"' in page


def test_a_search_without_result_shows_the_way_back(registers: None, client: Client) -> None:
    page = read(client, "/partnerships/?q=atlantis")
    assert "Nothing matches" in page
    assert "Show all partnerships" in page


@pytest.mark.parametrize("query", ["?q=%ff%fe", f"?q={'a' * 500}", "?kind=none", "?partnership=nowhere"])
@pytest.mark.parametrize("address", ["/partnerships/", "/organisations/", "/plans/", "/engagements/"])
def test_an_odd_search_is_answered(address: str, query: str, client: Client, fife: Partnership) -> None:
    read(client, address + query)


@pytest.mark.parametrize("number", ["0", "x", "99999999999999999999", "-1"])
@pytest.mark.parametrize("address", ["/partnerships/", "/organisations/", "/plans/", "/engagements/"])
def test_a_page_that_is_not_there_is_not_found(address: str, number: str, client: Client) -> None:
    read(client, f"{address}?page={number}", 404)


def test_a_partnership_shows_its_facts(fife: Partnership, client: Client, published: Engagement) -> None:
    area = CouncilAreaFactory(partnership=fife, name="Kingdom of Fife")
    organisation = OrganisationFactory(name="Fife Action")
    organisation.council_areas.add(area)
    IntegrationModelFactory(partnership=fife, since=dt.date(2016, 4, 1))
    plan = StrategicPlanFactory(partnership=fife)
    page = read(client, fife.get_absolute_url())
    for words in (
        *(fife.name, fife.gss_code, fife.health_board.name, "Kingdom of Fife", "Fife Action"),
        *("Integration joint board, since 1 April 2016", plan.title, published.title),
    ):
        assert words in page


def test_a_partnership_shows_the_model_of_today(fife: Partnership, client: Client) -> None:
    today = localdate()
    IntegrationModelFactory(partnership=fife, model=Model.LEAD_AGENCY, until=today)
    IntegrationModelFactory(partnership=fife, model=Model.JOINT_BOARD, since=today)
    page = read(client, fife.get_absolute_url())
    assert "Integration joint board" in page
    assert "Lead agency" not in page


def test_highland_says_that_its_model_is_not_verified(registers: None, client: Client) -> None:
    page = read(client, "/partnerships/highland/")
    assert "Lead agency" in page
    assert "is not verified" in page


def test_a_partnership_without_anything_says_so(fife: Partnership, client: Client) -> None:
    page = read(client, fife.get_absolute_url())
    for words in (
        "No engagement is announced",
        "No strategic plan is recorded",
        "No organisation names this area",
    ):
        assert words in page


def test_only_its_officers_are_offered_to_plan(
    fife: Partnership, client_of: ClientOf, officer: User, reader: User, officer_elsewhere: User
) -> None:
    offered = [
        "Plan an engagement" in read(client_of(who), fife.get_absolute_url())
        for who in (officer, reader, officer_elsewhere)
    ]
    assert offered == [True, False, False]


@pytest.mark.parametrize("address", ["/partnerships/nowhere/", "/organisations/nobody/"])
def test_what_is_not_in_the_register_is_not_found(address: str, client: Client) -> None:
    read(client, address, 404)


# --- Organisations ---
def test_what_is_not_confirmed_is_marked(client: Client) -> None:
    OrganisationFactory(name="Unsure", website="https://unsure.example/")
    page = read(client, "/organisations/?q=unsure")
    assert "Name not confirmed" in page
    assert page.count("Not confirmed") == 1


def test_what_is_confirmed_is_not_marked(client: Client) -> None:
    OrganisationFactory(
        name="Sure", website="https://sure.example/", name_confirmed=True, website_confirmed=True
    )
    assert "ot confirmed" not in read(client, "/organisations/?q=sure")


@pytest.mark.parametrize("slug", ["tsi-fife", "tsi-angus", "his-ihub", "care-inspectorate"])
def test_an_organisation_shows_what_is_known_and_what_is_not(
    slug: str, registers: None, client: Client
) -> None:
    organisation = Organisation.objects.get(slug=slug)
    page = read(client, organisation.get_absolute_url())
    assert ("Name not confirmed" in page) != organisation.name_confirmed
    assert ("Not confirmed" in page) == (bool(organisation.website) and not organisation.website_confirmed)


def test_an_organisation_leads_to_the_partnerships_of_its_areas(registers: None, client: Client) -> None:
    page = read(client, "/organisations/tsi-stirling/")
    assert "/partnerships/clackmannanshire-and-stirling/" in page
    assert "Partnership in its area" not in read(client, "/organisations/cosla/")


def test_organisations_are_found_by_kind(registers: None, client: Client) -> None:
    page = read(client, "/organisations/?kind=third_sector_interface")
    assert "32 organisations found" in page
    assert "kind=third_sector_interface&amp;page=2" in page


# --- Queries ---
def make_partnerships(number: int) -> None:
    board = HealthBoardFactory()
    rows = Partnership.objects.bulk_create(PartnershipFactory.build_batch(number, health_board=board))
    for row in rows:
        CouncilAreaFactory(partnership=row)
    IntegrationModel.objects.bulk_create(IntegrationModelFactory.build(partnership=row) for row in rows)


def make_organisations(number: int) -> None:
    area = CouncilAreaFactory()
    rows = Organisation.objects.bulk_create(OrganisationFactory.build_batch(number))
    area.organisations.add(*rows)


@pytest.mark.parametrize(
    ("address", "make"),
    [
        ("/", make_partnerships),
        ("/partnerships/", make_partnerships),
        ("/organisations/", make_organisations),
    ],
)
def test_a_list_takes_as_many_queries_for_a_thousand_rows_as_for_ten(
    address: str,
    make: object,
    client_of: ClientOf,
    officer: User,
    queries_of: QueriesOf,
) -> None:
    assert callable(make)
    client = client_of(officer)
    make(10)
    few = queries_of(client, address)
    make(990)
    assert queries_of(client, address) == few <= 12

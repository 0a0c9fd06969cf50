"""The first page, partnerships and organisations as everyone reads them."""

import datetime as dt
import re

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
from tests.factories.organisations import PartnershipPartFactory, SupportOfferFactory
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


def named(page: str) -> list[str]:
    """The organisations of the list, in its order."""
    return re.findall(r'<td><a href="/organisations/[^"]+">([^<]+)</a>', page)


def test_organisations_are_found_by_partnership(fife: Partnership, client: Client) -> None:
    OrganisationFactory(name="Serves").council_areas.add(CouncilAreaFactory(partnership=fife))
    PartnershipPartFactory(organisation__name="Has a part", partnership=fife)
    OrganisationFactory(name="Elsewhere")
    assert named(read(client, "/organisations/?partnership=fife")) == ["Has a part", "Serves"]
    assert f'href="/organisations/?partnership={fife.slug}"' in read(client, fife.get_absolute_url())


def test_entries_that_nobody_confirmed_lately_are_found(client: Client) -> None:
    today = localdate()
    for name, days in (("Fresh", 0), ("Nearly", 364), ("Stale", 367)):
        OrganisationFactory(name=name, confirmed_on=today - dt.timedelta(days=days))
    OrganisationFactory(name="Never")
    page = read(client, "/organisations/?confirmed=stale")
    assert named(page) == ["Never", "Stale"]
    assert page.count("Not recently confirmed</span>") == 2


def test_what_was_asked_stays_chosen_and_goes_on_to_the_next_page(fife: Partnership, client: Client) -> None:
    area = CouncilAreaFactory(partnership=fife)
    for _ in range(26):
        OrganisationFactory().council_areas.add(area)
    page = read(client, "/organisations/?partnership=fife&confirmed=stale")
    assert re.findall(r'<option value="([a-z]+)"[^>]* selected', page) == ["fife", "stale"]
    assert "?partnership=fife&amp;confirmed=stale&amp;page=2" in page
    assert len(named(read(client, "/organisations/?partnership=fife&confirmed=stale&page=2"))) == 1


def test_no_organisation_found_shows_what_to_leave_out(fife: Partnership, client: Client) -> None:
    page = read(client, "/organisations/?q=nobody&kind=council&partnership=fife")
    assert "every partnership" in page
    assert 'href="/organisations/?q=nobody&amp;kind=council">Partnership</a>' in page


@pytest.mark.parametrize("query", ["kind=teapot", "partnership=atlantis", "confirmed=never"])
def test_a_choice_that_is_not_there_is_told_and_the_rest_listed(
    query: str, organisation: Organisation, client: Client
) -> None:
    page = read(client, f"/organisations/?{query}")
    assert "There is a problem" in page
    assert "from the list" in page
    assert named(page) == [organisation.name]


def test_the_address_of_a_duplicate_leads_on_for_everyone(
    organisation: Organisation, client: Client, client_of: ClientOf, administrator: User
) -> None:
    duplicate = OrganisationFactory(merged_into=organisation)
    for browser in (client, client_of(administrator)):
        answer = browser.get(duplicate.get_absolute_url())
        assert (answer.status_code, answer.headers["Location"]) == (302, organisation.get_absolute_url())


# --- As it was on a day ---
def test_a_partnership_shows_the_model_of_the_day_asked_for(fife: Partnership, client: Client) -> None:
    change = dt.date(2027, 4, 1)
    IntegrationModelFactory(partnership=fife, model=Model.LEAD_AGENCY, until=change)
    IntegrationModelFactory(partnership=fife, model=Model.JOINT_BOARD, since=change)
    told = {
        day: "Lead agency" in read(client, f"{fife.get_absolute_url()}?on={day}")
        for day in ("2027-03-31", "2027-04-01", "31/3/2027")
    }
    assert told == {"2027-03-31": True, "2027-04-01": False, "31/3/2027": True}


def test_between_two_models_none_is_recorded(fife: Partnership, client: Client) -> None:
    IntegrationModelFactory(partnership=fife, model=Model.LEAD_AGENCY, until=dt.date(2026, 1, 1))
    IntegrationModelFactory(partnership=fife, model=Model.JOINT_BOARD, since=dt.date(2026, 1, 3))
    page = read(client, f"{fife.get_absolute_url()}?on=2026-01-02")
    assert not [model for model in ("Lead agency", "Integration joint board") if model in page]
    assert "This is how it was on <strong>2 January 2026</strong>" in page


@pytest.mark.parametrize("day", ["soon", "2026-02-30", "0001-01-01", "20261-01-01", "%07"])
def test_a_day_that_cannot_be_understood_is_told_and_today_shown(
    day: str, fife: Partnership, client: Client
) -> None:
    page = read(client, f"{fife.get_absolute_url()}?on={day}")
    assert "There is a problem" in page
    assert "This is how it" not in page


def test_a_past_day_shows_the_support_of_today(fife: Partnership, client: Client) -> None:
    SupportOfferFactory(title="Offered")
    SupportOfferFactory(title="Taken back", withdrawn_on=localdate())
    page = read(client, f"{fife.get_absolute_url()}?on=2020-01-01")
    assert "Offered" in page
    assert "Taken back" not in page


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

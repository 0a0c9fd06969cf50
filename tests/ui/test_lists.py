"""A list with a search above it: whatever the address asks, the answer is a list, or words about none."""

import pytest
from django.test import Client

from partnerships.models import Organisation
from tests.factories.partnerships import CouncilAreaFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
LIST = "/organisations/"


@pytest.fixture
def sixty(db: None) -> list[Organisation]:
    return [OrganisationFactory(name=f"Group {number:02}") for number in range(60)]


def names(client: Client, query: str) -> list[str]:
    answer = client.get(LIST + query)
    assert answer.status_code == 200
    return [row.name for row in answer.context["object_list"]]


def test_a_page_holds_twenty_five(sixty: list[Organisation], client: Client) -> None:
    assert [len(names(client, f"?page={page}")) for page in (1, 2, 3)] == [25, 25, 10]


def test_every_row_is_on_one_page(sixty: list[Organisation], client: Client) -> None:
    found = [name for page in (1, 2, 3) for name in names(client, f"?page={page}")]
    assert found == [row.name for row in sixty]


def test_the_last_page_has_a_name(sixty: list[Organisation], client: Client) -> None:
    assert len(names(client, "?page=last")) == 10


@pytest.mark.parametrize("number", ["0", "-1", "4", "99999999999999999999", "x", "1.5"])
def test_a_page_that_is_not_there_is_not_found(
    number: str, sixty: list[Organisation], client: Client
) -> None:
    assert client.get(f"{LIST}?page={number}").status_code == 404


def test_one_page_has_no_page_numbers(client: Client) -> None:
    OrganisationFactory()
    assert 'aria-label="Pages"' not in client.get(LIST).content.decode()


def test_the_links_to_other_pages_keep_the_search(sixty: list[Organisation], client: Client) -> None:
    page = client.get(f"{LIST}?q=group&page=2").content.decode()
    assert "?q=group&amp;page=3" in page
    assert "?q=group&amp;page=1" in page


def test_a_search_narrows_and_is_kept_in_its_field(sixty: list[Organisation], client: Client) -> None:
    assert names(client, "?q=group+07") == ["Group 07"]
    assert 'value="group 07"' in client.get(f"{LIST}?q=group+07").content.decode()


@pytest.mark.parametrize("query", ["?q=%20", "?q=", "?unknown=x", "?", "?q=&kind="])
def test_asking_for_nothing_shows_everything(query: str, sixty: list[Organisation], client: Client) -> None:
    assert len(names(client, query)) == 25


@pytest.mark.parametrize(
    "query",
    [
        "?q=%ff%fe",
        "?kind=choir",
        "?area=99999999999",
        "?q=" + "x" * 3_000,
        "?q=%25%5f%27",
        "?q[]=1",
        "?q=a&q=b",
    ],
)
def test_any_address_is_answered(query: str, sixty: list[Organisation], client: Client) -> None:
    assert client.get(LIST + query).status_code == 200


@pytest.mark.parametrize("query", ["?q=%00", "?kind=%00", "?page=%00"])
def test_an_address_with_a_nul_is_refused(query: str, client: Client) -> None:
    assert client.get(LIST + query).status_code == 400


def test_marks_of_a_pattern_are_letters_like_others(client: Client) -> None:
    OrganisationFactory(name="100% Group")
    OrganisationFactory(name="1000 Group")
    assert names(client, "?q=100%25") == ["100% Group"]


def test_markup_in_a_search_is_shown_as_typed(client: Client) -> None:
    page = client.get(f"{LIST}?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").content.decode()
    assert "<script>alert(1)" not in page


def test_nothing_found_is_said(sixty: list[Organisation], client: Client) -> None:
    assert names(client, "?q=zebra") == []
    assert "Group 01" not in client.get(f"{LIST}?q=zebra").content.decode()


def test_an_entry_of_two_areas_is_listed_once(client: Client) -> None:
    entry = OrganisationFactory(name="Two Areas")
    entry.council_areas.set(
        [CouncilAreaFactory(name="Example East"), CouncilAreaFactory(name="Example West")]
    )
    assert names(client, "?q=example") == ["Two Areas"]

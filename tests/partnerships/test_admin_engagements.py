"""Engagements in Django admin: read by national roles as far as they may, changed by nobody."""

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from coproduce.accounts.models import User
from partnerships import hearing, judging
from partnerships.models import Engagement, Partnership, Standard
from tests.conftest import ClientOf
from tests.factories import hearing as heard
from tests.factories.partnerships import EngagementFactory

from .conftest import QueriesOf
from .test_views_registers import read

pytestmark = pytest.mark.django_db
LIST = "/admin/partnerships/engagement/"


def page_of(row: Model) -> str:
    return reverse("admin:partnerships_engagement_change", args=[row.pk])


@pytest.fixture
def over(fife: Partnership, officer: User) -> Engagement:
    """Heard, counted and judged, but not closed yet."""
    engagement = heard.over(fife, title="A walk that is over")
    heard.answered(engagement, by=officer)
    hearing.count(engagement, {None: (83, 3)}, by=officer)
    judging.judge(engagement, {Standard.IMPACT: (2, "Little changed.")}, by=officer)
    return engagement


@pytest.fixture
def keeper(client_of: ClientOf, administrator: User) -> Client:
    return client_of(administrator)


@pytest.mark.parametrize("name", ["administrator", "auditor"])
def test_oversight_reads_all_that_was_heard(
    name: str, over: Engagement, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    page = read(client_of(request.getfixturevalue(name)), page_of(over))
    for words in ("The bus comes too late.", "A later bus.", "83", "Little changed."):
        assert words in page


def test_a_moderator_reads_neither_counts_nor_judgements_that_are_the_teams(
    over: Engagement, client_of: ClientOf, moderator: User
) -> None:
    page = read(client_of(moderator), page_of(over))
    assert "The bus comes too late." in page
    assert "<p>83</p>" not in page
    assert "Little changed." not in page


def test_a_moderator_reads_judgements_once_everyone_does(
    over: Engagement, officer: User, client_of: ClientOf, moderator: User
) -> None:
    heard.closed(over, by=officer)
    page = read(client_of(moderator), page_of(over))
    assert "Little changed." in page
    assert "<p>83</p>" not in page


@pytest.mark.parametrize("name", ["administrator", "auditor"])
def test_oversight_finds_drafts(
    name: str, draft: Engagement, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(name))
    assert draft.title in read(client, LIST)
    assert draft.title in read(client, page_of(draft))


@pytest.mark.parametrize("words", ["Drafted", "q=Drafted"])
def test_a_moderator_does_not_find_a_draft_by_searching(
    words: str, draft: Engagement, published: Engagement, client_of: ClientOf, moderator: User
) -> None:
    page = read(client_of(moderator), f"{LIST}?q={words}")
    assert draft.title not in page
    assert draft.title not in read(client_of(moderator), f"{LIST}?state__exact=draft")


@pytest.mark.parametrize("name", ["reader", "officer", "lead", "officer_elsewhere", "member", "newcomer"])
@pytest.mark.parametrize("verb", ["changelist", "change", "history"])
def test_nobody_else_gets_in(
    name: str, verb: str, published: Engagement, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    args = [] if verb == "changelist" else [published.pk]
    address = reverse(f"admin:partnerships_engagement_{verb}", args=args)
    assert client_of(request.getfixturevalue(name)).get(address).status_code == 403


def test_who_has_not_signed_in_is_led_to_sign_in(client: Client, published: Engagement) -> None:
    answer = client.get(page_of(published))
    assert answer.status_code == 302
    assert "login" in answer["Location"]


@pytest.mark.parametrize("name", ["administrator", "auditor", "moderator"])
def test_nobody_changes_an_engagement_here(
    name: str, published: Engagement, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(name))
    assert client.post(page_of(published), {"title": "Mine"}).status_code == 403
    published.refresh_from_db()
    assert published.title == "Published walk"


@pytest.mark.parametrize("name", ["administrator", "auditor", "moderator"])
def test_nobody_deletes_an_engagement_here(
    name: str, published: Engagement, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(name))
    address = reverse("admin:partnerships_engagement_delete", args=[published.pk])
    assert client.get(address).status_code == 403
    assert client.post(address, {"post": "yes"}).status_code == 403
    client.post(LIST, {"action": "delete_selected", "_selected_action": [published.pk], "post": "yes"})
    assert Engagement.objects.get() == published


def test_what_was_heard_cannot_be_slipped_in_with_a_form(over: Engagement, keeper: Client) -> None:
    typed = {
        "views-TOTAL_FORMS": "1",
        "views-INITIAL_FORMS": "0",
        "views-0-said": "Slipped in.",
        "turnouts-TOTAL_FORMS": "1",
        "turnouts-INITIAL_FORMS": "0",
        "turnouts-0-took_part": "900",
    }
    assert keeper.post(page_of(over), typed).status_code == 403
    assert not over.views.filter(said="Slipped in.").exists()
    assert over.turnouts.get().took_part == 3


@pytest.mark.parametrize("key", ["0", "99999999999999999999", "x", "1_2F"])
def test_an_odd_key_leads_back_with_words(key: str, keeper: Client) -> None:
    answer = keeper.get(f"{LIST}{key}/change/", follow=True)
    assert answer.status_code == 200
    assert "Perhaps it was deleted?" in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "status"),
    [("q=%00", 400), ("state__exact=%00", 400), ("p=99", 200), ("p=x", 200), ("o=99.x", 200)],
)
def test_an_odd_search_is_answered(query: str, status: int, published: Engagement, keeper: Client) -> None:
    assert keeper.get(f"{LIST}?{query}").status_code == status


@pytest.mark.parametrize(("words", "is_found"), [("walk", True), ("Fife", True), ("Dundee", False)])
def test_an_engagement_is_found_by_title_and_partnership(
    words: str, is_found: bool, published: Engagement, keeper: Client
) -> None:
    assert (published.title in read(keeper, f"{LIST}?q={words}")) == is_found


def test_the_list_takes_as_many_queries_for_fifty_as_for_one(
    fife: Partnership, officer: User, keeper: Client, queries_of: QueriesOf
) -> None:
    EngagementFactory(partnership=fife)
    few = queries_of(keeper, LIST)
    Engagement.objects.bulk_create(EngagementFactory.build_batch(49, partnership=fife, created_by=officer))
    assert queries_of(keeper, LIST) == few <= 12


def test_a_page_takes_as_many_queries_for_twenty_views_as_for_one(
    over: Engagement, officer: User, keeper: Client, queries_of: QueriesOf
) -> None:
    few = queries_of(keeper, page_of(over))
    for _ in range(19):
        heard.said(over, by=officer)
    assert queries_of(keeper, page_of(over)) == few

"""Pages of the library for those who read, as they find, open, follow, and meet what is gone."""

import re
import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coproduce.accounts.models import User
from learning import following
from learning.models import CaseStudy, Follow, State, Subscription, Term
from partnerships.models import Organisation
from tests.conftest import ClientOf
from tests.factories.learning import CaseStudyFactory, TermFactory, decided
from tests.factories.partnerships import CouncilAreaFactory

LIST = "/case-studies/"


def page(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()


# --- the list ---


def test_the_list_shows_what_is_published_newest_first(
    client: Client, published: CaseStudy, draft: CaseStudy
) -> None:
    html = page(client, LIST)
    assert published.title in html
    assert "1 case study, newest first" in html
    assert "Canary" not in html


def test_people_of_the_organisation_see_no_drafts_in_the_public_list(
    client_of: ClientOf, draft: CaseStudy, submitted: CaseStudy, editor: User
) -> None:
    assert "Canary" not in page(client_of(editor), LIST)


def test_a_search_marks_what_it_found_and_keeps_what_was_typed(client: Client, published: CaseStudy) -> None:
    html = page(client, LIST + "?q=lunch+%22club%22")
    assert "<mark>lunch</mark>" in html
    assert 'value="lunch &quot;club&quot;"' in html
    assert "1 case study found" in html


def test_a_hostile_title_stays_text(client: Client, published: CaseStudy) -> None:
    CaseStudy.objects.update(title="<img src=x onerror=alert(1)> lunch")
    for url in (LIST, LIST + "?q=lunch", published.get_absolute_url()):
        html = page(client, url)
        assert "<img src=x" not in html
        assert "&lt;img" in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("q=zebra", "try fewer words"),
        ("q=zebra&theme=trust", "search for the same words without what you chose"),
        ("theme=trust", "take away one of the choices above"),
        ("q=zebra", "tell us what you were looking for"),
    ],
)
def test_when_nothing_matches_the_page_says_what_to_try(client: Client, query: str, words: str) -> None:
    html = page(client, f"{LIST}?{query}")
    assert "Nothing matches" in html
    assert words in html


def test_an_empty_library_says_so(client: Client, db: None) -> None:
    assert "No case study has been published yet" in page(client, LIST)


def test_facets_are_boxes_of_a_plain_form_with_what_was_chosen_ticked(
    client: Client, published: CaseStudy
) -> None:
    theme = published.terms.get()
    html = page(client, f"{LIST}?theme={theme.slug}")
    assert f"{theme.name} (1)" in html
    assert f'value="{theme.slug}" id="id_theme_seen_0" checked' in html
    assert '<details class="co_facet" open>' in html


def test_a_refused_facet_shows_an_error_summary(client: Client, published: CaseStudy) -> None:
    html = page(client, LIST + "?theme=no+slug")
    assert "There is a problem" in html


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["page=0", "page=99", "page=x"])
def test_a_page_that_is_not_there_is_not_found(client: Client, query: str) -> None:
    page(client, f"{LIST}?{query}", 404)


def shelve(number: int) -> None:
    organisation = CaseStudyFactory(published=True).organisation
    themes = [TermFactory() for _ in range(3)]
    areas = [CouncilAreaFactory() for _ in range(3)]
    rows = CaseStudyFactory.build_batch(number, published=True, organisation=organisation)
    made = CaseStudy.objects.bulk_create(rows)
    CaseStudy.terms.through.objects.bulk_create(
        CaseStudy.terms.through(casestudy=row, term=themes[at % 3]) for at, row in enumerate(made)
    )
    CaseStudy.council_areas.through.objects.bulk_create(
        CaseStudy.council_areas.through(casestudy=row, councilarea=areas[at % 3])
        for at, row in enumerate(made)
    )


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        page(client, url)
    return len(seen)


@pytest.mark.parametrize(
    "url", [LIST, LIST + "?q=lunch", LIST + "?theme=x&theme=y&area=z&q=lunch", "/case-studies/mine/"]
)
def test_lists_ask_the_database_as_often_for_a_thousand_rows_as_for_ten(
    url: str, client_of: ClientOf, editor: User, organisation: Organisation
) -> None:
    client = client_of(editor)
    shelve(10)
    CaseStudy.objects.update(organisation=organisation)
    few = queries(client, url)
    shelve(1000)
    CaseStudy.objects.update(organisation=organisation)
    assert queries(client, url) == few <= 12


def test_a_page_of_the_list_holds_twenty_five(client: Client, db: None) -> None:
    shelve(30)
    assert page(client, LIST).count("<article") == 25
    assert page(client, LIST + "?page=2").count("<article") == 6


# --- one case study ---


def test_the_page_shows_text_places_themes_and_who_published(client: Client, published: CaseStudy) -> None:
    html = page(client, published.get_absolute_url())
    assert "<h3>What was done</h3>" in html
    assert f"?area={published.council_areas.get().slug}" in html
    assert f"?theme={published.terms.get().slug}" in html
    assert "Fife Voluntary Action" in html


def test_a_summary_from_sources_says_so_and_asks_for_corrections(
    client: Client, published: CaseStudy
) -> None:
    CaseStudy.objects.update(
        organisation=None, source_note="Summary from public sources.", source_url="https://example.org/s"
    )
    html = page(client, published.get_absolute_url())
    assert "Summary from public sources." in html
    assert "Tell us if this is wrong" in html
    assert 'href="https://example.org/s"' in html


def test_no_persons_name_or_address_is_on_a_public_page(
    client: Client, published: CaseStudy, editor: User
) -> None:
    decided(published)
    html = page(client, published.get_absolute_url())
    assert editor.name not in html
    assert set(re.findall(r"[\w.+-]+@[\w.-]+", html)) <= {"hello@coproduce.example"}
    assert "Decisions" not in html


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.RETURNED])
def test_what_is_not_published_is_not_found_by_strangers(client: Client, state: State, db: None) -> None:
    CaseStudyFactory(slug="it", **({} if state == State.DRAFT else {state.value: True}))
    page(client, "/case-studies/it/", 404)


def test_what_was_withdrawn_is_gone_with_an_explanation(client: Client, db: None) -> None:
    CaseStudyFactory(slug="it", title="Canary title", withdrawn=True)
    html = page(client, "/case-studies/it/", 410)
    assert "has been withdrawn" in html
    assert "Canary" not in html


def test_its_own_people_still_see_what_they_withdrew_and_why(
    client_of: ClientOf, organisation: Organisation, editor: User
) -> None:
    case_study = CaseStudyFactory(slug="it", withdrawn=True, organisation=organisation)
    decided(case_study, note="The family asked us to.")
    assert "The family asked us to." in page(client_of(editor), "/case-studies/it/")


def test_an_unknown_address_is_not_found(client: Client, db: None) -> None:
    page(client, "/case-studies/nowhere/", 404)


def test_authors_see_where_it_stands_with_the_note_and_not_who_wrote_it(
    client_of: ClientOf, submitted: CaseStudy, editor: User, moderator: User
) -> None:
    decided(submitted, by=moderator, note="Who took part?")
    CaseStudy.objects.update(state=State.RETURNED)
    html = page(client_of(editor), submitted.get_absolute_url())
    assert "Who took part?" in html
    assert "With its authors, to change and submit again" in html
    assert moderator.name not in html
    assert moderator.email not in html


@pytest.mark.parametrize(
    ("who", "offered"),
    [("member", False), ("editor", True), ("organisation_lead", True), ("auditor", False)],
)
def test_only_writers_are_offered_to_edit_and_submit(
    who: str, offered: bool, client_of: ClientOf, draft: CaseStudy, request: pytest.FixtureRequest
) -> None:
    html = page(client_of(request.getfixturevalue(who)), draft.get_absolute_url())
    assert ("/case-studies/draft/edit/" in html) is offered
    assert ("/case-studies/draft/submit/" in html) is offered


def test_the_page_of_a_case_study_takes_few_queries(
    client_of: ClientOf, published: CaseStudy, editor: User
) -> None:
    for _ in range(12):
        decided(published)
    assert queries(client_of(editor), published.get_absolute_url()) <= 12


# --- one's own ---


def test_ones_own_list_tells_state_holder_and_note(
    client_of: ClientOf, submitted: CaseStudy, editor: User
) -> None:
    assert "With the moderators" in page(client_of(editor), "/case-studies/mine/")
    decided(submitted, note="Who took part?")
    CaseStudy.objects.update(state=State.RETURNED)
    assert "Who took part?" in page(client_of(editor), "/case-studies/mine/")


def test_ones_own_list_is_for_people_of_organisations(client_of: ClientOf, officer: User) -> None:
    page(client_of(officer), "/case-studies/mine/", 403)


# --- following ---


@pytest.fixture
def follow(client_of: ClientOf, newcomer: User, theme: Term) -> Callable[..., str]:
    client = client_of(newcomer)

    def press(**data: str) -> str:
        response = client.post(reverse("learning:theme_follow", args=[theme.slug]), data, follow=True)
        assert response.redirect_chain == [("/following/", 302)]
        return response.content.decode()

    return press


def test_the_button_follows_and_the_other_stops(
    follow: Callable[..., str], newcomer: User, theme: Term
) -> None:
    assert "You follow Leadership" in follow(follow="yes")
    follow(follow="yes")
    assert following.followed_by(newcomer) == [theme]
    assert "You no longer follow Leadership" in follow(follow="no")
    follow(follow="no")
    assert following.followed_by(newcomer) == []


@pytest.mark.parametrize("data", [{}, {"follow": ""}, {"follow": "toggle"}])
def test_a_button_that_says_neither_changes_nothing(follow: Callable[..., str], data: dict[str, str]) -> None:
    assert "Nothing has changed" in follow(**data)
    assert not Follow.objects.exists()


def test_looking_never_follows(client_of: ClientOf, newcomer: User, theme: Term) -> None:
    response = client_of(newcomer).get(reverse("learning:theme_follow", args=[theme.slug]))
    assert response.status_code == 405
    assert not Follow.objects.exists()


def test_following_an_unknown_theme_is_not_found(client_of: ClientOf, newcomer: User) -> None:
    response = client_of(newcomer).post(reverse("learning:theme_follow", args=["nowhere"]), {"follow": "yes"})
    assert response.status_code == 404


def test_following_takes_an_account(client: Client, theme: Term) -> None:
    response = client.post(reverse("learning:theme_follow", args=[theme.slug]), {"follow": "yes"})
    assert response.status_code == 302
    assert "/accounts/login/" in response["Location"]


def test_the_preferences_say_what_comes_and_when(client_of: ClientOf, newcomer: User, theme: Term) -> None:
    html = page(client_of(newcomer), "/following/")
    assert "on Tuesdays at 08:00 (time in Scotland)" in html
    assert "What was published before you followed something is not in it" in html
    assert theme.definition in html


def test_the_weekly_mail_is_switched_off_and_on(client_of: ClientOf, newcomer: User) -> None:
    client = client_of(newcomer)
    assert "The weekly email is off" in client.post("/following/", {}, follow=True).content.decode()
    assert not Subscription.objects.get().weekly
    assert (
        "The weekly email is on" in client.post("/following/", {"weekly": "on"}, follow=True).content.decode()
    )
    assert Subscription.objects.get().weekly


def test_saving_a_case_study_leaves_the_weekly_mail_as_it_is(
    client_of: ClientOf, editor: User, draft: CaseStudy
) -> None:
    client = client_of(editor)
    client.post("/following/", {})
    client.post(
        "/case-studies/draft/edit/", {"title": "New", "summary": "New.", "submission": str(uuid.uuid4())}
    )
    assert not Subscription.objects.get().weekly

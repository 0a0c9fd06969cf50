"""Pages of a reader's own choices: what they keep for later, and what they follow beside themes."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coproduce.accounts.models import User
from learning import following, keeping
from learning.models import Bookmark, CaseStudy, Follow, State, Use
from learning.models.subscriptions import Followed
from tests.conftest import ClientOf
from tests.factories.learning import CaseStudyFactory, TermFactory
from tests.factories.partnerships import CouncilAreaFactory, OrganisationFactory

PAGE, KEEP, FOLLOW = (f"/case-studies/published/{end}" for end in ("", "keep/", "follow/"))
KEPT, FOLLOWING, FORGET = "/kept-for-later/", "/following/", "/kept-for-later/forget/"
Press = Callable[..., str]


def page(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def client(client_of: ClientOf, newcomer: User) -> Client:
    return client_of(newcomer)


@pytest.fixture
def press(client: Client) -> Press:
    def send(url: str, **data: str) -> str:
        answer = client.post(url, data, follow=True)
        assert answer.status_code == 200
        return answer.content.decode()

    return send


def keep(newcomer: User, *case_studies: CaseStudy) -> None:
    for case_study in case_studies:
        keeping.keep(case_study, by=newcomer, now=timezone.now())


# --- keeping ---
def test_an_entry_is_kept_and_let_go_by_the_button_of_its_page(press: Press, published: CaseStudy) -> None:
    for _ in range(2):
        html = press(KEEP, keep="yes", next=PAGE)
        assert "is kept for later" in html
        assert "Stop keeping it for later" in html
    assert Bookmark.objects.count() == 1
    for _ in range(2):
        assert "Keep it for later" in press(KEEP, keep="no", next=PAGE)
    assert not Bookmark.objects.exists()


@pytest.mark.parametrize("data", [{}, {"keep": "toggle"}])
def test_a_button_that_says_neither_keeps_nothing(
    press: Press, published: CaseStudy, data: dict[str, str]
) -> None:
    assert "Nothing has changed" in press(KEEP, **data)
    assert not Bookmark.objects.exists()


@pytest.mark.parametrize("next_page", ["https://elsewhere.example/", "//elsewhere.example", "javascript:1"])
@pytest.mark.parametrize(("url", "usual"), [(KEEP, KEPT), (FOLLOW, FOLLOWING)])
def test_nobody_is_led_to_another_site(
    client: Client, published: CaseStudy, next_page: str, url: str, usual: str
) -> None:
    assert client.post(url, {"keep": "yes", "next": next_page})["Location"] == usual


@pytest.mark.parametrize("url", [KEEP, FOLLOW, FORGET])
def test_looking_changes_nothing(client: Client, published: CaseStudy, url: str) -> None:
    assert client.get(url).status_code == 405


@pytest.mark.parametrize("url", [KEEP, FOLLOW, FORGET, KEPT])
def test_it_takes_an_account(published: CaseStudy, url: str) -> None:
    answer = Client().post(url, {"keep": "yes", "follow": "yes"})
    assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={url}")


@pytest.mark.parametrize("verb", ["keep", "follow"])
def test_what_is_not_open_is_not_there(client: Client, draft: CaseStudy, verb: str) -> None:
    assert client.post(f"/case-studies/draft/{verb}/", {verb: "yes"}).status_code == 404


@pytest.mark.parametrize("verb", ["keep", "follow"])
def test_its_own_people_cannot_keep_or_follow_a_draft(
    client_of: ClientOf, editor: User, draft: CaseStudy, verb: str
) -> None:
    assert client_of(editor).post(f"/case-studies/draft/{verb}/", {verb: "yes"}).status_code == 403


# --- the list of what one keeps ---
def test_the_list_has_ones_own_the_latest_first(
    client: Client, newcomer: User, reader: User, published: CaseStudy
) -> None:
    first, second, theirs = (
        CaseStudyFactory(published=True, title=title) for title in ("One", "Two", "Else")
    )
    keep(newcomer, first, second)
    keep(reader, theirs)
    html = page(client, KEPT)
    assert html.index("Two") < html.index("One")
    assert theirs.slug not in html


def test_without_any_it_says_how(client: Client, published: CaseStudy) -> None:
    html = page(client, KEPT)
    assert "You keep nothing yet" in html
    assert "press “Keep it for later”" in html


def test_what_was_retired_is_marked(client: Client, newcomer: User, published: CaseStudy) -> None:
    keep(newcomer, published)
    CaseStudy.objects.update(state=State.RETIRED, retired_at=timezone.now())
    assert "Retired</span> No longer recommended" in page(client, KEPT)


@pytest.mark.parametrize(
    ("number", "words"), [(1, "One entry you kept has been withdrawn."), (2, "2 entries you kept have been")]
)
def test_what_was_withdrawn_is_counted_and_not_named_until_it_is_forgotten(
    client: Client, press: Press, newcomer: User, number: int, words: str
) -> None:
    keep(newcomer, *CaseStudyFactory.create_batch(number, withdrawn=True, title="Zqtitle"))
    html = page(client, KEPT)
    assert words in html
    assert "Zqtitle" not in html
    assert "withdrawn." not in press(FORGET, next=KEPT)
    assert not Bookmark.objects.exists()


def test_what_is_no_longer_agreed_to_is_not_named_either(
    client: Client, newcomer: User, published: CaseStudy
) -> None:
    keep(newcomer, published)
    following.follow(published, by=newcomer, now=timezone.now())
    CaseStudy.objects.update(shows=[Use.WORDS])
    for url, verb in ((KEPT, "kept"), (FOLLOWING, "followed")):
        html = page(client, url)
        assert published.title not in html
        assert f"One entry you {verb} has been withdrawn." in html


def test_closing_an_account_breaks_nothing(
    client_of: ClientOf, administrator: User, newcomer: User, published: CaseStudy
) -> None:
    keep(newcomer, published)
    following.follow(published, by=newcomer, now=timezone.now())
    User.objects.filter(pk=newcomer.pk).update(is_active=False)
    assert published.title in page(client_of(administrator), PAGE)
    assert Bookmark.objects.count() == 1


# --- following ---
def everything(case_study: CaseStudy) -> list[Followed]:
    assert case_study.organisation
    return [case_study, case_study.themes[0], case_study.council_areas.get(), case_study.organisation]


def test_the_page_of_an_entry_offers_itself_and_what_it_is_about(
    client: Client, press: Press, newcomer: User, published: CaseStudy
) -> None:
    html = page(client, PAGE)
    for target in everything(published):
        address = following.Offer(target, is_followed=False).address
        assert f'action="{address}"' in html
        assert f"You follow {target}." in press(address, follow="yes", next=PAGE)
        press(address, follow="yes")
    assert set(following.followed_by(newcomer)) == set(everything(published))
    assert page(client, PAGE).count("Stop following") == 4
    for target in everything(published):
        press(following.Offer(target, is_followed=True).address, follow="no")
    assert not Follow.objects.exists()


def test_what_else_one_can_follow_is_folded_away_until_something_is_followed(
    client: Client, newcomer: User, published: CaseStudy
) -> None:
    assert '<details class="ds_details">' in page(client, PAGE)
    following.follow(published.themes[0], by=newcomer, now=timezone.now())
    assert '<details class="ds_details" open>' in page(client, PAGE)


def test_a_retired_entry_can_be_left_and_not_followed_anew(
    client: Client, newcomer: User, published: CaseStudy
) -> None:
    following.follow(published, by=newcomer, now=timezone.now())
    CaseStudy.objects.update(state=State.RETIRED, retired_at=timezone.now())
    published.decisions.create(
        step="retire", from_state="published", to_state="retired", by=newcomer, at=timezone.now(), note="Old."
    )
    assert "Stop following this case study" in page(client, PAGE)
    following.unfollow(published, by=newcomer)
    assert "Follow this case study" not in page(client, PAGE)


def test_strangers_are_asked_to_sign_in_and_led_back(published: CaseStudy) -> None:
    assert f'/accounts/login/?next={PAGE}"' in page(Client(), PAGE)


def test_the_page_of_what_one_follows_lists_it_with_a_way_out(
    client: Client, newcomer: User, published: CaseStudy
) -> None:
    for target in everything(published):
        following.follow(target, by=newcomer, now=timezone.now())
    listed = page(client, FOLLOWING).partition('<ul class="co_followed">')[2].partition("</ul>")[0]
    for target in everything(published):
        assert str(target) in listed
    assert listed.count("Stop following") == 4
    assert f'href="{PAGE}"' in listed


def test_it_offers_themes_and_areas(client: Client) -> None:
    theme, area = TermFactory(name="Trust"), CouncilAreaFactory(name="Moray")
    html = page(client, FOLLOWING)
    assert "You follow nothing" not in html
    assert "Nothing yet." in html
    assert f'action="/themes/{theme.slug}/follow/"' in html
    assert f'action="/areas/{area.slug}/follow/"' in html


def test_followed_entries_that_were_withdrawn_are_counted_and_not_named(
    client: Client, newcomer: User
) -> None:
    gone: CaseStudy = CaseStudyFactory(withdrawn=True, title="Zqtitle")
    following.follow(gone, by=newcomer, now=timezone.now())
    html = page(client, FOLLOWING)
    assert "One entry you followed has been withdrawn." in html
    assert "Zqtitle" not in html


def test_an_organisation_that_is_not_there_is_not_found(client: Client) -> None:
    url = reverse("learning:organisation_follow", args=["nowhere"])
    assert client.post(url, {"follow": "yes"}).status_code == 404


# --- few queries ---
@pytest.mark.parametrize("url", [KEPT, FOLLOWING])
def test_the_lists_ask_as_often_for_twenty_as_for_one(client: Client, newcomer: User, url: str) -> None:
    taken = []
    for number in (1, 19):
        for made in CaseStudyFactory.create_batch(number, published=True):
            keep(newcomer, made)
            for target in (made, OrganisationFactory()):
                following.follow(target, by=newcomer, now=timezone.now())
        with CaptureQueriesContext(connection) as queries:
            page(client, url)
        taken.append(len(queries))
    assert taken[0] == taken[1] <= 12


def test_the_account_page_leads_to_both(client: Client) -> None:
    html = page(client, "/account/")
    assert f'href="{KEPT}"' in html
    assert f'href="{FOLLOWING}"' in html

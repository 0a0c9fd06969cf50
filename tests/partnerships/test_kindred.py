"""Who else is asking this: other partnerships' published engagements on the same topic, and nothing else."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from coproduce.accounts.models import User
from partnerships.kindred import kindred
from partnerships.models import Engagement, EngagementState, Partnership
from tests.conftest import ClientOf
from tests.factories.partnerships import EngagementFactory, PartnershipFactory

from .conftest import QueriesOf
from .test_views_registers import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def asking(fife: Partnership) -> Engagement:
    return EngagementFactory(
        partnership=fife, title="Asked here", published=True, topics=["dementia", "transport"]
    )


def elsewhere(partnership: Partnership, title: str = "Asked there", **known: Any) -> Engagement:
    return EngagementFactory(
        **{"partnership": partnership, "title": title, "published": True, "topics": ["dementia"], **known}
    )


@pytest.mark.parametrize(
    ("topics", "is_kindred"),
    [
        (["dementia"], True),
        (["transport"], True),
        (["digital", "transport"], True),
        (["dementia", "transport"], True),
        (["digital"], False),
        ([], False),
    ],
)
def test_one_shared_topic_is_enough(
    topics: list[str], is_kindred: bool, asking: Engagement, dundee: Partnership
) -> None:
    elsewhere(dundee, topics=topics)
    assert kindred(asking, seen_by=AnonymousUser()).exists() == is_kindred


def test_who_has_no_topic_has_no_kin(fife: Partnership, dundee: Partnership, officer: User) -> None:
    alone = EngagementFactory(partnership=fife, published=True, topics=[])
    elsewhere(dundee)
    elsewhere(dundee, topics=[])
    assert not kindred(alone, seen_by=officer).exists()


def test_a_shared_method_alone_makes_no_kin(fife: Partnership, dundee: Partnership, officer: User) -> None:
    """A survey on buses has nothing to tell to a survey on care homes."""
    here = EngagementFactory(partnership=fife, topics=["care_homes"], methods=["survey"])
    elsewhere(dundee, topics=["transport"], methods=["survey"])
    assert not kindred(here, seen_by=officer).exists()


def test_ones_own_partnership_is_not_someone_else(
    asking: Engagement, fife: Partnership, officer: User
) -> None:
    elsewhere(fife, "Asked here before")
    assert not kindred(asking, seen_by=officer).exists()


@pytest.mark.parametrize("name", ["officer", "officer_elsewhere", "administrator", "auditor"])
def test_nobody_is_told_of_drafts_and_of_what_was_cancelled(
    name: str, asking: Engagement, dundee: Partnership, now: dt.datetime, request: pytest.FixtureRequest
) -> None:
    """Not even those who may see them elsewhere: what is not asked tells nothing."""
    elsewhere(dundee, published=False, state=EngagementState.DRAFT)
    elsewhere(dundee, published=False, cancelled=True)
    assert not kindred(asking, seen_by=request.getfixturevalue(name)).exists()


def test_a_draft_of_ones_own_already_finds_its_kin(
    fife: Partnership, dundee: Partnership, officer: User
) -> None:
    draft = EngagementFactory(partnership=fife, topics=["dementia"])
    there = elsewhere(dundee)
    assert list(kindred(draft, seen_by=officer)) == [there]


def test_the_latest_comes_first(asking: Engagement, dundee: Partnership, now: dt.datetime) -> None:
    old = elsewhere(dundee, starts_at=now - dt.timedelta(days=400))
    coming = elsewhere(dundee, starts_at=now + dt.timedelta(days=40))
    recent = elsewhere(PartnershipFactory(), starts_at=now - dt.timedelta(days=4))
    assert list(kindred(asking, seen_by=AnonymousUser())) == [coming, recent, old]


def test_several_shared_topics_show_it_once(asking: Engagement, dundee: Partnership) -> None:
    elsewhere(dundee, topics=["dementia", "transport", "digital"])
    assert kindred(asking, seen_by=AnonymousUser()).count() == 1


def test_kin_are_mutual(asking: Engagement, dundee: Partnership) -> None:
    there = elsewhere(dundee)
    assert list(kindred(there, seen_by=AnonymousUser())) == [asking]


# --- Pages
def kin_on(page: str) -> str:
    return page[page.index('id="kindred"') :]


def test_the_page_names_whose_it_is_and_when(asking: Engagement, dundee: Partnership, client: Client) -> None:
    there = elsewhere(dundee, starts_at=dt.datetime(2025, 5, 6, 12, tzinfo=dt.UTC))
    told = kin_on(read(client, asking.get_absolute_url()))
    assert there.get_absolute_url() in told
    assert f"{dundee.short_name}, May 2025" in told


def test_the_page_shows_five_and_leads_to_all(
    asking: Engagement, dundee: Partnership, client: Client
) -> None:
    for number in range(7):
        elsewhere(dundee, f"Asked there {number}")
    told = kin_on(read(client, asking.get_absolute_url()))
    assert told.count("Asked there") == 5
    assert "?topic=dementia&amp;when=past" in told
    assert "?topic=transport&amp;when=past" in told


def test_the_page_says_when_nobody_else_has_asked(asking: Engagement, client: Client) -> None:
    words = "No other partnership has published an engagement on these topics yet."
    assert words in read(client, asking.get_absolute_url())


def test_a_page_without_topics_does_not_ask(published: Engagement, client: Client) -> None:
    assert "Who else is asking this?" not in read(client, published.get_absolute_url())


def test_a_title_from_elsewhere_is_shown_as_text(
    asking: Engagement, dundee: Partnership, client: Client
) -> None:
    elsewhere(dundee, "<script>alert(1)</script>")
    assert "<script>alert(1)" not in read(client, asking.get_absolute_url())


def test_who_starts_planning_is_led_to_what_others_ask(officer: User, client_of: ClientOf) -> None:
    page = read(client_of(officer), "/engagements/new/")
    assert "Who else is asking this?" in page
    assert 'href="/engagements/?when=past"' in page


def test_who_goes_on_planning_sees_who_else_asks(
    fife: Partnership, dundee: Partnership, officer: User, client_of: ClientOf
) -> None:
    draft = EngagementFactory(partnership=fife, topics=["dementia"])
    elsewhere(dundee)
    elsewhere(dundee, "Only a draft", published=False, state=EngagementState.DRAFT)
    client, here = client_of(officer), draft.get_absolute_url()
    assert f'href="{here}#kindred"' in read(client, f"{here}edit/")
    for told in (kin_on(read(client, here)), kin_on(read(client, f"{here}publish/"))):
        assert "Asked there" in told
        assert "Only a draft" not in told


def test_a_refused_edit_still_shows_them(
    fife: Partnership, dundee: Partnership, officer: User, client_of: ClientOf
) -> None:
    draft = EngagementFactory(partnership=fife, topics=["dementia"])
    elsewhere(dundee)
    page = (
        client_of(officer)
        .post(f"{draft.get_absolute_url()}edit/", {"title": "", "topics": ["dementia"]})
        .content.decode()
    )
    assert "There is a problem" in page
    assert "#kindred" in page


def test_planning_without_topics_shows_none(draft: Engagement, officer: User, client_of: ClientOf) -> None:
    client, here = client_of(officer), draft.get_absolute_url()
    for form in ("", "edit/", "publish/"):
        assert "Who else is asking this?" not in read(client, here + form)


@pytest.mark.parametrize("form", ["", "edit/", "publish/"])
def test_the_page_takes_as_many_queries_for_fifty_as_for_one(
    form: str,
    asking: Engagement,
    dundee: Partnership,
    officer: User,
    client_of: ClientOf,
    queries_of: QueriesOf,
) -> None:
    client, here = client_of(officer), asking.get_absolute_url() + form
    elsewhere(dundee)
    few = queries_of(client, here)
    rows = [
        EngagementFactory.build(
            partnership=dundee,
            created_by=officer,
            topics=["dementia"],
            state=EngagementState.PUBLISHED,
            published_at=asking.published_at,
        )
        for _ in range(50)
    ]
    Engagement.objects.bulk_create(rows)
    assert queries_of(client, here) == few <= 12

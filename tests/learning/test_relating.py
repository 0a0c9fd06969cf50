"""Related entries: which are, how it is said, and what never shows."""

from typing import Any

import pytest
from django.test import Client

from learning import relating
from learning.models import CaseStudy, State, Term
from learning.relating import Related
from partnerships.models import CouncilArea, Organisation
from tests.factories.learning import CaseStudyFactory, TermFactory
from tests.factories.partnerships import CouncilAreaFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def term(taxonomy: str, name: str) -> Term:
    return TermFactory(taxonomy=taxonomy, slug=name.lower().replace(" ", "-").replace("’", ""), name=name)


def entry(slug: str, *terms: Term, areas: tuple[CouncilArea, ...] = (), **fields: object) -> CaseStudy:
    return CaseStudyFactory(
        **{"slug": slug, "title": slug.title(), "published": True, "themes": terms, "council_areas": areas}
        | fields
    )


def related(slug: str) -> list[Related]:
    return relating.related(CaseStudy.objects.with_everything().get(slug=slug))


def slugs(slug: str) -> list[str]:
    return [one.slug for one in related(slug)]


@pytest.fixture
def carers() -> Term:
    return term("population", "Unpaid carers")


@pytest.fixture
def jury() -> Term:
    return term("method", "Citizens’ jury")


def test_what_both_have_is_said_in_a_sentence(carers: Term, jury: Term) -> None:
    entry("one", carers, jury)
    entry("two", carers, jury)
    [found] = related("one")
    assert found.title == "Two"
    assert found.reason == "Both are about unpaid carers, and used the method “Citizens’ jury”."
    assert found.get_absolute_url() == "/case-studies/two/"


@pytest.mark.parametrize(
    ("taxonomy", "names", "said"),
    [
        ("population", ["Unpaid carers", "Staff"], "Both are about staff and unpaid carers."),
        ("population", ["GP practices"], "Both are about GP practices."),
        ("method", ["Mapping", "Forum"], "Both used the methods “Forum” and “Mapping”."),
        ("product", ["A service"], "Both co-produced a service."),
        ("theme", ["Leadership"], "Both share the theme “Leadership”."),
        ("setting", ["Hospital", "At home"], "Both share the settings “At home” and “Hospital”."),
        ("moment", ["Starting out"], "Both tell of the moment “Starting out”."),
        ("outcome", ["4: Quality of life"], "Both work towards the national outcome “4: Quality of life”."),
        ("principle", ["(v) Rights"], "Both show the principle “(v) Rights”."),
        ("standard", ["Support"], "Both show the standard “Support”."),
        ("personal", ["Skills"], "Both led to the personal outcome “Skills”."),
    ],
)
def test_each_kind_of_term_reads_well(taxonomy: str, names: list[str], said: str) -> None:
    terms = [term(taxonomy, name) for name in names]
    entry("one", *terms)
    entry("two", *terms)
    assert [found.reason for found in related("one")] == [said]


def test_places_and_the_publisher_count_too(organisation: Organisation) -> None:
    fife = CouncilAreaFactory(name="Fife")
    entry("one", areas=(fife,), organisation=organisation)
    entry("two", areas=(fife,))
    entry("three", organisation=organisation)
    assert {one.slug: one.reason for one in related("one")} == {
        "two": "Both took place in Fife.",
        "three": "Both are published by Fife Voluntary Action.",
    }


def test_no_more_than_three_things_are_said(carers: Term, jury: Term) -> None:
    rest = [term("theme", "Trust"), term("setting", "Hospital"), term("moment", "Starting out")]
    entry("one", carers, jury, *rest)
    entry("two", carers, jury, *rest)
    [found] = related("one")
    assert found.reason.count("share") == 1
    assert "Starting out" not in found.reason


def test_more_in_common_comes_first(carers: Term, jury: Term) -> None:
    trust = term("theme", "Trust")
    entry("one", carers, jury, trust)
    entry("theme", trust)
    entry("all", carers, jury, trust)
    entry("people", carers)
    assert slugs("one") == ["all", "people", "theme"]


def test_of_those_with_as_much_in_common_the_one_that_says_the_same_comes_first(carers: Term) -> None:
    entry("one", carers, title="A lighthouse choir")
    entry("like", carers, text="They founded a choir at the lighthouse.")
    entry("unlike", carers)
    assert slugs("one") == ["like", "unlike"]


def test_at_most_four_are_shown(carers: Term) -> None:
    for name in ("one", "b", "c", "d", "e", "f"):
        entry(name, carers)
    assert len(slugs("one")) == 4


def test_nothing_in_common_is_nothing_related(carers: Term, jury: Term) -> None:
    entry("one", carers, title="Tea")
    entry("two", jury, title="Tea")
    assert related("one") == []


def test_who_carries_nothing_has_nothing_related(carers: Term) -> None:
    bare = entry("one", organisation=None, source_note="From public sources")
    entry("two", carers)
    assert relating.related(bare) == []


@pytest.mark.parametrize("state", [state for state in State if state != State.PUBLISHED])
def test_only_published_entries_are_shown(carers: Term, state: State) -> None:
    traits: dict[str, Any] = {} if state == State.DRAFT else {state.value: True}
    entry("one", carers)
    entry("two", carers, published=False, **traits)
    assert related("one") == []


def test_it_takes_one_query(carers: Term, django_assert_num_queries: object) -> None:
    entry("one", carers, areas=(CouncilAreaFactory(),))
    entry("two", carers)
    case_study = CaseStudy.objects.with_everything().get(slug="one")
    with django_assert_num_queries(1):  # type: ignore[operator]
        relating.related(case_study)


@pytest.mark.parametrize("title", ["", '"', "or or -", "a" * 200, "% %s {}", "' & | ! :*"])
def test_whatever_the_title_is_nothing_breaks(carers: Term, title: str) -> None:
    entry("one", carers, title=title)
    entry("two", carers)
    assert slugs("one") == ["two"]


def test_the_page_shows_them_with_the_reason(client: Client, carers: Term) -> None:
    one = entry("one", carers, organisation=OrganisationFactory(name="<b>Us</b>"))
    entry("two", carers, title="<i>Two</i>", organisation=one.organisation)
    html = client.get(one.get_absolute_url()).content.decode()
    assert "Related case studies" in html
    assert "&lt;i&gt;Two&lt;/i&gt;" in html
    assert "Both are about unpaid carers, and are published by &lt;b&gt;Us&lt;/b&gt;." in html


def test_the_page_is_silent_where_nothing_is_related(client: Client, carers: Term) -> None:
    one = entry("one", carers)
    assert "Related case studies" not in client.get(one.get_absolute_url()).content.decode()

"""A reader finds by words and facets, lets go of choices, and reads on: with a script and without."""

from typing import Any

import pytest

from learning import reference
from learning.models import Term
from partnerships.models import CouncilArea
from tests.factories.learning import CaseStudyFactory
from tests.factories.partnerships import CouncilAreaFactory
from tests.journeys.walk import DESKTOP, PHONE, Walk, WalkFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

JURY, LUNCH, BUS = "A jury on dinner money", "Lunch clubs by those who eat there", "Buses drawn by passengers"


@pytest.fixture
def areas(transactional_db: None) -> list[CouncilArea]:
    names = ("Fife", "Angus", "Dundee City", "Highland", "Moray", "Falkirk", "Stirling", "Midlothian")
    more = ("East Lothian", "West Lothian", "Orkney Islands", "Shetland Islands", "Scottish Borders")
    return [CouncilAreaFactory(name=name, slug=name.lower().replace(" ", "-")) for name in names + more]


@pytest.fixture
def library(areas: list[CouncilArea]) -> None:
    reference.load()

    def told(title: str, where: list[CouncilArea], *slugs: str, **facts: Any) -> None:
        terms = list(Term.objects.filter(slug__in=slugs))
        CaseStudyFactory(title=title, published=True, themes=terms, council_areas=where, **facts)

    told(JURY, areas[:1], "leadership", "citizens-jury", "unpaid-carers", kept="co_produce", started_in=2019)
    told(LUNCH, areas, "leadership", "forum", "unpaid-carers", "outcome-4", evidence="measured")
    told(BUS, areas[1:3], "culture-change", "prototype", "older-people", promised="consult", started_in=2012)


def open_facets(visitor: Walk, *names: str) -> None:
    """As a person must: on a phone all of them stand behind one line."""
    fold = visitor.page.locator("summary.co_narrow__summary")
    if fold.is_visible():
        fold.click()
    for name in names:
        visitor.page.locator("summary.co_facet__summary", has_text=name).first.click()


def choose(visitor: Walk, facet: str, label: str) -> None:
    box = visitor.page.locator(f".co_facet:has(> summary:has-text('{facet}'))")
    if box.get_attribute("open") is None:
        open_facets(visitor, facet)
    box.locator("label").get_by_text(label, exact=True).first.click()


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without"])
def test_words_and_facets_combine_and_are_let_go(walk: WalkFactory, script: bool) -> None:
    visitor = walk(f"finding-{script}", java_script_enabled=script).go("/case-studies/")
    visitor.sees("All 3 case studies, newest first", "Narrow the list")
    choose(visitor, "Population group", "Unpaid carers (2)")
    choose(visitor, "Theme", "Leadership (2)")
    visitor.look().press("Show results")
    visitor.sees("2 case studies found", JURY, LUNCH).misses(BUS)
    visitor.sees("Theme: Leadership", "Population group: Unpaid carers")
    choose(visitor, "Method", "Citizens’ jury (1)")
    visitor.fill(q="dinner").press("Search").sees("1 case study found", JURY).misses(LUNCH)
    visitor.click("Remove Method: Citizens’ jury").sees("1 case study found")
    visitor.click("Remove Theme: Leadership").click("Clear the search").sees("All 3 case studies")
    visitor.go("/case-studies/?q=zebra&theme=leadership").sees("Nothing matches", "Theme: Leadership")
    visitor.click("search for the same words without what you chose").sees("Nothing matches")


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_state_of_the_facets_is_fit_for_everyone(walk: WalkFactory, size: Any) -> None:
    visitor = walk(f"facets-{size['width']}").go("/case-studies/")
    visitor.page.set_viewport_size(size)
    assert visitor.page.get_by_role("button", name="Show results").is_visible() is (size == DESKTOP)
    open_facets(visitor, "Council area", "Level of involvement")
    visitor.look()
    visitor.page.set_viewport_size(size)
    visitor.page.get_by_text("3 more of “Council area”").click()
    visitor.look()
    visitor.go("/case-studies/?theme=leadership&theme=culture-change&area=fife&area=angus&year=2010-2014")
    visitor.go("/case-studies/?theme=not+a+slug").sees("There is a problem")
    visitor.page.locator(".ds_error-summary a").click()
    assert visitor.page.locator("#id_theme").is_visible()


@pytest.mark.usefixtures("library")
def test_the_words_are_explained_and_an_entry_leads_to_others(walk: WalkFactory) -> None:
    reader = walk("glossary").go("/case-studies/").click("What these mean")
    reader.sees("People chosen to mirror the population heard evidence")
    reader.click("Citizens’ jury").sees("1 case study found", JURY).click(JURY)
    reader.sees(
        "Related case studies", "Both are about unpaid carers, took place in Fife, and share the theme"
    )
    reader.click(LUNCH).sees("Related case studies")

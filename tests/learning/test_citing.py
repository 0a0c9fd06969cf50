"""How a case study is cited, in words and as data."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning import citing
from learning.models import CaseStudy
from tests.factories.learning import CaseStudyFactory

HOGMANAY = dt.datetime(2026, 12, 31, 23, 30, tzinfo=dt.UTC)


@pytest.fixture
def cited(published: CaseStudy) -> CaseStudy:
    published.title, published.published_at = "Lunch together", HOGMANAY
    return published


def test_a_citation_names_who_when_what_and_where(cited: CaseStudy) -> None:
    assert citing.citation(cited) == (
        f"{cited.organisation} (2026). Lunch together. Coproduce. {citing.address(cited)}"
    )


@pytest.mark.parametrize("title", ["Who eats with whom?", "Stop!", "Lunch."])
def test_a_title_that_ends_itself_gets_no_second_full_stop(cited: CaseStudy, title: str) -> None:
    cited.title = title
    assert f"{title} Coproduce." in citing.citation(cited)


def test_a_summary_from_public_sources_says_so(cited: CaseStudy) -> None:
    cited.organisation = None
    assert citing.citation(cited).startswith("Summary from public sources (2026).")


def test_the_article_says_what_is_known_of_it(published: CaseStudy) -> None:
    known = json.loads(citing.structured(published))
    assert known["@type"] == "Article"
    assert known["headline"] == published.title
    assert known["author"] == {"@type": "Organization", "name": str(published.organisation)}
    assert known["keywords"] == [theme.name for theme in published.themes]
    assert dt.datetime.fromisoformat(known["datePublished"]) == published.published_at


@pytest.mark.django_db
def test_the_article_leaves_out_what_is_not_recorded() -> None:
    bare = CaseStudyFactory(published=True, themes=[], council_areas=[], source_url="")
    assert not {"keywords", "contentLocation", "isBasedOn"} & set(citing.article(bare))


def test_the_id_stays_when_title_and_address_change(published: CaseStudy) -> None:
    before = citing.stable_id(published)
    published.title, published.slug = "Another", "another"
    assert citing.stable_id(published) == before
    assert before.startswith("tag:")


@given(st.text(st.characters(codec="utf-8")))
def test_no_title_ends_the_script_element(title: str) -> None:
    data = citing.inert({"headline": title})
    assert not set(data) & set("<>&\u2028\u2029")
    assert json.loads(data) == {"headline": title}

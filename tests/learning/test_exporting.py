"""Case studies as a table: every column, every alphabet, and no cell that acts."""

import csv
import datetime as dt
import io

import pytest

from coproduce.ui import sheets
from learning import exporting
from learning.models import CaseStudy
from tests.factories.learning import CaseStudyFactory, TermFactory
from tests.factories.partnerships import CouncilAreaFactory

pytestmark = pytest.mark.django_db


def table(*rows: CaseStudy) -> list[dict[str, str]]:
    text = b"".join(exporting.export(rows)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_row_says_what_the_page_says(published: CaseStudy) -> None:
    published.source_url = "https://example.org/report"
    [row] = table(published)
    assert tuple(row) == exporting.COLUMNS
    assert row["Title"] == published.title
    assert row["Organisation"] == str(published.organisation)
    assert row["Address"].endswith(published.get_absolute_url())
    assert row["Link to more about it"] == "https://example.org/report"


def test_several_areas_and_themes_share_a_cell() -> None:
    areas = [CouncilAreaFactory(name=name) for name in ("Fife", "Na h-Eileanan Siar")]
    themes = [TermFactory(name=name) for name in ("Trust", "Gàidhlig")]
    [row] = table(CaseStudyFactory(published=True, council_areas=areas, themes=themes))
    assert set(row["Council areas"].split(", ")) == {"Fife", "Na h-Eileanan Siar"}
    assert set(row["Themes"].split(", ")) == {"Trust", "Gàidhlig"}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_looks_like_a_formula_is_text(start: str) -> None:
    [row] = table(CaseStudyFactory(published=True, title=f"{start}1+1", summary=f"{start}SUM(A1)"))
    assert row["Title"] == f"'{start}1+1"
    assert row["Summary in plain language"] == f"'{start}SUM(A1)"


def test_the_day_of_publishing_is_the_day_in_scotland() -> None:
    late = dt.datetime(2027, 6, 30, 23, 30, tzinfo=dt.UTC)
    [row] = table(CaseStudyFactory(published=True, published_at=late))
    assert row["Published"] == "2027-07-01"


def test_what_is_not_recorded_is_an_empty_cell() -> None:
    bare = CaseStudyFactory(published=True, themes=[], council_areas=[])
    [row] = table(bare)
    for name in ("Council areas", "Themes", "What was learned", "Money it took", "Link to more about it"):
        assert row[name] == ""


@pytest.mark.parametrize("title", ['Two, "three"', "one\ntwo", "👩🏽‍🍳", "\u202eright", "</script>"])
def test_a_title_comes_back_as_it_was(title: str) -> None:
    assert table(CaseStudyFactory(published=True, title=title))[0]["Title"] == title


def test_no_rows_are_a_table_with_a_head() -> None:
    assert b"".join(exporting.export([])) == sheets.sheet([exporting.COLUMNS])


def test_partners_share_a_cell_with_what_each_brought() -> None:
    partners = [
        {"name": "The hall", "brought": "Rooms", "leads": True},
        {"name": "A club", "brought": "", "leads": False},
    ]
    [row] = table(CaseStudyFactory(published=True, partners=partners))
    assert row["Who worked together, and what each brought"] == "The hall (lead): Rooms; A club"


def test_what_it_shows_of_people_is_not_handed_on() -> None:
    assert not any("shows of people" in column for column in exporting.COLUMNS)


def test_what_the_facets_ask_has_a_column() -> None:
    terms = [
        TermFactory(taxonomy="method", name="Citizens’ jury"),
        TermFactory(taxonomy="population", name="Unpaid carers"),
    ]
    facts = {"promised": "consult", "kept": "co_produce", "evidence": "measured", "started_in": 2019}
    [row] = table(CaseStudyFactory(published=True, themes=terms, **facts))
    assert row["Methods"] == "Citizens’ jury"
    assert row["Population groups"] == "Unpaid carers"
    assert row["Promise made to people"].startswith("Consult")
    assert row["What happened in fact"].startswith("Co-produce")
    assert row["How it is known"] == "Measured locally"
    assert (row["Year it began"], row["Year it ended"]) == ("2019", "")

"""The page that says what the words mean."""

import pytest
from django.test import Client

from learning import glossary, reference
from learning.models import Taxonomy
from learning.models.facets import FACETS
from tests.factories.learning import CaseStudyFactory, TermFactory

PAGE = "/case-studies/terms/"
pytestmark = pytest.mark.django_db


def test_every_word_stands_with_its_meaning_and_leads_to_its_case_studies(client: Client) -> None:
    TermFactory(taxonomy="method", slug="jury", name="Citizens’ jury", definition="People <heard> evidence.")
    html = client.get(PAGE).content.decode()
    assert '<a href="/case-studies/?method=jury">Citizens’ jury</a>' in html
    assert "People &lt;heard&gt; evidence." in html
    assert '<h2 id="method"' in html


def test_all_taxonomies_are_there_in_the_order_of_the_facets() -> None:
    reference.load()
    names = [section.facet.name for section in glossary.sections()]
    assert names == [name for name in FACETS if name in {*Taxonomy.values, "level"}]
    assert all(entry.definition for section in glossary.sections() for entry in section.entries)


def test_a_taxonomy_without_words_is_left_out() -> None:
    assert [section.facet.name for section in glossary.sections()] == ["level"]


def test_a_word_out_of_use_is_left_out(client: Client) -> None:
    TermFactory(name="Old words", is_in_use=False)
    assert "Old words" not in client.get(PAGE).content.decode()


def test_levels_are_told_in_words(client: Client) -> None:
    html = client.get(PAGE).content.decode()
    assert '<a href="/case-studies/?level=co_produce">Co-produce</a>' in html
    assert "We decide and do it together." in html


def test_it_takes_one_query(client: Client, django_assert_num_queries: object) -> None:
    reference.load()
    with django_assert_num_queries(1):  # type: ignore[operator]
        client.get(PAGE)


def test_the_facets_lead_to_it_and_no_entry_takes_its_address(client: Client) -> None:
    entry = CaseStudyFactory(published=True)
    assert f'<a href="{PAGE}">What these mean</a>' in client.get("/case-studies/").content.decode()
    assert type(entry).objects.free_slug("Terms", entry.submission) != "terms"

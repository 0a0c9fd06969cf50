"""The answers in words: linked, labelled, and left out where nothing is recorded."""

import pytest
from pytest_django import DjangoAssertNumQueries

from learning import content, telling
from learning.content import FIELDS, content_of
from learning.models import CaseStudy, Taxonomy
from learning.telling import Names, said
from tests.factories.learning import CaseStudyFactory, TermFactory

NAMES = Names({"jury": "Citizens’ jury", "fund": "Micro-fund"}, {"fife": "Fife"})


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("method", ["jury", "fund"], "Citizens’ jury, Micro-fund"),
        ("method", ["gone"], "gone"),
        ("council_areas", ["fife"], "Fife"),
        ("evidence", "measured", "Measured locally"),
        ("shows", ["words", "picture"], "Their own words, or what happened to them, A picture of them"),
        ("review_by", "2029-05-01", "1 May 2029"),
        ("started_in", 2019, "2019"),
        ("partners", [{"name": "The hall", "brought": "Rooms", "leads": True}], "The hall (lead): Rooms"),
        ("partners", [{"name": "A club", "brought": "", "leads": False}], "A club"),
        ("title", "Tea", "Tea"),
        ("learned", "", ""),
        ("method", [], ""),
        ("ended_in", None, ""),
    ],
)
def test_an_answer_in_words(name: str, value: object, words: str) -> None:
    assert said(FIELDS[name], value, NAMES) == words


@pytest.fixture
def told_of(db: None) -> CaseStudy:
    jury = TermFactory(taxonomy=Taxonomy.METHOD, slug="jury", name="Citizens’ jury")
    made = CaseStudyFactory(learned="Begin earlier.", money="£5")
    made.terms.add(jury)
    return CaseStudy.objects.with_everything().get(pk=made.pk)


def chapters(case_study: CaseStudy) -> dict[str, telling.Chapter]:
    names = Names.carried_by(case_study)
    return {one.part.slug: one for one in telling.told(content_of(case_study), names, content.MORE)}


def test_only_parts_of_which_something_is_recorded_are_told(told_of: CaseStudy) -> None:
    assert list(chapters(told_of)) == ["done", "changed", "took"]


def test_short_answers_come_before_the_longer_ones(told_of: CaseStudy) -> None:
    done = chapters(told_of)["done"]
    assert [fact.text for fact in done.facts] == ["Citizens’ jury"]
    assert [answer.field.name for answer in done.texts] == ["text"]


def test_terms_come_with_what_a_link_needs(told_of: CaseStudy) -> None:
    (method,) = chapters(told_of)["done"].facts
    assert method.rows == (("jury", "Citizens’ jury"),)


def test_what_was_fetched_is_told_without_a_query(
    told_of: CaseStudy, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        chapters(told_of)


def test_names_of_two_documents_take_one_query(
    told_of: CaseStudy, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    says = content_of(told_of)
    with django_assert_num_queries(1):
        names = Names.of(says, says | {"method": []})
    assert names.terms["jury"] == "Citizens’ jury"


@pytest.mark.django_db
def test_a_change_tells_before_and_after() -> None:
    (change,) = telling.changes({"money": "£5"}, {"money": "£9"}, [FIELDS["money"]])
    assert (change.label, change.before, change.after) == ("Money it took", "£5", "£9")

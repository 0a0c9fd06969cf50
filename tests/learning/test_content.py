"""What a case study says as a document: kept, put back and compared without loss."""

import datetime as dt

import pytest

from learning import content
from learning.content import FIELDS, Reading, changed, changes_words, content_of, document, put
from learning.models import CaseStudy, Evidence, Taxonomy
from learning.models.practice import Practice
from tests.factories.learning import CaseStudyFactory, TermFactory
from tests.factories.partnerships import CouncilAreaFactory, PartnershipFactory

pytestmark = pytest.mark.django_db
TOLD = {
    "summary": "They met often.",
    "learned": "Begin **earlier**.",
    "started_in": 2019,
    "evidence": Evidence.MEASURED.value,
    "review_by": "2029-05-01",
    "partners": [{"name": "The hall", "brought": "Rooms", "leads": True}],
    "shows": ["picture", "words"],
}


@pytest.fixture
def full() -> CaseStudy:
    made: CaseStudy = CaseStudyFactory(**{**TOLD, "review_by": dt.date(2029, 5, 1)})
    made.terms.add(TermFactory(taxonomy=Taxonomy.METHOD, slug="jury"))
    made.partnerships.add(PartnershipFactory(slug="orkney"))
    return made


def test_the_table_asks_for_every_column_of_a_practice() -> None:
    columns = {column.name for column in Practice._meta.get_fields()} - {"terms"}
    assert columns == {name for name, field in FIELDS.items() if field.reading != Reading.TERMS}


def test_the_table_asks_for_every_taxonomy_once() -> None:
    asked = [field.name for part in content.PARTS for field in part.fields]
    assert len(asked) == len(set(asked))
    assert set(Taxonomy.values) <= set(asked)


def test_a_document_holds_what_the_case_study_says(full: CaseStudy) -> None:
    says = content_of(full)
    assert {name: says[name] for name in TOLD} == TOLD
    assert (says["method"], says["partnerships"]) == (["jury"], ["orkney"])
    assert says["council_areas"] == [area.slug for area in full.council_areas.all()]


def test_what_is_put_into_another_case_study_is_said_by_it(full: CaseStudy) -> None:
    blank = CaseStudyFactory(themes=[], council_areas=[])
    put(content_of(full), blank)
    other = CaseStudy.objects.get(pk=blank.pk)
    assert content_of(other) == content_of(full)
    assert other.review_by == dt.date(2029, 5, 1)


def test_terms_and_places_that_are_gone_are_left_out(full: CaseStudy) -> None:
    says = content_of(full) | {"method": ["jury", "gone"], "council_areas": ["nowhere"]}
    put(says, full)
    assert content_of(CaseStudy.objects.get(pk=full.pk)) | {"council_areas": []} == says | {
        "method": ["jury"],
        "council_areas": [],
    }


def test_a_form_that_does_not_ask_leaves_the_answer_as_it_was(full: CaseStudy) -> None:
    says = document({"title": "Other"}, content_of(full))
    assert says == content_of(full) | {"title": "Other"}


def test_rows_and_days_are_written_as_slugs_and_iso_dates() -> None:
    area = CouncilAreaFactory(slug="fife")
    cleaned = {"council_areas": type(area).objects.all(), "review_by": dt.date(2030, 1, 2)}
    says = document(cleaned, {})
    assert (says["council_areas"], says["review_by"]) == (["fife"], "2030-01-02")


@pytest.mark.parametrize("nothing", [None, "", []])
def test_nothing_recorded_is_the_same_however_it_is_written(nothing: object) -> None:
    assert changed({"learned": nothing}, {}) == []


def test_what_differs_is_told_in_the_order_of_the_page(full: CaseStudy) -> None:
    before = content_of(full)
    after = before | {"learned": "Late.", "title": "New", "money": "£5"}
    assert [field.name for field in changed(before, after)] == ["title", "learned", "money"]


@pytest.mark.parametrize(("name", "said"), [("title", "New"), ("summary", "New"), ("did_not_work", "New")])
def test_other_words_put_other_formats_out_of_date(name: str, said: str, full: CaseStudy) -> None:
    before = content_of(full)
    assert changes_words(before, before | {name: said})


@pytest.mark.parametrize(("name", "said"), [("method", []), ("started_in", 2001), ("licence", "ogl-3.0")])
def test_other_facts_do_not(name: str, said: object, full: CaseStudy) -> None:
    before = content_of(full)
    assert not changes_words(before, before | {name: said})


@pytest.mark.parametrize("name", list(FIELDS))
def test_each_field_has_a_name_for_people_and_an_empty_answer(name: str) -> None:
    field = FIELDS[name]
    assert field.label[0].isupper()
    assert not field.empty or name == "kind"

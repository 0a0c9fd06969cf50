"""Search: what is found, in which order, how it is marked, and how facets narrow and count."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from learning.forms.finding import CaseStudyFilter
from learning.models import CaseStudy, State
from learning.models.searching import END_FOUND, FOUND
from tests.factories.learning import CaseStudyFactory, TermFactory
from tests.factories.partnerships import CouncilAreaFactory

pytestmark = pytest.mark.django_db


def found(words: str) -> list[str]:
    return [row.slug for row in CaseStudy.objects.published().matching(words)]


@pytest.fixture
def gaelic() -> CaseStudy:
    return CaseStudyFactory(
        slug="gaelic",
        published=True,
        title="Còmhraidhean mu chùram ann an Dùn Èideann",
        text="Choinnich daoine ann an Ùig agus an Ìle.",
    )


@pytest.mark.parametrize(
    "words",
    [
        "chùram",
        "churam",
        "CHÙRAM",
        "Dun Eideann",
        "Dùn Èideann",
        '"dun eideann"',
        "ùig",
        "uig",
        "Ile",
        "Ìle",
        "chu\u0300ram",
        "comhraidhean",
    ],
)
def test_gaelic_words_are_found_with_and_without_accents(gaelic: CaseStudy, words: str) -> None:
    assert found(words) == ["gaelic"]


def test_accents_typed_in_pieces_are_found_by_either_spelling() -> None:
    CaseStudyFactory(slug="pieces", published=True, title="A co\u0300mhradh in Leo\u0300dhas")
    assert found("còmhradh") == found("comhradh") == found("Leodhas") == ["pieces"]


@pytest.mark.parametrize(
    ("words", "slugs"),
    [
        ("carer", {"carers", "both"}),
        ("caring", {"both"}),
        ("carers lunch", {"both"}),
        ("carers or lunch", {"carers", "both", "lunch"}),
        ("lunch -carers", {"lunch"}),
        ('"lunch club"', {"lunch"}),
        ('"club lunch"', set()),
        ("the", set()),
        ("zebra", set()),
    ],
)
def test_words_phrases_minus_and_or(words: str, slugs: set[str]) -> None:
    fill = {"published": True, "summary": "Said in plain words."}
    CaseStudyFactory(slug="carers", title="Carers meet", text="On Mondays.", **fill)
    CaseStudyFactory(slug="lunch", title="A lunch club", text="On Tuesdays.", **fill)
    CaseStudyFactory(slug="both", title="Carers have lunch", text="Caring, and soup.", **fill)
    assert set(found(words)) == slugs


@pytest.mark.parametrize(
    "words", ['"', "(((", "a & | !", "' or 1=1 --", "\\", "<b>x</b>", ":*", "-", "or", "🫖"]
)
def test_whatever_is_typed_is_a_search_and_not_an_error(words: str) -> None:
    assert found(words) == []


def test_a_title_weighs_more_than_a_summary_and_that_more_than_the_text() -> None:
    plain = {"published": True, "title": "Plain", "summary": "Plain.", "text": "Plain."}
    CaseStudyFactory(slug="text", **{**plain, "text": "A lighthouse."})
    CaseStudyFactory(slug="title", **{**plain, "title": "A lighthouse"})
    CaseStudyFactory(slug="summary", **{**plain, "summary": "A lighthouse."})
    assert found("lighthouse") == ["title", "summary", "text"]


def test_an_edit_is_found_at_once_and_what_it_replaced_is_not() -> None:
    case_study = CaseStudyFactory(slug="it", published=True, title="Lighthouse")
    CaseStudy.objects.filter(pk=case_study.pk).update(title="Harbour")
    assert found("harbour") == ["it"]
    assert found("lighthouse") == []


@pytest.mark.parametrize("state", [state for state in State if state != State.PUBLISHED])
def test_nothing_but_published_entries_is_found_by_strangers(state: State) -> None:
    CaseStudyFactory(title="Lighthouse", **({} if state == State.DRAFT else {state.value: True}))
    rows = CaseStudy.objects.published().visible_to(AnonymousUser())
    assert not rows.matching("lighthouse").exists()


def test_what_was_found_is_marked_where_it_stands() -> None:
    CaseStudyFactory(
        published=True,
        title="Lighthouses",
        summary="A lighthouse keeper.",
        text="## Where\n\nAt the [lighthouse](https://example.org/lamp) on **Sule Skerry**.",
    )
    row: Any = CaseStudy.objects.matching("lighthouse").get()
    assert row.title_found == f"{FOUND}Lighthouses{END_FOUND}"
    assert row.summary_found == f"A {FOUND}lighthouse{END_FOUND} keeper."
    assert f"{FOUND}lighthouse{END_FOUND}" in row.text_found
    assert not set("[]()#*") & set(row.text_found)


def form_of(query: str) -> CaseStudyFilter:
    form = CaseStudyFilter(QueryDict(query))
    form.is_valid()
    return form


@pytest.fixture
def shelf() -> None:
    """Two themes, two areas, and every way to combine them but one."""
    trust, money = TermFactory(slug="trust", name="Trust"), TermFactory(slug="money", name="Money")
    fife, angus = CouncilAreaFactory(slug="fife", name="Fife"), CouncilAreaFactory(slug="angus", name="Angus")
    rows = [("a", [trust], [fife]), ("b", [trust, money], [fife, angus]), ("c", [money], [angus])]
    for slug, themes, areas in rows:
        CaseStudyFactory(slug=slug, published=True, title=f"Tea {slug}", themes=themes, council_areas=areas)
    TermFactory(slug="unused", name="Unused")


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("", {"a", "b", "c"}),
        ("theme=trust", {"a", "b"}),
        ("theme=trust&theme=money", {"a", "b", "c"}),
        ("area=angus", {"b", "c"}),
        ("theme=trust&area=angus", {"b"}),
        ("theme=trust&area=fife&q=tea", {"a", "b"}),
        ("theme=money&area=fife&q=a", set()),
        ("theme=nosuch", set()),
        ("theme=unused", set()),
    ],
)
def test_facets_narrow_and_combine_with_words(query: str, slugs: set[str]) -> None:
    assert {row.slug for row in form_of(query).narrow(CaseStudy.objects.published())} == slugs


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("query", "themes", "areas"),
    [
        ("", ["Money (2)", "Trust (2)"], ["Angus (2)", "Fife (2)"]),
        ("theme=trust", ["Money (2)", "Trust (2)"], ["Angus (1)", "Fife (2)"]),
        ("area=angus", ["Money (2)", "Trust (1)"], ["Angus (2)", "Fife (2)"]),
        ("theme=money&area=fife", ["Money (1)", "Trust (2)"], ["Angus (2)", "Fife (1)"]),
        ("q=zebra&theme=trust", ["Trust (0)"], []),
    ],
)
def test_each_facet_counts_what_choosing_it_would_leave(
    query: str, themes: list[str], areas: list[str]
) -> None:
    form = form_of(query)
    form.offer(CaseStudy.objects.published())
    assert [label for _, label in form.fields["theme"].choices] == themes  # type: ignore[attr-defined]
    assert [label for _, label in form.fields["area"].choices] == areas  # type: ignore[attr-defined]


@pytest.mark.usefixtures("shelf")
def test_counts_are_of_published_entries_alone() -> None:
    CaseStudyFactory(themes=[TermFactory(slug="secret", name="Secret")])
    form = form_of("")
    form.offer(CaseStudy.objects.published())
    assert "Secret" not in str(form.fields["theme"].choices)  # type: ignore[attr-defined]


@pytest.mark.parametrize("query", ["theme=a b", "area=%3Cscript%3E", "theme=" + "x" * 101])
def test_a_facet_that_is_no_slug_is_refused_in_words(query: str) -> None:
    form = form_of(query)
    assert form.errors
    assert "from the list" in str(form.errors)


def test_too_long_a_search_is_refused_in_words() -> None:
    assert "200 characters or fewer" in str(form_of("q=" + "x" * 201).errors)

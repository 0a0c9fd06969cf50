"""Search: what is found, in which order, how it is marked, and how facets narrow and count."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from learning.models import CaseStudy, State
from learning.models.searching import END_FOUND, FOUND
from tests.factories.learning import CaseStudyFactory
from tests.learning.asking import answers, ask, slugs

pytestmark = pytest.mark.django_db


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
    assert slugs(words) == ["gaelic"]


def test_accents_typed_in_pieces_are_found_by_either_spelling() -> None:
    CaseStudyFactory(slug="pieces", published=True, title="A co\u0300mhradh in Leo\u0300dhas")
    assert slugs("còmhradh") == slugs("comhradh") == slugs("Leodhas") == ["pieces"]


@pytest.mark.parametrize(
    ("words", "found"),
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
def test_words_phrases_minus_and_or(words: str, found: set[str]) -> None:
    fill = {"published": True, "summary": "Said in plain words."}
    CaseStudyFactory(slug="carers", title="Carers meet", text="On Mondays.", **fill)
    CaseStudyFactory(slug="lunch", title="A lunch club", text="On Tuesdays.", **fill)
    CaseStudyFactory(slug="both", title="Carers have lunch", text="Caring, and soup.", **fill)
    assert set(slugs(words)) == found


@pytest.mark.parametrize(
    "words", ['"', "(((", "a & | !", "' or 1=1 --", "\\", "<b>x</b>", ":*", "-", "or", "🫖"]
)
def test_whatever_is_typed_is_a_search_and_not_an_error(words: str) -> None:
    assert slugs(words) == []


def test_a_title_weighs_more_than_a_summary_and_that_more_than_the_text() -> None:
    plain = {"published": True, "title": "Plain", "summary": "Plain.", "text": "Plain."}
    CaseStudyFactory(slug="text", **{**plain, "text": "A lighthouse."})
    CaseStudyFactory(slug="title", **{**plain, "title": "A lighthouse"})
    CaseStudyFactory(slug="summary", **{**plain, "summary": "A lighthouse."})
    assert slugs("lighthouse") == ["title", "summary", "text"]


def test_an_edit_is_found_at_once_and_what_it_replaced_is_not() -> None:
    case_study = CaseStudyFactory(slug="it", published=True, title="Lighthouse")
    CaseStudy.objects.filter(pk=case_study.pk).update(title="Harbour")
    assert slugs("harbour") == ["it"]
    assert slugs("lighthouse") == []


@pytest.mark.parametrize("state", [state for state in State if state != State.PUBLISHED])
def test_nothing_but_published_entries_is_found_by_strangers(state: State) -> None:
    CaseStudyFactory(title="Lighthouse", **({} if state == State.DRAFT else {state.value: True}))
    rows = CaseStudy.objects.published().visible_to(AnonymousUser())
    assert ask("lighthouse", rows).keys == []


def test_what_was_found_is_marked_where_it_stands() -> None:
    CaseStudyFactory(
        published=True,
        title="Lighthouses",
        summary="A lighthouse keeper.",
        text="## Where\n\nAt the [lighthouse](https://example.org/lamp) on **Sule Skerry**.",
    )
    row: Any = answers("lighthouse")[0]
    assert row.title_found == f"{FOUND}Lighthouses{END_FOUND}"
    assert row.summary_found == f"A {FOUND}lighthouse{END_FOUND} keeper."
    assert f"{FOUND}lighthouse{END_FOUND}" in row.text_found
    assert not set("[]()#*") & set(row.text_found)


PARTNERS = [
    {"name": "Skerryvore Trust", "brought": "A lamp and **oil**", "leads": True},
    {"name": "Muckle Flugga Friends", "brought": "", "leads": False},
]


@pytest.mark.parametrize("words", ["skerryvore", "lamp", "flugga", '"muckle flugga"'])
def test_a_partner_that_matches_alone_is_found_and_marked(words: str) -> None:
    CaseStudyFactory(slug="it", published=True, partners=PARTNERS)
    [row] = answers(words)
    excerpt = row.text_found  # type: ignore[attr-defined]
    assert FOUND in excerpt
    assert "Muckle" in excerpt.replace(FOUND, "")
    assert not set("{}[]*") & set(excerpt)


@pytest.mark.parametrize(
    "part",
    [
        *("changed_for_people", "learned", "did_not_work", "who_took_part", "power_shared"),
        *("changed_for_services", "changed_for_staff", "localities"),
    ],
)
def test_every_part_of_an_account_is_found_and_quoted(part: str) -> None:
    CaseStudyFactory(slug="it", published=True, **{part: "They lit a lighthouse."})
    [row] = answers("lighthouse")
    assert f"{FOUND}lighthouse{END_FOUND}" in row.text_found  # type: ignore[attr-defined]


def test_words_of_two_parts_do_not_run_together_in_an_excerpt() -> None:
    CaseStudyFactory(published=True, changed_for_people="They light", learned="house by house")
    [row] = answers("light")
    assert f"{FOUND}light{END_FOUND}" in row.text_found  # type: ignore[attr-defined]
    assert slugs("lighthouse") == []


def test_only_what_a_page_shows_is_marked(django_assert_num_queries: Any) -> None:
    CaseStudyFactory.create_batch(3, published=True)
    found = ask("lunch")
    with django_assert_num_queries(1):
        assert len(found.shown(CaseStudy.objects.all(), 1, 2)) == 1

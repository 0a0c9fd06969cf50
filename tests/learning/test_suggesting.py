"""When nothing matches: what is said about it, and what is suggested."""

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from learning import suggesting
from learning.models import CaseStudy, State, Synonyms, Term
from learning.suggesting import Help
from tests.factories.learning import CaseStudyFactory, TermFactory
from tests.factories.partnerships import CouncilAreaFactory

pytestmark = pytest.mark.django_db
LIST = "/case-studies/"


def help_with(words: str) -> Help:
    names = [term.name for term in Term.objects.all()]
    meanings = Synonyms.objects.meanings()
    return suggesting.help_with(words, among=CaseStudy.objects.published(), meanings=meanings, names=names)


def page(client: Client, query: str) -> str:
    response = client.get(f"{LIST}?{query}")
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def trust() -> Term:
    return TermFactory(slug="trust", name="Trust")


@pytest.fixture
def lighthouse(trust: Term) -> CaseStudy:
    return CaseStudyFactory(
        published=True,
        title="The lighthouse keepers’ choir",
        summary="Volunteers sang in Ùig about coproduction.",
        themes=[trust],
        council_areas=[CouncilAreaFactory(slug="fife", name="Fife")],
    )


@pytest.mark.usefixtures("lighthouse")
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lighthose", "lighthouse"),
        ("LIGHTHOSE", "lighthouse"),
        ("volenteers", "volunteers"),
        ("lighthose volenteers", "lighthouse volunteers"),
        ("choir lighthose", "choir lighthouse"),
        ('"lighthose keepers"', '"lighthouse keepers"'),
        ("lighthose -zebra", "lighthouse -zebra"),
        ("zebra or lighthose", "zebra or lighthouse"),
        ("coprodution", "coproduction"),
    ],
)
def test_a_slip_of_the_hand_is_put_right(typed: str, meant: str) -> None:
    assert help_with(typed).suggestion == meant


@pytest.mark.usefixtures("lighthouse")
@pytest.mark.parametrize(
    "typed", ["zzzzzzzz", "1234567", "xy", "🫖", "-lighthose", "choir -lighthouse", "zebra choir"]
)
def test_nothing_near_is_no_suggestion(typed: str) -> None:
    assert help_with(typed).suggestion == ""


@pytest.mark.parametrize("state", [state for state in State if state != State.PUBLISHED])
def test_nothing_of_unpublished_entries_is_suggested(state: State) -> None:
    CaseStudyFactory(title="Lighthouse", **({} if state == State.DRAFT else {state.value: True}))
    assert help_with("lighthose") == Help(["lighthose"])


@pytest.mark.usefixtures("lighthouse")
def test_a_word_of_a_term_is_suggested_only_when_it_finds_something() -> None:
    TermFactory(name="Leadership")
    assert help_with("leadershp").suggestion == ""
    CaseStudyFactory(published=True, text="About leadership.")
    assert help_with("leadershp").suggestion == "leadership"


@pytest.mark.usefixtures("lighthouse")
@pytest.mark.parametrize(
    ("typed", "unsaid"),
    [
        ("choir zebra", ["zebra"]),
        ('"choir keepers" zebra', ["choir keepers", "zebra"]),
        ("choir -zebra", []),
        ("choir -volunteers", []),
        ("", []),
    ],
)
def test_it_is_said_which_words_nothing_says(typed: str, unsaid: list[str]) -> None:
    assert help_with(typed).unsaid == unsaid


@pytest.mark.usefixtures("lighthouse")
def test_a_word_that_is_found_by_its_synonym_is_not_called_missing() -> None:
    Synonyms.objects.create(words="choir\nsingers")
    assert help_with("singers zebra").unsaid == ["zebra"]


@given(words=st.text(max_size=60))
@settings(max_examples=25, deadline=None)
def test_no_search_breaks_the_help(words: str) -> None:
    assert isinstance(help_with(words.replace("\x00", "")), Help)


# --- on the page ---


@pytest.mark.usefixtures("lighthouse")
def test_the_page_asks_whether_that_was_meant_and_keeps_the_facets(client: Client) -> None:
    html = page(client, "q=lighthose&theme=trust&area=fife")
    assert "Did you mean" in html
    link = "?q=lighthouse&amp;area=fife&amp;theme=trust"
    assert f'<a href="{link}">lighthouse</a>' in html
    assert "1 case study found" in page(client, link[1:].replace("&amp;", "&"))


@pytest.mark.usefixtures("lighthouse")
def test_what_the_facets_shut_out_is_not_suggested(client: Client) -> None:
    assert "Did you mean" not in page(client, "q=lighthose&theme=elsewhere")


@pytest.mark.usefixtures("lighthouse")
def test_the_page_names_what_nothing_says(client: Client) -> None:
    assert "None of them says “zebra” or “yak”." in page(client, "q=choir+zebra+yak")
    assert "Each of your words is found" in page(client, "q=choir+-volunteers")


@pytest.mark.usefixtures("lighthouse")
def test_the_page_offers_the_search_without_each_part(client: Client) -> None:
    html = page(client, "q=zebra&theme=trust&area=fife")
    assert "Or search again without one of these" in html
    assert f'<a href="{LIST}?q=zebra&amp;area=fife">Theme</a>' in html
    assert f'<a href="{LIST}?area=fife&amp;theme=trust">Search case studies</a>' in html
    assert "Clear the search and show all" in html


@pytest.mark.usefixtures("lighthouse")
def test_what_was_typed_stays_text(client: Client) -> None:
    html = page(client, "q=%3Cscript%3Ealert(1)%3C/script%3E+lighthose")
    assert "<script>alert" not in html


@pytest.mark.usefixtures("lighthouse")
def test_a_search_that_finds_something_is_not_second_guessed(client: Client) -> None:
    assert "Did you mean" not in page(client, "q=choir")


def test_an_empty_library_suggests_nothing(client: Client) -> None:
    html = page(client, "q=lighthose")
    assert "None of them says “lighthose”" in html
    assert "Did you mean" not in html


@pytest.mark.usefixtures("lighthouse")
def test_help_costs_the_same_however_much_is_asked(
    client: Client, django_assert_max_num_queries: object
) -> None:
    CaseStudyFactory.create_batch(5, published=True)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        page(client, "q=lighthose+zebra+yak+gnu+emu+newt&theme=trust&area=fife")

"""Words that mean the same: what a search for one of them finds, and who keeps the list."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.accounts.models import User
from learning.models import CaseStudy, Synonyms
from learning.search import LONGEST, alternatives, plainly, search_query
from tests.conftest import ClientOf
from tests.factories.learning import CaseStudyFactory
from tests.learning.asking import answers, slugs

LIST = "/admin/learning/synonyms/"


def found(words: str) -> set[str]:
    return set(slugs(words))


def group(*words: str, is_in_use: bool = True) -> Synonyms:
    return Synonyms.objects.create(words="\n".join(words), is_in_use=is_in_use)


@pytest.fixture
def shelf(db: None) -> None:
    group("carer", "unpaid carer", "caregiver")
    group("SPG", "strategic planning group")
    group("Gàidhealtachd", "Highlands")
    plain = {"published": True, "summary": "Said in plain words."}
    for slug, title, text in [
        ("carer", "A carer at home", "On Mondays."),
        ("caregiver", "Caregivers meet", "On Tuesdays, with lunch."),
        ("spg", "How our SPG works", "On Wednesdays."),
        ("group", "A strategic planning group", "On Thursdays."),
        ("groups", "A group with a strategic aim", "Planning on Fridays."),
        ("north", "In the Highlands", "On Sundays."),
    ]:
        CaseStudyFactory(slug=slug, title=title, text=text, **plain)


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("words", "slugs"),
    [
        ("carer", {"carer", "caregiver"}),
        ("Carers", {"carer", "caregiver"}),
        ("unpaid carer", {"carer", "caregiver"}),
        ("UNPAID CARERS", {"carer", "caregiver"}),
        ('"unpaid carer"', {"carer", "caregiver"}),
        ("unpaid carers lunch", {"caregiver"}),
        ("spg", {"spg", "group"}),
        ('"strategic planning group"', {"spg", "group"}),
        ("strategic planning group", {"spg", "group", "groups"}),
        ("gaidhealtachd", {"north"}),
        ("Gàidhealtachd", {"north"}),
        ("Ga\u0300idhealtachd", {"north"}),
    ],
)
def test_any_word_of_a_group_finds_what_the_others_say(words: str, slugs: set[str]) -> None:
    assert found(words) == slugs


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("words", "slugs"),
    [
        ("lunch -carer", {"caregiver"}),
        ("carer -lunch", {"carer"}),
        ("carer -caregiver", {"carer"}),
        ('carer -"a carer"', {"caregiver"}),
        ("carer or spg", {"carer", "caregiver", "spg", "group"}),
        ("spg OR zebra", {"spg", "group"}),
        ("zebra carer", set()),
        ('"carer at home"', {"carer"}),
        ("planning group", {"group", "groups"}),
    ],
)
def test_phrases_minus_and_or_stay_what_they_were(words: str, slugs: set[str]) -> None:
    assert found(words) == slugs


@pytest.mark.usefixtures("shelf")
def test_a_group_that_is_switched_off_does_nothing() -> None:
    Synonyms.objects.update(is_in_use=False)
    assert found("carer") == {"carer"}


@pytest.mark.usefixtures("shelf")
def test_a_word_of_two_groups_means_all_of_both() -> None:
    group("carer", "highlands")
    assert found("carer") == {"carer", "caregiver", "north"}
    assert found("caregiver") == {"carer", "caregiver"}


@pytest.mark.usefixtures("shelf")
def test_an_edit_counts_for_the_next_search() -> None:
    Synonyms.objects.filter(words__startswith="SPG").update(words="SPG\nhighlands")
    assert found("spg") == {"spg", "north"}


@pytest.mark.usefixtures("shelf")
def test_what_was_found_by_a_synonym_is_marked() -> None:
    [row] = [row for row in answers("unpaid carer") if row.slug == "caregiver"]
    assert "\ue000Caregivers\ue001" in row.title_found  # type: ignore[attr-defined]


def test_synonyms_cost_one_query(shelf: None, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(3):  # type: ignore[operator]
        assert len(found("carer")) == 2


def test_a_group_of_words_without_meaning_finds_nothing_and_breaks_nothing(db: None) -> None:
    group("the", "zebra")
    assert found("the") == set()
    assert found("zebra") == set()


# --- how words are read ---


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Unpaid  Carers", ("unpaid", "carer")),
        ("Còmhraidhean", ("comhraidhean",)),
        ("communities", ("community",)),
        ("co-production", ("co", "production")),
        ("access", ("access",)),
        ("bus", ("bus",)),
        ("citizens’ jury", ("citizen", "jury")),
        ("🫖 !", ()),
    ],
)
def test_words_are_known_without_accents_capitals_and_plural(words: str, key: tuple[str, ...]) -> None:
    assert plainly(words) == key


@pytest.mark.parametrize("words", ["", "   ", "or", "or or", '""', '-""', "-", "--"])
def test_what_says_nothing_has_no_terms(words: str) -> None:
    assert alternatives(words) == []


def as_query(words: str, *groups: str) -> str:
    meanings = {plainly(one): [other for other in groups if other != one] for one in groups}
    with connection.cursor() as cursor:
        compiler = CaseStudy.objects.all().query.get_compiler(connection=connection)
        sql, params = compiler.compile(search_query(words, meanings).resolve_expression(compiler.query))
        cursor.execute(f"SELECT ({sql})::text", params)
        return str(cursor.fetchone()[0])


WORD = st.sampled_from(
    ["tea", "bread", '"tea and bread"', '"bread"', "-tea", '-"jam tart"', "or", "co-op", "the"]
)


@pytest.mark.django_db(transaction=False)
@given(words=st.lists(WORD, min_size=1, max_size=7).map(" ".join))
@settings(max_examples=30, deadline=None)
def test_beside_a_synonym_everything_is_read_as_postgresql_reads_it(words: str) -> None:
    asked = f"{words} zebra"
    by_parts = as_query(asked, "zebra", "of")  # looked up, and adds nothing
    assert by_parts == as_query(asked)


@pytest.mark.django_db(transaction=False)
@given(words=st.text(max_size=LONGEST + 10))
@settings(max_examples=30, deadline=None)
def test_no_query_however_strange_breaks(words: str) -> None:
    words = words.replace("\x00", "")
    assert isinstance(as_query(words, "a", "b", "c d"), str)
    assert isinstance(as_query(f"a {words}"[:LONGEST], "a", "b", "c d"), str)


def test_the_longest_search_of_nothing_but_synonyms_is_answered(db: None) -> None:
    group("aa", *(f"word {n}" for n in range(19)))
    CaseStudyFactory(published=True, slug="it", title="Word 7")
    assert found(" ".join(["aa"] * 66)) == {"it"}


# --- who keeps them ---


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("carer", "at least two different"),
        ("carer\nCarers\n", "at least two different"),
        ("carer\n!!!", "no letters"),
        ("carer\n" + "x" * 61, "is too long"),
        ("\n".join(f"word{n}" for n in range(21)), "20 lines or fewer"),
        ("", "cannot be blank"),
    ],
)
def test_a_group_that_says_nothing_is_refused_in_words(words: str, complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        Synonyms(words=words).clean_fields() or Synonyms(words=words).clean()  # type: ignore[func-returns-value]


def test_a_group_is_read_line_by_line() -> None:
    assert str(Synonyms(words=" unpaid   carer \r\n\r\ncarer\n")) == "unpaid carer = carer"


@pytest.fixture
def desk(client_of: ClientOf, administrator: User) -> Client:
    return client_of(administrator)


def test_administrators_add_a_group_and_searches_know_it(desk: Client) -> None:
    CaseStudyFactory(published=True, slug="it", title="Befriending by telephone")
    form = {"words": "befriending\nphone friend", "is_in_use": "on"}
    assert desk.post(f"{LIST}add/", form).status_code == 302
    assert found("phone friend") == {"it"}
    assert "befriending = phone friend" in desk.get(LIST).content.decode()


def test_a_refused_group_keeps_what_was_typed(desk: Client) -> None:
    html = desk.post(f"{LIST}add/", {"words": "lonely word"}).content.decode()
    assert "at least two different words" in html
    assert "lonely word" in html
    assert not Synonyms.objects.exists()


@pytest.mark.parametrize("who", ["moderator", "auditor"])
def test_oversight_reads_the_groups_and_changes_none(
    who: str, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(who))
    kept = group("tea", "brew")
    url = reverse("admin:learning_synonyms_change", args=[kept.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"words": "mine\nown"}).status_code == 403
    assert client.get(f"{LIST}add/").status_code == 403


@pytest.mark.parametrize("who", ["newcomer", "editor", "organisation_lead", "lead", "officer"])
def test_the_list_is_closed_to_everyone_else(
    who: str, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    assert client_of(request.getfixturevalue(who)).get(LIST).status_code in {302, 403}


def test_a_group_is_switched_off_and_not_deleted(desk: Client) -> None:
    kept = group("tea", "brew")
    assert desk.post(f"{LIST}{kept.pk}/delete/", {"post": "yes"}).status_code == 403
    assert desk.post(f"{LIST}{kept.pk}/change/", {"words": kept.words}).status_code == 302
    kept.refresh_from_db()
    assert not kept.is_in_use

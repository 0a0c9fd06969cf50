"""Facets: how they narrow and combine, what they count, how they are offered and let go."""

import random
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learning import finding
from learning.forms.finding import MOST_VALUES, SEEN, CaseStudyFilter, Offer
from learning.models import CaseStudy, FormatKind, Stage, Taxonomy, Term
from learning.models.facets import FACETS, labels
from tests.factories.adoptions import AdoptionFactory
from tests.factories.companions import in_format
from tests.factories.learning import CaseStudyFactory, TermFactory
from tests.factories.partnerships import CouncilAreaFactory
from tests.learning.asking import ask, slugs

pytestmark = pytest.mark.django_db


def form_of(query: str) -> CaseStudyFilter:
    form = CaseStudyFilter(QueryDict(query))
    form.is_valid()
    return form


def offered(query: str) -> dict[str, Offer]:
    """By the name of each facet, what the page of this address offers."""
    form = form_of(query)
    form.offer(finding.find(CaseStudy.objects.published(), form.question), labels())
    return {offer.facet.name: offer for offer in form.offers}


def told(query: str, facet: str) -> list[str]:
    offer = offered(query).get(facet)
    return [f"{choice.label} ({choice.counted})" for choice in offer.choices] if offer else []


@pytest.fixture
def shelf() -> None:
    """Two themes, two areas, and every way to combine them but one."""
    trust, money = TermFactory(slug="trust", name="Trust"), TermFactory(slug="money", name="Money")
    fife, angus = CouncilAreaFactory(slug="fife", name="Fife"), CouncilAreaFactory(slug="angus", name="Angus")
    rows = [("a", [trust], [fife]), ("b", [trust, money], [fife, angus]), ("c", [money], [angus])]
    for slug, themes, areas in rows:
        CaseStudyFactory(slug=slug, published=True, title=f"Tea {slug}", themes=themes, council_areas=areas)
    TermFactory(slug="unused", name="Unused")


# --- what they leave ---


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("query", "kept"),
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
        ("method=trust", set()),
        ("level=nosuch", set()),
        ("year=soon", set()),
    ],
)
def test_facets_narrow_and_combine_with_words(query: str, kept: set[str]) -> None:
    form = form_of(query)
    rows = CaseStudy.objects.published()
    assert {row.slug for row in form.narrow(rows)} == kept
    assert len(finding.find(rows, form.question).keys) == len(kept)


@pytest.mark.parametrize(
    ("promised", "kept", "level"),
    [("consult", "", "consult"), ("consult", "co_produce", "co_produce"), ("", "inform", "inform")],
)
def test_the_level_is_what_happened_or_else_what_was_promised(promised: str, kept: str, level: str) -> None:
    CaseStudyFactory(slug="it", published=True, promised=promised, kept=kept)
    assert slugs(level=[level]) == ["it"]
    assert told("", "level")[0].endswith("(1)")
    if level != promised:
        assert slugs(level=[promised]) == []


@pytest.mark.parametrize(("year", "span"), [(2015, "2015-2019"), (2019, "2015-2019"), (2020, "2020-2024")])
def test_a_year_is_found_in_its_span_of_five(year: int, span: str) -> None:
    CaseStudyFactory(slug="it", published=True, started_in=year)
    assert slugs(year=[span]) == ["it"]
    assert told("", "year") == [f"{span.replace('-', ' to ')} (1)"]


def test_years_run_back_from_the_latest_and_none_is_offered_that_nothing_has() -> None:
    for year in (1999, 2023, 2011, 2012, None):
        CaseStudyFactory(published=True, started_in=year)
    assert told("", "year") == ["2020 to 2024 (1)", "2010 to 2014 (2)", "1995 to 1999 (1)"]


def test_evidence_is_a_facet_in_the_words_of_the_form() -> None:
    CaseStudyFactory(slug="it", published=True, evidence="evaluated")
    CaseStudyFactory(published=True)
    assert slugs(evidence=["evaluated"]) == ["it"]
    assert told("", "evidence") == ["Independently evaluated (1)"]


def test_a_format_is_a_facet_from_the_revision_that_brings_it_until_it_goes() -> None:
    for slug, times in (("now", {}), ("later", {"since": 3}), ("gone", {"until": 2})):
        entry = CaseStudyFactory(slug=slug, published=True, revision=2)
        in_format(entry, FormatKind.GAELIC, **times)
    assert slugs(format=["gaelic"]) == ["now"]
    assert told("", "format") == ["Gaelic (Gàidhlig) (1)"]


def test_two_languages_of_one_entry_count_once() -> None:
    entry = CaseStudyFactory(slug="it", published=True)
    in_format(entry, FormatKind.LANGUAGE)
    in_format(entry, FormatKind.LANGUAGE, language="ur", language_name="اردو")
    assert slugs(format=["language"]) == ["it"]
    assert told("", "format") == ["Another language (1)"]


def test_what_others_try_is_a_facet_and_what_they_only_consider_is_not() -> None:
    for slug, stage in (("tried", Stage.TRYING), ("adopted", Stage.ADOPTED), ("thought", Stage.CONSIDERING)):
        AdoptionFactory(case_study=CaseStudyFactory(slug=slug, published=True), stage=stage)
    CaseStudyFactory(published=True)
    assert sorted(slugs(tried=["elsewhere"])) == ["adopted", "tried"]
    assert told("", "tried") == ["Tried or adopted by others (2)"]


@pytest.mark.parametrize("taxonomy", Taxonomy.values)
def test_every_taxonomy_is_a_facet(taxonomy: str) -> None:
    term = TermFactory(slug="it", name="It", taxonomy=taxonomy)
    CaseStudyFactory(slug="carries-it", published=True, themes=[term])
    CaseStudyFactory(published=True)
    assert slugs(**{taxonomy: ["it"]}) == ["carries-it"]
    assert "It (1)" in told("", taxonomy)


# --- what they count ---


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("query", "themes", "areas"),
    [
        ("", ["Money (2)", "Trust (2)"], ["Angus (2)", "Fife (2)"]),
        ("theme=trust", ["Trust (2)", "Money (2)"], ["Fife (2)", "Angus (1)"]),
        ("area=angus", ["Money (2)", "Trust (1)"], ["Angus (2)", "Fife (2)"]),
        ("theme=money&area=fife", ["Money (1)", "Trust (2)"], ["Fife (1)", "Angus (2)"]),
        ("q=zebra&theme=trust", ["Trust (0)"], []),
    ],
)
def test_each_facet_counts_what_choosing_it_would_leave(
    query: str, themes: list[str], areas: list[str]
) -> None:
    assert told(query, "theme") == themes
    assert told(query, "area") == areas


@pytest.mark.usefixtures("shelf")
def test_counts_are_of_published_entries_alone() -> None:
    CaseStudyFactory(themes=[TermFactory(slug="secret", name="Secret")])
    CaseStudyFactory(retired=True, themes=[TermFactory(slug="old", name="Old")])
    assert told("", "theme") == ["Money (2)", "Trust (2)"]


VALUES = {
    "theme": ["t1", "t2", "t3"],
    "method": ["m1", "m2"],
    "population": ["p1", "p2"],
    "area": ["a1", "a2", "a3"],
    "level": ["consult", "co_produce"],
    "evidence": ["project", "measured"],
    "year": ["2010-2014", "2015-2019"],
}
Entry = dict[str, set[str]]


@pytest.fixture
def jumble() -> dict[int, Entry]:
    """Forty entries that carry anything, made once for all examples; the same in every run."""
    chance, made = random.Random(7), {}
    kinds = ("theme", "method", "population")
    terms = {
        slug: TermFactory(taxonomy=kind, slug=slug, name=slug.upper())
        for kind in kinds
        for slug in VALUES[kind]
    }
    areas = {slug: CouncilAreaFactory(slug=slug, name=slug.upper()) for slug in VALUES["area"]}
    for _ in range(40):
        says = {name: {value for value in values if chance.random() < 0.5} for name, values in VALUES.items()}
        one = {name: set(sorted(says[name])[:1]) for name in ("level", "evidence", "year")}
        says |= one
        row = CaseStudyFactory(
            published=True,
            themes=[terms[slug] for kind in kinds for slug in says[kind]],
            council_areas=[areas[slug] for slug in says["area"]],
            kept=next(iter(one["level"]), ""),
            evidence=next(iter(one["evidence"]), ""),
            started_in=int(next(iter(one["year"]))[:4]) + chance.randrange(5) if one["year"] else None,
        )
        made[row.pk] = says
    return made


def fits(entry: Entry, chosen: dict[str, list[str]], *, without: str = "") -> bool:
    return all(set(values) & entry[name] for name, values in chosen.items() if values and name != without)


CHOICES = st.fixed_dictionaries(
    {
        name: st.lists(st.sampled_from([*values, "nosuch"]), unique=True, max_size=3)
        for name, values in VALUES.items()
    }
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=CHOICES)
def test_whatever_is_combined_is_found_and_counted_as_by_hand(
    jumble: dict[int, Entry], chosen: dict[str, list[str]]
) -> None:
    found = ask(**chosen)
    assert set(found.keys) == {key for key, entry in jumble.items() if fits(entry, chosen)}
    for name, values in VALUES.items():
        left = [entry for entry in jumble.values() if fits(entry, chosen, without=name)]
        expected = {value: sum(value in entry[name] for entry in left) for value in values}
        assert found.numbers.get(name, {}) == {value: n for value, n in expected.items() if n}


def test_ten_facets_with_a_choice_take_one_query(
    jumble: dict[int, Entry], django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        ask(
            **{name: values[:2] for name, values in VALUES.items()},
            moment=["x"],
            setting=["x"],
            product=["x"],
        )


# --- how they are offered ---


@pytest.fixture
def many() -> None:
    """Fourteen themes: the first is carried by fourteen entries, the last by one."""
    themes = [TermFactory(slug=f"t{n:02}", name=f"Theme {n:02}") for n in range(14)]
    for n in range(14):
        CaseStudyFactory(published=True, themes=themes[: n + 1])


@pytest.mark.usefixtures("many")
def test_the_most_used_come_first_and_the_rest_is_behind_one_line() -> None:
    offer = offered("")["theme"]
    assert [choice.value for choice in offer.seen] == [f"t{n:02}" for n in range(SEEN)]
    assert [choice.value for choice in offer.rest] == [f"t{n:02}" for n in range(SEEN, 14)]
    assert not offer.is_open


@pytest.mark.usefixtures("many")
def test_what_is_chosen_stands_first_and_opens_its_facet() -> None:
    offer = offered("theme=t13")["theme"]
    assert offer.seen[0].value == "t13"
    assert offer.is_open
    assert not offered("theme=t13")["area"].is_open


def test_one_choice_too_many_is_not_put_behind_a_line() -> None:
    themes = [TermFactory() for _ in range(SEEN + 1)]
    CaseStudyFactory(published=True, themes=themes)
    offer = offered("")["theme"]
    assert (len(offer.seen), offer.rest) == (SEEN + 1, [])


def test_levels_keep_the_order_of_the_scale() -> None:
    for kept in ("co_produce", "co_produce", "inform", "consult"):
        CaseStudyFactory(published=True, kept=kept)
    assert told("", "level") == ["Inform (1)", "Consult (1)", "Co-produce (2)"]


def test_a_term_out_of_use_is_offered_while_something_carries_it() -> None:
    CaseStudyFactory(published=True, themes=[TermFactory(name="Old", is_in_use=False)])
    assert told("", "theme") == ["Old (1)"]


# --- letting go ---


@pytest.mark.usefixtures("shelf")
def test_each_choice_has_a_chip_that_asks_for_all_the_rest() -> None:
    form = form_of("q=tea&theme=trust&theme=money&area=fife&page=3")
    form.offer(finding.find(CaseStudy.objects.published(), form.question), labels())
    assert [(chip.facet, chip.label, chip.without) for chip in form.chips] == [
        ("Council area", "Fife", "?q=tea&theme=trust&theme=money"),
        ("Theme", "Trust", "?q=tea&area=fife&theme=money"),
        ("Theme", "Money", "?q=tea&area=fife&theme=trust"),
    ]


def test_a_choice_that_nobody_knows_can_be_let_go_too() -> None:
    form = form_of("theme=nosuch")
    form.offer(finding.find(CaseStudy.objects.published(), form.question), labels())
    assert [(chip.label, chip.without) for chip in form.chips] == [("nosuch", "?")]


# --- what is not understood ---


@pytest.mark.parametrize(
    "query", ["theme=a b", "area=%3Cscript%3E", "theme=" + "x" * 101, "level=a'b", "year=%20"]
)
def test_a_facet_that_is_no_slug_is_refused_in_words(query: str) -> None:
    form = form_of(query)
    assert form.errors
    assert "from the list" in str(form.errors)


@pytest.mark.parametrize("name", sorted(FACETS))
def test_hundreds_of_choices_are_refused_in_words(name: str) -> None:
    query = "&".join(f"{name}=x{n}" for n in range(500))
    assert f"Choose {MOST_VALUES} or fewer" in str(form_of(query).errors)


def test_the_same_choice_many_times_is_one_choice() -> None:
    assert form_of("&".join(["theme=trust"] * 500)).chosen == {"theme": ["trust"]}


def test_too_long_a_search_is_refused_in_words() -> None:
    assert "200 characters or fewer" in str(form_of("q=" + "x" * 201).errors)


# --- within a bound ---


@pytest.fixture
def newest_three(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(finding, "MOST", 3)
    yield


@pytest.fixture
def five(newest_three: None) -> Term:
    """Five entries; only the oldest has the second theme."""
    common, rare = TermFactory(slug="common", name="Common"), TermFactory(slug="rare", name="Rare")
    for n in range(5):
        CaseStudyFactory(slug=f"c{n}", published=True, themes=[rare, common] if n == 0 else [common])
    return rare


@pytest.mark.usefixtures("five")
def test_of_very_many_the_newest_are_kept_and_it_is_known_that_there_are_more() -> None:
    found = ask()
    assert slugs() == ["c4", "c3", "c2"]
    assert found.is_cut()
    assert found.count == 3


@pytest.mark.usefixtures("five")
def test_numbers_of_the_newest_alone_say_so_and_hide_nothing() -> None:
    assert told("", "theme") == ["Common (3+)", "Rare ()"]
    assert told("theme=rare", "theme") == ["Rare ()", "Common (3+)"]


@pytest.mark.usefixtures("five")
def test_a_rare_choice_is_counted_exactly_however_many_the_others_are() -> None:
    assert slugs(theme=["rare"]) == ["c0"]
    assert not ask(theme=["rare"]).is_cut()
    assert ask(theme=["rare"]).is_cut("theme")


def test_nothing_is_said_to_be_cut_where_all_are_there(newest_three: None) -> None:
    CaseStudyFactory.create_batch(3, published=True)
    assert not ask().is_cut()


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    "query",
    [
        "theme=" + "%27%22%3C%3E" * 500,
        "&".join(f"theme=x{n}" for n in range(900)),
        "&".join(f"{name}=no-such-{n}" for name in FACETS for n in range(60)),
        "&".join(f"{name}={'x' * 1_000}" for name in FACETS),
        "year=0-4&year=99999-100003&level=&evidence=&area=&theme=",
        "theme[]=trust&theme%5B%5D=trust&THEME=trust&q=%F0%9F%AB%96",
        "q=" + "(" * 200 + "&page=1",
        "population=trust&method=fife&area=trust",
    ],
)
@pytest.mark.parametrize("door", ["", "feed.atom", "feed.json", "export.csv"])
def test_a_hostile_address_is_answered_in_words(client: Client, query: str, door: str) -> None:
    assert client.get(f"/case-studies/{door}?{query}").status_code in {200, 302}


@pytest.mark.usefixtures("shelf")
def test_a_refused_choice_opens_its_facet_and_says_why(client: Client) -> None:
    html = client.get("/case-studies/?theme=no+slug").content.decode()
    assert 'href="#id_theme"' in html
    assert '<fieldset class="co_facet__choices" id="id_theme" tabindex="-1">' in html
    assert '<details class="co_narrow" open>' in html


@pytest.mark.usefixtures("shelf")
def test_names_of_terms_and_unknown_values_stay_text(client: Client) -> None:
    Term.objects.filter(slug="trust").update(name="<i>Trust</i>")
    html = client.get("/case-studies/?theme=trust&theme=nosuch").content.decode()
    assert "Theme: &lt;i&gt;Trust&lt;/i&gt;" in html
    assert "<i>Trust" not in html


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("door", ["feed.atom", "feed.json"])
def test_a_feed_is_named_after_what_was_chosen(client: Client, door: str) -> None:
    body = client.get(f"/case-studies/{door}?q=tea&theme=trust&area=fife&level=co_produce").content.decode()
    assert "Case studies: tea, Fife, Trust, Co-produce" in body


@pytest.mark.usefixtures("shelf")
def test_choices_stay_through_the_pages(client: Client) -> None:
    CaseStudyFactory.create_batch(26, published=True, themes=[Term.objects.get(slug="trust")])
    html = client.get("/case-studies/?theme=trust&theme=money").content.decode()
    assert 'href="?theme=trust&amp;theme=money&amp;page=2"' in html

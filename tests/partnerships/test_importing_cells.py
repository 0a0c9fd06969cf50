"""Each cell of a file of organisations: what is taken as meant, and what is refused and why."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerships.importing.cells import READERS, RESERVED_SLUGS, Asked, asked, simple
from partnerships.importing.reading import COLUMNS, MOST_CHARACTERS, Line
from partnerships.models import OrganisationKind

AREAS = {
    "fife": 1,
    "s12000047": 1,
    "argyll and bute": 2,
    "na h-eileanan siar": 3,
    "comhairle nan eilean siar": 3,
}


def read(**cells: str) -> tuple[Asked, list[str]]:
    """What is made of a row with a name and a kind, and what is wrong with it."""
    row, faults = asked(Line(2, {"name": "Example Group", "kind": "Network", **cells}), AREAS)
    return row, [f"{fault.column}: {fault.reason}" for fault in faults]


def taken(**cells: str) -> Asked:
    row, wrong = read(**cells)
    assert wrong == []
    return row


def refused(**cells: str) -> str:
    _, [wrong] = read(**cells)
    return wrong


def test_every_column_has_its_reader() -> None:
    assert set(READERS) == set(COLUMNS)


# --- Names ---
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("  Fife   Carers ", "Fife Carers"),
        ("Fife\nCarers\tCentre", "Fife Carers Centre"),
        ("Fife\u00a0Carers", "Fife Carers"),
        ("Comunn na Gàidhlig", "Comunn na Gàidhlig"),
        ("جمعية رعاية", "جمعية رعاية"),
        ("=SUM(A1) Group", "=SUM(A1) Group"),
        ("O’Neill & Sons <b>", "O’Neill & Sons <b>"),
        ("Family 👩‍👩‍👧 Support", "Family 👩‍👩‍👧 Support"),
    ],
)
def test_a_name_is_kept_as_meant(typed: str, meant: str) -> None:
    assert taken(name=typed).name == meant


def test_a_name_typed_with_combining_accents_is_the_same_name() -> None:
    apart = unicodedata.normalize("NFD", "Comunn Òigridh Bharraigh")
    assert taken(name=apart).name == "Comunn Òigridh Bharraigh"


@pytest.mark.parametrize(("length", "fits"), [(200, True), (201, False)])
def test_a_name_has_two_hundred_characters_at_most(length: int, *, fits: bool) -> None:
    _, wrong = read(name="n" * length)
    assert wrong == ([] if fits else ["name: It has 201 characters; 200 is the most"])


def test_accents_count_with_their_letters() -> None:
    assert len(taken(name=unicodedata.normalize("NFD", "é" * 200)).name) == 200


@pytest.mark.parametrize("cell", ["", "   ", "\t\n", "\u2003"])
def test_a_name_of_nothing_but_space_is_missing(cell: str) -> None:
    assert refused(name=cell) == "name: Enter a name"


@pytest.mark.parametrize("mark", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\ud800"])
@pytest.mark.parametrize("column", COLUMNS)
def test_no_column_takes_characters_that_cannot_be_shown(column: str, mark: str) -> None:
    assert (
        refused(**{column: f"a{mark}b"})
        == f"{column}: The cell holds control characters, which cannot be shown"
    )


@pytest.mark.parametrize("column", COLUMNS)
def test_no_column_takes_a_cell_without_end(column: str) -> None:
    assert "10,001 characters, which is far too long" in refused(**{column: "x" * (MOST_CHARACTERS + 1)})


# --- Kinds ---
@pytest.mark.parametrize("kind", OrganisationKind, ids=str)
def test_a_kind_is_known_by_its_words_and_its_code(kind: OrganisationKind) -> None:
    for typed in (kind.value, kind.label, kind.label.upper(), f" {kind.label}  "):
        assert taken(kind=typed).kind == kind.value


def test_an_unknown_kind_is_quoted_and_cut() -> None:
    told = refused(kind="Choir " * 40)
    assert "“Choir Choir" in told
    assert len(told) < 140


def test_a_missing_kind_names_an_example() -> None:
    assert refused(kind="") == "kind: Enter a kind, such as Local third sector organisation"


# --- Websites ---
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", ""),
        ("group.example", "https://group.example"),
        ("http://group.example/a?b=c#d", "http://group.example/a?b=c#d"),
        ("HTTPS://Group.Example", "HTTPS://Group.Example"),
        ("https://xn--caf-dma.example", "https://xn--caf-dma.example"),
        ("https://café.example/là", "https://café.example/là"),
        ("www.group.scot/page", "https://www.group.scot/page"),
    ],
)
def test_a_web_address_may_leave_its_scheme_out(typed: str, meant: str) -> None:
    assert taken(website=typed).website == meant


@pytest.mark.parametrize(
    "typed",
    [
        "none", "javascript://group.example/%0aalert(1)", "ftp://group.example", "data:text/html,x", "https://",
        "https://group .example", "//group.example", "mailto:a@group.example",
        "https://bank.example@group.example", "https://-group.example",
        "https://[broken", "file:///etc/hosts",
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(typed: str) -> None:
    assert "is not a web address, like https://example.org" in refused(website=typed)


def test_an_address_longer_than_the_register_keeps_is_refused() -> None:
    assert "200 is the most" in refused(website=f"https://group.example/{'a' * 200}")


# --- Areas ---
@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("", set()),
        (";;", set()),
        ("FIFE", {1}),
        ("Fife; S12000047", {1}),
        ("Argyll and Bute ;fife;", {1, 2}),
        ("Comhairle nan Eilean Siar", {3}),
        ("Na h-Eileanan  Siar", {3}),
    ],
)
def test_areas_are_known_by_name_gaelic_name_and_code(typed: str, keys: set[int]) -> None:
    assert taken(council_areas=typed).areas == keys


@pytest.mark.parametrize(
    "typed", ["Fife, Argyll and Bute", "Fife and Kinross", "Atlantis;Fife", "Fife/Dundee"]
)
def test_an_area_that_is_not_known_is_named(typed: str) -> None:
    told = refused(council_areas=typed)
    assert "is not a council area. Put a semicolon between several" in told
    assert typed.split(";", maxsplit=1)[0] in told


# --- Other names ---
def test_other_names_lose_repeats_and_empty_ones() -> None:
    assert taken(other_names="FVA; ;fva;  Fife   Action ;").other_names == ["fva", "Fife Action"]


def test_one_long_name_among_others_is_refused() -> None:
    assert refused(other_names=f"FVA;{'x' * 201}") == "other_names: It has 201 characters; 200 is the most"


# --- Numbers ---
@pytest.mark.parametrize(
    ("scheme", "typed", "kept"),
    [
        ("oscr", "SC012345", "SC012345"),
        ("oscr", " sc 012 345 ", "SC012345"),
        ("companies_house", "sc123456", "SC123456"),
        ("companies_house", "01234567", "01234567"),
        ("ods", "s12345", "S12345"),
        ("ods", "A1B", "A1B"),
    ],
)
def test_a_number_is_kept_in_capitals_without_spaces(scheme: str, typed: str, kept: str) -> None:
    assert taken(**{scheme: typed}).numbers == {scheme: kept}


@pytest.mark.parametrize(
    ("scheme", "typed"),
    [
        ("oscr", "SC12345"),
        ("oscr", "SC0123456"),
        ("oscr", "012345"),
        ("oscr", "SC01234O"),
        ("oscr", "SC٠١٢٣٤٥"),
        ("companies_house", "1234567"),
        ("ods", "AB"),
        ("ods", "ABCDEFGHIJK"),
        ("ods", "S12-45"),
    ],
)
def test_a_number_of_another_form_is_refused(scheme: str, typed: str) -> None:
    assert refused(**{scheme: typed}).startswith(f"{scheme}: Enter the number as ")


# --- The last part of the address ---
@pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS))
def test_the_address_of_another_page_is_refused(slug: str) -> None:
    assert refused(slug=slug) == f"slug: “{slug}” is the address of another page"


@pytest.mark.parametrize("slug", ["a b", "ä-group", "a/b", "../x", "a" * 101, "a.b"])
def test_what_cannot_stand_in_an_address_is_refused(slug: str) -> None:
    assert refused(slug=slug).startswith("slug: ")


# --- A row as a whole ---
def test_every_fault_is_told_in_the_order_of_the_columns() -> None:
    _, faults = asked(Line(7, {"slug": "a b", "name": "", "ods": "!", "kind": "Choir"}), AREAS)
    assert [(fault.line, fault.column) for fault in faults] == [
        (7, "slug"),
        (7, "name"),
        (7, "ods"),
        (7, "kind"),
    ]


def test_a_bad_cell_leaves_the_others_as_they_were_meant() -> None:
    row, wrong = read(oscr="12", website="group.example")
    assert (row.website, row.numbers, len(wrong)) == ("https://group.example", {}, 1)


@settings(max_examples=40, deadline=None)
@given(cells=st.fixed_dictionaries({}, optional={column: st.text(max_size=30) for column in COLUMNS}))
def test_any_cells_are_taken_or_told(cells: dict[str, Any]) -> None:
    row, faults = asked(Line(2, cells), AREAS)
    assert {fault.column for fault in faults} <= cells.keys()
    assert all(fault.reason for fault in faults)
    assert len(row.name) <= 200


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=20))
def test_comparing_simply_forgets_accents_capitals_and_spaces(words: str) -> None:
    assert simple(simple(words)) == simple(words)
    assert simple(f"  {words} ") == simple(words)

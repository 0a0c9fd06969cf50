"""What a file would do: which entry a row is about, what it changes, and which rows cannot stand together."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerships import importing
from partnerships.importing.reading import Line
from partnerships.importing.register import register_now
from partnerships.importing.trying import Seen, found_row, report
from partnerships.models import CouncilArea, Organisation
from tests.factories.merging import IdentifierFactory, OtherNameFactory, organisation_import
from tests.factories.partnerships import CouncilAreaFactory, OrganisationFactory

from .test_importing import KIND, counts, faults, reasons, row, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def fife(db: None) -> CouncilArea:
    return CouncilAreaFactory(name="Fife", slug="fife")


@pytest.fixture
def carers(fife: CouncilArea) -> Organisation:
    made = OrganisationFactory(name="Fife Carers", slug="fife-carers", kind="community_group")
    made.council_areas.set([fife])
    IdentifierFactory(organisation=made, scheme="oscr", value="SC000001")
    return made


def told(text: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = importing.try_out(text)["rows"]
    return rows


def changes(**cells: str) -> dict[str, str]:
    """What a row would change about the carers of Fife, by column."""
    [found] = told(text_of(row(**{"name": "Fife Carers", "slug": "fife-carers", **cells})))
    changed: dict[str, str] = found["changes"]
    return changed


# --- Which entry a row is about ---
@pytest.mark.parametrize(
    "cells",
    [
        {"name": "Another Name", "oscr": "SC000001"},
        {"name": "Another Name", "oscr": "sc 000001"},
        {"name": "Another Name", "slug": "fife-carers"},
        {"name": "FIFE CARERS", "council_areas": "Fife"},
        {"name": " Fife  Carers ", "council_areas": "fife; Fife"},
    ],
)
def test_a_row_is_about_the_entry_of_its_number_address_or_name(
    carers: Organisation, cells: dict[str, str]
) -> None:
    assert counts(text_of({**row(website="https://new.example"), **cells})) == (0, 1, 0, 0)


@pytest.mark.parametrize(
    "cells",
    [
        {"name": "Fife Carers"},
        {"name": "Fife Carers", "council_areas": "Angus"},
        {"name": "Fife Carers", "council_areas": "Fife; Angus"},
        {"name": "Fife Carers Centre", "council_areas": "Fife"},
        {"name": "Fife Carers", "council_areas": "Fife", "slug": "another-address"},
    ],
)
def test_another_name_or_other_areas_are_another_organisation(
    carers: Organisation, cells: dict[str, str]
) -> None:
    CouncilAreaFactory(name="Angus")
    assert counts(text_of(row(**cells))) == (1, 0, 0, 0)


def test_a_number_counts_more_than_a_name(carers: Organisation) -> None:
    IdentifierFactory(organisation__name="Angus Carers", scheme="oscr", value="SC000002")
    assert told(text_of(row("Fife Carers", council_areas="Fife", oscr="SC000002")))[0]["changes"] == {
        "name": "“Angus Carers” becomes “Fife Carers”",
        "kind": "Local third sector organisation becomes Community group",
        "council_areas": "All of Scotland becomes Fife",
    }


def test_the_same_digits_in_another_scheme_are_another_number(carers: Organisation) -> None:
    assert counts(text_of(row("Another", companies_house="SC000001"))) == (1, 0, 0, 0)


def test_another_name_of_an_entry_is_not_its_name(carers: Organisation) -> None:
    OtherNameFactory(organisation=carers, name="FC")
    assert counts(text_of(row("FC", council_areas="Fife"))) == (1, 0, 0, 0)


# --- Entries that were merged ---
@pytest.fixture
def gone(carers: Organisation) -> Organisation:
    return OrganisationFactory(name="Carers of Fife", slug="gone", merged_into=carers)


def test_the_name_of_a_merged_entry_finds_nothing(gone: Organisation) -> None:
    assert counts(text_of(row("Carers of Fife"))) == (1, 0, 0, 0)


def test_a_number_left_with_a_merged_entry_is_told(gone: Organisation) -> None:
    IdentifierFactory(organisation=gone, value="SC000009")
    text = text_of(row("Anything", oscr="SC000009"))
    assert faults(text) == [(2, "oscr")]
    assert "still belongs to an entry that was merged into another one" in reasons(text)


def test_an_address_of_a_merged_entry_and_a_number_of_the_kept_one_agree(gone: Organisation) -> None:
    assert counts(text_of(row("Fife Carers", slug="gone", oscr="SC000001", other_names="FC"))) == (0, 1, 0, 0)


# --- What contradicts the register ---
def test_numbers_of_two_entries_in_one_row_are_told(carers: Organisation) -> None:
    IdentifierFactory(scheme="ods", value="S12345")
    text = text_of(row("Either", oscr="SC000001", ods="S12345"))
    assert reasons(text) == "The numbers of this row belong to different entries"
    assert faults(text) == [(2, "oscr")]


def test_the_address_of_another_entry_is_told(carers: Organisation) -> None:
    OrganisationFactory(slug="another")
    text = text_of(row("Fife Carers", oscr="SC000001", slug="another"))
    assert reasons(text) == "The number is that of “Fife Carers”, whose slug is fife-carers"


def test_a_slug_is_not_replaced_by_a_new_one(carers: Organisation) -> None:
    assert faults(text_of(row("Fife Carers", oscr="SC000001", slug="brand-new"))) == [(2, "slug")]


def test_a_second_number_of_a_scheme_is_known_too(carers: Organisation) -> None:
    IdentifierFactory(organisation=carers, scheme="oscr", value="SC000002")
    text = text_of(row("Fife Carers", oscr="SC000002", council_areas="Fife"))
    assert counts(text) == (0, 0, 1, 0)
    other = text_of(row("Fife Carers", slug="fife-carers", oscr="SC000003"))
    assert "has SC000001, SC000002 already" in reasons(other)


# --- Rows that cannot stand together ---
@pytest.mark.parametrize(
    ("first", "second", "column"),
    [
        ({"oscr": "SC000005"}, {"oscr": "SC000005"}, "oscr"),
        ({"oscr": "SC000005"}, {"oscr": "sc 000005"}, "oscr"),
        ({"slug": "one"}, {"slug": "one"}, "slug"),
        ({"ods": "ABC"}, {"ods": "abc", "oscr": "SC000005"}, "ods"),
        ({"slug": "fife-carers"}, {"oscr": "SC000001"}, "name"),
    ],
)
def test_the_second_row_about_one_organisation_names_the_first(
    carers: Organisation, first: dict[str, str], second: dict[str, str], column: str
) -> None:
    text = text_of(row("First", **first), row("Second", **second))
    assert faults(text) == [(3, column)]
    assert "Line 2 is about the same organisation" in reasons(text)


def test_the_same_row_three_times_is_told_three_times() -> None:
    assert faults(text_of(row(), row(), row())) == [(2, "name"), (3, "name"), (4, "name")]


def test_namesakes_in_different_areas_stand_together(fife: CouncilArea) -> None:
    CouncilAreaFactory(name="Angus")
    text = text_of(row("Men's Shed", council_areas="Fife"), row("Men's Shed", council_areas="Angus"))
    assert counts(text) == (2, 0, 0, 0)


def test_namesakes_are_told_whatever_their_capitals() -> None:
    assert "Line 3 has the same name in the same areas" in reasons(
        text_of(row("Men's Shed"), row("MEN'S SHED"))
    )


def test_a_bad_row_is_not_held_against_its_namesake() -> None:
    assert faults(text_of(row(oscr="12"), row())) == [(2, "oscr")]


def test_a_row_without_areas_is_a_namesake_where_its_entry_works(carers: Organisation) -> None:
    text = text_of(row("Fife Carers", oscr="SC000001"), row("Fife Carers", council_areas="Fife"))
    assert counts(text)[3] == 1


# --- What changes, in words ---
@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"name": "Fife Carers Centre"}, {"name": "“Fife Carers” becomes “Fife Carers Centre”"}),
        ({"name": "FIFE CARERS"}, {"name": "“Fife Carers” becomes “FIFE CARERS”"}),
        ({"kind": "Council"}, {"kind": "Community group becomes Council"}),
        ({"website": "fc.example"}, {"website": "none becomes https://fc.example"}),
        ({"council_areas": "Angus"}, {"council_areas": "Fife becomes Angus"}),
        ({"council_areas": "Fife; Angus"}, {"council_areas": "Fife becomes Angus, Fife"}),
        ({"other_names": "FC; Cùramaichean"}, {"other_names": "FC, Cùramaichean added"}),
        ({"ods": "s12345"}, {"ods": "S12345 added"}),
    ],
)
def test_a_change_is_told_by_column(
    carers: Organisation, cells: dict[str, str], words: dict[str, str]
) -> None:
    CouncilAreaFactory(name="Angus")
    assert changes(**cells) == words


@pytest.mark.parametrize("column", importing.COLUMNS[2:8])
def test_an_empty_cell_takes_nothing_away(carers: Organisation, column: str) -> None:
    OtherNameFactory(organisation=carers, name="FC")
    Organisation.objects.update(website="https://fc.example")
    assert counts(text_of(row("Fife Carers", slug="fife-carers", **{column: ""}))) == (0, 0, 1, 0)


def test_a_name_that_is_known_already_is_not_added(carers: Organisation) -> None:
    OtherNameFactory(organisation=carers, name="FC")
    assert changes(other_names="fc; New Name") == {"other_names": "New Name added"}


# --- The report ---
def test_outcomes_are_counted_and_only_moves_are_listed(carers: Organisation) -> None:
    same = row("Fife Carers", council_areas="Fife")
    text = text_of(row("New"), same, row("Bad", kind="Choir"))
    found = importing.try_out(text)
    assert found["counts"] == {"new": 1, "changed": 0, "same": 1, "bad": 1}
    assert found["rows"] == [{"line": 2, "name": "New", "outcome": "new", "changes": {}}]
    assert [one["line"] for one in found["faults"]] == [4]


def test_a_report_is_the_same_after_a_stay_in_the_database(carers: Organisation) -> None:
    text = text_of(row("New", other_names="شركة; Òigridh"), row("Fife Carers", oscr="SC000001", ods="ABC"))
    made = organisation_import(text)
    kept = json.loads(json.dumps(made.report))
    made.refresh_from_db()
    assert made.report == kept == importing.try_out(text)


def test_a_row_with_too_many_cells_is_counted_as_bad() -> None:
    found = importing.try_out("name,kind\nA,Network,x,y\nB,Network\n")
    assert found["counts"] == {"new": 1, "changed": 0, "same": 0, "bad": 1}
    assert "The row has 4 cells" in found["faults"][0]["reason"]


def test_a_short_row_has_empty_cells() -> None:
    assert faults("name,kind,oscr\nA\n") == [(2, "kind")]


def test_words_that_run_from_right_to_left_are_reported_as_typed() -> None:
    [found] = told(text_of(row("جمعية رعاية المسنين")))
    assert found["name"] == "جمعية رعاية المسنين"


# --- Queries ---
def queries(text: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        importing.try_out(text)
    return len(asked)


def test_a_thousand_rows_ask_no_more_of_the_database_than_one(carers: Organisation) -> None:
    one = queries(text_of(row("Fife Carers", oscr="SC000001")))
    rows = [row(f"Group {number}", council_areas="Fife", oscr=f"SC1{number:05}") for number in range(1_000)]
    assert queries(text_of(*rows)) == one <= 6


def test_a_register_of_many_asks_no_more_than_one_of_few(carers: Organisation) -> None:
    few = queries(text_of(row()))
    for entry in OrganisationFactory.create_batch(30):
        IdentifierFactory(organisation=entry)
    assert queries(text_of(row())) == few


# --- Laws ---
CELLS = st.sampled_from(["", "A", "b", "SC000001", "SC000002", "Fife", "A;B", "x-1", "!"])
REST = ("council_areas", "other_names", "oscr", "ods", "slug")
ROWS = st.fixed_dictionaries(
    {"name": CELLS, "kind": st.sampled_from([KIND, ""])}, optional=dict.fromkeys(REST, CELLS)
)


@settings(max_examples=25, deadline=None)
@given(rows=st.lists(ROWS, min_size=1, max_size=5))
def test_each_row_has_one_outcome_and_each_bad_row_a_reason(rows: list[dict[str, str]]) -> None:
    register, seen = register_now(), Seen()
    found = [
        found_row(Line(at, {"name": "", "kind": "", **cells}), register, seen)
        for at, cells in enumerate(rows)
    ]
    made = report(found)
    assert sum(made["counts"].values()) == len(rows)
    bad = {one["line"] for one in made["faults"]}
    assert made["counts"]["bad"] == len(bad)
    assert not bad & {one["line"] for one in made["rows"]}

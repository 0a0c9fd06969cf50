"""Trying a file of organisations out, and carrying it out: all or nothing, once, and as it was shown."""

import csv
import io
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerships import importing
from partnerships.models import CouncilArea, Identifier, Organisation, OrganisationImport, OtherName
from tests.factories.merging import IdentifierFactory, organisation_import
from tests.factories.partnerships import CouncilAreaFactory, OrganisationFactory

KIND = "Community group"

pytestmark = pytest.mark.django_db


def text_of(*rows: dict[str, str]) -> str:
    written = io.StringIO()
    writer = csv.DictWriter(written, importing.COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()


def row(name: str = "Example Group", **cells: str) -> dict[str, str]:
    return {"name": name, "kind": KIND, **cells}


def counts(text: str) -> tuple[int, ...]:
    return tuple(importing.try_out(text)["counts"].values())


def faults(text: str) -> list[tuple[int, str]]:
    return [(one["line"], one["column"]) for one in importing.try_out(text)["faults"]]


def reasons(text: str) -> str:
    return " ".join(one["reason"] for one in importing.try_out(text)["faults"])


def carried_out(text: str) -> dict[str, Any]:
    return importing.carry_out(organisation_import(text), now=timezone.now())


@pytest.fixture
def area(db: None) -> CouncilArea:
    return CouncilAreaFactory(name="Na h-Eileanan Siar", gaelic_name="Comhairle nan Eilean")


@pytest.fixture
def known(area: CouncilArea) -> Organisation:
    made = OrganisationFactory(
        name="Known Group", slug="known-group", kind="community_group", website="https://known.example"
    )
    made.council_areas.set([area])
    IdentifierFactory(organisation=made, value="SC000001")
    return made


def test_trying_out_writes_nothing(area: CouncilArea) -> None:
    assert counts(text_of(row(council_areas=area.name, oscr="SC123456"))) == (1, 0, 0, 0)
    assert not Organisation.objects.exists()


def test_everything_in_a_row_is_imported(area: CouncilArea) -> None:
    other = CouncilAreaFactory(name="Fife")
    both = f"{area.name}; {other.gss_code}"
    cells = {"website": "group.example", "other_names": "EG; The Group", "oscr": "sc 123456", "ods": "s12345"}
    carried_out(text_of(row(council_areas=both, **cells)))
    made = Organisation.objects.get()
    assert (made.slug, made.kind, made.website) == (
        "example-group",
        "community_group",
        "https://group.example",
    )
    assert set(made.council_areas.all()) == {area, other}
    assert {name.name for name in made.other_names.all()} == {"EG", "The Group"}
    assert set(made.identifiers.values_list("value", flat=True)) == {"SC123456", "S12345"}
    assert (made.team.name, made.team.kind) == ("Example Group", "organisation")


def test_what_is_imported_is_not_shown_as_confirmed() -> None:
    carried_out(text_of(row(website="https://group.example")))
    made = Organisation.objects.get()
    assert not made.name_confirmed
    assert not made.website_confirmed


def test_the_same_file_again_changes_nothing(area: CouncilArea) -> None:
    text = text_of(
        row(council_areas=area.name), row("Second", other_names="2nd"), row("Third", oscr="SC000003")
    )
    assert carried_out(text)["counts"]["new"] == 3
    assert counts(text) == (0, 0, 3, 0)


@pytest.mark.parametrize(
    "cells",
    [
        {"oscr": "SC000001"},
        {"slug": "known-group"},
        {"name": "Known Group", "council_areas": "na h-eileanan siar"},
    ],
)
def test_an_entry_is_found_by_number_slug_or_name_and_areas(
    known: Organisation, cells: dict[str, str]
) -> None:
    text = text_of({"name": "Known Group", "kind": KIND, "website": "https://new.example", **cells})
    assert carried_out(text)["counts"] == {"new": 0, "changed": 1, "same": 0, "bad": 0}
    known.refresh_from_db()
    assert (known.website, known.website_confirmed) == ("https://new.example", False)


def test_the_same_name_in_other_areas_is_another_organisation(known: Organisation) -> None:
    assert counts(text_of(row("Known Group"))) == (1, 0, 0, 0)


def test_each_change_is_told_in_words(known: Organisation) -> None:
    CouncilAreaFactory(name="Fife")
    cells = {"oscr": "SC000001", "council_areas": "Fife", "other_names": "KG", "ods": "S1234"}
    report = importing.try_out(text_of({"name": "New Name", "kind": "Network", **cells}))
    assert report["rows"][0]["changes"] == {
        "name": "“Known Group” becomes “New Name”",
        "kind": "Community group becomes Network",
        "council_areas": "Na h-Eileanan Siar becomes Fife",
        "other_names": "KG added",
        "ods": "S1234 added",
    }


def test_all_that_changes_is_written(known: Organisation) -> None:
    fife = CouncilAreaFactory(name="Fife")
    cells = {"oscr": "SC000001", "council_areas": "Fife", "other_names": "KG", "ods": "S1234"}
    carried_out(text_of({"name": "New Name", "kind": "Network", **cells}))
    known.refresh_from_db()
    assert (known.name, known.team.name, known.kind) == ("New Name", "New Name", "network")
    assert [*known.council_areas.all()] == [fife]
    assert OtherName.objects.get().name == "KG"
    assert Identifier.objects.get(scheme="ods").organisation == known


def test_an_empty_cell_changes_nothing(known: Organisation) -> None:
    assert counts(text_of({"name": "Known Group", "kind": KIND, "oscr": "SC000001"})) == (0, 0, 1, 0)


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("name", ""),
        ("name", "n" * 201),
        ("name", "bell \x07"),
        ("kind", ""),
        ("kind", "Choir"),
        ("website", "not an address"),
        ("website", "javascript:alert(1)"),
        ("council_areas", "Atlantis"),
        ("other_names", "o" * 201),
        ("oscr", "12"),
        ("companies_house", "SC12"),
        ("ods", "!"),
        ("slug", "two words"),
        ("slug", "import"),
        ("website", "x" * 10_001),
    ],
)
def test_a_bad_cell_is_told_by_line_and_column(column: str, cell: str) -> None:
    assert faults(text_of(row("Good"), row(**{"name": "Bad", column: cell}))) == [(3, column)]


def test_all_faults_of_a_row_are_told_at_once() -> None:
    assert faults(text_of(row("", kind="Choir", oscr="12"))) == [(2, "name"), (2, "kind"), (2, "oscr")]


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    text = 'name,kind\n"Two\nlines",Network\n\nBad,Choir\n'
    assert faults(text) == [(5, "kind")]


def test_a_row_with_too_many_cells_is_told() -> None:
    assert faults("name,kind\nOne,Network,more\n") == [(2, "")]


def test_two_rows_about_one_organisation_are_refused(known: Organisation) -> None:
    twice = text_of(row("One", oscr="SC000002"), row("Two", oscr="SC000002"))
    assert faults(twice) == [(3, "oscr")]
    assert "Line 2 is about the same organisation" in reasons(twice)
    assert faults(text_of(row("A", oscr="SC000001"), row("B", slug="known-group"))) == [(3, "name")]


def test_rows_that_only_a_name_tells_apart_are_refused() -> None:
    assert faults(text_of(row(), row())) == [(2, "name"), (3, "name")]
    assert faults(text_of(row(oscr="SC000002"), row())) == [(3, "name")]
    assert not faults(text_of(row(oscr="SC000002"), row(slug="another")))


def test_a_number_of_another_entry_is_refused(known: Organisation) -> None:
    other = IdentifierFactory(value="SC000009")
    assert "belong to different entries" in reasons(
        text_of(
            row(oscr="SC000001", companies_house=""), row("X", oscr="SC000001", slug=other.organisation.slug)
        )
    ) or faults(text_of(row(oscr="SC000001", slug=other.organisation.slug))) == [(2, "slug")]


def test_a_number_is_not_replaced(known: Organisation) -> None:
    text = text_of(row("Known Group", slug="known-group", oscr="SC000002"))
    assert faults(text) == [(2, "oscr")]
    assert "has SC000001 already" in reasons(text)


def test_two_entries_of_one_name_are_told_apart_in_words() -> None:
    OrganisationFactory(name="Twins")
    OrganisationFactory(name="Twins")
    assert "More than one entry is called “Twins”" in reasons(text_of(row("Twins")))


def test_the_address_of_a_merged_entry_leads_to_the_kept_one(known: Organisation) -> None:
    OrganisationFactory(slug="gone", merged_into=known)
    report = importing.try_out(text_of(row("Known Group", slug="gone", other_names="KG")))
    assert report["counts"]["changed"] == 1
    carried_out(text_of(row("Known Group", slug="gone", other_names="KG")))
    assert known.other_names.get().name == "KG"


def test_nothing_is_written_while_a_row_is_bad() -> None:
    with pytest.raises(importing.ImportProblem, match="while a row has a problem"):
        carried_out(text_of(row("Good"), row("Bad", oscr="12")))
    assert not Organisation.objects.exists()


def test_a_file_is_imported_once() -> None:
    made = organisation_import(text_of(row()))
    importing.carry_out(made, now=timezone.now())
    with pytest.raises(importing.ImportProblem, match="imported already"):
        importing.carry_out(made, now=timezone.now())


def test_only_what_was_shown_is_imported() -> None:
    made = organisation_import(text_of(row()))
    OrganisationFactory(name="Example Group", kind="network")
    with pytest.raises(importing.ImportProblem, match="has changed since"):
        importing.carry_out(made, now=timezone.now())
    importing.look_again(made)
    assert OrganisationImport.objects.get().report["counts"]["changed"] == 1


def test_what_was_imported_keeps_its_report() -> None:
    made = organisation_import(text_of(row()))
    importing.carry_out(made, now=timezone.now())
    importing.look_again(made)
    assert OrganisationImport.objects.get().report["counts"]["new"] == 1


def test_addresses_that_are_taken_or_are_pages_get_a_number() -> None:
    OrganisationFactory(slug="twins", name="Another")
    carried_out(text_of(row("Twins"), row("Import"), row("中文"), row("Third", slug="twins-2")))
    slugs = set(Organisation.objects.values_list("slug", flat=True))
    assert slugs == {"twins", "twins-3", "import-2", "organisation", "twins-2"}


def test_a_formula_is_kept_as_typed() -> None:
    carried_out(text_of(row("=1+1 Group")))
    assert Organisation.objects.get().name == "=1+1 Group"


def test_no_cell_of_a_sheet_acts_as_a_formula() -> None:
    report = {"faults": [{"line": 2, "column": "name", "reason": "=HYPERLINK()"}]}
    assert b"'=HYPERLINK()" in importing.errors_sheet(report)


def test_the_template_can_be_imported() -> None:
    CouncilAreaFactory(name="Fife")
    CouncilAreaFactory(name="Dundee City")
    assert counts(importing.read(importing.template_sheet())) == (1, 0, 0, 0)


CELLS = st.sampled_from(["", "A", "B", "a", "SC000001", "SC000002", "A; B", "x-1", "=A", "Network", "é"])
ROWS = st.fixed_dictionaries(
    {"name": st.sampled_from("ABCa"), "kind": st.sampled_from([KIND, "Network", "Network", ""])},
    optional=dict.fromkeys(importing.COLUMNS[2:], CELLS),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROWS, min_size=1, max_size=6))
def test_any_clean_file_changes_nothing_the_second_time(
    known: Organisation, rows: list[dict[str, str]]
) -> None:
    Organisation.objects.exclude(pk=known.pk).delete()
    text = text_of(*rows)
    report = importing.try_out(text)
    assert sum(report["counts"].values()) == len(rows)
    if not report["faults"]:
        carried_out(text)
        assert counts(text) == (0, 0, len(rows), 0)

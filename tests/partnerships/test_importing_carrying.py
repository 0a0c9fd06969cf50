"""Carrying a file out: all of it, once, as it was shown, and beside whatever else happens meanwhile."""

import datetime as dt
from typing import Any

import pghistory
import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coproduce.accounts.models import Team, User
from partnerships import importing
from partnerships.importing import carrying
from partnerships.importing.register import register_now
from partnerships.models import CouncilArea, Identifier, Organisation, OrganisationImport, OtherName
from tests.factories.merging import IdentifierFactory, OtherNameFactory, organisation_import
from tests.factories.partnerships import CouncilAreaFactory, OrganisationFactory, someone
from tests.threads import at_once

from .test_importing import carried_out, counts, row, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def carers(db: None) -> Organisation:
    made = OrganisationFactory(
        name="Fife Carers",
        slug="fife-carers",
        kind="community_group",
        website="https://fc.example",
        website_confirmed=True,
        name_confirmed=True,
        note="Rang in May.",
        source_url="https://source.example",
        confirmed_on=dt.date(2026, 5, 1),
        confirmed_by=someone(),
    )
    IdentifierFactory(organisation=made, scheme="oscr", value="SC000001")
    return made


def changed(carers: Organisation, **cells: str) -> Organisation:
    """The entry after a file has said this about it."""
    carried_out(text_of(row(**{"name": "Fife Carers", "slug": "fife-carers", **cells})))
    carers.refresh_from_db()
    return carers


# --- What is new ---
def test_a_new_entry_has_nobodys_word_for_it() -> None:
    carried_out(text_of(row(website="https://group.example")))
    made = Organisation.objects.get()
    assert (made.confirmed_on, made.confirmed_by, made.note, made.source_url) == (None, None, "", "")


def test_a_new_entry_has_a_team_without_people() -> None:
    carried_out(text_of(row("One"), row("Two")))
    teams = [entry.team for entry in Organisation.objects.select_related("team")]
    assert [team.name for team in teams] == ["One", "Two"]
    assert not any(team.roles.exists() for team in teams)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Comann Gàidhealach", "comann-gaidhealach"),
        ("O’Neill & Sons", "oneill-sons"),
        ("Duplicates", "duplicates-2"),
        ("جمعية", "organisation"),
        ("—", "organisation"),
        ("x" * 150, "x" * 90),
    ],
)
def test_a_name_makes_an_address(name: str, slug: str) -> None:
    carried_out(text_of(row(name)))
    assert Organisation.objects.get().slug == slug


def test_an_address_typed_in_a_later_row_is_left_free_for_it() -> None:
    carried_out(text_of(row("One"), row("Two", slug="one")))
    assert dict(Organisation.objects.values_list("name", "slug")) == {"One": "one-2", "Two": "one"}


def test_rows_beyond_one_batch_are_all_written() -> None:
    rows = [row(f"Group {number}", other_names=f"G{number}", ods=f"A{number:04}") for number in range(501)]
    carried_out(text_of(*rows))
    assert [model.objects.count() for model in (Organisation, OtherName, Identifier)] == [501] * 3
    assert Identifier.objects.get(value="A0500").organisation.name == "Group 500"


# --- What changes ---
def test_columns_that_a_file_does_not_speak_of_stay(carers: Organisation) -> None:
    before = {name: getattr(carers, name) for name in ("note", "source_url", "confirmed_on", "team", "slug")}
    after = changed(carers, kind="Council", website="https://new.example")
    assert {name: getattr(after, name) for name in before} == before
    assert after.confirmed_by == carers.confirmed_by


def test_only_what_changed_loses_its_confirmation(carers: Organisation) -> None:
    after = changed(carers, website="https://new.example")
    assert (after.name_confirmed, after.website_confirmed) == (True, False)
    again = changed(carers, name="Carers of Fife", website="")
    assert (again.name_confirmed, again.website) == (False, "https://new.example")


def test_areas_are_replaced_and_names_are_added(carers: Organisation) -> None:
    old, new = CouncilAreaFactory(name="Fife"), CouncilAreaFactory(name="Angus")
    carers.council_areas.set([old])
    OtherNameFactory(organisation=carers, name="FC")
    after = changed(carers, council_areas="Angus", other_names="Carers of Fife")
    assert [*after.council_areas.all()] == [new]
    assert {name.name for name in after.other_names.all()} == {"FC", "Carers of Fife"}


def test_the_moment_of_a_change_is_new(carers: Organisation) -> None:
    before = carers.changed_at
    assert changed(carers, kind="Council").changed_at > before


def test_an_entry_that_stays_the_same_is_not_touched(carers: Organisation) -> None:
    before = carers.changed_at
    carried_out(text_of(row("Fife Carers", slug="fife-carers"), row("New")))
    carers.refresh_from_db()
    assert carers.changed_at == before


def test_other_entries_are_not_touched(carers: Organisation) -> None:
    bystander = OrganisationFactory(name="Bystander")
    changed(carers, name="Another")
    bystander.refresh_from_db()
    assert (bystander.name, bystander.team.name) == ("Bystander", "Bystander")


# --- History ---
def labels(entry: Organisation) -> list[str]:
    events: Any = entry.pgh_event_model.objects.filter(pgh_obj_id=entry.pk)  # type: ignore[attr-defined]
    return [*events.order_by("pgh_id").values_list("pgh_label", flat=True)]


def test_a_new_entry_begins_its_history() -> None:
    carried_out(text_of(row()))
    assert labels(Organisation.objects.get()) == ["insert"]


def test_a_change_by_file_is_one_change_in_the_history(carers: Organisation) -> None:
    assert labels(changed(carers, name="Another", kind="Council", website="new.example")) == [
        "insert",
        "update",
    ]


def test_the_history_knows_who_imported(carers: Organisation, administrator: User) -> None:
    with pghistory.context(user=administrator.pk):
        changed(carers, name="Another")
    newest: Any = carers.pgh_event_model.objects.filter(pgh_obj_id=carers.pk).latest("pgh_id")  # type: ignore[attr-defined]
    assert newest.pgh_context.metadata["user"] == administrator.pk


# --- The file itself ---
def test_when_it_was_imported_is_kept() -> None:
    made, now = organisation_import(text_of(row())), timezone.now()
    importing.carry_out(made, now=now)
    assert OrganisationImport.objects.get(pk=made.pk).imported_at == now


def test_a_file_of_nothing_new_can_be_carried_out(carers: Organisation) -> None:
    done = carried_out(text_of(row("Fife Carers", slug="fife-carers")))
    assert done["counts"] == {"new": 0, "changed": 0, "same": 1, "bad": 0}


def test_a_file_that_is_gone_is_not_imported() -> None:
    made = organisation_import(text_of(row()))
    OrganisationImport.objects.all().delete()
    with pytest.raises(ObjectDoesNotExist):
        importing.carry_out(made, now=timezone.now())
    assert not Organisation.objects.exists()


# --- What changed since the file was tried out ---
def rename(carers: Organisation) -> None:
    Organisation.objects.filter(pk=carers.pk).update(name="Renamed")


def take_number(carers: Organisation) -> None:
    Identifier.objects.filter(organisation=carers).update(value="SC999999")


def merge_away(carers: Organisation) -> None:
    Organisation.objects.filter(pk=carers.pk).update(merged_into=OrganisationFactory())


def claim_address(_: Organisation) -> None:
    OrganisationFactory(slug="new-group", name="Came first")


@pytest.mark.parametrize("meanwhile", [rename, take_number, merge_away, claim_address])
def test_nothing_is_written_when_the_register_has_changed(carers: Organisation, meanwhile: Any) -> None:
    made = organisation_import(
        text_of(row("Fife Carers", oscr="SC000001", other_names="FC"), row("New Group", slug="new-group"))
    )
    meanwhile(carers)
    before = Organisation.objects.count(), OtherName.objects.count(), Team.objects.count()
    with pytest.raises(importing.ImportProblem, match="has changed since this file was tried out"):
        importing.carry_out(made, now=timezone.now())
    assert (Organisation.objects.count(), OtherName.objects.count(), Team.objects.count()) == before


def test_a_change_that_does_not_concern_the_file_lets_it_pass(carers: Organisation) -> None:
    made = organisation_import(text_of(row("New Group")))
    rename(carers)
    assert importing.carry_out(made, now=timezone.now())["counts"]["new"] == 1


def test_an_area_that_is_renamed_meanwhile_is_told(carers: Organisation) -> None:
    area = CouncilAreaFactory(name="Fife")
    made = organisation_import(text_of(row("New", council_areas="Fife")))
    CouncilArea.objects.filter(pk=area.pk).update(name="Kingdom", slug="kingdom")
    with pytest.raises(importing.ImportProblem, match="has changed since"):
        importing.carry_out(made, now=timezone.now())


def test_an_edit_after_the_register_was_read_is_not_overwritten(carers: Organisation) -> None:
    [read] = [known.row for known in register_now().entries.values()]
    carers.note = "Edited meanwhile"
    carers.save()
    with pytest.raises(importing.ImportProblem, match="has changed since"):
        carrying.hold([read])


def test_looking_again_tells_what_the_file_would_do_now(carers: Organisation) -> None:
    made = organisation_import(text_of(row("Fife Carers", oscr="SC000001")))
    assert made.report["counts"]["same"] == 1
    rename(carers)
    importing.look_again(made)
    made.refresh_from_db()
    assert made.report["rows"][0]["changes"] == {"name": "“Renamed” becomes “Fife Carers”"}


def test_as_many_statements_for_a_hundred_rows_as_for_ten() -> None:
    def statements(start: int, number: int) -> int:
        rows = [row(f"Group {at}", ods=f"A{at:04}") for at in range(start, start + number)]
        made = organisation_import(text_of(*rows))
        with CaptureQueriesContext(connection) as asked:
            importing.carry_out(made, now=timezone.now())
        return len(asked)

    assert statements(0, 10) == statements(1_000, 100)


# --- At once ---
def outcome(made: OrganisationImport) -> str:
    try:
        importing.carry_out(made, now=timezone.now())
    except importing.ImportProblem as problem:
        return str(problem)
    return "imported"


@pytest.mark.django_db(transaction=True)
def test_one_file_carried_out_twice_at_once_is_imported_once() -> None:
    made = organisation_import(text_of(row()))
    told = at_once(lambda: outcome(made), lambda: outcome(made))
    assert sorted(told) == ["This file has been imported already.", "imported"]
    assert Organisation.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_files_about_one_organisation_at_once_make_one_entry() -> None:
    files = [organisation_import(text_of(row(oscr="SC000005", website=f"{n}.example"))) for n in "ab"]
    told = at_once(*[lambda made=made: outcome(made) for made in files])
    assert sorted(told) == [carrying.CHANGED_SINCE, "imported"]
    assert Organisation.objects.count() == 1
    assert counts(files[told.index("imported")].text) == (0, 0, 1, 0)


@pytest.mark.django_db(transaction=True)
def test_two_files_about_different_organisations_at_once_are_both_imported() -> None:
    files = [organisation_import(text_of(row(f"Group {n}"))) for n in "ab"]
    assert at_once(*[lambda made=made: outcome(made) for made in files]) == ["imported", "imported"]
    assert Organisation.objects.count() == 2

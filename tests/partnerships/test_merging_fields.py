"""What two entries say, field by field: what differs, what is suggested, and what stays."""

import datetime as dt
from typing import Any

import pytest
from django.db import models
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerships import merging
from partnerships.merging import fields
from partnerships.merging.fields import AREAS, BOTH, FIXED, KEPT, MERGED, WITH, Compared, compared
from partnerships.models import Merge, Organisation, OrganisationKind
from tests.factories.partnerships import CouncilAreaFactory, OrganisationFactory, someone

pytestmark = pytest.mark.django_db
CHOICES = [KEPT, MERGED, BOTH, "", "neither"]


@pytest.fixture
def kept(db: None) -> Organisation:
    return OrganisationFactory(name="Fife Carers", slug="fife-carers")


@pytest.fixture
def merged(db: None) -> Organisation:
    return OrganisationFactory(name="Fife Carers", slug="fife-carers-ltd")


def told(kept: Organisation, merged: Organisation, name: str) -> Compared:
    [found] = [field for field in compared(kept, merged) if field.name == name]
    return found


def settled(kept: Organisation, merged: Organisation, **choices: str) -> Organisation:
    merging.merge(kept, merged, by=someone(), now=timezone.now(), choices=choices)
    return Organisation.objects.get(pk=kept.pk)


def write(row: Organisation, **values: Any) -> Organisation:
    Organisation.objects.filter(pk=row.pk).update(**values)
    row.refresh_from_db()
    return row


def columns() -> list[models.Field[Any, Any]]:
    return list(Organisation._meta.concrete_fields)


# --- Which fields are looked at ---
def test_every_column_of_an_entry_is_compared_or_named_as_its_own() -> None:
    """A column that is new must be compared, or said to go with another, or to be the entry's own."""
    compared_names = {field.name for field in fields.told_fields()}
    assert compared_names | FIXED | set(WITH) == {field.name for field in columns()}
    assert not compared_names & (FIXED | set(WITH))


def test_fields_that_follow_another_follow_one_that_is_compared() -> None:
    assert set(WITH.values()) <= {field.name for field in fields.told_fields()}


def test_areas_are_compared_last(kept: Organisation, merged: Organisation) -> None:
    assert [field.name for field in compared(kept, merged)][-1] == AREAS


def test_two_that_say_the_same_differ_nowhere(kept: Organisation, merged: Organisation) -> None:
    assert [field.name for field in compared(kept, merged) if field.differs] == []


# --- How a value is told ---
@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("kind", OrganisationKind.COUNCIL, "Council"),
        ("website", "https://fc.example", "https://fc.example"),
        ("website", "", ""),
        ("confirmed_on", None, ""),
        ("confirmed_on", dt.date(2026, 3, 1), "1 March 2026"),
        ("note", "Line one\nline two", "Line one\nline two"),
    ],
)
def test_a_value_is_told_in_words(
    kept: Organisation, merged: Organisation, column: str, value: Any, words: str
) -> None:
    write(merged, **{column: value})
    assert told(kept, merged, column).merged == words


def test_labels_begin_with_a_capital(kept: Organisation, merged: Organisation) -> None:
    labels = [field.label for field in compared(kept, merged)]
    assert "Last confirmed on" in labels
    assert all(label[0].isupper() for label in labels)


def test_who_confirmed_is_not_told(kept: Organisation, merged: Organisation) -> None:
    person = someone()
    write(merged, confirmed_on=dt.date(2026, 3, 1), confirmed_by=person)
    assert not [field for field in compared(kept, merged) if person.email in field.kept + field.merged]


@pytest.mark.parametrize(
    ("name", "label"), [("kind", "Kind"), ("merged_into", "Merged into"), ("old_one", "Old one")]
)
def test_a_field_has_a_label_even_when_it_is_gone(name: str, label: str) -> None:
    assert fields.label_of(name) == label


# --- What is suggested ---
@pytest.mark.parametrize(
    ("column", "ours", "theirs", "options", "suggested"),
    [
        ("name", "A", "B", (KEPT, MERGED), KEPT),
        ("name", "Carers", "CARERS", (KEPT, MERGED), KEPT),
        ("website", "", "https://fc.example", (KEPT, MERGED), MERGED),
        ("website", "https://fc.example", "", (KEPT, MERGED), KEPT),
        ("note", "", "Theirs", (KEPT, MERGED), MERGED),
        ("note", "Ours", "", (KEPT, MERGED), KEPT),
        ("note", "Ours", "Theirs", (BOTH, KEPT, MERGED), BOTH),
        ("note", "Same", "Same", (KEPT,), KEPT),
        ("confirmed_on", None, dt.date(2026, 3, 1), (KEPT, MERGED), MERGED),
        ("confirmed_on", dt.date(2026, 3, 1), dt.date(2026, 4, 1), (KEPT, MERGED), KEPT),
    ],
)
def test_what_is_filled_in_is_suggested_and_long_texts_can_stay_both(
    kept: Organisation, merged: Organisation, column: str, ours: Any, theirs: Any, options: tuple[str, ...],
    suggested: str,
) -> None:  # fmt: skip
    found = told(write(kept, **{column: ours}), write(merged, **{column: theirs}), column)
    assert (found.options, found.suggested) == (options, suggested)


@pytest.mark.parametrize(
    ("ours", "theirs", "options", "suggested"),
    [
        ("", "", (KEPT,), KEPT),
        ("Fife", "Fife", (KEPT,), KEPT),
        ("Fife", "Angus", (BOTH, KEPT, MERGED), BOTH),
        ("Fife", "", (KEPT, MERGED), KEPT),
        ("", "Fife", (KEPT, MERGED), KEPT),
    ],
)
def test_all_of_scotland_is_never_put_together_with_an_area(
    kept: Organisation, merged: Organisation, ours: str, theirs: str, options: tuple[str, ...], suggested: str
) -> None:
    areas = {name: CouncilAreaFactory(name=name) for name in ("Fife", "Angus")}
    for entry, name in ((kept, ours), (merged, theirs)):
        entry.council_areas.set([areas[name]] if name else [])
    found = told(kept, merged, AREAS)
    assert (found.options, found.suggested) == (options, suggested)
    assert found.kept == (ours or "All of Scotland")


# --- What stays ---
@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("column", ["name", "kind", "website", "source_url", "note"])
def test_each_choice_of_each_field_is_done(
    kept: Organisation, merged: Organisation, column: str, choice: str
) -> None:
    ours = {"name": "Ours", "kind": "council", "website": "https://a.example", "source_url": "a", "note": "a"}
    theirs = {
        "name": "Theirs",
        "kind": "network",
        "website": "https://b.example",
        "source_url": "b",
        "note": "b",
    }
    write(kept, **{column: ours[column]})
    write(merged, **{column: theirs[column]})
    found = told(kept, merged, column)
    done = choice if choice in found.options else found.suggested
    wanted = {KEPT: ours[column], MERGED: theirs[column], BOTH: f"{ours[column]}\n\n{theirs[column]}"}
    assert getattr(settled(kept, merged, **{column: choice}), column) == wanted[done]


@pytest.mark.parametrize(
    ("choice", "names"), [(KEPT, {"Fife"}), (MERGED, {"Angus"}), (BOTH, {"Fife", "Angus"})]
)
def test_each_choice_of_areas_is_done(
    kept: Organisation, merged: Organisation, choice: str, names: set[str]
) -> None:
    kept.council_areas.set([CouncilAreaFactory(name="Fife")])
    merged.council_areas.set([CouncilAreaFactory(name="Angus")])
    after = settled(kept, merged, **{AREAS: choice})
    assert {area.name for area in after.council_areas.all()} == names


def test_all_of_scotland_can_be_taken_over(kept: Organisation, merged: Organisation) -> None:
    kept.council_areas.set([CouncilAreaFactory()])
    assert not settled(kept, merged, **{AREAS: MERGED}).council_areas.exists()


@pytest.mark.parametrize(("choice", "confirmed"), [(KEPT, False), (MERGED, True)])
def test_whether_a_website_is_confirmed_comes_with_it(
    kept: Organisation, merged: Organisation, choice: str, *, confirmed: bool
) -> None:
    write(kept, website="https://a.example", website_confirmed=False)
    write(merged, website="https://b.example", website_confirmed=True)
    assert settled(kept, merged, website=choice).website_confirmed is confirmed


def test_a_kept_name_does_not_gain_the_others_confirmation(kept: Organisation, merged: Organisation) -> None:
    write(merged, name="Another", name_confirmed=True)
    assert not settled(kept, merged, name=KEPT).name_confirmed


def test_the_day_that_was_chosen_brings_who_confirmed(kept: Organisation, merged: Organisation) -> None:
    first, second = someone(), someone()
    write(kept, confirmed_on=dt.date(2026, 1, 1), confirmed_by=first)
    write(merged, confirmed_on=dt.date(2026, 2, 1), confirmed_by=second)
    after = settled(kept, merged, confirmed_on=MERGED)
    assert (after.confirmed_on, after.confirmed_by) == (dt.date(2026, 2, 1), second)


def test_the_kept_entry_keeps_its_address_and_its_team(kept: Organisation, merged: Organisation) -> None:
    after = settled(kept, merged, name=MERGED, kind=MERGED)
    assert (after.slug, after.team, after.merged_into) == (kept.slug, kept.team, None)


def test_the_merged_entry_keeps_what_it_said(kept: Organisation, merged: Organisation) -> None:
    write(merged, website="https://b.example", note="Theirs")
    settled(kept, merged)
    merged.refresh_from_db()
    assert (merged.website, merged.note, merged.slug) == ("https://b.example", "Theirs", "fife-carers-ltd")


def test_an_unknown_field_in_the_choices_is_left_alone(kept: Organisation, merged: Organisation) -> None:
    write(merged, slug="elsewhere")
    assert settled(kept, merged, slug=MERGED, team=MERGED, nonsense=MERGED).slug == "fife-carers"


# --- The record ---
def test_the_record_tells_each_field_as_it_was_shown(kept: Organisation, merged: Organisation) -> None:
    write(merged, website="https://b.example", note="Theirs")
    shown = {field.label: (field.kept, field.merged) for field in compared(kept, merged)}
    settled(kept, merged)
    record = Merge.objects.get().before["fields"]
    assert {field["label"]: (field["kept"], field["merged"]) for field in record} == shown


def test_the_record_has_every_column_of_both(kept: Organisation, merged: Organisation) -> None:
    settled(kept, merged)
    before = Merge.objects.get().before
    names = {field.name for field in columns()} - {"id"} | {"pk", AREAS}
    assert set(before["kept"]) == set(before["merged"]) == names


def test_the_record_tells_what_was_chosen_not_what_was_asked(
    kept: Organisation, merged: Organisation
) -> None:
    write(merged, name="Another")
    settled(kept, merged, name="neither")
    chosen = {field["label"]: field["chosen"] for field in Merge.objects.get().before["fields"]}
    assert (chosen["Name"], chosen["Kind"]) == (KEPT, "same")


TEXTS = st.sampled_from(["", "One", "Two", "Trì"])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ours=TEXTS, theirs=TEXTS, choice=st.sampled_from(CHOICES))
def test_no_text_is_lost_from_both_the_entry_and_the_record(
    db: None, ours: str, theirs: str, choice: str
) -> None:
    kept, merged = OrganisationFactory(note=ours), OrganisationFactory(note=theirs)
    after = settled(kept, merged, note=choice)
    record = Merge.objects.get(kept=kept).before
    assert (record["kept"]["note"], record["merged"]["note"]) == (ours, theirs)
    assert after.note in {ours, theirs, f"{ours}\n\n{theirs}"}

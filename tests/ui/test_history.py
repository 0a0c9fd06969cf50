"""Changes of a row in words, newest first."""

import datetime as dt

import pghistory
import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coproduce.accounts.models import User
from coproduce.ui import history
from partnerships.models import Organisation, Partnership
from tests.factories.partnerships import OrganisationFactory


def difference(row: Organisation) -> history.Difference:
    [found] = history.changes(row)[0].differences
    return found


def test_the_first_entry_has_no_before(organisation: Organisation) -> None:
    [first] = history.changes(organisation)
    assert first.is_first
    assert first.differences == ()
    assert first.moment <= timezone.now()


def test_a_change_names_the_field_and_both_values(organisation: Organisation) -> None:
    Organisation.objects.filter(pk=organisation.pk).update(name="Fife Voluntary Actions")
    assert difference(organisation) == history.Difference(
        "name", "Fife Voluntary Action", "Fife Voluntary Actions"
    )


def test_who_changed_it_is_named(organisation: Organisation, officer: User) -> None:
    with pghistory.context(user=officer.pk):
        Organisation.objects.filter(pk=organisation.pk).update(name="Another")
    newest, first = history.changes(organisation)
    assert (newest.who, first.who) == ("Ossian Officer", "the platform")


def test_someone_whose_account_is_gone_is_not_a_fault(organisation: Organisation) -> None:
    with pghistory.context(user=987654321):
        Organisation.objects.filter(pk=organisation.pk).update(name="Another")
    assert history.changes(organisation)[0].who == "the platform"


def test_marks_of_machinery_are_no_change(organisation: Organisation) -> None:
    Organisation.objects.filter(pk=organisation.pk).update(changed_at=timezone.now())
    assert len(history.changes(organisation)) == 1


def test_choices_are_shown_in_their_words(organisation: Organisation) -> None:
    kind, label = next(
        one for one in Organisation._meta.get_field("kind").flatchoices if one[0] != organisation.kind
    )
    Organisation.objects.filter(pk=organisation.pk).update(kind=kind)
    assert difference(organisation).new == str(label)


def test_foreign_keys_are_shown_by_name(organisation: Organisation, officer: User) -> None:
    into = OrganisationFactory(name="Fife Together")
    Organisation.objects.filter(pk=organisation.pk).update(merged_into=into)
    assert (difference(organisation).old, difference(organisation).new) == ("empty", str(into))


def test_days_are_written_out() -> None:
    field = Organisation._meta.get_field("confirmed_on")
    assert history.worded(field, dt.date(2026, 9, 1)) == "1 September 2026"


@pytest.mark.parametrize(("value", "words"), [(None, "empty"), ("", "empty"), (True, "yes"), (False, "no")])
def test_empty_and_yes_and_no_are_said(value: object, words: str) -> None:
    assert history.worded(Organisation._meta.get_field("name"), value) == words


def test_long_texts_are_shortened() -> None:
    words = history.worded(Organisation._meta.get_field("name"), "long " * 100)
    assert len(words) == history.LONGEST
    assert words.endswith("…")


def test_moments_are_told_by_the_clock_of_the_place() -> None:
    noon = dt.datetime(2026, 7, 1, 12, tzinfo=dt.UTC)
    assert history.worded(Organisation._meta.get_field("changed_at"), noon) == "1 July 2026, 13:00"


def test_fifty_changes_take_as_many_queries_as_one(organisation: Organisation, officer: User) -> None:
    def renamed(times: int) -> int:
        with pghistory.context(user=officer.pk):
            for number in range(times):
                Organisation.objects.filter(pk=organisation.pk).update(name=f"Name {times} {number}")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            history.changes(organisation)
        return len(asked)

    assert renamed(1) == renamed(60) <= 4


def test_older_changes_are_on_the_next_page(organisation: Organisation) -> None:
    for number in range(60):
        Organisation.objects.filter(pk=organisation.pk).update(name=f"Name {number}")
    assert history.number_of_pages(organisation) == 2
    newest, oldest = history.changes(organisation), history.changes(organisation, page=2)
    assert (len(newest), len(oldest)) == (50, 11)
    assert newest[-1].differences[0].old == oldest[0].differences[0].new
    assert oldest[-1].is_first


def test_another_rows_changes_stay_out(organisation: Organisation, other_organisation: Organisation) -> None:
    Organisation.objects.filter(pk=other_organisation.pk).update(name="Another")
    assert len(history.changes(organisation)) == 1


def test_a_partnership_has_its_history_too(fife: Partnership) -> None:
    assert history.changes(fife)[-1].is_first


def test_the_partial_tells_who_and_what(organisation: Organisation, officer: User) -> None:
    with pghistory.context(user=officer.pk):
        Organisation.objects.filter(pk=organisation.pk).update(name="<b>Another</b>")
    page = render_to_string("components/_history.html", {"changes": history.changes(organisation)})
    assert "Ossian Officer" in page
    assert "&lt;b&gt;Another&lt;/b&gt;" in page
    assert "First recorded here." in page


def test_the_partial_says_so_when_nothing_is_known() -> None:
    assert "Nothing has changed" in render_to_string("components/_history.html", {"changes": []})

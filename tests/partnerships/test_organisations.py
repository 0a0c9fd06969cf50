"""Entries of organisations: when they are stale, whose they are, what finds them, what is refused."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from django.utils.timezone import localdate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coproduce.accounts.models import Role, RoleName, Team, TeamKind, User
from coproduce.ui import history
from partnerships.models import Identifier, Organisation, OrganisationKind, OtherName, Scheme
from partnerships.models.organisations import a_year_before
from tests.factories.accounts import give
from tests.factories.partnerships import CouncilAreaFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)
DAY = dt.timedelta(days=1)


# --- A year before ---
@pytest.mark.parametrize(
    ("on", "before"),
    [
        (dt.date(2026, 11, 24), dt.date(2025, 11, 24)),
        (dt.date(2028, 2, 29), dt.date(2027, 2, 28)),
        (dt.date(2028, 2, 28), dt.date(2027, 2, 28)),
        (dt.date(2025, 2, 28), dt.date(2024, 2, 28)),
        (dt.date(2027, 1, 1), dt.date(2026, 1, 1)),
    ],
)
def test_a_year_before_is_the_same_day_of_the_year_before(on: dt.date, before: dt.date) -> None:
    assert a_year_before(on) == before


@settings(max_examples=30)
@given(on=st.dates(dt.date(1999, 1, 1), dt.date(2099, 12, 31)))
def test_a_year_before_a_later_day_is_never_earlier(on: dt.date) -> None:
    assert a_year_before(on) <= a_year_before(on + DAY) < on
    assert on - a_year_before(on) in {365 * DAY, 366 * DAY}


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    confirmed_on=st.none() | st.dates(dt.date(2024, 2, 1), dt.date(2029, 3, 31)),
    on=st.dates(dt.date(2025, 2, 1), dt.date(2029, 3, 31)),
)
def test_the_list_and_the_entry_agree_on_what_is_stale(
    confirmed_on: dt.date | None, on: dt.date, organisation: Organisation
) -> None:
    organisation.confirmed_on = confirmed_on
    organisation.save()
    assert Organisation.objects.stale(on).exists() is organisation.is_stale(on)


def test_an_entry_once_stale_stays_so_until_it_is_confirmed(organisation: Organisation) -> None:
    organisation.confirmed_on = dt.date(2025, 11, 24)
    assert [organisation.is_stale(TODAY + n * DAY) for n in (-1, 0, 1, 500)] == [False, True, True, True]


# --- Whose they are ---
@pytest.mark.parametrize("name", ["member", "editor", "organisation_lead"])
def test_an_entry_belongs_to_everyone_in_its_team(
    name: str, organisation: Organisation, request: pytest.FixtureRequest
) -> None:
    OrganisationFactory()
    assert [*Organisation.objects.belonging_to(request.getfixturevalue(name))] == [organisation]


@pytest.mark.parametrize("name", ["newcomer", "officer", "moderator", "administrator"])
def test_an_entry_belongs_to_nobody_else(
    name: str, organisation: Organisation, request: pytest.FixtureRequest
) -> None:
    assert not Organisation.objects.belonging_to(request.getfixturevalue(name)).exists()
    assert not Organisation.objects.belonging_to(AnonymousUser()).exists()


@pytest.mark.parametrize(
    ("since", "until", "belongs"), [(0, None, True), (1, None, False), (-9, 0, False), (-9, 1, True)]
)
def test_an_entry_belongs_to_its_people_while_their_role_lasts(
    since: int, until: int | None, belongs: bool, organisation: Organisation, newcomer: User
) -> None:
    role = give(newcomer, RoleName.MEMBER, organisation.team, since=localdate() + since * DAY)
    Role.objects.filter(pk=role.pk).update(until=until if until is None else localdate() + until * DAY)
    user = User.objects.get(pk=newcomer.pk)
    assert Organisation.objects.belonging_to(user).exists() is belongs


@pytest.mark.parametrize("name", ["newcomer", "officer", "moderator"])
def test_everyone_sees_every_entry(name: str, request: pytest.FixtureRequest) -> None:
    OrganisationFactory.create_batch(3)
    for person in (AnonymousUser(), request.getfixturevalue(name)):
        assert Organisation.objects.visible_to(person).count() == Organisation.objects.count() >= 3


# --- What finds them ---
@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        *(("càirdean", True), ("cairdean", True), ("CAIRDEAN", True), ("cair dean", True)),
        *(("friends", True), ("cairdean friends leodhas", True), ("lewis", True), ("Leòdhas", True)),
        *(("SC012345", True), ("sc012345", True), ("sc01234", False), ("%", False), ("", True)),
        *(("O'Neill", False), ("\\", False), ("càirdean skye", False), ("cairdeas", False)),
    ],
)  # fmt: skip
def test_every_word_must_be_in_a_name_a_number_or_an_area(words: str, is_found: bool) -> None:
    row = OrganisationFactory(name="Càirdean")
    OtherName.objects.create(organisation=row, name="Friends of Lewis")
    Identifier.objects.create(organisation=row, scheme=Scheme.OSCR, value="SC012345")
    row.council_areas.add(CouncilAreaFactory(name="Western Isles", gaelic_name="Leòdhas"))
    assert Organisation.objects.matching(words).exists() is is_found


def test_words_of_two_other_names_find_the_entry_once(organisation: Organisation) -> None:
    for name in ("Fife Carers", "Fife Friends", "Fife Folk"):
        OtherName.objects.create(organisation=organisation, name=name)
        organisation.council_areas.add(CouncilAreaFactory(name=name))
    assert [*Organisation.objects.matching("carers folk")] == [organisation]
    assert [*Organisation.objects.matching("fife")] == [organisation]


def test_a_word_of_another_entry_does_not_help(organisation: Organisation) -> None:
    OtherName.objects.create(organisation=OrganisationFactory(name="Moray Folk"), name="Carers")
    assert not Organisation.objects.matching("fife carers").exists()


def test_entries_come_by_name_whatever_the_capitals() -> None:
    for name in ("beta", "Alpha", "ALPINE", "alp"):
        OrganisationFactory(name=name)
    assert [row.name for row in Organisation.objects.all()] == ["alp", "Alpha", "ALPINE", "beta"]


def test_a_duplicate_is_kept_and_not_standing(organisation: Organisation) -> None:
    duplicate = OrganisationFactory(merged_into=organisation)
    assert duplicate not in Organisation.objects.standing()
    assert [*organisation.duplicates.all()] == [duplicate]


def test_everything_of_an_entry_is_brought_in_four_queries(
    organisation: Organisation, django_assert_num_queries: Any
) -> None:
    OtherName.objects.create(organisation=organisation, name="FVA")
    with django_assert_num_queries(4):
        (row,) = Organisation.objects.with_everything()
        assert [str(name) for name in row.other_names.all()] == ["FVA"]
        assert (row.merged_into, row.team.name, [*row.identifiers.all()]) == (
            None,
            "Fife Voluntary Action",
            [],
        )


# --- What the database refuses ---
def test_nobody_confirms_without_a_day(organisation: Organisation, editor: User) -> None:
    with (
        pytest.raises(IntegrityError, match="organisation_confirmed_by_someone_on_a_day"),
        transaction.atomic(),
    ):
        Organisation.objects.update(confirmed_by=editor)


def test_an_entry_is_not_its_own_duplicate(organisation: Organisation) -> None:
    with pytest.raises(IntegrityError, match="organisation_not_merged_into_itself"), transaction.atomic():
        Organisation.objects.update(merged_into=models.F("pk"))


def test_two_entries_do_not_share_a_word_or_a_team(organisation: Organisation) -> None:
    for shared in ({"slug": organisation.slug}, {"team": organisation.team}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OrganisationFactory(**shared)


def test_who_confirmed_an_entry_and_its_team_are_not_deleted_with_it(
    organisation: Organisation, newcomer: User
) -> None:
    Organisation.objects.update(confirmed_by=newcomer, confirmed_on=TODAY)
    for row in (newcomer, organisation.team):
        with pytest.raises(ProtectedError):
            row.delete()


def test_the_history_tells_what_was_corrected(organisation: Organisation) -> None:
    organisation.kind = OrganisationKind.CARER_BODY
    organisation.website = "https://fva.example"
    organisation.save()
    latest = history.changes(organisation)[0]
    told = {found.label: (found.old, found.new) for found in latest.differences}
    assert told["kind"] == ("Local third sector organisation", "Carers' centre or organisation")
    assert told["website"][1] == "https://fva.example"


def test_a_team_of_an_organisation_is_of_that_kind(organisation: Organisation) -> None:
    assert Team.objects.get(organisation=organisation).kind == TeamKind.ORGANISATION


@pytest.mark.parametrize(
    ("scheme", "typed", "kept"),
    [
        (Scheme.OSCR, " sc 012345 ", "SC012345"),
        (Scheme.COMPANIES_HOUSE, "sc123456", "SC123456"),
        (Scheme.COMPANIES_HOUSE, "0123 4567", "01234567"),
        (Scheme.ODS, "s12345", "S12345"),
    ],
)
def test_a_number_is_kept_in_its_usual_form(
    scheme: Scheme, typed: str, kept: str, organisation: Organisation
) -> None:
    number = Identifier(organisation=organisation, scheme=scheme, value=typed)
    number.full_clean()
    assert number.value == kept

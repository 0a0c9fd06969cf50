"""The register: nobody learns a name without leaving a trace, and only where they work."""

import ast
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from coproduce.accounts.models import User
from participants import register
from participants.models import Participant
from participants.models.identity import Disclosure, Identity
from participants.register import Details
from partnerships.models import Partnership, StatutoryGroup
from tests.factories.participants import IdentityFactory, ParticipantFactory
from tests.threads import at_once

from .conftest import CANARY, CANARY_EMAIL, looks

DETAILS = Details(name="Canary Dougal", email="Canary.Dougal@Example.org ", phone="01632 960009")
OUTSIDERS = ["reader", "officer_elsewhere", "organisation_lead", "moderator", "auditor", "administrator"]
SOURCES = Path(register.__file__).parent


# --- Enrolling
def test_numbers_run_on_within_a_partnership(officer: User, agnes: Participant, coll: Participant) -> None:
    assert register.enrol(agnes.partnership, DETAILS, by=officer).reference == "P-0008"


def test_the_first_of_a_partnership_is_number_one(officer: User, fife: Partnership) -> None:
    assert register.enrol(fife, DETAILS, by=officer).reference == "P-0001"


def test_enrolling_keeps_the_person_apart(officer: User, fife: Partnership, carers: StatutoryGroup) -> None:
    participant = register.enrol(fife, DETAILS, by=officer, groups=[carers])
    identity = Identity.objects.get(participant=participant)
    assert (identity.name, identity.email) == ("Canary Dougal", "canary.dougal@example.org")
    assert list(participant.groups.all()) == [carers]


def test_someone_without_email_is_enrolled_like_anyone(officer: User, fife: Partnership) -> None:
    participant = register.enrol(fife, Details(name="Canary Elspeth", phone="01632 960010"), by=officer)
    assert not register.emailable().filter(participant=participant).exists()


def test_the_same_press_enrols_one_person(officer: User, fife: Partnership) -> None:
    key = uuid4()
    pressed = [register.enrol(fife, DETAILS, by=officer, submission=key) for _ in range(2)]
    assert pressed[0] == pressed[1]
    assert Identity.objects.count() == 1


@pytest.mark.parametrize("role", OUTSIDERS)
def test_nobody_enrols_where_they_are_no_officer(
    role: str, request: pytest.FixtureRequest, fife: Partnership
) -> None:
    with pytest.raises(PermissionDenied):
        register.enrol(fife, DETAILS, by=request.getfixturevalue(role))
    assert not Participant.objects.exists()


# --- Looking
@pytest.mark.parametrize("role", ["officer", "lead"])
def test_a_look_shows_the_details_and_is_recorded(
    role: str, request: pytest.FixtureRequest, agnes: Participant
) -> None:
    by: User = request.getfixturevalue(role)
    shown = register.disclose(agnes, by=by, reason=" To phone about Tuesday ")
    assert (shown.details.name, shown.details.email) == (CANARY, CANARY_EMAIL)
    row = Disclosure.objects.get()
    assert (row.participant, row.by, row.what) == (agnes, by, "look")
    assert (row.reason, row.partnership) == ("To phone about Tuesday", agnes.partnership)


@pytest.mark.parametrize("role", OUTSIDERS)
def test_nobody_else_can_look(role: str, request: pytest.FixtureRequest, agnes: Participant) -> None:
    with pytest.raises(PermissionDenied):
        register.disclose(agnes, by=request.getfixturevalue(role), reason="Out of interest")
    assert looks() == []


def test_without_a_record_there_is_no_look(
    officer: User, agnes: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr(register, "note", broken)
    with pytest.raises(DatabaseError):
        register.disclose(agnes, by=officer, reason="To phone them")


def test_a_look_without_a_reason_shows_nothing(officer: User, agnes: Participant) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        register.disclose(agnes, by=officer, reason="   ")
    assert looks() == []


# --- Searching
def test_a_search_gives_references_and_records_each(
    officer: User, agnes: Participant, bruce: Participant
) -> None:
    found = register.find("canary", by=officer, reason="They phoned in")
    assert found.participants == [agnes, bruce]
    assert looks(agnes) == looks(bruce) == [("search", "They phoned in")]


def test_a_search_stays_in_the_partnership(officer: User, agnes: Participant, coll: Participant) -> None:
    assert register.find("canary", by=officer, reason="They phoned in").participants == [agnes]
    assert looks(coll) == []


def test_a_search_that_finds_nobody_is_recorded_as_well(officer: User, agnes: Participant) -> None:
    assert register.find("nobody", by=officer, reason="They phoned in").participants == []
    assert looks() == [("search", "They phoned in")]


def test_too_wide_a_search_shows_nobody_and_is_recorded(officer: User, fife: Partnership) -> None:
    for number in range(1, register.MOST_FOUND + 2):
        IdentityFactory(participant=ParticipantFactory(partnership=fife, number=number))
    found = register.find("canary", by=officer, reason="Browsing a little")
    assert (found.participants, found.too_many) == ([], True)
    assert looks() == [("search", "Browsing a little")]


def test_what_was_searched_for_is_not_kept(officer: User, agnes: Participant) -> None:
    register.find("Agnes", by=officer, reason="They phoned in")
    assert "Agnes" not in repr(list(Disclosure.objects.values()))


@pytest.mark.parametrize("role", [*OUTSIDERS[2:], "reader"])
def test_nobody_else_can_search(role: str, request: pytest.FixtureRequest, agnes: Participant) -> None:
    with pytest.raises(PermissionDenied):
        register.find("canary", by=request.getfixturevalue(role), reason="Out of interest")


# --- Correcting
def test_a_correction_replaces_the_details(officer: User, agnes: Participant) -> None:
    register.correct(agnes, Details(name="Canary Renamed", phone="01632 960011"), by=officer)
    identity = Identity.objects.get()
    assert (identity.name, identity.email, identity.phone) == ("Canary Renamed", "", "01632 960011")


@pytest.mark.parametrize(
    ("email", "moves"), [(CANARY_EMAIL.upper(), False), ("canary.new@example.org", True), ("", True)]
)
def test_a_correction_tells_whether_the_address_moved(
    officer: User, agnes: Participant, email: str, moves: bool
) -> None:
    assert register.correct(agnes, Details(name="Canary Renamed", email=email), by=officer) is moves


def test_a_stale_correction_is_refused(officer: User, lead: User, agnes: Participant) -> None:
    seen = register.disclose(agnes, by=officer, reason="To correct it").version
    register.correct(agnes, Details(name="Canary First"), by=lead, seen=seen)
    with pytest.raises(register.RegisterError, match="Someone else changed these details"):
        register.correct(agnes, Details(name="Canary Second"), by=officer, seen=seen)
    assert Identity.objects.get().name == "Canary First"


def test_pressing_the_same_correction_twice_is_fine(officer: User, agnes: Participant) -> None:
    seen = register.disclose(agnes, by=officer, reason="To correct it").version
    for _ in range(2):
        register.correct(agnes, Details(name="Canary First"), by=officer, seen=seen)
    assert Identity.objects.get().name == "Canary First"


@pytest.mark.parametrize("role", OUTSIDERS)
def test_nobody_else_can_correct(role: str, request: pytest.FixtureRequest, agnes: Participant) -> None:
    with pytest.raises(PermissionDenied):
        register.correct(agnes, DETAILS, by=request.getfixturevalue(role))
    assert Identity.objects.get().name == CANARY


# --- Using the address
def test_writing_to_someone_is_recorded_as_the_platforms_own_act(agnes: Participant) -> None:
    assert register.contact(agnes, purpose="Email about “A round table”") == CANARY_EMAIL
    row = Disclosure.objects.get()
    assert (row.what, row.by, row.reason) == ("contact", None, "Email about “A round table”")


def test_who_has_no_address_is_not_looked_at(bruce: Participant) -> None:
    assert register.contact(bruce, purpose="Email about “A round table”") == ""
    assert looks() == []


def test_only_the_address_of_today_reaches_someone(agnes: Participant, bruce: Participant) -> None:
    asked = [(agnes, CANARY_EMAIL.upper()), (agnes, "canary.old@example.org"), (bruce, "")]
    assert [register.is_reached_at(*pair) for pair in asked] == [True, False, False]


# --- Who looked
def test_leads_see_who_looked_newest_first(officer: User, lead: User, agnes: Participant) -> None:
    for reason in ("First reason", "Second reason"):
        register.disclose(agnes, by=officer, reason=reason)
    told = register.disclosures(agnes, to=lead)
    assert [row.reason for row in told] == ["Second reason", "First reason"]
    assert not register.disclosures(agnes, to=officer).exists()


# --- The door
def names_identity(path: Path) -> bool:
    """Imports the module or one of its names, or could ask Django for the model by its name."""
    nodes = list(ast.walk(ast.parse(path.read_text())))
    imports = [node for node in nodes if isinstance(node, ast.ImportFrom)]
    modules = {node.module or "" for node in imports}
    names = {alias.name for node in imports for alias in node.names}
    words = {node.value for node in nodes if isinstance(node, ast.Constant)}
    return any(module.endswith("identity") for module in modules) or bool(
        {"identity", "Identity"} & (names | words)
    )


def test_only_the_register_and_the_models_name_identity() -> None:
    modules = [path for path in SOURCES.rglob("*.py") if "migrations" not in path.parts]
    told = {str(path.relative_to(SOURCES)) for path in modules if names_identity(path)}
    models = {f"models/{name}.py" for name in ("__init__", "identity", "privacy", "declarations")}
    assert told == {"register.py", *models}


# --- Two at once
@pytest.mark.django_db(transaction=True)
def test_people_enrolled_at_the_same_moment_get_different_numbers(officer: User, fife: Partnership) -> None:
    def enrol() -> str:
        return register.enrol(fife, Details(name="Canary"), by=officer).reference

    references = at_once(*[enrol] * 8)
    assert sorted(references) == [f"P-{number:04}" for number in range(1, 9)]

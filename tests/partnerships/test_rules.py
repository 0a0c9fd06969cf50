"""Who may use which verb on which row: one table."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import models

from coproduce.accounts.models import User
from partnerships.models import Engagement, EngagementState, Partnership, StrategicPlan
from partnerships.rules import REGISTERS
from tests.factories.partnerships import EngagementFactory, StageEvidenceFactory

CAST = (
    *("newcomer", "reader", "officer", "lead", "officer_elsewhere", "member", "editor", "organisation_lead"),
    *("moderator", "auditor", "administrator"),
)
EVERYONE = set(CAST)
NOBODY: set[str] = set()
OFFICERS = {"officer", "lead"}
TEAM = {"reader", *OFFICERS}
OVERSIGHT = {"auditor", "administrator"}
D, P, C = EngagementState

#: For each verb on an engagement of Fife, who may use it in which state. Whether the state allows it is told
#: in words by `scheduling` and the form, so that a button pressed twice ends on a page that explains.
ENGAGEMENT: dict[str, dict[EngagementState, set[str]]] = {
    "view": {D: TEAM | OVERSIGHT, P: EVERYONE, C: EVERYONE},
    "change": {D: OFFICERS, P: OFFICERS, C: OFFICERS},
    "publish": {D: OFFICERS, P: OFFICERS, C: OFFICERS},
    "cancel": {D: OFFICERS, P: OFFICERS, C: OFFICERS},
    "delete": {D: NOBODY, P: NOBODY, C: NOBODY},
}


@pytest.fixture
def people(request: pytest.FixtureRequest) -> dict[str, User]:
    return {name: request.getfixturevalue(name) for name in CAST}


def allowed(people: dict[str, User], verb: str, row: models.Model | None = None) -> set[str]:
    return {name for name, user in people.items() if user.has_perm(f"partnerships.{verb}", row)}


@pytest.mark.parametrize("state", list(EngagementState))
@pytest.mark.parametrize("verb", list(ENGAGEMENT))
def test_a_verb_on_an_engagement_is_open_to_those_in_the_table(
    verb: str, state: EngagementState, fife: Partnership, people: dict[str, User]
) -> None:
    traits = {} if state == D else {state.value: True}
    engagement = EngagementFactory(partnership=fife, **traits)
    assert allowed(people, f"{verb}_engagement", engagement) == ENGAGEMENT[verb][state]


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("view_strategicplan", EVERYONE),
        ("change_strategicplan", OFFICERS),
        ("add_stageevidence", OFFICERS),
        ("delete_strategicplan", NOBODY),
    ],
)
def test_a_verb_on_a_plan(
    verb: str, expected: set[str], plan: StrategicPlan, people: dict[str, User]
) -> None:
    assert allowed(people, verb, plan) == expected


@pytest.mark.parametrize(
    ("verb", "expected"),
    [("view_stageevidence", EVERYONE), ("change_stageevidence", NOBODY), ("delete_stageevidence", NOBODY)],
)
def test_evidence_is_read_by_everyone_and_changed_by_nobody(
    verb: str, expected: set[str], plan: StrategicPlan, people: dict[str, User]
) -> None:
    assert allowed(people, verb, StageEvidenceFactory(plan=plan)) == expected


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("plan_for_partnership", OFFICERS),
        ("view_partnership", EVERYONE),
        ("change_partnership", {"administrator"}),
        ("delete_partnership", NOBODY),
    ],
)
def test_a_verb_on_a_partnership(
    verb: str, expected: set[str], fife: Partnership, people: dict[str, User]
) -> None:
    assert allowed(people, verb, fife) == expected


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("add_engagement", {*OFFICERS, "officer_elsewhere"}),
        ("add_strategicplan", {*OFFICERS, "officer_elsewhere"}),
        ("add_stageevidence", {*OFFICERS, "officer_elsewhere"}),
        ("change_engagement", {*OFFICERS, "officer_elsewhere"}),
        ("add_organisation", {"administrator"}),
    ],
)
def test_a_verb_on_any_row_at_all(verb: str, expected: set[str], people: dict[str, User]) -> None:
    assert allowed(people, verb) == expected


@pytest.mark.parametrize("register", REGISTERS, ids=lambda model: model.__name__)
def test_registers_are_kept_by_administrators(register: type[models.Model], people: dict[str, User]) -> None:
    noun = register._meta.model_name
    assert allowed(people, f"view_{noun}") == EVERYONE
    assert allowed(people, f"add_{noun}") == allowed(people, f"change_{noun}") == {"administrator"}
    assert allowed(people, f"delete_{noun}") == NOBODY


def test_someone_without_account_reads_what_is_public(
    draft: Engagement, published: Engagement, cancelled: Engagement
) -> None:
    anyone = AnonymousUser()
    seen = [anyone.has_perm("partnerships.view_engagement", row) for row in (draft, published, cancelled)]
    assert seen == [False, True, True]
    assert not anyone.has_perm("partnerships.change_engagement", published)


def test_a_role_that_has_ended_opens_nothing(draft: Engagement, officer: User) -> None:
    role = officer.roles.get()
    role.until = role.since
    role.save()
    again = User.objects.get(pk=officer.pk)
    assert not again.has_perm("partnerships.change_engagement", draft)
    assert not again.has_perm("partnerships.view_engagement", draft)


def test_asking_an_officer_of_many_rows_costs_no_query(
    fife: Partnership, officer: User, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    EngagementFactory.create_batch(3, partnership=fife)
    rows = list(Engagement.objects.with_partnership())
    officer.has_perm("partnerships.change_engagement", rows[0])
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert all(officer.has_perm("partnerships.change_engagement", row) for row in rows)

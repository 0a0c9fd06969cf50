"""Who may record that a practice is tried, change what is said of it, and write what came of it."""

import pytest

from coproduce.accounts.models import RoleName, User
from learning.models import CaseStudy, State
from partnerships.models import Organisation, Partnership
from tests.factories.accounts import give
from tests.factories.adoptions import AdoptionFactory
from tests.factories.learning import CaseStudyFactory

CAST = (
    *("newcomer", "reader", "officer", "lead", "officer_elsewhere", "member", "editor"),
    *("organisation_lead", "moderator", "auditor", "administrator"),
)
OFFICERS = {"officer", "lead"}
WRITERS = {"editor", "organisation_lead"}


def who(request: pytest.FixtureRequest, permission: str, row: object = None) -> set[str]:
    people = {name: request.getfixturevalue(name) for name in CAST}
    return {name for name, user in people.items() if user.has_perm(permission, row)}


@pytest.mark.parametrize("state", list(State))
def test_what_is_published_can_be_recorded_by_all_but_its_publisher(
    state: State, organisation: Organisation, request: pytest.FixtureRequest
) -> None:
    traits = {} if state == State.DRAFT else {state.value: True}
    entry = CaseStudyFactory(organisation=organisation, **traits)
    may = OFFICERS | {"officer_elsewhere"} if state == State.PUBLISHED else set()
    assert who(request, "learning.record_adoption", entry) == may


def test_what_another_organisation_publishes_can_be_recorded_by_writers_too(
    other_organisation: Organisation, request: pytest.FixtureRequest
) -> None:
    entry = CaseStudyFactory(organisation=other_organisation, published=True)
    may = OFFICERS | WRITERS | {"officer_elsewhere"}
    assert who(request, "learning.record_adoption", entry) == may


def test_nobody_tries_one_persons_story(
    other_organisation: Organisation, request: pytest.FixtureRequest
) -> None:
    told = {"kind": "story", "shows": ["words"], "organisation": other_organisation}
    story = CaseStudyFactory(published=True, **told)
    assert who(request, "learning.record_adoption", story) == set()


@pytest.mark.django_db
def test_the_publisher_who_also_works_elsewhere_can_record_it_for_that_team(
    published: CaseStudy, editor: User, other_organisation: Organisation
) -> None:
    assert not editor.has_perm("learning.record_adoption", published)
    give(editor, RoleName.EDITOR, other_organisation.team)
    assert User.objects.get(pk=editor.pk).has_perm("learning.record_adoption", published)


@pytest.mark.parametrize(
    ("verb", "of", "may"),
    [
        ("change", "fife", OFFICERS),
        ("change", "organisation", WRITERS),
        ("adapt", "fife", set()),
        ("adapt", "organisation", WRITERS),
        ("view", "fife", set(CAST)),
    ],
)
def test_an_adoption_is_in_the_hands_of_its_own_team(
    verb: str, of: str, may: set[str], request: pytest.FixtureRequest
) -> None:
    adopter = request.getfixturevalue(of)
    field = "partnership" if isinstance(adopter, Partnership) else "organisation"
    adoption = AdoptionFactory(**{field: adopter})
    assert who(request, f"learning.{verb}_adoption", adoption) == may


@pytest.mark.parametrize(
    ("permission", "may"),
    [
        ("learning.record_adoption", OFFICERS | WRITERS | {"officer_elsewhere"}),
        ("learning.change_adoption", OFFICERS | WRITERS | {"officer_elsewhere"}),
        ("learning.list_own_adoptions", OFFICERS | WRITERS | {"officer_elsewhere", "reader", "member"}),
        ("learning.delete_adoption", set()),
    ],
)
def test_a_verb_on_any_adoption_at_all(
    permission: str, may: set[str], request: pytest.FixtureRequest
) -> None:
    assert who(request, permission) == may

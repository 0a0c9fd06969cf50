"""Who may use which verb on consents, in which state of the entry: one table."""

from typing import Any

import pytest

from coproduce.accounts.models import User
from learning.models import State
from partnerships.models import Organisation
from tests.factories.consents import story, teller

CAST = (
    *("newcomer", "reader", "officer", "lead", "officer_elsewhere", "member", "editor", "organisation_lead"),
    *("moderator", "auditor", "administrator"),
)
WRITE = {"editor", "organisation_lead"}
OVERSEE = {"auditor", "administrator"}
LOOK = WRITE | OVERSEE | {"moderator"}
D, S, R, P, W, T = State

#: For each verb, who may use it in which states. Consent is live, so readers see what is open.
TABLE: dict[str, dict[State, set[str]]] = {
    "follow_up": {
        **dict.fromkeys((S, P, T), LOOK),
        **dict.fromkeys((D, R, W), WRITE | OVERSEE),
    },
    "record": dict.fromkeys((D, S, R, P, T), WRITE),
    "withdraw": dict.fromkeys(State, WRITE),
    "hand_over": dict.fromkeys(State, WRITE),
}
#: These are asked of the person whose story it is, the others of the entry.
OF_TELLERS = {"withdraw", "hand_over"}


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("verb", list(TABLE))
def test_a_verb_is_open_to_those_in_the_table(
    verb: str, state: State, organisation: Organisation, request: pytest.FixtureRequest
) -> None:
    trait: dict[str, Any] = {} if state == State.DRAFT else {state.value: True}
    entry = story(organisation=organisation, **{"published": False, **trait})
    row: Any = entry.tellers.get() if verb in OF_TELLERS else entry
    people: dict[str, User] = {name: request.getfixturevalue(name) for name in CAST}
    allowed = {name for name, user in people.items() if user.has_perm(f"learning.{verb}_consent", row)}
    assert allowed == TABLE[verb].get(state, set())


def test_moderators_do_not_see_consents_of_what_readers_no_longer_see(
    organisation: Organisation, moderator: User, auditor: User, editor: User
) -> None:
    entry = story(organisation=organisation, agreed=False)
    assert not moderator.has_perm("learning.follow_up_consent", entry)
    assert auditor.has_perm("learning.follow_up_consent", entry)
    assert editor.has_perm("learning.follow_up_consent", entry)


def test_writers_of_another_organisation_have_no_verb(
    organisation: Organisation, other_organisation: Organisation, editor: User
) -> None:
    person = teller(story(organisation=other_organisation, agreed=False))
    assert not any(
        editor.has_perm(f"learning.{verb}_consent", person if verb in OF_TELLERS else person.case_study)
        for verb in TABLE
    )

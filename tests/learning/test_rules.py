"""Who may use which verb on a case study in which state: one table."""

import pytest
from django.contrib.auth.models import AnonymousUser

from coproduce.accounts.models import RoleName, User
from learning.models import CaseStudy, Comment, CommentState, State
from learning.models.comments import ERASED
from learning.rules import WRITERS
from partnerships.models import Organisation
from tests.factories.accounts import give
from tests.factories.companions import attached, in_format
from tests.factories.learning import CaseStudyFactory, comment, revised

CAST = (
    *("newcomer", "reader", "officer", "lead", "member", "editor", "organisation_lead"),
    *("moderator", "auditor", "administrator"),
)
D, S, R, P, W, T = State
OWN = {"editor", "organisation_lead"}
EVERYONE = set(CAST)
INSIDE = {"member", *OWN}
OVERSIGHT = {"auditor", "administrator"}

#: For each verb, who may use it in which states; nobody else, and in no other state.
TABLE: dict[str, dict[State, set[str]]] = {
    "view": {
        D: INSIDE | OVERSIGHT,
        S: INSIDE | OVERSIGHT | {"moderator"},
        R: INSIDE | OVERSIGHT,
        P: EVERYONE,
        W: INSIDE | OVERSIGHT,
        T: EVERYONE,
    },
    "change": {D: OWN, R: OWN},
    "submit": {D: OWN, R: OWN},
    "accompany": {D: OWN, R: OWN},
    "send_back": {S: {"moderator"}},
    "publish": {S: {"moderator"}},
    "withdraw": {P: OWN | {"moderator"}, T: OWN | {"moderator"}},
    "retire": {P: OWN | {"moderator"}},
    "reinstate": {T: OWN | {"moderator"}},
    "revise": {P: OWN},
    "moderate": {S: {"moderator"}, P: {"moderator"}, T: {"moderator"}},
    "follow": {P: EVERYONE, T: EVERYONE},
    "keep": {P: EVERYONE, T: EVERYONE},
    "view_comments_of": {P: EVERYONE, T: EVERYONE},
    "comment_on": {P: EVERYONE},
    "follow_up": {state: INSIDE | OVERSIGHT | {"moderator"} for state in State},
}


def in_state(state: State, organisation: Organisation) -> CaseStudy:
    traits = {} if state == State.DRAFT else {state.value: True}
    return CaseStudyFactory(organisation=organisation, **traits)


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("verb", list(TABLE))
def test_a_verb_is_open_to_those_in_the_table(
    verb: str, state: State, organisation: Organisation, request: pytest.FixtureRequest
) -> None:
    case_study = in_state(state, organisation)
    people = {name: request.getfixturevalue(name) for name in CAST}
    allowed = {
        name for name, user in people.items() if user.has_perm(f"learning.{verb}_casestudy", case_study)
    }
    assert allowed == TABLE[verb].get(state, set())


@pytest.mark.parametrize(
    ("permission", "allowed"),
    [
        ("learning.add_casestudy", OWN),
        ("learning.list_own_casestudies", INSIDE),
        ("learning.change_casestudy", OWN),
        ("learning.moderate_casestudy", {"moderator"}),
        ("learning.view_term", OVERSIGHT | {"moderator"}),
        ("learning.add_term", {"administrator"}),
        ("learning.change_term", {"administrator"}),
        ("learning.delete_term", set()),
        ("learning.delete_casestudy", set()),
        ("learning.view_comment", OVERSIGHT | {"moderator"}),
        ("learning.moderate_comment", {"moderator"}),
    ],
)
def test_a_verb_on_any_row_at_all(
    permission: str, allowed: set[str], organisation: Organisation, request: pytest.FixtureRequest
) -> None:
    people = {name: request.getfixturevalue(name) for name in CAST}
    assert {name for name, user in people.items() if user.has_perm(permission)} == allowed


@pytest.mark.parametrize("verb", ["change", "submit", "withdraw"])
@pytest.mark.parametrize("state", list(State))
def test_writers_of_another_organisation_have_no_verb_on_it(
    verb: str, state: State, organisation: Organisation, other_organisation: Organisation, newcomer: User
) -> None:
    give(newcomer, RoleName.LEAD, other_organisation.team)
    assert not newcomer.has_perm(f"learning.{verb}_casestudy", in_state(state, organisation))


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ["change", "submit"])
def test_what_the_platform_team_wrote_belongs_to_no_organisation(verb: str, editor: User) -> None:
    case_study = CaseStudyFactory(organisation=None, source_note="From sources.")
    assert not editor.has_perm(f"learning.{verb}_casestudy", case_study)


def test_django_admin_lists_the_library_for_national_roles_alone(request: pytest.FixtureRequest) -> None:
    people = {name: request.getfixturevalue(name) for name in CAST}
    listed = {name for name, user in people.items() if user.has_module_perms("learning")}
    assert listed == OVERSIGHT | {"moderator"}


def test_writing_takes_more_than_membership() -> None:
    assert RoleName.MEMBER not in WRITERS


@pytest.mark.parametrize(("state", "allowed"), [(D, OWN), (R, OWN), (S, set()), (P, set())])
def test_files_and_formats_go_with_a_revision_that_its_authors_have_in_hand(
    state: State, allowed: set[str], organisation: Organisation, request: pytest.FixtureRequest
) -> None:
    published = in_state(P, organisation)
    stamps = {"published_at": published.published_at} if state == P else {}
    revised(published, state=state, **stamps)
    here, there = attached(published), attached(published, until=2)
    people = {name: request.getfixturevalue(name) for name in CAST}
    for permission, row in (
        ("learning.accompany_casestudy", published),
        ("learning.change_attachment", here),
        ("learning.keep_attachment", there),
    ):
        assert {name for name, user in people.items() if user.has_perm(permission, row)} == allowed


def test_what_goes_is_kept_or_left_and_what_stays_is_changed(
    organisation: Organisation, editor: User
) -> None:
    published = in_state(P, organisation)
    revised(published)
    for row, verb, other in (
        (in_format(published), "change", "keep"),
        (in_format(published, "bsl", until=2), "keep", "change"),
    ):
        assert editor.has_perm(f"learning.{verb}_format", row)
        assert not editor.has_perm(f"learning.{other}_format", row)


# --- comments ---

AUTHOR = {"newcomer"}
#: As above, by the state of a comment that the newcomer wrote on a published entry of the organisation.
OF_COMMENTS: dict[str, dict[CommentState, set[str]]] = {
    "take_back": {CommentState.SHOWN: AUTHOR, CommentState.HIDDEN: AUTHOR},
    "flag": {CommentState.SHOWN: EVERYONE - AUTHOR},
    "view": {state: OVERSIGHT | {"moderator"} for state in CommentState},
    "moderate": {state: {"moderator"} for state in CommentState},
}


@pytest.mark.parametrize("state", list(CommentState))
@pytest.mark.parametrize("verb", list(OF_COMMENTS))
def test_a_verb_on_a_comment_is_open_to_those_in_the_table(
    verb: str, state: CommentState, published: CaseStudy, newcomer: User, request: pytest.FixtureRequest
) -> None:
    row = comment(published, "" if state in ERASED else "Words", author=newcomer, state=state)
    people = {name: request.getfixturevalue(name) for name in CAST}
    allowed = {name for name, user in people.items() if user.has_perm(f"learning.{verb}_comment", row)}
    assert allowed == OF_COMMENTS[verb].get(state, set())


@pytest.mark.parametrize("verb", ["follow", "keep", "comment_on"])
def test_what_takes_an_account_is_closed_to_strangers_and_to_closed_accounts(
    verb: str, published: CaseStudy, newcomer: User
) -> None:
    newcomer.is_active = False
    assert not newcomer.has_perm(f"learning.{verb}_casestudy", published)
    assert not AnonymousUser().has_perm(f"learning.{verb}_casestudy", published)


def test_strangers_read_comments_and_touch_none(published: CaseStudy) -> None:
    row = comment(published)
    stranger = AnonymousUser()
    assert stranger.has_perm("learning.view_comments_of_casestudy", published)
    assert not any(stranger.has_perm(f"learning.{verb}_comment", row) for verb in OF_COMMENTS)


@pytest.mark.parametrize("who", ["editor", "moderator", "administrator"])
def test_comments_on_what_was_withdrawn_are_seen_by_nobody(
    who: str, organisation: Organisation, request: pytest.FixtureRequest
) -> None:
    comment(in_state(State.WITHDRAWN, organisation))
    assert not Comment.objects.visible_to(request.getfixturevalue(who)).exists()

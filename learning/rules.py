"""Verbs on case studies, comments and terms: who may use which, on which rows."""

import rules
from rules import Predicate, predicate

from coproduce.accounts.access import Person, holds_nationally, named, roles_of, sees, team_ids
from coproduce.accounts.models import RoleName, TeamKind
from partnerships.rules import OFFICERS

from .models import (
    Adoption,
    Attachment,
    CaseStudy,
    Comment,
    CommentState,
    Format,
    Kind,
    Revision,
    State,
    Teller,
)
from .models.comments import DECIDABLE
from .models.companions import Companion

WRITERS = (RoleName.EDITOR, RoleName.LEAD)

is_moderator = holds_nationally(RoleName.MODERATOR)
is_administrator = holds_nationally(RoleName.ADMINISTRATOR)
is_national = holds_nationally(RoleName.MODERATOR, RoleName.AUDITOR, RoleName.ADMINISTRATOR)
sees_it = sees(CaseStudy)
sees_revision = sees(Revision)
sees_comment = sees(Comment)
has_an_account = named("has_an_account", lambda user: user.is_active)


def stands(*states: State) -> Predicate:
    """The case study is in one of these states; row None is "any at all", as the admin asks."""
    asked: Predicate = predicate(
        lambda user, row: row is None or row.state in states, name="stands:" + ",".join(states)
    )
    return asked


def works_for_its_organisation(*names: RoleName) -> Predicate:
    """Holds one of these roles (any, if none is named) in the organisation that publishes it.

    Row None asks "in any organisation": a partnership's lead is in none. The platform team's are nobody's.
    """

    def works(user: Person, row: CaseStudy | Revision | Teller | None) -> bool:
        if row is None:
            return any(
                kind == TeamKind.ORGANISATION and (not names or name in names)
                for name, kind, _ in roles_of(user)
            )
        publisher = row.case_study.organisation if isinstance(row, Revision) else row.organisation
        return publisher is not None and publisher.team_id in team_ids(user, *names)

    asked: Predicate = predicate(works, name="works_for_its_organisation:" + ",".join(names))
    return asked


def has_none_in_progress(user: Person, row: CaseStudy | None) -> bool:
    return row is None or not Revision.objects.of(row).in_progress().exists()


def has_one_in_hand(user: Person, row: CaseStudy | None) -> bool:
    return row is None or Revision.objects.of(row).in_hand().exists()


def comes_with_what_is_in_hand(user: Person, row: Companion | None) -> bool:
    """The file or format belongs to a case study to which the person may add others."""
    above = None if row is None else row.case_study
    return bool(user.has_perm("learning.accompany_casestudy", above))


def is_ending(user: Person, row: Companion | None) -> bool:
    return row is None or row.is_ending


def wrote(user: Person, comment: Comment | None) -> bool:
    return comment is not None and comment.author_id == user.pk


def is_agreed_to(user: Person, row: CaseStudy | None) -> bool:
    """Everyone can open it, as far as consent goes; rows `with_consent` know."""
    known: bool | None = None if row is None else getattr(row, "in_page", None)
    if row is None or known is not None:
        return known is not False
    return CaseStudy.objects.open_to_all().filter(pk=row.pk).exists()


def comment_is(*states: CommentState) -> Predicate:
    return named("comment_is:" + ",".join(states), lambda user, row: row is None or row.state in states)


is_author = named("is_author", wrote)
writes_it = works_for_its_organisation(*WRITERS)
is_with_its_authors = stands(State.DRAFT, State.RETURNED)
waits_for_review = stands(State.SUBMITTED)
is_public = stands(State.PUBLISHED)
is_retired = stands(State.RETIRED)
is_open_to_all = (is_public | is_retired) & named("is_agreed_to", is_agreed_to)

rules.add_perm("learning", is_national)  # Django admin lists the app
rules.add_perm("learning.view_casestudy", sees_it)
rules.add_perm("learning.add_casestudy", writes_it)
rules.add_perm("learning.change_casestudy", is_with_its_authors & writes_it & sees_it)
rules.add_perm("learning.submit_casestudy", is_with_its_authors & writes_it & sees_it)
# Writers see all that is theirs and everyone what is public, so these need not ask once more who sees it.
rules.add_perm("learning.withdraw_casestudy", (is_public | is_retired) & (writes_it | is_moderator))
rules.add_perm("learning.retire_casestudy", is_public & (writes_it | is_moderator))
rules.add_perm("learning.reinstate_casestudy", is_retired & (writes_it | is_moderator))
rules.add_perm("learning.revise_casestudy", is_public & writes_it & predicate(has_none_in_progress))
rules.add_perm("learning.send_back_casestudy", is_moderator & waits_for_review)
rules.add_perm("learning.publish_casestudy", is_moderator & waits_for_review)
rules.add_perm("learning.moderate_casestudy", is_moderator & sees_it)
# Where an entry stands, with whom and since when: for its organisation's people, and national oversight.
rules.add_perm("learning.follow_up_casestudy", works_for_its_organisation() | is_national)
rules.add_perm("learning.list_own_casestudies", works_for_its_organisation())

# The next revision of a published entry goes the way that the first one went.
rules.add_perm("learning.view_revision", sees_revision)
rules.add_perm("learning.change_revision", is_with_its_authors & writes_it & sees_revision)
rules.add_perm("learning.submit_revision", is_with_its_authors & writes_it & sees_revision)
rules.add_perm("learning.drop_revision", is_with_its_authors & writes_it & sees_revision)
rules.add_perm("learning.send_back_revision", is_moderator & waits_for_review)
rules.add_perm("learning.publish_revision", is_moderator & waits_for_review)
rules.add_perm("learning.moderate_revision", is_moderator & sees_revision)

# What comes with it, files and formats, goes with the revision that its authors have in hand.
in_hand = is_with_its_authors | is_public & predicate(has_one_in_hand)
rules.add_perm("learning.accompany_casestudy", in_hand & writes_it & sees_it)
for model in (Attachment, Format):
    name, in_hand_here = model._meta.model_name, predicate(comes_with_what_is_in_hand)  # noqa: SLF001
    stays = ~predicate(is_ending)
    rules.add_perm(f"learning.view_{name}", sees(model))
    rules.add_perm(f"learning.change_{name}", stays & sees(model) & in_hand_here)
    rules.add_perm(f"learning.keep_{name}", predicate(is_ending) & sees(model) & in_hand_here)

rules.add_perm("learning.view_term", is_national)
rules.add_perm("learning.add_term", is_administrator)
rules.add_perm("learning.change_term", is_administrator)

rules.add_perm("learning.view_synonyms", is_national)
rules.add_perm("learning.add_synonyms", is_administrator)
rules.add_perm("learning.change_synonyms", is_administrator)

# Consent: what is agreed and until when, for oversight; who agreed, for those who write and nobody else.
rules.add_perm("learning.follow_up_consent", writes_it | is_national & sees_it)
rules.add_perm("learning.record_consent", ~stands(State.WITHDRAWN) & writes_it)
rules.add_perm("learning.withdraw_consent", writes_it)
rules.add_perm("learning.hand_over_consent", writes_it)
# What readers look for, added up; no single search is shown to anyone.
rules.add_perm("learning.view_search", is_national)
# What readers with an account do with what is open; the rows of a comment are those that everyone sees.
rules.add_perm("learning.follow_casestudy", has_an_account & is_open_to_all)
rules.add_perm("learning.keep_casestudy", has_an_account & is_open_to_all)
rules.add_perm("learning.view_comments_of_casestudy", is_open_to_all)
rules.add_perm("learning.comment_on_casestudy", has_an_account & is_public & is_open_to_all)
rules.add_perm("learning.take_back_comment", is_author & comment_is(*DECIDABLE))
rules.add_perm("learning.flag_comment", has_an_account & ~is_author & comment_is(CommentState.SHOWN))
rules.add_perm("learning.view_comment", is_national & sees_comment)
rules.add_perm("learning.moderate_comment", is_moderator & sees_comment)
#: Who records what is tried elsewhere, for each kind of team that can.
ADOPTERS: dict[str, tuple[RoleName, ...]] = {TeamKind.PARTNERSHIP: OFFICERS, TeamKind.ORGANISATION: WRITERS}


def adopting_teams(user: Person) -> set[int]:
    """The teams for which the person says what is tried."""
    return {team for name, kind, team in roles_of(user) if name in ADOPTERS.get(kind, ())}


@predicate  # type: ignore[untyped-decorator]
def may_try_it(user: Person, row: CaseStudy | None) -> bool:
    """For a team other than that of the organisation that publishes it."""
    publisher = row.organisation if row else None
    return bool(adopting_teams(user) - ({publisher.team_id} if publisher else set()))


@predicate  # type: ignore[untyped-decorator]
def is_a_practice(user: Person, row: CaseStudy | None) -> bool:
    """Nobody tries one person's story."""
    return row is None or row.kind == Kind.PRACTICE


@predicate  # type: ignore[untyped-decorator]
def speaks_for_adopter(user: Person, row: Adoption | None) -> bool:
    mine = adopting_teams(user)
    return bool(mine) if row is None else row.team_id in mine


@predicate  # type: ignore[untyped-decorator]
def is_of_an_organisation(user: Person, row: Adoption | None) -> bool:
    """Only organisations publish case studies."""
    return row is None or row.organisation_id is not None


@predicate  # type: ignore[untyped-decorator]
def works_in_a_team(user: Person) -> bool:
    return any(kind in ADOPTERS for _, kind, _ in roles_of(user))


# What is tried elsewhere. Recording is asked of the case study, before there is an adoption to ask it of.
rules.add_perm("learning.record_adoption", is_public & is_a_practice & may_try_it)
rules.add_perm("learning.view_adoption", sees(Adoption))
rules.add_perm("learning.change_adoption", speaks_for_adopter)
rules.add_perm("learning.adapt_adoption", is_of_an_organisation & speaks_for_adopter)
rules.add_perm("learning.list_own_adoptions", works_in_a_team)

"""What the database itself refuses, who sees which rows, and how addresses are made."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from coproduce.accounts.models import RoleName, User
from learning.models import CaseStudy, State
from learning.models.rows import RESERVED_SLUGS, CaseStudyQuerySet
from partnerships.models import Organisation
from tests.factories.accounts import give
from tests.factories.learning import CaseStudyFactory, decided

WHEN = dt.datetime(2027, 3, 1, 9, tzinfo=dt.UTC)
SEEN_BY_ALL = {"published", "retired"}


def refused(constraint: str, **fields: Any) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        CaseStudyFactory(**fields)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("published_iff_published_at_and_revised", {"published": True, "published_at": None}),
        ("published_iff_published_at_and_revised", {"published_at": WHEN}),
        ("published_iff_published_at_and_revised", {"submitted": True, "published_at": WHEN}),
        ("published_iff_published_at_and_revised", {"withdrawn": True, "published_at": None}),
        ("withdrawn_iff_withdrawn_at", {"withdrawn": True, "withdrawn_at": None}),
        ("withdrawn_iff_withdrawn_at", {"published": True, "withdrawn_at": WHEN}),
        ("reviewed_only_when_submitted", {"submitted": True, "submitted_at": None}),
        ("reviewed_only_when_submitted", {"returned": True, "submitted_at": None}),
        ("submitted_only_with_summary_and_account", {"submitted": True, "summary": ""}),
        ("submitted_only_with_summary_and_account", {"published": True, "text": ""}),
        ("of_an_organisation_or_from_sources", {"organisation": None}),
        *(("slug_is_not_a_page", {"slug": slug}) for slug in RESERVED_SLUGS),
    ],
)
def test_the_database_refuses_what_cannot_be(constraint: str, fields: dict[str, Any]) -> None:
    refused(constraint, **fields)


@pytest.mark.django_db
def test_a_draft_may_be_a_title_alone() -> None:
    assert CaseStudyFactory(summary="", text="").pk


@pytest.mark.django_db
def test_an_entry_from_sources_needs_no_organisation() -> None:
    case_study = CaseStudyFactory(organisation=None, source_note="Summary from public sources.")
    assert case_study.is_from_sources


@pytest.mark.django_db
def test_two_presses_of_one_button_cannot_both_be_kept() -> None:
    first = CaseStudyFactory()
    refused("submission", submission=first.submission)


@pytest.fixture
def one_of_each(organisation: Organisation) -> set[str]:
    for state in State:
        traits = {} if state == State.DRAFT else {state.value: True}
        CaseStudyFactory(slug=state.value, organisation=organisation, **traits)
    return set(State.values)


def seen(user: User | AnonymousUser) -> set[str]:
    return set(CaseStudy.objects.visible_to(user).values_list("slug", flat=True))


def test_strangers_see_what_is_published_and_nothing_else(one_of_each: set[str], newcomer: User) -> None:
    assert seen(AnonymousUser()) == SEEN_BY_ALL
    assert seen(newcomer) == SEEN_BY_ALL


@pytest.mark.parametrize("role", ["member", "editor", "organisation_lead"])
def test_an_organisations_people_see_all_that_is_theirs(
    one_of_each: set[str], role: str, request: pytest.FixtureRequest
) -> None:
    assert seen(request.getfixturevalue(role)) == one_of_each


@pytest.mark.parametrize("role", ["reader", "officer", "lead", "officer_elsewhere"])
def test_partnerships_see_what_the_public_sees(
    one_of_each: set[str], role: str, request: pytest.FixtureRequest
) -> None:
    assert seen(request.getfixturevalue(role)) == SEEN_BY_ALL


def test_another_organisation_sees_what_the_public_sees(
    one_of_each: set[str], newcomer: User, other_organisation: Organisation
) -> None:
    give(newcomer, RoleName.LEAD, other_organisation.team)
    assert seen(newcomer) == SEEN_BY_ALL


def test_moderators_also_see_what_waits_for_them(one_of_each: set[str], moderator: User) -> None:
    assert seen(moderator) == SEEN_BY_ALL | {"submitted"}


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_national_oversight_sees_everything(
    one_of_each: set[str], role: str, request: pytest.FixtureRequest
) -> None:
    assert seen(request.getfixturevalue(role)) == one_of_each


def test_a_role_that_has_ended_opens_nothing(one_of_each: set[str], editor: User) -> None:
    editor.roles.update(until=dt.date(2026, 1, 1), since=dt.date(2025, 1, 1))
    assert seen(editor) == SEEN_BY_ALL


def test_a_closed_account_opens_nothing(one_of_each: set[str], editor: User) -> None:
    editor.is_active = False
    assert seen(editor) == SEEN_BY_ALL


def test_ones_own_list_holds_ones_own_only(one_of_each: set[str], editor: User) -> None:
    CaseStudyFactory(published=True, slug="of-others")
    assert {row.slug for row in CaseStudy.objects.of_teams(editor)} == one_of_each


@pytest.mark.django_db
def test_the_queue_puts_the_longest_waiting_first() -> None:
    CaseStudyFactory(slug="public", published=True, submitted_at=WHEN - dt.timedelta(days=90))
    CaseStudyFactory(slug="second", submitted=True, submitted_at=WHEN)
    CaseStudyFactory(slug="first", submitted=True, submitted_at=WHEN - dt.timedelta(days=5))
    assert [row.slug for row in CaseStudy.objects.queued()] == ["first", "second", "public"]


@pytest.mark.django_db
def test_newest_first_follows_publication() -> None:
    for days in (3, 1, 2):
        CaseStudyFactory(slug=f"d{days}", published=True, published_at=WHEN - dt.timedelta(days=days))
    assert [row.slug for row in CaseStudy.objects.newest_first()] == ["d1", "d2", "d3"]


@pytest.mark.django_db
@pytest.mark.parametrize(("state", "gone"), [(state, state == State.WITHDRAWN) for state in State])
def test_only_what_was_withdrawn_is_gone(state: State, gone: bool) -> None:
    CaseStudyFactory(slug="it", **({} if state == State.DRAFT else {state.value: True}))
    assert CaseStudy.objects.gone("it") is gone


KEY = uuid.UUID("0123456789abcdef0123456789abcdef")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("A walk in the park", "a-walk-in-the-park"),
        ("Sgeulachd à Leòdhas", "sgeulachd-a-leodhas"),
        ("New", "new-01234567"),
        ("mine", "mine-01234567"),
        ("¿?", "case-study"),
        ("Taken", "taken-01234567"),
        ("x" * 200, "x" * 80),
    ],
)
def test_the_address_comes_from_the_title(title: str, slug: str) -> None:
    CaseStudyFactory(slug="taken")
    assert CaseStudy.objects.free_slug(title, KEY) == slug


@pytest.mark.django_db
def test_its_standing_begins_with_the_draft_and_moves_with_each_decision() -> None:
    case_study = CaseStudyFactory(submitted=True)
    assert case_study.stands_since == case_study.created_at
    decided(case_study, at=WHEN)
    latest = decided(case_study, at=WHEN + dt.timedelta(days=1))
    fresh = CaseStudy.objects.with_decisions().get()
    assert fresh.last_decision == latest
    assert fresh.stands_since == latest.at


@pytest.mark.django_db
def test_every_state_says_with_whom_it_is() -> None:
    assert len({CaseStudy(state=state).standing for state in State}) == len(State)


@pytest.mark.django_db
def test_history_keeps_steps_and_not_the_words() -> None:
    case_study = CaseStudyFactory(title="Canary title", text="Canary text")
    CaseStudy.objects.filter(pk=case_study.pk).update(state=State.DRAFT, created_at=WHEN)
    kept = list(case_study.events.values())
    assert {row["state"] for row in kept} == {"draft"}
    assert "anary" not in str(kept)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "verb", ["published", "withdrawn", "waiting", "queued", "with_places", "newest_first"]
)
def test_every_verb_can_follow_the_scope(verb: str) -> None:
    rows: CaseStudyQuerySet = getattr(CaseStudy.objects.visible_to(AnonymousUser()), verb)()
    assert list(rows) == []


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["Canary title", "canary"])
def test_an_address_is_not_changed_by_a_new_title(words: str) -> None:
    case_study = CaseStudyFactory(slug="first")
    case_study.title = words
    case_study.save()
    assert case_study.get_absolute_url() == "/case-studies/first/"


def test_people_of_an_organisation_are_known_by_their_role_there(
    submitted: CaseStudy, member: User, officer: User
) -> None:
    assert submitted.is_of(member)
    assert not submitted.is_of(officer)


@pytest.mark.django_db
def test_what_the_platform_team_wrote_is_of_nobody(moderator: User) -> None:
    assert not CaseStudyFactory(organisation=None, source_note="From sources.").is_of(moderator)

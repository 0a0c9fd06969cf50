"""Every kind of page there is, on the real registers with the demonstration's people, as different people."""

from typing import Never

import pytest
from django.core.management import call_command
from pytest_django import Settings

from coproduce.accounts.models import User
from learning.models import CaseStudy, State
from partnerships.models import Engagement, EngagementState, Partnership
from partnerships.views.home import Home
from tests.factories.learning import CaseStudyFactory
from tests.factories.partnerships import EngagementFactory
from tests.journeys.crawl import crawl
from tests.journeys.walk import Walk, WalkFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EVERYONES = {
    "partnerships:partnership_detail",
    "partnerships:organisation_detail",
    "partnerships:plan_detail",
    "partnerships:engagement_detail",
    "learning:case_study_detail",
    "participants:coverage_public",
    "ui:accessibility",
}
LEADS = {
    "partnerships:engagement_create",
    "partnerships:engagement_edit",
    "partnerships:engagement_publish",
    "partnerships:stage_evidence_create",
    "participants:participant_disclose",
    "participants:involvement_invite",
    "participants:coverage",
    "accounts:invitation_create",
    "accounts:role_end",
}
LISTS = ("/", "/partnerships/", "/engagements/", "/plans/", "/case-studies/", "/organisations/")
#: Who enters, and pages of which each is offered a link somewhere; others are offered no more than these.
PEOPLE = [
    (
        "Eilidh Example",
        {"learning:case_study_create", "learning:case_study_edit", "learning:case_study_submit"},
    ),
    ("Fergus Example", LEADS),
    ("Ailsa Example", {"accounts:team_detail", "admin:index", "partnerships:organisation_duplicates"}),
]


@pytest.fixture
def demonstration(transactional_db: None, settings: Settings) -> None:
    settings.DEMO = True
    call_command("load_reference_data")
    call_command("load_demo_data")


def enter(visitor: Walk, person: str) -> Walk:
    """By the demonstration's one click."""
    visitor.page.goto(f"{visitor.base}/demo/")
    return visitor.press(f"Enter as {person}")


def drafts_of(person: str) -> list[str]:
    """Pages with links that published ones do not have."""
    user = User.objects.get(name=person)
    engagements = Engagement.objects.visible_to(user).filter(state=EngagementState.DRAFT)[:1]
    case_studies = CaseStudy.objects.visible_to(user).filter(state=State.DRAFT)[:1]
    return [row.get_absolute_url() for row in (*engagements, *case_studies)]


def test_nobody_in_particular_reads_everything_public(walk: WalkFactory, demonstration: None) -> None:
    assert {"account_login", "account_signup"} | EVERYONES <= set(crawl(walk("anyone")))


@pytest.mark.parametrize(("person", "offered"), PEOPLE, ids=["editor", "lead", "administrator"])
def test_every_link_offered_leads_somewhere(
    walk: WalkFactory, demonstration: None, person: str, offered: set[str], request: pytest.FixtureRequest
) -> None:
    visitor = walk(f"demo-{request.node.callspec.id}")
    seen = set(crawl(enter(visitor, person), *drafts_of(person), "/"))
    assert offered | EVERYONES <= seen, f"found {sorted(seen)}"


def test_lists_without_rows_say_so(walk: WalkFactory) -> None:
    visitor = walk("empty")
    for address in LISTS:
        visitor.go(address).go(f"{address}?q=nothing+is+called+this")


def test_staff_lists_without_rows_say_so(walk: WalkFactory, officer: User, editor: User) -> None:
    walk("empty-officer", officer).go("/participants/").go("/teams/?q=nobody")
    walk("empty-editor", editor).go("/case-studies/mine/").go("/following/")


def test_a_stranger_to_a_page_is_told_it_is_not_there(
    walk: WalkFactory, officer_elsewhere: User, fife: Partnership
) -> None:
    draft = EngagementFactory(partnership=fife)
    visitor = walk("not-found", officer_elsewhere).go(f"/engagements/{draft.pk}/").sees("Page not found")
    assert visitor.status == 404


def test_a_colleague_is_told_what_they_may_not_do(walk: WalkFactory, reader: User, fife: Partnership) -> None:
    draft = EngagementFactory(partnership=fife)
    visitor = walk("forbidden", reader).go(f"/engagements/{draft.pk}/edit/").sees("You cannot do this")
    assert visitor.status == 403


def test_what_was_withdrawn_is_gone(walk: WalkFactory) -> None:
    gone: CaseStudy = CaseStudyFactory(withdrawn=True)
    assert walk("gone").go(f"/case-studies/{gone.slug}/").status == 410


def test_an_address_with_a_nul_is_refused_in_words(walk: WalkFactory) -> None:
    visitor = walk("unreadable").go("/case-studies/?q=%00").sees("This could not be read")
    assert visitor.status == 400


def test_maintenance_says_to_come_back(walk: WalkFactory, settings: Settings) -> None:
    settings.MAINTENANCE = True
    assert walk("maintenance").go("/").sees("We cannot answer at the moment").status == 503


def test_a_mistake_of_ours_is_owned_up_to(walk: WalkFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    def mistake(*_: object, **__: object) -> Never:
        raise ValueError("a mistake of ours")

    monkeypatch.setattr(Home, "get_context_data", mistake)
    assert walk("broken").go("/").sees("Something went wrong on our side").status == 500


def test_trying_too_often_is_answered_in_words(walk: WalkFactory, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "1/m/ip"}
    visitor = walk("too-often")
    for _ in range(2):
        visitor.page.goto(f"{visitor.base}/accounts/password/reset/")
        visitor.fill(email="una@example.org").press("Send the code")
    assert visitor.sees("Too many tries").status == 429

"""The seeded library: honest about where it comes from, complete, and added once."""

import datetime as dt
import tomllib
from typing import Any

import pytest

from coproduce.accounts.models import RoleName, User
from learning import demo, digest, following, reference
from learning.models import CaseStudy, Decision, State, Subscription
from partnerships.models import CouncilArea, Organisation, Partnership
from tests.factories.accounts import holder
from tests.factories.partnerships import CouncilAreaFactory, PartnershipFactory

ROWS: list[dict[str, Any]] = tomllib.loads(demo.CASE_STUDIES.read_text())["case_study"]
TOLD = [row for row in ROWS if not row.get("unpublished")]


@pytest.fixture
def registers(db: None) -> None:
    reference.load()
    for slug in sorted({area for row in TOLD for area in row["areas"]}):
        CouncilAreaFactory(slug=slug)
    for slug in sorted({row["partnership"] for row in TOLD if "partnership" in row}):
        PartnershipFactory(slug=slug)


@pytest.fixture
def loaded(registers: None, now: dt.datetime) -> str:
    return demo.load(now)


def test_fifteen_are_published_and_one_waits_for_its_source(loaded: str) -> None:
    assert loaded == "Library: 15 case studies published, 1 not."
    story = CaseStudy.objects.get(slug="brian-browns-story")
    assert (story.state, story.summary, story.text) == (State.DRAFT, "", "")
    assert story.source_note.startswith("Source to be supplied")


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("row", TOLD, ids=lambda row: row["slug"])
def test_each_is_complete_marked_and_linked(row: dict[str, Any]) -> None:
    case_study = CaseStudy.objects.get(slug=row["slug"])
    assert case_study.source_note == "Summary written by the platform team from public sources."
    assert case_study.source_url.startswith("http")
    assert case_study.organisation is None
    assert set(case_study.council_areas.values_list("slug", flat=True)) == set(row["areas"])
    assert set(case_study.terms.values_list("slug", flat=True)) == set(row["terms"])
    assert len(case_study.summary) <= 600


@pytest.mark.usefixtures("loaded")
def test_each_says_in_its_decision_that_nobody_reviewed_it() -> None:
    decisions = Decision.objects.all()
    assert {decision.note for decision in decisions} == {demo.SEEDED}
    assert {decision.by for decision in decisions} == {None}
    assert len(decisions) == 15


@pytest.mark.usefixtures("loaded")
def test_loading_again_keeps_what_people_changed(now: dt.datetime) -> None:
    CaseStudy.objects.filter(slug="edinburgh-pact").update(title="The Pact")
    assert demo.load(now) == "Library: 15 case studies published, 1 not."
    assert CaseStudy.objects.get(slug="edinburgh-pact").title == "The Pact"


@pytest.fixture
def people(organisation: Organisation, fife: Partnership, registers: None) -> tuple[User, User]:
    organisation.council_areas.add(CouncilArea.objects.get(slug="fife"))
    return (
        holder(RoleName.EDITOR, organisation.team, email="editor.fva@demo.coproduce.example"),
        holder(RoleName.READER, fife.team, email="reader.fife@demo.coproduce.example"),
    )


@pytest.fixture
def fife(db: None) -> Partnership:
    return PartnershipFactory(slug="fife-for-readers")


def test_the_editor_finds_a_draft_that_is_plainly_made_up(
    people: tuple[User, User], now: dt.datetime
) -> None:
    demo.load(now)
    demo.load(now)
    draft = CaseStudy.objects.get(author=people[0])
    assert draft.state == State.DRAFT
    assert "made-up" in draft.summary
    assert [area.slug for area in draft.council_areas.all()] == ["fife"]


def test_the_reader_follows_themes_and_is_told_of_new_entries_only(
    people: tuple[User, User], now: dt.datetime
) -> None:
    demo.load(now)
    assert len(following.followed_by(people[1])) == 2
    assert digest.plan(now=now + dt.timedelta(days=30)) == 0


def test_a_reader_who_has_chosen_is_left_alone(people: tuple[User, User], now: dt.datetime) -> None:
    demo.load(now)
    subscription = Subscription.objects.get(user=people[1])
    subscription.follows.all().delete()
    demo.load(now)
    assert not subscription.follows.exists()

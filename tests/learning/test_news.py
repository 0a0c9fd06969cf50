"""What is news: of themes, areas, organisations and single entries, each once, and told why."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coproduce.accounts.models import User
from learning.models import CaseStudy, Channel, Follow, State, StepName, Subscription, Term, Use
from learning.models.subscriptions import Followed
from learning.news import News, news
from partnerships.models import CouncilArea, Organisation
from tests.factories.accounts import account
from tests.factories.consents import grant
from tests.factories.learning import (
    CaseStudyFactory,
    TermFactory,
    decided,
    follower,
    published_revision,
    revised,
)
from tests.factories.partnerships import CouncilAreaFactory, OrganisationFactory

START = dt.datetime(2027, 3, 2, 8, tzinfo=dt.UTC)
HOUR, DAY, WEEK = dt.timedelta(hours=1), dt.timedelta(days=1), dt.timedelta(days=7)
END = START + WEEK
MIDDLE = START + 3 * DAY
pytestmark = pytest.mark.django_db


@pytest.fixture
def area() -> CouncilArea:
    return CouncilAreaFactory(name="Fife")


@pytest.fixture
def entry(theme: Term, area: CouncilArea, organisation: Organisation) -> CaseStudy:
    """Published in the middle of the week, about all that is followed in these tests."""
    return publish(themes=[theme], council_areas=[area], organisation=organisation, title="Tea")


def publish(at: dt.datetime = MIDDLE, **fields: object) -> CaseStudy:
    made: CaseStudy = CaseStudyFactory(published=True, published_at=at, **fields)
    return made


def told(subscription: Subscription, *, since: dt.datetime = START, until: dt.datetime = END) -> News:
    return news(subscription, since=since, until=until)


def titles(found: News) -> list[str]:
    return [case_study.title for case_study in found.case_studies]


def targets(entry: CaseStudy) -> dict[str, Followed]:
    assert entry.organisation
    area = entry.council_areas.get()
    return {"theme": entry.themes[0], "area": area, "organisation": entry.organisation}


# --- new entries ---
@pytest.mark.parametrize("kind", ["theme", "area", "organisation"])
def test_a_new_entry_is_told_to_those_who_follow_what_it_is_about(kind: str, entry: CaseStudy) -> None:
    target = targets(entry)[kind]
    [group] = told(follower(target, since=START)).groups
    assert (group.told, group.case_studies) == (str(target), [entry])


@pytest.mark.parametrize("kind", ["theme", "area", "organisation"])
def test_it_is_not_told_to_those_who_follow_others_of_the_kind(kind: str, entry: CaseStudy) -> None:
    others: dict[str, Followed] = {
        "theme": TermFactory(),
        "area": CouncilAreaFactory(),
        "organisation": OrganisationFactory(),
    }
    assert titles(told(follower(others[kind], since=START))) == []


@pytest.mark.parametrize("kind", ["theme", "area", "organisation"])
@pytest.mark.parametrize(("ago", "is_news"), [(HOUR, False), (0 * HOUR, True), (-HOUR, True)])
def test_what_was_published_before_they_followed_is_no_news(
    kind: str, ago: dt.timedelta, is_news: bool, entry: CaseStudy
) -> None:
    subscription = follower(targets(entry)[kind], since=MIDDLE + ago)
    assert bool(told(subscription).case_studies) is is_news


@pytest.mark.parametrize("kind", ["theme", "area", "organisation"])
@pytest.mark.parametrize(
    ("at", "is_news"),
    [(START - dt.timedelta(microseconds=1), False), (START, True), (END - HOUR, True), (END, False)],
)
def test_the_window_is_closed_before_and_open_after(
    kind: str, at: dt.datetime, is_news: bool, entry: CaseStudy
) -> None:
    CaseStudy.objects.update(published_at=at)
    subscription = follower(targets(entry)[kind], since=START - WEEK)
    assert bool(told(subscription).case_studies) is is_news


def test_an_entry_is_told_once_with_all_its_reasons(entry: CaseStudy) -> None:
    [group] = told(follower(*targets(entry).values(), since=START)).groups
    assert group.told == "Leadership, Fife and Fife Voluntary Action"
    assert group.case_studies == [entry]


def test_only_what_was_followed_by_then_is_a_reason(entry: CaseStudy) -> None:
    subscription = follower(*targets(entry).values(), since=START)
    Follow.objects.exclude(theme=None).update(created_at=MIDDLE + HOUR)
    assert told(subscription).groups[0].told == "Fife and Fife Voluntary Action"


def test_entries_are_grouped_by_reason_and_the_newest_comes_first(area: CouncilArea, theme: Term) -> None:
    for title, days, about in (
        ("Oldest, of the area", 1, {"council_areas": [area]}),
        ("Of the theme", 2, {"themes": [theme]}),
        ("Newest, of the area", 3, {"council_areas": [area]}),
    ):
        publish(START + days * DAY, title=title, **about)
    groups = told(follower(theme, area, since=START)).groups
    assert [(group.told, len(group.case_studies)) for group in groups] == [("Fife", 2), ("Leadership", 1)]
    found = [case_study.title for group in groups for case_study in group.case_studies]
    assert found == ["Newest, of the area", "Oldest, of the area", "Of the theme"]


@pytest.mark.parametrize("kind", ["theme", "area", "organisation"])
@pytest.mark.parametrize("state", [state for state in State if state != State.PUBLISHED])
def test_only_what_is_in_the_lists_is_told(kind: str, state: State, entry: CaseStudy) -> None:
    traits = {} if state == State.DRAFT else {state.value: True}
    about = targets(entry)
    other = CaseStudyFactory(
        themes=[about["theme"]], council_areas=[about["area"]], organisation=about["organisation"], **traits
    )
    CaseStudy.objects.filter(pk=other.pk, published_at__isnull=False).update(published_at=MIDDLE)
    assert titles(told(follower(about[kind], since=START))) == ["Tea"]


@pytest.mark.parametrize("kind", ["theme", "area", "organisation"])
def test_nobody_is_told_of_what_they_wrote_or_published(kind: str, entry: CaseStudy, newcomer: User) -> None:
    subscription = follower(targets(entry)[kind], since=START, user=newcomer)
    CaseStudy.objects.update(author=newcomer)
    assert titles(told(subscription)) == []
    CaseStudy.objects.update(author=account())
    assert titles(told(subscription)) == ["Tea"]
    decided(entry, step=StepName.PUBLISH, by=newcomer)
    assert titles(told(subscription)) == []


@pytest.mark.parametrize("kind", ["theme", "area", "organisation"])
@pytest.mark.parametrize(("channels", "is_news"), [([Channel.PAGE], False), (list(Channel), True)])
def test_what_people_agreed_to_have_in_emails_is_told(
    kind: str, channels: list[Channel], is_news: bool, entry: CaseStudy
) -> None:
    CaseStudy.objects.update(shows=[Use.WORDS])
    grant(entry, channels=channels)
    assert bool(told(follower(targets(entry)[kind], since=START)).case_studies) is is_news


# --- revisions ---
@pytest.fixture
def old() -> CaseStudy:
    return publish(START - WEEK, title="Older tea")


@pytest.fixture
def subscription(old: CaseStudy, newcomer: User) -> Subscription:
    return follower(old, since=START, user=newcomer)


def test_a_new_revision_of_a_followed_entry_is_told(old: CaseStudy, subscription: Subscription) -> None:
    revision = published_revision(old, MIDDLE, note="The costs are clearer.")
    found = told(subscription)
    assert (found.groups, found.revised) == ([], [revision])
    assert titles(found) == ["Older tea"]


def test_of_several_revisions_the_latest_is_told(old: CaseStudy, subscription: Subscription) -> None:
    published_revision(old, MIDDLE)
    latest = published_revision(old, MIDDLE + DAY)
    assert told(subscription).revised == [latest]


def test_the_first_revision_is_the_entry_itself(old: CaseStudy, subscription: Subscription) -> None:
    revised(old, number=1, state=State.PUBLISHED, published_at=MIDDLE)
    assert told(subscription).revised == []


@pytest.mark.parametrize(
    ("at", "is_news"),
    [(START - HOUR, False), (START, True), (END - dt.timedelta(microseconds=1), True), (END, False)],
)
def test_a_revision_belongs_to_one_window(
    at: dt.datetime, is_news: bool, old: CaseStudy, subscription: Subscription
) -> None:
    Follow.objects.update(created_at=START - WEEK)
    published_revision(old, at)
    assert bool(told(subscription).revised) is is_news


def test_a_revision_from_before_they_followed_is_no_news(old: CaseStudy, subscription: Subscription) -> None:
    published_revision(old, MIDDLE)
    Follow.objects.update(created_at=MIDDLE + HOUR)
    assert told(subscription).revised == []


def test_a_revision_that_is_still_written_is_no_news(old: CaseStudy, subscription: Subscription) -> None:
    revision = published_revision(old, MIDDLE)
    old.revisions.filter(pk=revision.pk).update(state=State.SUBMITTED, published_at=None)
    assert told(subscription).revised == []


@pytest.mark.parametrize("state", [State.RETIRED, State.WITHDRAWN])
def test_revisions_of_what_has_left_the_lists_are_not_told(
    state: State, old: CaseStudy, subscription: Subscription
) -> None:
    published_revision(old, MIDDLE)
    CaseStudy.objects.update(state=state, **{f"{state}_at": MIDDLE})
    assert told(subscription).revised == []


@pytest.mark.parametrize("part", ["author", "last_edited_by"])
def test_nobody_is_told_of_the_revision_they_wrote(
    part: str, old: CaseStudy, subscription: Subscription, newcomer: User
) -> None:
    published_revision(old, MIDDLE, **{part: newcomer})
    assert told(subscription).revised == []


def test_nobody_is_told_of_the_revision_they_published(
    old: CaseStudy, subscription: Subscription, newcomer: User
) -> None:
    published_revision(old, MIDDLE)
    decided(old, step=StepName.PUBLISH, by=newcomer, revision=1)
    assert len(told(subscription).revised) == 1
    decided(old, step=StepName.PUBLISH, by=newcomer, revision=2)
    assert told(subscription).revised == []


def test_an_entry_that_is_new_and_revised_is_told_as_new(entry: CaseStudy) -> None:
    subscription = follower(entry, entry.themes[0], since=START)
    published_revision(entry, MIDDLE + DAY)
    found = told(subscription)
    assert (titles(found), found.revised) == (["Tea"], [])


def test_a_revision_is_not_told_of_where_emails_were_not_agreed_to(
    old: CaseStudy, subscription: Subscription
) -> None:
    published_revision(old, MIDDLE)
    CaseStudy.objects.update(shows=[Use.WORDS])
    grant(old, channels=[Channel.PAGE])
    assert told(subscription).revised == []


def test_among_some_the_others_are_left_out(entry: CaseStudy, old: CaseStudy) -> None:
    found = told(follower(entry.themes[0], old, since=START))
    published_revision(old, MIDDLE)
    both = told(Subscription.objects.get())
    assert both.among([entry]) == found
    assert both.among([old]).groups == []
    assert titles(both.among([old])) == ["Older tea"]
    assert both.among([]).case_studies == []


def test_revisions_of_entries_that_one_does_not_follow_are_not_told(entry: CaseStudy) -> None:
    subscription = follower(entry.themes[0], since=MIDDLE + HOUR)
    published_revision(entry, MIDDLE + DAY)
    assert titles(told(subscription)) == []


# --- every window there is ---
KINDS = ("theme", "area", "organisation")
HOURS = st.integers(0, 6 * 7 * 24)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    entries=st.lists(st.tuples(HOURS, st.sets(st.sampled_from(KINDS))), min_size=1, max_size=5),
    changes=st.lists(HOURS, max_size=4, unique=True),
    ends=st.sets(st.integers(1, 6), max_size=5),
    followed=st.sets(st.sampled_from(KINDS), min_size=1),
)
def test_over_windows_of_any_length_each_entry_and_revision_is_told_once(
    entries: list[tuple[int, set[str]]],
    changes: list[int],
    ends: set[int],
    followed: set[str],
    theme: Term,
    area: CouncilArea,
    organisation: Organisation,
    old: CaseStudy,
) -> None:
    """Weeks without a mail make the next window longer; nothing falls between two windows or into both."""
    known: dict[str, Followed] = {"theme": theme, "area": area, "organisation": organisation}
    subscription = afresh(old, *(known[kind] for kind in sorted(followed)))
    made = [(new_entry(hours, kinds, known), kinds) for hours, kinds in entries]
    revised = [published_revision(old, START + hours * HOUR) for hours in sorted(changes)]
    found: list[CaseStudy] = []
    for since, until in pairwise([START, *(START + week * WEEK for week in sorted(ends)), START + 7 * WEEK]):
        one = told(subscription, since=since, until=until)
        found += [case_study for group in one.groups for case_study in group.case_studies]
        inside = [row for row in revised if row.published_at and since <= row.published_at < until]
        assert one.revised == inside[-1:]
    expected = [case_study.pk for case_study, kinds in made if kinds & followed]
    assert sorted(row.pk for row in found) == sorted(expected)


def afresh(old: CaseStudy, *targets: Followed) -> Subscription:
    """Follows the old entry and these, in a library that holds nothing but the old entry."""
    Subscription.objects.all().delete()
    CaseStudy.objects.exclude(pk=old.pk).delete()
    old.revisions.all().delete()
    old.revision = 1
    return follower(old, *targets, since=START)


def new_entry(hours: int, kinds: set[str], known: dict[str, Followed]) -> CaseStudy:
    about = {
        "themes": [known["theme"]] if "theme" in kinds else [],
        "council_areas": [known["area"]] if "area" in kinds else [],
        "organisation": known["organisation"] if "organisation" in kinds else OrganisationFactory(),
    }
    return publish(START + hours * HOUR, **about)

"""Readers follow, keep and talk; a moderator hides a comment; all of it again without scripts."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from coproduce.accounts.models import User
from coproduce.outbox.delivery import deliver
from learning import digest
from learning.models import CaseStudy, Term
from partnerships.models import Organisation
from tests.factories.learning import CaseStudyFactory, TermFactory, comment, published_revision
from tests.factories.partnerships import CouncilAreaFactory
from tests.journeys.walk import Walk, WalkFactory
from tests.outbox.sink import Sink

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Lunch clubs planned by those who eat there"
PAGE = "/case-studies/lunch-clubs/"
SAID = "The nurse Zqnurse was against it."
SCRIPTS = pytest.mark.parametrize(
    "options", [{}, {"java_script_enabled": False}], ids=["with scripts", "without scripts"]
)
Options = dict[str, Any]


@pytest.fixture
def entry(organisation: Organisation) -> CaseStudy:
    themes: list[Term] = [TermFactory(name=name) for name in ("Leadership", "Trust and patience")]
    areas = [CouncilAreaFactory(name="Fife")]
    made: CaseStudy = CaseStudyFactory(
        slug="lunch-clubs", title=TITLE, published=True, organisation=organisation, themes=themes,
        council_areas=areas,
    )  # fmt: skip
    return made


@SCRIPTS
def test_a_reader_follows_and_hears_of_it_on_tuesday(
    walk: WalkFactory, newcomer: User, entry: CaseStudy, sink: Sink, options: Options
) -> None:
    reader = walk("follower", newcomer, **options).go(PAGE)
    reader.press("Follow this case study").sees(f"You follow {TITLE}.", "Stop following this case study")
    reader.unfold("Follow its themes, areas or organisation").press("Follow the council area Fife")
    reader.press("Follow the organisation Fife Voluntary Action").sees("You follow Fife Voluntary Action.")
    reader.go("/following/").sees("You follow", TITLE, "Fife Voluntary Action")
    reader.press("Stop following the council area Fife").sees("You no longer follow Fife.")
    reader.unfold("Choose council areas").press("Follow the council area Fife").sees("You follow Fife.")
    published_revision(entry, timezone.now(), note="The costs are clearer.")
    digest.plan(now=timezone.now() + dt.timedelta(days=7))
    deliver()
    [mail] = [mail for mail in sink.taken if mail["To"] == newcomer.email]
    assert mail["Subject"] == "New in what you follow"
    assert f"{TITLE} has a new revision" in str(mail.get_body(("plain",)))


@SCRIPTS
def test_a_reader_keeps_for_later_and_lets_go(
    walk: WalkFactory, newcomer: User, entry: CaseStudy, options: Options
) -> None:
    gone: CaseStudy = CaseStudyFactory(withdrawn=True)
    newcomer.bookmarks.create(case_study=gone, created_at=timezone.now())
    reader = walk("keeper", newcomer, **options).go("/kept-for-later/").sees("You keep nothing yet")
    reader.sees("One entry you kept has been withdrawn.").press("Do not mention this again")
    reader.misses("One entry you kept").go(PAGE).press("Keep it for later").sees("is kept for later.")
    reader.go("/kept-for-later/").sees(TITLE).press("Stop keeping").sees("You keep nothing yet")


@SCRIPTS
def test_a_comment_is_written_flagged_and_hidden(
    walk: WalkFactory, newcomer: User, reader: User, moderator: User, entry: CaseStudy, sink: Sink,
    options: Options,
) -> None:  # fmt: skip
    author = walk("author", newcomer, **options).go(PAGE).sees("Nobody has written a comment yet")
    write(author)
    other = walk("flagger", reader, **options).go(PAGE).sees(SAID).click("Flag for a moderator")
    other.press("Ask the moderators to look at it").sees("Enter what is wrong with it")
    other.fill(reason="It names a nurse.").press("Ask the moderators").sees("A moderator will look at this")
    desk = walk("comment-desk", moderator, **options).go("/admin/learning/comment/").sees("1 flagged")
    desk.click("The nurse").sees("It names a nurse.").fill(note="Please leave out names.").press("Hide it")
    desk.sees("Your decision is recorded")
    walk("stranger", **options).go(PAGE).sees("Hidden by a moderator").misses("Zqnurse")
    deliver()
    assert [mail["Subject"] for mail in sink.taken] == ["A moderator has hidden a comment of yours"]
    author.go(PAGE).click("Take back").press("Take it back").sees("Taken back by its author")


def write(author: Walk) -> None:
    """First with nothing, to see what a refusal looks like; then as asked."""
    author.click("Write a comment").sees("Name nobody who has not agreed to it")
    author.press("Send your comment").sees("There is a problem", "Enter your comment")
    author.fill(text=SAID).press("Send your comment").sees(SAID, "Neil Newcomer")


def test_many_comments_have_pages_of_their_own(walk: WalkFactory, newcomer: User, entry: CaseStudy) -> None:
    for number in range(24):
        comment(
            entry, f"Comment {number} says that it works, also where {'people ' * 20}meet.", author=newcomer
        )
    reader = walk("talk").go(PAGE).misses("Comment 3 says").click("Read all comments")
    reader.sees("Comment 3 says").misses("Comment 20 says").click("Next").sees("Comment 20 says")


def test_five_in_a_row_are_enough(walk: WalkFactory, newcomer: User, entry: CaseStudy) -> None:
    for _ in range(5):
        comment(entry, author=newcomer)
    author = walk("eager", newcomer).go(f"{PAGE}comments/new/").fill(text=SAID).press("Send your comment")
    author.sees("There is a problem", "5 comments in the last ten minutes")
    assert author.page.locator("[name='text']").input_value() == SAID

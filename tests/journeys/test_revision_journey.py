"""The next revision of a published case study is written and reviewed while readers see the present one."""

import pytest
from django.utils import timezone

from coproduce.accounts.models import User
from learning import reference, revising
from learning.models import CaseStudy, Check
from partnerships.models import Organisation
from tests.factories.learning import CaseStudyFactory
from tests.journeys.walk import Walk, WalkFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Lunch clubs planned by those who eat there"
OLD, NEW = "Neighbours cooked once a month.", "Neighbours cook every week."


@pytest.fixture
def address(organisation: Organisation) -> str:
    reference.load()
    made: CaseStudy = CaseStudyFactory(title=TITLE, summary=OLD, organisation=organisation, published=True)
    revising.keep_first(made, now=timezone.now())
    return made.get_absolute_url()


def write(author: Walk, address: str) -> None:
    author.go(address).click("Look after this case study").press("Write the next revision")
    author.fill(title="").press("Save the revision").sees("There is a problem", "Enter a title")
    author.fill(title=TITLE, summary=NEW, note="They meet more often now.")
    author.unfold("What it took").fill(money="£40 a week").press("Save the revision")
    author.sees("What would change", "£40 a week", "They meet more often now.")
    author.click("Submit for review").press("Submit for review").sees("With the moderators")


def publish(desk: Walk) -> None:
    """Once without the checklist, to see what a refusal looks like."""
    desk.go("/admin/learning/revision/").click(TITLE).sees("They meet more often now.", "£40 a week")
    desk.press("Publish").sees("before you publish")
    desk.tick(*(check.label for check in Check)).press("Publish").sees("Your decision is recorded")


def test_readers_see_the_present_revision_until_the_next_is_published(
    walk: WalkFactory, editor: User, moderator: User, address: str
) -> None:
    author, reader = walk("reviser", editor), walk("reader")
    write(author, address)
    reader.go(address).sees(OLD).misses(NEW)
    reader.go("/case-studies/?q=weekly").misses(TITLE)
    publish(walk("reviewer", moderator))
    reader.go(address).sees(NEW, "£40 a week", "Revision 2, by a moderator").misses(OLD)
    author.go(f"{address}manage/").sees("what readers see now").click("Revision 1").sees("What was changed")


def test_what_is_retired_keeps_its_page_and_can_come_back(
    walk: WalkFactory, editor: User, address: str
) -> None:
    author, reader = walk("retirer", editor), walk("reader")
    author.go(f"{address}manage/").click("Retire it").press("Retire this case study")
    author.sees("Enter why you are retiring it").fill(note="The law has changed.")
    author.press("Retire this case study").sees("This practice was retired")
    reader.go("/case-studies/").misses(TITLE).go(address).sees("The law has changed.")
    author.go(f"{address}manage/").click("Put it back").press("Put it back into the lists")
    reader.go("/case-studies/").sees(TITLE)

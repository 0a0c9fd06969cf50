"""The moderators' desk in a browser: what waits, what changes, who looks, and two decisions that meet."""

import datetime as dt

import pytest
from django.utils import timezone

from coproduce.accounts.models import RoleName, Team, User
from learning import moderation
from learning.models import CaseStudy, Check, Revision, State
from partnerships.models import Organisation
from tests.factories.accounts import holder
from tests.factories.learning import CaseStudyFactory, TermFactory, revised
from tests.factories.partnerships import CouncilAreaFactory
from tests.journeys.walk import WalkFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PARAGRAPHS = [
    f"Week {number}: neighbours cooked, ate, and said what the next week needs. " * 3 for number in range(9)
]


@pytest.fixture
def entry(organisation: Organisation) -> CaseStudy:
    known = {"organisation": organisation, "themes": [TermFactory()], "council_areas": [CouncilAreaFactory()]}
    waits = timezone.now() - dt.timedelta(days=17)
    CaseStudyFactory(title="A bus for the clinic", submitted=True, submitted_at=waits, **known)
    published: CaseStudy = CaseStudyFactory(
        title="Lunch clubs", published=True, text="\n\n".join(["It began in May.", *PARAGRAPHS]), **known
    )
    return published


@pytest.fixture
def revision(entry: CaseStudy) -> Revision:
    text = "\n\n".join(["It began in June.", *PARAGRAPHS, "It goes on."])
    says = {"text": text, "money": "£5 a head", "summary": "Neighbours met every day and cooked."}
    return revised(entry, content=says, state=State.SUBMITTED, note="We found the minutes.")


@pytest.fixture
def colleague(national_team: Team) -> User:
    return holder(RoleName.MODERATOR, national_team, email="mhairi@example.scot", name="Mhairi Moderator")


def test_a_revision_is_read_word_by_word_and_published(
    walk: WalkFactory, moderator: User, revision: Revision
) -> None:
    desk = walk("desk", moderator)
    desk.go("/admin/").sees("Case studies: 1 waiting", "1 has waited longer than 14 days")
    desk.click("Revisions of published case studies").sees("1 waiting for review")
    desk.click("Revision 2 of Lunch clubs").sees("We found the minutes.", "paragraphs stay as they are")
    desk.press("Publish").sees("Look for each of these")
    desk.tick(*(check.label for check in Check)).press("Publish").sees("Your decision is recorded")
    walk("reader").go(revision.case_study.get_absolute_url()).sees("£5 a head", "It began in June.")


def test_two_decisions_that_meet_are_both_shown(
    walk: WalkFactory, moderator: User, colleague: User, entry: CaseStudy
) -> None:
    waiting = CaseStudy.objects.get(title="A bus for the clinic")
    first, second = walk("first", moderator), walk("second", colleague)
    first.go("/admin/learning/casestudy/").click(waiting.title)
    second.go(f"/admin/learning/casestudy/{waiting.pk}/change/").sees("Morag Moderator has had this open")
    second.press("Return to the authors").sees("Write a note")
    second.fill(note="Who paid for the bus?")
    moderation.publish(waiting, by=moderator, now=timezone.now())
    second.press("Return to the authors").sees("Their decision", "By Morag Moderator", "Yours, not recorded")
    second.sees("Who paid for the bus?")
    moderation.withdraw(waiting, by=moderator, now=timezone.now(), note="The driver can be recognised.")
    second.press("Withdraw").sees("It is no longer with the moderators", "The driver can be recognised.")


def test_nobody_is_offered_to_decide_on_their_own(
    walk: WalkFactory, moderator: User, organisation: Organisation, revision: Revision
) -> None:
    moderator.roles.create(team=organisation.team, name=RoleName.MEMBER, since=dt.date(2026, 1, 1))
    desk = walk("biased", moderator).go("/admin/learning/casestudy/").click("A bus for the clinic")
    desk.sees("you work for Fife Voluntary Action", "nothing for you to decide")

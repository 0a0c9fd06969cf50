"""A practice is tried elsewhere, revised meanwhile, and given up with a reason that others can learn from."""

import pytest
from django.utils import timezone

from coproduce.accounts.models import User
from coproduce.outbox.delivery import deliver
from learning import moderation
from learning.models import Adoption, CaseStudy, State
from partnerships.models import Organisation, Partnership
from tests.factories.learning import CaseStudyFactory, revised
from tests.factories.partnerships import CouncilAreaFactory
from tests.journeys.walk import Walk, WalkFactory
from tests.outbox.sink import Sink

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Lunch clubs planned by those who eat there"


@pytest.fixture
def entry(organisation: Organisation, fife: Partnership) -> CaseStudy:
    for column, name in enumerate(("Fife", "Angus", "Moray")):
        owner = {"partnership": fife} if name == "Fife" else {}
        CouncilAreaFactory(
            name=name, slug=name.lower(), abbreviation=name[:3].upper(), column=column, row=4, **owner
        )
    return CaseStudyFactory(slug="lunch-clubs", title=TITLE, organisation=organisation, published=True)


def record(desk: Walk) -> None:
    """First half of it, to see what a refusal looks like; then all."""
    desk.go("/case-studies/lunch-clubs/").sees("Nobody has recorded yet").click("Record that you try this")
    desk.fill(happened="More people came than we had chairs.").press("Record it")
    desk.sees("There is a problem", "Answer the question “How far are you?”", "More people came")
    desk.tick("Trying it").fill(since_day="4", since_month="5", since_year="2026")
    desk.fill(changed="In the evening.", contact_role="Engagement officer").press("Record it")
    desk.sees("It is recorded", "Trying it since 4 May 2026", "In the evening.")


def revise(entry: CaseStudy, *, by: User) -> None:
    entry.refresh_from_db()
    revision = revised(entry, state=State.SUBMITTED, content={"did_not_work": "The hall was cold."})
    moderation.publish(revision, by=by, now=timezone.now())


def answer(desk: Walk) -> None:
    desk.go("/adoptions/").sees("Revision 2 was published").click("Does it matter to you?")
    desk.sees("You follow revision 1").press("We are looking at it").sees("somebody of your team said")
    desk.press("We follow the new revision").sees("Thank you", "Revision 2").misses("Does this matter")


def stop(desk: Walk) -> None:
    desk.click("Record the next step").tick("Stopped")
    desk.fill(since_day="1", since_month="9", since_year="2026").press("Record this step")
    desk.sees("Enter why you stopped").fill(why_stopped="Nobody could cook.").press("Record this step")
    desk.sees("The step is recorded", "Nobody could cook.", "Stopped, since 1 September 2026")


def test_a_trial_from_the_first_day_to_the_last(
    walk: WalkFactory, officer: User, moderator: User, entry: CaseStudy, sink: Sink
) -> None:
    desk = walk("officer", officer)
    record(desk)
    revise(entry, by=moderator)
    deliver()
    deliver()
    assert [(mail["To"], mail["Subject"]) for mail in sink.taken] == [
        (officer.email, "A practice that you follow has been revised")
    ]
    answer(desk)

    reader = walk("reader")
    reader.go("/case-studies/lunch-clubs/").sees("Tried elsewhere", "Trying it").click("Where it is tried")
    reader.click("Fife").sees("In the evening.", "Show all").misses("Nobody has recorded")
    stop(desk)
    reader.go("/case-studies/lunch-clubs/adoptions/").sees("Nobody could cook.", "Stopped")
    reader.go("/partnerships/fife/practice/").sees(TITLE, "Nobody could cook.")


def test_what_an_organisation_made_of_it_points_back(
    walk: WalkFactory, editor: User, organisation: Organisation, fife: Partnership
) -> None:
    first = CaseStudyFactory(slug="first", title="Tea and company", published=True)
    writer = walk("writer", editor)
    writer.go("/case-studies/first/adoptions/new/").tick("Adopted")
    writer.fill(since_day="4", since_month="May", since_year="2026").press("Record it")
    writer.click("Write what we made of it").fill(summary="We met on the quay.").press("Save draft")
    writer.sees("put your own words where the “…” is").fill(title="Tea on the quay").press("Save draft")
    writer.sees("Tea on the quay", "Adapted from Tea and company")
    writer.click("Tea and company").sees("Became Tea on the quay")
    walk("stranger").go("/case-studies/first/").misses("Became")
    assert Adoption.objects.get().case_study == first

"""What it cost: offered by an officer, claimed on a phone without an account, approved, paid, reported."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from coproduce.accounts.models import User
from participants import selfservice
from participants.models import Involvement, OwnLink
from tests.factories.participants import ExpenseFactory, InvolvementFactory, ParticipantFactory
from tests.factories.partnerships import EngagementFactory
from tests.journeys.walk import WalkFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"viewport": {"width": 390, "height": 800}, "has_touch": True}


@pytest.fixture
def coming(officer: User) -> Involvement:
    """Said yes to an engagement of tomorrow."""
    [fife] = [role.team.partnership for role in officer.roles.all()]
    tomorrow = timezone.now() + dt.timedelta(days=1)
    meeting = EngagementFactory(partnership=fife, title="A round table", published=True, starts_at=tomorrow)
    someone = ParticipantFactory(partnership=fife)
    return InvolvementFactory(participant=someone, engagement=meeting, accepted=True)


def own_page(row: Involvement) -> str:
    now = timezone.now()
    life = now + selfservice.LIFE
    link = OwnLink.objects.create(participant=row.participant, made_at=now, expires_at=life)
    return reverse("participants:own_page", args=[selfservice.token(link)])


def test_fares_are_offered_claimed_approved_and_paid(
    walk: WalkFactory, officer: User, lead: User, coming: Involvement
) -> None:
    desk = walk("officer", officer)
    desk.go(reverse("participants:engagement_people", args=[coming.engagement.pk]))
    desk.click("Offer to pay what it costs").press("Offer to everyone").sees("There is a problem")
    desk.tick("Travel").press("Offer to everyone").sees("1 new offer made")

    person = walk("person", None, **PHONE)
    person.go(own_page(coming)).click("What it cost you").sees("Travel", "Offered", "Ask before you spend")
    person.press("I do not want this").sees("Not wanted")
    person.click("Claim something").press("Claim this").sees("There is a problem")
    person.fill(words="Bus both ways", pence="4.50", on_day="1", on_month="2", on_year="2026")
    person.tick("Travel").press("Claim this").sees("Your claim is with us", "Travel: £4.50")

    desk.go("/expenses/").sees("£4.50").click("Travel").press("Approve £4.50").sees("waits to be paid")
    money = walk("lead", lead)
    money.go("/expenses/?show=approved").click("Travel").click("Note that it was paid")
    money.press("Note as paid").sees("It is noted as paid")
    money.go("/expenses/").click("how long people wait").sees("half were paid within 0 days", "£4.50")
    person.go(own_page(coming)).click("What it cost you").sees("Paid on")


def test_a_claim_is_refused_in_words(walk: WalkFactory, officer: User, coming: Involvement) -> None:
    claimed = ExpenseFactory(participant=coming.participant, claimed=True)
    desk = walk("officer", officer).go(claimed.get_absolute_url()).click("Do not approve")
    desk.press("Do not approve").sees("Enter why it is not approved")
    desk.fill(reason="The same fare was paid in May.").press("Do not approve").sees("Not approved")
    person = walk("person", None, **PHONE).go(own_page(coming)).click("What it cost you")
    person.sees("Why: The same fare was paid in May.")

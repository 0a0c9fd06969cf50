"""How someone gets on: said twice on a phone without an account, seen as a picture, hidden, deleted."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from coproduce.accounts.models import User
from participants import selfservice
from participants.models import CapacityEntry, OwnLink, Participant
from partnerships.models import Partnership
from tests.factories.participants import ParticipantFactory
from tests.journeys.walk import WalkFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"viewport": {"width": 390, "height": 800}, "has_touch": True}


@pytest.fixture
def someone(transactional_db: None, fife: Partnership) -> Participant:
    return ParticipantFactory(partnership=fife)


def own_page(participant: Participant) -> str:
    now = timezone.now()
    life = now + selfservice.LIFE
    link = OwnLink.objects.create(participant=participant, made_at=now, expires_at=life)
    return reverse("participants:own_page", args=[selfservice.token(link)])


def test_a_journey_belongs_to_its_person(walk: WalkFactory, lead: User, someone: Participant) -> None:
    person = walk("person", None, **PHONE)
    person.go(own_page(someone)).click("How you are getting on").sees("Nothing yet")
    person.click("Say how it is now").press("Keep this").sees("There is a problem")
    person.tick("I would rather not say anything in a meeting").press("Keep this").sees("It is yours")
    CapacityEntry.objects.update(at=timezone.now() - dt.timedelta(days=60))
    person.click("Say how it is now").tick("I say what I think among people I know")
    person.fill(confidence_words="They listened to me").press("Keep this").sees("They listened to me")
    assert person.page.locator("svg.co_steps polyline").count() == 1
    person.press("Hide").sees("(hidden)").click("Delete").sees("It cannot be brought back")
    person.press("Delete it").sees("It is deleted", "They listened to me").misses("(hidden)")

    desk = walk("lead", lead).go(someone.get_absolute_url()).misses("They listened to me")
    desk.go("/participants/").click("how people are getting on").sees("fewer than 5")
    desk.misses("They listened to me", str(someone))

"""A person's own page on a phone: what they choose, who looked, a copy of everything, and being forgotten."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from coproduce.accounts.models import User
from participants import monitoring, register, selfservice
from participants.models import OwnLink, Participant
from partnerships.models import Partnership
from tests.factories.participants import IdentityFactory, ParticipantFactory
from tests.journeys.walk import PHONE, Walk, WalkFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAME = "Canary Agnes"


@pytest.fixture
def agnes(fife: Partnership) -> Participant:
    row = ParticipantFactory(partnership=fife, number=7)
    IdentityFactory(participant=row, name=NAME, email="canary.agnes@example.org")
    return row


@pytest.fixture
def own(agnes: Participant) -> str:
    now = timezone.now()
    return selfservice.url(
        OwnLink.objects.create(participant=agnes, made_at=now, expires_at=now + dt.timedelta(days=30))
    ).removeprefix("http://testserver")


def mark(person: Walk, box: str) -> None:
    """By its label: the box itself lies under it."""
    key = person.page.locator(f"input{box}").get_attribute("id")
    person.page.locator(f"label[for='{key}']").click()


def choose(person: Walk, own: str) -> None:
    person.go(own).click("How we contact you").sees("How often are you happy to be asked")
    person.tick("Once in three months", "By phone").press("Save my choices")
    person.sees("Your choices are saved").misses(NAME)


def answer_questions(person: Walk, own: str) -> None:
    """Leaves one out first, to see what a refusal looks like."""
    person.go(own).click("Answer them without saying who you are").press("Send my answers")
    person.sees("There is a problem")
    for name in monitoring.QUESTIONS:
        mark(person, f"[name='{name}'][value='unsaid']")
    person.press("Send my answers").sees("Thank you")


def take_a_copy(person: Walk, own: str) -> None:
    person.go(own).click("Get a copy of everything").sees("Your name and address are in the file")
    with person.page.expect_download() as started:
        person.page.get_by_role("button", name="Save a page to read or print").click()
    assert NAME in started.value.path().read_text()


def be_forgotten(person: Walk, own: str) -> None:
    person.go(own).click("Ask us to forget you").sees("What is deleted", "What stays, and why")
    person.press("Forget me now").sees("Tick the box if you are sure")
    person.tick("I want you to forget me. I know that this cannot be undone").press("Forget me now")
    person.sees("It is done", "Thank you for what you gave")
    assert person.go(own).status == 404


def test_a_person_stays_in_charge_of_what_is_kept(
    walk: WalkFactory, agnes: Participant, own: str, officer: User
) -> None:
    register.disclose(agnes, by=officer, reason="To phone about Tuesday")
    person = walk("agnes", viewport=PHONE)
    path = own.partition("/own/")[2]
    own = f"/own/{path}"
    choose(person, own)
    person.go(own).click("Who looked at your details").sees("Engagement officer", "To phone about Tuesday")
    answer_questions(person, own)
    take_a_copy(person, own)
    be_forgotten(person, own)


def test_staff_record_it_for_someone_who_phones(
    walk: WalkFactory, agnes: Participant, officer: User, lead: User, fife: Partnership
) -> None:
    desk = walk("officer", officer)
    desk.go(agnes.get_absolute_url()).click("Record what they choose").tick("By phone")
    desk.tick("Twice in three months").press("Record their choices").sees("There is a problem")
    mark(desk, "[name='through'][value='phone']")
    desk.press("Record their choices").sees("Their choices are recorded")
    desk.click("They asked to be forgotten").sees("What stays, and why")
    desk.tick("By phone").press("Record that they asked").sees("A lead of your partnership does it")
    leads = walk("lead", lead)
    leads.go(reverse("participants:retention", args=[fife.pk])).sees("Asked to be forgotten", "P-0007")
    leads.press("Save these periods").sees("There is a problem")
    leads.go(reverse("participants:equality_results", args=[fife.pk])).sees("Nothing to show yet")
    leads.go(agnes.get_absolute_url()).click("Make a copy of everything for them").sees("Name nobody here")
    leads.go(reverse("participants:participant_forget", args=[agnes.pk]))
    mark(leads, "[name='sure']")
    leads.press("Forget them now").sees("They are forgotten").misses(NAME)

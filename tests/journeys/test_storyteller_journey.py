"""A storyteller's consent, from the record to the withdrawal, and what readers see of it."""

import datetime as dt

import pytest
from django.utils import timezone

from coproduce.accounts.models import User
from learning.models import CaseStudy, State, Teller, Use
from partnerships.models import Organisation
from tests.factories.consents import grant, story, teller
from tests.journeys.keys import Keys
from tests.journeys.walk import PHONE, Walk, WalkFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "The heron on the allotment"
NAME = "Isla Example"


@pytest.fixture
def waiting(organisation: Organisation, editor: User) -> CaseStudy:
    return story(
        Use.PICTURE,
        agreed=False,
        published=False,
        submitted=True,
        title=TITLE,
        slug="the-heron",
        organisation=organisation,
        author=editor,
        last_edited_by=editor,
    )


def record_consent(author: Walk, entry: CaseStudy) -> None:
    """First with nothing, to see what a refusal looks like; then as they said it."""
    author.go(f"{entry.get_absolute_url()}consents/").sees("Consent missing")
    author.click("Record what someone agreed to").press("Record what they agreed to")
    author.sees("There is a problem", "Choose what they agreed to", "Choose how they agreed")
    author.fill(name=NAME)
    author.tick(*(str(use.label) for use in (Use.WORDS, Use.PICTURE)))
    author.tick("On its page, and when people search this site", "They signed on paper")
    author.press("Record what they agreed to").sees("is recorded", NAME, "Everyone asked has agreed")


def hand_over(author: Walk) -> str:
    """The sheet has all that someone without email needs."""
    author.click("A sheet to print").sees("If you want to take it back", "/stories/")
    return Teller.objects.get(name=NAME).get_absolute_url()


def publish(desk: Walk) -> None:
    desk.go("/admin/learning/casestudy/").click(TITLE)
    for box in desk.page.locator("input[name='checked']").all():
        box.check()
    desk.press("Publish")


def take_back(person: Walk, link: str) -> None:
    """By keyboard, on a phone: choose, read what will happen, say yes."""
    person.page.set_viewport_size(PHONE)
    person.go(link).sees("What you agreed to", TITLE).misses(NAME)
    person.page.set_viewport_size(PHONE)
    keys = Keys(person)
    keys.reach('checkbox "Your own words').press("Space").reach('button "Take it back').go()
    person.sees("Take your whole story back?", "This cannot be undone")
    person.page.set_viewport_size(PHONE)
    keys.reach('button "Yes, take my story back').go()
    person.sees("You have taken your story back", "What cannot be called back").misses(TITLE)


def test_from_consent_to_withdrawal(
    walk: WalkFactory, editor: User, moderator: User, waiting: CaseStudy
) -> None:
    author, reader = walk("storyteller-author", editor), walk("storyteller-reader")
    record_consent(author, waiting)
    link = hand_over(author)
    publish(walk("storyteller-desk", moderator))
    reader.go(waiting.get_absolute_url()).sees(TITLE, "have not agreed that others copy it")
    reader.go("/case-studies/").sees(TITLE)

    take_back(walk("storyteller"), link)
    reader.go(waiting.get_absolute_url()).sees("This case study is no longer here")
    assert reader.status == 410
    reader.go("/case-studies/").misses(TITLE)
    author.go(f"/case-studies/withdrawn-{waiting.pk}/consents/").sees(
        "Its words are erased", "Taken back", NAME
    )
    assert CaseStudy.objects.get().state == State.WITHDRAWN


def test_a_call_is_recorded_for_someone_without_a_link(
    walk: WalkFactory, editor: User, organisation: Organisation
) -> None:
    entry = story(Use.PICTURE, title=TITLE, slug="the-heron", organisation=organisation)
    author = walk("storyteller-call", editor)
    author.go(f"{entry.get_absolute_url()}consents/").click("Record that they took it back")
    author.press("Record that they took it back").sees("There is a problem", "Choose what is taken back")
    author.tick(str(Use.PICTURE.label), "By phone").press("Record that they took it back")
    author.sees("It is taken out of the case study.", "Taken back")
    assert CaseStudy.objects.published().get() == entry


def test_what_has_ended_says_so(walk: WalkFactory, editor: User, organisation: Organisation) -> None:
    entry = story(agreed=False, title=TITLE, slug="the-heron", organisation=organisation)
    ended = timezone.localdate() - dt.timedelta(days=3)
    person = teller(entry, name=NAME)
    grant(by=person, agreed_on=ended - dt.timedelta(days=9), expires_on=ended)
    walk("storyteller-ended", editor).go(entry.get_absolute_url()).sees("Readers cannot see this since")
    walk("storyteller-theirs").go(person.get_absolute_url()).sees("That day is over", "cannot be read")
    walk("storyteller-lost").go("/stories/aaaa-bbbb/").sees("This link does not work")

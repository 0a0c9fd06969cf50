"""Nobody needs a mouse: an engagement planned, an invitation answered and the menu used by keyboard alone."""

import pytest

from coproduce.accounts.models import User
from participants import replies
from partnerships.models import Engagement
from tests.factories.participants import InvolvementFactory
from tests.factories.partnerships import EngagementFactory, StatutoryGroupFactory
from tests.journeys.keys import Keys
from tests.journeys.walk import PHONE, WalkFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Getting home from hospital"


@pytest.fixture
def desk(walk: WalkFactory, officer: User) -> Keys:
    """An officer in front of the list of engagements."""
    return Keys(walk("keyboard", officer).go("/engagements/"))


def test_the_first_stop_leads_past_the_header(desk: Keys) -> None:
    desk.press("Tab")
    assert desk.here == 'link "Skip to main content"'
    desk.press("Enter").press("Tab")
    assert desk.walk.page.evaluate("document.activeElement.closest('main') !== null"), desk.here


def test_an_engagement_is_planned(desk: Keys) -> None:
    StatutoryGroupFactory(label="Unpaid carers")
    desk.reach('link "Skip to main content"').press("Enter").reach('link "Plan an engagement"').go()
    desk.reach('textbox "Title"').type(TITLE)
    desk.reach('textbox "Purpose"').type("To hear what helps people to come home.")
    desk.reach("radio").press("Space").press("ArrowDown", times=2)
    assert desk.here.startswith('radio "Involve'), desk.here
    desk.reach('checkbox "Unpaid carers"').press("Space")
    for box, words in (("Day", "14"), ("Month", "March"), ("Year", "2030")):
        desk.reach(f'textbox "{box}"').type(words)
    desk.reach('textbox "Start time"').type("14:00").reach('textbox "End time"').type("16:00")
    desk.reach('button "Save as draft"').go()
    desk.walk.sees(TITLE, "This is a draft", "Unpaid carers", "14 March 2030")
    assert Engagement.objects.get(title=TITLE).promise == "involve"


def test_a_refusal_is_where_the_focus_lands(desk: Keys) -> None:
    desk.walk.go("/engagements/new/")
    desk.reach('textbox "Title"').type(TITLE).go()
    assert desk.here.startswith('alert "There is a problem"'), desk.here
    desk.reach('link "Enter a purpose"').press("Enter")
    assert desk.here.startswith('textbox "Purpose"'), desk.here
    desk.reach('button "Save as draft"')


def test_a_refused_choice_leads_to_its_first_box(desk: Keys) -> None:
    desk.walk.go("/engagements/new/")
    desk.reach('textbox "Title"').go().reach('link "Choose a promise').press("Enter")
    assert desk.here.startswith('radio "Inform'), desk.here


def test_an_invitation_is_answered(walk: WalkFactory) -> None:
    asked = InvolvementFactory()
    visitor = Keys(walk("keyboard-reply").go(f"/reply/{replies.token(asked)}/"))
    visitor.reach('button "No, I cannot come"').go()
    visitor.walk.sees("You said no this time", "Would you tell us why?")
    visitor.reach("radio").press("ArrowDown").reach('button "Send this"').go()
    asked.refresh_from_db()
    assert (asked.answer, bool(asked.barrier)) == ("declined", True)


def test_the_menu_of_a_phone_opens(walk: WalkFactory) -> None:
    EngagementFactory(published=True)
    visitor = Keys(walk("keyboard-menu").go("/"))
    visitor.walk.page.set_viewport_size(PHONE)
    visitor.reach('button "Menu"').press("Enter").reach('link "Engagements"').go()
    visitor.walk.sees("Example engagement")

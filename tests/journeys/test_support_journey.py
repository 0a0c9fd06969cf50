"""An organisation offers support, a carers' group finds it from its partnership, and it is withdrawn."""

import pytest

from coproduce.accounts.models import User
from partnerships.models import Organisation, Partnership, SupportOffer
from tests.factories.partnerships import CouncilAreaFactory
from tests.journeys.walk import Walk, WalkFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "Two mornings on meetings"


@pytest.fixture
def editor_at(walk: WalkFactory, editor: User, organisation: Organisation, fife: Partnership) -> Walk:
    """Stands on the page of the organisation whose editor they are."""
    CouncilAreaFactory(partnership=fife, name="Kingdom of Fife")
    return walk("support-editor", editor).go(organisation.get_absolute_url())


def test_support_is_offered_found_and_withdrawn(editor_at: Walk, walk: WalkFactory) -> None:
    offer_it(editor_at)
    carer = walk("support-carer")
    carer.go("/partnerships/fife/").sees("Support you can ask for").click(TITLE)
    carer.sees("How to ask", "Write to hello@fva.example", "£5 a place", "Kingdom of Fife")
    carer.click("Support").choose("cost", "Free").press("Search").sees("Nothing matches")
    carer.choose("cost", "With a charge, or ask").press("Search").sees("1 offer found", TITLE)
    editor_at.click("Withdraw").press("Withdraw it").sees("It is withdrawn", "This was withdrawn on")
    carer.go("/support/").misses(TITLE).sees("Nothing is offered yet")


def offer_it(editor: Walk) -> None:
    """With one attempt that is refused, and keeps what was typed."""
    editor.click("Offer support").fill(title=TITLE).tick("There is a charge").press("Offer this support")
    editor.sees("There is a problem", "Choose at least one kind of support", "Say what it costs")
    editor.tick("Training", "Kingdom of Fife").fill(description="How meetings work.", for_whom="Carers.")
    editor.fill(how_to_ask="Write to hello@fva.example", cost_detail="£5 a place")
    editor.press("Offer this support").sees(TITLE, "Everyone can find it now")
    assert SupportOffer.objects.get().kinds == ["training"]

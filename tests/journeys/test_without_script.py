"""Every page works without scripts: searching, writing, answering and finding one's way on a phone."""

import pytest

from coproduce.accounts.models import User
from learning import reference
from learning.models import CaseStudy, Term
from participants import replies
from tests.factories.learning import CaseStudyFactory
from tests.factories.participants import InvolvementFactory
from tests.factories.partnerships import EngagementFactory
from tests.journeys.walk import PHONE, Walk, WalkFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Lunch clubs planned by those who eat there"


@pytest.fixture
def bare(walk: WalkFactory) -> WalkFactory:
    """A browser that runs no script."""

    def open_browser(name: str, user: User | None = None) -> Walk:
        return walk(f"no-script-{name}", user, java_script_enabled=False)

    return open_browser


@pytest.fixture
def theme(transactional_db: None) -> Term:
    reference.load()
    return Term.objects.order_by("pk")[0]


def test_a_case_study_is_found_by_words_and_theme(bare: WalkFactory, theme: Term) -> None:
    CaseStudyFactory(title=TITLE, themes=[theme], published=True)
    CaseStudyFactory(title="Lunch by post", published=True)
    visitor = bare("search").go("/case-studies/").fill(q="lunch").press("Search")
    visitor.sees("2 case studies found", TITLE, "Lunch by post")
    visitor.page.locator("summary", has_text="Theme").click()
    visitor.tick(f"{theme.name} (1)").press("Search").sees("1 case study found", TITLE).misses(
        "Lunch by post"
    )


def test_a_case_study_is_written_and_submitted(bare: WalkFactory, editor: User, theme: Term) -> None:
    author = bare("author", editor).go("/case-studies/new/")
    author.fill(title=TITLE).press("Save draft").sees(
        "There is a problem", "Enter a summary in plain language"
    )
    assert author.page.locator("[name='title']").input_value() == TITLE
    author.fill(summary="They cooked.", changed_for_people="They met every week.")
    author.tick(theme.name).press("Save draft").sees(TITLE)
    assert CaseStudy.objects.get(title=TITLE).terms.get() == theme


def test_an_invitation_is_answered(bare: WalkFactory) -> None:
    asked = InvolvementFactory()
    visitor = (
        bare("reply").go(f"/reply/{replies.token(asked)}/").press("Yes, I can come").sees("You said yes")
    )
    visitor.press("No, I cannot come").sees("You said no this time")


def test_the_menu_of_a_phone_stands_open(bare: WalkFactory) -> None:
    EngagementFactory(published=True)
    visitor = bare("menu").go("/")
    visitor.page.set_viewport_size(PHONE)
    visitor.click("Engagements").sees("Example engagement")

"""A case study from draft to a digest in an inbox, through real pages and a real relay."""

import datetime as dt

import pytest
from django.utils import timezone

from coproduce.accounts.models import User
from coproduce.outbox.delivery import deliver
from learning import digest, reference
from learning.models import CaseStudy, Check, Term
from partnerships.models import Organisation
from tests.factories.learning import CaseStudyFactory
from tests.factories.partnerships import CouncilAreaFactory
from tests.journeys.walk import Walk, WalkFactory
from tests.outbox.sink import Sink

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Lunch clubs planned by those who eat there"
AREA = "Fife"
NOTE = "Please say how the first cooks were found."


@pytest.fixture
def theme(transactional_db: None) -> Term:
    reference.load()
    CouncilAreaFactory(name=AREA)
    return Term.objects.order_by("pk")[0]


@pytest.fixture
def published(organisation: Organisation) -> CaseStudy:
    return CaseStudyFactory(title=TITLE, organisation=organisation, published=True)


def write(author: Walk, theme: Term) -> None:
    """First with nothing, to see what a refusal looks like; then as asked."""
    author.go("/case-studies/new/").press("Save draft")
    author.sees("There is a problem", "Enter a title", "Enter a summary in plain language")
    author.fill(
        title=TITLE,
        summary="People who felt alone planned and cooked a weekly lunch. Most now come every week.",
    )
    author.unfold("What was done").fill(text="Neighbours met **every week** with the carers’ centre.")
    author.tick(theme.name, AREA).press("Save draft")
    author.sees(TITLE)


def submit(author: Walk) -> None:
    author.go(f"/case-studies/{slug()}/submit/").press("Submit for review")
    author.sees("Waiting for review")


def slug() -> str:
    return CaseStudy.objects.values_list("slug", flat=True).get(title=TITLE)


def decide(desk: Walk, button: str, note: str = "") -> None:
    desk.go("/admin/learning/casestudy/").click(TITLE)
    if button == "Publish":
        desk.tick(*(check.label for check in Check))
    desk.fill(note=note).press(button)


def follow(reader: Walk, theme: Term) -> None:
    reader.go("/following/").press(f"Follow the theme {theme.name}")
    reader.sees("Stop following")


def test_from_draft_to_digest(
    walk: WalkFactory, editor: User, moderator: User, newcomer: User, theme: Term, sink: Sink
) -> None:
    author, desk = walk("editor", editor), walk("moderator", moderator)
    follow(walk("follower", newcomer), theme)
    write(author, theme)
    submit(author)
    decide(desk, "Return to the authors", NOTE)
    author.go(f"/case-studies/{slug()}/").sees("Returned", NOTE)
    author.go(f"/case-studies/{slug()}/edit/").fill(summary="The first cooks were found at the surgery.")
    author.press("Save draft")
    submit(author)
    decide(desk, "Publish")
    desk.sees("Your decision is recorded")

    reader = walk("reader")
    reader.go("/case-studies/").fill(q='"first cooks"').press("Search").sees("1 case study found", TITLE)
    reader.click(TITLE).sees("The first cooks were found at the surgery.")

    digest.plan(now=timezone.now() + dt.timedelta(days=7))
    deliver()
    kinds = {(mail["To"], mail["Subject"]) for mail in sink.taken}
    assert any(to == newcomer.email for to, _ in kinds)
    assert sum(to == editor.email for to, _ in kinds) == 2


def test_withdrawn_means_gone(walk: WalkFactory, editor: User, published: CaseStudy) -> None:
    author = walk("withdrawing", editor)
    author.go(f"/case-studies/{published.slug}/withdraw/").press("Withdraw this case study")
    author.sees("Enter why you are withdrawing it")
    author.fill(note="The storyteller asked us to.").press("Withdraw this case study")
    reader = walk("latecomer")
    reader.go(f"/case-studies/{published.slug}/").sees("withdrawn")
    reader.go("/case-studies/").misses(published.title)

"""An engagement from its first draft to the picture of who has been heard; participants have no account."""

import datetime as dt
import re
from email.message import EmailMessage
from typing import NamedTuple

import pytest
from django.utils import timezone

from coproduce.accounts.models import User
from coproduce.outbox.delivery import deliver
from participants import reminders
from partnerships.models import Engagement, Partnership, PlanStage, StatutoryGroup, StrategicPlan
from tests.factories.partnerships import PlanStageFactory, StatutoryGroupFactory, StrategicPlanFactory
from tests.journeys.walk import Walk, WalkFactory
from tests.outbox.sink import Sink

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Getting home from hospital"
NAME, EMAIL = "Canary McExample", "canary@example.org"


class Cycle(NamedTuple):
    plan: StrategicPlan
    stage: PlanStage
    carers: StatutoryGroup


@pytest.fixture
def cycle(transactional_db: None, fife: Partnership) -> Cycle:
    """A plan of Fife at a stage where carers are to be heard."""
    return Cycle(
        StrategicPlanFactory(partnership=fife, title="Fife strategic plan"),
        PlanStageFactory(label="Views invited"),
        StatutoryGroupFactory(label="Unpaid carers"),
    )


def draft(officer: Walk, cycle: Cycle) -> None:
    """First with nothing, to see what a refusal looks like; what was typed stays."""
    soon = timezone.localdate() + dt.timedelta(days=9)
    officer.go("/engagements/new/").fill(title=TITLE).press("Save as draft")
    officer.sees("There is a problem", "Enter a purpose", "Enter the day it starts")
    assert officer.page.locator("[name='title']").input_value() == TITLE
    officer.fill(purpose="To hear what helps people to come home.", place="Example Hall, Cupar")
    officer.tick("Involve: we work with you so that your concerns shape the options", "Unpaid carers")
    officer.choose("plan", str(cycle.plan)).choose("stage", str(cycle.stage))
    officer.fill(on_day=str(soon.day), on_month=str(soon.month), on_year=str(soon.year))
    officer.fill(starts="14:00", ends="16:00")
    officer.press("Save as draft").sees(TITLE, "This is a draft")


def enrol(officer: Walk, name: str, **how: str) -> None:
    officer.go("/participants/new/").fill(name=name, **how).tick("Unpaid carers").press("Enrol")
    officer.sees("P-000").misses(name)


def invite(officer: Walk) -> None:
    officer.go(f"/engagements/{engagement().pk}/people/invite/")
    officer.tick("P-0001: Unpaid carers", "P-0002: Unpaid carers").press("Invite")
    officer.sees("P-0001", "P-0002", "Call or write").misses(NAME, EMAIL)


def engagement() -> Engagement:
    return Engagement.objects.get(title=TITLE)


def reply_link(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    found = re.search(r"https?://\S+?(/reply/\S+)", body.get_content())
    assert found is not None
    return found[1]


def mails(sink: Sink, to: str) -> list[EmailMessage]:
    deliver()
    return [message for message in sink.taken if message["To"] == to]


def answer_on_a_phone(visitor: Walk, link: str) -> None:
    visitor.go(link).sees("Can you come?", TITLE).misses(NAME)
    visitor.press("Yes, I can come").sees("You said yes")


def let_it_pass() -> None:
    """The day comes and goes."""
    now = timezone.now()
    Engagement.objects.update(starts_at=now - dt.timedelta(hours=3), ends_at=now - dt.timedelta(hours=1))


def record_attendance(officer: Walk) -> None:
    officer.go(f"/engagements/{engagement().pk}/people/attendance/")
    officer.page.get_by_role("radio", name="Came", exact=True).first.check(force=True)
    officer.press("Save attendance")


def test_from_invitation_to_being_heard(
    walk: WalkFactory, officer: User, reader: User, cycle: Cycle, sink: Sink
) -> None:
    desk = walk("officer", officer)
    draft(desk, cycle)
    desk.click("Publish").press("Publish the engagement").sees("People invited")
    enrol(desk, NAME, email=EMAIL)
    enrol(desk, "Letter McExample", postal_address="1 Example Brae, Cupar")
    invite(desk)

    [invitation] = mails(sink, EMAIL)
    answer_on_a_phone(walk("participant", has_touch=True, is_mobile=True), reply_link(invitation))
    desk.go(f"/engagements/{engagement().pk}/people/").sees("Accepted")

    tomorrow_it_is = engagement().starts_at - dt.timedelta(hours=20)
    assert reminders.plan(now=tomorrow_it_is) == 1
    assert reminders.plan(now=tomorrow_it_is) == 0
    assert len(mails(sink, EMAIL)) == 2

    let_it_pass()
    record_attendance(desk)
    colleague = walk("reader", reader)
    colleague.go(f"/plans/{cycle.plan.pk}/coverage/").sees("Took part").misses(NAME)
    walk("public").go(f"/plans/{cycle.plan.pk}/coverage/public/").sees("fewer than 5").misses("P-000")


def test_a_name_takes_a_reason_and_leaves_a_trace(
    walk: WalkFactory, officer: User, lead: User, cycle: Cycle
) -> None:
    desk = walk("disclosing", officer)
    enrol(desk, NAME, email=EMAIL)
    desk.click("See name and contact details")
    desk.press("Show name and contact details").sees("There is a problem").misses(NAME)
    desk.fill(reason="She asked us to ring her back.").press("Show name and contact details").sees(NAME)
    boss = walk("lead", lead)
    boss.go("/participants/").click("P-0001").sees("She asked us to ring her back.").misses(NAME)

"""Whose word it is: staff record that six people came, two confirm it, one disputes it."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from coproduce.accounts.models import RoleName, User
from participants.models import Involvement
from partnerships.models import Engagement, Partnership, StatutoryGroup, StrategicPlan
from tests.factories.accounts import holder
from tests.factories.participants import IdentityFactory, InvolvementFactory, ParticipantFactory
from tests.factories.partnerships import (
    EngagementFactory,
    PlanStageFactory,
    StatutoryGroupFactory,
    StrategicPlanFactory,
)
from tests.journeys.walk import Walk, WalkFactory
from tests.participants.conftest import mails

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"viewport": {"width": 390, "height": 800}, "has_touch": True}
GROUPS = ("Unpaid carers", "Users of social care", "Users of health care")


@pytest.fixture
def meeting(transactional_db: None, fife: Partnership) -> Engagement:
    """Yesterday, for a stage of a plan; two people of each of three groups had said yes."""
    plan, stage = StrategicPlanFactory(partnership=fife), PlanStageFactory(label="Views invited")
    ago = timezone.now() - dt.timedelta(days=1)
    row = EngagementFactory(
        partnership=fife, plan=plan, stage=stage, title="A round table", published=True, starts_at=ago
    )
    Engagement.objects.update(published_at=ago - dt.timedelta(days=9))
    for number, label in enumerate(GROUPS * 2):
        group = StatutoryGroupFactory(label=label) if number < 3 else StatutoryGroup.objects.get(label=label)
        someone = ParticipantFactory(partnership=fife, number=number + 1, groups=[group])
        email = f"canary.{number}@example.org" if number else ""
        IdentityFactory(participant=someone, name="Canary", email=email)
        InvolvementFactory(participant=someone, engagement=row, accepted=True, invited_at=ago)
    return row


def link_in(address: str) -> str:
    [mail] = mails("engagement_confirmation", recipient=address)
    found = re.search(r"http://[^/]+(/own/\S+)", mail.text)
    assert found
    return found[1]


def told(desk: Walk) -> list[str]:
    """The state of each cell of the picture, without the words for screen readers."""
    desk.go(reverse("participants:coverage", args=[StrategicPlan.objects.get().pk]))
    return [
        cell.split(":")[0].strip() for cell in desk.page.locator("td.co_coverage__cell a").all_inner_texts()
    ]


def test_two_confirm_and_one_disputes(
    walk: WalkFactory, officer: User, lead: User, fife: Partnership, meeting: Engagement
) -> None:
    desk = walk("officer", officer)
    assert told(desk) == ["Asked"] * 3
    desk.go(reverse("participants:involvement_attendance", args=[meeting.pk]))
    for label in desk.page.locator("label").get_by_text("Came", exact=True).all():
        label.click()
    desk.press("Save attendance").sees("Attendance is saved")
    assert told(desk) == ["Took part, as we recorded"] * 3

    person = walk("person", None, **PHONE)
    person.go(link_in("canary.1@example.org")).sees("A round table", "You have not said yet")
    person.click("Say whether this is right").press("Send this").sees("There is a problem")
    person.tick("Yes, that is right").press("Send this").sees("You said: confirmed")
    assert told(desk)[1] == "Took part, and they confirm it"

    person.go(link_in("canary.2@example.org")).click("Say whether this is right")
    person.tick("No, I did not take part").press("Send this").sees("You said: disputed")
    assert told(desk)[2] == "Disputed"

    without_email = Involvement.objects.get(participant__number=1)
    printer = walk("lead", lead).go(reverse("participants:involvement_sheet", args=[without_email.pk]))
    printer.press("Show the sheet")
    code = printer.page.locator(".co_sheet__code").inner_text()
    colleague = holder(RoleName.OFFICER, fife.team, email="colleague@fife.example", name="Cara Colleague")
    phone = walk("colleague", colleague).go(
        reverse("participants:involvement_claim", args=[without_email.pk])
    )
    phone.click("Record what they say").fill(code="222222").tick(
        "Yes, that is right", "By phone or face to face"
    )
    phone.press("Record what they say").sees("That is not the code")
    phone.fill(code=code).press("Record what they say").sees("written down by Cara Colleague")
    assert told(desk) == [
        "Took part, and they confirm it",
        "Took part, and they confirm it",
        "Disputed",
    ]

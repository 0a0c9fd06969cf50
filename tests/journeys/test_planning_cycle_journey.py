"""A whole cycle of strategic planning at a browser, in the order of the law and never out of it."""

import datetime as dt

import pytest
from django.utils import timezone

from coproduce.accounts.models import User
from partnerships import reference
from partnerships.models import Engagement, Partnership, StatutoryGroup, StrategicPlan
from tests.journeys.walk import Walk, WalkFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PLAN, ENGAGEMENT = "Living well in Fife", "What helps you to live well?"
SAID = "Buses stop before visiting time ends"


@pytest.fixture
def fife(transactional_db: None) -> Partnership:
    """As the reference data has it, with the rules and stages of the law."""
    reference.load()
    return Partnership.objects.get(slug="fife")


def the_plan() -> StrategicPlan:
    return StrategicPlan.objects.get(title=PLAN)


def dated(name: str, day: dt.date) -> dict[str, str]:
    return {f"{name}_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def add_locality(desk: Walk, name: str) -> None:
    desk.go("/partnerships/fife/localities/new/").fill(name=name).press("Add locality").sees(name)


def form_the_planning_group(desk: Walk) -> None:
    """From the rules of the day: everyone prescribed, the nominee of a single council, each locality."""
    desk.go("/partnerships/fife/bodies/new/").press("Add body").sees("There is a problem")
    desk.choose("kind", "Strategic planning group").fill(name="Fife strategic planning group")
    desk.press("Add body").sees("Leven", "Kirkcaldy", "Vacant")
    prescribed = StatutoryGroup.objects.of_kind("strategic_planning_group").filter(code__startswith="spg_")
    users = [group.label for group in prescribed if "carer" in group.label.lower()]
    desk.sees(*users)
    assert users


def open_the_plan(desk: Walk) -> None:
    desk.go("/plans/new/").fill(title=PLAN).choose("partnership", "Fife Health and Social Care Partnership")
    desk.press("Add plan").sees(PLAN, "Not decided", "SPG consulted on the proposals")


def evidence(desk: Walk, code: str, statement: str, *groups: str) -> Walk:
    """Fill the form of a stage and send it; the answer is the plan, or the form with what is wrong."""
    desk.go(f"/plans/{the_plan().pk}/stages/{code}/evidence/").fill(statement=statement)
    desk.fill(**dated("dated", timezone.localdate())).tick(*groups, "The stage is done")
    return desk.press("Record evidence")


def refused(desk: Walk, code: str, *words: str, to: str = "") -> None:
    """Told what comes before, with its section, and nothing that was typed is lost."""
    evidence(desk, code, "Done too early", *([to] if to else []))
    desk.sees("There is a problem", "comes before it", *words)
    assert desk.page.locator("[name='statement']").input_value() == "Done too early"


def consult_the_planning_group_twice(desk: Walk) -> None:
    all_of_them = "Sent to all of them"
    refused(desk, "spg_views_on_proposals", "Proposals for what the plan should contain", "s.33(2)(a)")
    evidence(desk, "proposals_prepared", "The board agreed the proposals.").sees("The board agreed")
    evidence(desk, "spg_views_on_proposals", "The group met and asked for more on buses.").sees(
        "asked for more"
    )
    refused(desk, "consultation_sent", "SPG consulted on the first draft", "s.33(3)(b)", to=all_of_them)
    evidence(desk, "first_draft", "The first draft has a chapter on buses.").sees("chapter on buses")
    refused(desk, "second_draft", "SPG consulted on the first draft", "s.33(3)(b)")
    refused(desk, "consultation_sent", "SPG consulted on the first draft", to=all_of_them)
    evidence(desk, "spg_views_on_first_draft", "The group met again and agreed.").sees("met again")
    evidence(desk, "second_draft", "The second draft is ready.").sees("The second draft is ready.")


def send_the_second_draft(desk: Walk) -> None:
    """To one group first: the stage stays open until evidence names all thirteen."""
    groups = [str(group) for group in StatutoryGroup.objects.consultees()]
    evidence(desk, "consultation_sent", "Sent to the first of them.", groups[0])
    desk.sees("No evidence yet that it was sent to", *groups[1:])
    refused(desk, "consultation_views", "Second draft sent")
    evidence(desk, "consultation_sent", "Sent to all of them.", "Sent to all of them")
    desk.misses("No evidence yet that it was sent to")
    assert len(groups) == 13


def plan_an_engagement(desk: Walk) -> None:
    soon = timezone.localdate() + dt.timedelta(days=9)
    desk.go(f"/engagements/new/?plan={the_plan().pk}").fill(title=ENGAGEMENT, place="Example Hall, Leven")
    desk.fill(purpose="To hear what the second draft leaves out.", starts="14:00", ends="16:00")
    desk.fill(result_use="It decides the chapter on buses.", **dated("on", soon))
    desk.tick("Involve: we work with you so that your concerns shape the options")
    desk.choose("plan", PLAN).press("Save as draft").sees("This is a draft")
    desk.click("Publish").press("Publish the engagement").sees("People invited")
    now = timezone.now()
    Engagement.objects.update(starts_at=now - dt.timedelta(hours=3), ends_at=now - dt.timedelta(hours=1))


def say_what_came_of_it(desk: Walk) -> None:
    """It cannot be closed in silence: every view has its answer first."""
    page = f"/engagements/{Engagement.objects.get().pk}/"
    desk.go(f"{page}turnout/").fill(invited_not_known="40", took_part_not_known="23").press(
        "Save the numbers"
    )
    desk.go(f"{page}views/new/").fill(said=SAID).press("Add this view").sees("You said", "Not answered yet")
    desk.go(f"{page}close/").sees(SAID)
    assert desk.page.get_by_role("button", name="Close the engagement").count() == 0
    desk.go(page).click("Answer").fill(response="The plan asks for an evening bus.")
    desk.tick("We did it").fill(**dated("decided_on", timezone.localdate())).press("Save the answer")
    desk.click("People were told").fill(channel="At the next meeting").press("Save")
    desk.go(f"{page}close/").tick("Involve: we work with you so that your concerns shape the options")
    desk.fill(promise_account="The evening bus is in the plan.").press("Close the engagement").sees("closed")


def finish_and_publish(desk: Walk) -> None:
    refused(desk, "finalised", "Views invited", "s.33(4)(c)")
    evidence(desk, "consultation_views", "Six weeks, 23 people and four letters.").sees("Six weeks")
    refused(desk, "published", "Plan finalised", "s.33(7)")
    evidence(desk, "finalised", "The board adopted the plan.").sees("The board adopted the plan.")
    refused(desk, "statement_published", "Plan published", "s.35(1)")
    evidence(desk, "published", "It is on our website.").sees("It is on our website.")
    evidence(desk, "statement_published", "It is on the same page.").sees("It is on the same page.")


def test_a_whole_cycle_from_planning_group_to_published_plan(
    walk: WalkFactory, lead: User, fife: Partnership
) -> None:
    desk = walk("cycle", lead)
    add_locality(desk, "Leven")
    add_locality(desk, "Kirkcaldy")
    form_the_planning_group(desk)
    open_the_plan(desk)
    consult_the_planning_group_twice(desk)
    send_the_second_draft(desk)
    plan_an_engagement(desk)
    say_what_came_of_it(desk)
    finish_and_publish(desk)

    public = walk("cycle-public")
    public.go(f"/plans/{the_plan().pk}/statement/").sees(
        "The group met again and agreed.", "Six weeks, 23 people and four letters.", ENGAGEMENT
    )
    public.misses("The evidence does not show yet")
    public.go(f"/engagements/{Engagement.objects.get().pk}/").sees(
        SAID, "The plan asks for an evening bus.", "At the next meeting"
    )
    public.go("/partnerships/fife/").sees("Fife strategic planning group", PLAN)

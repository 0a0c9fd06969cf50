"""Two partnerships and an organisation to look around in, with made-up people, plans and engagements."""

import datetime as dt
import tomllib
from pathlib import Path

from django.utils.timezone import get_current_timezone, localdate

from coproduce.accounts.demo import DOMAIN, person
from coproduce.accounts.models import RoleName, Team, User
from partnerships import scheduling
from partnerships.models import (
    Engagement,
    Organisation,
    Partnership,
    PlanStage,
    StageEvidence,
    StatutoryGroup,
    StrategicPlan,
)

from . import capacity, hearing, organisations, plans
from .bodies import make_bodies
from .made_up import MADE_UP, Row, key_of

DATA = Path(__file__).parent.parent / "data" / "demo.toml"


def load(now: dt.datetime) -> str:
    """What is there already stays as people have left it since."""
    rows = tomllib.loads(DATA.read_text(encoding="utf-8"))
    make_people("fva", Organisation.objects.get(slug="tsi-fife").team, rows["members"], now=now)
    for slug, named in rows["people"].items():
        partnership = Partnership.objects.get(slug=slug)
        people = make_people(slug.removesuffix("-city"), partnership.team, named, now=now)
        plan = make_plan(partnership, evidence=rows["evidence"], by=people[RoleName.OFFICER], now=now)
        if slug == "fife":
            make_bodies(partnership, by=people[RoleName.LEAD], today=localdate(now))
        for row in rows["engagement"]:
            if row["partnership"] == slug:
                common = {"support_offered": rows["support_offered"]}
                make_engagement({**row, **common}, plan, by=people[RoleName.OFFICER], now=now)
        if slug == "fife":
            furnish(partnership, people, now=now)
    return f"Partnerships: {Engagement.objects.count()} engagements in {len(rows['people'])} partnerships."


def furnish(partnership: Partnership, people: dict[RoleName, User], *, now: dt.datetime) -> None:
    """The one that has come furthest, with everything a partnership can have."""
    officer, lead = people[RoleName.OFFICER], people[RoleName.LEAD]
    capacity.load(partnership, by=officer, lead=lead, now=now)
    hearing.load(partnership, by=officer, now=now)
    plans.load(partnership, by=officer, now=now)
    organisations.load(partnership, reader=people[RoleName.READER], by=lead, now=now)


def make_people(place: str, team: Team, named: dict[str, str], *, now: dt.datetime) -> dict[RoleName, User]:
    """One person for each role, e.g. officer.fife@…"""
    return {
        RoleName(role): person(f"{role}.{place}{DOMAIN}", name, role=RoleName(role), team=team, now=now)
        for role, name in named.items()
    }


def make_plan(partnership: Partnership, *, evidence: list[Row], by: User, now: dt.datetime) -> StrategicPlan:
    """Fife's has come some way; the other one is at its beginning."""
    plan, is_new = StrategicPlan.objects.get_or_create(
        submission=key_of(partnership.slug, "plan"),
        defaults={
            "partnership": partnership,
            "title": f"Example strategic plan for {partnership.short_name}",
            "summary": MADE_UP,
            "starts_on": dt.date(localdate(now).year + 1, 4, 1),
        },
    )
    if is_new and partnership.slug == "fife":
        record(plan, evidence, by=by, now=now)
    return plan


def record(plan: StrategicPlan, evidence: list[Row], *, by: User, now: dt.datetime) -> None:
    stages = {stage.code: stage for stage in PlanStage.objects.all()}
    StageEvidence.objects.bulk_create(
        StageEvidence(
            plan=plan,
            stage=stages[row["stage"]],
            dated=localdate(now) - dt.timedelta(days=row["ago"]),
            statement=f"{row['statement']} {MADE_UP}",
            finishes=row.get("finishes", True),
            recorded_by=by,
        )
        for row in evidence
    )


def make_engagement(row: Row, plan: StrategicPlan, *, by: User, now: dt.datetime) -> None:
    key = key_of(row["partnership"], "engagement", row["key"])
    if Engagement.objects.filter(submission=key).exists():
        return
    day = localdate(now) + dt.timedelta(days=row["day"])
    starts_at = dt.datetime.combine(day, dt.time(row["hour"]), get_current_timezone())
    copied = ("title", "promise", "place", "online_link", "support_offered")
    engagement = Engagement.objects.create(
        submission=key,
        partnership=plan.partnership,
        plan=plan,
        stage=PlanStage.objects.get(code=row["stage"]),
        purpose=f"{row['purpose']}\n\n{MADE_UP}",
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(hours=2),
        created_by=by,
        **{name: row[name] for name in copied if name in row},
    )
    engagement.groups.set(StatutoryGroup.objects.filter(code__in=row["groups"]))
    if row["fate"] != "draft":
        announced = min(now, starts_at - dt.timedelta(days=14))
        scheduling.publish(engagement, by=by, now=announced)
    if row["fate"] == "cancelled":
        scheduling.cancel(engagement, by=by, reason="The hall has no heating this month.", now=now)

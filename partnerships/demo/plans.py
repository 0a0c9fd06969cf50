"""What accompanies Fife's made-up plan: dates of stages to come, decisions, a report, a scheme review."""

import datetime as dt

from django.utils.timezone import localdate

from coproduce.accounts.models import User
from partnerships import planning
from partnerships.models import (
    Locality,
    LocalityDecision,
    Partnership,
    PerformanceReport,
    PlanStage,
    SchemeReview,
    SignificantDecision,
    StrategicPlan,
)

from .made_up import MADE_UP, key_of

#: Days from the day of loading until a stage is to be done.
DUE = {"first_draft": -10, "spg_views_on_first_draft": 21, "second_draft": 60}
LINK = "https://fife.example/"


def load(partnership: Partnership, *, by: User, now: dt.datetime) -> None:
    """Nothing where a report is recorded already: what people have changed since stays."""
    if PerformanceReport.objects.of_partnership(partnership).exists():
        return
    today = localdate(now)
    date_stages(partnership, by=by, today=today)
    decide(partnership, today=today)
    report(partnership, today=today)


def date_stages(partnership: Partnership, *, by: User, today: dt.date) -> None:
    plan = StrategicPlan.objects.get(submission=key_of(partnership.slug, "plan"))
    for stage in PlanStage.objects.all():
        if stage.code in DUE:
            row = planning.dates_of(plan, stage)
            row.due_on = today + dt.timedelta(days=DUE[stage.code])
            planning.set_dates(row, by=by)


def decide(partnership: Partnership, *, today: dt.date) -> None:
    """One outside the plan and, where there is a locality, one for it."""
    SignificantDecision.objects.create(
        submission=key_of(partnership.slug, "decision"),
        partnership=partnership,
        title="Example ward moves while its roof is mended",
        decided_on=today - dt.timedelta(days=45),
        reason=f"The roof let in water and the ward could not stay. {MADE_UP}",
        planning_group_asked_on=today - dt.timedelta(days=60),
        planning_group_views="Keep the visiting hours, and run a bus.",
        users_involved="Two meetings with patients and their families.",
    )
    for locality in Locality.objects.of_partnership(partnership).current(today)[:1]:
        LocalityDecision.objects.create(
            submission=key_of(partnership.slug, "locality-decision"),
            locality=locality,
            title="Example clinic opens in the evening",
            decided_on=today - dt.timedelta(days=30),
            consulted=f"Residents and carers, at two evenings in Example Hall. {MADE_UP}",
            contributed="They chose the days.",
        )


def report(partnership: Partnership, *, today: dt.date) -> None:
    """The latest report that can be out by now, and the scheme reviewed four years ago."""
    published_on = dt.date(today.year, 7, 20)
    if published_on > today:
        published_on = published_on.replace(year=today.year - 1)
    PerformanceReport.objects.create(
        submission=key_of(partnership.slug, "performance-report"),
        partnership=partnership,
        year_ending=dt.date(published_on.year, 3, 31),
        published_on=published_on,
        link=f"{LINK}example-performance-report",
    )
    SchemeReview.objects.get_or_create(
        submission=key_of(partnership.slug, "scheme-review"),
        defaults={
            "partnership": partnership,
            "done_on": today - dt.timedelta(days=4 * 365),
            "note": MADE_UP,
        },
    )

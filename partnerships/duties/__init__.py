"""Every statutory duty of a partnership on a day: what it is, when it is due, and whether it is met."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from django.db.models import Q

from partnerships import progress, reviewing
from partnerships.models import (
    Body,
    BodyKind,
    EngagementState,
    ExpressedView,
    Meeting,
    Partnership,
    PerformanceReport,
    SchemeReview,
    Seat,
    StrategicPlan,
)

from .duty import ACT, OWN_RULES, Duty, DutyState, state_on
from .seats import of_localities, of_seats

__all__ = ["Duty", "DutyState", "duties", "last_year_end", "state_on"]

#: Stages that have a duty with a clock of their own, below.
WITH_A_CLOCK = ("statement_published", "performance_report", "review", "scheme_review")


def duties(partnership: Partnership, on: dt.date) -> list[Duty]:
    """All of them, most urgent first, in a number of queries that does not grow."""
    seated = Seat.objects.of_partnership(partnership).current(on).filter(body__in=Body.objects.current(on))
    seats = list(seated.with_tenures())
    found = (
        *of_plans(partnership, on),
        *of_reports(partnership, on),
        *of_scheme(partnership, on),
        *of_seats(seats, on),
        *of_localities(partnership, seats, on),
        *of_papers(partnership, on),
        *of_views(partnership, on),
    )
    return sorted(found, key=lambda duty: duty.urgency)


def of_plans(partnership: Partnership, on: dt.date) -> Iterator[Duty]:
    plans = list(StrategicPlan.objects.of_partnership(partnership).not_replaced(on).with_reviews())
    standings = progress.standings(plans, on) if plans else {}
    for plan in plans:
        stages = progress.by_code(standings[plan.pk])
        dated = (row for row in stages.values() if row.due_on and row.stage.code not in WITH_A_CLOCK)
        yield from (of_stage(plan, row) for row in dated)
        if "statement_published" in stages:
            yield of_statement(plan, stages, on)
        yield from of_review(plan, on)


def of_stage(plan: StrategicPlan, row: progress.Standing) -> Duty:
    met_on = row.done_on
    state = state_on(row.on, row.due_on, met_on)
    return Duty(
        f"stage_{row.stage.code}", f"plan-{plan.pk}-{row.stage.code}", f"{row.stage}: {plan}",
        f"{ACT} {row.stage.provision}", row.due_on, state, "plan_detail", (plan.pk,), met_on,
        anchor=f"#{row.stage.code}",
    )  # fmt: skip


def of_statement(plan: StrategicPlan, stages: dict[str, progress.Standing], on: dt.date) -> Duty:
    """Published at the same time as the plan; so it is due on the day the plan was."""
    statement, published = stages["statement_published"], stages.get("published")
    appeared = published.done_on if published else None
    planned = statement.due_on or (published.due_on if published else None)
    due_on, met_on = appeared or planned, statement.done_on
    state = state_on(on, due_on, met_on) if due_on or met_on else DutyState.NOT_DUE
    return Duty(
        "statement", f"plan-{plan.pk}-statement", f"Statement of how people were involved: {plan}",
        f"{ACT} s.35(2)", due_on, state, "plan_statement", (plan.pk,), met_on,
        note="It is published together with the plan", weight=2,
    )  # fmt: skip


def of_review(plan: Any, on: dt.date) -> Iterator[Duty]:
    clock = reviewing.clock(plan.starts_on, plan.reviews.all(), on)
    if clock is None:
        return
    opens_on = reviewing.months_before(clock.due_on, max(reviewing.REMINDED_BEFORE))
    months = None if clock.met_on else clock.months_left(on)
    left = f"; {months} months or less are left" if months and on <= clock.due_on else ""
    yield Duty(
        "review", f"plan-{plan.pk}-review-{clock.due_on:%Y%m%d}", f"Review of the plan: {plan}",
        f"{ACT} s.37(1)", clock.due_on, state_on(on, clock.due_on, clock.met_on, opens_on),
        "plan_detail", (plan.pk,), clock.met_on,
        note=f"Three years run from {clock.since:%-d %B %Y}{left}", weight={3: 1, 6: 3}.get(months or 0, 5),
    )  # fmt: skip


def of_reports(partnership: Partnership, on: dt.date) -> Iterator[Duty]:
    """For the last year that is over, and for each before it since the first report we know of."""
    published = {
        row.year_ending: row.published_on
        for row in PerformanceReport.objects.of_partnership(partnership)
        if row.published_on <= on
    }
    last = last_year_end(on)
    for year in range(min([last, *published]).year, last.year + 1):
        ending, due_on = dt.date(year, 3, 31), dt.date(year, 7, 31)
        met_on = published.get(ending)
        yield Duty(
            "performance_report", f"report-{partnership.pk}-{year}", f"Performance report to 31 March {year}",
            f"{ACT} s.42(4)", due_on, state_on(on, due_on, met_on), "duty_list", (partnership.slug,), met_on,
            note="Published late" if met_on and met_on > due_on else "", weight=3, anchor="#reports",
        )  # fmt: skip


def last_year_end(on: dt.date) -> dt.date:
    """The last 31 March that is over."""
    return dt.date(on.year if (on.month, on.day) > (3, 31) else on.year - 1, 3, 31)


def of_scheme(partnership: Partnership, on: dt.date) -> Iterator[Duty]:
    done = [row.done_on for row in SchemeReview.objects.of_partnership(partnership) if row.done_on <= on]
    due_on = reviewing.last_day(max(done), 5) if done else None
    note = f"Last approved or reviewed on {max(done):%-d %B %Y}" if done else (
        "No approval or review is recorded, so its day is not known"
    )  # fmt: skip
    yield Duty(
        "scheme_review", f"scheme-{partnership.pk}-{due_on or 'unknown'}", "Review of the integration scheme",
        f"{ACT} s.44", due_on, state_on(on, due_on), "duty_list", (partnership.slug,),
        note=note, weight=6, anchor="#scheme",
    )  # fmt: skip


def of_papers(partnership: Partnership, on: dt.date) -> Iterator[Duty]:
    meetings = Meeting.objects.of_partnership(partnership).not_cancelled().upcoming(on).with_body()
    for row in meetings:
        law = "SSI 2014/285 Sch. para 2" if row.body.kind == BodyKind.JOINT_BOARD else OWN_RULES
        yield Duty(
            "papers", f"meeting-{row.pk}-papers", f"Papers for {row}", law, row.papers_due_on,
            state_on(on, row.papers_due_on, row.papers_sent), "body_detail", (row.body_id,), row.papers_sent,
            weight=1,
        )  # fmt: skip


def of_views(partnership: Partnership, on: dt.date) -> Iterator[Duty]:
    """Per engagement: views that wait for an answer, and answers that people wait to hear."""
    for row in waiting_views(partnership, on):
        title, where = row["engagement__title"], (row["engagement"],)
        if row["unanswered"]:
            yield Duty(
                "unanswered", f"engagement-{where[0]}-unanswered", f"Answer what people said: {title}",
                "Planning with People", None, DutyState.DUE, "engagement_detail", where,
                note=f"Views without an answer: {row['unanswered']}", weight=3,
            )  # fmt: skip
        if row["owed"]:
            yield Duty(
                "feedback", f"engagement-{where[0]}-feedback", f"Tell people what came of it: {title}",
                "Planning with People", row["feedback_due"], state_on(on, row["feedback_due"]),
                "engagement_detail", where, note=f"Answers to pass on: {row['owed']}", weight=2,
            )  # fmt: skip


def waiting_views(partnership: Partnership, on: dt.date) -> Iterable[Any]:
    """How many views of each engagement wait, where it is over, and the first day by which to tell people."""
    unanswered = Q(answer="", engagement__ends_at__date__lt=on)
    owed = ~Q(answer="") & Q(fed_back_on__isnull=True)
    return (
        ExpressedView.objects.filter(unanswered | owed, engagement__partnership=partnership)
        .exclude(engagement__state=EngagementState.CANCELLED)
        .values("engagement", "engagement__title")
        .annotate(
            unanswered=models.Count("pk", filter=unanswered),
            owed=models.Count("pk", filter=owed),
            feedback_due=models.Min("feedback_due", filter=owed),
        )
        .order_by("engagement")
    )

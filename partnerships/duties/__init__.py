"""Every statutory duty of a partnership on a day: what it is, when it is due, and whether it is met."""

import datetime as dt
from collections.abc import Iterable, Iterator

from partnerships import reviewing
from partnerships.models import BodyKind, Partnership

from .duty import ACT, OWN_RULES, Duty, DutyState, state_on
from .record import PlanRecord, Record, StageRecord, records
from .seats import of_localities, of_seats

__all__ = ["Duty", "DutyState", "duties", "duties_of_each", "last_year_end", "state_on"]

#: Stages that have a duty with a clock of their own, below.
WITH_A_CLOCK = ("statement_published", "performance_report", "review", "scheme_review")


def duties(partnership: Partnership, on: dt.date) -> list[Duty]:
    """All of them, most urgent first, in one query."""
    return [duty for _, found in duties_of_each([partnership], on) for duty in found]


def duties_of_each(partnerships: Iterable[Partnership], on: dt.date) -> list[tuple[Partnership, list[Duty]]]:
    """Those of several partnerships, in one query for all of them."""
    return [
        (record.partnership, sorted(of_record(record), key=lambda duty: duty.urgency))
        for record in records(partnerships, on)
    ]


def of_record(record: Record) -> Iterator[Duty]:
    for plan in record.plans:
        yield from of_plan(plan, record.on)
    yield from of_reports(record)
    yield of_scheme(record)
    yield from of_seats(record)
    yield from of_localities(record)
    yield from of_papers(record)
    yield from of_views(record)


def of_plan(told: PlanRecord, on: dt.date) -> Iterator[Duty]:
    for code, row in told.stages.items():
        if row.due_on and code not in WITH_A_CLOCK:
            yield of_stage(told, row, on)
    if "statement_published" in told.stages:
        yield of_statement(told, on)
    yield from of_review(told, on)


def of_stage(told: PlanRecord, row: StageRecord, on: dt.date) -> Duty:
    plan, stage = told.plan, row.stage
    return Duty(
        f"stage_{stage.code}", f"plan-{plan.pk}-{stage.code}", f"{stage}: {plan}",
        f"{ACT} {stage.provision}", row.due_on, state_on(on, row.due_on, row.done_on), "plan_detail",
        (plan.pk,), row.done_on, anchor=f"#{stage.code}",
    )  # fmt: skip


def of_statement(told: PlanRecord, on: dt.date) -> Duty:
    """Published at the same time as the plan; so it is due on the day the plan was."""
    plan, statement, published = told.plan, told.stages["statement_published"], told.stages.get("published")
    appeared = published.done_on if published else None
    planned = statement.due_on or (published.due_on if published else None)
    due_on, met_on = appeared or planned, statement.done_on
    state = state_on(on, due_on, met_on) if due_on or met_on else DutyState.NOT_DUE
    return Duty(
        "statement", f"plan-{plan.pk}-statement", f"Statement of how people were involved: {plan}",
        f"{ACT} s.35(2)", due_on, state, "plan_statement", (plan.pk,), met_on,
        note="It is published together with the plan", weight=2,
    )  # fmt: skip


def of_review(told: PlanRecord, on: dt.date) -> Iterator[Duty]:
    plan, clock = told.plan, reviewing.clock(told.plan.starts_on, told.reviews, on)
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


def of_reports(record: Record) -> Iterator[Duty]:
    """For the last year that is over, and for each before it since the first report we know of."""
    partnership, on = record.partnership, record.on
    published = {row.year_ending: row.published_on for row in record.reports}
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


def of_scheme(record: Record) -> Duty:
    partnership, on = record.partnership, record.on
    done = [row.done_on for row in record.scheme_reviews]
    due_on = reviewing.last_day(max(done), 5) if done else None
    note = f"Last approved or reviewed on {max(done):%-d %B %Y}" if done else (
        "No approval or review is recorded, so its day is not known"
    )  # fmt: skip
    return Duty(
        "scheme_review", f"scheme-{partnership.pk}-{due_on or 'unknown'}", "Review of the integration scheme",
        f"{ACT} s.44", due_on, state_on(on, due_on), "duty_list", (partnership.slug,),
        note=note, weight=6, anchor="#scheme",
    )  # fmt: skip


def of_papers(record: Record) -> Iterator[Duty]:
    for row in record.meetings:
        law = "SSI 2014/285 Sch. para 2" if row.body.kind == BodyKind.JOINT_BOARD else OWN_RULES
        yield Duty(
            "papers", f"meeting-{row.pk}-papers", f"Papers for {row}", law, row.papers_due_on,
            state_on(record.on, row.papers_due_on, row.papers_sent), "body_detail", (row.body.pk,),
            row.papers_sent, weight=1,
        )  # fmt: skip


def of_views(record: Record) -> Iterator[Duty]:
    """Per engagement: views that wait for an answer, and answers that people wait to hear."""
    for row in record.views:
        key, where = f"engagement-{row.engagement.pk}", (row.engagement.pk,)
        if row.unanswered:
            yield Duty(
                "unanswered", f"{key}-unanswered", f"Answer what people said: {row.engagement}",
                "Planning with People", None, DutyState.DUE, "engagement_detail", where,
                note=f"Views without an answer: {row.unanswered}", weight=3,
            )  # fmt: skip
        if row.owed:
            yield Duty(
                "feedback", f"{key}-feedback", f"Tell people what came of it: {row.engagement}",
                "Planning with People", row.feedback_due, state_on(record.on, row.feedback_due),
                "engagement_detail", where, note=f"Answers to pass on: {row.owed}", weight=2,
            )  # fmt: skip

"""All that the duties of partnerships are counted from, as it stood on a day, in one query."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject

from partnerships.models import (
    Body,
    Engagement,
    Locality,
    Meeting,
    Partnership,
    PerformanceReport,
    PlannedStage,
    PlanReview,
    PlanStage,
    SchemeReview,
    Seat,
    StageEvidence,
    StatutoryGroup,
    StrategicPlan,
    Tenure,
)
from partnerships.models.bodies import Standing
from partnerships.models.plans import CONSULTATION
from partnerships.progress import Told, done_on

M = TypeVar("M", bound=models.Model)
Facts = dict[str, Any]


@dataclass(frozen=True)
class HeldSeat:
    """A seat with the tenures of its holders, past and to come."""

    seat: Seat
    holders: list[Tenure]

    def holder_on(self, on: dt.date) -> Tenure | None:
        return next((row for row in self.holders if row.is_current(on)), None)


@dataclass(frozen=True)
class StageRecord:
    """A stage of a plan: when it is to be done, and since when its evidence says that it is."""

    stage: PlanStage
    due_on: dt.date | None
    done_on: dt.date | None


@dataclass(frozen=True)
class PlanRecord:
    plan: StrategicPlan
    reviews: list[PlanReview]
    stages: dict[str, StageRecord]


@dataclass(frozen=True)
class WaitingViews:
    """How many views of an engagement wait, where it is over, and the first day by which to tell people."""

    engagement: Engagement
    unanswered: int
    owed: int
    feedback_due: dt.date | None


@dataclass(frozen=True)
class Record:
    """The rows hold only the columns that duties are told from; none of them may be saved."""

    partnership: Partnership
    on: dt.date
    seats: list[HeldSeat]
    localities: list[Locality]
    plans: list[PlanRecord]
    reports: list[PerformanceReport]
    scheme_reviews: list[SchemeReview]
    meetings: list[Meeting]
    views: list[WaitingViews]


def records(partnerships: Iterable[Partnership], on: dt.date) -> list[Record]:
    """One for each, in the same order."""
    asked = list(partnerships)
    found = Partnership.objects.filter(pk__in=[row.pk for row in asked]).values_list("pk", whole_on(on))
    whole: dict[int, Facts] = dict(found)
    return [as_told(row, whole[row.pk], on) for row in asked if row.pk in whole]


def facts(rows: models.QuerySet[Any], *names: str, **nested: Any) -> ArraySubquery:
    """These columns of every row, each as one object."""
    columns: dict[str, Any] = {name: name for name in names}
    return ArraySubquery(rows.values(fact=JSONObject(**columns, **nested)))


def whole_on(on: dt.date) -> JSONObject:
    mine = {"partnership": OuterRef("pk")}
    meetings = Meeting.objects.filter(body__partnership=OuterRef("pk")).not_cancelled().upcoming(on)
    return JSONObject(
        seats=facts_of_seats(on),
        localities=facts(Locality.objects.filter(**mine).current(on), "id", "name"),
        plans=facts_of_plans(on),
        reports=facts(
            PerformanceReport.objects.filter(**mine, published_on__lte=on), "year_ending", "published_on"
        ),
        scheme_reviews=facts(SchemeReview.objects.filter(**mine, done_on__lte=on), "done_on"),
        meetings=facts(meetings, "id", "on", "papers_due", "papers_sent", body=BODY),
        views=facts_of_views(on),
    )


BODY = JSONObject(id="body__id", name="body__name", kind="body__kind", clear_days="body__clear_days")


def facts_of_seats(on: dt.date) -> ArraySubquery:
    bodies = Body.objects.filter(partnership=OuterRef(OuterRef("pk"))).current(on)
    holders = Tenure.objects.filter(seat=OuterRef("pk"), standing=Standing.HOLDER)
    return facts(
        Seat.objects.filter(body__in=bodies).current(on).order_by("pk"),
        "id",
        "title",
        "term_years",
        locality_id="locality",
        body=BODY,
        holders=facts(holders, "id", "since", "until"),
    )


def facts_of_plans(on: dt.date) -> ArraySubquery:
    plans = StrategicPlan.objects.filter(partnership=OuterRef("pk")).not_replaced(on)
    planned = PlannedStage.objects.filter(plan=OuterRef(OuterRef("pk")), stage=OuterRef("pk"))
    evidence = StageEvidence.objects.filter(plan=OuterRef(OuterRef("pk")), stage=OuterRef("pk"))
    named = StageEvidence.groups.through._default_manager.filter(stageevidence=OuterRef("pk"))  # noqa: SLF001
    groups = ArraySubquery(named.values("statutorygroup"))
    stages = facts(
        PlanStage.objects.order_by("order"), "code", "label", "provision",
        due_on=models.Subquery(planned.values("due_on")),
        evidence=facts(evidence.standing().filter(dated__lte=on), "dated", "finishes", groups=groups),
        required=required(),
    )  # fmt: skip
    reviews = facts(PlanReview.objects.filter(plan=OuterRef("pk")), "id", "decided_on", "outcome")
    return facts(plans, "id", "title", "starts_on", reviews=reviews, stages=stages)


def required() -> ArraySubquery:
    """The groups that evidence of the stage around must name: the standard consultees of the second draft."""
    sent = models.Exists(PlanStage.objects.filter(pk=OuterRef(OuterRef("pk")), code=CONSULTATION))
    return ArraySubquery(StatutoryGroup.objects.consultees().filter(sent).values("pk"))


def facts_of_views(on: dt.date) -> ArraySubquery:
    unanswered = Q(views__answer="", ends_at__date__lt=on, views__isnull=False)
    owed = ~Q(views__answer="") & Q(views__isnull=False, views__fed_back_on__isnull=True)
    waiting = (
        Engagement.objects.filter(partnership=OuterRef("pk"))
        .not_cancelled()
        .annotate(
            unanswered=models.Count("views", filter=unanswered),
            owed=models.Count("views", filter=owed),
            feedback_due=models.Min("views__feedback_due", filter=owed),
        )
        .filter(Q(unanswered__gt=0) | Q(owed__gt=0))
    )
    return facts(waiting.order_by("pk"), "id", "title", "unanswered", "owed", "feedback_due")


def as_told(partnership: Partnership, whole: Facts, on: dt.date) -> Record:
    return Record(
        partnership=partnership,
        on=on,
        seats=[held_seat(**row) for row in whole["seats"]],
        localities=[row_of(Locality, **row) for row in whole["localities"]],
        plans=[plan_record(**row) for row in whole["plans"]],
        reports=[row_of(PerformanceReport, **row) for row in whole["reports"]],
        scheme_reviews=[row_of(SchemeReview, **row) for row in whole["scheme_reviews"]],
        meetings=[meeting(**row) for row in whole["meetings"]],
        views=[waiting_views(**row) for row in whole["views"]],
    )


def row_of(model: type[M], **columns: Any) -> M:
    """JSON tells days as text; the column knows what they are."""
    fields = {field.attname: field for field in model._meta.concrete_fields}  # noqa: SLF001  Django documents it
    return model(**{name: fields[name].to_python(value) for name, value in columns.items()})


def held_seat(*, holders: list[Facts], body: Facts, **seat: Any) -> HeldSeat:
    row = row_of(Seat, **seat)
    row.body = row_of(Body, **body)
    return HeldSeat(row, [row_of(Tenure, **held) for held in holders])


def meeting(*, body: Facts, **columns: Any) -> Meeting:
    row = row_of(Meeting, **columns)
    row.body = row_of(Body, **body)
    return row


def plan_record(*, reviews: list[Facts], stages: list[Facts], **plan: Any) -> PlanRecord:
    rows = [stage_record(**row) for row in stages]
    return PlanRecord(
        row_of(StrategicPlan, **plan),
        [row_of(PlanReview, **row) for row in reviews],
        {row.stage.code: row for row in rows},
    )


def stage_record(
    *, due_on: str | None, evidence: list[Facts], required: list[int], **stage: Any
) -> StageRecord:
    fromiso = dt.date.fromisoformat
    told = [Told(fromiso(row["dated"]), row["finishes"], frozenset(row["groups"])) for row in evidence]
    due = fromiso(due_on) if due_on else None
    return StageRecord(row_of(PlanStage, **stage), due, done_on(told, frozenset(required)))


def waiting_views(*, unanswered: int, owed: int, feedback_due: str | None, **engagement: Any) -> WaitingViews:
    due = dt.date.fromisoformat(feedback_due) if feedback_due else None
    return WaitingViews(row_of(Engagement, **engagement), unanswered, owed, due)

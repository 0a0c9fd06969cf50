"""How a body stands on a day against the rules in force that day; what was found can be kept."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from coproduce.accounts.models import User

from .models import (
    Body,
    BodyKind,
    Constitution,
    Evaluation,
    Locality,
    Model,
    Partnership,
    Seat,
    Standing,
    StatutoryRule,
    Tenure,
    Voting,
)
from .models.bodies import STATUTORY

#: Kinds of body that belong to one integration model alone.
MODEL_OF = {BodyKind.JOINT_BOARD: Model.JOINT_BOARD, BodyKind.MONITORING_COMMITTEE: Model.LEAD_AGENCY}
#: Into how many localities a plan divides the area at the least: Act s.29(3)(a).
FEWEST_LOCALITIES = 2


@dataclass(frozen=True)
class Finding:
    """One rule on the day: what it asks for, and what is there. A seat counts under each of its groups."""

    group: str
    instrument: str
    provision: str
    needed: int
    seats: int
    held: int
    vacant: int
    met: bool
    voting: str

    @property
    def voting_words(self) -> str:
        return Voting(self.voting).label if self.voting else "The law does not say"


@dataclass(frozen=True)
class SeatOnDay:
    """A seat in being on the day: who holds it is told without a person."""

    seat: Seat
    voting: str
    holder: Tenure | None
    others: tuple[Tenure, ...]
    vacant_since: dt.date | None

    @property
    def voting_words(self) -> str:
        return Voting(self.voting).label if self.voting else ""

    @property
    def other_groups(self) -> list[str]:
        """Groups it answers for that its title does not name already."""
        labels = [group.label for group in self.seat.groups.all()]
        return [label for label in labels if not self.seat.title.startswith(label)]


@dataclass(frozen=True)
class Report:
    """A body on a day: its seats and tenures, the localities, and the rules in force then."""

    body: Body
    on: dt.date
    model: str
    rules: tuple[StatutoryRule, ...]
    seats: tuple[SeatOnDay, ...]
    localities: tuple[Locality, ...]

    @cached_property
    def findings(self) -> list[Finding]:
        return [self.finding(rule) for rule in self.rules]

    def finding(self, rule: StatutoryRule) -> Finding:
        seats = [row for row in self.seats if rule.group in row.seat.groups.all()]
        held = [row for row in seats if row.holder]
        needed = needed_by(rule, self.localities)
        return Finding(
            group=rule.group.label,
            instrument=rule.instrument,
            provision=rule.provision,
            needed=needed,
            seats=len(seats),
            held=len(held),
            vacant=len(seats) - len(held),
            met=len(held) >= needed and (not rule.per_locality or not self.unserved(held)),
            voting=rule.voting,
        )

    def unserved(self, rows: Iterable[SeatOnDay]) -> list[Locality]:
        """The localities that none of these seats speaks for."""
        served = {row.seat.locality_id for row in rows}
        return [locality for locality in self.localities if locality.pk not in served]

    @property
    def held(self) -> int:
        return sum(row.holder is not None for row in self.seats)

    @property
    def vacant(self) -> int:
        return len(self.seats) - self.held

    @property
    def unmet(self) -> int:
        return sum(not finding.met for finding in self.findings)

    @property
    def voting_members(self) -> int:
        """Seats that vote on the day, whether held or not: the base of a joint board's quorum."""
        return sum(row.voting == Voting.VOTING for row in self.seats)

    @property
    def quorum(self) -> int | None:
        """Half the voting members of a joint board, rounded up: SSI 2014/285 Schedule para 3."""
        return (self.voting_members + 1) // 2 if self.body.kind == BodyKind.JOINT_BOARD else None

    @property
    def is_statutory(self) -> bool:
        return self.body.kind in STATUTORY

    @cached_property
    def warnings(self) -> list[str]:
        """What is lawful but worth a second look, and what does not fit the partnership on the day."""
        if not self.is_statutory:
            return []
        about_seats = [words for row in self.seats for words in self.about(row)]
        return [*self.about_model(), *self.about_localities(), *about_seats]

    def about(self, row: SeatOnDay) -> list[str]:
        """What to say about one seat."""
        groups, asked = row.seat.groups.all(), {rule.group_id for rule in self.rules}
        told = []
        if len(groups) > 1:
            told.append(f"“{row.seat}” answers for {len(groups)} groups. The law allows it; is each heard?")
        if not groups:
            told.append(f"“{row.seat}” answers for no group that the law names.")
        told += [
            f"“{row.seat}” answers for “{group}”, which no rule asks for on this day."
            for group in groups
            if group.pk not in asked
        ]
        if row.seat.locality and not row.seat.locality.is_current(self.on):
            told.append(f"“{row.seat}” speaks for {row.seat.locality}, which is no locality on this day.")
        return told

    def about_localities(self) -> list[str]:
        """Only a planning group has seats for localities: Act s.32(7)."""
        if self.body.kind != BodyKind.PLANNING_GROUP:
            return []
        told = [f"No seat speaks for the locality {locality}." for locality in self.unserved(self.seats)]
        if len(self.localities) < FEWEST_LOCALITIES:
            there = "only one locality is" if self.localities else "no locality is"
            told.insert(0, f"A plan needs at least two localities (Act s.29(3)(a)); {there} recorded.")
        return told

    def about_model(self) -> list[str]:
        wanted = MODEL_OF.get(BodyKind(self.body.kind))
        if not self.model:
            return ["No integration model is recorded for this day, so rules that depend on it are left out."]
        if wanted and wanted != self.model:
            return [
                f"On this day the partnership’s model is “{Model(self.model).label}”: {wrong_body(wanted)}"
            ]
        return []


def wrong_body(wanted: str) -> str:
    if wanted == Model.JOINT_BOARD:
        return "it has a monitoring committee and no joint board."
    return "it has a joint board and no monitoring committee."


def evaluate(body: Body, on: dt.date) -> list[Finding]:
    """Each rule in force on the day, and whether the body meets it."""
    return report(body, on).findings


def voting_members(body: Body, on: dt.date) -> int:
    return report(body, on).voting_members


def report(body: Body, on: dt.date) -> Report:
    asked_already = getattr(body, "constituted_on", None) == on
    model, constitutions = told_by(body) if asked_already else constitution(body.partnership, on)
    rules = tuple(StatutoryRule.objects.for_kind(body.kind).current(on).fitting(constitutions))
    seats = Seat.objects.of_body(body).current(on).with_tenures()
    localities = Locality.objects.of_partnership(body.partnership).current(on)
    return Report(
        body=body,
        on=on,
        model=model,
        rules=rules,
        seats=tuple(seat_on_day(seat, rules, on) for seat in seats),
        localities=tuple(localities),
    )


def constitution(partnership: Partnership, on: dt.date) -> tuple[str, Collection[str]]:
    """The model on the day ("" where none is recorded), and which rules that opens: Act s.32(1)(a)-(c)."""
    return told_by(Partnership.objects.with_constitution(on).get(pk=partnership.pk))


def told_by(row: Any) -> tuple[str, Collection[str]]:
    if row.model_on_day == Model.LEAD_AGENCY:
        return row.model_on_day, (Constitution.LEAD_AGENCY,)
    if row.model_on_day == Model.JOINT_BOARD:
        several = Constitution.SEVERAL_COUNCILS if row.councils > 1 else Constitution.ONE_COUNCIL
        return row.model_on_day, (Constitution.JOINT_BOARD, several)
    return "", ()


def needed_by(rule: StatutoryRule, localities: Collection[Locality]) -> int:
    return rule.minimum * (len(localities) if rule.per_locality else 1)


def seat_on_day(seat: Seat, rules: Collection[StatutoryRule], on: dt.date) -> SeatOnDay:
    tenures = list(seat.tenures.all())
    sitting = [tenure for tenure in tenures if tenure.is_current(on)]
    holder = next((tenure for tenure in sitting if tenure.standing == Standing.HOLDER), None)
    return SeatOnDay(
        seat=seat,
        voting=voting_of(seat, rules),
        holder=holder,
        others=tuple(tenure for tenure in sitting if tenure.standing != Standing.HOLDER),
        vacant_since=None if holder else vacant_since(seat, tenures, on),
    )


def voting_of(seat: Seat, rules: Collection[StatutoryRule]) -> str:
    """A seat that answers for several groups votes where one of them does; "" where no rule says."""
    told = {rule.voting for rule in rules if rule.group in seat.groups.all()}
    return next((voting for voting in (Voting.VOTING, Voting.NON_VOTING) if voting in told), "")


def vacant_since(seat: Seat, tenures: Iterable[Tenure], on: dt.date) -> dt.date | None:
    """The day after its last holder, else the seat's own first day."""
    ends = [row.until for row in tenures if row.standing == Standing.HOLDER and row.until and row.until <= on]
    return max(ends, default=seat.since)


@transaction.atomic
def keep(
    body: Body, on: dt.date, *, by: User, now: dt.datetime, submission: UUID | None = None
) -> Evaluation:
    """As it is found now. Later changes of rules, seats or tenures do not change what was kept."""
    found = report(body, on)
    told = {
        "findings": [asdict(finding) for finding in found.findings],
        "warnings": found.warnings,
        "seats": len(found.seats),
        "held": found.held,
        "vacant": found.vacant,
        "voting_members": found.voting_members,
        "quorum": found.quorum,
    }
    key = submission or uuid4()
    return Evaluation.objects.create(body=body, on=on, findings=told, kept_at=now, kept_by=by, submission=key)

"""A duty of a partnership on a day: its provision, when it is due, and its state."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse

#: From how long before its day a duty counts as due.
WINDOW = dt.timedelta(days=90)
ACT = "2014 Act"
OWN_RULES = "The partnership’s own arrangements"


class DutyState(models.TextChoices):
    """In the order in which a page shows them."""

    OVERDUE = "overdue", "Overdue"
    DUE = "due", "Due"
    NOT_DUE = "not_due", "Not due yet"
    MET = "met", "Met"


TONES = {DutyState.OVERDUE: "bad", DutyState.DUE: "warning", DutyState.MET: "good"}


@dataclass(frozen=True)
class Duty:
    """`key` is the same for the same duty on every day; lower `weight` comes first on the same day."""

    code: str
    key: str
    title: str
    provision: str
    due_on: dt.date | None
    state: DutyState
    url_name: str
    url_args: tuple[Any, ...]
    met_on: dt.date | None = None
    note: str = ""
    weight: int = 5
    anchor: str = ""

    @property
    def url(self) -> str:
        """The page on which it can be mended."""
        return reverse(f"partnerships:{self.url_name}", args=self.url_args) + self.anchor

    @property
    def tone(self) -> str:
        return TONES.get(self.state, "neutral")

    @property
    def needs_someone(self) -> bool:
        return self.state in {DutyState.OVERDUE, DutyState.DUE}

    @property
    def urgency(self) -> tuple[int, dt.date, int, str, str]:
        """For sorting: the most urgent first."""
        return (
            DutyState.values.index(self.state), self.due_on or dt.date.max, self.weight, self.title, self.key,
        )  # fmt: skip


def state_on(
    on: dt.date, due_on: dt.date | None, met_on: dt.date | None = None, opens_on: dt.date | None = None
) -> DutyState:
    """Due from `opens_on`, or from 90 days before; without a known day it is due now."""
    if met_on and met_on <= on:
        return DutyState.MET
    if due_on is None:
        return DutyState.DUE
    if due_on < on:
        return DutyState.OVERDUE
    return DutyState.DUE if (opens_on or due_on - WINDOW) <= on else DutyState.NOT_DUE

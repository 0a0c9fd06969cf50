"""The journey of someone's capacity: recorded by them, seen by them, hidden or deleted as they like.

The partnership sees sums over people alone (`capacity_sums`), and no member of staff sees one person's.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from coproduce.accounts.models import User
from coproduce.ui.charts import Steps
from partnerships.models import StrategicPlan

from .models import CapacityEntry, Part, Participant, Through
from .models.capacity import HIGHEST


class JourneyError(Exception):
    """Nothing was recorded; the message says why and can be shown."""


@dataclass(frozen=True)
class Said:
    """Where someone sees themselves in one part, 1 to 5, and what they say about it."""

    step: int
    words: str = ""


@transaction.atomic
def record(  # noqa: PLR0913  who, what, how and when, all given by name
    participant: Participant,
    told: Mapping[Part, Said],
    *,
    now: dt.datetime,
    helped_by: str = "",
    plan: StrategicPlan | None = None,
    through: Through = Through.LINK,
    by: User | None = None,
) -> list[CapacityEntry]:
    """One entry for each part that they say something of; staff are named with what they write down."""
    if by is not None and not by.has_perm("participants.record_capacity", participant):
        raise PermissionDenied
    if not told:
        raise JourneyError("Choose a sentence in at least one of the four parts.")
    if plan is not None and plan.partnership_id != participant.partnership_id:
        raise JourneyError("That plan is another partnership’s.")
    how = {"through": through, "recorded_by": by, "at": now, "helped_by": helped_by.strip(), "plan": plan}
    return [
        CapacityEntry.objects.create(
            participant=participant, part=part, step=said.step, words=said.words.strip(), **how
        )
        for part, said in told.items()
    ]


@transaction.atomic
def hide(entry: CapacityEntry, *, hidden: bool) -> None:
    """Hidden, it counts nowhere; its person still sees it, and may show it again."""
    CapacityEntry.objects.filter(pk=entry.pk).exclude(is_hidden=hidden).update(is_hidden=hidden)


@transaction.atomic
def delete(entry: CapacityEntry) -> None:
    """Gone for good, with what the history told of it."""
    entry.events.all().delete()  # type: ignore[attr-defined]
    entry.delete()


@dataclass(frozen=True)
class Picture:
    """One part over time: for a drawing, and for the table beside it."""

    part: Part
    entries: Sequence[CapacityEntry]

    @property
    def steps(self) -> Steps:
        levels = [entry.step for entry in self.entries]
        days = f"{self.entries[0].at:%-d %B %Y} to {self.entries[-1].at:%-d %B %Y}"
        return Steps(levels, HIGHEST, f"{self.part.label}, from {days}: {', '.join(map(str, levels))} of 5")


def pictures(participant: Participant) -> list[Picture]:
    """For each part of which they have recorded something, in their order."""
    rows = list(CapacityEntry.objects.of_participant(participant).select_related("plan").in_order())
    found = [(part, [row for row in rows if row.part == part]) for part in Part]
    return [Picture(part, entries) for part, entries in found if entries]

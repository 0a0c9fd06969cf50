"""Two made-up looks at Fife's capacity, a year apart; the later one is shared."""

import datetime as dt

from django.utils.timezone import localdate

from coproduce.accounts.models import User
from partnerships import assessing
from partnerships.models import CapacityAssessment, ImprovementAction, Partnership

from .made_up import MADE_UP

#: The level of each row, in the order of the scale; 0 leaves it open.
LEVELS = {400: (1, 1, 2, 1, 2, 1, 1, 2, 0, 1, 0), 30: (2, 3, 2, 2, 3, 2, 2, 2, 1, 2, 1)}
EVIDENCE = f"Talked over with those who took part. {MADE_UP}"


def load(partnership: Partnership, *, by: User, lead: User, now: dt.datetime) -> None:
    """Once: what people have changed since stays."""
    if CapacityAssessment.objects.of_partnership(partnership).exists():
        return
    for ago, levels in LEVELS.items():
        made = make(partnership, levels, made_on=localdate(now) - dt.timedelta(days=ago), by=by)
    assessing.share(made, by=lead, now=now)
    ImprovementAction.objects.create(
        assessment=made,
        action="Offer replacement care with every invitation, before anyone asks",
        owner="Engagement officer",
        due_on=localdate(now) + dt.timedelta(days=60),
    )


def make(
    partnership: Partnership, levels: tuple[int, ...], *, made_on: dt.date, by: User
) -> CapacityAssessment:
    made = CapacityAssessment.objects.create(
        partnership=partnership,
        made_on=made_on,
        took_part="Five officers, two unpaid carers and a member of the strategic planning group.",
        summary=EVIDENCE,
        created_by=by,
    )
    told = {row: (level, EVIDENCE) for row, level in zip(assessing.scale(), levels, strict=True) if level}
    assessing.judge(made, told, by=by)
    return made

"""That a group need not be heard at a stage of a plan: said with a reason, and taken back."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction

from coproduce.accounts.models import User
from partnerships.models import PlanStage, StatutoryGroup, StrategicPlan

from .models import NotApplicable


class SettingAsideError(Exception):
    """Nothing was changed; the message says why and can be shown."""


@transaction.atomic
def set_aside(  # noqa: PLR0913  which cell, why, who and when
    plan: StrategicPlan, stage: PlanStage, group: StatutoryGroup, *, reason: str, by: User, now: dt.datetime
) -> NotApplicable:
    """Whoever asks later reads the reason; who took part all the same still counts."""
    lock(plan, by)
    if not reason.strip():
        raise SettingAsideError("Say why this group need not be heard at this stage.")
    if standing(plan, stage, group) is not None:
        raise SettingAsideError("A colleague has said so meanwhile. Look at their reason first.")
    return NotApplicable.objects.create(
        plan=plan, stage=stage, group=group, reason=reason.strip(), by=by, at=now
    )


@transaction.atomic
def take_up_again(
    plan: StrategicPlan, stage: PlanStage, group: StatutoryGroup, *, by: User, now: dt.datetime
) -> None:
    """The reason stays on record for the days on which it stood."""
    lock(plan, by)
    row = standing(plan, stage, group)
    if row is None:
        raise SettingAsideError("It is not set aside any more.")
    row.withdrawn_at, row.withdrawn_by = now, by
    row.save()


def lock(plan: StrategicPlan, by: User) -> None:
    row = StrategicPlan.objects.with_partnership().select_for_update(of=("self",)).get(pk=plan.pk)
    if not by.has_perm("participants.set_aside_coverage", row):
        raise PermissionDenied


def standing(
    plan: StrategicPlan, stage: PlanStage, group: StatutoryGroup, moment: dt.datetime | None = None
) -> NotApplicable | None:
    """The reason that stands now, or stood at a moment."""
    rows = NotApplicable.objects.of_plan(plan).filter(stage=stage, group=group).select_related("by")
    return (rows.standing(moment) if moment else rows.filter(withdrawn_at__isnull=True)).first()

"""A row of every table about a participant, with a canary in each column that may name somebody.

It is driven by the declarations, so a new table is covered by declaring it; where the database asks for more
than the columns' types tell, `MORE` says what.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any, cast

from django.db import models
from django.utils import timezone

from coproduce.accounts.models import User
from participants.models import Answer, Barrier, ExpenseState, Participant, Through, Verdict
from participants.models.declarations import about_people, columns, declared
from participants.models.privacy import FIELDS, Kind
from partnerships.models import Engagement, Organisation, Partnership, StrategicPlan
from tests.factories.partnerships import (
    EngagementFactory,
    OrganisationFactory,
    StrategicPlanFactory,
    someone,
)

GUARDED = {Kind.PERSONAL, Kind.SPECIAL}
#: Rows that a foreign key may point to.
KIN: dict[type[models.Model], Callable[[Participant], Any]] = {
    User: lambda _: someone(),
    Engagement: lambda participant: EngagementFactory(partnership=participant.partnership, published=True),
    Organisation: lambda _: OrganisationFactory(),
    Partnership: lambda participant: participant.partnership,
    StrategicPlan: lambda participant: StrategicPlanFactory(partnership=participant.partnership),
}
#: What the constraints of a table ask for.
MORE: dict[str, Callable[[], dict[str, Any]]] = {
    "Involvement": lambda: {
        "answer": Answer.DECLINED,
        "answered_at": timezone.now(),
        "answered_through": Through.LINK,
        "answer_recorded_by": None,
        "barrier": Barrier.COST,
        "attendance_recorded_at": None,
        "attendance_recorded_by": None,
    },
    "Expense": lambda: {
        "state": ExpenseState.CLAIMED,
        "pence": 450,
        "claimed_at": timezone.now(),
        "paid_on": None,
        "warned": True,
    },
    "CapacityEntry": lambda: {"through": Through.PHONE},
    "ExpenseStep": lambda: {"name": "refuse", "through": Through.PHONE},
    "Confirmation": lambda: {"verdict": Verdict.CORRECTED, "through": Through.PHONE},
    "Identity": lambda: {"preferred_way": "email"},
    "OwnLink": lambda: {"ended_at": None, "expires_at": timezone.now() + dt.timedelta(days=30)},
    "Agreement": lambda: {"through": Through.PHONE, "topic": "return", "choice": "yes"},
    "Disclosure": lambda: {"what": "look"},
    "RetentionWarning": lambda: {"round": 1},
    "ErasureWish": lambda: {"through": Through.PHONE, "done_at": None, "done_by": None},
}


def canary(model: type[models.Model], name: str, mark: str) -> str:
    return f"zq{mark}{model.__name__.lower()}{name.replace('_', '')}"


def seed(participant: Participant, mark: str) -> list[models.Model]:
    """One row of each table that has none yet."""
    return [
        fill(model, participant, mark)
        for model in reversed(about_people())
        if model is not Participant and not rows_of(model, participant)
    ]


def rows_of(model: type[models.Model], participant: Participant) -> int:
    return model._base_manager.filter(**{declared(model).person: participant.pk}).count()


def fill(model: type[models.Model], participant: Participant, mark: str) -> models.Model:
    more = MORE.get(model.__name__, dict)()
    wanted = [one for one in model._meta.fields if not one.primary_key and one.name not in more]
    values = {one.name: value(model, one, participant, mark) for one in wanted}
    row = model(**{**values, **more})
    row.save()
    for way in model._meta.many_to_many:
        getattr(row, way.name).set(participant.groups.all())
    return row


def value(model: type[models.Model], field: Any, participant: Participant, mark: str) -> Any:
    if isinstance(field, models.ForeignKey):
        return kin(field, participant)
    if field.choices:
        return next(choice for choice, _ in field.choices if choice)
    if isinstance(field, models.EmailField):
        return f"{canary(model, field.name, mark)}@example.org"
    if isinstance(field, models.CharField | models.TextField):
        kind = FIELDS[model.__name__][field.name]
        return canary(model, field.name, mark) if kind in GUARDED else "words"
    return of_type(field)


def kin(field: Any, participant: Participant) -> Any:
    if field.related_model is Participant:
        return participant
    if field.related_model in KIN:
        return KIN[field.related_model](participant)
    return field.related_model._base_manager.filter(
        **{declared(field.related_model).person: participant.pk}
    ).first()


def of_type(field: Any) -> Any:
    if isinstance(field, models.DateTimeField):
        return timezone.now()
    if isinstance(field, models.DateField):
        return timezone.localdate()
    if isinstance(field, models.BooleanField):
        return False
    if isinstance(field, models.UUIDField):
        return field.get_default()
    return 1 if isinstance(field, models.IntegerField) else field.get_default()


def marked_columns() -> list[tuple[type[models.Model], str]]:
    """Text columns of which each row made here holds a canary."""
    found = []
    for model in about_people():
        more = MORE.get(model.__name__, dict)()
        for name in columns(model):
            field = cast(Any, model._meta.get_field(name))
            free = isinstance(field, models.CharField | models.TextField) and not field.choices
            if free and name not in more and FIELDS[model.__name__][name] in GUARDED:
                found.append((model, name))
    return found

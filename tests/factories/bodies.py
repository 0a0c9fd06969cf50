# mypy: disallow-untyped-calls=False, disallow-untyped-decorators=False
"""Localities, bodies, seats, tenures and meetings for tests."""

import datetime as dt

from django.utils import timezone
from factory.declarations import LazyFunction, Sequence, SubFactory

from partnerships.models import Body, BodyKind, Evaluation, Locality, Meeting, Seat, Tenure
from tests.factories.partnerships import PartnershipFactory, someone
from tests.factories.rows import RowFactory


class LocalityFactory(RowFactory[Locality]):
    class Meta:
        model = Locality

    partnership = SubFactory(PartnershipFactory)
    name = Sequence(lambda n: f"Example locality {n}")


class BodyFactory(RowFactory[Body]):
    class Meta:
        model = Body

    partnership = SubFactory(PartnershipFactory)
    kind = BodyKind.NETWORK
    name = Sequence(lambda n: f"Example Body {n}")


class SeatFactory(RowFactory[Seat]):
    class Meta:
        model = Seat

    body = SubFactory(BodyFactory)
    order = Sequence(lambda n: n)
    title = Sequence(lambda n: f"Example seat {n}")


class TenureFactory(RowFactory[Tenure]):
    class Meta:
        model = Tenure

    seat = SubFactory(SeatFactory)
    since = dt.date(2026, 1, 1)


class MeetingFactory(RowFactory[Meeting]):
    class Meta:
        model = Meeting

    body = SubFactory(BodyFactory)
    on = Sequence(lambda n: dt.date(2026, 1, 1) + dt.timedelta(days=n))


class EvaluationFactory(RowFactory[Evaluation]):
    class Meta:
        model = Evaluation

    body = SubFactory(BodyFactory)
    on = dt.date(2026, 9, 1)
    findings = LazyFunction(lambda: {"findings": [], "warnings": [], "seats": 0, "held": 0, "vacant": 0})
    kept_at = LazyFunction(timezone.now)
    kept_by = LazyFunction(someone)

"""What the tests of this app share: a plan of Fife, an engagement in each state, and a count of queries."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from partnerships import reference
from partnerships.models import Engagement, Partnership, PlanStage, StrategicPlan
from tests.factories.partnerships import EngagementFactory, PlanStageFactory, StrategicPlanFactory

QueriesOf = Callable[[Client, str], int]


@pytest.fixture
def now() -> dt.datetime:
    """Pages read the clock, so what is coming up must be so at the moment the test runs."""
    return timezone.now()


@pytest.fixture
def registers(db: None) -> None:
    reference.load()


@pytest.fixture
def stage(db: None) -> PlanStage:
    return PlanStageFactory(code="second_draft", label="Second draft prepared", provision="s.33(4)(a)")


@pytest.fixture
def plan(fife: Partnership) -> StrategicPlan:
    return StrategicPlanFactory(partnership=fife, title="Plan for Fife")


@pytest.fixture
def plan_elsewhere(dundee: Partnership) -> StrategicPlan:
    return StrategicPlanFactory(partnership=dundee, title="Plan for Dundee")


@pytest.fixture
def draft(fife: Partnership) -> Engagement:
    return EngagementFactory(partnership=fife, title="Drafted walk")


@pytest.fixture
def published(fife: Partnership) -> Engagement:
    return EngagementFactory(partnership=fife, title="Published walk", published=True)


@pytest.fixture
def cancelled(fife: Partnership) -> Engagement:
    return EngagementFactory(partnership=fife, title="Cancelled walk", cancelled=True)


@pytest.fixture
def queries_of() -> QueriesOf:
    """How many queries a page takes for this reader, who has opened it once before."""

    def count(client: Client, address: str) -> int:
        assert client.get(address).status_code == 200
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    return count

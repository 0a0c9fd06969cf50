# mypy: disallow-untyped-calls=False, disallow-untyped-decorators=False
"""Rows of the partnerships app for tests: real in shape, fictional in content."""

import datetime as dt
import uuid

from django.utils import timezone
from factory.declarations import LazyAttribute, LazyFunction, SelfAttribute, Sequence, SubFactory, Trait
from factory.helpers import post_generation

from coproduce.accounts.models import Team, TeamKind, User
from partnerships.models import (
    CouncilArea,
    Engagement,
    EngagementState,
    HealthBoard,
    IntegrationModel,
    Kind,
    Model,
    Organisation,
    OrganisationKind,
    Partnership,
    Phase,
    PlanStage,
    Promise,
    StageEvidence,
    StatutoryGroup,
    StrategicPlan,
)
from tests.factories.rows import RowFactory


def someone() -> User:
    """An account that did something, where it does not matter who."""
    return User.objects.create_user(f"someone.{uuid.uuid4().hex[:12]}@example.org")


class HealthBoardFactory(RowFactory[HealthBoard]):
    class Meta:
        model = HealthBoard

    name = Sequence(lambda n: f"NHS Example {n}")
    gss_code = Sequence(lambda n: f"S089{n:05}")


class PartnershipFactory(RowFactory[Partnership]):
    class Meta:
        model = Partnership

    name = Sequence(lambda n: f"Example {n} Health and Social Care Partnership")
    slug = Sequence(lambda n: f"example-{n}")
    gss_code = Sequence(lambda n: f"S379{n:05}")
    health_board = SubFactory(HealthBoardFactory)
    team = LazyAttribute(
        lambda made: Team.objects.create(kind=TeamKind.PARTNERSHIP, name=made.name),
    )


class IntegrationModelFactory(RowFactory[IntegrationModel]):
    class Meta:
        model = IntegrationModel

    partnership = SubFactory(PartnershipFactory)
    model = Model.JOINT_BOARD


class CouncilAreaFactory(RowFactory[CouncilArea]):
    class Meta:
        model = CouncilArea

    name = Sequence(lambda n: f"Example Area {n}")
    gss_code = Sequence(lambda n: f"S129{n:05}")
    slug = Sequence(lambda n: f"example-area-{n}")
    abbreviation = "EXA"
    column = Sequence(lambda n: n % 100)
    row = Sequence(lambda n: n // 100)
    partnership = SubFactory(PartnershipFactory)
    health_board = SelfAttribute("partnership.health_board")


class OrganisationFactory(RowFactory[Organisation]):
    class Meta:
        model = Organisation

    name = Sequence(lambda n: f"Example Voluntary Action {n}")
    slug = Sequence(lambda n: f"example-voluntary-action-{n}")
    kind = OrganisationKind.LOCAL_THIRD_SECTOR
    team = LazyAttribute(
        lambda made: Team.objects.create(kind=TeamKind.ORGANISATION, name=made.name),
    )


class StatutoryGroupFactory(RowFactory[StatutoryGroup]):
    """A standard consultee group, as engagements name them."""

    class Meta:
        model = StatutoryGroup

    code = Sequence(lambda n: f"con_example_{n}")
    order = Sequence(lambda n: n)
    label = Sequence(lambda n: f"Example consultees {n}")
    applies_to = Kind.STANDARD_CONSULTEES


class PlanStageFactory(RowFactory[PlanStage]):
    class Meta:
        model = PlanStage

    code = Sequence(lambda n: f"example_stage_{n}")
    order = Sequence(lambda n: n)
    label = Sequence(lambda n: f"Example stage {n}")
    phase = Phase.PLAN
    instrument = "Public Bodies (Joint Working) (Scotland) Act 2014"
    provision = "s.33(4)"
    duty = "mandatory"


class StrategicPlanFactory(RowFactory[StrategicPlan]):
    class Meta:
        model = StrategicPlan

    partnership = SubFactory(PartnershipFactory)
    title = Sequence(lambda n: f"Example strategic plan {n}")


class StageEvidenceFactory(RowFactory[StageEvidence]):
    class Meta:
        model = StageEvidence

    plan = SubFactory(StrategicPlanFactory)
    stage = SubFactory(PlanStageFactory)
    dated = dt.date(2026, 6, 1)
    statement = "The strategic planning group met and its views were recorded."
    recorded_by = LazyFunction(someone)


class EngagementFactory(RowFactory[Engagement]):
    """A draft in a fortnight, unless traits or times say otherwise."""

    class Meta:
        model = Engagement
        skip_postgeneration_save = True

    class Params:
        published = Trait(
            state=EngagementState.PUBLISHED,
            published_at=LazyFunction(timezone.now),
        )
        cancelled = Trait(
            state=EngagementState.CANCELLED,
            published_at=LazyFunction(timezone.now),
            cancelled_at=LazyFunction(timezone.now),
            cancel_reason="The hall is flooded.",
        )

    partnership = SubFactory(PartnershipFactory)
    title = Sequence(lambda n: f"Example engagement {n}")
    purpose = "To hear what matters to people about day services."
    promise = Promise.INVOLVE
    starts_at = LazyFunction(lambda: timezone.now() + dt.timedelta(days=14))
    ends_at = LazyAttribute(lambda made: made.starts_at + dt.timedelta(hours=2))
    place = "Example Hall"
    created_by = LazyFunction(someone)

    @post_generation
    def groups(self: Engagement, create: bool, wanted: list[StatutoryGroup] | None) -> None:
        if create and wanted:
            self.groups.set(wanted)

"""Rows of the participants app for tests: plainly fictional people, and canaries that must not surface."""

import datetime as dt
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from participants.models import (
    Answer,
    Attendance,
    Expense,
    ExpenseKind,
    ExpenseState,
    Involvement,
    InvolvementEvidence,
    Participant,
    Through,
)
from participants.models.confirmations import EvidenceKind
from participants.models.identity import Identity
from partnerships.models import StatutoryGroup
from tests.factories.partnerships import EngagementFactory, PartnershipFactory, someone


class ParticipantFactory(DjangoModelFactory[Participant]):
    """A reference of a year's standing; nobody behind it unless `IdentityFactory` says who."""

    class Meta:
        model = Participant
        skip_postgeneration_save = True

    partnership = factory.SubFactory(PartnershipFactory)
    number = factory.Sequence(lambda n: n + 1)
    since = factory.LazyFunction(lambda: timezone.localdate() - dt.timedelta(days=365))
    enrolled_by = factory.LazyFunction(someone)

    @factory.post_generation
    def groups(self: Participant, create: bool, wanted: list[StatutoryGroup] | None) -> None:
        if create and wanted:
            self.groups.set(wanted)


class IdentityFactory(DjangoModelFactory[Identity]):
    """Who a participant is; `email=""` for someone without email."""

    class Meta:
        model = Identity

    participant = factory.SubFactory(ParticipantFactory)
    name = factory.Sequence(lambda n: f"Canary Example {n}")
    email = factory.Sequence(lambda n: f"canary.{n}@example.org")
    phone = factory.Sequence(lambda n: f"01632 960{n % 1000:03}")


class InvolvementFactory(DjangoModelFactory[Involvement]):
    """Invited three days ago to a published engagement of the participant's partnership; no answer yet."""

    class Meta:
        model = Involvement
        skip_postgeneration_save = True

    class Params:
        accepted = factory.Trait(
            answer=Answer.ACCEPTED,
            answered_at=factory.SelfAttribute("invited_at"),
            answered_through=Through.LINK,
        )
        declined = factory.Trait(
            answer=Answer.DECLINED,
            answered_at=factory.SelfAttribute("invited_at"),
            answered_through=Through.LINK,
        )
        came = factory.Trait(
            attendance=Attendance.CAME,
            attendance_recorded_at=factory.LazyFunction(timezone.now),
            attendance_recorded_by=factory.LazyFunction(someone),
        )

    participant = factory.SubFactory(ParticipantFactory)
    engagement = factory.SubFactory(
        EngagementFactory, published=True, partnership=factory.SelfAttribute("..participant.partnership")
    )
    invited_at = factory.LazyFunction(lambda: timezone.now() - dt.timedelta(days=3))
    invited_by = factory.LazyFunction(someone)

    @factory.post_generation
    def groups(self: Involvement, create: bool, wanted: list[StatutoryGroup] | None) -> None:
        """For whom they were asked to speak: unless said otherwise, everyone the participant speaks for."""
        if create:
            self.groups.set(self.participant.groups.all() if wanted is None else wanted)


def invited_person(*, email: str = "", **involvement: Any) -> Involvement:
    """An invited participant with somebody behind the reference."""
    row = InvolvementFactory(**involvement)
    IdentityFactory(participant=row.participant, email=email)
    return row


class ExpenseFactory(DjangoModelFactory[Expense]):
    """Offered; `claimed=True` for a claim of £4.50 made three days ago by the person themselves."""

    class Meta:
        model = Expense

    class Params:
        claimed = factory.Trait(
            state=ExpenseState.CLAIMED,
            pence=450,
            warned=True,
            claimed_at=factory.LazyFunction(lambda: timezone.now() - dt.timedelta(days=3)),
        )

    participant = factory.SubFactory(ParticipantFactory)
    kind = ExpenseKind.TRAVEL
    on = factory.LazyFunction(lambda: timezone.localdate() - dt.timedelta(days=5))
    words = "Bus to the meeting of the board"
    state = ExpenseState.OFFERED


class EvidenceFactory(DjangoModelFactory[InvolvementEvidence]):
    """Minutes that stand behind what is recorded of someone."""

    class Meta:
        model = InvolvementEvidence

    involvement = factory.SubFactory(InvolvementFactory, came=True)
    kind = EvidenceKind.MINUTES
    recorded_at = factory.LazyFunction(timezone.now)
    recorded_by = factory.LazyFunction(someone)

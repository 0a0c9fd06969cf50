"""Every list takes as many queries for a thousand rows as for ten, and never more than twelve."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone

from coproduce.accounts.models import User
from partnerships.models import (
    Body,
    CapacityAssessment,
    Claim,
    Engagement,
    ExpressedView,
    Locality,
    LocalityDecision,
    Meeting,
    Organisation,
    Partnership,
    PartnershipPart,
    Seat,
    SignificantDecision,
    SupportOffer,
)
from tests.conftest import ClientOf
from tests.factories.accounts import account
from tests.factories.bodies import BodyFactory, LocalityFactory, MeetingFactory, SeatFactory
from tests.factories.capacity import CapacityAssessmentFactory
from tests.factories.organisations import ClaimFactory, PartnershipPartFactory, SupportOfferFactory
from tests.factories.partnerships import EngagementFactory, OrganisationFactory
from tests.factories.planning import (
    ExpressedViewFactory,
    LocalityDecisionFactory,
    SignificantDecisionFactory,
)

from .conftest import QueriesOf

pytestmark = pytest.mark.django_db
Make = Callable[[Partnership, int], None]


def someone_who_writes() -> User:
    return User.objects.filter(email="writes@example.org").first() or account("writes@example.org")


def make_decisions(fife: Partnership, number: int) -> None:
    SignificantDecision.objects.bulk_create(SignificantDecisionFactory.build_batch(number, partnership=fife))


def make_locality_decisions(fife: Partnership, number: int) -> None:
    locality = Locality.objects.of_partnership(fife).first() or LocalityFactory(partnership=fife)
    LocalityDecision.objects.bulk_create(LocalityDecisionFactory.build_batch(number, locality=locality))


def make_duties(fife: Partnership, number: int) -> None:
    """Vacant seats, unheard localities, papers and views that wait, of each as many."""
    body = BodyFactory(partnership=fife)
    Seat.objects.bulk_create(SeatFactory.build_batch(number, body=body))
    Locality.objects.bulk_create(LocalityFactory.build_batch(number, partnership=fife))
    make_meetings_of(body, number)
    over = timezone.now() - dt.timedelta(days=2)
    held = {"partnership": fife, "published": True, "created_by": someone_who_writes()}
    held |= {"starts_at": over - dt.timedelta(hours=1), "ends_at": over}
    engagements = Engagement.objects.bulk_create(EngagementFactory.build_batch(number, **held))
    ExpressedView.objects.bulk_create(ExpressedViewFactory.build(engagement=row) for row in engagements)


def make_meetings_of(body: Body, number: int) -> None:
    first = timezone.localdate() + dt.timedelta(days=1 + body.meetings.count())
    days = [first + dt.timedelta(days=offset) for offset in range(number)]
    Meeting.objects.bulk_create(MeetingFactory.build(body=body, on=day) for day in days)


def make_meetings(fife: Partnership, number: int) -> None:
    body = Body.objects.of_partnership(fife).first() or BodyFactory(pk=41, partnership=fife)
    make_meetings_of(body, number)


def make_assessments(fife: Partnership, number: int) -> None:
    told = {"partnership": fife, "created_by": someone_who_writes()}
    CapacityAssessment.objects.bulk_create(CapacityAssessmentFactory.build_batch(number, **told))


def make_organisations(number: int) -> list[Organisation]:
    """All but alike, so that each might be a duplicate of the next."""
    return Organisation.objects.bulk_create(OrganisationFactory.build_batch(number))


def make_duplicates(fife: Partnership, number: int) -> None:
    make_organisations(number)


def make_claims(fife: Partnership, number: int) -> None:
    told = {"user": someone_who_writes(), "statement": "I keep the books."}
    Claim.objects.bulk_create(
        ClaimFactory.build(organisation=row, **told) for row in make_organisations(number)
    )


def make_parts_and_offers(fife: Partnership, number: int) -> None:
    rows = make_organisations(number)
    told = {"partnership": fife}
    PartnershipPart.objects.bulk_create(
        PartnershipPartFactory.build(organisation=row, **told) for row in rows
    )
    SupportOffer.objects.bulk_create(SupportOfferFactory.build(organisation=row) for row in rows)


@pytest.mark.parametrize(
    ("person", "address", "make"),
    [
        ("officer", "/partnerships/fife/decisions/", make_decisions),
        ("officer", "/partnerships/fife/locality-decisions/", make_locality_decisions),
        ("officer", "/partnerships/fife/duties/", make_duties),
        ("officer", "/", make_duties),
        ("lead", "/partnerships/fife/", make_duties),
        ("lead", "/partnerships/fife/", make_parts_and_offers),
        ("lead", "/bodies/41/", make_meetings),
        ("lead", "/bodies/41/meetings/", make_meetings),
        ("officer", "/partnerships/fife/capacity/", make_assessments),
        ("administrator", "/organisations/duplicates/", make_duplicates),
        ("administrator", "/claims/", make_claims),
    ],
)
def test_a_page_takes_as_many_queries_for_a_thousand_rows_as_for_ten(
    person: str,
    address: str,
    make: Make,
    fife: Partnership,
    client_of: ClientOf,
    queries_of: QueriesOf,
    request: pytest.FixtureRequest,
) -> None:
    client = client_of(request.getfixturevalue(person))
    make(fife, 10)
    few = queries_of(client, address)
    make(fife, 990)
    assert queries_of(client, address) == few <= 12

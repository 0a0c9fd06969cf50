# mypy: disallow-untyped-calls=False, disallow-untyped-decorators=False
"""What goes with organisations: claims on them, what they offer, their parts in partnerships."""

from django.utils import timezone
from factory.declarations import LazyFunction, Sequence, SubFactory

from partnerships.models import Claim, Cost, Part, PartnershipPart, Support, SupportOffer
from tests.factories.partnerships import OrganisationFactory, PartnershipFactory, someone
from tests.factories.rows import RowFactory


class ClaimFactory(RowFactory[Claim]):
    class Meta:
        model = Claim

    organisation = SubFactory(OrganisationFactory)
    user = LazyFunction(someone)
    statement = "I run the office."
    made_at = LazyFunction(timezone.now)


class SupportOfferFactory(RowFactory[SupportOffer]):
    class Meta:
        model = SupportOffer

    organisation = SubFactory(OrganisationFactory)
    title = Sequence(lambda n: f"Example support {n}")
    kinds = LazyFunction(lambda: [Support.TRAINING])
    description = "Two mornings on taking part in meetings."
    for_whom = "Unpaid carers and people who use services."
    how_to_ask = "Write to support@example.org."
    cost = Cost.FREE


class PartnershipPartFactory(RowFactory[PartnershipPart]):
    class Meta:
        model = PartnershipPart

    organisation = SubFactory(OrganisationFactory)
    partnership = SubFactory(PartnershipFactory)
    part = Part.SUPPORTS_PEOPLE

"""Made-up organisations of Fife: names, numbers, parts, a claim that waits, and what support they offer."""

import datetime as dt

from django.utils.timezone import localdate

from coproduce.accounts.models import Team, TeamKind, User
from partnerships import claims, offering
from partnerships.models import (
    Claim,
    Cost,
    CouncilArea,
    Identifier,
    Organisation,
    OrganisationKind,
    OtherName,
    Part,
    Partnership,
    PartnershipPart,
    Scheme,
    Support,
    SupportOffer,
)

from .made_up import MADE_UP, Row, key_of

INTERFACE, CARERS = "tsi-fife", "example-carers-circle"
#: Right in form, and nobody's: the registers give out no such numbers.
NUMBERS = {Scheme.OSCR: "SC000000", Scheme.COMPANIES_HOUSE: "00000000", Scheme.ODS: "EXAMPLE"}
ASK = "Write to support@example.org. Somebody answers within a week."

OFFERS: dict[str, Row] = {
    "meetings": {
        "organisation": INTERFACE,
        "title": "Example training: taking part in a planning group",
        "kinds": [Support.TRAINING, Support.MENTORING],
        "description": "Two mornings on how a planning group works, and someone to ring afterwards.",
        "for_whom": "Unpaid carers and people who use services, before their first meeting.",
        "cost": Cost.FREE,
    },
    "circle": {
        "organisation": CARERS,
        "title": "Example carers’ circle",
        "kinds": [Support.PEER_SUPPORT, Support.ADVOCACY],
        "description": "Carers who have sat on a board meet those who are about to.",
        "for_whom": "Unpaid carers.",
        "cost": Cost.EXPENSES,
        "cost_detail": "We pay your bus fare.",
    },
    "facilitators": {
        "organisation": CARERS,
        "title": "Example facilitators for difficult meetings",
        "kinds": [Support.FACILITATION, Support.EVALUATION, Support.ACCESSIBLE_COMMUNICATION],
        "description": "Two people who prepare a meeting with you, lead it, and ask afterwards how it went.",
        "for_whom": "Partnerships and community groups.",
        "cost": Cost.CHARGED,
        "cost_detail": "£200 a day; nothing for groups without income.",
        "is_national": True,
    },
    "sewing": {
        "organisation": CARERS,
        "title": "Example sewing afternoons",
        "kinds": [Support.COMMUNITY_DEVELOPMENT],
        "description": "Ended when the hall closed.",
        "for_whom": "Everyone in the village.",
        "cost": Cost.ASK,
        "is_withdrawn": True,
    },
}


def load(partnership: Partnership, *, reader: User, by: User, now: dt.datetime) -> None:
    """Nothing where the made-up organisation is there already: what people have changed since stays."""
    if Organisation.objects.filter(slug=CARERS).exists():
        return
    carers = make_carers(partnership)
    interface = Organisation.objects.get(slug=INTERFACE)
    today = localdate(now)
    make_parts(partnership, interface, carers, today=today)
    for key, row in OFFERS.items():
        make_offer(key, row, partnership, by=by, today=today)
    if not Claim.objects.filter(user=reader, organisation=interface).exists():
        claims.claim(interface, by=reader, statement=f"I sit on its committee. {MADE_UP}", now=now)


def make_carers(partnership: Partnership) -> Organisation:
    name = "Example Carers’ Circle"
    made = Organisation.objects.create(
        slug=CARERS,
        name=name,
        kind=OrganisationKind.CARER_BODY,
        note=MADE_UP,
        team=Team.objects.create(kind=TeamKind.ORGANISATION, name=name),
    )
    made.council_areas.set(CouncilArea.objects.filter(partnership=partnership))
    for other in ("Example Circle", "Cearcall Eisimpleir"):
        OtherName.objects.create(organisation=made, name=other)
    for scheme, value in NUMBERS.items():
        Identifier.objects.get_or_create(scheme=scheme, value=value, defaults={"organisation": made})
    return made


def make_parts(
    partnership: Partnership, interface: Organisation, carers: Organisation, *, today: dt.date
) -> None:
    """Two that hold, and one that has ended."""
    year = dt.timedelta(days=365)
    for organisation, part, since, until in (
        (interface, Part.HOSTS_NETWORK, today - 3 * year, None),
        (carers, Part.SUPPORTS_PEOPLE, today - year, None),
        (carers, Part.CONSULTED, today - 3 * year, today - year),
    ):
        PartnershipPart.objects.create(
            submission=key_of(partnership.slug, "part", organisation.slug, part),
            organisation=organisation,
            partnership=partnership,
            part=part,
            detail=MADE_UP,
            since=since,
            until=until,
        )


def make_offer(key: str, row: Row, partnership: Partnership, *, by: User, today: dt.date) -> None:
    copied = ("title", "kinds", "for_whom", "cost", "cost_detail")
    made = SupportOffer.objects.create(
        submission=key_of(partnership.slug, "support", key),
        organisation=Organisation.objects.get(slug=row["organisation"]),
        description=f"{row['description']}\n\n{MADE_UP}",
        how_to_ask=ASK,
        **{name: row[name] for name in copied if name in row},
    )
    if not row.get("is_national"):
        made.council_areas.set(CouncilArea.objects.filter(partnership=partnership))
    if row.get("is_withdrawn"):
        offering.withdraw(made, by=by, today=today - dt.timedelta(days=60))

"""Who takes part, in the tests: Agnes has email, Bruce has none, Coll takes part in Dundee."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coproduce.outbox.models import Email
from participants import selfservice
from participants.models import OwnLink, Participant
from participants.models.identity import Disclosure
from partnerships.models import Engagement, Partnership, StatutoryGroup
from tests.factories.participants import IdentityFactory, ParticipantFactory
from tests.factories.partnerships import EngagementFactory, StatutoryGroupFactory

#: Found anywhere but on a page that was asked for it with a reason, it is a leak.
CANARY = "Canary Agnes"
CANARY_EMAIL = "canary.agnes@example.org"
Count = Callable[[Client, str], int]


@pytest.fixture
def now(db: None) -> dt.datetime:
    return timezone.now()


@pytest.fixture
def carers(db: None) -> StatutoryGroup:
    return StatutoryGroupFactory(code="con_social_care_carers", label="Carers of users of social care")


@pytest.fixture
def users(db: None) -> StatutoryGroup:
    return StatutoryGroupFactory(code="con_social_care_users", label="Users of social care")


@pytest.fixture
def agnes(fife: Partnership, carers: StatutoryGroup) -> Participant:
    row = ParticipantFactory(partnership=fife, number=7, groups=[carers])
    IdentityFactory(participant=row, name=CANARY, email=CANARY_EMAIL, phone="01632 960007")
    return row


@pytest.fixture
def bruce(fife: Partnership, users: StatutoryGroup) -> Participant:
    row = ParticipantFactory(partnership=fife, number=8, groups=[users])
    IdentityFactory(participant=row, name="Canary Bruce", email="", phone="01632 960008")
    return row


@pytest.fixture
def coll(dundee: Partnership, carers: StatutoryGroup) -> Participant:
    row = ParticipantFactory(partnership=dundee, number=7, groups=[carers])
    IdentityFactory(participant=row, name="Canary Coll", email="canary.coll@example.org")
    return row


@pytest.fixture
def engagement(fife: Partnership) -> Engagement:
    """Published, in ten days."""
    starts_at = timezone.now() + dt.timedelta(days=10)
    return EngagementFactory(partnership=fife, title="A round table", published=True, starts_at=starts_at)


@pytest.fixture
def past(fife: Partnership) -> Engagement:
    """Published, and over since yesterday."""
    starts_at = timezone.now() - dt.timedelta(days=1, hours=3)
    return EngagementFactory(partnership=fife, title="An open morning", published=True, starts_at=starts_at)


@pytest.fixture
def own_path(now: dt.datetime) -> Callable[..., str]:
    """`own_path(participant, "own_page")`: the address of a page of theirs, behind a link made just now."""

    def path(participant: Participant, name: str = "own_page", *more: Any) -> str:
        life = now + selfservice.LIFE
        link = OwnLink.objects.create(participant=participant, made_at=now, expires_at=life)
        return reverse(f"participants:{name}", args=[selfservice.token(link), *more])

    return path


@pytest.fixture
def queries() -> Count:
    """How many queries it takes to get a page."""

    def count(client: Client, url: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    return count


def looks(participant: Participant | None = None) -> list[tuple[str, str]]:
    """What was disclosed, of everyone or of one, oldest first."""
    rows = Disclosure.objects.order_by("pk")
    mine = rows.filter(participant=participant) if participant else rows
    return list(mine.values_list("what", "reason"))


def mails(kind: str, **narrowed: Any) -> list[Email]:
    return list(Email.objects.filter(kind=kind, **narrowed).order_by("pk"))


def history(row: Any) -> Any:
    """The events of a tracked row, oldest first."""
    return row.events.order_by("pgh_id")


def text_of(response: Any) -> str:
    """A page with its messages, as a reader would search it."""
    return str(response.content.decode())

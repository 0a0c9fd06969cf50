"""After a whole cycle, a name is in one table, an address in two, and on no page that was not asked."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone

from coproduce.accounts.models import User
from coproduce.outbox.models import Email
from participants import invitations, register, reminders
from participants.models import Answer, Involvement, Participant
from participants.replies import reply
from participants.urls import urlpatterns
from partnerships.models import Engagement, StrategicPlan
from tests.conftest import ClientOf
from tests.factories.partnerships import StrategicPlanFactory

from .conftest import CANARY, CANARY_EMAIL, text_of

TEAM = ["reader", "officer", "lead"]
OTHERS = ["officer_elsewhere", "member", "moderator", "auditor", "administrator"]


@pytest.fixture
def plan(agnes: Participant, bruce: Participant, engagement: Engagement, officer: User) -> StrategicPlan:
    """Agnes and Bruce have been invited, reminded, looked up, searched for and corrected."""
    plan = StrategicPlanFactory(partnership=engagement.partnership)
    invitations.invite(engagement, [agnes, bruce], by=officer, now=timezone.now())
    reply(Involvement.objects.get(participant=agnes), Answer.ACCEPTED, now=timezone.now())
    reminders.plan(now=engagement.starts_at - timedelta(hours=20))
    shown = register.disclose(agnes, by=officer, reason="To phone them")
    register.find("canary", by=officer, reason="They phoned in")
    register.correct(agnes, register.Details(name=CANARY, email=shown.details.email), by=officer)
    return plan


def tables_with(words: str) -> Iterator[str]:
    """Every table of the database in which a row says this anywhere."""
    for table in sorted(connection.introspection.table_names()):
        with connection.cursor() as cursor:
            quoted = connection.ops.quote_name(table)
            cursor.execute(f"SELECT 1 FROM {quoted} AS one WHERE one::text ILIKE %s LIMIT 1", [f"%{words}%"])
            if cursor.fetchone():
                yield table


def test_a_name_is_in_one_table_alone(plan: StrategicPlan) -> None:
    for name in (CANARY, "Canary Bruce"):
        assert list(tables_with(name)) == ["participants_identity"]


def test_an_address_is_there_and_on_the_envelope(plan: StrategicPlan) -> None:
    assert list(tables_with(CANARY_EMAIL)) == ["outbox_email", "participants_identity"]
    for mail in Email.objects.all():
        assert "canary" not in f"{mail.subject} {mail.text} {mail.html} {mail.key} {mail.about}".lower()


def test_a_phone_number_is_in_one_table_alone(plan: StrategicPlan) -> None:
    assert list(tables_with("01632 960008")) == ["participants_identity"]


def pages(plan: StrategicPlan, engagement: Engagement, agnes: Participant) -> list[str]:
    """What anyone may try to read without saying why."""
    return [
        "/",
        "/participants/",
        "/participants/?q=Canary&taking_part=all",
        f"/participants/{agnes.pk}/",
        f"/participants/{agnes.pk}/disclose/",
        f"/participants/{agnes.pk}/correct/",
        f"/participants/{agnes.pk}/disclosures/",
        f"/engagements/{engagement.pk}/",
        f"/engagements/{engagement.pk}/people/",
        f"/engagements/{engagement.pk}/people/invite/",
        f"/plans/{plan.pk}/coverage/",
        f"/plans/{plan.pk}/coverage/public/",
        "/case-studies/?q=Canary",
        "/admin/participants/participant/?q=Canary",
        "/admin/participants/involvement/",
        "/admin/outbox/email/",
    ]


@pytest.mark.parametrize("role", [*TEAM, *OTHERS])
def test_no_page_shows_a_name_that_was_not_asked_for(
    role: str,
    request: pytest.FixtureRequest,
    client_of: ClientOf,
    plan: StrategicPlan,
    engagement: Engagement,
) -> None:
    client, agnes = client_of(request.getfixturevalue(role)), Participant.objects.get(number=7)
    for address in pages(plan, engagement, agnes):
        text = text_of(client.get(address)).replace('value="Canary"', "")
        assert "anary Agnes" not in text, address
        assert CANARY_EMAIL not in text, address


def test_no_name_reaches_someone_without_an_account(
    client: Client, plan: StrategicPlan, engagement: Engagement
) -> None:
    agnes = Participant.objects.get(number=7)
    for address in pages(plan, engagement, agnes):
        text = text_of(client.get(address))
        assert "anary Agnes" not in text
        assert "P-0007" not in text


def test_addresses_hold_keys_of_rows_and_signed_tokens_alone() -> None:
    parts: set[str] = set()
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern)
        parts |= set(pattern.pattern.converters)
    assert parts == {"pk", "token", "slug", "stage", "group"}


def test_looking_twice_is_two_disclosures(client_of: ClientOf, officer: User, agnes: Participant) -> None:
    client, address = client_of(officer), reverse("participants:participant_disclose", args=[agnes.pk])
    for _ in range(2):
        assert CANARY in text_of(client.post(address, {"reason": "To phone them"}))
    assert len(list(tables_with("To phone them"))) == 1
    assert register.disclosures(agnes, to=officer).model.objects.count() == 2

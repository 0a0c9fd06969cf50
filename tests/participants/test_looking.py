"""What a person is told of who looked: role and reason, never a name of staff."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from coproduce.accounts.models import Role, User
from participants import looking, register
from participants.models import Participant
from participants.models.identity import Identity
from tests.conftest import ClientOf

from .conftest import CANARY, looks


def told(participant: Participant) -> list[tuple[str, str, str]]:
    return [(one.who, one.what, one.reason) for one in looking.looks(participant)]


def test_the_role_and_the_reason_are_told(agnes: Participant, officer: User, lead: User) -> None:
    register.disclose(agnes, by=officer, reason="To phone about Tuesday")
    register.contact(agnes, purpose="Email about “A round table”")
    register.find("canary", by=lead, reason="They phoned in")
    assert told(agnes) == [
        ("Lead", "Searched by name and found them", "They phoned in"),
        ("Coproduce itself, to write to you", "Used the email address", "Email about “A round table”"),
        ("Engagement officer", "Saw name and contact details", "To phone about Tuesday"),
    ]


def test_a_role_that_ended_since_is_told_still(agnes: Participant, officer: User) -> None:
    register.disclose(agnes, by=officer, reason="To phone about Tuesday")
    Role.objects.filter(user=officer).update(until=timezone.localdate() + dt.timedelta(days=1))
    assert told(agnes)[0][0] == "Engagement officer"
    Role.objects.filter(user=officer).update(until=timezone.localdate())
    assert told(agnes)[0][0] == "Engagement officer"


def test_of_someone_without_a_role_that_much_is_told(agnes: Participant) -> None:
    assert looking.who(0, timezone.localdate(), []) == "Someone who works for the partnership"


def test_a_correction_is_told_too(agnes: Participant, officer: User) -> None:
    register.correct(agnes, register.Details(name=CANARY), by=officer)
    assert looks(agnes) == [("correct", "Correcting name and contact details")]


def test_a_correction_of_nothing_is_no_look(agnes: Participant, officer: User) -> None:
    details = register.disclose(agnes, by=officer, reason="To correct it").details
    assert not register.correct(agnes, details, by=officer)
    assert looks(agnes) == [("look", "To correct it")]


def test_it_takes_the_same_queries_for_many(
    agnes: Participant, officer: User, django_assert_num_queries: Any
) -> None:
    for n in range(12):
        register.disclose(agnes, by=officer, reason=f"Reason number {n}")
    with django_assert_num_queries(2):
        looking.looks(agnes)


# --- If it cannot be recorded, nothing is shown or done
@pytest.fixture
def broken(db: None) -> None:
    """No disclosure can be written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql "
            "AS $$ BEGIN RAISE EXCEPTION 'full'; END $$"
        )
        cursor.execute(
            "CREATE TRIGGER refused BEFORE INSERT ON participants_disclosure EXECUTE FUNCTION refuse()"
        )


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize(
    ("page", "sent"),
    [
        ("/participants/{}/disclose/", {"reason": "To phone them"}),
        ("/participants/find/", {"words": "canary", "reason": "They phoned in"}),
        ("/participants/{}/copy/", {"reason": "She asked for it", "kind": "html"}),
        ("/participants/{}/correct/", {"name": "Canary Other", "phone": "01632 960001"}),
    ],
)
def test_nothing_is_shown(
    page: str, sent: dict[str, str], agnes: Participant, lead: User, client_of: ClientOf
) -> None:
    client = client_of(lead)
    client.raise_request_exception = False
    answer = client.post(page.format(agnes.pk), {"preferred_format": "standard", **sent})
    assert answer.status_code == 500
    for secret in (CANARY, agnes.reference):
        assert secret not in answer.content.decode()


@pytest.mark.usefixtures("broken")
def test_nothing_is_corrected(agnes: Participant, officer: User) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        register.correct(agnes, register.Details(name="Canary Other"), by=officer)
    assert Identity.objects.get(participant=agnes).name == CANARY


def test_the_own_page_shows_it(agnes: Participant, officer: User, client: Client, own_path: Any) -> None:
    register.disclose(agnes, by=officer, reason="To phone about Tuesday")
    page = client.get(own_path(agnes, "own_looked")).content.decode()
    assert "Engagement officer" in page
    assert "To phone about Tuesday" in page
    assert officer.name not in page
    assert CANARY not in page

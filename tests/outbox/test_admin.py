"""Mail in Django admin: administrators see what became of it, never a body or an address, and decide."""

import pytest
from django.test import Client
from django.urls import reverse

from coproduce.accounts.models import User
from coproduce.outbox.models import Email, Intervention, Status, Suppression
from tests.conftest import ClientOf
from tests.factories.outbox import email, suppression

pytestmark = pytest.mark.django_db
LIST = "admin:outbox_email_changelist"


@pytest.fixture
def desk(client_of: ClientOf, administrator: User) -> Client:
    return client_of(administrator)


def page_of(row: Email | Suppression) -> str:
    return reverse(f"admin:outbox_{row._meta.model_name}_change", args=[row.pk])


def test_the_list_shows_what_became_of_each_mail_and_no_address(desk: Client) -> None:
    row = email(status=Status.FAILED, reason="550 5.1.1 unknown", recipient="una.example@example.org")
    text = desk.get(reverse(LIST)).content.decode()
    assert row.reason in text
    assert "u…@example.org" in text
    assert "una.example@" not in text


@pytest.mark.parametrize("status", [Status.QUEUED, Status.HELD])
def test_a_mail_shows_neither_address_nor_body(desk: Client, status: Status) -> None:
    row = email(
        status=status, text="Your code is 482913", html="<p>482913</p>", recipient="una.e@example.org"
    )
    text = desk.get(page_of(row)).content.decode()
    assert row.subject in text
    assert "482913" not in text
    assert "una.e@" not in text


def test_a_mail_is_found_by_its_whole_address_only(desk: Client) -> None:
    email(recipient="una@example.org")
    found = [
        desk.get(reverse(LIST), {"q": words}).context["cl"].result_count
        for words in ("UNA@example.org", "una", "example.org")
    ]
    assert found == [1, 0, 0]


def test_a_held_mail_is_sent_again_with_a_reason(desk: Client, administrator: User) -> None:
    row = email(status=Status.HELD)
    desk.post(page_of(row), {"decision": "send_again", "why": "The relay says it has none"})
    row.refresh_from_db()
    assert row.status == Status.QUEUED
    assert Intervention.objects.get().by == administrator
    assert "The relay says it has none" in desk.get(page_of(row)).content.decode()


def test_a_held_mail_is_given_up_with_a_reason(desk: Client) -> None:
    row = email(status=Status.HELD)
    desk.post(page_of(row), {"decision": "abort", "why": "They have been phoned"})
    row.refresh_from_db()
    assert row.status == Status.ABORTED


def test_a_decision_needs_a_reason(desk: Client) -> None:
    row = email(status=Status.HELD)
    response = desk.post(page_of(row), {"decision": "send_again", "why": ""})
    row.refresh_from_db()
    assert (response.status_code, row.status) == (200, Status.HELD)


def test_a_mail_that_needs_no_decision_takes_none(desk: Client) -> None:
    row = email()
    response = desk.post(page_of(row), {"decision": "abort", "why": "No reason"})
    row.refresh_from_db()
    assert (response.status_code, row.status) == (403, Status.QUEUED)


def test_a_bounced_address_can_be_given_another_chance(desk: Client) -> None:
    row = suppression("una.example@example.org", reason=Suppression.Reason.BOUNCED)
    assert "una.example@" not in desk.get(page_of(row)).content.decode()
    desk.post(page_of(row), {"lift": "on"})
    assert not Suppression.objects.current().exists()


@pytest.mark.parametrize("person", ["auditor", "moderator"])
def test_other_national_roles_find_no_mail_here(
    client_of: ClientOf, person: str, request: pytest.FixtureRequest
) -> None:
    desk = client_of(request.getfixturevalue(person))
    assert desk.get(reverse(LIST)).status_code == 403
    assert desk.get(page_of(email())).status_code in {302, 403, 404}

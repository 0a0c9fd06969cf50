"""The pages behind an invitation's link, and the form that sends it."""

import re
import uuid

import pytest
from django.test import Client
from django.utils import timezone

from coproduce.accounts import invitations
from coproduce.accounts.models import Invitation, RoleName, User
from partnerships.models import Partnership
from tests.accounts.conftest import Mails
from tests.accounts.test_real_road import CodeFor
from tests.conftest import ClientOf
from tests.factories.accounts import PASSWORD, account, enrol

ADDRESS = "una@example.org"
#: What the start page asks of the database is its own affair.
START = "/"


@pytest.fixture
def link(lead: User, fife: Partnership) -> str:
    """Path of an open invitation to read along in Fife."""
    invitation = Invitation(email=ADDRESS, team=fife.team, role=RoleName.READER)
    issued = invitations.issue(invitation, by=lead, now=timezone.now(), base_url="http://testserver")
    return issued.link.removeprefix("http://testserver")


def test_looking_says_who_invites_to_what_and_changes_nothing(client: Client, link: str) -> None:
    page = client.get(link).content.decode()
    assert all(
        words in page for words in ("Lorna Lead", "Fife Health", "Reader", ADDRESS, "Create an account")
    )
    assert Invitation.objects.get().accepted_at is None


def test_the_button_grants_the_role(client_of: ClientOf, link: str, fife: Partnership) -> None:
    una = account(ADDRESS)
    client = client_of(una)
    assert "Accept the invitation" in client.get(link).content.decode()
    answer = client.post(link)
    assert answer.headers["Location"] == f"/teams/{fife.team_id}/"
    assert una.roles.get().name == RoleName.READER


def test_who_accepted_must_set_up_a_second_step_next(
    client_of: ClientOf, link: str, fife: Partnership
) -> None:
    client = client_of(account(ADDRESS))
    client.post(link)
    assert client.get(f"/teams/{fife.team_id}/").headers["Location"] == "/accounts/2fa/"


def test_whoever_is_signed_in_is_not_simply_added(client_of: ClientOf, link: str, newcomer: User) -> None:
    client = client_of(newcomer)
    page = client.get(link).content.decode()
    assert "You are signed in as newcomer@example.org" in page
    assert "Accept the invitation" not in page
    assert client.post(link).status_code == 403
    assert not newcomer.roles.exists()


def test_a_stranger_is_led_to_sign_in_and_back(client: Client, link: str) -> None:
    answer = client.post(link)
    assert answer.headers["Location"] == f"/accounts/login/?next={link}"


def test_someone_without_an_account_makes_one_and_comes_back(
    client: Client, link: str, code_for: CodeFor
) -> None:
    way = re.search(r'href="(/accounts/signup/\?next=[^"]+)"', client.get(link).content.decode())
    assert way
    client.post(way[1], {"name": "Una Example", "email": ADDRESS, "password1": PASSWORD, "next": link})
    answer = client.post("/accounts/confirm-email/", {"code": code_for(ADDRESS), "next": link})
    assert answer.headers["Location"] == link
    client.post(link)
    assert User.objects.get(email=ADDRESS).roles.get().name == RoleName.READER


def test_a_used_link_says_so(client_of: ClientOf, link: str, newcomer: User) -> None:
    una = account(ADDRESS)
    enrol(una)
    client = client_of(una)
    client.post(link)
    for method in (client.get, client.post, client_of(newcomer).get):
        answer = method(link)
        assert answer.status_code == 410
        assert "used already" in answer.content.decode()


def test_an_expired_link_says_so(client: Client, link: str) -> None:
    Invitation.objects.update(expires_at=timezone.now())
    answer = client.get(link)
    assert answer.status_code == 410
    assert "seven days" in answer.content.decode()


@pytest.mark.parametrize("token", ["x", "0" * 43, "%00", "%F0%9F%98%80", "a" * 3000])
def test_a_made_up_link_gets_a_clear_page(client: Client, db: None, token: str) -> None:
    for method in (client.get, client.post):
        assert 400 <= method(f"/invitations/{token}/").status_code < 500


def form_of(client: Client, team: int) -> dict[str, str]:
    page = client.get(f"/teams/{team}/invite/").content.decode()
    submission = re.search(r'name="submission" value="([^"]+)"', page)
    assert submission
    return {"email": ADDRESS, "role": "officer", "submission": submission[1]}


def test_a_lead_sends_an_invitation(client_of: ClientOf, lead: User, fife: Partnership, mails: Mails) -> None:
    client = client_of(lead)
    answer = client.post(f"/teams/{fife.team_id}/invite/", form_of(client, fife.team_id), follow=True)
    page = answer.content.decode()
    assert "We have sent an invitation to una@example.org" in page
    assert "Take back" in page
    assert len(mails(ADDRESS)) == 1


def test_the_button_pressed_twice_sends_one(
    client_of: ClientOf, lead: User, fife: Partnership, mails: Mails
) -> None:
    client = client_of(lead)
    form = form_of(client, fife.team_id)
    for _ in range(2):
        client.post(f"/teams/{fife.team_id}/invite/", form)
    assert len(mails(ADDRESS)) == Invitation.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"email": ""}, "Enter the email address of the person you invite"),
        ({"email": "una"}, "Enter a valid email address"),
        ({"email": "una\0@example.org"}, "Null characters are not allowed"),
        ({"role": ""}, "Choose a role"),
        ({"role": "administrator"}, "Select a valid choice"),
        ({"email": "lead@fife.example", "role": "lead"}, "is lead of Fife"),
        ({"submission": "again"}, "This page was incomplete"),
    ],
)
def test_a_form_that_cannot_be_is_refused_in_words(
    client_of: ClientOf, lead: User, fife: Partnership, change: dict[str, str], words: str
) -> None:
    form = {"email": ADDRESS, "role": "reader", "submission": str(uuid.uuid4())} | change
    page = client_of(lead).post(f"/teams/{fife.team_id}/invite/", form).content.decode()
    assert words in page
    assert not Invitation.objects.exists()


def test_a_lead_takes_an_invitation_back(
    client_of: ClientOf, lead: User, fife: Partnership, link: str
) -> None:
    made = Invitation.objects.get()
    client = client_of(lead)
    page = client.post(f"/invitations/{made.pk}/revoke/", follow=True).content.decode()
    assert "has been taken back" in page
    assert client.get(link).status_code == 410


def test_taking_back_what_was_accepted_is_refused_in_words(
    client_of: ClientOf, lead: User, link: str
) -> None:
    made = Invitation.objects.get()
    client_of(account(ADDRESS)).post(link)
    page = client_of(lead).post(f"/invitations/{made.pk}/revoke/", follow=True).content.decode()
    assert "End their role instead" in page

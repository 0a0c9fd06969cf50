"""The command that lets the first administrator in."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from coproduce.accounts.models import Invitation, RoleName, TeamKind, User
from tests.accounts.conftest import Mails
from tests.conftest import ClientOf
from tests.factories.accounts import account

ADDRESS = "una@example.org"


def invite(email: str = ADDRESS, *arguments: str) -> str:
    output = StringIO()
    call_command("invite_administrator", email, *arguments, stdout=output)
    return output.getvalue()


def test_the_printed_link_makes_an_administrator(client_of: ClientOf, db: None) -> None:
    link = re.search(r"http://127\.0\.0\.1:8000(/invitations/\S+)", invite())
    assert link
    client_of(account(ADDRESS)).post(link[1])
    role = User.objects.get(email=ADDRESS).roles.get()
    assert (role.name, role.team.kind) == (RoleName.ADMINISTRATOR, TeamKind.NATIONAL)


def test_the_link_goes_out_by_mail_as_well(mails: Mails) -> None:
    printed = invite(ADDRESS, "--base-url", "https://coproduce.example/")
    assert "https://coproduce.example/invitations/" in printed
    assert printed.splitlines()[-1] in mails(ADDRESS)[0].text
    assert "You are invited" in mails(ADDRESS)[0].text


def test_something_that_is_no_address_is_refused_in_words(db: None) -> None:
    with pytest.raises(CommandError, match="valid email address"):
        invite("una")
    assert not Invitation.objects.exists()


def test_who_is_administrator_already_is_not_invited_again(administrator: User) -> None:
    with pytest.raises(CommandError, match="already"):
        invite(administrator.email)

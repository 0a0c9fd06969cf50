"""The real way in, in a real browser: invitation, account, second step, recovery code, forgotten password."""

import re
import time
from typing import NamedTuple

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from coproduce.accounts.models import RoleName, User
from coproduce.outbox.delivery import deliver
from partnerships.models import Partnership
from tests.factories.accounts import PASSWORD, account, give
from tests.factories.accounts import enrol as factor
from tests.journeys.walk import Walk, WalkFactory
from tests.outbox.sink import Sink

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAME, ADDRESS = "Isla Example", "isla@example.org"
NEW_PASSWORD = "a warm light in the window"


def newest_mail(sink: Sink) -> str:
    """What the newest mail to Isla says."""
    deliver()
    message = [message for message in sink.taken if message["To"] == ADDRESS][-1]
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text, re.MULTILINE)
    assert match, text
    return str(match[1])


def mailed_code(sink: Sink) -> str:
    return found(r"^ {4}(\S+)$", newest_mail(sink).replace("\r", ""))


def app_code(secret: str) -> str:
    code: str = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    return code


def invite(lead: Walk, sink: Sink) -> str:
    """The link that Isla is sent."""
    lead.go("/teams/").click("Fife Health and Social Care Partnership").click("Invite someone")
    lead.press("Send the invitation").sees("Enter the email address of the person you invite")
    lead.fill(email=ADDRESS).tick("Engagement officer").press("Send the invitation").sees(ADDRESS)
    return found(r"https?://[^/\s]+(/invitations/\S+)", newest_mail(sink))


def create_account(person: Walk, sink: Sink) -> None:
    person.click("Create an account").fill(name=NAME, email=ADDRESS, password1="short")
    person.press("Create account").sees("There is a problem")
    person.fill(password1=PASSWORD).press("Create account").sees("Check your email", ADDRESS)
    person.fill(code="WRONG1").press("Go on").sees("That code is not right")
    person.fill(code=mailed_code(sink)).press("Go on")


def enrol(person: Walk) -> list[str]:
    """Set up the app that the page asks for, the first time with a wrong code; the recovery codes."""
    person.sees("Set up a second step first").go("/participants/").sees("Set up a second step first")
    person.click("Set up an app").sees("Is it still you?").fill(password=PASSWORD).press("Go on")
    person.fill(code="000000").press("Set up the app").sees("That code is not right")
    secret = person.page.locator("dt:has-text('Key') + dd").inner_text().strip()
    person.fill(code=app_code(secret)).press("Set up the app").sees("Each code opens your account once")
    return person.page.locator(".co_codes code").all_inner_texts()


def arrive(person: Walk, link: str, sink: Sink) -> list[str]:
    """From the link in the mail to a working account."""
    person.go(link).sees("You are invited", ADDRESS)
    create_account(person, sink)
    person.sees("You are invited").press("Accept the invitation")
    return enrol(person)


def sign_in(person: Walk, password: str = PASSWORD) -> Walk:
    return person.go("/accounts/login/").fill(login=ADDRESS, password=password).press("Sign in")


class Colleague(NamedTuple):
    """Isla at her browser, signed out, and her recovery codes."""

    person: Walk
    codes: list[str]


@pytest.fixture
def isla(walk: WalkFactory, fife: Partnership) -> Colleague:
    user = account(ADDRESS, NAME, password=PASSWORD)
    give(user, RoleName.OFFICER, fife.team)
    factor(user)
    return Colleague(walk("isla"), RecoveryCodes.activate(user).get_unused_codes())


def test_an_invitation_leads_to_the_team(
    walk: WalkFactory, lead: User, fife: Partnership, sink: Sink
) -> None:
    person = walk("invited")
    codes = arrive(person, invite(walk("inviting", lead), sink), sink)
    assert len(codes) == 10
    person.click("Go to the start page").go("/account/").sees("Engagement officer").click(fife.name)
    person.sees(NAME).go("/participants/").sees("Enrol someone").press("Sign out")
    sign_in(person).fill(code=codes[0]).press("Sign in").go("/account/").sees(ADDRESS)


def test_a_recovery_code_opens_the_account_once(isla: Colleague) -> None:
    person, codes = isla
    sign_in(person, "not her password").sees("do not go together")
    sign_in(person).sees("Second step").fill(code="000000").press("Sign in").sees("That code is not right")
    person.fill(code=codes[0]).press("Sign in").go("/account/").sees(ADDRESS).press("Sign out")
    sign_in(person).fill(code=codes[0]).press("Sign in").sees("That code is not right")
    person.fill(code=codes[1]).press("Sign in").go("/account/").sees(ADDRESS)


def test_whoever_forgot_the_password_chooses_another(isla: Colleague, sink: Sink) -> None:
    person, codes = isla
    person.go("/accounts/login/").click("Forgot your password?")
    person.fill(email=ADDRESS).press("Send the code").sees("Check your email")
    person.fill(code="WRONG1").press("Go on").sees("That code is not right")
    person.fill(code=mailed_code(sink)).press("Go on").sees("Choose a new password")
    person.fill(password1=ADDRESS).press("Save the new password").sees("There is a problem")
    person.fill(password1=NEW_PASSWORD, password2=NEW_PASSWORD).press("Save the new password")
    person.sees("Your password is changed")
    sign_in(person).sees("do not go together")
    sign_in(person, NEW_PASSWORD).fill(code=codes[0]).press("Sign in").go("/account/").sees(ADDRESS)


def test_a_second_browser_can_be_signed_out_from_the_first(walk: WalkFactory, isla: Colleague) -> None:
    person, codes = isla
    elsewhere = walk("isla-elsewhere")
    for browser, code in zip((elsewhere, person), codes, strict=False):
        sign_in(browser).fill(code=code).press("Sign in").go("/account/").sees(ADDRESS)
    person.click("Where you are signed in").sees("You are here")
    person.press("Sign out everywhere else").sees("You are signed in nowhere else")
    elsewhere.go("/account/").sees("Sign in").misses(ADDRESS)

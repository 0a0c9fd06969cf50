"""From an invitation in the post to a session with two factors, with an app and with a security key."""

import re

import pytest

from coproduce.accounts.models import User
from coproduce.outbox.models import Email
from partnerships.models import Partnership
from tests.accounts.conftest import found_code
from tests.accounts.test_real_road import totp_code
from tests.factories.accounts import PASSWORD, account
from tests.journeys.walk import Walk, WalkFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADDRESS = "una@example.org"


def newest_mail() -> str:
    return Email.objects.filter(recipient=ADDRESS).latest("pk").text


def invite(lead: Walk, team: int) -> None:
    lead.go(f"/teams/{team}/").click("Invite someone").press("Send the invitation")
    lead.sees("Enter the email address of the person you invite", "Choose a role")
    lead.fill(email=ADDRESS).tick("Engagement officer").press("Send the invitation")
    lead.sees("We have sent an invitation to una@example.org")


def sign_up(una: Walk) -> None:
    """From the link in the mail, and back to it."""
    found = re.search(r"https?://[^/]+(/invitations/\S+)", newest_mail())
    assert found
    una.go(found[1]).sees("Lorna Lead", "Engagement officer").click("Create an account")
    una.press("Create account").sees("Enter your name", "Enter a password")
    una.fill(name="Una Example", email=ADDRESS, password1=PASSWORD).press("Create account")
    una.fill(code=found_code(newest_mail())).press("Go on")
    una.press("Accept the invitation").sees("Set up a second step first")


def set_up_app(una: Walk) -> list[str]:
    """The recovery codes that come with it."""
    una.click("Set up an app").fill(password=PASSWORD).press("Go on")
    una.press("Set up the app").sees("Enter the code that your app shows")
    secret = una.page.locator("dd").first.inner_text()
    una.fill(code=totp_code(secret)).press("Set up the app").sees("10 of 10 are left")
    return una.page.locator("main li code").all_inner_texts()


def test_an_invited_officer_gets_to_work(walk: WalkFactory, lead: User, fife: Partnership) -> None:
    invite(walk("account-lead", lead), fife.team_id)
    una = walk("account-una")
    sign_up(una)
    recovery = set_up_app(una)
    una.go("/engagements/new/").sees("Una Example").press("Sign out")
    una.go("/accounts/login/").fill(login=ADDRESS, password=PASSWORD).press("Sign in")
    una.fill(code="000000").press("Sign in").sees("That code is not right")
    una.fill(code=recovery[0]).press("Sign in").go("/account/").sees("Engagement officer", "Set up")


def plug_in_a_key(walk: Walk) -> None:
    session = walk.page.context.new_cdp_session(walk.page)
    session.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True, "isUserVerified": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": kind})


def test_a_security_key_is_a_second_step(walk: WalkFactory) -> None:
    person = walk("account-key", account(ADDRESS, password=PASSWORD))
    plug_in_a_key(person)
    person.go("/accounts/2fa/").click("Add a key").fill(password=PASSWORD).press("Go on")
    person.fill(name="The key on my ring").press("Add the key")
    person.page.wait_for_url("**/recovery-codes/")
    person.look().press("Sign out")
    person.go("/accounts/login/").fill(login=ADDRESS, password=PASSWORD).press("Sign in")
    person.press("Use your security key")
    person.page.wait_for_url(f"{person.base}/")
    person.go("/accounts/2fa/webauthn/").sees("The key on my ring")


def test_without_a_key_the_page_says_what_to_do(walk: WalkFactory) -> None:
    person = walk("account-no-key", account(ADDRESS, password=PASSWORD))
    person.go("/accounts/2fa/webauthn/add/").fill(password=PASSWORD).press("Go on")
    person.page.evaluate("document.dispatchEvent(new CustomEvent('allauth.error', {cancelable: true}))")
    person.look().sees("That did not work. Plug the key in or unlock your device")

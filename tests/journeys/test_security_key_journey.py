"""A security key as the second step, plugged into a real browser; and a browser without one."""

import pytest

from tests.factories.accounts import PASSWORD, account
from tests.journeys.walk import Walk, WalkFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADDRESS = "una@example.org"


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

"""Browsers for the cast: Debian's Chromium, one context for each person."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, Playwright
from pytest_django.live_server_helper import LiveServer

from coproduce.accounts.models import User
from coproduce.local.bootstrap import BROWSERS

from .walk import DESKTOP, Walk, WalkFactory

CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-prefers-reduced-motion",
)


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.fail(f"No Chromium: `apt-get install {BROWSERS[0]}`, or name a Chrome in CHROMIUM.")
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
    yield browser
    browser.close()
    connections.close_all()  # while the browser's event loop runs, this thread has sessions of its own


@pytest.fixture
def walk(chromium: Browser, live_server: LiveServer) -> Iterator[WalkFactory]:
    """`walk("name", user)` opens a browser of their own; without a user nobody is signed in."""
    contexts = []

    def open_browser(name: str, user: User | None = None, **options: Any) -> Walk:
        usual = {"locale": "en-GB", "timezone_id": "Europe/London", "viewport": DESKTOP}
        context = chromium.new_context(**{**usual, **options})
        context.set_default_timeout(10_000)
        contexts.append(context)
        if user is not None:
            context.add_cookies([session_cookie(user, live_server.url)])
        return Walk(context.new_page(), live_server.url, name, options.get("java_script_enabled", True))

    yield open_browser
    for context in contexts:
        context.close()


def session_cookie(user: User, url: str) -> Any:
    client = Client()
    client.force_login(user, backend=configured.AUTHENTICATION_BACKENDS[0])
    return {
        "name": configured.SESSION_COOKIE_NAME,
        "value": client.cookies[configured.SESSION_COOKIE_NAME].value,
        "url": url,
    }

"""Nobody is offered a link that leads nowhere, to a page they may not open, or to one that asks too much."""

import html
import re
from collections import deque
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from pytest_django import Settings

from coproduce.accounts.models import User
from partnerships.models import Engagement, EngagementState
from tests.conftest import ClientOf
from tests.factories.accounts import enrol

LINK = re.compile(r'<a[^>]* href="(/[^"#]*)')
#: Enough for a page of each kind that one person can reach.
LIMIT = 250
#: The budget of any page.
QUERIES = 12
#: People of the demonstration, and a page that each of them is offered and not everyone else.
OFFERED = {
    "Rowan Example": "partnerships:duty_list",
    "Isla Example": "partnerships:stage_evidence_create",
    "Fergus Example": "accounts:invitation_create",
    "Eilidh Example": "learning:case_study_create",
    "Morven Example": "accounts:account",
    "Angus Example": "partnerships:plan_history",
    "Ailsa Example": "partnerships:organisation_duplicates",
}


@pytest.fixture
def demonstration(db: None, settings: Settings) -> None:
    settings.DEMO = True
    call_command("load_reference_data")
    call_command("load_demo_data")


def follow(client: Client, *starts: str) -> dict[str, str]:
    """The address opened for each name of a URL, beginning with these; each must open."""
    seen: dict[str, str] = {}
    waiting = deque(starts)
    while waiting and len(seen) < LIMIT:
        address = waiting.popleft()
        name = resolve(urlsplit(address).path).view_name
        if name in seen or name.startswith("admin:"):
            continue
        seen[name] = address
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address, follow=True)
        assert answer.status_code == 200, f"{address} is linked and answers {answer.status_code}"
        assert answer.redirect_chain or len(queries) <= QUERIES, f"{address} takes {len(queries)} queries"
        if answer.headers["Content-Type"].startswith("text/html"):
            waiting.extend(map(html.unescape, LINK.findall(answer.content.decode())))
    return seen


def drafts_of(user: User) -> list[str]:
    """Pages with links that published ones do not have."""
    drafts = Engagement.objects.visible_to(user).filter(state=EngagementState.DRAFT)[:1]
    return [row.get_absolute_url() for row in drafts]


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("person", sorted(OFFERED))
def test_every_link_that_someone_signed_in_is_offered_opens(client_of: ClientOf, person: str) -> None:
    user = User.objects.get(name=person)
    enrol(user)
    seen = follow(client_of(user), *drafts_of(user), "/partnerships/fife/", "/")
    assert OFFERED[person] in seen, f"found {sorted(seen)}"


@pytest.mark.usefixtures("demonstration")
def test_every_link_that_the_public_is_offered_opens(client: Client) -> None:
    seen = follow(client, "/partnerships/fife/", "/")
    assert {"partnerships:body_detail", "learning:case_study_detail", "account_login"} <= set(seen)

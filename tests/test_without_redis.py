"""Redis only says "look now": without it every page answers, publishing hardly waits, and no mail is lost."""

import socket
import time
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.urls import reverse

from coproduce.accounts.models import User
from coproduce.celery import app
from coproduce.outbox.models import Email, Status
from coproduce.outbox.waking import waker
from learning.models import CaseStudy, Check, State
from partnerships.models import Organisation
from tests.conftest import ClientOf
from tests.factories.learning import CaseStudyFactory
from tests.outbox.sink import Sink

PAGES = (
    "/",
    "/partnerships/",
    "/organisations/",
    "/plans/",
    "/engagements/",
    "/case-studies/",
    "/case-studies/?q=lunch",
    "/account/",
    "/privacy/",
    "/accessibility/",
    "/healthz",
    "/readyz",
)


@pytest.fixture(params=["refusing", "silent"])
def dead_broker(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Where the broker was, nobody listens any more; or somebody does and never says a word."""
    with socket.socket() as hole:
        hole.bind(("127.0.0.1", 0))
        if request.param == "silent":
            hole.listen(10)
        monkeypatch.setitem(app.conf, "broker_url", f"redis://127.0.0.1:{hole.getsockname()[1]}/0")
        monkeypatch.setattr(waker, "quiet_until", 0.0)
        yield


@pytest.fixture
def waiting(transactional_db: None, organisation: Organisation, editor: User) -> CaseStudy:
    return CaseStudyFactory(organisation=organisation, author=editor, last_edited_by=editor, submitted=True)


def publish(case_study: CaseStudy, moderator: User, client_of: ClientOf) -> float:
    """Publish it as moderators do; how many seconds the answer took."""
    client = client_of(moderator)
    url = reverse("admin:learning_casestudy_change", args=[case_study.pk])
    seen_at = client.get(url).context["adminform"].form["seen_at"].value()
    began = time.monotonic()
    response = client.post(
        url, {"seen_at": seen_at, "note": "", "checked": list(Check), "_publish": "Publish"}
    )
    assert response.status_code == 302
    return time.monotonic() - began


@pytest.mark.usefixtures("dead_broker", "transactional_db")
@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers(path: str, client_of: ClientOf, newcomer: User) -> None:
    assert client_of(newcomer).get(path).status_code == 200


@pytest.mark.usefixtures("dead_broker")
def test_publishing_takes_at_most_a_second_longer(
    waiting: CaseStudy, moderator: User, client_of: ClientOf
) -> None:
    assert publish(waiting, moderator, client_of) < 1.5
    waiting.refresh_from_db()
    assert waiting.state == State.PUBLISHED


@pytest.mark.usefixtures("dead_broker")
def test_the_mail_goes_out_by_the_command(
    waiting: CaseStudy, editor: User, moderator: User, client_of: ClientOf, sink: Sink
) -> None:
    publish(waiting, moderator, client_of)
    call_command("deliver", verbosity=0)
    assert [message["To"] for message in sink.taken] == [editor.email]
    assert [email.status for email in Email.objects.all()] == [Status.SENT]

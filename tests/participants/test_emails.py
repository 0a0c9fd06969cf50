"""What the mails say, word for word where it matters: neutral outside, plain inside, no name anywhere."""

import datetime as dt
import re

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from coproduce.outbox.writing import written
from participants.models import Participant
from participants.replies import link
from partnerships.models import Partnership
from tests.factories.participants import InvolvementFactory
from tests.factories.partnerships import EngagementFactory

KINDS = ("engagement_invitation", "engagement_reminder", "engagement_cancelled")
START = dt.datetime(2027, 5, 11, 13, 30, tzinfo=dt.UTC)
FACTS = """When: Tuesday 11 May 2027, 14:30 to 16:30 (time in Scotland)
Where: Example Hall
Support we offer: Travel costs are paid on the day.
"""


@pytest.fixture
def parts(agnes: Participant, fife: Partnership) -> dict[str, tuple[str, str, str]]:
    """Subject, text and page of each kind."""
    meeting = EngagementFactory(
        partnership=fife,
        title="Living with dementia & <others>",
        starts_at=START,
        support_offered="Travel costs are paid on the day.",
        cancelled=True,
    )
    row = InvolvementFactory(participant=agnes, engagement=meeting)
    facts = {"engagement": meeting, "partnership": fife, "reply_url": link(row)}
    return {kind: written(kind, facts, unsubscribe="https://example.org/stop") for kind in KINDS}


Parts = dict[str, tuple[str, str, str]]


def test_subjects_name_a_day_and_nothing_else(parts: Parts) -> None:
    assert [subject for subject, _, _ in parts.values()] == [
        "An invitation for Tuesday 11 May",
        "A reminder for Tuesday 11 May",
        "Cancelled: Tuesday 11 May",
    ]


@pytest.mark.parametrize("kind", KINDS[:2])
def test_the_facts_are_there_in_scottish_time(parts: Parts, kind: str) -> None:
    assert f"Living with dementia & <others>\n\n{FACTS}" in parts[kind][1]


def test_the_page_is_escaped(parts: Parts) -> None:
    for _, _, page in parts.values():
        assert "Living with dementia &amp; &lt;others&gt;" in page


@pytest.mark.parametrize("kind", KINDS[:2])
def test_text_and_page_lead_to_the_same_answer(parts: Parts, kind: str) -> None:
    _, text, page = parts[kind]
    links = [re.findall(r"http[^\s\"<]*/reply/[^\s\"<]+", form) for form in (text, page)]
    assert len(links[0]) == 1
    assert links[0] == links[1]


def test_a_cancellation_says_why_and_asks_nothing(parts: Parts) -> None:
    text = parts["engagement_cancelled"][1]
    assert "Why: The hall is flooded." in text
    assert "You do not need to do anything." in text
    assert "/reply/" not in text


def test_every_mail_says_why_it_came_and_how_to_stop_it(parts: Parts) -> None:
    for _, text, page in parts.values():
        for form in (text, page):
            assert "You get this email because" in form
            assert "https://example.org/stop" in form


def test_no_mail_holds_a_name_or_a_group(parts: Parts) -> None:
    for told in parts.values():
        assert not re.search(r"canary|carers of users|P-0007", " ".join(told), re.IGNORECASE)


def test_a_survey_over_several_days_names_both_ends(fife: Partnership) -> None:
    meeting = EngagementFactory.build(
        partnership=fife,
        starts_at=START,
        ends_at=START + dt.timedelta(days=2),
        online_link="https://x.example",
    )
    told = render_to_string("emails/_engagement_facts.txt", {"engagement": meeting})
    assert "Tuesday 11 May 2027, 14:30 to Thursday 13 May 2027, 14:30" in told
    assert "Online: https://x.example" in told


def test_each_kind_is_asked_again_before_it_leaves() -> None:
    asked = {kind for kind in KINDS if kind in settings.OUTBOX_RECHECKS}
    assert asked >= {"engagement_invitation", "engagement_reminder"}

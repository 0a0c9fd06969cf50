"""What tests of the outbox share: a relay that answers as it is told, and a kind of mail of their own."""

import copy
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from coproduce.outbox.waking import waker


@pytest.fixture(autouse=True)
def _trial_kind(settings: Settings) -> None:
    """The kind `trial_news` exists in tests only."""
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"].append(Path(__file__).parent / "templates")
    settings.TEMPLATES = templates
    settings.OUTBOX_TOPICS = {"trial_news": "news of the trial"}
    settings.OUTBOX_RECHECKS = {}


@pytest.fixture(autouse=True)
def _quiet_waker() -> Iterator[None]:
    """Nobody is woken but where a test is about that: no worker runs here."""
    waker.quiet_until = float("inf")
    yield
    waker.quiet_until = float("inf")

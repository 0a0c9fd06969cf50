"""What tests of the outbox share: a relay that answers as it is told, and a kind of mail of their own."""

import copy
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from coproduce.outbox.waking import waker
from tests.outbox.sink import Sink


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


@pytest.fixture
def sink(settings: Settings) -> Iterator[Sink]:
    """The relay that settings name, for as long as the test runs."""
    sink = Sink()
    sink.start()
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", sink.port, 5
    yield sink
    sink.stop()

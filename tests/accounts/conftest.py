"""What the tests of accounts share: the clock, read once per test, the mail that went out, and codes."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.utils import timezone

from coproduce.outbox.models import Email

Mails = Callable[[str], list[Email]]


@pytest.fixture
def now() -> dt.datetime:
    """Read within the test: a run goes on over midnight, and rows know the day by the real clock."""
    return timezone.now()


@pytest.fixture
def today(now: dt.datetime) -> dt.date:
    return timezone.localdate(now)


@pytest.fixture
def mails(db: None) -> Mails:
    """Every mail to this address, oldest first."""
    return lambda address: list(Email.objects.filter(recipient=address).order_by("pk"))


@pytest.fixture
def code_for(mails: Mails) -> Callable[[str], str]:
    """The code in the newest mail to this address."""

    def newest(address: str) -> str:
        return found_code(mails(address)[-1].text)

    return newest


def found_code(text: str) -> str:
    found = re.search(r"^ {4}(\S+)$", text, re.MULTILINE)
    assert found, text
    return found[1]

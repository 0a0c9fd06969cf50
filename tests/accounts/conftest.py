"""What the tests of accounts share: the mail that went out, and the code that an authenticator app shows."""

import re
from collections.abc import Callable

import pytest

from coproduce.outbox.models import Email

Mails = Callable[[str], list[Email]]


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

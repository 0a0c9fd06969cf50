"""Rows of the outbox for tests: emails as they would stand in the table."""

import itertools
from typing import Any

from coproduce.outbox.models import Email, Lane, Suppression

numbers = itertools.count(1)


def email(**fields: Any) -> Email:
    """A reminder that is due, unless told otherwise, as it reads from the table."""
    number = next(numbers)
    row = Email.objects.create(
        **{
            "key": f"trial_news:{number}",
            "kind": "trial_news",
            "topic": "trial_news",
            "lane": Lane.REMINDER,
            "recipient": f"una.{number}@example.org",
            "subject": f"News {number}",
            "text": "There is news.\n",
            "html": "<p>There is news.</p>\n",
            "message_id": f"<trial-{number}@example.org>",
            **fields,
        }
    )
    row.refresh_from_db()
    return row


def suppression(address: str, topic: str = "", **fields: Any) -> Suppression:
    """Unsubscribed, unless told otherwise."""
    fields = {"reason": Suppression.Reason.UNSUBSCRIBED, **fields}
    return Suppression.objects.create(address=address, topic=topic, **fields)

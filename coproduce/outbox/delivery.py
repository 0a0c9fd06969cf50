"""Takes what is due from the table to the relay, each message once, whoever else is at it, whatever fails."""

import logging
import time
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from . import envelope, outcomes
from .claims import Sender, at_work, claim, pass_fence, settle
from .models import Email, Lane, Status
from .relay import BROKEN, RefusedError, Relay, UnreachableError

logger = logging.getLogger(__name__)


@dataclass
class Report:
    """What one run did. `cut_short`: there was more to do; `trouble`: why it could not go on."""

    outcomes: Counter[Status] = field(default_factory=Counter)
    cut_short: bool = False
    trouble: str = ""

    def __str__(self) -> str:
        done = ", ".join(f"{count} {status.label.lower()}" for status, count in self.outcomes.items())
        return f"{done or 'Nothing was due'}. {self.trouble}".strip()


def always() -> bool:
    return True


def for_seconds(seconds: float) -> Callable[[], bool]:
    """Go on for so long; a message that has been begun is finished."""
    end = time.monotonic() + seconds
    return lambda: time.monotonic() < end


def deliver(*, lanes: Collection[Lane] = tuple(Lane), keep_going: Callable[[], bool] = always) -> Report:
    """Send what is due, the most urgent first, until there is no more or `keep_going` says no."""
    report = Report()
    try:
        with at_work() as sender, Relay() as relay:
            report.cut_short = not all_sent(sender, relay, lanes, keep_going, report)
    except (UnreachableError, outcomes.SessionLostError) as error:
        report.trouble = str(error)
        logger.warning("Mail could not be delivered: %s", error)
    return report


def all_sent(
    sender: Sender, relay: Relay, lanes: Collection[Lane], keep_going: Callable[[], bool], report: Report
) -> bool:
    while True:
        settle()
        emails = claim(sender, lanes)
        if not emails:
            return True
        for email in emails:
            if not keep_going():
                return False
            report.outcomes[attempt(email, sender, relay)] += 1


def attempt(email: Email, sender: Sender, relay: Relay) -> Status:
    """One message, one conversation. Up to the fence any failure means "later", after it "perhaps"."""
    try:
        content = envelope.message(email)
        relay.offer(sender=envelope.sender_address(), recipient=email.recipient)
        if ended := pass_fence(email, sender):
            return ended
    except UnreachableError as error:
        outcomes.put_off(email, sender, str(error))
        raise
    except RefusedError as refusal:
        return outcomes.refused(email, sender, refusal)
    except Exception as error:  # noqa: BLE001  whatever is wrong with this one, the others go out
        relay.drop()
        return outcomes.later(email, sender, relay.phase, f"{type(error).__name__}: {error}")
    try:
        relay.hand_over(content)
    except RefusedError as refusal:
        return outcomes.refused(email, sender, refusal)
    except BROKEN as error:
        relay.drop()
        return outcomes.in_doubt(email, sender, f"The conversation broke off: {error}")
    return outcomes.sent(email)

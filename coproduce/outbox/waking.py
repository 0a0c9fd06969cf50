"""Tells the deliverer to look now. A lost call costs a minute at most: the timetable looks by itself."""

import logging
import time

from coproduce.celery import DELIVER, publish

logger = logging.getLogger(__name__)

QUIET_SECONDS = 10.0


class Waker:
    """Publishes without ever raising or holding up its caller for more than a second.

    After a failure it keeps quiet for a while, so that a thousand messages do not wait a thousand times.
    """

    def __init__(self) -> None:
        self.quiet_until = 0.0

    def wake(self) -> None:
        if time.monotonic() < self.quiet_until:
            return
        try:
            publish(DELIVER)
        except Exception as error:  # noqa: BLE001  whatever the broker does, the row is committed and will be found
            self.quiet_until = time.monotonic() + QUIET_SECONDS
            logger.warning("The deliverer was not woken, it will look by itself: %s", error)


waker = Waker()
wake = waker.wake

"""Doors of the outbox for the clock and for whoever has just written a message."""

from coproduce.celery import app

from . import delivery, waking


@app.task
def deliver() -> None:
    """Short runs, so that a worker can be stopped within seconds; what is left is taken up at once."""
    if delivery.deliver(keep_going=delivery.for_seconds(5)).cut_short:
        waking.wake()

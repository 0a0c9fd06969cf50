"""Doors of the outbox for the clock and for whoever has just written a message."""

from coproduce.celery import app

from . import delivery


@app.task
def deliver() -> None:
    delivery.deliver(seconds=5)
